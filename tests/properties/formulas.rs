//! An evaluator of formulas of its own: every step must come to what its operands say, and every
//! operand must be what its origin says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mingbai::engine::{Assessment, Operand, Origin, Quantity, Step};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

use crate::support::{self, json};

/// What every step of the working must come to, in the names of its operands. Typed anew from
/// what the steps mean; `formulas_are_documented_as_they_are_used` compares it with the source.
const FORMULAS: [(&str, &str); 46] = [
    ("NotCovered", "remaining_cost"),
    ("BorneFirst", "remaining_cost × rate"),
    ("DeductibleAdded", "deductible + added"),
    ("DeductibleTimes", "deductible × count"),
    ("DeductibleOfCost", "min(max(eligible × rate, floor), ceiling)"),
    ("LimitForChildren", "limit + limit × rate × further_children + added × further_children"),
    ("AllowanceMonthBy30", "wage × days ÷ 30"),
    ("AllowanceMonthBy30Point4", "wage × days ÷ 30.4"),
    ("AllowanceYearBy365", "wage × 12 × days ÷ 365"),
    ("BaseOfWage", "min(max(wage, floor), ceiling)"),
    ("CreditByRate", "base × rate"),
    ("CreditByNetRate", "base × (rate − deducted_rate)"),
    ("CreditFixed", "amount"),
    ("CreditFixedNet", "amount − deducted"),
    ("MonthOfYearlyCredit", "amount × months ÷ 12"),
    ("AdvanceForMonths", "monthly × months"),
    ("EarnedInYear", "earned + monthly"),
    ("YearSettlement", "earned − advanced"),
    ("EligibleCost", "total − own_paid − over_limit − first_own"),
    ("CurrentYearAccountPays", "min(max(0, current_year_balance), eligible)"),
    ("DeductibleApplied", "min(remaining_cost, max(0, deductible − met_before))"),
    (
        "DeductibleWithinYearMax",
        "min(remaining_cost, min(max(0, deductible − met_before), max(0, year_max − year_met_before)))",
    ),
    ("CostWithinCap", "min(remaining_cost, max(0, cap − cost_counted_before))"),
    ("CostBeyondCap", "remaining_cost − counted_cost"),
    ("CostInBand", "min(position_after, band_to) − max(position_before, band_from)"),
    ("FundOfBands", "fund_so_far + fund_of_band"),
    (
        "SharedCost",
        "eligible − paid_by_current_year − not_covered − borne_first − deductible_applied − beyond_cap",
    ),
    ("FundByRatio", "shared_cost × ratio"),
    (
        "FundByAdjustedRatio",
        "shared_cost × max(0, min(1, ratio + ratio_added) − ratio_less) × ratio_times",
    ),
    ("DeductibleByFactor", "first × factor"),
    ("DeductibleSteppedDown", "max(floor, first − step_down × further_stays)"),
    ("CostFromCut", "shared_cost − cost_of_lower_bands"),
    ("FundInCut", "fund − fund_of_lower_bands"),
    ("SharedWithinCap", "shared_cost − beyond_cap"),
    ("SupplementCap", "cap_total − cap"),
    ("SupplementOfCost", "shared_cost × ratio_above"),
    ("SupplementWithinCap", "min(supplement, max(0, supplement_cap − supplement_paid_before))"),
    ("OwnInside", "deductible_applied + own_share + beyond_cap"),
    ("SeriousIllnessWithinCap", "min(serious_illness, max(0, cap − paid_before))"),
    ("FundWithinCap", "min(fund_by_ratio, max(0, cap − fund_paid_before))"),
    ("SupplementAboveCap", "(shared_cost − fund ÷ ratio) × ratio_above"),
    ("OwnShare", "shared_cost − fund − supplement"),
    ("AccountPays", "min(max(0, balance), payable)"),
    ("AccountInAll", "paid_by_current_year + account"),
    ("CashPays", "total − fund − supplement − serious_illness − account"),
    ("PersonPays", "account + cash"),
];

