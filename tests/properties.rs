//! What holds for every situation: random people of the three areas, with odd fen, gaps in their
//! contributions, provided figures and accepted doubts.
//!
//! 256 cases for each property; `PROPTEST_CASES` asks for more.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::needless_pass_by_value,
    clippy::struct_field_names,
    reason = "tests stop at the first surprise"
)]

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mingbai::calendar::{Date, Month};
use mingbai::engine::{
    Assessment, Benefit, Birth, Change, ContributionRange, Elsewhere, Enrolment, EntryKind,
    Expense, ExpenseKind, ExpenseResult, LedgerWindow, MaternityLeave, Movement, MovementKind,
    Opening, Operand, Origin, Outcome, Provided, Quantity, Settlement, Situation, Step, SubAccount,
    assess, keeps_two_accounts,
};
use mingbai::explain::{About, Reason, explain};
use mingbai::money::{Rate, Yuan};
use mingbai::policy::{Arrangement, Delivery, InsuranceKind, Place, PolicySet, Region, Status};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;
use support::{areas, json, policy};

static POLICIES: LazyLock<BTreeMap<&'static str, PolicySet>> =
    LazyLock::new(|| areas().iter().map(|area| (area.as_str(), policy(area))).collect());

fn config() -> Config {
    Config {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/properties.regressions",
        ))),
        // Grows with the number of cases that are asked for.
        max_global_rejects: 1_000_000,
        ..Config::default()
    }
}

// ---------------------------------------------------------------------------------------------
// Random situations
// ---------------------------------------------------------------------------------------------

/// January 1900, from which months are counted here.
const EPOCH: i32 = 1900 * 12;

fn month(number: i32) -> Month {
    let number = number.clamp(EPOCH, 2150 * 12);
    Month::new((number / 12) as u16, (number % 12 + 1) as u8).unwrap()
}

/// Fen: mostly around what matters, now and then absurd.
fn fen() -> impl Strategy<Value = i64> {
    prop_oneof![
        1 => Just(0),
        2 => 1..=5i64,
        4 => 9_900..=30_100i64,
        6 => 0..=100_000i64,
        6 => 0..=1_000_000i64,
        1 => 60_000_000..=130_000_000i64,
        1 => 0..=10_000_000_000i64,
    ]
}

fn yuan(fen: i64) -> Yuan {
    Yuan::from_fen(fen)
}

#[derive(Clone, Debug)]
struct Bill {
    month: i32,
    day: u8,
    kind: ExpenseKind,
    stay: Option<u8>,
    level: usize,
    names_level: bool,
    total: i64,
    parts: [i64; 3],
    scheme: usize,
    elsewhere: Option<Elsewhere>,
    delivery: Birth,
}

const SCHEMES: [&str; 8] = [
    "hypertension",
    "diabetes",
    "hypertension_diabetes",
    "two_diseases",
    "chronic",
    "chronic_several",
    "special",
    "special_drugs",
];

fn elsewhere() -> impl Strategy<Value = Elsewhere> {
    use Arrangement::{Emergency, FiledResidence, FiledTemporary, Referred, Unfiled};
    use Region::{OtherCounty, OtherProvince, SameProvince};
    let arrangements = vec![FiledResidence, Referred, Emergency, FiledTemporary, Unfiled];
    let regions = vec![OtherCounty, SameProvince, OtherProvince];
    (prop::sample::select(arrangements), prop::sample::select(regions))
        .prop_map(|(arrangement, region)| Elsewhere { arrangement, region })
}

fn birth() -> impl Strategy<Value = Birth> {
    use Delivery::{Assisted, Caesarean, Difficult, Ended, Natural};
    let how = prop::sample::select(vec![Natural, Assisted, Difficult, Caesarean, Ended]);
    (how, weighted(0.8, 1..=9u8), 1..=3u8).prop_map(|(how, months, children)| Birth {
        how,
        months,
        children,
    })
}

fn bill() -> impl Strategy<Value = Bill> {
    let parts = prop_oneof![
        3 => Just([0, 0, 0]),
        2 => [0..=333i64, 0..=333i64, 0..=334i64],
        1 => Just([1000, 0, 0]),
    ];
    let kind = prop_oneof![
        2 => Just(ExpenseKind::Outpatient),
        1 => Just(ExpenseKind::Pharmacy),
        2 => Just(ExpenseKind::Inpatient),
        1 => Just(ExpenseKind::Chronic),
        1 => prop_oneof![Just(ExpenseKind::Prenatal), Just(ExpenseKind::Delivery)],
    ];
    let place = (0..12usize, any::<bool>(), weighted(0.15, elsewhere()));
    let further = (0..SCHEMES.len(), birth());
    let stay = weighted(0.1, 1..=4u8);
    (0..40i32, 1..=31u8, kind, stay, place, fen(), parts, further).prop_map(
        |(
            month,
            day,
            kind,
            stay,
            (level, names_level, elsewhere),
            total,
            parts,
            (scheme, delivery),
        )| Bill {
            scheme,
            elsewhere,
            delivery,
            month,
            day,
            kind,
            stay: stay.filter(|_| kind == ExpenseKind::Inpatient),
            level,
            names_level,
            total,
            parts,
        },
    )
}

