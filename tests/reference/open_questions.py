"""Situations that are not compared for now: docs/rules.md leaves open what is right, or the program
and that page are known to differ. Each name is to go once the page or the program has been changed."""

# Readings that the reference names in its answer where it had to take one. None is open.
READINGS = set()


def set_aside(answer):
    """The open readings that the reference's answer rests on."""
    return READINGS & answer.get("readings", set())
