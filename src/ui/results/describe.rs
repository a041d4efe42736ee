//! What a rule says, in words: for source cards, for refusals that point at it, for doubtful rules
//! that a person may accept.

mod care;
mod chronic;
mod inpatient;
mod maternity;

use super::super::format;
use super::super::locale::Locale;
use crate::calendar::Date;
use crate::money::Yuan;
use crate::policy::{
    AccountCredit, AccountFrame, AccountRules, AccountSharing, AccountTiming, AccountUse,
    BenefitYear, Cell, ChronicOutpatient, ContactPoints, ContributionBase, ContributionPart,
    ContributionPurpose, ContributionRate, DeductionPurpose, EnrolmentIncentive,
    FlexibleContribution, FlexibleTier, InpatientCap, InpatientDeductible, InpatientRatio,
    Maternity, Named, OtherRules, OutpatientCap, OutpatientDeductible, OutpatientFrame,
    OutpatientRatio, Payer, PaymentOrder, Per, PolicySet, ResidentPremium, RetirementYears,
    RuleRef, SeriousIllness, Stated, Statement, Statements, Status, Topic, TopicRules,
    TreatmentElsewhere, Waiting, Who,
};

/// The sentences of a rule; none when the policy has no such rule.
pub(crate) fn rule(locale: &Locale, policy: &PolicySet, name: &RuleRef) -> Vec<String> {
    let words = Words { locale, policy };
    match name.topic {
        Topic::AccountCredit => words.of::<AccountCredit>(name, Words::account_credit),
        Topic::AccountFrame => words.of::<AccountFrame>(name, |words, frame| {
            vec![words.fill("rule.account_frame", &[("rate", &format::percent(frame.rate_max))])]
        }),
        Topic::AccountTiming => {
            words.of::<AccountTiming>(name, |words, timing| words.account_timing(*timing))
        }
        Topic::AccountUse => words.of::<AccountUse>(name, Words::account_use),
        Topic::BenefitYear => words.of::<BenefitYear>(name, |words, year| {
            vec![words.fill("rule.benefit_year", &[("month", &year.starts_in.to_string())])]
        }),
        Topic::ContributionBase => words.of::<ContributionBase>(name, Words::contribution_base),
        Topic::OutpatientDeductible => {
            words.of::<OutpatientDeductible>(name, Words::outpatient_deductible)
        }
        Topic::OutpatientRatio => words.of::<OutpatientRatio>(name, Words::outpatient_ratio),
        Topic::OutpatientCap => words.of::<OutpatientCap>(name, Words::outpatient_cap),
        Topic::OutpatientFrame => words.of::<OutpatientFrame>(name, |words, frame| {
            vec![
                words
                    .fill("rule.outpatient_frame", &[("ratio", &format::percent(frame.ratio_min))]),
            ]
        }),
        Topic::PaymentOrder => words.of::<PaymentOrder>(name, |words, order| match order {
            PaymentOrder::CurrentYearAccountFirst { stays, .. } => {
                let keys =
                    [Some("rule.current_year_first"), stays.map(|_| "rule.stays_accumulated")];
                keys.into_iter().flatten().map(|key| words.locale.text(key).to_owned()).collect()
            }
        }),
        Topic::ContributionRate => words.of::<ContributionRate>(name, |words, value| {
            value.parts.iter().map(|part| words.part(part)).collect()
        }),
        Topic::FlexibleContribution => words.of::<FlexibleContribution>(name, |words, value| {
            value.tiers.iter().map(|tier| words.flexible_tier(tier)).collect()
        }),
        Topic::ResidentPremium => words.of::<ResidentPremium>(name, Words::resident_premium),
        Topic::InpatientDeductible => {
            words.of::<InpatientDeductible>(name, Words::inpatient_deductible)
        }
        Topic::InpatientRatio => words.of::<InpatientRatio>(name, Words::inpatient_ratio),
        Topic::InpatientCap => words.of::<InpatientCap>(name, Words::inpatient_cap),
        Topic::SeriousIllness => words.of::<SeriousIllness>(name, Words::serious_illness),
        Topic::ChronicOutpatient => words.of::<ChronicOutpatient>(name, Words::chronic_outpatient),
        Topic::Maternity => words.of::<Maternity>(name, Words::maternity),
        Topic::Waiting => words.of::<Waiting>(name, Words::waiting),
        Topic::TreatmentElsewhere => words.of::<TreatmentElsewhere>(name, Words::elsewhere),
        Topic::EnrolmentIncentive => words.of::<EnrolmentIncentive>(name, Words::statements),
        Topic::AccountSharing => words.of::<AccountSharing>(name, Words::statements),
        Topic::AccountRules => words.of::<AccountRules>(name, Words::statements),
        Topic::RetirementYears => words.of::<RetirementYears>(name, Words::statements),
        Topic::ContactPoints => words.of::<ContactPoints>(name, Words::statements),
        Topic::OtherRules => words.of::<OtherRules>(name, Words::statements),
    }
}

