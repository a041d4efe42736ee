//! What became of the changes: by file, in all, the survivors one by one and by kind.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use crate::figures::{Kind, Mutant};

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// A case no longer holds.
    Caught,
    /// Every case still holds.
    Survived,
    /// The file is refused when it is read.
    Rejected,
}

#[derive(Clone, Copy, Default)]
struct Count {
    caught: u32,
    survived: u32,
    rejected: u32,
}

impl Count {
    fn add(&mut self, fate: Fate) {
        match fate {
            Fate::Caught => self.caught += 1,
            Fate::Survived => self.survived += 1,
            Fate::Rejected => self.rejected += 1,
        }
    }

    fn total(self) -> u32 {
        self.caught + self.survived
    }

    fn percent(self) -> Decimal {
        let total = Decimal::from(self.total());
        (Decimal::from(self.caught) * Decimal::ONE_HUNDRED).checked_div(total).unwrap_or_default()
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.percent().round_dp(1);
        write!(f, "{:4} of {:4} caught, {percent:5} %", self.caught, self.total())?;
        if self.rejected > 0 {
            write!(f, "; {} refused when read", self.rejected)?;
        }
        Ok(())
    }
}

/// The result so far.
#[derive(Default)]
pub(crate) struct Report {
    by_file: BTreeMap<String, Count>,
    by_kind: BTreeMap<(&'static str, Kind), Count>,
    all: Count,
    /// Changes in doubtful rules, which are used only by name; not part of the rest.
    doubtful: Count,
    survivors: Vec<(String, Mutant)>,
}

impl Report {
    pub(crate) fn add(&mut self, file: &str, mutant: Mutant, fate: Fate) {
        if mutant.doubtful {
            self.doubtful.add(fate);
            return;
        }
        self.all.add(fate);
        self.by_file.entry(file.to_owned()).or_default().add(fate);
        self.by_kind.entry((mutant.topic, mutant.kind)).or_default().add(fate);
        if fate == Fate::Survived {
            self.survivors.push((file.to_owned(), mutant));
        }
    }

    /// The changes that a case could have noticed.
    pub(crate) fn total(&self) -> u32 {
        self.all.total()
    }

    pub(crate) fn percent(&self) -> Decimal {
        self.all.percent()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Survivors:")?;
        for (file, mutant) in &self.survivors {
            let Mutant { topic, rule, field, change, .. } = mutant;
            writeln!(f, "  {file}.json {topic}/{rule} {field}: {change}")?;
        }
        writeln!(f, "\nBy file:")?;
        for (file, count) in &self.by_file {
            writeln!(f, "  {file}: {count}")?;
        }
        writeln!(f, "\nBy topic and kind of figure:")?;
        for ((topic, kind), count) in &self.by_kind {
            writeln!(f, "  {topic:22} {:11} {count}", format!("{kind:?}"))?;
        }
        writeln!(f, "\nIn doubtful rules, used only by name: {}", self.doubtful)?;
        write!(f, "In all: {}", self.all)
    }
}
