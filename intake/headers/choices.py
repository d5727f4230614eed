"""Choices: every spelling that a form takes for one of its choices."""

from functools import cache

from intake.headers.layouts import Layout, Spellings
from intake.text.normalisation import normalise_text


def build_spelling_table(choices: Spellings) -> dict[str, str]:
    """Normalised spelling → the choice it means, the choice's own name among them."""
    return {
        normalise_text(spelling): choice
        for choice, spellings in choices.items()
        for spelling in (choice, *spellings)
    }


@cache
def list_choice_spellings(layout: Layout) -> frozenset[str]:
    """Every spelling of every choice of the form, folded."""
    return frozenset(
        spelling for field in layout.fields for spelling in build_spelling_table(field.choices)
    )
