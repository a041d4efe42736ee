"""Random bills: kinds, places and amounts near what the rules of the area turn on."""

from datetime import timedelta
from decimal import Decimal

FEN = Decimal("0.01")
HOWS = ("natural", "assisted", "difficult", "caesarean", "ended")
ARRANGEMENTS = ("filed_residence", "referred", "emergency", "filed_temporary", "unfiled")
REGIONS = ("other_county", "same_province", "other_province")


def bills(pick, place, kind, first, last):
    """The bills of a person between two days."""
    days = (last - first).days + 1
    count = pick.choices((0, 1, 2, 3, 4, 6, 10), (8, 22, 22, 18, 14, 10, 6))[0]
    themes = [b for b in ("outpatient", "inpatient", "chronic", "maternity") if kind in place.spoken[b]]
    theme = pick.choice(themes + ["mixed"])
    made = []
    focus = pick.randrange(days)
    for _ in range(count):
        if made and pick.random() < 0.1:
            date = made[-1]["date"]
        elif pick.random() < 0.7:
            near = min(days - 1, max(0, focus + pick.randrange(-90, 90)))
            date = (first + timedelta(days=near)).isoformat()
        else:
            date = (first + timedelta(days=pick.randrange(days))).isoformat()
        made.append(bill(pick, place, kind, theme, date))
    if pick.random() < 0.8:
        made.sort(key=lambda b: b["date"])
    return made


def bill(pick, place, kind, theme, date):
    what = one_kind(pick, place, kind, theme)
    made = {"date": date, "kind": what}
    benefit = {"pharmacy": "outpatient", "prenatal": "maternity", "delivery": "maternity"}.get(what, what)
    if what in ("outpatient", "inpatient", "delivery"):
        made["level"] = level(pick, place, benefit, kind)
    elif pick.random() < (0.35 if what == "pharmacy" else 0.8):
        made["level"] = level(pick, place, benefit, kind)
    if what == "chronic":
        known = place.schemes.get(kind) or ["chronic"]
        made["scheme"] = pick.choice(known) if pick.random() < 0.97 else "hypertension"
    elif what == "delivery":
        made["delivery"] = birth(pick)
    elif what == "inpatient" and pick.random() < 0.12:
        made["stay"] = pick.randint(1, 5)
    if what in ("outpatient", "pharmacy", "inpatient") and pick.random() < (
            0.3 if place.elsewhere.get(kind) else 0.03):
        made["elsewhere"] = elsewhere(pick, place, kind, what)
    elif what in ("chronic", "delivery") and pick.random() < 0.03:
        made["elsewhere"] = elsewhere(pick, place, kind, what)
    eligible = amount(pick, place.amounts[benefit][kind], benefit)
    total = eligible
    if pick.random() < 0.3:
        for part in ("own_paid", "over_limit", "first_own"):
            if pick.random() < 0.5:
                own = Decimal(pick.randrange(0, 30000)) * FEN
                made[part] = str(own)
                total += own
    made["total"] = str(total)
    return made


def level(pick, place, benefit, kind):
    """A level, mostly one that the rules on the benefit name."""
    named = [at for at in place.at[benefit][kind] if at in place.levels]
    return pick.choice(named if named and pick.random() < 0.93 else place.levels)


def one_kind(pick, place, kind, theme):
    if theme == "mixed" or pick.random() < 0.15:
        said = {benefit: 8 if kind in kinds else 1 for benefit, kinds in place.spoken.items()}
        weights = (4 * said["outpatient"], said["outpatient"], 4 * said["inpatient"],
                   said["chronic"], said["maternity"], said["maternity"])
        kinds = ("outpatient", "pharmacy", "inpatient", "chronic", "prenatal", "delivery")
        return pick.choices(kinds, weights)[0]
    if theme == "outpatient":
        sold = "pharmacy" in place.at["outpatient"][kind]
        return "pharmacy" if pick.random() < (0.3 if sold else 0.04) else "outpatient"
    if theme == "maternity":
        return pick.choice(("prenatal", "delivery"))
    return theme


def elsewhere(pick, place, kind, what):
    """Away from home, mostly in a way that the area's rules speak of."""
    care = "inpatient" if what == "inpatient" else "outpatient"
    known = [entry for entry in place.elsewhere.get(kind, ()) if entry["care"] == care]
    if known and pick.random() < 0.85:
        entry = pick.choice(known)
        return {"arrangement": pick.choice(entry["arrangements"]), "region": pick.choice(entry["regions"])}
    return {"arrangement": pick.choice(ARRANGEMENTS), "region": pick.choice(REGIONS)}


def birth(pick):
    made = {"how": pick.choice(HOWS)}
    if made["how"] == "ended":
        months = pick.randint(1, 8)
    else:
        months = pick.randint(6, 10)
    if pick.random() < 0.95:
        made["months"] = months
    if pick.random() < 0.25:
        made["children"] = pick.randint(1, 3)
    return made


def amount(pick, known, benefit):
    """An amount near a threshold of the rules, or any."""
    if known and pick.random() < 0.62:
        base = Decimal(pick.choice(known))
        way = pick.random()
        if way < 0.35:
            value = base + pick.choice((-1, 0, 1)) * FEN
        elif way < 0.6:
            value = base + Decimal(pick.choice(known)) + pick.choice((-1, 0, 1)) * FEN
        elif way < 0.8:
            share = Decimal(pick.randrange(50, 100, 5)) * FEN
            value = (base / share).quantize(FEN) + pick.choice((-1, 0, 1, 5000)) * FEN
        else:
            value = base + Decimal(pick.randrange(0, 500000)) * FEN
    else:
        top = {"inpatient": 6.2, "maternity": 4.2}.get(benefit, 4.4)
        value = Decimal(int(10 ** pick.uniform(2.5, top + 2))) * FEN
    return min(max(value, Decimal(0)), Decimal(5000000))
