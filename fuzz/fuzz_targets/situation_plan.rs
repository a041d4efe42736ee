//! Situations that are sound by their making, so that nearly every run reaches the engine: people,
//! contributions and bills of all areas, drawn from the fuzzer's bytes and put into JSON.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mingbai::calendar::Month;
use mingbai::engine::{Situation, keeps_two_accounts};
use mingbai::policy::{InsuranceKind, PolicySet};
use mingbai_fuzz::{area, reckon};
use serde_json::{Value, json};

#[derive(Arbitrary, Debug)]
struct Plan {
    area: u8,
    kind: u8,
    retired: bool,
    from: u8,
    months: u8,
    last_day: u8,
    opening: Option<(i32, u32)>,
    birth: Option<u16>,
    retired_on: Option<u8>,
    insured: Option<u8>,
    group: Option<u8>,
    tier: Option<u8>,
    family_doctor: Option<bool>,
    paid: Vec<Paid>,
    bills: Vec<Bill>,
    moved: Vec<Moved>,
    change: Option<(u8, u8)>,
    closed: Option<(u8, u8)>,
    enrolled: Option<(u8, u8, Option<bool>, u8)>,
    leave: Option<(u8, (u8, Option<u8>, u8), Option<u32>)>,
    credit_rate: Option<u8>,
    credit: Option<u16>,
    deductible: Option<u32>,
    ratio: Option<u16>,
    cap: Option<u32>,
    outside: Option<bool>,
    accepts: Option<u8>,
}

#[derive(Arbitrary, Debug)]
struct Paid {
    gap: u8,
    months: u8,
    base: u32,
    is_wage: bool,
    paid: bool,
    late: Option<u8>,
}

#[derive(Arbitrary, Debug)]
struct Bill {
    month: u8,
    day: u8,
    kind: u8,
    stay: Option<u8>,
    scheme: u8,
    elsewhere: Option<(u8, u8)>,
    birth: (u8, Option<u8>, u8),
    level: Option<u8>,
    total: u32,
    parts: [u8; 3],
}

#[derive(Arbitrary, Debug)]
struct Moved {
    month: u8,
    day: u8,
    kind: u8,
    amount: u32,
}

const KINDS: [&str; 6] = ["outpatient", "inpatient", "pharmacy", "chronic", "prenatal", "delivery"];
const INSURANCES: [&str; 4] = ["employee", "flexible", "resident", "employee_pool_only"];
const ARRANGEMENTS: [&str; 5] =
    ["filed_residence", "referred", "emergency", "filed_temporary", "unfiled"];
const REGIONS: [&str; 3] = ["other_county", "same_province", "other_province"];
const BIRTHS: [&str; 5] = ["natural", "assisted", "difficult", "caesarean", "ended"];
const MOVEMENTS: [&str; 6] =
    ["family", "premium", "payout", "transfer_in", "interest", "correction"];

/// How a pregnancy ended.
fn birth((how, months, children): (u8, Option<u8>, u8)) -> Value {
    json!({"how": choose(&BIRTHS, how), "months": months, "children": children % 4 + 1})
}

/// January 2019, so that the years before and after the reforms lie within reach.
const FIRST: u16 = 2019 * 12;

fn month(number: u16) -> String {
    format!("{:04}-{:02}", number / 12, number % 12 + 1)
}

fn day(number: u16, day: u8) -> String {
    format!("{}-{:02}", month(number), day % 28 + 1)
}

fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
}

/// The one at `index`, counted round and round; none where there are none.
fn choose<T>(of: &[T], index: u8) -> Option<&T> {
    of.get(usize::from(index).checked_rem(of.len())?)
}

impl Plan {
    fn first(&self) -> u16 {
        FIRST + u16::from(self.from) % 108
    }

    fn months(&self) -> u16 {
        u16::from(self.months) % 48
    }