/// A movement of the account: month, day, kind, fen, and which account where there are two.
type Moved = (i32, u8, MovementKind, i64, bool);

fn movement() -> impl Strategy<Value = Moved> {
    use MovementKind::{Correction, Family, Interest, Payout, Premium, TransferIn};
    let kind =
        prop::sample::select(vec![Family, Premium, Payout, TransferIn, Interest, Correction]);
    (0..40i32, 1..=31u8, kind, 0..=200_000i64, any::<bool>())
}

#[derive(Clone, Debug)]
struct Paid {
    gap: i32,
    months: i32,
    base: i64,
    is_wage: bool,
    paid: bool,
    /// Months after the last one in which they arrived.
    late: Option<i32>,
}

fn paid() -> impl Strategy<Value = Paid> {
    let base = prop_oneof![4 => 300_000..=4_000_000i64, 1 => 0..=10_000_000i64];
    let gap = prop_oneof![3 => Just(0), 1 => 1..=4i32];
    let late = weighted(0.15, -3..=9i32);
    (gap, 1..=14i32, base, any::<bool>(), prop::bool::weighted(0.85), late).prop_map(
        |(gap, months, base, is_wage, paid, late)| Paid { gap, months, base, is_wage, paid, late },
    )
}

fn provided() -> impl Strategy<Value = Provided> {
    let rate = prop_oneof![1 => Just(0), 1 => Just(1000), 6 => 0..=1000i64];
    (
        weighted(0.2, 0..=100_000i64),
        weighted(0.3, 0..=50_000i64),
        weighted(0.15, rate),
        weighted(0.15, 0..=300_000i64),
        weighted(0.2, any::<bool>()),
        weighted(0.15, 0..=100i64),
        prop::array::uniform3(any::<bool>()),
    )
        .prop_map(|(credit, deductible, ratio, cap, outside, credit_rate, inpatient)| {
            let rate = |r: i64| Rate::parse(&Decimal::new(r, 3).to_string()).unwrap();
            let [with_deductible, with_ratio, with_cap] = inpatient;
            Provided {
                monthly_credit: credit.map(yuan),
                credit_rate: credit_rate.map(rate),
                outpatient_deductible: deductible.map(yuan),
                outpatient_ratio: ratio.map(rate),
                outpatient_cap: cap.map(yuan),
                inpatient_deductible: deductible.filter(|_| with_deductible).map(yuan),
                inpatient_ratio: ratio.filter(|_| with_ratio).map(rate),
                inpatient_cap: cap.filter(|_| with_cap).map(yuan),
                account_pays_outside_range: outside,
            }
        })
}

#[derive(Clone, Debug)]
struct Person {
    insurance: InsuranceKind,
    retired: bool,
    /// Age in months at the beginning of the ledger.
    age: Option<i32>,
    /// Age in months at retirement, or months after the beginning of the ledger.
    retirement: Option<i32>,
    /// Months before the beginning of the ledger.
    insured: Option<i32>,
}

fn person() -> impl Strategy<Value = Person> {
    use InsuranceKind::{Employee, EmployeePoolOnly, Flexible, Resident};
    let kind = prop_oneof![
        12 => Just(Employee),
        1 => Just(EmployeePoolOnly),
        3 => Just(Flexible),
        5 => Just(Resident),
    ];
    (
        kind,
        prop::bool::weighted(0.4),
        weighted(0.8, 216..=1140i32),
        weighted(0.7, 540..=780i32),
        weighted(0.8, -24..=240i32),
    )
        .prop_map(|(insurance, retired, age, retirement, insured)| Person {
            insurance,
            retired,
            age,
            retirement,
            insured,
        })
}

