//! Rules on maternity, in words.

use super::super::super::format;
use super::Words;
use crate::policy::{
    AllowanceDays, DailyWage, Delivery, DeliveryCase, DeliveryCost, Maternity, MaternityAllowance,
    Statements, WageBasis,
};

impl Words<'_> {
    pub(super) fn maternity(&self, value: &Maternity) -> Vec<String> {
        let mut said: Vec<String> =
            value.allowance.iter().flat_map(|allowance| self.allowance(allowance)).collect();
        said.extend(value.deliveries.iter().flat_map(|cost| self.delivery_cost(cost)));
        let money = |amount: &_| format::money(*amount);
        said.extend(self.headed("rule.prenatal_limit", &value.prenatal_limit, money));
        let percent = |rate: &_| format::percent(*rate);
        said.extend(self.headed("rule.prenatal_ratio", &value.prenatal_ratio, percent));
        said.extend(value.statements().iter().map(|statement| self.statement(statement)));
        said
    }

    fn allowance(&self, allowance: &MaternityAllowance) -> Vec<String> {
        let mut said = Vec::new();
        let basis = self.locale.text(match allowance.basis {
            Some(WageBasis::EmployerAverageLastYear) => "basis.employer_last_year",
            Some(WageBasis::EmployerAverageAtBirth) => "basis.employer_at_birth",
            Some(WageBasis::EmployerAverageTwelveMonths) => "basis.employer_twelve_months",
            Some(WageBasis::OwnAverageLastYear) => "basis.own_last_year",
            None => "basis.unknown",
        });
        let daily = allowance.daily.map(|daily| match daily {
            DailyWage::MonthBy30 => "daily.month_by_30",
            DailyWage::MonthBy30Point4 => "daily.month_by_30_4",
            DailyWage::YearBy365 => "daily.year_by_365",
        });
        if let Some(daily) = daily {
            let daily = self.locale.text(daily);
            said.push(self.fill("rule.allowance", &[("basis", basis), ("daily", daily)]));
        } else if allowance.basis.is_some() {
            said.push(self.fill("rule.allowance_basis", &[("basis", basis)]));
        }
        if allowance.weighted_over_employers {
            said.push(self.locale.text("rule.weighted_over_employers").to_owned());
        }
        said.extend(
            allowance
                .floor_of_city_average
                .map(|rate| self.fill("rule.wage_floor", &[("rate", &format::percent(rate))])),
        );
        said.extend(
            allowance
                .ceiling_times_city_average
                .map(|times| self.fill("rule.wage_ceiling", &[("times", &times.to_string())])),
        );
        said.extend(allowance.days.iter().map(|days| self.allowance_days(days)));
        said.extend(
            allowance
                .days_per_further_child
                .map(|days| self.fill("rule.days_per_child", &[("count", &days.to_string())])),
        );
        let needed = if allowance.months_unbroken {
            "rule.unbroken_months_needed"
        } else {
            "rule.months_needed"
        };
        said.extend(
            allowance
                .months_needed
                .map(|months| self.fill(needed, &[("count", &months.to_string())])),
        );
        said
    }

    fn allowance_days(&self, days: &AllowanceDays) -> String {
        let key = if days.on_top { "rule.days_on_top" } else { "rule.days" };
        let count = days.days.to_string();
        self.fill(key, &[("case", &self.case(&days.case)), ("count", &count)])
    }

    fn delivery_cost(&self, cost: &DeliveryCost) -> Vec<String> {
        let mut said = self.cells(&cost.limit, |amount| {
            self.fill("rule.at_most", &[("said", &format::money(*amount))])
        });
        said.extend(self.cells(&cost.ratio, |ratio| {
            self.fill("rule.rate", &[("said", &format::percent(*ratio))])
        }));
        said.extend(cost.rate_per_further_child.map(|rate| {
            self.fill("rule.limit_share_per_child", &[("said", &format::percent(rate))])
        }));
        said.extend(
            cost.yuan_per_further_child.map(|amount| {
                self.fill("rule.limit_per_child", &[("said", &format::money(amount))])
            }),
        );
        self.under(&self.case(&cost.case), said)
    }

    fn case(&self, case: &DeliveryCase) -> String {
        let deliveries = case.deliveries.iter().map(|delivery| {
            let key = match delivery {
                Delivery::Natural => "delivery.natural",
                Delivery::Assisted => "delivery.assisted",
                Delivery::Difficult => "delivery.difficult",
                Delivery::Caesarean => "delivery.caesarean",
                Delivery::Ended => "delivery.ended",
            };
            Some(self.locale.text(key).to_owned())
        });
        let said = self.joined(deliveries);
        let (from, before) = (case.months_from, case.months_before);
        let [first, last] = [from, before].map(|months| months.unwrap_or_default().to_string());
        let values = [("said", said.as_str()), ("from", &first), ("before", &last)];
        match (from, before) {
            (Some(_), Some(_)) => self.fill("delivery.between", &values),
            (Some(_), None) => self.fill("delivery.from", &values),
            (None, Some(_)) => self.fill("delivery.before", &values),
            (None, None) => said,
        }
    }
}