/// Operands that a step leaves out when there is nothing of the kind.
const MAY_BE_ABSENT: [&str; 14] = [
    "not_covered",
    "borne_first",
    "rate",
    "added",
    "own_paid",
    "over_limit",
    "first_own",
    "paid_by_current_year",
    "beyond_cap",
    "supplement",
    "serious_illness",
    "floor",
    "ratio_added",
    "ratio_less",
];

/// Reads and evaluates a formula from left to right, × and ÷ before + and −.
struct Evaluator<'f> {
    tokens: Vec<&'f str>,
    position: usize,
    operands: &'f BTreeMap<String, Decimal>,
    used: Vec<&'f str>,
}

impl<'f> Evaluator<'f> {
    fn value(formula: &'f str, operands: &'f BTreeMap<String, Decimal>) -> Decimal {
        let mut tokens = Vec::new();
        let mut rest = formula.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            let length = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            tokens.push(&rest[..length]);
            rest = rest[length..].trim_start();
        }
        let mut evaluator = Evaluator { tokens, position: 0, operands, used: Vec::new() };
        let value = evaluator.sum();
        assert_eq!(evaluator.position, evaluator.tokens.len(), "{formula}");
        for name in operands.keys() {
            let is_used = evaluator.used.contains(&name.as_str());
            assert!(is_used, "{name} is no part of {formula}");
        }
        value
    }

    fn peek(&self) -> &'f str {
        self.tokens.get(self.position).copied().unwrap_or_default()
    }

    fn next(&mut self) -> &'f str {
        let token = self.peek();
        self.position += 1;
        token
    }

    fn expect(&mut self, token: &str) {
        assert_eq!(self.next(), token);
    }

    fn sum(&mut self) -> Decimal {
        let mut value = self.product();
        loop {
            match self.peek() {
                "+" => {
                    self.next();
                    value += self.product();
                }
                "−" => {
                    self.next();
                    value -= self.product();
                }
                _ => return value,
            }
        }
    }

    fn product(&mut self) -> Decimal {
        let mut value = self.single();
        loop {
            match self.peek() {
                "×" => {
                    self.next();
                    value *= self.single();
                }
                "÷" => {
                    self.next();
                    value /= self.single();
                }
                _ => return value,
            }
        }
    }

    fn single(&mut self) -> Decimal {
        match self.next() {
            "(" => {
                let value = self.sum();
                self.expect(")");
                value
            }
            choice @ ("min" | "max") => {
                self.expect("(");
                let first = self.sum();
                self.expect(",");
                let second = self.sum();
                self.expect(")");
                if choice == "min" { first.min(second) } else { first.max(second) }
            }
            literal if literal.starts_with(|c: char| c.is_ascii_digit()) => {
                literal.parse().unwrap()
            }
            name => {
                self.used.push(name);
                match self.operands.get(name) {
                    Some(value) => *value,
                    None if MAY_BE_ABSENT.contains(&name) => Decimal::ZERO,
                    None if name == "ratio_times" => Decimal::ONE,
                    None if name == "ceiling" => Decimal::MAX,
                    None => panic!("no operand {name:?}"),
                }
            }
        }
    }
}

fn decimal<T: ToString>(value: T) -> Decimal {
    value.to_string().parse().unwrap()
}

fn quantity(quantity: Quantity) -> Decimal {
    match quantity {
        Quantity::Yuan(amount) => decimal(amount),
        Quantity::Rate(rate) => decimal(rate),
        Quantity::Months(months) => decimal(months),
        Quantity::Count(count) => decimal(count),
    }
}

/// The value at a path such as `expenses[0].total`.
fn at_path<'v>(value: &'v Value, path: &str) -> &'v Value {
    let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
    value.pointer(&pointer).unwrap_or(&Value::Null)
}