#[derive(Clone, Debug)]
struct Plan {
    area: &'static str,
    person: Person,
    from: i32,
    months: i32,
    last_day: u8,
    opening: Option<(i64, i64)>,
    paid_since: i32,
    paid: Vec<Paid>,
    bills: Vec<Bill>,
    movements: Vec<Moved>,
    /// Months after the first, and which kind.
    change: Option<(i32, usize)>,
    /// Which group and tier of the area's.
    names: (Option<usize>, Option<usize>),
    /// Month and day of closing.
    closing: Option<(i32, u8)>,
    /// Days after the beginning, by month and day; late or not; years missed.
    enrolment: Option<(i32, u8, Option<bool>, u8)>,
    leave: Option<(i32, u8, Birth, Option<i64>)>,
    provided: Provided,
    accepts_doubtful: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let opening = (-300_000..=1_000_000i64, 0..=1_000_000i64);
    let window = (2020 * 12..=2027 * 12, 0..=40i32, 1..=28u8);
    (
        prop::sample::select(areas().iter().map(String::as_str).collect::<Vec<_>>()),
        person(),
        window,
        weighted(0.9, opening),
        -6..=20i32,
        vec(paid(), 0..6),
        vec(bill(), 0..9),
        (
            vec(movement(), 0..3),
            weighted(0.2, (1..=30i32, 0..4usize)),
            (weighted(0.8, 0..8usize), weighted(0.8, 0..8usize)),
            weighted(0.1, (0..40i32, 1..=28u8)),
            weighted(0.3, (0..12i32, 1..=28u8, weighted(0.5, any::<bool>()), 0..=5u8)),
            weighted(0.2, (0..12i32, 1..=28u8, birth(), weighted(0.8, 0..=3_000_000i64))),
        ),
        provided(),
        any::<bool>(),
    )
        .prop_map(
            |(
                area,
                person,
                (from, months, last_day),
                opening,
                since,
                paid,
                bills,
                (movements, change, names, closing, enrolment, leave),
                provided,
                doubt,
            )| {
                Plan {
                    area,
                    person,
                    from,
                    months,
                    last_day,
                    opening,
                    paid_since: from - since,
                    paid,
                    bills,
                    movements,
                    change,
                    names,
                    closing,
                    enrolment,
                    leave,
                    provided,
                    accepts_doubtful: doubt,
                }
            },
        )
}

impl Plan {
    fn policy(&self) -> &'static PolicySet {
        &POLICIES[self.area]
    }

    fn contributions(&self) -> Vec<ContributionRange> {
        let mut next = self.paid_since;
        self.paid
            .iter()
            .map(|paid| {
                let from = next + paid.gap;
                let to = from + paid.months - 1;
                next = to + 1;
                let amount = Some(yuan(paid.base));
                let arrived = |late: i32| month((to + late).max(from)).last_day();
                ContributionRange {
                    from: month(from),
                    to: month(to),
                    base: amount.filter(|_| !paid.is_wage),
                    wage: amount.filter(|_| paid.is_wage),
                    paid: paid.paid,
                    paid_on: paid.late.map(arrived),
                }
            })
            .collect()
    }

    fn expenses(&self) -> Vec<Expense> {
        let levels = self.policy().institution_levels();
        let bill = |bill: &Bill| {
            let level = levels[bill.level % levels.len()].id.clone();
            let part = |share: i64| yuan(bill.total * share / 1000);
            let [own_paid, over_limit, first_own] = bill.parts.map(part);
            Expense {
                date: self.day(bill.month, bill.day),
                kind: bill.kind,
                level: (bill.kind.is_at_institution() || bill.names_level).then_some(level),
                stay: bill.stay,
                scheme: (bill.kind == ExpenseKind::Chronic)
                    .then(|| SCHEMES[bill.scheme].to_owned()),
                elsewhere: bill.elsewhere,
                delivery: (bill.kind == ExpenseKind::Delivery).then_some(bill.delivery),
                total: yuan(bill.total),
                own_paid,
                over_limit,
                first_own,
            }
        };
        self.bills.iter().map(bill).collect()
    }

    /// A day of the ledger.
    fn day(&self, after: i32, day: u8) -> Date {
        let offset = after % (self.months + 1);
        let month = month(self.from + offset);
        let last = if offset == self.months { self.last_day } else { month.last_day().day() };
        Date::new(month, day.min(last)).unwrap()
    }

    fn movements(&self, keeps_two: bool) -> Vec<Movement> {
        let account = |accumulated: bool| match (keeps_two, accumulated) {
            (false, _) => None,
            (true, false) => Some(SubAccount::CurrentYear),
            (true, true) => Some(SubAccount::Accumulated),
        };
        let moved = |&(after, day, kind, fen, accumulated): &Moved| Movement {
            date: self.day(after, day),
            kind,
            amount: yuan(if kind == MovementKind::Correction { fen - 100_000 } else { fen }),
            account: account(accumulated),
        };
        self.movements.iter().map(moved).collect()
    }

    fn changed(&self, (after, kind): (i32, usize)) -> Change {
        use InsuranceKind::{Employee, EmployeePoolOnly, Flexible, Resident};
        Change {
            from: month(self.from + after),
            insurance: [Employee, EmployeePoolOnly, Flexible, Resident][kind],
            group: Self::named(self.policy().groups(), self.names.0),
            tier: Self::named(self.policy().tiers(), self.names.1),
        }
    }

    fn named(names: &[mingbai::policy::Named], index: Option<usize>) -> Option<String> {
        names.get(index? % names.len().max(1)).map(|name| name.id.clone())
    }

    fn situation(&self) -> Situation {
        let Person { insurance, retired, age, retirement, insured } = self.person;
        let birth = age.map(|age| self.from - age);
        let retired_on = retirement
            .filter(|_| retired)
            .map(|age| birth.map_or(self.from - age + 580, |birth| birth + age));
        let keeps_two = keeps_two_accounts(self.policy(), insurance, month(self.from));
        let opening = self.opening.map(|(balance, accumulated)| {
            if keeps_two {
                Opening::Separate { current_year: yuan(balance), accumulated: yuan(accumulated) }
            } else {
                Opening::Balance(yuan(balance))
            }
        });
        let doubtful = ["220100/outpatient_deductible/by-level", "510100/account_timing/monthly"];
        Situation {
            area: self.area.to_owned(),
            insurance,
            status: if retired { Status::Retired } else { Status::InService },
            birth: birth.map(month),
            retired_on: retired_on.map(month),
            group: Self::named(self.policy().groups(), self.names.0),
            tier: Self::named(self.policy().tiers(), self.names.1),
            changes: self.change.into_iter().map(|change| self.changed(change)).collect(),
            movements: self.movements(keeps_two),
            closed_on: self.closing.map(|(after, day)| self.day(after, day)),
            enrolment: self.enrolment.map(|(after, day, late, missed_years)| Enrolment {
                paid_on: self.day(after, day),
                late,
                missed_years,
            }),
            maternity_leave: self.leave.map(|(after, day, birth, wage)| MaternityLeave {
                date: self.day(after, day),
                birth,
                wage: wage.map(yuan),
            }),
            family_doctor: None,
            insured_since: insured.map(|before| month(self.from - before)),
            ledger: LedgerWindow {
                from: month(self.from),
                as_of: Some(Date::new(month(self.from + self.months), self.last_day).unwrap()),
                opening,
            },
            contributions: self.contributions(),
            expenses: self.expenses(),
            provided: self.provided.clone(),
            accept_doubtful: doubtful
                .into_iter()
                .filter(|name| self.accepts_doubtful && name.starts_with(self.area))
                .map(|name| serde_json::from_value(Value::from(name)).unwrap())
                .collect(),
        }
    }
}

