//! Settling one bill: outside the policy range, deductible, shared cost, cap, what pays above it, and
//! who pays the person's part. One flow for every benefit; what differs stands in its terms.

mod fund;
mod payment;
mod serious_illness;

use fund::BandPart;

use super::assessment::{BandShare, DeductibleUse, ExpenseResult, Figure, NotCovered, Settlement};
use super::benefit::{Benefit, Track};
use super::derivation::{Formula, Operand, OperandName, Origin, Quantity, rate, yuan};
use super::outcome::{Convention, Gap, Outcome, Reliance};
use super::run::{ROUNDING, Run};
use super::running::{Before, CapBefore, Counted};
use super::situation::{Expense, ExpenseKind};
use super::terms::{Band, Counts, Order, Terms};
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{BenefitYear, Care, InsuranceKind};

/// What is taken from the eligible cost before the rest is shared.
struct Taken {
    paid_first: Option<Figure>,
    not_covered: Option<Figure>,
    borne_first: Option<Figure>,
    applied: Figure,
    beyond_cap: Option<Figure>,
}

/// What of the segments a bill touched.
struct Touched {
    bands: Vec<BandShare>,
    /// Whether some of its cost lies beyond the last segment.
    spills_over: bool,
    /// Cost of the year that was counted before it and moves its segments.
    earlier_cost: Yuan,
}

/// The segments as the settlement shows them; none where one ratio holds for all cost.
fn shown(bands: &[Band], parts: &[BandPart]) -> Vec<BandShare> {
    if bands.first().is_some_and(Band::is_everything) {
        return Vec::new();
    }
    parts.iter().filter_map(BandPart::shown).collect()
}

/// Notes what is not known of the terms and matters for this bill.
fn note_gaps(terms: &Terms, bill: &Settlement, touched: &Touched, reliance: &mut Reliance) {
    let mut note = |gaps: &[Gap], matters: bool| {
        if matters {
            for gap in gaps {
                reliance.note(gap.clone());
            }
        }
    };
    let is_cut = bill.cap.is_some_and(|cap| !cap.cut.is_zero());
    let moves_segments = terms.bands.len() > 1 && !touched.earlier_cost.is_zero();
    note(&terms.gaps_if_fund_pays, !bill.fund.amount.is_zero());
    note(&terms.gaps_if_cut, is_cut || touched.spills_over);
    note(&terms.gaps_if_segments_matter, moves_segments);
}

/// What a bill adds to the sums of its year.
fn counted_of(terms: &Terms, date: Date, bill: &Settlement) -> Counted {
    let yearly_limit = |counts| {
        let cap = terms.cap.as_ref().filter(|cap| cap.counts == counts && cap.per.is_year());
        cap.map(|cap| cap.limit.0)
    };
    let of_which = terms.cap.as_ref().and_then(|cap| cap.of_which.as_ref());
    // What lies beyond a cap on cost does not count towards it, whoever pays it.
    let beyond = match bill.cap {
        Some(cap) if cap.counts_cost && bill.beyond_cap.is_none() => cap.cut,
        _ => Yuan::ZERO,
    };
    Counted {
        date,
        deductible: bill.deductible.applied.amount,
        threshold: terms.deductible.threshold.0,
        has_cap: terms.cap.is_some(),
        of_which: of_which.map(|(index, _)| *index),
        cost: bill.deductible.applied.amount + bill.shared.amount - beyond,
        fund: bill.fund.amount,
        supplement: amount_of(bill.supplement),
        person: bill.person.amount,
        fund_cap: yearly_limit(Counts::Fund),
        cost_cap: yearly_limit(Counts::Cost),
    }
}

/// The kind of care that a bill is for, as rules on waiting tell them apart.
pub(super) fn care_of(kind: ExpenseKind) -> Care {
    match kind {
        ExpenseKind::Outpatient
        | ExpenseKind::Pharmacy
        | ExpenseKind::Chronic
        | ExpenseKind::Prenatal => Care::Outpatient,
        ExpenseKind::Inpatient | ExpenseKind::Delivery => Care::Inpatient,
    }
}

impl Expense {
    /// The benefit under which the bill is settled, and its scheme.
    pub(super) fn track(&self) -> Track {
        let benefit = match self.kind {
            ExpenseKind::Outpatient | ExpenseKind::Pharmacy => Benefit::OutpatientPool,
            ExpenseKind::Inpatient => Benefit::Inpatient,
            ExpenseKind::Chronic => Benefit::Chronic,
            ExpenseKind::Prenatal => Benefit::Prenatal,
            ExpenseKind::Delivery => Benefit::Delivery,
        };
        let scheme = self.scheme.clone().filter(|_| benefit == Benefit::Chronic);
        Track { benefit, scheme }
    }
}

