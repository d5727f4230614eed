"""Findings as they are said beside the field of a form, where no row has a number."""

from intake.findings import Finding
from intake.headers.layouts import Layout
from locales.findings import build_finding_sentence, name_field
from locales.words import Words


def build_field_sentence(finding: Finding, words: Words, layout: Layout) -> str:
    """The finding's sentence without the row and column that it begins with."""
    sentence = build_finding_sentence(finding, words, layout=layout)
    known = {field.name: name_field(field, words) for field in layout.fields}
    facts = {"row": finding.row, "column": known.get(finding.column or "", finding.column or "")}
    for key in ("typed.place.cell", "typed.place.row", "typed.place.column"):
        rest = sentence.removeprefix(words.say(key, **facts))
        if rest != sentence:
            return rest[:1].upper() + rest[1:]
    return sentence
