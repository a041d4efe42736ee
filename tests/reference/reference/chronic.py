"""Outpatient care of chronic and special diseases: each scheme by itself."""

from . import inpatient
from .bill import Terms
from .money import ZERO
from .policy import Refused, look_up, segments

TOPIC = "chronic_outpatient"


def terms(case):
    scheme = find(case)
    result = Terms()
    result.benefit, result.year = "chronic:" + scheme["id"], case.benefit_year()
    result.place = place = case.level or "pharmacy"
    if scheme.get("ratio_as_inpatient"):
        ratio = lambda: inpatient.home_ratio(case, place)
    else:
        ratio = lambda: table_of(scheme.get("ratio"), case.facts, place)
    case.take_ratio(result, ratio, by_year=True)
    case.take_deductible(result, Deductible(case, result, scheme))
    take_cap(case, result, scheme)
    return result


def table_of(table, facts, place):
    parts = segments(table, facts, place)
    if isinstance(parts, str):
        raise Refused(TOPIC, parts)
    return parts


def find(case):
    layers = case.book.side_by_side(TOPIC, case.facts, case.day)
    for layer in layers:
        for value in layer:
            for scheme in value.get("schemes") or ():
                if scheme["id"] == case.expense["scheme"]:
                    return scheme
    raise Refused(TOPIC, "no_scheme")


class Deductible:
    def __init__(self, case, result, scheme):
        self.case, self.result, self.scheme = case, result, scheme

    def threshold(self):
        if not self.scheme.get("deductible"):
            return ZERO
        figure = look_up(self.scheme["deductible"], self.case.facts, self.result.place)
        if isinstance(figure, str):
            raise Refused(TOPIC, figure)
        return figure

    @property
    def per(self):
        return self.scheme.get("deductible_per") or "year"

    def met_before(self):
        return self.case.totals.borne(
            self.result.benefit, self.result.year, self.per, self.case.day)

    def year_left(self):
        return None


def take_cap(case, result, scheme):
    limit = look_up(scheme.get("cap"), case.facts, result.place)
    towards_stays = scheme.get("counts_towards_inpatient_cap")
    if not scheme.get("cap") and towards_stays:
        inpatient.take_caps(case, result)
        return
    result.caps.add(result.benefit)
    if towards_stays:
        result.caps.add(inpatient.BENEFIT)
    if isinstance(limit, str):
        return
    per = scheme.get("cap_per") or "year"
    what = "cost" if scheme.get("cap_counts") == "eligible_cost" else "fund"
    used = case.totals.under_cap(what, result.benefit, result.year, per, case.day)
    (result.cost_left if what == "cost" else result.fund_left).append(limit - used)
