"""Visits and pharmacies: what the rules say of a bill."""

from . import inpatient
from .bill import Supplement, Terms, plain
from .money import ZERO
from .policy import NOT_LISTED, Refused, look_up, segments

BENEFIT = "outpatient_pool"


def terms(case):
    """The terms of a visit or a pharmacy; `Refused` where a figure is missing."""
    facts, a_day = case.facts, case.day
    result = Terms()
    result.benefit, result.year = BENEFIT, case.benefit_year()
    own = case.provided
    rule = case.book.choose("outpatient_ratio", facts, a_day)
    ratio = None if isinstance(rule, str) else rule.value
    place = result.place = place_of(case, ratio)

    def home_ratio():
        if own.get("outpatient_ratio") is not None:
            return plain(own["outpatient_ratio"])
        if ratio is None:
            raise Refused("outpatient_ratio", rule)
        parts = segments(ratio["cells"], facts, place)
        if isinstance(parts, str):
            raise Refused("outpatient_ratio", parts)
        return parts

    case.take_ratio(result, home_ratio, by_year=True)

    home = Deductible(case, result)
    case.take_deductible(result, home)
    take_cap(case, result)
    if inpatient.counts_visits(case, place):
        result.serious = lambda own_part: inpatient.serious_illness(case, result, own_part)
    return result


def place_of(case, ratio):
    if case.kind != "pharmacy":
        return case.level
    own = case.provided.get("outpatient_ratio") is not None
    if not own and ratio and ratio.get("pharmacy_as_prescriber"):
        if segments(ratio["cells"], case.facts, "pharmacy") == NOT_LISTED:
            if case.level is None:
                raise Refused("outpatient_ratio", "needs_input")
            return case.level
    return "pharmacy"


class Deductible:
    """That at home: its threshold, the stretch it runs over, and its yearly maximum."""

    def __init__(self, case, result):
        self.case, self.place, self.year = case, result.place, result.year
        self.own = case.provided.get("outpatient_deductible")
        self.rule = case.book.choose("outpatient_deductible", case.facts, case.day)

    @property
    def known(self):
        return self.own is not None or not isinstance(self.rule, str)

    @property
    def per(self):
        if self.own is not None:
            return "year"
        return self.rule.value.get("per") or "year" if self.known else "visit"

    def threshold(self):
        if self.own is not None:
            return self.own
        if not self.known:
            raise Refused("outpatient_deductible", self.rule)
        value = self.rule.value
        table = value["cells"]
        if value.get("later") and self.case.totals.of_year(BENEFIT, self.year):
            table = value["later"]
        figure = look_up(table, self.case.facts, self.place)
        if isinstance(figure, str):
            raise Refused("outpatient_deductible", figure)
        return figure

    def met_before(self):
        return self.case.totals.borne(BENEFIT, self.year, self.per, self.case.day)

    def year_left(self):
        if self.own is not None or not self.known or not self.rule.value.get("year_max"):
            return None
        most = look_up(self.rule.value["year_max"], self.case.facts, self.place)
        if isinstance(most, str):
            return None
        return most - self.case.totals.borne_in_year(BENEFIT, self.year)


def take_cap(case, result):
    facts, a_day, place, year = case.facts, case.day, result.place, result.year
    own = case.provided.get("outpatient_cap")
    if own is not None:
        result.caps.add(BENEFIT)
        result.fund_left.append(own - case.totals.under_cap("fund", BENEFIT, year, "year", a_day))
        return
    rule = case.book.value_or_none("outpatient_cap", facts, a_day)
    result.caps.add(BENEFIT)
    if rule is None or "none" in rule:
        return
    if "shared_with_inpatient" in rule:
        value = rule["shared_with_inpatient"]
        result.caps = {"inpatient"}
        limit = look_up(value["cells"], facts, place)
        if not isinstance(limit, str):
            used = case.totals.under_cap("fund", "inpatient", year, "year", a_day)
            result.fund_left.append(limit - used)
            if value.get("ratio_above") is not None:
                result.supplement = Supplement(value["ratio_above"], None)
        return
    what, left = ("fund", result.fund_left) if "fund_payment" in rule else ("cost", result.cost_left)
    value = rule["fund_payment"] if what == "fund" else rule["eligible_cost"]
    per = result.cap_per = value.get("per") or "year"
    if place in (value.get("uncapped") or ()):
        result.caps.clear()
    else:
        limit = look_up(value["cells"], facts, place)
        if not isinstance(limit, str):
            left.append(limit - case.totals.under_cap(what, BENEFIT, year, per, a_day))
    limit = look_up(value.get("of_which"), facts, place)
    if not isinstance(limit, str):
        places = [
            entry.get("at") for entry in value["of_which"] if place in (entry.get("at") or (place,))
        ]
        spent = case.totals.under_cap(what, BENEFIT, year, per, a_day, places[0])
        left.append(limit - spent)
    limit = look_up(value.get("of_a_bill"), facts, place)
    if not isinstance(limit, str):
        left.append(limit + ZERO)
