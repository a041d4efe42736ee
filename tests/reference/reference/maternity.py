"""Examinations before birth, deliveries, and the allowance for the leave."""

from .bill import Terms, plain
from .calendar import day, month_of
from .money import ONE, ZERO, ratio_of, times
from .policy import NOT_LISTED, UNKNOWN, Refused, look_up, segments

TOPIC = "maternity"


def rules(book, facts, a_day):
    found = [value for layer in book.side_by_side(TOPIC, facts, a_day) for value in layer]
    if not found:
        raise Refused(TOPIC, "no_rule")
    return found


def is_case(case, birth, how=None):
    """Whether an entry's case is the birth's; None where the months of pregnancy are asked for."""
    if (how or birth["how"]) not in case["deliveries"]:
        return False
    months, start, end = birth.get("months"), case.get("months_from"), case.get("months_before")
    if start is None and end is None:
        return True
    if months is None:
        return None
    return (start is None or months >= start) and (end is None or months < end)


def first_for(entries, birth, how=None):
    """The first entry for the birth; None where there is none, `Refused` where a fact is missing."""
    for entry in entries:
        fits = is_case(entry["case"], birth, how)
        if fits is None:
            raise Refused(TOPIC, UNKNOWN)
        if fits:
            return entry
    return None


def ratio_parts(table, case, place):
    if not table:
        return plain(ONE)
    parts = segments(table, case.facts, place)
    if isinstance(parts, str):
        raise Refused(TOPIC, parts)
    return parts


def limit_of(table, case, place):
    limit = look_up(table, case.facts, place)
    if table and isinstance(limit, str):
        raise Refused(TOPIC, limit)
    return limit


def prenatal(case):
    result = Terms()
    result.benefit, result.year = "prenatal", None
    result.place = place = case.level or "pharmacy"
    for value in rules(case.book, case.facts, case.day):
        if value.get("prenatal_limit") or value.get("prenatal_ratio"):
            break
    else:
        raise Refused(TOPIC, NOT_LISTED)
    result.segments = ratio_parts(value.get("prenatal_ratio"), case, place)
    result.caps.add("prenatal")
    limit = limit_of(value.get("prenatal_limit"), case, place)
    if not isinstance(limit, str):
        used = case.totals.under_cap("fund", "prenatal", None, "year", case.day)
        result.fund_left.append(limit - used)
    return result


def delivery(case):
    result = Terms()
    result.benefit, result.year = "delivery", case.benefit_year()
    result.place = place = case.level or "pharmacy"
    birth = case.expense["delivery"]
    entries = [e for v in rules(case.book, case.facts, case.day) for e in v.get("deliveries") or ()]
    entry = first_for(entries, birth)
    if entry is None:
        raise Refused(TOPIC, NOT_LISTED)
    result.segments = ratio_parts(entry.get("ratio"), case, place)
    limit = limit_of(entry.get("limit"), case, place)
    if not isinstance(limit, str):
        further = (birth.get("children") or 1) - 1
        if further and entry.get("rate_per_further_child") is not None:
            limit += times(limit, entry["rate_per_further_child"] * further)
        if further and entry.get("yuan_per_further_child") is not None:
            limit += entry["yuan_per_further_child"] * further
        result.fund_left.append(limit + ZERO)
    return result


def allowance(leave, person, book):
    """Days and sum of the allowance; `Refused` where a part is missing."""
    a_day, birth = day(leave["date"]), leave["birth"]
    facts = person.facts(month_of(a_day))
    found = [v["allowance"] for v in rules(book, facts, a_day) if v.get("allowance")]
    entries = [entry for value in found for entry in value.get("days") or ()]
    own = first_for([e for e in entries if not e.get("on_top")], birth)
    if own is not None:
        days = own["days"]
    else:
        natural = first_for([e for e in entries if not e.get("on_top")], birth, "natural")
        added = first_for([e for e in entries if e.get("on_top")], birth)
        if natural is None or added is None:
            raise Refused(TOPIC, NOT_LISTED)
        days = natural["days"] + added["days"]
    further = (birth.get("children") or 1) - 1
    if further:
        days += told(found, "days_per_further_child") * further
    daily = told(found, "daily")
    wage = leave["wage"]
    if daily == "month_by_30":
        amount = ratio_of(wage, days, 30)
    elif daily == "month_by_30_4":
        amount = ratio_of(wage, days * 10, 304)
    else:
        amount = ratio_of(wage, days * 12, 365)
    return days, amount


def told(found, name):
    for value in found:
        if value.get(name) is not None:
            return value[name]
    raise Refused(TOPIC, NOT_LISTED)