/// What contradicts a rule, by its evidence.
pub(super) fn conflicts(locale: &Locale, policy: &PolicySet, name: &RuleRef) -> Vec<String> {
    let conflicts = policy.evidence(name).into_iter().filter_map(|source| source.conflict.as_ref());
    conflicts.map(|conflict| locale.said(conflict).to_owned()).collect()
}

struct Words<'a> {
    locale: &'a Locale,
    policy: &'a PolicySet,
}

impl Words<'_> {
    fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        self.locale.fill(key, values)
    }

    /// The sentences of the rule's value, headed by whom it is for.
    fn of<T: TopicRules>(
        &self,
        name: &RuleRef,
        describe: impl Fn(&Self, &T) -> Vec<String>,
    ) -> Vec<String> {
        let Some(rule) = self.policy.find::<T>(name) else {
            return Vec::new();
        };
        let who = self.who(&rule.who);
        let said = describe(self, &rule.value);
        if who.is_empty() {
            return said;
        }
        said.into_iter()
            .map(|said| self.fill("rule.for_whom", &[("who", &who), ("said", &said)]))
            .collect()
    }

    fn account_credit(&self, credit: &AccountCredit) -> Vec<String> {
        let sentence = match credit {
            AccountCredit::RateOfBase { rate, less: None } => {
                self.fill("rule.rate_of_base", &[("rate", &format::percent(*rate))])
            }
            AccountCredit::RateOfBase { rate, less: Some(less) } => {
                let purpose = self.locale.text(purpose_key(less.purpose));
                let net = rate.less(less.rate).map(format::percent).unwrap_or_default();
                let (gross, less) = (format::percent(*rate), format::percent(less.rate));
                let values =
                    [("rate", &*gross), ("less", &*less), ("purpose", purpose), ("net", &*net)];
                self.fill("rule.net_rate_of_base", &values)
            }
            AccountCredit::FixedMonthly { amount, less: None } => {
                self.fill("rule.fixed_monthly", &[("amount", &format::money(*amount))])
            }
            AccountCredit::FixedMonthly { amount, less: Some(less) } => {
                let purpose = self.locale.text(purpose_key(less.purpose));
                let net = format::money(*amount - less.amount);
                let (gross, less) = (format::money(*amount), format::money(less.amount));
                let values =
                    [("amount", &*gross), ("less", &*less), ("purpose", purpose), ("net", &*net)];
                self.fill("rule.net_fixed_monthly", &values)
            }
            AccountCredit::FixedYearly { amount } => {
                self.fill("rule.fixed_yearly", &[("amount", &format::money(*amount))])
            }
            AccountCredit::RateOfAveragePension { rate, of_year: Some(year) } => {
                let (rate, year) = (format::percent(*rate), year.to_string());
                self.fill("rule.rate_of_pension", &[("rate", &rate), ("year", &year)])
            }
            AccountCredit::RateOfAveragePension { rate, of_year: None } => {
                self.fill("rule.rate_of_pension_plain", &[("rate", &format::percent(*rate))])
            }
            AccountCredit::RateOfOwnPension { rate } => {
                self.fill("rule.rate_of_own_pension", &[("rate", &format::percent(*rate))])
            }
            AccountCredit::NoAccount {} => self.locale.text("rule.no_account").to_owned(),
        };
        vec![sentence]
    }

    fn account_timing(&self, timing: AccountTiming) -> Vec<String> {
        let AccountTiming::AdvancedForYear {
            year_starts_in,
            separate_accounts,
            by_month_before,
            at_once_on_stop,
            at_once_on_closing,
        } = timing
        else {
            return vec![self.locale.text("rule.monthly").to_owned()];
        };
        let key = if separate_accounts { "rule.advanced_apart" } else { "rule.advanced" };
        let mut said = vec![self.fill(key, &[("month", &year_starts_in.to_string())])];
        let further = [
            (by_month_before, "rule.by_month_before"),
            (at_once_on_stop, "rule.at_once_on_stop"),
            (at_once_on_closing, "rule.at_once_on_closing"),
        ];
        let holding = further.into_iter().filter(|(holds, _)| *holds);
        said.extend(holding.map(|(_, key)| self.locale.text(key).to_owned()));
        said
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "called by reference like its siblings")]
    fn account_use(&self, value: &AccountUse) -> Vec<String> {
        let key = match (value.in_policy_range, value.outside_policy_range) {
            (true, true) => "rule.use_both",
            (true, false) => "rule.use_inside",
            (false, _) => "rule.use_none",
        };
        vec![self.locale.text(key).to_owned()]
    }

    fn contribution_base(&self, base: &ContributionBase) -> Vec<String> {
        let (floor, ceiling) = (base.floor.map(format::money), base.ceiling.map(format::money));
        vec![match (floor, ceiling) {
            (Some(floor), Some(ceiling)) => {
                self.fill("rule.base", &[("floor", &floor), ("ceiling", &ceiling)])
            }
            (Some(floor), None) => self.fill("rule.base_floor", &[("floor", &floor)]),
            (None, ceiling) => {
                self.fill("rule.base_ceiling", &[("ceiling", &ceiling.unwrap_or_default())])
            }
        }]
    }

    fn outpatient_deductible(&self, value: &OutpatientDeductible) -> Vec<String> {
        let amount = |amount: &Yuan| self.per(value.per, format::money(*amount));
        let mut said = self.cells(&value.cells, amount);
        let later = self.cells(&value.later, amount).into_iter();
        said.extend(later.map(|said| self.fill("rule.later_bills", &[("said", &said)])));
        let most = self.cells(&value.year_max, |amount| format::money(*amount)).into_iter();
        said.extend(most.map(|said| self.fill("rule.year_max", &[("said", &said)])));
        said
    }

    /// A figure with the stretch it counts over; years go without saying.
    fn per(&self, per: Per, said: String) -> String {
        let key = match per {
            Per::Year => return said,
            Per::Quarter => "rule.per_quarter",
            Per::Month => "rule.per_month",
            Per::Visit => "rule.per_visit",
        };
        self.fill(key, &[("said", &said)])
    }

    fn outpatient_ratio(&self, value: &OutpatientRatio) -> Vec<String> {
        let mut said = self.cells(&value.cells, |ratio| format::percent(*ratio));
        if value.pharmacy_as_prescriber {
            said.push(self.locale.text("rule.pharmacy_as_prescriber").to_owned());
        }
        said
    }

    fn outpatient_cap(&self, cap: &OutpatientCap) -> Vec<String> {
        let per = match cap {
            OutpatientCap::FundPayment { per, .. } | OutpatientCap::EligibleCost { per, .. } => {
                *per
            }
            OutpatientCap::SharedWithInpatient { .. } => Per::Year,
            OutpatientCap::None {} => return vec![self.locale.text("rule.no_cap").to_owned()],
        };
        let [cells, of_which, of_a_bill] = cap.tables();
        let mut said = self.cells(cells, |amount| self.per(per, format::money(*amount)));
        let lower = self.cells(of_which, |amount| format::money(*amount)).into_iter();
        said.extend(lower.map(|said| self.fill("rule.of_which", &[("said", &said)])));
        if let OutpatientCap::FundPayment { uncapped, .. }
        | OutpatientCap::EligibleCost { uncapped, .. } = cap
            && !uncapped.is_empty()
        {
            let places: Vec<String> = uncapped.iter().map(|place| self.place(place.id())).collect();
            let places = places.join(self.locale.text("format.and"));
            let none = self.locale.text("rule.no_cap");
            said.push(self.fill("rule.for_whom", &[("who", &places), ("said", none)]));
        }
        said.extend(self.cells(of_a_bill, |amount| self.per(Per::Visit, format::money(*amount))));
        match cap {
            OutpatientCap::SharedWithInpatient { ratio_above: Some(ratio), .. } => {
                let ratio = format::percent(*ratio);
                said.push(self.fill("rule.shared_cap", &[("ratio", &ratio)]));
            }
            OutpatientCap::SharedWithInpatient { ratio_above: None, .. } => {
                said.push(self.locale.text("rule.shared_cap_plain").to_owned());
            }
            OutpatientCap::EligibleCost { .. } => {
                said.push(self.locale.text("rule.counts_cost").to_owned());
            }
            _ => {}
        }
        said
    }

    fn part(&self, part: &ContributionPart) -> String {
        let payer = self.locale.text(match part.payer {
            Payer::Employer => "payer.employer",
            Payer::Person => "payer.person",
            Payer::Account => "payer.account",
            Payer::Fund => "payer.fund",
        });
        let purpose = self.locale.text(match part.purpose {
            ContributionPurpose::Basic if part.includes_maternity => "purpose.basic_and_maternity",
            ContributionPurpose::Basic => "purpose.basic",
            ContributionPurpose::Maternity => "purpose.maternity",
            ContributionPurpose::LargeSum => "purpose.large_sum",
            ContributionPurpose::LongTermCare => "purpose.long_term_care",
        });
        let sums = [
            part.rate.map(format::percent),
            part.monthly.map(|sum| self.per(Per::Month, format::money(sum))),
            part.yearly.map(|sum| self.fill("rule.per_year", &[("said", &format::money(sum))])),
        ];
        let said = self.joined(sums);
        self.fill("rule.part", &[("payer", payer), ("purpose", purpose), ("said", &said)])
    }

    fn joined(&self, parts: impl IntoIterator<Item = Option<String>>) -> String {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(self.locale.text("format.and"))
    }

    fn flexible_tier(&self, tier: &FlexibleTier) -> String {
        let labelled = |key, amount: Option<Yuan>| {
            amount.map(|amount| self.fill(key, &[("said", &format::money(amount))]))
        };
        let account = tier.has_account.map(|has| {
            self.locale
                .text(if has { "rule.has_account" } else { "rule.no_account_short" })
                .to_owned()
        });
        let rate =
            tier.rate.map(|rate| self.fill("rule.rate", &[("said", &format::percent(rate))]));
        let mut parts = vec![
            account,
            labelled("rule.tier_base", tier.base),
            labelled("rule.tier_base_floor", tier.base_floor),
            labelled("rule.tier_base_ceiling", tier.base_ceiling),
            rate,
            labelled("rule.per_month", tier.monthly),
            labelled("rule.per_year", tier.yearly),
        ];
        parts.extend(tier.extras.iter().map(|extra| Some(self.part(extra))));
        let said = self.joined(parts);
        match &tier.tier {
            Some(id) => {
                let who = self.name_of(self.policy.tiers(), id);
                self.fill("rule.for_whom", &[("who", &who), ("said", &said)])
            }
            None => said,
        }
    }

    /// The lines of a table that may be empty, each under a heading.
    fn headed<T>(
        &self,
        key: &'static str,
        cells: &[Cell<T>],
        value: impl Fn(&T) -> String,
    ) -> Vec<String> {
        let lines = self.cells(cells, value).into_iter();
        lines.map(|said| self.fill(key, &[("said", &said)])).collect()
    }

    fn resident_premium(&self, value: &ResidentPremium) -> Vec<String> {
        let money = |amount: &Yuan| format::money(*amount);
        let mut said = self.headed("rule.premium", &value.premium, money);
        said.extend(self.headed("rule.subsidy", &value.subsidy, money));
        let day = |date: Option<Date>| {
            date.map(|date| format::date(self.locale, date)).unwrap_or_default()
        };
        if value.window_from.is_some() || value.window_to.is_some() {
            let (from, to) = (day(value.window_from), day(value.window_to));
            said.push(self.fill("rule.window", &[("from", &from), ("to", &to)]));
        }
        said
    }

    fn statements<T: Statements>(&self, value: &T) -> Vec<String> {
        value.statements().iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Statement) -> String {
        let number = |key, count: u32| self.fill(key, &[("count", &count.to_string())]);
        let value = match &statement.value {
            Stated::Yuan(amount) => format::money(*amount),
            Stated::Rate(rate) => format::percent(*rate),
            Stated::Days(days) => number("format.days", u32::from(*days)),
            Stated::Months(months) => number("format.months", u32::from(*months)),
            Stated::Years(years) => number("format.years", u32::from(*years)),
            Stated::Count(count) => count.to_string(),
            Stated::Flag(true) => self.locale.text("person.yes").to_owned(),
            Stated::Flag(false) => self.locale.text("person.no").to_owned(),
            Stated::Text(text) => self.locale.said(text).to_owned(),
        };
        let places = statement.at.iter().flatten().map(|place| Some(self.place(place.id())));
        let who = self.who(&statement.who);
        let heads =
            [Some(self.locale.said(&statement.name).to_owned()), (!who.is_empty()).then_some(who)];
        let head = self.joined(heads.into_iter().chain(places));
        self.fill("rule.for_whom", &[("who", &head), ("said", &value)])
    }

    /// A line for each entry of a table.
    fn cells<T>(&self, cells: &[Cell<T>], value: impl Fn(&T) -> String) -> Vec<String> {
        cells
            .iter()
            .map(|cell| {
                let separator = self.locale.text("format.and");
                let places = cell.at.iter().flatten().map(|place| self.place(place.id()));
                let places = places.collect::<Vec<_>>().join(separator);
                let segment = self.segment(cell.above, cell.up_to);
                let heads: Vec<String> = [self.who(&cell.who), places, segment]
                    .into_iter()
                    .filter(|head| !head.is_empty())
                    .collect();
                let (head, said) = (heads.join(separator), value(&cell.value));
                if head.is_empty() {
                    return said;
                }
                self.fill("rule.for_whom", &[("who", &head), ("said", &said)])
            })
            .collect()
    }

    fn segment(&self, above: Option<Yuan>, up_to: Option<Yuan>) -> String {
        let (from, to) = (above.map(format::money), up_to.map(format::money));
        match (from, to) {
            (Some(from), Some(to)) => {
                self.fill("rule.segment_between", &[("from", &from), ("to", &to)])
            }
            (Some(from), None) => self.fill("rule.segment_from", &[("from", &from)]),
            (None, Some(to)) => self.fill("rule.segment_to", &[("to", &to)]),
            (None, None) => String::new(),
        }
    }

    fn place(&self, id: &str) -> String {
        let level = self.policy.institution_levels().iter().find(|level| level.id.id() == id);
        level.map_or_else(
            || self.locale.text("slip.pharmacy").to_owned(),
            |level| self.locale.said(&level.name).to_owned(),
        )
    }

    fn who(&self, who: &Who) -> String {
        let mut said = Vec::new();
        match who.status {
            Some(Status::InService) => said.push(self.locale.text("person.in_service").to_owned()),
            Some(Status::Retired) => said.push(self.locale.text("person.retired").to_owned()),
            None => {}
        }
        if let Some(age) = who.age_from {
            said.push(self.fill("rule.age_from", &[("age", &age.to_string())]));
        }
        if let Some(age) = who.age_to {
            said.push(self.fill("rule.age_to", &[("age", &age.to_string())]));
        }
        if let Some(month) = who.retired_from {
            said.push(
                self.fill("rule.retired_from", &[("month", &format::month(self.locale, month))]),
            );
        }
        if let Some(month) = who.retired_before {
            said.push(
                self.fill("rule.retired_before", &[("month", &format::month(self.locale, month))]),
            );
        }
        if let Some(month) = who.born_from {
            said.push(
                self.fill("rule.born_from", &[("month", &format::month(self.locale, month))]),
            );
        }
        if let Some(month) = who.born_before {
            said.push(
                self.fill("rule.born_before", &[("month", &format::month(self.locale, month))]),
            );
        }
        said.extend(who.group.as_ref().map(|id| self.name_of(self.policy.groups(), id)));
        said.extend(who.tier.as_ref().map(|id| self.name_of(self.policy.tiers(), id)));
        if let Some(contracted) = who.family_doctor {
            let key = if contracted { "rule.with_doctor" } else { "rule.without_doctor" };
            said.push(self.locale.text(key).to_owned());
        }
        said.join(self.locale.text("format.and"))
    }

    fn name_of(&self, names: &[Named], id: &str) -> String {
        let known = names.iter().find(|known| known.id == id);
        known.map_or(id, |known| self.locale.said(&known.name)).to_owned()
    }
}

