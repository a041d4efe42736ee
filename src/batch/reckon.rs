//! The rows of a table, reckoned one by one or a chunk at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Mapping, MappingError, Meaning, PersonColumn, Source};
use super::figures::Figures;
use super::places::{PlaceError, Places};
use super::row::{Ground, Read, RowError, RowReader, RowReason, Sources, place_of};
use super::table::Table;
use crate::calendar::Date;
use crate::engine::{SituationError, Working, assess_with};
use crate::explain::ranges;
use crate::policy::PolicySet;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    /// The row, as spreadsheet programs count.
    pub row: u32,
    /// What stood in the column of numbers or codes.
    pub id: String,
    /// What stood in the column of names.
    pub name: String,
    /// The code of the area, where the row names one.
    pub area: Option<String>,
    /// The figures, or everything that is wrong with the row.
    pub figures: Result<Figures, Vec<RowError>>,
}

/// A table being reckoned.
#[derive(Clone, Debug)]
pub struct Batch {
    table: Table,
    mapping: Mapping,
    sources: Sources,
    places: Places,
    grounds: BTreeMap<String, Ground>,
    today: Date,
    next: usize,
}

impl Batch {
    /// The codes of the areas whose rules the rows of `table` need; rows that name none are left to
    /// fail.
    #[must_use]
    pub fn areas(table: &Table, mapping: &Mapping, places: &Places) -> BTreeSet<String> {
        let found = |text: &str| places.find(text).ok().map(str::to_owned);
        match mapping.source(Meaning::Person(PersonColumn::Area)) {
            Some(Source::Same(text)) => found(text).into_iter().collect(),
            Some(Source::Column(column)) => {
                let texts: BTreeSet<&str> =
                    (0..table.len()).map(|row| table.cell(row, *column)).collect();
                texts.into_iter().filter_map(found).collect()
            }
            None => BTreeSet::new(),
        }
    }

    /// A batch under the rules of `policies`, by the code of their area; `today` is the caller's.
    ///
    /// # Errors
    /// [`MappingError`] when the mapping cannot be worked with.
    pub fn new(
        table: Table,
        mapping: Mapping,
        places: Places,
        policies: BTreeMap<String, PolicySet>,
        today: Date,
    ) -> Result<Self, MappingError> {
        mapping.check(table.columns())?;
        let sources = Sources::of(&mapping);
        let grounds = policies.into_iter().map(|(area, policy)| (area, Ground::new(policy)));
        let grounds = grounds.collect();
        Ok(Self { table, mapping, sources, places, grounds, today, next: 0 })
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// The table, for reckoning it otherwise.
    #[must_use]
    pub fn into_table(self) -> Table {
        self.table
    }

    /// The areas by name.
    #[must_use]
    pub const fn places(&self) -> &Places {
        &self.places
    }

    /// How many rows are reckoned.
    #[must_use]
    pub const fn done(&self) -> usize {
        self.next
    }

    /// The next rows, at most `count`; none once all are reckoned.
    pub fn next_chunk(&mut self, count: usize) -> Vec<RowResult> {
        let end = self.next.saturating_add(count).min(self.table.len());
        let results = (self.next..end).map(|row| self.reckon(row)).collect();
        self.next = end;
        results
    }

    /// What the row with this index below the headings comes to.
    #[must_use]
    pub fn reckon(&self, row: usize) -> RowResult {
        let mut reader = RowReader {
            table: &self.table,
            sources: &self.sources,
            row,
            today: self.today,
            errors: Vec::new(),
        };
        let area = reader.area(&self.places);
        let figures = self.figures(&mut reader, area);
        RowResult {
            row: self.table.number(row),
            id: reader.echoed(PersonColumn::Id).to_owned(),
            name: reader.echoed(PersonColumn::Name).to_owned(),
            area: area.map(str::to_owned),
            figures,
        }
    }

    fn figures(
        &self,
        reader: &mut RowReader<'_>,
        area: Option<&str>,
    ) -> Result<Figures, Vec<RowError>> {
        let Some(area) = area else {
            return Err(core::mem::take(&mut reader.errors));
        };
        let Some(ground) = self.grounds.get(area) else {
            return Err(vec![self.at(
                Meaning::Person(PersonColumn::Area),
                RowReason::Area(PlaceError::WithoutRules),
            )]);
        };
        let Some(read) = reader.situation(area, ground) else {
            return Err(core::mem::take(&mut reader.errors));
        };
        self.assessed(ground, &read).map_err(|error| vec![self.of_engine(error, &read.numbers)])
    }

    fn assessed(&self, ground: &Ground, read: &Read) -> Result<Figures, SituationError> {
        let (policy, situation) = (&ground.policy, &read.situation);
        let assessment = assess_with(policy, situation, self.today, Working::LeftOut)?;
        let other = if read.unknown.is_empty() {
            None
        } else {
            Some(ranges(policy, situation, self.today, &read.unknown, &assessment)?)
        };
        Ok(Figures::of(&assessment, other.as_ref(), &read.numbers))
    }

    fn at(&self, meaning: Meaning, reason: RowReason) -> RowError {
        let column = match self.mapping.source(meaning) {
            Some(Source::Column(column)) => Some(*column),
            _ => None,
        };
        RowError { meaning: Some(meaning), column, reason }
    }

    fn of_engine(&self, error: SituationError, numbers: &[u8]) -> RowError {
        match place_of(&error.field, numbers) {
            Some(meaning) => self.at(meaning, RowReason::from(error)),
            None => RowError { meaning: None, column: None, reason: RowReason::from(error) },
        }
    }
}