/// All figures in the value of a rule of a policy file.
fn figures_of_rule(name: &str) -> Vec<Decimal> {
    fn leaves(value: &Value, found: &mut Vec<Decimal>) {
        match value {
            Value::Object(fields) => fields.values().for_each(|field| leaves(field, found)),
            Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
            Value::String(text) => found.extend(text.parse::<Decimal>().ok()),
            Value::Number(number) => found.extend(number.to_string().parse::<Decimal>().ok()),
            _ => {}
        }
    }
    static FILES: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
        support::json_files_in("static/policies")
            .iter()
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .map(|area| (area.clone(), json(&format!("static/policies/{area}.json"))))
            .collect()
    });
    let mut parts = name.splitn(3, '/');
    let (area, topic, id) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let rules = FILES[area]["rules"][topic].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["id"] == id).unwrap();
    let mut found = Vec::new();
    leaves(&rule["value"], &mut found);
    found
}

fn check_operand(
    operand: &Operand,
    position: usize,
    assessment: &Assessment,
    situation: &Value,
) -> Result<(), TestCaseError> {
    let value = quantity(operand.value);
    match &operand.origin {
        Origin::Step(id) => {
            let earlier = id.0 as usize;
            prop_assert!(earlier < position, "step {position} refers to {earlier}");
            let result = assessment.step(*id).unwrap().result;
            prop_assert_eq!(decimal(result), value);
        }
        Origin::Rule(index) => {
            let rule = assessment.rule(*index);
            prop_assert!(rule.is_some(), "rule {} of {}", index, assessment.rules.len());
            let name = rule.unwrap().rule.to_string();
            prop_assert!(
                figures_of_rule(&name).contains(&value),
                "{} is no figure of {}",
                value,
                name
            );
        }
        Origin::Entered(path) | Origin::Provided(path) => {
            let entered = at_path(situation, &path.to_string());
            prop_assert!(entered.is_string(), "{} is not in the situation", path);
            let entered: Decimal = entered.as_str().unwrap().parse().unwrap();
            prop_assert_eq!(entered, value, "{}", path);
        }
        Origin::Running | Origin::Convention(_) => {}
    }
    Ok(())
}

pub(crate) fn check_step(
    step: &Step,
    position: usize,
    assessment: &Assessment,
    situation: &Value,
) -> Result<(), TestCaseError> {
    let name = format!("{:?}", step.formula);
    let formula = FORMULAS.iter().find(|(known, _)| *known == name);
    let Some((_, formula)) = formula else {
        return Err(TestCaseError::fail(format!("no formula {name}")));
    };
    let mut operands = BTreeMap::new();
    for operand in &step.operands {
        check_operand(operand, position, assessment, situation)?;
        let name = serde_json::to_value(operand.name).unwrap();
        let name = name.as_str().unwrap().to_owned();
        let twice = operands.insert(name, quantity(operand.value));
        prop_assert!(twice.is_none(), "an operand twice in {:?}", step);
    }
    let exact = Evaluator::value(formula, &operands);
    let rounded = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    prop_assert_eq!(decimal(step.result), rounded, "{:?}", step);
    let says_rounded = step.rounding.is_some();
    // A quotient has only so many digits here; what a rounding changes is far above the last of them.
    let acted = (rounded - exact).abs() > Decimal::new(1, 15);
    prop_assert_eq!(says_rounded, acted, "{:?}", step);
    Ok(())
}

/// The documentation of a formula is shown to people as the formula itself, so it must be the one
/// that is reckoned with.
#[test]
fn formulas_are_documented_as_they_are_used() {
    let source = support::text("src/engine/derivation.rs");
    let (_, rest) = source.split_once("pub enum Formula {").unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    let mut documented = BTreeMap::new();
    let mut formula = None;
    for line in body.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("///") {
            formula = formula.or_else(|| comment.split('`').nth(1));
        } else if let Some(name) = line.strip_suffix(',') {
            documented.insert(name, formula.take().unwrap_or_default());
        }
    }
    let expected: BTreeMap<&str, &str> = FORMULAS.into_iter().collect();
    let differences: Vec<String> = expected
        .keys()
        .chain(documented.keys().filter(|name| !expected.contains_key(*name)))
        .filter(|name| expected.get(*name) != documented.get(*name))
        .map(|name| {
            let (used, said) = (expected.get(name), documented.get(name));
            format!("{name}: reckoned {used:?}, documented {said:?}")
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