fn today() -> Date {
    support::date(support::TODAY)
}

fn reckon(plan: &Plan, situation: &Situation) -> Assessment {
    assess(plan.policy(), situation, today())
        .unwrap_or_else(|error| panic!("{error}: {situation:?}"))
}

// ---------------------------------------------------------------------------------------------
// An evaluator of formulas, of its own
// ---------------------------------------------------------------------------------------------

/// What every step of the working must come to, in the names of its operands. Typed anew from
/// what the steps mean; `formulas_are_documented_as_they_are_used` compares it with the source.
const FORMULAS: [(&str, &str); 44] = [
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
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
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
            let entered = at_path(situation, path);
            prop_assert!(entered.is_string(), "{} is not in the situation", path);
            let entered: Decimal = entered.as_str().unwrap().parse().unwrap();
            prop_assert_eq!(entered, value, "{}", path);
        }
        Origin::Running | Origin::Convention(_) => {}
    }
    Ok(())
}

fn check_step(
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
    prop_assert_eq!(says_rounded, rounded != exact, "{:?}", step);
    Ok(())
}

// ---------------------------------------------------------------------------------------------
// Properties
// ---------------------------------------------------------------------------------------------

/// The settled expenses of an assessment, in the order of their days.
fn settled(assessment: &Assessment) -> Vec<(&ExpenseResult, &Settlement)> {
    let mut settled: Vec<_> = assessment
        .expenses
        .iter()
        .filter_map(|result| Some((result, result.settlement.as_ref()?)))
        .collect();
    settled.sort_by_key(|(result, _)| (result.date, result.expense));
    settled
}

fn paid_first(settlement: &Settlement) -> Yuan {
    settlement.paid_first.map_or(Yuan::ZERO, |f| f.amount)
}

fn supplement(settlement: &Settlement) -> Yuan {
    settlement.supplement.map_or(Yuan::ZERO, |f| f.amount)
}

fn serious(settlement: &Settlement) -> Yuan {
    settlement.serious_illness.map_or(Yuan::ZERO, |f| f.amount)
}

