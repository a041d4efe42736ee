"""Who pays: what the account may pay of a bill, in which order, and which account."""

from .account import ACCUMULATED, CURRENT, WHOLE
from .money import at_least_zero
from .person import WITHOUT_ACCOUNT
from .policy import Refused

FIRST = "current_year_account_first"


class Way:
    """How a bill is paid."""

    def __init__(self):
        self.current_first = False
        self.account = None  # the account that pays in the end; None: none does
        self.inside = self.outside = False
        self.deductible_too = True


def way(case, account):
    """How the bill is paid; `Refused` where that is not known and would matter."""
    result = Way()
    if case.facts.kind in WITHOUT_ACCOUNT:
        return result
    use = case.book.choose("account_use", case.facts, case.day)
    if isinstance(use, str):
        if not account.known_empty():
            raise Refused("account_use", use)
    else:
        result.inside = use.value["in_policy_range"]
        result.outside = use.value["outside_policy_range"]
        if case.provided.get("account_pays_outside_range") is not None:
            result.outside = case.provided["account_pays_outside_range"]
    if case.kind in ("inpatient", "prenatal", "delivery"):
        stays(case, account, result)
    else:
        visits(case, account, result)
    return result


def visits(case, account, result):
    order = case.book.choose("payment_order", case.facts, case.day)
    result.account = account.current
    if order == "no_rule":
        return
    if isinstance(order, str) or not account.two:
        if not account.known_empty():
            raise Refused("payment_order", order if isinstance(order, str) else "one_account")
        return
    value = order.value[FIRST]
    result.current_first = True
    result.account = ACCUMULATED
    result.deductible_too = bool(value["accumulated_pays_deductible"])


def stays(case, account, result):
    if not account.two:
        result.account = WHOLE
        return
    rule = case.book.value_or_none("payment_order", case.facts, case.day)
    if rule and rule[FIRST].get("stays"):
        result.account = ACCUMULATED
    elif not account.known_empty():
        account.has_gap = True


def pay_first(bill, account):
    """Step 2."""
    bill.paid_first = min(at_least_zero(account.balance(CURRENT)), bill.eligible)
