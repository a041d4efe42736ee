"""What changes for a bill away from home."""

from .money import ONE, ZERO, times
from .policy import Refused, look_up, segments

TOPIC = "treatment_elsewhere"


def find(book, facts, a_day, care, where):
    """The entry for arrangement, region and care; `Refused` where there is none."""
    for layer in book.side_by_side(TOPIC, facts, a_day):
        for value in layer:
            for entry in value.get("terms") or ():
                if (
                    where["arrangement"] in entry["arrangements"]
                    and where["region"] in entry["regions"]
                    and care == entry["care"]
                ):
                    return entry
    raise Refused(TOPIC, "no_entry")


def figure(entry, name, facts, place):
    """The figure of a table of the entry; None where it has none."""
    if not entry.get(name):
        return None
    value = look_up(entry[name], facts, place)
    if isinstance(value, str):
        raise Refused(TOPIC, value)
    return value


def change_deductible(entry, facts, place, eligible, threshold):
    """The threshold away from home; `threshold` is a function for that at home."""
    own = figure(entry, "deductible", facts, place)
    if own is not None:
        return own
    of_cost = entry.get("deductible_of_cost")
    if of_cost:
        return min(max(times(eligible, of_cost["rate"]), of_cost["min"]), of_cost["max"])
    value = threshold()
    if entry.get("deductible_added"):
        value += entry["deductible_added"]
    if entry.get("deductible_times"):
        value *= entry["deductible_times"]
    return value + ZERO


def own_ratio(entry, facts, place):
    """The ratio that holds elsewhere only; None where that at home does."""
    if not entry.get("ratio"):
        return None
    parts = segments(entry["ratio"], facts, place)
    if isinstance(parts, str):
        raise Refused(TOPIC, parts)
    return parts


def change_ratio(entry, facts, place, parts):
    """Segments with what is taken off and the share away from home."""
    less = figure(entry, "ratio_less", facts, place) or ZERO
    factor = entry.get("ratio_times") or ONE
    return [(above, up_to, max(ratio - less, ZERO) * factor) for above, up_to, ratio in parts]