/// A person whose every month since joining is listed, and who spends nothing.
fn known_months() -> impl Strategy<Value = (Plan, i32)> {
    let window = (2022 * 12..=2025 * 12, 1..=36i32);
    let since = prop_oneof![2 => -10..=3i32, 1 => 4..=24i32];
    let paid = vec((1..=8i32, 0..=4_000_000i64, any::<bool>()), 8..14);
    let opening = (-300_000..=300_000i64, 0..=300_000i64);
    (plan(), window, since, paid, opening, 1..=36i32, any::<bool>()).prop_map(
        |(mut plan, (from, months), since, paid, opening, cut, provides)| {
            plan.person.insurance = InsuranceKind::Employee;
            plan.person.age = Some(plan.person.age.unwrap_or(800));
            plan.person.retirement = Some(plan.person.retirement.unwrap_or(720));
            plan.from = from;
            plan.months = months;
            plan.paid_since = from - since;
            plan.person.insured = Some(since);
            plan.paid = paid
                .into_iter()
                .map(|(months, base, paid)| Paid {
                    gap: 0,
                    months,
                    base,
                    is_wage: false,
                    paid,
                    late: None,
                })
                .collect();
            plan.movements.clear();
            plan.change = None;
            plan.closing = None;
            // Up to the end: a month left open before a ledger is unknown, inside it not paid.
            let listed: i32 = plan.paid.iter().map(|paid| paid.months).sum();
            let wanted = since + months + 1;
            if let Some(last) = plan.paid.last_mut() {
                last.months += (wanted - listed).max(0);
            }
            plan.bills.clear();
            plan.opening = Some(opening);
            if !provides {
                plan.provided.monthly_credit = None;
            }
            let cut = 1 + (cut - 1) % months;
            (plan, cut)
        },
    )
}

