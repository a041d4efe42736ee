//! Words for treatment away from home and for waiting periods.

use super::{Words, format};
use crate::money::{Rate, Yuan};
use crate::policy::{
    Arrangement, Care, Cell, ElsewhereTerms, Region, TreatmentElsewhere, Wait, WaitFrom, Waiting,
    WaitingTerms,
};

impl Words<'_> {
    pub(super) fn elsewhere(&self, value: &TreatmentElsewhere) -> Vec<String> {
        let mut said = Vec::new();
        let mut rest = value.terms.as_slice();
        while let Some((terms, after)) = rest.split_first() {
            // What holds for hospital stays and visits alike is said once.
            let same = after
                .first()
                .is_some_and(|next| *next == ElsewhereTerms { care: next.care, ..terms.clone() });
            let head = self.elsewhere_head(terms, (!same).then_some(terms.care));
            let lines = self.elsewhere_terms(terms).into_iter();
            said.extend(
                lines.map(|said| self.fill("rule.for_whom", &[("who", &head), ("said", &said)])),
            );
            rest = if same { after.get(1..).unwrap_or_default() } else { after };
        }
        said.extend(self.statements(value));
        said
    }

    /// Of which arrangements, regions and care an entry speaks.
    fn elsewhere_head(&self, terms: &ElsewhereTerms, care: Option<Care>) -> String {
        let and = self.locale.text("format.and");
        let joined = |keys: Vec<&'static str>| {
            let words: Vec<&str> = keys.into_iter().map(|key| self.locale.text(key)).collect();
            words.join(and)
        };
        let arrangements = terms.arrangements.iter().map(|one| arrangement(*one));
        let arrangements: Vec<&str> = arrangements.collect();
        let is_any = arrangements.len() == ARRANGEMENTS;
        let how = joined(if is_any { vec!["away.any"] } else { arrangements });
        let outside = [Region::SameProvince, Region::OtherProvince];
        let is_outside = outside.iter().all(|region| terms.regions.contains(region));
        let mut places: Vec<&str> = is_outside.then_some("away.outside").into_iter().collect();
        let regions = terms.regions.iter().filter(|one| !is_outside || !outside.contains(one));
        places.extend(regions.map(|one| region(*one)));
        let care = self.locale.text(care.map_or("away.care", care_key));
        self.fill("away.head", &[("how", &how), ("where", &joined(places)), ("care", care)])
    }

    /// The lines on what an entry changes: first what holds for everybody, then what hangs on
    /// person or place.
    fn elsewhere_terms(&self, terms: &ElsewhereTerms) -> Vec<String> {
        if terms.not_covered {
            return vec![self.locale.text("away.not_covered").to_owned()];
        }
        let (mut plain, mut by_case) = (Vec::new(), Vec::new());
        let mut take = |said: Vec<String>, is_plain: bool| {
            if is_plain { plain.extend(said) } else { by_case.extend(said) }
        };
        if let Some(place) = &terms.as_at {
            take(vec![self.fill("away.as_at", &[("place", &self.place(place.id()))])], true);
        }
        let first_own = self.cells(&terms.first_own, |rate| self.first_own(*rate));
        take(first_own, is_plain(&terms.first_own));
        let amount = |amount: &Yuan| self.said("away.deductible", &format::money(*amount));
        take(self.cells(&terms.deductible, amount), is_plain(&terms.deductible));
        take(self.other_deductible(terms), true);
        let ratio = |ratio: &Rate| self.said("away.ratio", &format::percent(*ratio));
        take(self.cells(&terms.ratio, ratio), is_plain(&terms.ratio));
        let less = self.cells(&terms.ratio_less, |rate| self.ratio_less(*rate));
        take(less, is_plain(&terms.ratio_less));
        let times = terms.ratio_times.map(format::percent);
        take(times.iter().map(|said| self.said("away.ratio_times", said)).collect(), true);
        // What is not named is as at home; said where nothing is, or only what comes first.
        if plain.is_empty() && by_case.is_empty() {
            plain.push(self.locale.text("away.as_at_home").to_owned());
        }
        let bare = ElsewhereTerms { first_own: Vec::new(), ..terms.clone() };
        let is_rest_home = !terms.first_own.is_empty() && changes_nothing(&bare);
        if is_rest_home && by_case.is_empty() {
            plain.push(self.locale.text("away.rest_as_at_home").to_owned());
        }
        let plain = plain.join(self.locale.text("away.separator"));
        (!plain.is_empty()).then_some(plain).into_iter().chain(by_case).collect()
    }

    fn said(&self, key: &'static str, said: &str) -> String {
        self.fill(key, &[("said", said)])
    }

    /// A deductible that is worked out from something else.
    fn other_deductible(&self, terms: &ElsewhereTerms) -> Vec<String> {
        let of_cost = terms.deductible_of_cost.map(|share| {
            let (min, max) = (format::money(share.min), format::money(share.max));
            let rate = format::percent(share.rate);
            let values = [("rate", &*rate), ("min", &*min), ("max", &*max)];
            self.fill("away.deductible_of_cost", &values)
        });
        let added = terms.deductible_added.map(format::money);
        let times = terms.deductible_times.map(|times| times.to_string());
        let added = added.map(|said| self.said("away.deductible_added", &said));
        let times = times.map(|said| self.said("away.deductible_times", &said));
        [of_cost, added, times].into_iter().flatten().collect()
    }

    fn first_own(&self, rate: Rate) -> String {
        if rate == Rate::NOTHING {
            return self.locale.text("away.no_first_own").to_owned();
        }
        self.said("away.first_own", &format::percent(rate))
    }

    fn ratio_less(&self, rate: Rate) -> String {
        if rate == Rate::NOTHING {
            return self.locale.text("away.ratio_not_less").to_owned();
        }
        self.fill("away.ratio_less", &[("points", &rate.percent().to_string())])
    }

    pub(super) fn waiting(&self, value: &Waiting) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(terms) = &value.terms {
            let lines = self.breaks(terms).into_iter().chain(self.waits(terms));
            said.extend(lines.map(|said| match terms.care {
                Some(care) => {
                    let who = self.locale.text(care_key(care));
                    self.fill("rule.for_whom", &[("who", who), ("said", &said)])
                }
                None => said,
            }));
        }
        said.extend(self.statements(value));
        said
    }

    /// What a break of contributions does.
    fn breaks(&self, terms: &WaitingTerms) -> Vec<String> {
        let text = |key| self.locale.text(key).to_owned();
        let pays = |paid: Option<bool>, yes, no| paid.map(|paid| text(if paid { yes } else { no }));
        let resumes = |from: Option<WaitFrom>, now, next| {
            from.map(|from| {
                text(match from {
                    WaitFrom::PaymentMonth => now,
                    WaitFrom::MonthAfterPayment => next,
                })
            })
        };
        let grace = terms
            .grace_months
            .map(|months| self.fill("wait.grace", &[("count", &months.to_string())]));
        let longer = terms.pays_in_longer_break_made_up;
        [
            pays(terms.pays_in_break, "wait.pays", "wait.pays_not"),
            grace,
            resumes(terms.resumes, "wait.resumes", "wait.resumes_next"),
            pays(terms.pays_in_break_made_up, "wait.made_up_pays", "wait.made_up_pays_not"),
            resumes(terms.resumes_after_longer, "wait.longer_resumes", "wait.longer_resumes_next"),
            pays(longer, "wait.longer_made_up_pays", "wait.longer_made_up_pays_not"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// How long the waits are.
    fn waits(&self, terms: &WaitingTerms) -> Vec<String> {
        let mut said = Vec::new();
        let late = match terms.late_enrolment_from {
            Some(day) => {
                let day = format::date(self.locale, day);
                self.fill("wait.late_from", &[("day", &day)])
            }
            None => self.locale.text("wait.late").to_owned(),
        };
        for (after, wait) in [
            (self.locale.text("wait.longer"), terms.after_longer),
            (self.locale.text("wait.first"), terms.at_first),
            (&late, terms.late_enrolment),
            (self.locale.text("wait.missed"), terms.after_missed_year),
        ] {
            let length = wait.map(|wait| self.length(wait));
            let line =
                |length: String| self.fill("wait.wait", &[("after", after), ("said", &length)]);
            said.extend(length.map(line));
        }
        if let Some(months) = terms.months_per_missed_year {
            said.push(self.fill("wait.per_missed_year", &[("count", &months.to_string())]));
        }
        let from = terms.counts_from.map(|from| match from {
            WaitFrom::PaymentMonth => self.locale.text("wait.from_this_month").to_owned(),
            WaitFrom::MonthAfterPayment => self.locale.text("wait.from_next_month").to_owned(),
        });
        said.extend(from);
        said
    }

    fn length(&self, wait: Wait) -> String {
        let (key, count) = match wait {
            Wait::Months(months) => ("format.months", months),
            Wait::Days(days) => ("format.days", days),
        };
        self.fill(key, &[("count", &count.to_string())])
    }
}

/// How many arrangements there are.
const ARRANGEMENTS: usize = 5;

fn arrangement(arrangement: Arrangement) -> &'static str {
    match arrangement {
        Arrangement::FiledResidence => "away.filed_residence",
        Arrangement::Referred => "away.referred",
        Arrangement::Emergency => "away.emergency",
        Arrangement::FiledTemporary => "away.filed_temporary",
        Arrangement::Unfiled => "away.unfiled",
    }
}

fn region(region: Region) -> &'static str {
    match region {
        Region::OtherCounty => "away.other_county",
        Region::SameProvince => "away.same_province",
        Region::OtherProvince => "away.other_province",
    }
}

