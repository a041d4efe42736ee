"""Whether a bill falls into a break, or into a wait after joining, returning or late enrolment."""

from datetime import date, timedelta

from .calendar import day, first_day, month_of, months_later

BREAK_TERMS = ("pays_in_break", "grace_months", "after_longer", "at_first")


class Waiting:
    def __init__(self, person, book, enrolment):
        self.person, self.book = person, book
        self.enrolment = enrolment

    def terms(self, facts, a_day, care):
        """The terms of the day for the kind of care, by layer."""
        layers = self.book.side_by_side("waiting", facts, a_day)
        return [
            [
                value["terms"]
                for value in layer
                if value.get("terms") and value["terms"].get("care") in (None, care)
            ]
            for layer in layers
        ]

    def not_covered(self, a_day, care):
        """Whether the fund does not pay for a bill of the day."""
        facts = self.person.facts(month_of(a_day))
        layers = self.terms(facts, a_day, care)
        if facts.kind != "resident" and not facts.retired:
            for layer in layers:
                if any(terms.get(name) is not None for terms in layer for name in BREAK_TERMS):
                    if self.in_break(a_day, layer) or self.after_break(a_day, layer):
                        return True
                    break
        return self.late_enrolment(a_day, [terms for layer in layers for terms in layer])

    # Breaks.

    def broken(self, number):
        """Whether a month belongs to a break: not paid, between listed stretches, or arrived late."""
        part = self.person.stretch(number)
        if part:
            return not part.paid or self.person.late(number)
        listed = self.person.stretches
        return bool(listed) and listed[0].first < number < listed[-1].last

    def arrived(self, a_day):
        """Whether the contribution of a bill's month had arrived by the bill's day."""
        part = self.person.stretch(month_of(a_day))
        return part is None or part.paid_on is None or part.paid_on <= a_day

    def length(self, number):
        """The months of the break around a month of it."""
        first = last = number
        while self.broken(first - 1):
            first -= 1
        while self.broken(last + 1):
            last += 1
        return last - first + 1

    def in_break(self, a_day, layer):
        number = month_of(a_day)
        if not self.broken(number) and self.arrived(a_day):
            return False
        covered = told(layer, "pays_in_break")
        if self.person.late(number):
            grace = told(layer, "grace_months")
            length = self.length(number)
            if grace is not None and length <= grace:
                made_up = told(layer, "pays_in_break_made_up")
            else:
                made_up = told(layer, "pays_in_longer_break_made_up")
            if made_up is not None:
                covered = made_up
        return covered is False

    def after_break(self, a_day, layer):
        number = month_of(a_day)
        if self.person.stretch(number) is None or self.broken(number) or not self.arrived(a_day):
            return False
        first = number
        while self.person.stretch(first - 1) is not None and not self.broken(first - 1):
            first -= 1
        wait = resumes = None
        if self.broken(first - 1):
            grace = told(layer, "grace_months")
            longer = self.length(first - 1) > (grace or 0)
            if longer:
                wait = told(layer, "after_longer")
            if wait is None:
                resumes = told(layer, "resumes_after_longer" if longer else "resumes")
        elif self.person.insured_since == first:
            wait = told(layer, "at_first")
        if wait is not None:
            start = first + (told(layer, "counts_from") == "month_after_payment")
            if "days" in wait:
                end = first_day(start) + timedelta(days=wait["days"])
            else:
                end = first_day(start + wait["months"])
            return a_day < end
        return resumes == "month_after_payment" and number == first

    # Enrolment.

    def late_enrolment(self, a_day, terms):
        if not self.enrolment or not self.enrolment.get("paid_on"):
            return False
        paid_on = day(self.enrolment["paid_on"])
        missed = self.enrolment.get("missed_years") or 0
        extra = told(terms, "months_per_missed_year") or 0
        waits = []
        nearest = next((each for each in terms if each.get("late_enrolment")), None)
        if nearest and self.is_late(a_day, paid_on, nearest):
            waits.append(nearest["late_enrolment"])
        if missed and told(terms, "after_missed_year"):
            waits.append(told(terms, "after_missed_year"))
        for wait in waits:
            if "days" in wait:
                end = paid_on + timedelta(days=wait["days"])
            else:
                end = months_later(paid_on, wait["months"] + extra * missed)
            if paid_on <= a_day < end:
                return True
        return False

    def is_late(self, a_day, paid_on, terms):
        if self.enrolment.get("late") is not None:
            return self.enrolment["late"]
        start = terms.get("late_enrolment_from")
        if start is not None:
            return paid_on >= start
        facts = self.person.facts(month_of(a_day))
        for year in (paid_on.year, paid_on.year + 1):
            premium = self.book.value_or_none("resident_premium", facts, date(year, 1, 1)) or {}
            opens, closes = premium.get("window_from"), premium.get("window_to")
            if opens is not None and closes is not None and opens <= paid_on <= closes:
                return False
        premium = self.book.value_known_on("resident_premium", facts, a_day) or {}
        closes = premium.get("window_to")
        return closes is not None and paid_on > closes


def told(terms, name):
    """What the first of the terms that tells it says."""
    for each in terms:
        if each.get(name) is not None:
            return each[name]
    return None
