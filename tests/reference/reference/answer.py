"""The whole answer: the ledger month by month with its events, bills, what is paid in, allowance."""

from . import chronic, contributions, inpatient, maternity, outpatient, paying
from .account import ACCUMULATED, CURRENT, WHOLE, Account, Credits
from .bill import Bill
from .calendar import day, first_day, last_day, month, month_of, month_text
from .case import Case
from .money import ZERO, yuan
from .person import WITHOUT_ACCOUNT, Person
from .policy import Book, Refused
from .timing import Timing
from .totals import Record, Totals
from .waiting import Waiting

TERMS = {
    "outpatient": outpatient.terms,
    "pharmacy": outpatient.terms,
    "inpatient": inpatient.terms,
    "chronic": chronic.terms,
    "prenatal": maternity.prenatal,
    "delivery": maternity.delivery,
}
LATE, MOVEMENT, BILL, CLOSING = range(4)


class Wrong(Exception):
    """The situation cannot be one of this area."""


class Answer:
    def __init__(self, policies, situation, today):
        self.situation = situation
        self.person = Person(situation)
        self.book = Book(policies, situation.get("accept_doubtful") or ())
        self.provided = {
            name: value if isinstance(value, bool) or value is None else yuan(value)
            for name, value in (situation.get("provided") or {}).items()
        }
        ledger = situation["ledger"]
        self.as_of = day(ledger["as_of"]) if ledger.get("as_of") else today
        self.first = month(ledger["from"])
        self.last = month_of(self.as_of)
        self.totals = Totals(self.book.readings)
        self.waiting = Waiting(self.person, self.book, situation.get("enrolment"))
        timing = self.book.value_or_none(
            "account_timing", self.person.facts(self.first), first_day(self.first))
        advance = timing.get("advanced_for_year") if timing else None
        self.account = Account(bool(advance and advance.get("separate_accounts")))
        credits = Credits(self.person, self.book, self.provided)
        self.timing = Timing(self.person, self.book, credits, self.account)
        self.expenses = [None] * len(situation.get("expenses") or ())

    def opening(self):
        given = self.situation["ledger"].get("opening")
        if given is None:
            return None
        if self.account.two:
            if "separate" not in given:
                raise Wrong("opening_shape")
            return {name: yuan(given["separate"][name]) for name in (CURRENT, ACCUMULATED)}
        if "balance" not in given:
            raise Wrong("opening_shape")
        return {WHOLE: yuan(given["balance"])}

    def events(self):
        """What happens on days, in the order of days and, within one, of kinds."""
        get, events = self.situation.get, []
        for part in self.person.stretches:
            for number in range(part.first, part.last + 1):
                if self.person.late(number):
                    events.append((part.paid_on, LATE, number, None))
        for index, movement in enumerate(get("movements") or ()):
            events.append((day(movement["date"]), MOVEMENT, index, movement))
        for index, expense in enumerate(get("expenses") or ()):
            events.append((day(expense["date"]), BILL, index, expense))
        if get("closed_on"):
            events.append((day(get("closed_on")), CLOSING, 0, None))
        return sorted(events, key=lambda event: event[:3])

    def run(self):
        self.account.open(self.opening(), first_day(self.first))
        if self.nothing_is_listed():
            self.account.has_gap = True
        events = [e for e in self.events() if first_day(self.first) <= e[0] <= self.as_of]
        for number in range(self.first, self.last + 1):
            self.timing.begin(number)
            while events and month_of(events[0][0]) == number:
                self.happen(*events.pop(0))
            if last_day(number) <= self.as_of:
                self.timing.end(number)
        return self.result()

    def nothing_is_listed(self):
        """Whether no contributions are listed of somebody in service who may have an account."""
        get = self.situation.get
        kinds = [self.person.facts(self.first).kind] + [c["insurance"] for c in get("changes") or ()]
        in_service = get("status") == "in_service"
        return in_service and not self.person.stretches and any(k not in WITHOUT_ACCOUNT for k in kinds)

    def happen(self, a_day, what, index, data):
        if what == LATE:
            self.timing.arrive_late(index, a_day)
        elif what == MOVEMENT:
            self.account.move(a_day, data["kind"], yuan(data["amount"]), data.get("account"))
        elif what == BILL:
            self.expenses[index] = self.settle(data)
        else:
            self.timing.close(a_day)

    def settle(self, expense):
        """A bill's figures, or the reasons why it is refused."""
        bill = Bill(expense)
        case = Case(expense, bill, self.person, self.book, self.totals, self.provided)
        try:
            way = paying.way(case, self.account)
            case.look_elsewhere()
            covered = not (case.away and case.away.get("not_covered"))
            covered = covered and not self.waiting.not_covered(case.day, case.care)
            terms = TERMS[case.kind](case)
        except Refused as refused:
            self.account.has_gap = True
            return {"refused": [[refused.topic, refused.reason]]}
        if way.current_first:
            paying.pay_first(bill, self.account)
            if bill.paid_first:
                self.account.book(case.day, "expense", CURRENT, -bill.paid_first)
        if covered:
            bill.reckon(terms)
        else:
            bill.refuse_cover(terms)
        balance = self.account.balance(way.account) if way.account else ZERO
        taken = bill.pay_rest(balance, way.inside, way.outside, way.deductible_too)
        if taken:
            self.account.book(case.day, "expense", way.account, -taken)
        if covered:
            self.record(case, terms, bill)
        else:
            self.totals.uncovered.append((terms.benefit, terms.year, bill.person))
        return {"settlement": figures(bill, terms)}

    def record(self, case, terms, bill):
        self.totals.records.append(Record(
            day=case.day, year=terms.year, benefit=terms.benefit, place=terms.place,
            deductible=bill.deductible, cost=bill.counted, fund=bill.fund,
            supplement=bill.supplement, serious=bill.serious_illness, person=bill.person,
            own_part=bill.deductible + bill.own_share + bill.beyond_cap, caps=terms.caps,
            insured=terms.insured, limited=bool(terms.fund_left or terms.cost_left),
            per=terms.per, cap_per=terms.cap_per))

    def result(self):
        account, person, book = self.account, self.person, self.book
        balance = {"total": sum(account.balances.values(), ZERO)}
        if account.two:
            balance.update(account.balances)
        answer = {
            "balance": balance,
            "ledger": account.entries,
            "expenses": self.expenses,
            "years": self.years(),
            "contributions": contributions.contributions(person, book, self.last),
            "premiums": contributions.premiums(person, book, self.last),
            "maternity_allowance": None,
        }
        answer["readings"] = book.readings
        leave = self.situation.get("maternity_leave")
        if leave:
            try:
                days, amount = maternity.allowance(
                    {**leave, "wage": yuan(leave["wage"])}, person, book)
                answer["maternity_allowance"] = {"days": days, "amount": amount}
            except Refused as refused:
                answer["maternity_allowance"] = {"refused": [[refused.topic, refused.reason]]}
        return answer

    def years(self):
        """What the bills of each benefit and year came to; of those not covered, what the person paid."""
        found, uncovered = {}, {}
        for record in self.totals.records:
            found.setdefault((record.benefit, record.year), []).append(record)
        for benefit, year, person in self.totals.uncovered:
            found.setdefault((benefit, year), [])
            uncovered[benefit, year] = uncovered.get((benefit, year), ZERO) + person
        rows = []
        for (benefit, year), records in found.items():
            if benefit == "prenatal":
                continue
            rows.append({
                "benefit": benefit,
                "from": None if year is None else month_text(year),
                "to": None if year is None else month_text(year + 11),
                "deductible_met": sum((r.deductible for r in records), ZERO),
                "fund_paid": sum((r.fund for r in records), ZERO),
                "person_paid": sum((r.person for r in records), uncovered.get((benefit, year), ZERO)),
            })
        return rows


def figures(bill, terms):
    names = ("eligible", "paid_first", "not_covered", "borne_first", "deductible", "beyond_cap",
             "shared", "fund_by_ratio", "fund", "supplement", "serious_illness", "own_share",
             "account", "cash", "person", "still_missing")
    made = {name: getattr(bill, name) for name in names}
    made["place"] = terms.place
    made["threshold"], made["met_before"] = terms.threshold, terms.met_before
    made["year"] = None if terms.year is None else month_text(terms.year)
    made["bands"] = [list(band) for band in bill.bands]
    return made


def assess(policies, situation, today):
    """The answer to a situation, by the rules of `policies`, as on a day."""
    try:
        return Answer(policies, situation, today).run()
    except Wrong as wrong:
        return {"error": str(wrong)}
