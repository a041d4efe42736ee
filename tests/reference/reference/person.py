"""The person over time: kind of insurance, group and tier, retirement, what was paid in and when."""

from collections import namedtuple

from .calendar import day, month, month_of
from .money import ZERO, yuan

WITHOUT_ACCOUNT = ("resident", "employee_pool_only")

Facts = namedtuple("Facts", "kind retired age birth retired_on group tier family_doctor")
Stretch = namedtuple("Stretch", "index first last base wage paid paid_on")


class Person:
    def __init__(self, situation):
        get = situation.get
        self.status = situation["status"]
        self.birth = month(get("birth")) if get("birth") else None
        self.retired_on = month(get("retired_on")) if get("retired_on") else None
        self.insured_since = month(get("insured_since")) if get("insured_since") else None
        self.family_doctor = get("family_doctor")
        self.versions = [(None, situation["insurance"], get("group"), get("tier"))]
        for change in get("changes") or []:
            self.versions.append(
                (month(change["from"]), change["insurance"], change.get("group"), change.get("tier"))
            )
        self.ledger_from = month(situation["ledger"]["from"])
        self.stretches = [
            Stretch(
                index,
                month(part["from"]),
                month(part["to"]),
                yuan(part["base"]) if part.get("base") is not None else None,
                yuan(part["wage"]) if part.get("wage") is not None else None,
                part.get("paid", True),
                day(part["paid_on"]) if part.get("paid_on") else None,
            )
            for index, part in enumerate(get("contributions") or [])
        ]
        self.known = {}

    def facts(self, number):
        """The person in a month."""
        if number not in self.known:
            _, kind, group, tier = [v for v in self.versions if v[0] is None or v[0] <= number][-1]
            age = None if self.birth is None else (number - self.birth) // 12
            self.known[number] = Facts(
                kind, self.retired(number), age, self.birth, self.retired_on, group, tier,
                self.family_doctor,
            )
        return self.known[number]

    def retired(self, number):
        return self.status == "retired" and (self.retired_on is None or number >= self.retired_on)

    def account_facts(self, number):
        """The person in a month, of the last kind that had an account, or the first that will."""
        facts = self.facts(number)
        if facts.kind not in WITHOUT_ACCOUNT:
            return facts
        kinds = [(v[0], v[1]) for v in self.versions if v[1] not in WITHOUT_ACCOUNT]
        if not kinds:
            return facts
        before = [kind for start, kind in kinds if start is None or start <= number]
        return facts._replace(kind=before[-1] if before else kinds[0][1])

    def has_account(self, number):
        return self.facts(number).kind not in WITHOUT_ACCOUNT

    def stretch(self, number):
        """The stretch of contributions that lists the month."""
        for part in self.stretches:
            if part.first <= number <= part.last:
                return part
        return None

    def last_stretch(self, number):
        """That of the month, or the last one that ended before it."""
        before = [part for part in self.stretches if part.first <= number]
        return before[-1] if before else None

    def paid(self, number):
        """Whether the month is paid; None where that is not known."""
        if self.retired(number):
            return True
        part = self.stretch(number)
        if part:
            return part.paid
        if number >= self.ledger_from:
            return False
        return None if self.insured_since is None else self.insured_since <= number

    def late(self, number):
        """Whether the month's contribution arrived in a later month."""
        part = self.stretch(number)
        return bool(
            part and part.paid and part.paid_on and month_of(part.paid_on) > number
            and not self.retired(number)
        )

    def arrived_by(self, number, a_day):
        return not self.late(number) or self.stretch(number).paid_on <= a_day

    def earns(self, number):
        """Whether the month earns a credit; None where that is not known."""
        return self.paid(number) if self.has_account(number) else False

    def base(self, number, book, a_day, facts):
        """The contribution base of a month; None where none is given."""
        part = self.last_stretch(number)
        if part is None:
            return None
        if part.wage is None:
            return part.base
        return bounded_wage(part.wage, book.value_or_none("contribution_base", facts, a_day))


def bounded_wage(wage, bounds):
    """The wage within floor and ceiling, where they are known."""
    if bounds:
        if bounds.get("floor") is not None:
            wage = max(wage, bounds["floor"])
        if bounds.get("ceiling") is not None:
            wage = min(wage, bounds["ceiling"])
    return wage + ZERO
