"""Which rule holds: the layers of an area, the conditions on the person, the look-up in tables."""

import json
import os
import re
from decimal import Decimal

from .calendar import day, month

FIGURE = re.compile(r"-?\d+(\.\d+)?\Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
MONTH = re.compile(r"\d{4}-\d{2}\Z")
NAMES = {"id", "tier", "group", "at", "statements", "name", "uncapped", "as_at", "adcode"}

NOT_LISTED = "not_listed"
UNKNOWN = "needs_input"
FAULT = "fault"


class Refused(Exception):
    """A rule or figure that is needed is not to be had."""

    def __init__(self, topic, reason):
        super().__init__(topic, reason)
        self.topic, self.reason = topic, reason


def figures(value, key=None):
    """The value with its texts made figures, days and months."""
    if isinstance(value, dict):
        return {k: v if k in NAMES else figures(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [figures(v) for v in value]
    if isinstance(value, str):
        if FIGURE.match(value):
            return Decimal(value)
        if DAY.match(value):
            return day(value)
        if MONTH.match(value):
            return month(value)
    return value


class Rule:
    __slots__ = ("name", "id", "kinds", "who", "start", "end", "confirmed", "value", "doubtful")

    def __init__(self, layer, topic, data, sources):
        self.id = data["id"]
        self.name = "%s/%s/%s" % (layer, topic, data["id"])
        self.kinds = frozenset(data["insurance"])
        self.who = figures(data.get("who") or {})
        self.start = None if data["from"] == "unknown" else day(data["from"])
        self.end = day(data["to"]) if data.get("to") else None
        self.confirmed = day(data["last_confirmed"]) if data.get("last_confirmed") else None
        self.value = figures(data["value"])
        self.doubtful = any(sources[key]["standing"] == "doubtful" for key in data["sources"])

    def covers(self, a_day):
        return (self.start is None or self.start <= a_day) and (self.end is None or a_day <= self.end)

    def last_known(self, a_day):
        """Whether the rule, used on the day, is one known only up to a day before it."""
        end = self.confirmed if self.end is None else self.end
        return end is not None and a_day > end


class Policies:
    """The rules of an area and its parents, nearest layer first."""

    def __init__(self, files):
        self.adcode = files[0]["area"]["adcode"]
        self.layers = [
            {
                topic: [Rule(f["area"]["adcode"], topic, rule, f["sources"]) for rule in rules]
                for topic, rules in f["rules"].items()
            }
            for f in files
        ]
        self.by_kind = {}

    def speaking(self, topic, kind):
        """The rules of the nearest layer that names the kind on the topic."""
        key = topic, kind
        if key not in self.by_kind:
            found = []
            for layer in self.layers:
                found = [rule for rule in layer.get(topic, ()) if kind in rule.kinds]
                if found:
                    break
            self.by_kind[key] = found
        return self.by_kind[key]


def load(folder, area):
    """The policies of a place; of its nearest parent where it has no file."""

    def read(code):
        with open(os.path.join(folder, code + ".json"), encoding="utf-8") as file:
            return json.load(file)

    if not os.path.exists(os.path.join(folder, area + ".json")):
        with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
            places = json.load(file)["areas"]
        area = next(place["parents"][0] for place in places if place["adcode"] == area)
    nearest = read(area)
    parents = nearest["area"].get("parents") or []
    return Policies([nearest] + [read(code) for code in parents])


def holds(who, facts):
    """Whether conditions hold: True, False, or None where a fact they need is not known."""
    unknown = False
    for condition, wanted in who.items():
        if wanted is None:
            continue
        if condition == "status":
            fits = facts.retired == (wanted == "retired")
        elif condition in ("retired_from", "retired_before"):
            if not facts.retired:
                fits = False
            elif facts.retired_on is None:
                fits = None
            else:
                fits = (facts.retired_on >= wanted) == (condition == "retired_from")
        elif condition in ("born_from", "born_before"):
            fits = None if facts.birth is None else (facts.birth >= wanted) == (condition == "born_from")
        elif condition == "age_from":
            fits = None if facts.age is None else facts.age >= wanted
        elif condition == "age_to":
            fits = None if facts.age is None else facts.age <= wanted
        else:
            fact = getattr(facts, condition)
            fits = None if fact is None else fact == wanted
        if fits is False:
            return False
        if fits is None:
            unknown = True
    return None if unknown else True


def in_force(rules, a_day):
    """The candidates of the first step that gives any; empty where none does."""
    dated = [rule for rule in rules if rule.start is not None]
    now = [rule for rule in dated if rule.covers(a_day)]
    if now:
        return now
    now = [
        rule
        for rule in rules
        if rule.start is None
        and (rule.end is None or a_day <= rule.end)
        and not any(
            other.start > a_day and (rule.end is None or other.start <= rule.end) for other in dated
        )
    ]
    if now:
        return now
    if any(other.start > a_day for other in dated):
        return []
    ended = [rule for rule in rules if rule.end is not None and rule.end < a_day]
    last = max((rule.end for rule in ended), default=None)
    return [rule for rule in ended if rule.end == last]


class Book:
    """The rules as one situation reads them: with the doubtful ones it accepts."""

    def __init__(self, policies, accepted):
        self.policies = policies
        self.accepted = frozenset(accepted)
        self.chosen = {}
        self.readings = set()  # open readings of docs/rules.md that the answer rests on

    def choose(self, topic, facts, a_day):
        """The rule of a topic of which one at most holds, or the reason why there is none."""
        key = topic, facts, a_day
        if key not in self.chosen:
            self.chosen[key] = self._choose(topic, facts, a_day)
        return self.chosen[key]

    def _choose(self, topic, facts, a_day):
        rules = self.policies.speaking(topic, facts.kind)
        if not rules:
            return "no_rule"
        accepted = [rule for rule in rules if rule.doubtful and rule.name in self.accepted]
        sound = [rule for rule in rules if not rule.doubtful]
        for group in (accepted, sound):
            candidates = in_force([r for r in group if holds(r.who, facts) is not False], a_day)
            if not candidates:
                continue
            if any(holds(rule.who, facts) is None for rule in candidates):
                return "needs_input"
            if len(candidates) > 1:
                return "two_rules"
            return candidates[0]
        return "refused"

    def value(self, topic, facts, a_day):
        """What the rule says; `Refused` where there is none."""
        rule = self.choose(topic, facts, a_day)
        if isinstance(rule, str):
            raise Refused(topic, rule)
        return rule.value

    def value_or_none(self, topic, facts, a_day):
        rule = self.choose(topic, facts, a_day)
        return None if isinstance(rule, str) else rule.value

    def value_known_on(self, topic, facts, a_day):
        """What the rule says that covers the day; None where it is only the last known one."""
        rule = self.choose(topic, facts, a_day)
        return None if isinstance(rule, str) or rule.last_known(a_day) else rule.value

    def side_by_side(self, topic, facts, a_day):
        """All rules of a topic whose rules stand side by side, by layer; dated ones first."""
        return [
            [
                rule.value
                for rule in sorted(layer.get(topic, ()), key=lambda rule: rule.start is None)
                if facts.kind in rule.kinds
                and rule.covers(a_day)
                and (not rule.doubtful or rule.name in self.accepted)
                and holds(rule.who, facts) is True
            ]
            for layer in self.policies.layers
        ]


def listed(table, facts, place):
    """The entries for person and place, or why the table cannot be used."""
    entries = []
    for entry in table:
        if place not in (entry.get("at") or (place,)):
            continue
        fits = holds(entry.get("who") or {}, facts)
        if fits is None:
            return UNKNOWN
        if fits:
            entries.append(entry)
    return entries or NOT_LISTED


def look_up(table, facts, place):
    """The figure for person and place, or a text saying why there is none."""
    entries = listed(table or (), facts, place)
    if isinstance(entries, str):
        return entries
    return entries[0]["value"] if len(entries) == 1 else FAULT


def segments(table, facts, place, from_nothing=True):
    """The segments `(above, up_to, value)` for person and place, or why there are none."""
    entries = listed(table or (), facts, place)
    if isinstance(entries, str):
        return entries
    parts = sorted(
        ((e.get("above") or Decimal(0), e.get("up_to"), e["value"]) for e in entries),
        key=lambda part: part[0])
    expected = Decimal(0) if from_nothing else parts[0][0]
    for above, up_to, _ in parts:
        if expected is None or above != expected:
            return FAULT
        expected = up_to
    return parts
