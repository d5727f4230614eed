"""What must hold of any file whatever: it is read or refused in words, and no figure is kept as
another number than its cell without a word about it."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import pandas as pd

from intake.cells.cells import NUMERIC
from intake.cells.marks import Mark
from intake.findings import Finding
from intake.headers.layouts import LAYOUTS, Kind
from intake.pipeline import Arrival, build_refusal, detect_layouts, validate_upload
from intake.tables import Unreadable, Upload
from intake.text.normalisation import normalise_text
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.intake.register import references

LANGUAGES = ("vi", "en")
DIGIT = re.compile(r"\d")
SEVERAL_TERMS = re.compile(r"\d.*(?:t[ỷỉyi]|tri[ệe]u|tr|ngh[ìi]n|ng[àa]n|k)\W*\d", re.IGNORECASE)
NUMBERS = re.compile(r"[0-9]+")
JOINED = re.compile(r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
TIME = re.compile(r"[0-9]{1,2}:[0-9:.]+|[0-9]{1,2} ?h(?: ?[0-9]{2})?", re.IGNORECASE)
CHOICES: Mapping[str, tuple[str, ...]] = {
    choice: tuple(
        spelling
        for layout in LAYOUTS
        for form_field in layout.fields
        for spelling in form_field.choices.get(choice, ())
    )
    for layout in LAYOUTS
    for form_field in layout.fields
    for choice in form_field.choices
}
NO_MATTER = frozenset({"value.words_left_out"})  # told with the number that it is read as


class Broken(AssertionError):
    """A file of which something does not hold."""


def examine_file(name: str, content: bytes) -> None:
    """Read the file. Raises Broken, or whatever the reader raised and should not have."""
    upload = Upload(name, content)
    for arrival in read_file(upload):
        for finding in arrival.findings:
            for language in LANGUAGES:
                sentence = build_finding_sentence(finding, words_in(language))
                if not sentence.strip() or "{" in sentence.replace(finding.value or "{", ""):
                    raise Broken(f"{finding.code} has no sentence: {sentence!r}")
        for place, cell, value in list_silent_changes(arrival):
            raise Broken(f"{cell!r} at {place} is kept as {value} without a word")


def read_file(upload: Upload) -> list[Arrival]:
    """What becomes of each of the file's sheets."""
    try:
        sheets = detect_layouts(upload)
    except Unreadable as fault:
        return [build_refusal(upload, fault)]
    return [validate_upload(upload, sheet, references(sheet.layout.name)) for sheet in sheets]


def list_silent_changes(arrival: Arrival) -> Iterator[tuple[tuple[int, str], str, object]]:
    """The values that nothing is said of, and that are not what their cells say: figures and days
    of other digits, choices of other words."""
    rows = arrival.rows
    if rows is None:
        return
    for name, column in rows.headers.columns.items():
        form_field = rows.headers.layout.find_field(name)
        if name not in rows.frame or (says_the_same := COMPARED.get(form_field.kind)) is None:
            continue
        told = _list_told_rows(arrival.findings, name)
        kept = rows.frame[name][(rows.marks[name] == Mark.VALUE) & rows.frame[name].notna()]
        for row, value in kept.items():
            cell = rows.headers.table.cells.at[row, column]
            if isinstance(cell, str) and row not in told and not says_the_same(cell, value):
                yield (int(str(row)), name), cell, value


def _list_told_rows(findings: tuple[Finding, ...], name: str) -> Mapping[int, str]:
    """The rows of which anything is said at this column, and all of a column that is asked of."""
    of_cells = {
        one.row: one.code for one in findings if one.column == name and one.code not in NO_MATTER
    }
    whole = any(one.code == "value.numbers_ambiguous" and one.column == name for one in findings)
    every = chain(range(1, 200) if whole else ())
    return {**{row: code for row, code in of_cells.items() if row}, **dict.fromkeys(every, "")}


def _has_the_digits(cell: str, value: object) -> bool:
    if SEVERAL_TERMS.search(cell):
        return True  # "1 tỷ 50 triệu": its digits are not the sum's
    written = "".join(str(int(digit)) for digit in DIGIT.findall(cell))
    number = pd.to_numeric(str(value))
    kept = "".join(DIGIT.findall(f"{float(number):.9f}"))
    return written.strip("0") == kept.strip("0")


def _is_the_day(cell: str, value: object) -> bool:
    """Is each number of the day written in the cell, and no other one?"""
    day = pd.Timestamp(str(value))
    numbers = [
        int(digits) for digits in NUMBERS.findall(TIME.sub(" ", JOINED.sub(r"\1 \2 \3", cell)))
    ]
    known = {day.day, day.month, day.year, day.year % 100}
    return day.day in numbers and set(numbers) <= known


def _is_the_choice(cell: str, value: object) -> bool:
    """Is the text one of the spellings of the choice, whatever is written behind "100%" of it?"""
    spellings = {normalise_text(text) for text in (str(value), *CHOICES.get(str(value), ()))}
    said = re.sub(r"(?: dat)? ?100( 0+)?$", "", normalise_text(cell))
    return said.replace(" ", "") in {spelling.replace(" ", "") for spelling in spellings}


COMPARED: Mapping[Kind, Callable[[str, object], bool]] = {
    **dict.fromkeys(NUMERIC, _has_the_digits),
    Kind.DAY: _is_the_day,
    Kind.CHOICE: _is_the_choice,
}
