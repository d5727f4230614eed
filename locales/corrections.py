"""Cells that the office corrected, in words."""

from collections.abc import Hashable, Mapping

from intake.headers.layouts import LAYOUTS
from locales.findings import name_field
from locales.words import Words


def name_column(field: str, words: Words) -> str:
    """The heading of a form's field in the reader's language."""
    fields = (candidate for layout in LAYOUTS for candidate in layout.fields)
    form_field = next((candidate for candidate in fields if candidate.name == field), None)
    return field if form_field is None else name_field(form_field, words)


def build_correction_sentence(correction: Mapping[Hashable, object], words: Words) -> str:
    """What the office corrected in a cell (a row of models' find_corrections), when and why."""
    return words.say(
        "cells.corrected_by_office",
        row=correction["row"],
        column=name_column(str(correction["field"]), words),
        sent=correction["sent"] or words.say("cells.empty"),
        new=correction["corrected"] or words.say("cells.empty"),
        at=correction["recorded_at"],
        why=correction["reason"],
    )
