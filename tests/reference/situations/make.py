"""One random situation of a place, from a seeded generator."""

from datetime import date, timedelta
from decimal import Decimal

from .bills import amount, bills, birth

FEN = Decimal("0.01")


def text(number):
    return "%04d-%02d" % (number // 12, number % 12 + 1)


def number(of):
    return int(of[:4]) * 12 + int(of[5:7]) - 1


def first_day(month):
    return date(month // 12, month % 12 + 1, 1)


def make(pick, place, two_accounts):
    """A situation; `two_accounts` tells whether one keeps two accounts."""
    kind = pick.choices(place.kinds, place.weights)[0] if pick.random() < 0.97 else pick.choice(
        ("employee", "flexible", "resident", "employee_pool_only"))
    made = {"area": place.code, "insurance": kind}
    first, as_of = ledger(pick, place, made)
    last = as_of.year * 12 + as_of.month - 1
    status(pick, place, made, first, last)
    if place.groups and pick.random() < 0.85:
        made["group"] = pick.choice(place.groups)
    if place.tiers and pick.random() < 0.85:
        made["tier"] = pick.choice(place.tiers)
    if pick.random() < (0.8 if place.family_doctor else 0.1):
        made["family_doctor"] = pick.random() < 0.5
    if pick.random() < 0.1:
        changes(pick, place, made, first, last)
    if kind != "resident" or pick.random() < 0.15 or made.get("changes"):
        contributions(pick, place, made, first, last)
    since(pick, made, first)
    made["expenses"] = bills(pick, place, kind, first_day(first), as_of)
    others(pick, place, made, first, as_of)
    if pick.random() < 0.9:
        if two_accounts(made):
            made["ledger"]["opening"] = {"separate": {
                "current_year": opening(pick), "accumulated": opening(pick).lstrip("-")}}
        else:
            made["ledger"]["opening"] = {"balance": opening(pick)}
    return made


def ledger(pick, place, made):
    """The months reckoned: mostly one or two years near the days on which rules change."""
    if place.days and pick.random() < 0.55:
        near = number(pick.choice(place.days)) + pick.randint(-3, 8)
        if near < number("2021-06") and pick.random() < 0.7:
            near = number("2024-01") + pick.randint(0, 30)
    else:
        near = number("2021-06") + pick.randint(0, 62)
    months = pick.choices((1, 3, 6, 12, 20, 30), (10, 16, 22, 28, 18, 6))[0] + pick.randint(0, 2)
    first = min(max(near - pick.randint(0, months), number("2014-01")), number("2026-11"))
    last = first + months - 1
    end = first_day(last + 1) - timedelta(days=1)
    if pick.random() < 0.3:
        end -= timedelta(days=pick.randint(0, end.day - 1))
    end = min(end, date(2027, 12, 31))
    made["ledger"] = {"from": text(first)}
    if pick.random() < 0.98 or first < number("2024-06"):
        made["ledger"]["as_of"] = end.isoformat()
        return first, end
    return first, date(2026, 11, 21)


def status(pick, place, made, first, last):
    made["status"] = "retired" if pick.random() < 0.35 else "in_service"
    if pick.random() < 0.93:
        if place.births and pick.random() < 0.3:
            made["birth"] = text(number(pick.choice(place.births)) + pick.randint(-1, 1))
        elif place.ages and pick.random() < 0.6:
            reached = pick.choice(place.ages) + pick.randint(0, 1)
            made["birth"] = text(pick.randint(first, last) - 12 * reached + pick.randint(-1, 1))
        else:
            age = pick.randint(46, 85) if made["status"] == "retired" else pick.randint(1, 59)
            made["birth"] = text(first - 12 * age - pick.randint(0, 11))
        if number(made["birth"]) < number("1920-01"):
            made["birth"] = "1940-05"
    if made["status"] == "retired" and pick.random() < 0.9:
        way = pick.random()
        if way < 0.3:
            month = pick.randint(first, last + 2)
        elif place.retirements and way < 0.7:
            month = number(pick.choice(place.retirements)) + pick.randint(-1, 1)
        else:
            month = first - pick.randint(1, 200)
        made["retired_on"] = text(month)


def changes(pick, place, made, first, last):
    months = sorted({pick.randint(first, last + 1) for _ in range(pick.choice((1, 1, 2)))})
    made["changes"] = []
    for month in months:
        change = {"from": text(month), "insurance": pick.choice(place.kinds)}
        if place.groups and pick.random() < 0.7:
            change["group"] = pick.choice(place.groups)
        if place.tiers and pick.random() < 0.7:
            change["tier"] = pick.choice(place.tiers)
        made["changes"].append(change)


def contributions(pick, place, made, first, last):
    """Stretches of months: mostly all of the ledger, sometimes before it, with breaks, paid late."""
    if pick.random() < 0.03:
        return
    month = first - pick.choice((0, 0, 0, 1, 6, 12, 14))
    if pick.random() < 0.15:
        month += pick.randint(1, 8)
    breaks = pick.random() < (0.5 if made["insurance"] in place.kinds_of_waiting else 0.3)
    made["contributions"] = []
    while month <= last:
        length = pick.choice((1, 2, 3, 5, 8, 12)) if breaks else pick.choice((6, 12, 40))
        part = {"from": text(month), "to": text(min(month + length - 1, last + pick.choice((0, 0, 3))))}
        part["wage" if pick.random() < 0.4 else "base"] = wage(pick, place)
        if breaks and pick.random() < 0.25:
            part["paid"] = False
        elif breaks and pick.random() < 0.35:
            arrived = first_day(number(part["to"]) + pick.choice((0, 1, 1, 2, 5, 9)))
            arrived += timedelta(days=pick.randint(0, 27))
            if arrived <= date(2027, 12, 31):
                part["paid_on"] = arrived.isoformat()
        made["contributions"].append(part)
        month = number(part["to"]) + 1
        if breaks and pick.random() < 0.4:
            month += pick.randint(1, 5)
    if not made["contributions"]:
        del made["contributions"]


def wage(pick, place):
    if place.bounds and pick.random() < 0.5:
        value = Decimal(pick.choice(place.bounds)) + pick.choice((-1, 0, 1, 30000)) * FEN
    else:
        value = Decimal(pick.randrange(150000, 4000000)) * FEN
        if pick.random() < 0.5:
            value = value.quantize(Decimal(1))
    return str(max(value, FEN))


def since(pick, made, first):
    if pick.random() < 0.5:
        starts = [number(part["from"]) for part in made.get("contributions", ())]
        before = first - pick.randint(0, 200)
        made["insured_since"] = text(pick.choice(starts) if starts and pick.random() < 0.35 else before)


def opening(pick):
    way = pick.random()
    if way < 0.35:
        return "0"
    if way < 0.42:
        return str(-Decimal(pick.randrange(1, 50000)) * FEN)
    return str(Decimal(pick.randrange(0, 600000)) * FEN)


def others(pick, place, made, first, as_of):
    days = (as_of - first_day(first)).days + 1
    some_day = lambda: (first_day(first) + timedelta(days=pick.randrange(days))).isoformat()
    kind = made["insurance"]
    if pick.random() < 0.15:
        made["movements"] = [movement(pick, some_day()) for _ in range(pick.randint(1, 3))]
    if pick.random() < 0.05:
        made["closed_on"] = some_day()
    if kind in place.kinds_of_waiting and pick.random() < (0.3 if kind == "resident" else 0.08):
        made["enrolment"] = enrolment(pick, place, made, first)
    if pick.random() < (0.12 if kind in place.kinds_of_maternity else 0.02):
        made["maternity_leave"] = {
            "date": some_day(), "birth": birth(pick), "wage": wage(pick, place)}
    if pick.random() < 0.14:
        made["provided"] = provided(pick, place, kind)
    if place.doubtful and pick.random() < 0.4:
        count = pick.randint(1, min(6, len(place.doubtful)))
        made["accept_doubtful"] = (
            list(place.doubtful) if pick.random() < 0.4 else pick.sample(place.doubtful, count))


def movement(pick, a_day):
    kind = pick.choice(("family", "premium", "payout", "transfer_in", "interest", "correction"))
    value = Decimal(pick.randrange(1, 80000)) * FEN
    if kind == "correction" and pick.random() < 0.5:
        value = -value
    return {"date": a_day, "kind": kind, "amount": str(value)}


def enrolment(pick, place, made, first):
    if place.windows and pick.random() < 0.5:
        paid_on = date.fromisoformat(pick.choice(place.windows)) + timedelta(days=pick.randint(-1, 40))
    elif made.get("expenses") and pick.random() < 0.7:
        before = pick.choice((0, 1, 30, 59, 60, 89, 90, 91, 92, 120, 150))
        paid_on = date.fromisoformat(pick.choice(made["expenses"])["date"]) - timedelta(days=before)
    else:
        paid_on = first_day(first) + timedelta(days=pick.randint(-120, 200))
    result = {"paid_on": paid_on.isoformat()}
    if pick.random() < 0.6:
        result["late"] = pick.random() < 0.8
    if pick.random() < 0.4:
        result["missed_years"] = pick.randint(0, 4)
    return result


def provided(pick, place, kind):
    made = {}
    outpatient, inpatient = place.amounts["outpatient"][kind], place.amounts["inpatient"][kind]
    choices = {
        "monthly_credit": lambda: str(Decimal(pick.randrange(0, 50000)) * FEN),
        "credit_rate": lambda: pick.choice(("0.02", "0.0275", "0.032", "0", "0.033")),
        "outpatient_deductible": lambda: str(amount(pick, outpatient[:4], "outpatient")),
        "outpatient_ratio": lambda: pick.choice(("0.5", "0.65", "0.725", "1", "0")),
        "outpatient_cap": lambda: str(amount(pick, outpatient, "outpatient")),
        "inpatient_deductible": lambda: str(amount(pick, inpatient[:4], "outpatient")),
        "inpatient_ratio": lambda: pick.choice(("0.8", "0.905", "1", "0.6")),
        "inpatient_cap": lambda: str(amount(pick, inpatient, "inpatient")),
        "account_pays_outside_range": lambda: pick.random() < 0.7,
    }
    for name in pick.sample(sorted(choices), pick.choice((1, 1, 2, 3))):
        made[name] = choices[name]()
    return made
