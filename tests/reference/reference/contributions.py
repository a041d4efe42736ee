"""What is paid in: contributions by the base, tiers of flexible employment, premiums of residents."""

from .calendar import first_day, month_text
from .money import ZERO, times
from .policy import UNKNOWN, look_up


def contributions(person, book, last):
    """The parts for every listed month of the ledger, neighbours with the same rules together."""
    rows = []
    for part in person.stretches:
        previous = None
        for number in range(max(part.first, person.ledger_from), min(part.last, last) + 1):
            if person.retired(number):
                previous = None
                continue
            key, row = of_month(person, book, part, number)
            if key == previous:
                rows[-1]["to"] = month_text(number)
                continue
            previous = key
            rows.append({"contribution": part.index, "from": month_text(number),
                         "to": month_text(number), **row})
    return rows


def of_month(person, book, part, number):
    facts, a_day = person.facts(number), first_day(number)
    base = person.base(number, book, a_day, facts)
    topic = "flexible_contribution" if facts.kind == "flexible" else "contribution_rate"
    rule = book.choose(topic, facts, a_day)
    if isinstance(rule, str):
        shares = rule
    elif topic == "contribution_rate":
        shares = [share for p in rule.value["parts"] for share in of_part(p, base)]
    else:
        shares = of_tier(rule.value["tiers"], facts, base)
    bounds = book.choose("contribution_base", facts, a_day)
    rules = tuple(None if isinstance(r, str) else r.name for r in (rule, bounds))
    key = facts.kind, facts.tier, rules, base, None if isinstance(shares, str) else str(shares)
    return key, {"base": base, "shares": None if isinstance(shares, str) else shares}


def of_part(part, base):
    made = []
    if part.get("rate") is not None:
        made.append(share(part, "month", times(base, part["rate"])))
    if part.get("monthly") is not None:
        made.append(share(part, "month", part["monthly"]))
    if part.get("yearly") is not None:
        made.append(share(part, "year", part["yearly"]))
    return made


def share(part, per, amount):
    return {"payer": part["payer"], "purpose": part["purpose"], "per": per, "amount": amount + ZERO}


def of_tier(tiers, facts, base):
    if len(tiers) == 1 and None in (tiers[0].get("tier"), facts.tier):
        tier = tiers[0]
    elif facts.tier is None:
        return "needs_input"
    else:
        tier = next((t for t in tiers if t.get("tier") == facts.tier), None)
    if tier is None:
        return "not_listed"
    whole = {"payer": "person", "purpose": "basic"}
    summed = tier.get("monthly") is not None or tier.get("yearly") is not None
    if tier.get("rate") is not None and (not summed or tier.get("base") is not None):
        own = tier.get("base")
        if own is None:
            own = base
            if own is not None and tier.get("base_floor") is not None:
                own = max(own, tier["base_floor"])
            if own is not None and tier.get("base_ceiling") is not None:
                own = min(own, tier["base_ceiling"])
        monthly = times(own, tier["rate"])
        by_year = tier.get("yearly") is not None and tier["yearly"] == monthly * 12
        made = [share(whole, "year", tier["yearly"]) if by_year else share(whole, "month", monthly)]
        return made + [s for extra in tier.get("extras") or () for s in of_part(extra, base)]
    if tier.get("monthly") is not None:
        return [share(whole, "month", tier["monthly"])]
    if tier.get("yearly") is not None:
        return [share(whole, "year", tier["yearly"])]
    return "not_listed"


def premiums(person, book, last):
    """Premium and subsidy of each calendar year in which the person is a resident."""
    rows = []
    for year in range(person.ledger_from // 12, last // 12 + 1):
        months = range(max(person.ledger_from, year * 12), min(last, year * 12 + 11) + 1)
        residents = [m for m in months if person.facts(m).kind == "resident"]
        if not residents:
            continue
        first = year * 12
        whole = range(first, residents[0] + 1)
        then = next(f for f in map(person.facts, whole) if f.kind == "resident")
        facts = person.facts(first)._replace(kind="resident", group=then.group, tier=then.tier)
        rule = book.value_or_none("resident_premium", facts, first_day(first))
        row = {"year": month_text(first), "premium": None, "subsidy": None}
        if rule:
            found = {n: look_up(rule.get(n), facts, "pharmacy") for n in ("premium", "subsidy")}
            if UNKNOWN not in found.values():
                if isinstance(found["premium"], str):
                    found["subsidy"] = found["premium"]
                for name, figure in found.items():
                    row[name] = None if isinstance(figure, str) else figure + ZERO
        rows.append(row)
    return rows
