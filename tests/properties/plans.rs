//! Random situations.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mingbai::calendar::{Date, Month};
use mingbai::engine::{
    Assessment, Birth, Change, ContributionRange, Elsewhere, Enrolment, Expense, ExpenseKind,
    LedgerWindow, MaternityLeave, Movement, MovementKind, Opening, Provided, Situation, SubAccount,
    Working, assess_with, keeps_two_accounts,
};
use mingbai::money::{Rate, Yuan};
use mingbai::policy::{Arrangement, Delivery, InsuranceKind, Place, PolicySet, Region, Status};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::support::{self, areas, policy};

static POLICIES: LazyLock<BTreeMap<&'static str, PolicySet>> =
    LazyLock::new(|| areas().iter().map(|area| (area.as_str(), policy(area))).collect());

/// January 1900, from which months are counted here.
pub(crate) const EPOCH: i32 = 1900 * 12;

pub(crate) fn month(number: i32) -> Month {
    let number = number.clamp(EPOCH, 2150 * 12);
    Month::new((number / 12) as u16, (number % 12 + 1) as u8).unwrap()
}

/// Fen: mostly around what matters, now and then absurd.
pub(crate) fn fen() -> impl Strategy<Value = i64> {
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

pub(crate) fn yuan(fen: i64) -> Yuan {
    Yuan::from_fen(fen)
}

#[derive(Clone, Debug)]
pub(crate) struct Bill {
    pub(crate) month: i32,
    pub(crate) day: u8,
    pub(crate) kind: ExpenseKind,
    pub(crate) stay: Option<u8>,
    pub(crate) level: usize,
    pub(crate) names_level: bool,
    pub(crate) total: i64,
    pub(crate) parts: [i64; 3],
    pub(crate) scheme: usize,
    pub(crate) elsewhere: Option<Elsewhere>,
    pub(crate) delivery: Birth,
}

pub(crate) const SCHEMES: [&str; 8] = [
    "hypertension",
    "diabetes",
    "hypertension_diabetes",
    "two_diseases",
    "chronic",
    "chronic_several",
    "special",
    "special_drugs",
];

pub(crate) fn elsewhere() -> impl Strategy<Value = Elsewhere> {
    use Arrangement::{Emergency, FiledResidence, FiledTemporary, Referred, Unfiled};
    use Region::{OtherCounty, OtherProvince, SameProvince};
    let arrangements = vec![FiledResidence, Referred, Emergency, FiledTemporary, Unfiled];
    let regions = vec![OtherCounty, SameProvince, OtherProvince];
    (prop::sample::select(arrangements), prop::sample::select(regions))
        .prop_map(|(arrangement, region)| Elsewhere { arrangement, region })
}

pub(crate) fn birth() -> impl Strategy<Value = Birth> {
    use Delivery::{Assisted, Caesarean, Difficult, Ended, Natural};
    let how = prop::sample::select(vec![Natural, Assisted, Difficult, Caesarean, Ended]);
    (how, weighted(0.8, 1..=9u8), 1..=3u8).prop_map(|(how, months, children)| Birth {
        how,
        months,
        children,
    })
}

pub(crate) fn bill() -> impl Strategy<Value = Bill> {
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
pub(crate) type Moved = (i32, u8, MovementKind, i64, bool);

pub(crate) fn movement() -> impl Strategy<Value = Moved> {
    use MovementKind::{Correction, Family, Interest, Payout, Premium, TransferIn};
    let kind =
        prop::sample::select(vec![Family, Premium, Payout, TransferIn, Interest, Correction]);
    (0..40i32, 1..=31u8, kind, 0..=200_000i64, any::<bool>())
}

#[derive(Clone, Debug)]
pub(crate) struct Paid {
    pub(crate) gap: i32,
    pub(crate) months: i32,
    pub(crate) base: i64,
    pub(crate) is_wage: bool,
    pub(crate) paid: bool,
    /// Months after the last one in which they arrived.
    pub(crate) late: Option<i32>,
}

pub(crate) fn paid() -> impl Strategy<Value = Paid> {
    let base = prop_oneof![4 => 300_000..=4_000_000i64, 1 => 0..=10_000_000i64];
    let gap = prop_oneof![3 => Just(0), 1 => 1..=4i32];
    let late = weighted(0.15, -3..=9i32);
    (gap, 1..=14i32, base, any::<bool>(), prop::bool::weighted(0.85), late).prop_map(
        |(gap, months, base, is_wage, paid, late)| Paid { gap, months, base, is_wage, paid, late },
    )
}

pub(crate) fn provided() -> impl Strategy<Value = Provided> {
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
pub(crate) struct Person {
    pub(crate) insurance: InsuranceKind,
    pub(crate) retired: bool,
    /// Age in months at the beginning of the ledger.
    pub(crate) age: Option<i32>,
    /// Age in months at retirement, or months after the beginning of the ledger.
    pub(crate) retirement: Option<i32>,
    /// Months before the beginning of the ledger.
    pub(crate) insured: Option<i32>,
}

pub(crate) fn person() -> impl Strategy<Value = Person> {
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
pub(crate) struct Plan {
    pub(crate) area: &'static str,
    pub(crate) person: Person,
    pub(crate) from: i32,
    pub(crate) months: i32,
    pub(crate) last_day: u8,
    pub(crate) opening: Option<(i64, i64)>,
    pub(crate) paid_since: i32,
    pub(crate) paid: Vec<Paid>,
    pub(crate) bills: Vec<Bill>,
    pub(crate) movements: Vec<Moved>,
    /// Months after the first, and which kind.
    pub(crate) change: Option<(i32, usize)>,
    /// Which group and tier of the area's.
    pub(crate) names: (Option<usize>, Option<usize>),
    /// Month and day of closing.
    pub(crate) closing: Option<(i32, u8)>,
    /// Days after the beginning, by month and day; late or not; years missed.
    pub(crate) enrolment: Option<(i32, u8, Option<bool>, u8)>,
    pub(crate) leave: Option<(i32, u8, Birth, Option<i64>)>,
    pub(crate) provided: Provided,
    pub(crate) accepts_doubtful: bool,
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
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
    pub(crate) fn policy(&self) -> &'static PolicySet {
        &POLICIES[self.area]
    }

    pub(crate) fn contributions(&self) -> Vec<ContributionRange> {
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

    pub(crate) fn expenses(&self) -> Vec<Expense> {
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
    pub(crate) fn day(&self, after: i32, day: u8) -> Date {
        let offset = after % (self.months + 1);
        let month = month(self.from + offset);
        let last = if offset == self.months { self.last_day } else { month.last_day().day() };
        Date::new(month, day.min(last)).unwrap()
    }

    pub(crate) fn movements(&self, keeps_two: bool) -> Vec<Movement> {
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

    pub(crate) fn changed(&self, (after, kind): (i32, usize)) -> Change {
        use InsuranceKind::{Employee, EmployeePoolOnly, Flexible, Resident};
        Change {
            from: month(self.from + after),
            insurance: [Employee, EmployeePoolOnly, Flexible, Resident][kind],
            group: Self::named(self.policy().groups(), self.names.0),
            tier: Self::named(self.policy().tiers(), self.names.1),
        }
    }

    pub(crate) fn named(names: &[mingbai::policy::Named], index: Option<usize>) -> Option<String> {
        names.get(index? % names.len().max(1)).map(|name| name.id.clone())
    }

    pub(crate) fn situation(&self) -> Situation {
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

pub(crate) fn today() -> Date {
    support::date(support::TODAY)
}

pub(crate) fn reckon(plan: &Plan, situation: &Situation) -> Assessment {
    reckon_with(plan, situation, Working::Kept)
}

/// [`reckon`] with the working kept or left out.
pub(crate) fn reckon_with(plan: &Plan, situation: &Situation, working: Working) -> Assessment {
    assess_with(plan.policy(), situation, today(), working)
        .unwrap_or_else(|error| panic!("{error}: {situation:?}"))
}

/// A person whose every month since joining is listed, and who spends nothing.
pub(crate) fn known_months() -> impl Strategy<Value = (Plan, i32)> {
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

/// The places that the random bills name are those of the areas.
#[test]
fn random_bills_reach_every_level() {
    for (area, policy) in POLICIES.iter() {
        let levels = policy.institution_levels();
        assert!((1..=12).contains(&levels.len()), "{area}: {}", levels.len());
        assert!(!levels.iter().any(|level| level.id == Place::new("pharmacy")));
    }
}
