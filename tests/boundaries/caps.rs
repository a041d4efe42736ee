//! A fen around every cap: that of the stretch, lower ones for some places, that of one bill.

use mingbai::explain::Reason;
use mingbai::money::Yuan;
use mingbai::policy::{Cell, OutpatientCap, Place, PolicySet, Rule};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::sums::PLENTY;
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// All that is shared is the fund's, from the first fen: what it pays shows the cap alone.
fn all_shared() -> Value {
    json!({"outpatient_ratio": "1", "outpatient_deductible": "0", "monthly_credit": "0"})
}

#[test]
fn the_fund_pays_up_to_its_caps_and_no_further() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.outpatient_cap {
            for table in rule.value.tables() {
                for cell in table {
                    of_cell(&policy, rule, cell, &mut tally);
                }
            }
            uncapped(&policy, rule, &mut tally);
        }
    }
    tally.finish("caps", 300);
}

fn of_cell(policy: &PolicySet, rule: &Rule<OutpatientCap>, cell: &Cell<Yuan>, tally: &mut Tally) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(cell.at.as_deref()) {
            if rule.value.is_uncapped(&place) {
                continue;
            }
            tally.thresholds += 1;
            around(&stand, &place, cell.value, tally);
        }
    }
}

/// Bills at `place`, each of what a single bill of plenty gets from the fund, until the cap is
/// a fen away. A lower cap that stops short of it is a threshold of its own.
fn up_to(stand: &Stand, place: &Place, cap: Yuan) -> (Vec<(Place, Yuan)>, Yuan) {
    let all = stand.settle(&[(place.clone(), fen(PLENTY))], &all_shared()).0;
    let each = all.fund.amount;
    let mut bills = Vec::new();
    let mut left = cap - fen(FEN);
    while !left.is_zero() && !each.is_zero() {
        bills.push((place.clone(), each.min(left)));
        left = left.less_at_most(each);
    }
    (bills, each)
}

fn around(stand: &Stand, place: &Place, cap: Yuan, tally: &mut Tally) {
    let name = format!("{} at {} {cap}", stand.name, place.id());
    if cap.is_zero() {
        let (bill, reasons) = stand.settle(&[(place.clone(), fen(FEN))], &all_shared());
        tally.holds(
            &name,
            "nothing from the start",
            &[
                ("without the fund", bill.fund.amount.is_zero()),
                ("told", reasons.iter().any(|reason| is_reached(reason, cap))),
            ],
        );
        return;
    }
    let (mut bills, each) = up_to(stand, place, cap);
    let is_of_one_bill = each < cap;
    let paid = |bills: &[(Place, Yuan)]| stand.settle(bills, &all_shared());
    let total = |bills: &[(Place, Yuan)]| -> Yuan {
        let settled = stand.settle_all(bills, &all_shared()).0;
        settled.iter().map(|bill| bill.fund.amount).sum()
    };
    let sum: Yuan = bills.iter().map(|(_, amount)| *amount).sum();
    let is_stopped_short = !bills.is_empty() && total(&bills) < sum;
    if let Some((bill, _)) = (!bills.is_empty()).then(|| paid(&bills)) {
        let left = bill.cap.map(|cap| cap.left);
        tally.holds(
            &name,
            "a fen below",
            &[
                ("at most the cap", bill.cap.is_some_and(|used| used.limit <= cap)),
                ("a fen left", is_stopped_short || is_of_one_bill || left == Some(fen(FEN))),
                ("not cut", is_stopped_short || bill.fund.amount == bill.total),
            ],
        );
    }
    bills.push((place.clone(), fen(FEN)));
    let (bill, _) = paid(&bills);
    tally.holds(
        &name,
        "exactly",
        &[
            ("the last fen paid", is_stopped_short || bill.fund.amount == fen(FEN)),
            ("never above", total(&bills) <= cap),
        ],
    );
    bills.push((place.clone(), fen(FEN)));
    let (bill, reasons) = paid(&bills);
    let is_full = bill.cap.is_some_and(|used| used.limit <= cap && used.left.is_zero());
    // A cap of a visit begins anew with each.
    let begins_anew = bill.cap.is_some_and(|used| used.used_before.is_zero());
    tally.holds(
        &name,
        "a fen above",
        &[
            ("without the fund", begins_anew || bill.fund.amount.is_zero()),
            ("full", begins_anew || is_full),
            ("told", begins_anew || reasons.iter().any(|reason| is_reached(reason, cap))),
            ("never above", begins_anew || total(&bills) <= cap),
        ],
    );
    at_once(stand, place, cap, is_of_one_bill, tally);
}

/// A single bill of a fen more than the cap.
fn at_once(stand: &Stand, place: &Place, cap: Yuan, is_of_one_bill: bool, tally: &mut Tally) {
    let name = format!("{} at {} {cap}", stand.name, place.id());
    let (bill, reasons) = stand.settle(&[(place.clone(), cap + fen(FEN))], &all_shared());
    let used = bill.cap.unwrap_or_else(|| panic!("{name}: no cap"));
    let cut = bill.total - bill.fund.amount;
    let tells = reasons.iter().any(|reason| {
        matches!(reason, Reason::CutByCap { over_by, .. } if *over_by == cut)
            || matches!(reason, Reason::CutByCostCap { beyond, .. } if *beyond == cut)
    });
    tally.holds(
        &name,
        "at once",
        &[
            ("no more than the cap", bill.fund.amount <= cap),
            ("all of the cap", is_of_one_bill || bill.fund.amount == cap),
            ("the rest cut", used.cut == cut && !cut.is_zero()),
            ("told with the distance", tells),
        ],
    );
}

fn is_reached(reason: &Reason, most: Yuan) -> bool {
    matches!(reason, Reason::CapReached { cap, over_by } if *cap <= most && *over_by == fen(FEN))
        || matches!(reason, Reason::CostCapReached { cap, beyond }
            if *cap <= most && *beyond == fen(FEN))
}

/// Where the rules say that there is no cap, none shows.
fn uncapped(policy: &PolicySet, rule: &Rule<OutpatientCap>, tally: &mut Tally) {
    let cells = rule.value.tables()[0];
    for (insurance, cell) in rule.insurance.iter().flat_map(|kind| cells.iter().map(|c| (*kind, c)))
    {
        let Some(stand) = Stand::find(policy, rule, insurance, &cell.who) else { continue };
        for place in stand.places(None).into_iter().filter(|place| rule.value.is_uncapped(place)) {
            let bill = stand.settle(&[(place.clone(), cell.value + fen(FEN))], &all_shared()).0;
            let name = format!("{} at {}", stand.name, place.id());
            tally.holds(
                &name,
                "uncapped",
                &[("no cap", bill.cap.is_none()), ("all paid", bill.fund.amount == bill.total)],
            );
        }
    }
}
