"""Compares the program with the reference over random situations.

python3 tests/reference/run.py --count 20000 --seed 1   (after the program's example is built)
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)

from compare import differences  # noqa: E402
from minimise import minimise  # noqa: E402
from open_questions import set_aside  # noqa: E402
from reference import assess  # noqa: E402
from reference.answer import Answer  # noqa: E402
from reference.policy import load  # noqa: E402
from situations import make, places  # noqa: E402

POLICIES = os.path.join(ROOT, "static", "policies")
TARGET = os.environ.get("CARGO_TARGET_DIR") or os.path.join(ROOT, "target")
PROGRAM = os.path.join(TARGET, "release", "examples", "assess_lines")
TODAY = date(2026, 11, 21)
BATCH = 500
SHOWN = 3  # situations shown in full for each class of difference


class Comparing:
    """What a process needs: the places, their policies, the program."""

    def __init__(self):
        self.places = places(POLICIES)
        self.policies = {place.code: load(POLICIES, place.code) for place in self.places}
        self.program = None

    def situation(self, seed, index):
        pick = random.Random("%s-%d" % (seed, index))
        place = pick.choice(self.places)
        return make(pick, place, self.two_accounts)

    def two_accounts(self, situation):
        return Answer(self.policies[situation["area"]], situation, TODAY).account.two

    def ours(self, situation):
        return assess(self.policies[situation["area"]], situation, TODAY)

    def theirs(self, situations):
        lines = "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in situations)
        done = subprocess.run(
            [PROGRAM, "--today", TODAY.isoformat(), "--policies", POLICIES],
            input=lines, stdout=subprocess.PIPE, text=True, check=True, encoding="utf-8")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def differ(self, situation):
        """What differs for one situation: asked again and again while it is made smaller."""
        if self.program is None:
            self.program = subprocess.Popen(
                [PROGRAM, "--today", TODAY.isoformat(), "--policies", POLICIES],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.program.stdin.write(json.dumps(situation, ensure_ascii=False) + "\n")
        self.program.stdin.flush()
        theirs = json.loads(self.program.stdout.readline())
        ours = self.ours(situation)
        if "error" in theirs or set_aside(ours):
            return []
        return differences(ours, theirs)


COMPARING = None


def begin():
    global COMPARING
    COMPARING = Comparing()


def kind_of(where):
    """The class of a difference: the figure, without the number of the bill."""
    return where.split("].")[-1]


def batch(task):
    """Compares one batch; counts, and the situations that differ."""
    seed, first, last, shrink = task
    counts, found = Counter(), []
    situations = [(index, COMPARING.situation(seed, index)) for index in range(first, last)]
    for (index, situation), theirs in zip(situations, COMPARING.theirs([s for _, s in situations])):
        if "error" in theirs:
            counts["wrong " + json.dumps(theirs["error"]["problem"])] += 1
            continue
        try:
            ours = COMPARING.ours(situation)
        except Exception as error:  # a fault of the reference is a difference as well
            found.append((index, "reference failed", situation, [("reference failed", repr(error), None)]))
            counts["differ"] += 1
            continue
        for reading in sorted(set_aside(ours)):
            counts["not compared: " + reading] += 1
            break
        if set_aside(ours):
            continue
        counts["compared"] += 1
        counts["bills"] += len(theirs["expenses"])
        counts["bills settled"] += sum("settlement" in e for e in theirs["expenses"] if e)
        differing = differences(ours, theirs)
        if differing:
            counts["differ"] += 1
            found.append((index, kind_of(differing[0][0]), situation, differing))
    shown, kept = Counter(), []
    for index, kind, situation, differing in found:
        shown[kind] += 1
        if shown[kind] <= shrink and kind != "reference failed":
            situation, differing = minimise(
                situation, differing,
                lambda s: [d for d in COMPARING.differ(s) if kind_of(d[0]) == kind])
        elif shown[kind] > shrink:
            situation = None
        kept.append((index, kind, situation, [] if situation is None else differing))
    return counts, kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, help="the situation of this number, in full")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    print("seed %s, %d situations, reckoned as on %s" % (options.seed, options.count, TODAY), flush=True)
    if options.only is not None:
        begin()
        one(options.seed, options.only)
        return 0
    began = time.monotonic()
    tasks = [
        (options.seed, first, min(first + BATCH, options.count), 1)
        for first in range(0, options.count, BATCH)
    ]
    counts, kinds, shown = Counter(), Counter(), Counter()
    with multiprocessing.Pool(options.jobs, begin) as pool:
        for number, (some, found) in enumerate(pool.imap_unordered(batch, tasks), 1):
            counts += some
            for index, kind, situation, differing in found:
                kinds[kind] += 1
                if situation is not None and shown[kind] < SHOWN:
                    shown[kind] += 1
                    show(index, kind, situation, differing)
            if number % 100 == 0:
                print("%d situations, %d differ" % (number * BATCH, counts["differ"]), flush=True)
    for kind, count in kinds.most_common():
        print("differs: %-43s %d" % (kind, count))
    for name, count in sorted(counts.items()):
        print("%-52s %d" % (name, count))
    failed = counts["differ"]
    # In the form of cargo's tests, which scripts/gate counts.
    print("test result: %s. %d passed; %d failed; 0 ignored; finished in %.2fs" % (
        "FAILED" if failed else "ok", counts["compared"] - failed, failed, time.monotonic() - began))
    return 1 if failed or not counts["compared"] else 0


def show(index, kind, situation, differing):
    print("\n--- situation %d differs in %s" % (index, kind))
    print(json.dumps(situation, ensure_ascii=False))
    for where, ours, theirs in differing[:4]:
        print("  %s\n    reference %s\n    program   %s" % (where, plain(ours), plain(theirs)))
    sys.stdout.flush()


def plain(value):
    return json.dumps(value, default=str, ensure_ascii=False)


def one(seed, index):
    situation = COMPARING.situation(seed, index)
    print(json.dumps(situation, ensure_ascii=False, indent=1))
    print(json.dumps(COMPARING.ours(situation), default=str, indent=1))
    print(json.dumps(COMPARING.theirs([situation])[0], indent=1))


if __name__ == "__main__":
    sys.exit(main())
