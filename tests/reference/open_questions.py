"""Situations that are not compared for now: docs/rules.md leaves open what is right, or the program
and that page are known to differ. Each name is to go once the page or the program has been changed."""

# Readings that the reference names in its answer where it had to take one.
READINGS = {
    "cap_after_bills_without_a_known_one",  # do they count towards it?
    "borne_over_another_stretch",  # a year's figure after a quarter's: does what was borne count on?
    "monthly_again_within_the_year",  # monthly, yearly and monthly timing: credited or not?
    "empty_account_without_contributions",  # is it a gap of the account that none are listed?
}


def set_aside(answer):
    """The open readings that the reference's answer rests on."""
    return READINGS & answer.get("readings", set())