fn care_key(care: Care) -> &'static str {
    match care {
        Care::Outpatient => "away.outpatient",
        Care::Inpatient => "away.inpatient",
    }
}

/// Whether an entry leaves everything as at home.
fn changes_nothing(terms: &ElsewhereTerms) -> bool {
    let ElsewhereTerms { arrangements, regions, care, .. } = terms.clone();
    *terms
        == ElsewhereTerms {
            arrangements,
            regions,
            care,
            first_own: Vec::new(),
            deductible: Vec::new(),
            deductible_of_cost: None,
            deductible_added: None,
            deductible_times: None,
            ratio: Vec::new(),
            ratio_less: Vec::new(),
            ratio_times: None,
            as_at: None,
            not_covered: false,
        }
}

/// Whether the table is empty or says one thing for everybody everywhere.
fn is_plain<T>(cells: &[Cell<T>]) -> bool {
    match cells {
        [] => true,
        [cell] => {
            cell.who.is_anybody()
                && cell.at.is_none()
                && cell.above.is_none()
                && cell.up_to.is_none()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::super::super::locale::{Language, Locale};
    use super::super::rule;
    use crate::policy::{PolicyFile, PolicySet, RuleRef};

    fn said(name: &str) -> Vec<String> {
        let file = |code: &str| {
            let path = format!("{}/static/policies/{code}.json", env!("CARGO_MANIFEST_DIR"));
            PolicyFile::parse(&fs::read_to_string(path).unwrap()).unwrap()
        };
        let name: RuleRef = serde_json::from_value(name.into()).unwrap();
        let area = file(&name.adcode);
        let parents = area.area.parents.iter().map(|code| file(code)).collect();
        rule(&Locale::of(Language::Zh), &PolicySet::new(area, parents).unwrap(), &name)
    }

    #[test]
    fn treatment_elsewhere_is_said_in_everyday_words() {
        assert_eq!(
            said("340100/treatment_elsewhere/employee").get(..3).unwrap(),
            [
                "异地长期居住备案，到外地看病：和在本地一样",
                "转诊，到外省住院：先自己付 10%，其余按本地的算",
                "临时外出备案、没有备案，到外省住院：先自己付 20%，其余按本地的算",
            ]
        );
    }

    #[test]
    fn waiting_is_said_in_everyday_words() {
        assert_eq!(
            said("360100/waiting/employee"),
            ["断缴不超过 3 个月，没有等待期。", "断缴更久，恢复缴费后，要等 3 个月。",]
        );
    }
}
