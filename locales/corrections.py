"""Cells that the office corrected, in words."""

from collections.abc import Hashable, Mapping

from intake.layouts import LAYOUTS
from locales.findings import heading
from locales.words import Words


def name_column(field: str, words: Words) -> str:
    """The heading of a form's field in the reader's language."""
    fields = (one for layout in LAYOUTS for one in layout.fields)
    found = next((one for one in fields if one.name == field), None)
    return field if found is None else heading(found, words)


def correction_sentence(correction: Mapping[Hashable, object], words: Words) -> str:
    """What the office corrected in a cell (a row of models' corrections_known), when and why."""
    return words.say(
        "cells.corrected_by_office",
        row=correction["row"],
        column=name_column(str(correction["field"]), words),
        sent=correction["sent"] or words.say("cells.empty"),
        new=correction["corrected"] or words.say("cells.empty"),
        at=correction["recorded_at"],
        why=correction["reason"],
    )
