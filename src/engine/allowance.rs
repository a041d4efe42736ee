//! The maternity allowance (生育津贴): a day's wage for every day of leave.

use serde::Serialize;

use super::assessment::Figure;
use super::derivation::{Formula, OperandName, Origin, count, yuan};
use super::outcome::{Assumption, Gap, InputField, Outcome, Refusal, Reliance};
use super::run::{ROUNDING, Run};
use super::situation::{Birth, MaternityLeave};
use super::terms::is_case;
use crate::money::{Rounded, Yuan};
use crate::policy::{
    AllowanceDays, Applied, DailyWage, Delivery, Maternity, MaternityAllowance, Topic, WageBasis,
};

const TOPIC: Topic = Topic::Maternity;

/// The allowance that the rules give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AllowanceResult {
    /// How far it can be relied on.
    pub outcome: Outcome,
    /// Days of leave that are paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Which wage the rules go by, where they say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<WageBasis>,
    /// Months of contribution that the rules ask for, where they say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months_needed: Option<u16>,
    /// The sum for all days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Figure>,
}

impl<'a> Run<'a> {
    /// The allowance for the leave that the person entered. Rules for the same people may each tell a
    /// part of it; the nearest that tells a part is taken.
    pub(super) fn allowance(&mut self) -> Option<AllowanceResult> {
        let leave = self.situation.maternity_leave?;
        let refused = |why| AllowanceResult {
            outcome: Outcome::Refused { why: vec![why] },
            days: None,
            basis: None,
            months_needed: None,
            amount: None,
        };
        let rules = self.rules_beside::<Maternity>(leave.date);
        let parts: Vec<(Applied<'a, Maternity>, &MaternityAllowance)> = rules
            .usable
            .into_iter()
            .filter_map(|applied| Some((applied, applied.rule.value.allowance.as_ref()?)))
            .collect();
        if parts.is_empty() {
            let doubtful = rules.doubtful.iter();
            return Some(refused(Self::none_beside(
                doubtful.filter(|applied| applied.rule.value.allowance.is_some()),
            )));
        }
        let mut reliance = Reliance::default();
        let days = match self.days_of_leave(&parts, leave.birth, &mut reliance) {
            Ok(days) => days,
            Err(why) => return Some(refused(why)),
        };
        let basis = parts.iter().find_map(|(_, part)| part.basis);
        let months_needed = parts.iter().find_map(|(_, part)| part.months_needed);
        let amount = self.allowance_amount(&parts, leave, days, &mut reliance);
        let outcome = reliance.outcome();
        Some(AllowanceResult { outcome, days: Some(days), basis, months_needed, amount })
    }

    fn days_of_leave(
        &mut self,
        parts: &[(Applied<'a, Maternity>, &MaternityAllowance)],
        birth: Birth,
        reliance: &mut Reliance,
    ) -> Result<u16, Refusal> {
        let natural = Birth { how: Delivery::Natural, ..birth };
        let own = entry(parts, birth, |days| !days.on_top)?;
        let on_top = entry(parts, birth, |days| days.on_top)?;
        let base = match own {
            Some(own) => Some(own),
            None if on_top.is_some() => entry(parts, natural, |days| !days.on_top)?,
            None => None,
        };
        let Some((applied, base)) = base else {
            return Err(Refusal::NotListed { topic: TOPIC });
        };
        self.use_rule(&applied, reliance);
        let mut days = base.days;
        if let Some((applied, on_top)) = on_top.filter(|_| own.is_none()) {
            self.use_rule(&applied, reliance);
            days = days.saturating_add(on_top.days);
        }
        let further = u16::from(birth.children.saturating_sub(1));
        if further == 0 {
            return Ok(days);
        }
        let per_child = parts
            .iter()
            .find_map(|(applied, part)| Some((*applied, part.days_per_further_child?)))
            .ok_or(Refusal::NotListed { topic: TOPIC })?;
        self.use_rule(&per_child.0, reliance);
        Ok(days.saturating_add(per_child.1.saturating_mul(further)))
    }

    fn allowance_amount(
        &mut self,
        parts: &[(Applied<'a, Maternity>, &MaternityAllowance)],
        leave: MaternityLeave,
        days: u16,
        reliance: &mut Reliance,
    ) -> Option<Figure> {
        let daily = parts.iter().find_map(|(applied, part)| Some((*applied, part.daily?)));
        let Some((applied, daily)) = daily else {
            let why = Refusal::NotListed { topic: TOPIC };
            reliance.note(Gap::Parameter { why, assumed: Assumption::NothingPaid });
            return None;
        };
        let Some(wage) = leave.wage else {
            let field = InputField::MaternityWage;
            reliance.note(Gap::Input { field, assumed: Assumption::NothingPaid });
            return None;
        };
        self.use_rule(&applied, reliance);
        let operands = [
            yuan(OperandName::Wage, wage, Origin::entered_once("maternity_leave.wage")),
            count(OperandName::Days, u32::from(days), Origin::Running),
        ];
        let (formula, sum) = sum_of_days(daily, wage, u32::from(days));
        Some(self.rounded(formula, &operands, sum))
    }
}

/// The wage of so many days. A factor of 30.4 is 152 fifths.
fn sum_of_days(daily: DailyWage, wage: Yuan, days: u32) -> (Formula, Rounded) {
    let (formula, times, by) = match daily {
        DailyWage::MonthBy30 => (Formula::AllowanceMonthBy30, 1, 30),
        DailyWage::MonthBy30Point4 => (Formula::AllowanceMonthBy30Point4, 5, 152),
        DailyWage::YearBy365 => (Formula::AllowanceYearBy365, 12, 365),
    };
    let whole = wage.times_count(days.saturating_mul(times));
    let part = whole.part_of(by, ROUNDING);
    (formula, part.unwrap_or(Rounded { value: whole, acted: false }))
}

/// The first entry for a birth of those that `wanted` lets pass.
fn entry<'p, 'e>(
    parts: &[(Applied<'p, Maternity>, &'e MaternityAllowance)],
    birth: Birth,
    wanted: impl Fn(&AllowanceDays) -> bool,
) -> Result<Option<(Applied<'p, Maternity>, &'e AllowanceDays)>, Refusal> {
    let mut hangs_on_months = false;
    for (applied, part) in parts {
        for days in part.days.iter().filter(|days| wanted(days)) {
            match is_case(&days.case, birth) {
                Some(true) => return Ok(Some((*applied, days))),
                Some(false) => {}
                None => hangs_on_months = true,
            }
        }
    }
    if hangs_on_months {
        return Err(Refusal::NeedsInput { topic: TOPIC, field: InputField::PregnancyMonths });
    }
    Ok(None)
}
