"""A bill with what its benefit needs to find its terms: the person of the day, the place, the rules."""

from . import elsewhere
from .calendar import day, month_of, year_start
from .policy import Refused

CARE = {"outpatient": "outpatient", "pharmacy": "outpatient", "chronic": "outpatient",
        "prenatal": "outpatient", "inpatient": "inpatient", "delivery": "inpatient"}


class Case:
    def __init__(self, expense, bill, person, book, totals, provided):
        self.expense, self.bill = expense, bill
        self.kind, self.level = expense["kind"], expense.get("level")
        self.day = day(expense["date"])
        self.month = month_of(self.day)
        self.facts = person.facts(self.month)
        self.book, self.totals, self.provided = book, totals, provided
        self.away = None

    @property
    def care(self):
        return CARE[self.kind]

    def look_elsewhere(self):
        """Finds what changes away from home; `Refused` where no entry tells."""
        where = self.expense.get("elsewhere")
        if where and self.kind in ("outpatient", "pharmacy", "inpatient"):
            self.away = elsewhere.find(self.book, self.facts, self.day, self.care, where)

    def benefit_year(self):
        rule = self.book.value_or_none("benefit_year", self.facts, self.day)
        return year_start(self.month, rule["starts_in"] if rule else 1)

    def take_ratio(self, terms, home, by_year):
        """Sets segments and position; `home` is a function for the ratio at home."""
        parts, own = None, False
        if self.away:
            parts = elsewhere.own_ratio(self.away, self.facts, terms.place)
            own = parts is not None
        if parts is None:
            parts = home()
        if self.away:
            parts = elsewhere.change_ratio(self.away, self.facts, terms.place, parts)
        terms.segments = parts
        if by_year and not own:
            terms.position = self.totals.counted(terms.benefit, terms.year)

    def take_deductible(self, terms, home):
        """Sets threshold, what was met before, and what a yearly maximum leaves."""
        if self.away:
            terms.threshold = elsewhere.change_deductible(
                self.away, self.facts, terms.place, self.bill.eligible, home.threshold)
            terms.first_own = elsewhere.figure(self.away, "first_own", self.facts, terms.place)
        else:
            terms.threshold = home.threshold()
        terms.met_before = home.met_before()
        terms.per = home.per
        terms.year_left = home.year_left()


__all__ = ["Case", "Refused"]