    fn insurance(&self) -> &'static str {
        INSURANCES[usize::from(self.kind % 4)]
    }

    fn opening(&self, policy: &PolicySet) -> Value {
        let Some((balance, accumulated)) = self.opening else { return Value::Null };
        let kind: InsuranceKind = serde_json::from_value(json!(self.insurance())).unwrap();
        let from = Month::parse(&month(self.first())).unwrap();
        if keeps_two_accounts(policy, kind, from) {
            let [balance, accumulated] = [balance.into(), accumulated.into()].map(yuan);
            return json!({"separate": {"current_year": balance, "accumulated": accumulated}});
        }
        json!({"balance": yuan(balance.into())})
    }

    fn contributions(&self) -> Value {
        let mut next = self.first().saturating_sub(14);
        let ranges = self.paid.iter().take(12).map(|paid| {
            let from = next + u16::from(paid.gap) % 5;
            let to = from + u16::from(paid.months) % 18;
            next = to + 1;
            let base = yuan(i64::from(paid.base) % 10_000_000);
            let amount = if paid.is_wage { "wage" } else { "base" };
            let late = paid.late.map(|months| day(to + u16::from(months) % 20, months));
            json!({
                "from": month(from), "to": month(to), amount: base, "paid": paid.paid,
                "paid_on": late,
            })
        });
        ranges.collect()
    }

    /// A day of the ledger.
    fn within(&self, month: u8, of_month: u8) -> String {
        let offset = u16::from(month) % (self.months() + 1);
        // Days count from 0 here, and those of the last month must not lie after its last one.
        let last = if offset == self.months() { self.last_day % 28 } else { 27 };
        day(self.first() + offset, of_month % 28 % (last + 1))
    }

    fn bill(&self, bill: &Bill, policy: &PolicySet) -> Value {
        let total = i64::from(bill.total) % 20_000_000;
        let [own_paid, over_limit, first_own] =
            bill.parts.map(|share| yuan(total * i64::from(share) / 1000));
        let kind = KINDS[usize::from(bill.kind) % KINDS.len()];
        let needs_level = ["outpatient", "inpatient", "delivery"].contains(&kind);
        let level = bill.level.or(needs_level.then_some(0));
        let level = level.and_then(|index| choose(policy.institution_levels(), index));
        let insurance: InsuranceKind = serde_json::from_value(json!(self.insurance())).unwrap();
        let schemes = policy.schemes(insurance);
        let scheme = choose(&schemes, bill.scheme).map_or("hypertension", |scheme| &scheme.id);
        let elsewhere = bill.elsewhere.map(|(arrangement, region)| {
            json!({
                "arrangement": choose(&ARRANGEMENTS, arrangement),
                "region": choose(&REGIONS, region),
            })
        });
        json!({
            "date": self.within(bill.month, bill.day),
            "kind": kind,
            "stay": bill.stay.map(|stay| stay.max(1)),
            "scheme": (kind == "chronic").then_some(scheme),
            "elsewhere": elsewhere,
            "delivery": (kind == "delivery").then(|| birth(bill.birth)),
            "level": level.map(|level| level.id.id()),
            "total": yuan(total),
            "own_paid": own_paid, "over_limit": over_limit, "first_own": first_own,
        })
    }

    fn situation(&self, code: &str, policy: &PolicySet) -> Value {
        let earlier = |months: u8| month(self.first() + 24 - u16::from(months));
        let rules = policy.rules();
        let accepted = self.accepts.and_then(|index| choose(&rules, index));
        json!({
            "area": code,
            "insurance": self.insurance(),
            "status": if self.retired { "retired" } else { "in_service" },
            // Before any month that the person may have retired in.
            "birth": self.birth.map(|months| month(self.first() - 240 - months % 900)),
            "retired_on": self.retired_on.map(earlier),
            "group": self.group.and_then(|index| choose(policy.groups(), index)).map(|it| &it.id),
            "tier": self.tier.and_then(|index| choose(policy.tiers(), index)).map(|it| &it.id),
            "family_doctor": self.family_doctor,
            "insured_since": self.insured.map(earlier),
            "ledger": {
                "from": month(self.first()),
                "as_of": day(self.first() + self.months(), self.last_day),
                "opening": self.opening(policy),
            },
            "changes": self.change.map(|(months, kind)| json!({
                "from": month(self.first() + 1 + u16::from(months) % 48),
                "insurance": choose(&INSURANCES, kind),
            })).into_iter().collect::<Vec<_>>(),
            "movements": self.moved.iter().take(6).map(|moved| json!({
                "date": self.within(moved.month, moved.day),
                "kind": choose(&MOVEMENTS, moved.kind),
                "amount": yuan(i64::from(moved.amount) % 1_000_000),
            })).collect::<Vec<_>>(),
            "closed_on": self.closed.map(|(month, day)| self.within(month, day)),
            "enrolment": self.enrolled.map(|(month, day, late, missed)| json!({
                "paid_on": self.within(month, day), "late": late, "missed_years": missed % 9,
            })),
            "maternity_leave": self.leave.map(|(month, ended, wage)| json!({
                "date": self.within(month, month), "birth": birth(ended),
                "wage": wage.map(|fen| yuan(i64::from(fen) % 10_000_000)),
            })),
            "contributions": self.contributions(),
            "expenses": self.bills.iter().take(24).map(|bill| self.bill(bill, policy))
                .collect::<Value>(),
            "provided": {
                "credit_rate": self.credit_rate.map(|share| format!("0.{:03}", share)),
                "monthly_credit": self.credit.map(|fen| yuan(fen.into())),
                "outpatient_deductible": self.deductible.map(|fen| yuan(i64::from(fen) % 1_000_000)),
                "outpatient_ratio": self.ratio.map(|share| format!("0.{:03}", share % 1000)),
                "outpatient_cap": self.cap.map(|fen| yuan(i64::from(fen) % 10_000_000)),
                "account_pays_outside_range": self.outside,
            },
            "accept_doubtful": accepted.map(|rule| rule.name.to_string()).into_iter()
                .collect::<Vec<_>>(),
        })
    }
}

fuzz_target!(|plan: Plan| {
    let (code, policy) = area(plan.area.into());
    let json = plan.situation(code, policy);
    let situation = Situation::parse(&json.to_string());
    let situation = situation.unwrap_or_else(|error| panic!("{error}: {json}"));
    reckon(policy, &situation);
});
