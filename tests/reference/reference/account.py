"""The personal account: its balances and ledger, and what a month earns."""

from .calendar import first_day
from .money import ZERO, at_least_zero, ratio_of, times

CURRENT, ACCUMULATED, WHOLE = "current_year", "accumulated", "whole"


class Account:
    """One account, or a current-year and an accumulated one, with all that moved them."""

    def __init__(self, two):
        self.two = two
        self.balances = {CURRENT: ZERO, ACCUMULATED: ZERO} if two else {WHOLE: ZERO}
        self.entries = []
        self.has_gap = False
        self.closed = False

    @property
    def current(self):
        """Where credits go."""
        return CURRENT if self.two else WHOLE

    @property
    def accumulated(self):
        """Where movements and late credits of other years go."""
        return ACCUMULATED if self.two else WHOLE

    def balance(self, name):
        return self.balances[name]

    def book(self, a_day, kind, name, amount):
        self.balances[name] += amount
        self.entries.append(
            {"date": a_day.isoformat(), "kind": kind, "sub_account": name, "amount": amount}
        )

    def nothing_in_it(self):
        return all(amount <= 0 for amount in self.balances.values())

    def known_empty(self):
        return not self.has_gap and self.nothing_in_it()

    def open(self, opening, a_day):
        if opening is None:
            self.has_gap = True
            self.book(a_day, "opening", self.current, ZERO)
        elif self.two:
            for name in (CURRENT, ACCUMULATED):
                self.book(a_day, "opening", name, opening[name])
        else:
            self.book(a_day, "opening", WHOLE, opening[WHOLE])

    def carry_over(self, a_day):
        rest = self.balances[CURRENT] if self.two else ZERO
        if rest > 0:
            self.book(a_day, "carry_over", CURRENT, -rest)
            self.book(a_day, "carry_over", ACCUMULATED, rest)

    def move(self, a_day, kind, amount, name):
        leaves = kind in ("family", "premium", "payout")
        if leaves:
            amount = -amount
        if self.two and name is None:
            self.has_gap = True
        name = (name or ACCUMULATED) if self.two else WHOLE
        if leaves and self.balances[name] + amount < 0:
            self.has_gap = True
        self.book(a_day, "movement", name, amount)

    def close(self, a_day):
        for name, amount in list(self.balances.items()):
            if amount > 0:
                self.book(a_day, "closing", name, -amount)
        self.closed = True


class Due:
    """What a month earns: an amount for the month, or a sum for the year."""

    __slots__ = ("monthly", "yearly")

    def __init__(self, monthly=None, yearly=None):
        self.monthly, self.yearly = monthly, yearly

    def __eq__(self, other):
        return (self.monthly, self.yearly) == (other.monthly, other.yearly)

    def of_months(self, count):
        if self.yearly is not None:
            return ratio_of(self.yearly, count, 12)
        return self.monthly * count


NOTHING = Due(monthly=ZERO)


class Credits:
    """What months earn, by the rules and the person's own figures."""

    def __init__(self, person, book, provided):
        self.person, self.book = person, book
        self.own_amount = provided.get("monthly_credit")
        self.own_rate = provided.get("credit_rate")
        self.known = {}

    def due(self, number, by=None):
        """The due of a month; None where it is not known. With `by`, base, status and age of that
        other month."""
        key = number, by
        if key not in self.known:
            self.known[key] = self._due(number, number if by is None else by)
        return self.known[key]

    def _due(self, number, by):
        if self.own_amount is not None:
            return Due(monthly=self.own_amount)
        facts = self.person.facts(number)
        if by != number:
            before = self.person.facts(by)
            facts = facts._replace(retired=before.retired, age=before.age)
        a_day = first_day(number)
        if self.own_rate is not None and not facts.retired:
            return self.of_base(self.own_rate, by, a_day, facts)
        rule = self.book.value_or_none("account_credit", facts, a_day)
        if rule is None:
            return None
        if "rate_of_base" in rule:
            part = rule["rate_of_base"]
            rate = part["rate"] - (part["less"]["rate"] if part.get("less") else 0)
            return self.of_base(rate, by, a_day, facts)
        if "fixed_monthly" in rule:
            part = rule["fixed_monthly"]
            return Due(monthly=part["amount"] - (part["less"]["amount"] if part.get("less") else 0) + ZERO)
        if "fixed_yearly" in rule:
            return Due(yearly=rule["fixed_yearly"]["amount"] + ZERO)
        if "no_account" in rule:
            return NOTHING
        return None

    def of_base(self, rate, by, a_day, facts):
        base = self.person.base(by, self.book, first_day(by), self.person.facts(by))
        return None if base is None else Due(monthly=times(base, rate))

    def sum(self, numbers):
        """The dues of months that earn, neighbours with the same due as one; None if one is not
        known."""
        total, run, previous = ZERO, [], None
        for number in list(numbers) + [None]:
            due = None if number is None else self.due(number)
            if number is not None and due is None:
                return None
            if run and (number is None or number != previous + 1 or due != run[0]):
                total += run[0].of_months(len(run))
                run = []
            if number is not None:
                run.append(due)
                previous = number
        return total


def pays(balance, payable):
    return min(at_least_zero(balance), at_least_zero(payable))
