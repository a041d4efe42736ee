"""Compares the reference with the cases worked by hand in tests/cases/: figures only."""

import glob
import json
import os
import sys
from datetime import date

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)

from reference import assess  # noqa: E402
from reference.policy import load  # noqa: E402

POLICIES = os.path.join(ROOT, "static", "policies")


def differences(expect, answer):
    """What differs from the figures that a case names."""
    found = []

    def same(where, wanted, got):
        if wanted != got:
            found.append("%s: %s worked by hand, %s reckoned" % (where, wanted, got))

    for name, wanted in expect.get("balance", {}).items():
        same("balance." + name, wanted, str(answer["balance"].get(name)))
    if "ledger" in expect:
        names = ("date", "kind", "sub_account", "amount")
        same("ledger", [[e[n] for n in names] for e in expect["ledger"]],
             [[str(e[n]) for n in names] for e in answer["ledger"]])
    for index, (wanted, got) in enumerate(zip(expect.get("expenses", ()), answer["expenses"])):
        where = "expenses[%d]." % index
        same(where + "refused", wanted["outcome"] == "refused", "refused" in got)
        for name, figure in wanted.items():
            settlement = got.get("settlement", {})
            if name in settlement and isinstance(figure, str) and figure != "absent":
                same(where + name, figure, str(settlement[name]))
    return found


def main():
    policies, passed, failed = {}, 0, 0
    for path in sorted(glob.glob(os.path.join(ROOT, "tests", "cases", "*", "*.json"))):
        with open(path, encoding="utf-8") as file:
            case = json.load(file)
        area = case["situation"]["area"]
        if area not in policies:
            policies[area] = load(POLICIES, area)
        answer = assess(policies[area], case["situation"], date.fromisoformat(case["today"]))
        found = differences(case["expect"], answer)
        passed, failed = passed + (not found), failed + bool(found)
        for line in found:
            print("%s: %s" % (os.path.relpath(path, ROOT), line))
    print("test result: %s. %d passed; %d failed; 0 ignored" % (
        "FAILED" if failed else "ok", passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