fn purpose_key(purpose: DeductionPurpose) -> &'static str {
    match purpose {
        DeductionPurpose::LongTermCare => "purpose.long_term_care",
        DeductionPurpose::LargeSum => "purpose.large_sum",
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests stop at the first surprise")]
mod tests {
    use super::super::super::locale::Language;
    use super::{Locale, rule};
    use crate::policy::{PolicyFile, PolicySet, RuleRef, Topic};

    /// The sentences of a rule of the files as they are.
    fn said(name: &str) -> Vec<String> {
        let read = |code: &str| {
            let path = format!("{}/static/policies/{code}.json", env!("CARGO_MANIFEST_DIR"));
            PolicyFile::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let (area, rest) = name.split_once('/').unwrap();
        let (topic, id) = rest.split_once('/').unwrap();
        let topic: Topic = serde_json::from_value(serde_json::json!(topic)).unwrap();
        let policy = PolicySet::new(read(area), vec![read("000000")]).unwrap();
        let name = RuleRef { adcode: area.to_owned(), topic, id: id.to_owned() };
        rule(&Locale::of(Language::Zh), &policy, &name)
    }

    #[test]
    fn what_is_not_known_of_stays_and_segments_is_said() {
        let stays = said("110000/inpatient_deductible/resident-first-stay");
        assert!(stays[0].starts_with("一年里第一次住院"), "{stays:?}");
        assert_eq!(stays.last().unwrap(), "同一年里再住院付多少，没有查到。");
        let segments = said("130200/serious_illness/resident-2025");
        assert_eq!(segments.last().unwrap(), "分段从 0 还是从起付线算起，没有查到。");
        let known = said("110000/serious_illness/2022");
        assert_eq!(known[known.len() - 2..], ["分段从起付线算起。", "没有封顶线。"]);
        let cap = said("420100/inpatient_cap/employee");
        assert_eq!(cap[1], "按费用计算，含自己付的部分。");
        let ratio = said("441900/inpatient_ratio/by-level");
        assert_eq!(ratio.last().unwrap(), "分段按一年里累计的费用算。");
    }

    #[test]
    fn schemes_are_told_one_by_one() {
        let shared = [
            "门诊特殊病：起付线：每年 ¥1,300.00",
            "门诊特殊病：比例和住院一样。",
            "门诊特殊病：和住院合用封顶线。",
        ];
        assert_eq!(said("120000/chronic_outpatient/2020"), shared);
        let of_cost = [
            "高血压、糖尿病用药：没有起付线",
            "高血压、糖尿病用药：比例 55%",
            "高血压、糖尿病用药：可以报的费用最多：每年 ¥800.00",
        ];
        assert_eq!(said("420500/chronic_outpatient/two-diseases"), of_cost);
        let both = said("450100/chronic_outpatient/2022");
        assert_eq!(both[4..], ["单列门诊特殊药品：也计入住院封顶线。", "门诊慢特病病种数：38"]);
        let no_stretch = said("330700/chronic_outpatient/resident-special-2022");
        assert_eq!(no_stretch[1], "门诊特殊病种：起付线按年还是按次算，没有查到。");
    }

    #[test]
    fn births_are_told_case_by_case() {
        let days = said("320500/maternity/employee");
        let expected = [
            "生育津贴 = 生育前 12 个月单位月平均缴费基数 ÷ 30 × 天数",
            "顺产：128 天",
            "难产、剖宫产：另加 15 天",
            "流产、引产（怀孕不满 2 个月）：20 天",
            "流产、引产（怀孕满 2 个月、不满 3 个月）：30 天",
        ];
        assert_eq!(days[..5], expected);
        let costs = said("110000/maternity/2020");
        let expected = ["顺产：一级医院：最多 ¥4,750.00", "要连续缴费满 9 个月。"];
        assert!(expected.iter().all(|line| costs.iter().any(|said| said == line)), "{costs:?}");
        assert!(costs.contains(&"助产：多胞胎每多一个，另加限额的 10%".to_owned()));
        let sums = said("130200/maternity/delivery");
        assert_eq!(sums[1], "剖宫产：多胞胎每多一个，另加 ¥500.00");
        let no_daily = said("140100/maternity/2015");
        assert!(no_daily[0].ends_with("怎么折成一天的没有查到。"));
    }
}
