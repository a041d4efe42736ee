"""Stays in hospital: deductible by stay, ratio by segment and age, caps, serious illness."""

from .bill import Supplement, Terms, plain
from .money import ONE, ZERO, at_least_zero, times
from .policy import NOT_LISTED, Refused, holds, look_up, segments

BENEFIT = "inpatient"


def terms(case):
    result = Terms()
    result.benefit, result.year = BENEFIT, case.benefit_year()
    result.place = (case.away or {}).get("as_at") or case.level
    case.take_ratio(result, lambda: home_ratio(case, result.place), by_year=by_year(case))
    case.take_deductible(result, Deductible(case, result))
    take_caps(case, result)
    result.serious = lambda own_part: serious_illness(case, result, own_part)
    return result


def by_year(case):
    """Whether segments go by the cost of the year."""
    rule = case.book.value_or_none("inpatient_ratio", case.facts, case.day)
    return not rule or rule.get("segments_per") != "stay"


def home_ratio(case, place):
    own = case.provided.get("inpatient_ratio")
    if own is not None:
        return plain(own)
    rule = case.book.value("inpatient_ratio", case.facts, case.day)
    parts = segments(rule["cells"], case.facts, place)
    if isinstance(parts, str):
        raise Refused("inpatient_ratio", parts)
    if rule.get("added_by_age"):
        added = look_up(rule["added_by_age"], case.facts, place)
        if added not in (NOT_LISTED,):
            if isinstance(added, str):
                raise Refused("inpatient_ratio", added)
            parts = [(above, up_to, min(ratio + added, ONE)) for above, up_to, ratio in parts]
    return parts


class Deductible:
    def __init__(self, case, result):
        self.case, self.place, self.year = case, result.place, result.year
        self.own = case.provided.get("inpatient_deductible")
        self.rule = case.book.choose("inpatient_deductible", case.facts, case.day)
        earlier = case.totals.of_year(BENEFIT, self.year)
        if self.known and self.own is None and self.rule.value.get("further_at_same_level"):
            earlier = [record for record in earlier if record.place == self.place]
        self.stay = case.expense.get("stay") or len(earlier) + 1

    @property
    def known(self):
        return self.own is not None or not isinstance(self.rule, str)

    @property
    def per_year(self):
        return self.own is None and self.known and self.rule.value.get("per") == "year"

    @property
    def per(self):
        return "year" if self.per_year else "visit"

    def threshold(self):
        if self.own is not None:
            return self.own
        if not self.known:
            raise Refused("inpatient_deductible", self.rule)
        rule = self.rule.value
        if self.per_year:
            return self.figure(rule["first"])
        return self.of_stay(rule)

    def figure(self, table):
        value = look_up(table, self.case.facts, self.place)
        if isinstance(value, str):
            raise Refused("inpatient_deductible", value)
        return value

    def of_stay(self, rule):
        stay, said = self.stay, rule.get
        first = self.figure(rule["first"])
        further = ("second", "second_factor", "third", "later", "later_factor", "step_down", "floor")
        if stay == 1 or not any(said(name) not in (None, []) for name in further):
            return first
        if stay == 2:
            figure = self.listed(said("second"))
            if figure is not None:
                return figure
            if said("second_factor") is not None:
                return times(first, rule["second_factor"])
        figure = self.listed(said("third")) if stay == 3 else None
        if figure is None:
            figure = self.listed(said("later"))
        if figure is not None:
            return figure
        if said("later_factor") is not None:
            return times(first, rule["later_factor"])
        if said("step_down") is not None:
            least = self.figure(rule["floor"]) if said("floor") else ZERO
            return max(least, first - rule["step_down"] * (stay - 1))
        raise Refused("inpatient_deductible", NOT_LISTED)

    def listed(self, table):
        """The figure of a table where it lists the place."""
        if not table or look_up(table, self.case.facts, self.place) == NOT_LISTED:
            return None
        return self.figure(table)

    def met_before(self):
        if not self.per_year:
            return ZERO
        return self.case.totals.borne(BENEFIT, self.year, "year", self.case.day)

    def year_left(self):
        if self.own is not None or not self.known or self.rule.value.get("year_max") is None:
            return None
        borne = self.case.totals.borne_in_year(BENEFIT, self.year)
        return self.rule.value["year_max"] - borne


def take_caps(case, result):
    """The caps of stays; chronic schemes may be under them, too."""
    facts, a_day, place, year = case.facts, case.day, result.place, result.year
    result.caps.add(BENEFIT)
    used = lambda what: case.totals.under_cap(what, BENEFIT, year, "year", a_day)
    own = case.provided.get("inpatient_cap")
    if own is not None:
        result.fund_left.append(own - used("fund"))
        return
    rule = case.book.value_or_none("inpatient_cap", facts, a_day)
    if rule is None:
        return
    basic = look_up(rule.get("basic"), facts, place)
    total = look_up(rule.get("total"), facts, place)
    limit = basic if not isinstance(basic, str) else total
    if isinstance(limit, str):
        return
    if rule.get("counts") == "eligible_cost":
        result.cost_left.append(limit - used("cost"))
    else:
        result.fund_left.append(limit - used("fund"))
    if isinstance(basic, str):
        return
    for entry in rule.get("large_sum_ratio") or ():
        if place in (entry.get("at") or (place,)) and holds(entry.get("who") or {}, facts):
            result.supplement = Supplement(entry["value"], supplement_left(case, rule, basic, total, result))
            break


def supplement_left(case, rule, basic, total, result):
    limit = look_up(rule.get("large_sum"), case.facts, result.place)
    if isinstance(limit, str):
        if isinstance(total, str):
            return None
        limit = total - basic
    paid = case.totals.under_cap("supplement", BENEFIT, result.year, "year", case.day)
    return limit - paid


def serious_illness(case, result, own_part):
    """What insurance of serious illness pays of a stay's own part."""
    usable = insurance(case, result.place)
    if usable is None:
        return ZERO
    rule, threshold, parts = usable
    origin = threshold if rule.get("segments_from") == "threshold" else ZERO
    result.insured = True
    year = case.totals.of_year(BENEFIT, result.year)
    if rule.get("counts_visits"):
        year = year + case.totals.of_year("outpatient_pool", result.year)
    year = [record for record in year if record.insured]
    before = sum((record.own_part for record in year), ZERO)
    start, end = max(before, threshold) - origin, before + own_part - origin
    pays = ZERO
    for above, up_to, ratio in parts:
        low, high = max(start, above), end if up_to is None else min(end, up_to)
        if high > low:
            pays += times(high - low, ratio)
    cap = look_up(rule.get("cap"), case.facts, result.place)
    if not isinstance(cap, str):
        pays = min(pays, at_least_zero(cap - sum((r.serious for r in year), ZERO)))
    return pays


def insurance(case, place):
    """The rule on serious illness of the day, its threshold and segments; None where not usable."""
    rule = case.book.value_or_none("serious_illness", case.facts, case.day)
    if rule is None:
        return None
    threshold = look_up(rule.get("threshold"), case.facts, place)
    parts = segments(rule.get("ratio"), case.facts, place, from_nothing=False)
    if isinstance(threshold, str) or isinstance(parts, str):
        return None
    if parts[0][:2] != (0, None) and rule.get("segments_from") is None:
        return None
    return rule, threshold, parts


def counts_visits(case, place):
    """Whether insurance of serious illness counts visits of the day."""
    usable = insurance(case, place)
    return usable is not None and bool(usable[0].get("counts_visits"))
