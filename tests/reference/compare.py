"""Compares two answers to a situation, figure by figure."""

from decimal import Decimal

FIGURES = ("eligible", "paid_first", "not_covered", "borne_first", "beyond_cap", "shared",
           "fund_by_ratio", "fund", "supplement", "serious_illness", "own_share", "account", "cash",
           "person")


def amount(value):
    """An amount of the program's answer, with or without its step; nothing where it is absent."""
    if isinstance(value, dict):
        value = value["cost"]["amount"] if "cost" in value else value["amount"]
    return Decimal(value or 0)


def differences(ours, theirs):
    """What differs, as `(where, ours, theirs)`, `ours` the reference's."""
    found = []

    def same(where, mine, other):
        if mine != other:
            found.append((where, mine, other))

    if "error" in ours or "error" in theirs:
        same("error", ours.get("error"), theirs.get("error"))
        return found
    account = theirs["account"]
    balance = {name: amount(value) for name, value in account["balance"].items()}
    same("balance", ours["balance"], balance)
    same("ledger", [entry(e) for e in ours["ledger"]], [entry(e) for e in account["ledger"]])
    for index, (mine, other) in enumerate(zip(ours["expenses"], theirs["expenses"])):
        settlements("expenses[%d]." % index, mine, other, same)
    same("years", sorted(map(str, ours["years"])), sorted(map(str, map(year, theirs["years"]))))
    same("contributions", ours["contributions"], list(map(paid_in, theirs.get("contributions") or ())))
    same("premiums", ours["premiums"], list(map(premium, theirs.get("premiums") or ())))
    same("maternity_allowance", leave(ours["maternity_allowance"]),
         their_leave(theirs.get("maternity_allowance")))
    return found


def entry(e):
    kind = e["kind"] if isinstance(e["kind"], str) else next(iter(e["kind"]))
    return e["date"], kind, e["sub_account"], amount(e["amount"])


def settlements(where, mine, other, same):
    """The figures of one bill."""
    other = other or {}
    settlement = other.get("settlement")
    refused = mine is None or "refused" in mine
    same(where + "refused", refused, settlement is None)
    if refused or settlement is None:
        return
    mine = mine["settlement"]
    for name in FIGURES:
        same(where + name, mine[name], amount(settlement.get(name)))
    deductible = settlement.get("deductible") or {}
    same(where + "deductible", mine["deductible"], amount(deductible.get("applied")))
    if deductible:
        same(where + "threshold", mine["threshold"], amount(deductible["threshold"]))
        same(where + "met_before", mine["met_before"], amount(deductible["met_before"]))
    if mine["year"] is not None:
        same(where + "year", mine["year"], settlement["year"])
    same(where + "still_missing", mine["still_missing"], amount(deductible.get("still_missing")))
    same(where + "place", mine["place"], settlement["place"])
    if settlement.get("bands"):
        theirs = [[amount(b["cost"]), Decimal(b["ratio"]), amount(b["fund"])] for b in settlement["bands"]]
        same(where + "bands", [band for band in mine["bands"] if band[0]],
             [band for band in theirs if band[0]])


def year(row):
    benefit = row.get("benefit", "outpatient_pool")
    return {
        "benefit": benefit + ":" + row["scheme"] if "scheme" in row else benefit,
        "from": row.get("from"),
        "to": row.get("to"),
        "deductible_met": amount(row.get("deductible_met")),
        "fund_paid": amount(row.get("fund_paid")),
        "person_paid": amount(row.get("person_paid")),
    }


def paid_in(row):
    shares = row.get("shares")
    return {
        "contribution": row["contribution"], "from": row["from"], "to": row["to"],
        "base": None if row.get("base") is None else amount(row["base"]),
        "shares": None if shares is None else [
            {"payer": s["payer"], "purpose": s["purpose"], "per": s["per"],
             "amount": amount(s["amount"])} for s in shares],
    }


def premium(row):
    made = {"year": row["year"]}
    for name in ("premium", "subsidy"):
        made[name] = None if row.get(name) is None else amount(row[name])
    return made


def leave(mine):
    return None if mine is None or "refused" in mine else (mine["days"], mine["amount"])


def their_leave(other):
    if not other or other.get("amount") is None:
        return None
    return other["days"], amount(other["amount"])
