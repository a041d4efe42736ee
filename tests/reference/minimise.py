"""Makes a situation smaller while what differs stays."""

import copy

LISTS = ("expenses", "contributions", "movements", "changes", "accept_doubtful")
OPTIONAL = ("birth", "retired_on", "group", "tier", "family_doctor", "insured_since", "closed_on",
            "enrolment", "maternity_leave", "provided", "changes", "contributions", "movements",
            "expenses", "accept_doubtful")
OF_BILL = ("stay", "elsewhere", "level", "own_paid", "over_limit", "first_own")


def smaller(situation):
    """Situations with one thing less."""
    for name in OPTIONAL:
        if name in situation:
            less = copy.deepcopy(situation)
            del less[name]
            yield less
    for name in LISTS:
        for index in range(len(situation.get(name) or ()) - 1, -1, -1):
            less = copy.deepcopy(situation)
            del less[name][index]
            yield less
    for name in situation.get("provided") or ():
        less = copy.deepcopy(situation)
        del less["provided"][name]
        yield less
    for index, bill in enumerate(situation.get("expenses") or ()):
        for name in OF_BILL:
            if name in bill:
                less = copy.deepcopy(situation)
                del less["expenses"][index][name]
                yield less
    for index, part in enumerate(situation.get("contributions") or ()):
        for name in ("paid", "paid_on"):
            if name in part:
                less = copy.deepcopy(situation)
                del less["contributions"][index][name]
                yield less


def minimise(situation, differing, differ):
    """The smallest situation found, and what differs in it; `differ` says what does."""
    going = True
    while going:
        going = False
        for less in smaller(situation):
            try:
                still = differ(less)
            except Exception:
                continue
            if still:
                situation, differing, going = less, still, True
                break
    return situation, differing
