"""Situations that are not compared for now: docs/rules.md leaves open what is right, or the program
and that page are known to differ. Each name is to go once the page or the program has been changed."""

# Readings that the reference names in its answer where it had to take one.
READINGS = set()

# Those that touch one part of the answer only: the rest is compared.
OF_A_PART = {}

QUESTIONS = ()


def set_aside(answer):
    """The open readings that the reference's answer rests on."""
    return READINGS & answer.get("readings", set())


def parts_set_aside(answer):
    """The parts of the answer that are not compared."""
    return {part for reading, part in OF_A_PART.items() if reading in answer.get("readings", ())}


def excluded(situation):
    """The open questions that touch the situation."""
    return [question.__name__ for question in QUESTIONS if question(situation)]
