"""Choices: every spelling that a form takes for one of its choices."""

from intake.headers.layouts import Spellings
from intake.text.normalisation import normalise_text


def build_spelling_table(choices: Spellings) -> dict[str, str]:
    """Normalised spelling → the choice it means, the choice's own name among them."""
    return {
        normalise_text(spelling): choice
        for choice, spellings in choices.items()
        for spelling in (choice, *spellings)
    }
