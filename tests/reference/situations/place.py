"""What an area's rules know of: levels, groups, tiers, schemes, ages, days, and their thresholds."""

import json
import os
import re

KINDS = ("employee", "flexible", "resident", "employee_pool_only")
AMOUNTS = {
    "outpatient": ("outpatient_deductible", "outpatient_cap", "outpatient_ratio"),
    "inpatient": ("inpatient_deductible", "inpatient_ratio", "inpatient_cap", "serious_illness"),
    "chronic": ("chronic_outpatient",),
    "maternity": ("maternity",),
}
RATIOS = {
    "outpatient": "outpatient_ratio",
    "inpatient": "inpatient_ratio",
    "chronic": "chronic_outpatient",
    "maternity": "maternity",
}
SUM = re.compile(r"\d+(\.\d+)?\Z")


class Place:
    def __init__(self, files):
        nearest = files[0]
        self.code = nearest["area"]["adcode"]
        self.rules = {}  # topic -> rules of all layers, nearest first
        for file in files:
            for topic, rules in file["rules"].items():
                self.rules.setdefault(topic, []).extend(rules)
        levels = next((f["institution_levels"] for f in files if f.get("institution_levels")), [])
        self.levels = [level["id"] for level in levels] or ["primary", "level1", "level2", "level3"]
        self.groups = [group["id"] for group in nearest.get("groups") or ()]
        self.tiers = [tier["id"] for tier in nearest.get("tiers") or ()]
        self.doubtful = [
            "%s/%s/%s" % (file["area"]["adcode"], topic, rule["id"])
            for file in files
            for topic, rules in file["rules"].items()
            for rule in rules
            if any(file["sources"][key]["standing"] == "doubtful" for key in rule["sources"])
        ]
        named = {kind for f in files[:1] for rs in f["rules"].values() for r in rs for kind in r["insurance"]}
        self.kinds = [kind for kind in KINDS if kind in named] or list(KINDS)
        self.weights = [
            1 + 3 * sum(kind in r["insurance"] for t in RATIOS.values() for r in self.rules.get(t, ()))
            for kind in self.kinds
        ]
        self.schemes = {}  # kind of insurance -> schemes
        for rule in self.rules.get("chronic_outpatient", ()):
            for scheme in rule["value"].get("schemes") or ():
                for kind in rule["insurance"]:
                    self.schemes.setdefault(kind, []).append(scheme["id"])
        self.kinds_of_maternity = {k for r in self.rules.get("maternity", ()) for k in r["insurance"]}
        self.kinds_of_waiting = {k for r in self.rules.get("waiting", ()) for k in r["insurance"]}
        self.elsewhere = {}  # kind of insurance -> entries
        for rule in self.rules.get("treatment_elsewhere", ()):
            for kind in rule["insurance"]:
                self.elsewhere.setdefault(kind, []).extend(rule["value"].get("terms") or ())
        self.amounts = {
            benefit: {
                kind: sorted({
                    amount
                    for topic in topics
                    for rule in self.rules.get(topic, ())
                    if kind in rule["insurance"]
                    for amount in sums(rule["value"])
                })
                for kind in KINDS
            }
            for benefit, topics in AMOUNTS.items()
        }
        self.spoken = {  # benefit -> kinds of insurance that rules on it name
            benefit: {k for r in self.rules.get(topic, ()) for k in r["insurance"]}
            for benefit, topic in RATIOS.items()
        }
        self.spoken["maternity"] = {
            k for r in self.rules.get("maternity", ()) for k in r["insurance"]
            if r["value"].get("deliveries") or r["value"].get("prenatal_limit")
            or r["value"].get("prenatal_ratio")
        }
        self.at = {  # benefit -> kind -> places that its rules name
            benefit: {
                kind: sorted(set().union(*(
                    places_in(r["value"]) for r in self.rules.get(topic, ()) if kind in r["insurance"])))
                for kind in KINDS
            }
            for benefit, topic in RATIOS.items()
        }
        self.days = sorted({
            rule[end]
            for topic, rules in self.rules.items()
            if topic not in ("other_rules", "account_rules", "account_sharing")
            for rule in rules
            for end in ("from", "to")
            if (rule.get(end) or "unknown") != "unknown"
        })
        self.ages = sorted(found(self.rules, ("age_from", "age_to")))
        self.births = sorted(found(self.rules, ("born_from", "born_before")))
        self.retirements = sorted(found(self.rules, ("retired_from", "retired_before")))
        self.windows = sorted(found(self.rules, ("window_from", "window_to", "late_enrolment_from")))
        self.bounds = sorted(found(
            {t: self.rules.get(t, []) for t in ("contribution_base",)}, ("floor", "ceiling")))
        self.family_doctor = bool(found(self.rules, ("family_doctor",)))


def sums(value, key=None):
    """The sums of yuan in a rule: limits of all kinds, not shares."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in ("statements", "name", "at", "id", "who"):
                yield from sums(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from sums(part, key)
    elif isinstance(value, str) and SUM.match(value) and float(value) > 1:
        yield value


def places_in(value):
    """The places that tables name."""
    if isinstance(value, dict):
        named = set(value.get("at") or ()) if "value" in value else set()
        return named.union(*(places_in(part) for n, part in value.items() if n != "statements"))
    if isinstance(value, list):
        return set().union(*map(places_in, value))
    return set()


def found(value, names):
    """The values of all keys of these names."""
    values = set()
    if isinstance(value, dict):
        for name, part in value.items():
            if name in names and part is not None and not isinstance(part, (dict, list)):
                values.add(part)
            elif name != "statements":
                values |= found(part, names)
    elif isinstance(value, list):
        for part in value:
            values |= found(part, names)
    return values


def places(folder):
    """All areas with a file, and those without as their nearest parent."""

    def read(code):
        with open(os.path.join(folder, code + ".json"), encoding="utf-8") as file:
            return json.load(file)

    with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
        index = json.load(file)["areas"]
    known = {name[:6] for name in os.listdir(folder) if re.match(r"\d{6}\.json", name)}
    for area in index:
        if area["adcode"] not in known and area["parents"]:
            known.add(area["parents"][0])
    made = []
    for code in sorted(known):
        nearest = read(code)
        made.append(Place([nearest] + [read(c) for c in nearest["area"].get("parents") or ()]))
    return made
