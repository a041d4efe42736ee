"""Situations that are not compared for now: docs/rules.md leaves open what is right, or the program
and that page are known to differ. Each name is to go once the page or the program has been changed."""


def month(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def late_before_the_ledger(situation):
    """Months before the ledger whose contributions arrive within it: are they credited?"""
    first = situation["ledger"]["from"]
    return any(
        part.get("paid_on") and part["from"] < first <= part["paid_on"]
        and month(part["paid_on"]) > month(part["from"])
        for part in situation.get("contributions") or ()
    )


# Readings that the reference names in its answer where it had to take one.
READINGS = {
    "doubtful_with_unknown_person",  # an accepted doubtful rule, and it is not known whether it fits
    "maternity_limit_not_listed",  # a table of limits that leaves the place out
    "settlement_of_what_is_not_known",  # what was advanced or earned in the year is not all known
    "months_of_another_timing_in_the_year",  # also of a kind without an account
    "gap_in_an_account_with_nothing_in_it",  # which gaps keep it from being known to be empty?
    "borne_over_another_stretch",  # a year's figure after a quarter's: does what was borne count on?
    "cap_after_bills_without_a_known_one",  # do they count towards it?
    "stays_before_serious_illness_was_insured",  # does their own part count?
    "further_stay_where_the_first_is_not_listed",
    "prescriber_with_own_ratio",  # where is a pharmacy, if its ratio is the person's own figure?
    "half_fen_after_a_quotient",  # the program loses it in 28 digits
    "late_by_the_rules_of_another_layer",  # not late by the area's own second window
    "lower_cap_after_the_person_changed",  # the program counts by entry, not by place
    "stop_before_the_ledger",  # settled at once, before the ledger begins in the same year
    "after_a_break_made_up",  # months that arrived late: is what follows "after a break"?
}

# Those that touch one part of the answer only: the rest is compared.
OF_A_PART = {
    "premium_of_a_year_begun_otherwise": "premiums",  # a resident, but not on 1 January
    "subsidy_without_premium": "premiums",  # the rule lists one and not the other
    "only_tier_is_another": "contributions",  # one is listed, by another name than the person's
    "tier_changes_under_one_rule": "contributions",  # the program takes that of the first months
}

QUESTIONS = (late_before_the_ledger,)


def set_aside(answer):
    """The open readings that the reference's answer rests on."""
    return READINGS & answer.get("readings", set())


def parts_set_aside(answer):
    """The parts of the answer that are not compared."""
    return {part for reading, part in OF_A_PART.items() if reading in answer.get("readings", ())}


def excluded(situation):
    """The open questions that touch the situation."""
    return [question.__name__ for question in QUESTIONS if question(situation)]