impl Run<'_> {
    /// Settles the expense at `index`, books what the account pays, and counts it in its year.
    pub(super) fn settle(&mut self, index: usize) {
        let situation = self.situation;
        let Some(expense) = situation.expenses.get(index) else {
            return;
        };
        let mut reliance = Reliance::default();
        let year = self.year_of(expense, &mut reliance);
        let (outcome, settlement) = match self.terms(expense, year, &mut reliance) {
            Ok(terms) => {
                self.inherit_gaps(year, &terms, &mut reliance);
                if terms.not_covered.is_none() {
                    self.note_unpaid_month(expense.date, &mut reliance);
                }
                let settlement = self.apply(index, expense, year, &terms, &mut reliance);
                (reliance.outcome(), Some(settlement))
            }
            Err(why) => {
                let key = (year, expense.track());
                self.years.entry(key).or_default().unsettled.get_or_insert(index);
                if self.may_have_account() {
                    self.reliance.gaps.push(Gap::Expense { expense: index });
                }
                (Outcome::Refused { why }, None)
            }
        };
        self.expenses.push(ExpenseResult {
            expense: index,
            date: expense.date,
            outcome,
            settlement,
        });
    }

    /// The year that the bill counts in: its benefit year. Examinations before birth all count
    /// together, over however many years the pregnancy stretches.
    fn year_of(&mut self, expense: &Expense, reliance: &mut Reliance) -> Month {
        if expense.kind == ExpenseKind::Prenatal {
            return self.situation.ledger.from;
        }
        self.benefit_year(expense.date, reliance)
    }

    /// The benefit year of `date`; calendar years, as a named convention, where no rule says.
    fn benefit_year(&mut self, date: Date, reliance: &mut Reliance) -> Month {
        let starts_in = if let Some(used) = self.rule_if_any::<BenefitYear>(date, reliance) {
            used.value.starts_in
        } else {
            self.conventions.insert(Convention::BenefitYearIsCalendarYear);
            1
        };
        date.month().year_start(starts_in)
    }

    /// Earlier doubts that this bill inherits: an unsettled bill of the year, an unsure balance.
    fn inherit_gaps(&mut self, year: Month, terms: &Terms, reliance: &mut Reliance) {
        let counted_with = [&terms.track, &terms.cap_of];
        let unsettled = counted_with.into_iter().find_map(|track| {
            self.years.get(&(year, track.clone())).and_then(|running| running.unsettled)
        });
        if let Some(expense) = unsettled {
            reliance.gaps.push(Gap::EarlierExpense { expense });
        }
        if self.may_have_account() && !self.reliance.gaps.is_empty() {
            let affects_fund = matches!(terms.order, Order::CurrentYearFirst { .. });
            reliance.gaps.push(Gap::AccountBalance { affects_fund });
        }
    }

    /// Notes a bill in a month without contribution. Residents pay by the year, in its enrolment
    /// window.
    fn note_unpaid_month(&self, date: Date, reliance: &mut Reliance) {
        let month = date.month();
        let (insurance, ..) = self.situation.insured_in(month);
        let pays_monthly = insurance != InsuranceKind::Resident;
        let had_arrived = self.arrival(month).is_none_or(|paid_on| paid_on <= date);
        if pays_monthly && (self.is_paid(month) == Some(false) || !had_arrived) {
            reliance.note(Gap::NotPaidThatMonth { month });
        }
    }

    /// Works the bill through its terms.
    fn apply(
        &mut self,
        index: usize,
        expense: &Expense,
        year: Month,
        terms: &Terms,
        reliance: &mut Reliance,
    ) -> Settlement {
        let running = self.years.get(&(year, terms.track.clone()));
        let before = running.map(|running| running.before(terms.deductible.stretch));
        let before = before.unwrap_or_default();
        let sums = self.counted_towards_cap(year, terms);
        let eligible = self.eligible(index, expense);
        let paid_first = self.paid_first(index, expense, terms.order, eligible);
        let remaining = eligible.amount - amount_of(paid_first);
        let remaining_origin =
            if paid_first.is_some() { Origin::Running } else { Origin::Step(eligible.step) };
        let remaining = yuan(OperandName::RemainingCost, remaining, remaining_origin);
        let (remaining, not_covered) = self.not_covered(terms, remaining);
        let (remaining, borne_first) = self.borne_first(terms, remaining);
        let (counted, beyond, cost_cap) = self.within_cost_cap(terms, &sums, remaining);
        // Where a supplementary fund pays above it, what lies beyond a cap on cost is shared still.
        let to_supplement = beyond.filter(|_| terms.supplement.is_some());
        let beyond_cap = beyond.filter(|_| to_supplement.is_none());
        let deductible = self.deductible_use(terms, before, counted);
        let applied = deductible.applied;
        let taken = Taken {
            paid_first,
            not_covered: not_covered.map(|not_covered| not_covered.cost),
            borne_first,
            applied,
            beyond_cap,
        };
        let shared = self.shared(eligible, &taken);
        let before_bill = if terms.segments_per_bill { Yuan::ZERO } else { before.cost_of_year };
        let within = self.within_cap_of_cost(shared, to_supplement);
        let (fund_by_ratio, mut parts) =
            self.fund_by_bands(&terms.bands, before_bill + applied.amount, within);
        parts.extend(to_supplement.map(BandPart::without_ratio));
        let (fund, fund_cap) = self.within_cap(terms, &sums, fund_by_ratio);
        let supplement = self.supplement(terms, &sums, fund_cap, shared, fund, &parts);
        let own_share = self.own_share(shared, fund, supplement);
        let serious_illness = self.serious_illness(
            expense.date,
            year,
            terms,
            (applied, own_share, beyond_cap),
            reliance,
        );
        let own_inside = own_share.amount
            + amount_of(beyond_cap)
            + amount_of(taken.not_covered)
            + amount_of(borne_first);
        let payable = terms
            .payable(applied.amount, own_inside, expense.outside_range())
            .less_at_most(amount_of(serious_illness));
        let account = self.pay_from_account(index, expense.date, terms.order, payable, paid_first);
        let funds = [fund].into_iter().chain(supplement).chain(serious_illness);
        let by_funds = funds.map(|figure| figure.amount).sum();
        let cash =
            self.cash(index, expense, (fund, supplement, serious_illness), account, by_funds);
        let operands = [account.operand(OperandName::Account), cash.operand(OperandName::Cash)];
        let person = self.figure(Formula::PersonPays, &operands, account.amount + cash.amount);
        let touched = Touched {
            spills_over: parts.iter().any(|part| part.fund.is_none()),
            bands: shown(&terms.bands, &parts),
            earlier_cost: before_bill,
        };
        let ratio = touched.bands.first().map(|band| band.ratio);
        let lowest = terms.bands.first().map(|band| band.ratio.value());
        let settlement = Settlement {
            kind: terms.track.benefit,
            scheme: terms.track.scheme.clone(),
            year,
            stay: terms.stay,
            place: terms.place.clone(),
            total: expense.total,
            own_paid: expense.own_paid,
            over_limit: expense.over_limit,
            first_own: expense.first_own,
            eligible,
            paid_first,
            not_covered,
            borne_first,
            deductible,
            beyond_cap,
            shared,
            ratio: ratio.or(lowest).unwrap_or(Rate::NOTHING),
            bands: touched.bands.clone(),
            fund_by_ratio,
            cap: cost_cap.or(fund_cap),
            fund,
            supplement,
            serious_illness,
            own_share,
            account,
            cash,
            person,
        };
        note_gaps(terms, &settlement, &touched, reliance);
        if not_covered.is_none() {
            self.count(year, terms, &counted_of(terms, expense.date, &settlement));
        } else {
            self.years.entry((year, terms.track.clone())).or_default().bear(person.amount);
        }
        settlement
    }

    fn eligible(&mut self, index: usize, expense: &Expense) -> Figure {
        let entered = |name: &'static str| Origin::entered("expenses", index, name);
        let parts = [
            (OperandName::OwnPaid, expense.own_paid, "own_paid"),
            (OperandName::OverLimit, expense.over_limit, "over_limit"),
            (OperandName::FirstOwn, expense.first_own, "first_own"),
        ];
        let [own_paid, over_limit, first_own] = parts.map(|(name, amount, field)| {
            (!amount.is_zero()).then(|| yuan(name, amount, entered(field)))
        });
        let total = yuan(OperandName::Total, expense.total, entered("total"));
        let eligible = expense.total - expense.outside_range();
        let operands = [Some(total), own_paid, over_limit, first_own];
        self.figure_of_present(Formula::EligibleCost, &operands, eligible)
    }

    /// What of the cost that counts goes towards the deductible.
    fn deductible_use(&mut self, terms: &Terms, before: Before, counted: Operand) -> DeductibleUse {
        let (threshold, origin) = terms.deductible.threshold;
        let met_before = before.met;
        let mut missing = threshold.less_at_most(met_before);
        let cost = amount_in(&counted);
        let (mut formula, mut most, mut met_of_year) = (Formula::DeductibleApplied, None, None);
        if let Some((year_max, origin)) = terms.deductible.year_max {
            let year_met = before.met_of_year;
            missing = missing.min(year_max.less_at_most(year_met));
            most = Some(yuan(OperandName::YearMax, year_max, origin));
            met_of_year = Some(yuan(OperandName::YearMetBefore, year_met, Origin::Running));
            formula = Formula::DeductibleWithinYearMax;
        }
        let operands = [
            Some(counted),
            Some(yuan(OperandName::Deductible, threshold, origin)),
            Some(yuan(OperandName::MetBefore, met_before, Origin::Running)),
            most,
            met_of_year,
        ];
        let applied = self.figure_of_present(formula, &operands, missing.min(cost));
        DeductibleUse {
            per: terms.deductible.per,
            threshold,
            met_before,
            applied,
            still_missing: missing - applied.amount,
        }
    }

    /// What earlier bills counted towards the cap.
    fn counted_towards_cap(&self, year: Month, terms: &Terms) -> CapBefore {
        let stretch = terms.cap.as_ref().map(|cap| cap.stretch);
        let of_which = terms.cap.as_ref().and_then(|cap| cap.of_which.as_ref());
        let sums = self.caps.get(&(year, terms.cap_of.clone()));
        sums.map(|sums| sums.before(stretch, of_which.map(|(index, _)| *index))).unwrap_or_default()
    }

    /// Counts a settled bill in its year and towards its caps.
    fn count(&mut self, year: Month, terms: &Terms, counted: &Counted) {
        self.years.entry((year, terms.track.clone())).or_default().count(counted, &terms.place);
        self.caps.entry((year, terms.cap_of.clone())).or_default().count(counted);
        if let Some(track) = &terms.counts_also_to {
            let of_no_place = Counted { has_cap: true, of_which: None, ..*counted };
            self.caps.entry((year, track.clone())).or_default().count(&of_no_place);
        }
    }

    /// The cost of which the fund pays nothing because of a waiting period and the like, and what
    /// remains.
    fn not_covered(&mut self, terms: &Terms, remaining: Operand) -> (Operand, Option<NotCovered>) {
        let Some((why, rule)) = terms.not_covered else {
            return (remaining, None);
        };
        let amount = amount_in(&remaining);
        let cost = self.figure(Formula::NotCovered, &[remaining], amount);
        let nothing = yuan(OperandName::RemainingCost, Yuan::ZERO, Origin::Running);
        (nothing, Some(NotCovered { why, rule, cost }))
    }

    /// What the person bears first of treatment away from home, and what remains.
    fn borne_first(&mut self, terms: &Terms, remaining: Operand) -> (Operand, Option<Figure>) {
        let Some((share, origin)) = terms.borne_first else {
            return (remaining, None);
        };
        let amount = amount_in(&remaining);
        let operands = [remaining, rate(OperandName::Rate, share, origin)];
        let product = amount.times(share, ROUNDING);
        let borne = self.rounded(Formula::BorneFirst, &operands, product);
        let left = yuan(OperandName::RemainingCost, amount - borne.amount, Origin::Running);
        (left, Some(borne))
    }

    fn shared(&mut self, eligible: Figure, taken: &Taken) -> Figure {
        let Taken { paid_first, not_covered, borne_first, applied, beyond_cap } = taken;
        let operands = [
            Some(eligible.operand(OperandName::Eligible)),
            paid_first.map(|paid| paid.operand(OperandName::PaidByCurrentYear)),
            not_covered.map(|cost| cost.operand(OperandName::NotCovered)),
            borne_first.map(|borne| borne.operand(OperandName::BorneFirst)),
            Some(applied.operand(OperandName::DeductibleApplied)),
            beyond_cap.map(|beyond| beyond.operand(OperandName::BeyondCap)),
        ];
        let optional = [*paid_first, *not_covered, *borne_first, *beyond_cap];
        let by_person = applied.amount + optional.into_iter().map(amount_of).sum();
        self.figure_of_present(Formula::SharedCost, &operands, eligible.amount - by_person)
    }

    fn own_share(&mut self, shared: Figure, fund: Figure, supplement: Option<Figure>) -> Figure {
        let operands = [
            Some(shared.operand(OperandName::SharedCost)),
            Some(fund.operand(OperandName::Fund)),
            supplement.map(|paid| paid.operand(OperandName::Supplement)),
        ];
        let own = shared.amount - fund.amount - amount_of(supplement);
        self.figure_of_present(Formula::OwnShare, &operands, own)
    }
}

/// The amount of a figure that may be absent, which is then nothing.
fn amount_of(figure: Option<Figure>) -> Yuan {
    figure.map_or(Yuan::ZERO, |figure| figure.amount)
}

/// The amount that an operand holds; operands of other kinds hold none.
fn amount_in(operand: &Operand) -> Yuan {
    match operand.value {
        Quantity::Yuan(amount) => amount,
        Quantity::Rate(_) | Quantity::Months(_) | Quantity::Count(_) => Yuan::ZERO,
    }
}