proptest! {
    #![proptest_config(config())]

    /// A situation survives its own JSON form, and no sound one is refused or breaks anything.
    #[test]
    fn situations_pass_through_json(plan in plan()) {
        let situation = plan.situation();
        let text = serde_json::to_string(&situation).unwrap();
        let again = Situation::parse(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(&again, &situation);
        let assessment = reckon(&plan, &situation);
        prop_assert_eq!(assessment.expenses.len(), situation.expenses.len());
        for (index, result) in assessment.expenses.iter().enumerate() {
            prop_assert_eq!(result.expense, index);
            prop_assert_eq!(result.date, situation.expenses[index].date);
            let is_refused = matches!(result.outcome, Outcome::Refused { .. });
            prop_assert_eq!(is_refused, result.settlement.is_none());
        }
    }

    #[test]
    fn parts_sum_to_the_bill(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        for (result, bill) in settled(&assessment) {
            let expense = &situation.expenses[result.expense];
            prop_assert_eq!(bill.total, expense.total);
            prop_assert_eq!(bill.own_paid, expense.own_paid);
            prop_assert_eq!(bill.over_limit, expense.over_limit);
            prop_assert_eq!(bill.first_own, expense.first_own);
            let eligible = bill.eligible.amount;
            let shared = bill.shared.amount;
            let applied = bill.deductible.applied.amount;
            prop_assert_eq!(
                bill.own_paid + bill.over_limit + bill.first_own + eligible,
                bill.total
            );
            let beyond = bill.beyond_cap.map_or(Yuan::ZERO, |beyond| beyond.amount);
            let not_covered = bill.not_covered.map_or(Yuan::ZERO, |cost| cost.cost.amount);
            let borne = bill.borne_first.map_or(Yuan::ZERO, |borne| borne.amount);
            let taken = paid_first(bill) + not_covered + borne + applied + beyond;
            prop_assert_eq!(taken + shared, eligible);
            let by_funds = bill.fund.amount + supplement(bill);
            prop_assert_eq!(by_funds + bill.own_share.amount, shared);
            let paid = by_funds + serious(bill) + bill.account.amount + bill.cash.amount;
            prop_assert_eq!(paid, bill.total);
            prop_assert_eq!(bill.account.amount + bill.cash.amount, bill.person.amount);
            for amount in [
                eligible, paid_first(bill), applied, beyond, shared, bill.fund_by_ratio.amount,
                bill.fund.amount, supplement(bill), serious(bill), bill.own_share.amount,
                bill.account.amount, bill.cash.amount, bill.person.amount, bill.deductible.met_before,
                bill.deductible.still_missing,
            ] {
                prop_assert!(!amount.is_negative(), "{}", amount);
            }
        }
    }

    #[test]
    fn balances_add_up_after_every_entry(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let mut parts: BTreeMap<String, Yuan> = BTreeMap::new();
        let mut last_day = situation.ledger.from.first_day();
        for entry in &assessment.account.ledger {
            let part = parts.entry(format!("{:?}", entry.sub_account)).or_default();
            *part += entry.amount;
            prop_assert_eq!(*part, entry.balance, "{:?}", entry);
            let total: Yuan = parts.values().copied().sum();
            prop_assert_eq!(total, entry.total, "{:?}", entry);
            prop_assert!(entry.date >= last_day, "{:?} after {}", entry, last_day);
            last_day = entry.date;
            prop_assert_eq!(entry.projected, entry.date > today());
            if let Some(step) = entry.step {
                let result = assessment.step(step).unwrap().result;
                let is_expense = matches!(entry.kind, EntryKind::Expense { .. });
                prop_assert_eq!(if is_expense { -result } else { result }, entry.amount);
            }
        }
        prop_assert!(last_day <= assessment.as_of);
        let balance = assessment.account.balance;
        let of = |part: SubAccount| parts.get(&format!("{part:?}")).copied().unwrap_or_default();
        prop_assert_eq!(balance.total, parts.values().copied().sum::<Yuan>());
        let keeps_two = balance.current_year.is_some();
        prop_assert_eq!(keeps_two, balance.accumulated.is_some());
        if keeps_two {
            prop_assert_eq!(balance.current_year, Some(of(SubAccount::CurrentYear)));
            prop_assert_eq!(balance.accumulated, Some(of(SubAccount::Accumulated)));
            prop_assert!(!parts.contains_key("Whole"));
        } else {
            prop_assert_eq!(balance.total, of(SubAccount::Whole));
            prop_assert_eq!(parts.len(), 1);
        }
    }

    #[test]
    fn the_fund_stays_within_cap_and_cost(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        // What earlier bills of the same year counted, for rules that count by the year.
        let mut paid: BTreeMap<Month, Yuan> = BTreeMap::new();
        let mut met: BTreeMap<(Month, Benefit), Yuan> = BTreeMap::new();
        let mut counted: BTreeMap<(Month, Benefit), Yuan> = BTreeMap::new();
        for (result, bill) in settled(&assessment) {
            let in_year = bill.year <= result.date.month()
                && result.date.month() <= bill.year.year_end();
            let goes_by_years = bill.kind != Benefit::Prenatal;
            prop_assert!(in_year || !goes_by_years, "{} outside {}", result.date, bill.year);
            prop_assert!(bill.fund.amount + supplement(bill) <= bill.shared.amount);
            prop_assert!(bill.shared.amount <= bill.eligible.amount);
            prop_assert!(bill.fund.amount <= bill.fund_by_ratio.amount);
            let before = paid.entry(bill.year).or_default();
            let cost = counted.entry((bill.year, bill.kind)).or_default();
            let counts = bill.deductible.applied.amount + bill.shared.amount;
            let beyond = bill.beyond_cap.map_or(Yuan::ZERO, |beyond| beyond.amount);
            match bill.cap {
                None => prop_assert_eq!(bill.fund.amount, bill.fund_by_ratio.amount),
                // A lower cap for the place or the bill may be the one that is named.
                Some(cap) if cap.counts_cost => {
                    prop_assert_eq!(bill.fund.amount, bill.fund_by_ratio.amount);
                    prop_assert_eq!(cap.cut, beyond);
                    prop_assert_eq!(cap.limit.less_at_most(cap.used_before), cap.left + counts);
                    prop_assert!(!cap.per.is_year() || cap.used_before <= *cost);
                    prop_assert!(cap.cut.is_zero() || cap.left.is_zero());
                }
                Some(cap) => {
                    prop_assert_eq!(cap.cut, bill.fund_by_ratio.amount - bill.fund.amount);
                    let left = cap.limit.less_at_most(cap.used_before);
                    prop_assert_eq!(left, cap.left + bill.fund.amount);
                    prop_assert!(!cap.per.is_year() || cap.used_before <= *before);
                    prop_assert!(cap.cut.is_zero() || cap.left.is_zero());
                }
            }
            *before += bill.fund.amount;
            *cost += counts;
            let met = met.entry((bill.year, bill.kind)).or_default();
            prop_assert!(bill.deductible.met_before <= *met);
            if bill.deductible.per.is_year() {
                prop_assert_eq!(bill.deductible.met_before, *met);
            }
            *met += bill.deductible.applied.amount;
            // The deductible first: nothing is shared while some of it is missing.
            let missing = bill.deductible.still_missing;
            prop_assert!(missing <= bill.deductible.threshold);
            prop_assert!(missing.is_zero() || bill.shared.amount.is_zero());
        }
        for year in &assessment.years {
            let is_of_year =
                |b: &Settlement| b.year == year.from && b.kind == year.benefit;
            let of_year = || settled(&assessment).into_iter().filter(|(_, b)| is_of_year(b));
            prop_assert_eq!(year.fund_paid, of_year().map(|(_, b)| b.fund.amount).sum());
            prop_assert_eq!(year.person_paid, of_year().map(|(_, b)| b.person.amount).sum());
            let met = of_year().map(|(_, b)| b.deductible.applied.amount).sum();
            prop_assert_eq!(year.deductible_met, met);
            prop_assert_eq!(year.to, year.from.year_end());
        }
    }

    #[test]
    fn the_account_pays_no_more_than_it_holds(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let mut by_expense: BTreeMap<usize, Yuan> = BTreeMap::new();
        for entry in &assessment.account.ledger {
            if let EntryKind::Expense { expense } = entry.kind {
                prop_assert!(entry.amount.is_negative());
                // What is left afterwards is not below zero, so it held what it paid.
                prop_assert!(!entry.balance.is_negative(), "{:?}", entry);
                *by_expense.entry(expense).or_default() -= entry.amount;
            }
        }
        for (result, bill) in settled(&assessment) {
            let paid = by_expense.remove(&result.expense).unwrap_or_default();
            prop_assert_eq!(paid, bill.account.amount);
        }
        prop_assert!(by_expense.is_empty(), "paid for what was not settled");
    }

    #[test]
    fn every_step_recomputes_from_its_operands(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let entered = serde_json::to_value(&situation).unwrap();
        for (position, step) in assessment.steps.iter().enumerate() {
            check_step(step, position, &assessment, &entered)?;
        }
        let count = assessment.steps.len();
        for (_, bill) in settled(&assessment) {
            let figures = [
                bill.eligible, bill.deductible.applied, bill.shared, bill.fund_by_ratio, bill.fund,
                bill.own_share, bill.account, bill.cash, bill.person,
            ];
            let optional = [bill.paid_first, bill.supplement, bill.serious_illness];
            let optional = optional.into_iter().flatten();
            for figure in figures.into_iter().chain(optional) {
                prop_assert!((figure.step.0 as usize) < count);
                let result = assessment.step(figure.step).unwrap().result;
                prop_assert_eq!(result, figure.amount);
            }
        }
    }

    /// A reason wherever a result is zero, cut or negative, and none that its figures belie.
    #[test]
    fn reasons_fit_their_figures(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let reasons = explain(&assessment);
        let about = |about: About| -> Vec<Reason> {
            reasons.iter().filter(|r| r.about == about).map(|r| r.reason).collect()
        };
        if assessment.account.balance.total <= Yuan::ZERO {
            prop_assert!(!about(About::Balance).is_empty());
        }
        for result in &assessment.expenses {
            let of_bill = about(About::Expense(result.expense));
            let Some(bill) = &result.settlement else {
                prop_assert!(of_bill.is_empty());
                continue;
            };
            let pays_nothing = bill.fund.amount.is_zero();
            prop_assert!(!pays_nothing || !of_bill.is_empty(), "{:?}", bill);
            for reason in &of_bill {
                let eligible = bill.eligible.amount;
                let is_true = match *reason {
                    Reason::NothingBilled => bill.total.is_zero(),
                    Reason::NothingEligible { outside } => {
                        eligible.is_zero() && outside == bill.total
                    }
                    Reason::PartlyOutsideRange { outside } => {
                        !outside.is_zero() && outside == bill.total - eligible
                    }
                    Reason::PaidByCurrentYearAccount { paid } => {
                        pays_nothing && paid == eligible && paid == paid_first(bill)
                    }
                    Reason::BelowDeductible { deductible, still_missing, .. } => {
                        pays_nothing
                            && !still_missing.is_zero()
                            && deductible == bill.deductible.threshold
                            && still_missing == bill.deductible.still_missing
                    }
                    Reason::JustMetDeductible { deductible } => {
                        pays_nothing
                            && bill.shared.amount.is_zero()
                            && bill.deductible.still_missing.is_zero()
                            && deductible == bill.deductible.threshold
                    }
                    Reason::DeductibleTaken { applied } => {
                        !pays_nothing
                            && !applied.is_zero()
                            && applied == bill.deductible.applied.amount
                    }
                    Reason::CapReached { cap, over_by } => {
                        pays_nothing
                            && bill.cap.is_some_and(|used| {
                                used.limit == cap && used.cut == over_by && used.left.is_zero()
                            })
                            && over_by == bill.fund_by_ratio.amount
                    }
                    Reason::CutByCap { cap, over_by } => {
                        !pays_nothing
                            && bill.cap.is_some_and(|used| {
                                used.limit == cap && used.cut == over_by && used.left.is_zero()
                            })
                            && !over_by.is_zero()
                    }
                    Reason::NothingFromShare { shared, ratio } => {
                        pays_nothing
                            && shared == bill.shared.amount
                            && !shared.is_zero()
                            && ratio == bill.ratio
                            && bill.fund_by_ratio.amount.is_zero()
                    }
                    Reason::CostCapReached { cap, beyond } | Reason::CutByCostCap { cap, beyond } => {
                        bill.cap.is_some_and(|used| {
                            used.counts_cost && used.limit == cap && used.cut == beyond
                        }) && !beyond.is_zero()
                    }
                    Reason::InWaitingPeriod { .. }
                    | Reason::InBreak { .. }
                    | Reason::ExcludedElsewhere => {
                        pays_nothing && bill.not_covered.is_some() && bill.shared.amount.is_zero()
                    }
                    // Those about the balance do not belong here.
                    Reason::AdvanceTakenBack { .. }
                    | Reason::OpeningNegative { .. }
                    | Reason::NoAccount
                    | Reason::NothingPaidIn
                    | Reason::AllSpent { .. }
                    | Reason::Overdrawn { .. }
                    | Reason::Closed { .. }
                    | Reason::CreditsNotReckoned { .. } => false,
                };
                prop_assert!(is_true, "{:?} of {:?}", reason, bill);
            }
        }
    }

    /// The same input gives the same output, and the order of the list plays no part where days
    /// differ.
    #[test]
    fn the_result_hangs_on_the_situation_alone(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        prop_assert_eq!(&assessment, &reckon(&plan, &situation));
        let mut days: Vec<Date> = situation.expenses.iter().map(|e| e.date).collect();
        days.sort();
        days.dedup();
        let stays_are_counted = situation.expenses.iter().all(|e| e.stay.is_none());
        if days.len() == situation.expenses.len() && stays_are_counted {
            let mut reversed = situation.clone();
            reversed.expenses.reverse();
            let other = reckon(&plan, &reversed);
            prop_assert_eq!(assessment.account.balance, other.account.balance);
            prop_assert_eq!(&assessment.years, &other.years);
            let amounts = |assessment: &Assessment| -> Vec<_> {
                settled(assessment)
                    .into_iter()
                    .map(|(r, b)| (r.date, b.fund.amount, b.account.amount, b.cash.amount))
                    .collect()
            };
            prop_assert_eq!(amounts(&assessment), amounts(&other));
        }
    }

    /// Where the usual order holds, a bigger bill never lowers what the person or the fund pays.
    #[test]
    fn a_bigger_bill_never_costs_less(
        plan in plan().prop_filter("usual order", |plan| plan.area != "310000"),
        more in 1..=100_000i64,
    ) {
        let mut situation = plan.situation();
        let last = situation.expenses.iter().enumerate().max_by_key(|(i, e)| (e.date, *i));
        let Some(last) = last.map(|(index, _)| index) else { return Ok(()) };
        let total = situation.expenses[last].total + yuan(more);
        prop_assume!(total <= Yuan::LIMIT);
        let before = reckon(&plan, &situation);
        situation.expenses[last].total = total;
        let after = reckon(&plan, &situation);
        match (&before.expenses[last].settlement, &after.expenses[last].settlement) {
            (None, None) => {}
            (Some(smaller), Some(bigger)) => {
                prop_assert!(smaller.person.amount <= bigger.person.amount);
                prop_assert!(smaller.fund.amount <= bigger.fund.amount);
                prop_assert!(smaller.deductible.still_missing >= bigger.deductible.still_missing);
            }
            _ => prop_assert!(false, "settled or not, by the amount"),
        }
    }

    /// A ledger that begins later, with the balance that the longer one has by then, ends with the
    /// same balance: all months before it are listed, so nothing about them is unknown.
    #[test]
    fn a_ledger_may_begin_in_any_month((plan, cut) in known_months()) {
        let whole = plan.situation();
        let complete = reckon(&plan, &whole);
        prop_assume!(!matches!(complete.account.outcome, Outcome::Incomplete { .. }));
        let mid = month(plan.from + cut);
        let mut first = whole.clone();
        first.ledger.as_of = Some(mid.previous().last_day());
        let balance = reckon(&plan, &first).account.balance;
        let mut rest = whole.clone();
        rest.ledger.from = mid;
        rest.ledger.opening = Some(match (balance.current_year, balance.accumulated) {
            (Some(current_year), Some(accumulated)) => {
                Opening::Separate { current_year, accumulated }
            }
            _ => Opening::Balance(balance.total),
        });
        let continued = reckon(&plan, &rest);
        prop_assert_eq!(
            continued.account.balance,
            complete.account.balance,
            "from {}: {:?}\nfrom {}: {:?}",
            whole.ledger.from,
            complete.account.ledger,
            mid,
            continued.account.ledger
        );
    }
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

/// The places that the random bills name are those of the areas.
#[test]
fn random_bills_reach_every_level() {
    for (area, policy) in POLICIES.iter() {
        let levels = policy.institution_levels();
        assert!((1..=12).contains(&levels.len()), "{area}: {}", levels.len());
        assert!(!levels.iter().any(|level| level.id == Place::new("pharmacy")));
    }
}
