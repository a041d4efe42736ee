"""When credits reach the account: month by month, or for the insurance year in advance and settled
against the months really paid."""

from .account import NOTHING
from .calendar import first_day, last_day, month_of, year_start
from .money import ZERO

MONTHLY = "monthly"


class Timing:
    """Books what months bring at their beginning and end."""

    def __init__(self, person, book, credits, account):
        self.person, self.book, self.credits, self.account = person, book, credits, account
        self.year = None  # the insurance year that the figures below are of, by its first month
        self.advanced = ZERO  # what was advanced for it
        self.certain = True  # whether that is known
        self.advances = 0  # how many advances there were
        self.covered = None  # last month that an advance covers
        self.passed = None  # the year in which monthly timing gave way to yearly
        self.monthly_before = False  # a month of the ledger in the year had monthly timing

    def rule(self, number):
        """`MONTHLY`, what the rule says of advances, or None where nothing is credited."""
        facts = self.person.account_facts(number)
        rule = self.book.choose("account_timing", facts, first_day(number))
        if not isinstance(rule, str):
            return rule.value.get("advanced_for_year") or MONTHLY
        speaking = self.book.policies.speaking("account_timing", facts.kind)
        if speaking and all(r.doubtful for r in speaking) and any(
            "advanced_for_year" in r.value for r in speaking
        ):
            return None
        return MONTHLY

    # Beginning of a month.

    def begin(self, number, booking=True):
        if self.account.closed:
            return
        rule = self.rule(number)
        if isinstance(rule, dict):
            self.begin_advanced(number, rule, booking)
            return
        # Also where nothing was earned: the person's timing was the monthly one.
        self.monthly_before = self.monthly_before or booking
        if self.person.earns(number):
            self.begin_monthly(number, rule, booking)

    def begin_monthly(self, number, rule, booking):
        if self.covered is not None and number <= self.covered:
            return
        if not booking or self.person.late(number):
            return
        self.credit(number, first_day(number), self.account.current, rule)

    def credit(self, number, a_day, name, rule=MONTHLY):
        due = self.credits.due(number)
        if due is None or rule is None:
            self.account.has_gap = True
            return
        if due is not NOTHING:
            self.account.book(a_day, "credit", name, due.of_months(1))

    def begin_advanced(self, number, rule, booking):
        person, year = self.person, year_start(number, rule["year_starts_in"])
        if number == year:
            self.begin_year(number, rule, booking)
            return
        if self.year != year:
            self.enter_year(number, year, booking)
        if self.monthly_before:
            self.passed = year
        last, before = person.earns(number - 1), person.earns(number - 2)
        if last and before is False and not self.advances:
            if not self.monthly_before:
                self.advance(number, year + 12 - number, None, booking)
        if rule.get("at_once_on_stop") and last and person.earns(number) is False:
            self.settle(number - 1, first_day(number), booking)
            self.advances = 0

    def begin_year(self, number, rule, booking):
        if booking:
            self.account.carry_over(first_day(number))
        self.year, self.advanced, self.certain = number, ZERO, True
        self.advances, self.monthly_before = 0, False
        self.covered = None
        earned = self.person.earns(number - 1)
        if earned is None:
            earned = self.person.earns(number)
        if earned:
            by = number - 1 if rule.get("by_month_before") else None
            self.advance(number, 12, by, booking)

    def advance(self, number, months, by, booking):
        due = self.credits.due(number, by)
        if due is None:
            self.certain = False
            self.account.has_gap = True
            return
        self.advances += 1
        self.covered = number + months - 1
        amount = due.of_months(months)
        self.advanced += amount
        if booking and due is not NOTHING:
            self.account.book(first_day(number), "advance", self.account.current, amount)

    def enter_year(self, number, year, booking):
        """Begins inside a year: either the ledger does, or the person comes from another timing."""
        person = self.person
        if booking and number == person.ledger_from:
            known = all(
                person.stretch(m) is not None
                or person.retired(m)
                or (person.insured_since is not None and m < person.insured_since)
                for m in range(year, number)
            )
            if known:
                for m in range(year, number):
                    self.begin(m, booking=False)
            self.year = year
            if not known:
                self.certain = False
            return
        self.year, self.advanced, self.certain, self.advances = year, ZERO, True, 0

    # End of a month, and closing.

    def end(self, number):
        if self.account.closed:
            return
        rule = self.rule(number)
        if isinstance(rule, dict) and number == year_start(number, rule["year_starts_in"]) + 11:
            if not self.monthly_before:
                self.settle(number, last_day(number), True)

    def settle(self, last, a_day, booking):
        """Books what the months up to `last` earned, less what was advanced."""
        person = self.person
        months = [
            m for m in range(self.year, last + 1) if person.earns(m) and person.arrived_by(m, a_day)
        ]
        earned = self.credits.sum(months) if self.certain else None
        if earned is None:
            self.account.has_gap = True
            self.certain = False
            return
        difference = earned - self.advanced
        self.advanced = earned
        if booking and difference:
            self.account.book(a_day, "settlement", self.account.current, difference)

    def close(self, a_day):
        number = month_of(a_day)
        rule = self.rule(number)
        if isinstance(rule, dict):
            if rule.get("at_once_on_closing"):
                self.settle(number, a_day, True)
            else:
                self.account.has_gap = True
        self.account.close(a_day)

    # Late arrivals.

    def arrive_late(self, number, a_day):
        """The contribution of a month arrived on a day after it."""
        if self.account.closed or not self.person.earns(number):
            return
        rule = self.rule(number)
        if isinstance(rule, dict):
            year_end = last_day(year_start(number, rule["year_starts_in"]) + 11)
            if a_day > year_end:
                self.credit(number, a_day, self.account.accumulated)
        elif self.covered is None or self.year is None or not self.year <= number <= self.covered:
            self.credit(number, a_day, self.account.current, rule)
