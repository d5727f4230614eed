"""What the blanks of the register begin with: a commune's own addresses, a unit's own help.

Each row is as it is stored, in the words of the form; who sends it back untouched changes
nothing. Only codes tell an address: the register holds no names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pandas as pd

from intake.checks.comparison import convert_value
from intake.headers.layouts import Field, Kind, Layout
from intake.reading.baselines import Baseline, BaselineValue, Key
from locales.findings import label_choice
from locales.numbers import is_missing
from locales.words import Words

FormValue = str | int | float | date | None
TAKEN_FROM = {"commune_code": "commune_id", "supporter_unit_code": "supporter_unit_id"}


@dataclass(frozen=True)
class StoredRows:
    """The rows that a blank of the register begins with, as stored; `codes` has the addresses
    that a helper may write about: code, commune_id, last_help. `first_day` is the period's,
    where the form is one of help."""

    rows: pd.DataFrame
    made_on: date
    unit_codes: Mapping[int, str]
    communes: Mapping[int, str] = field(default_factory=dict)
    codes: pd.DataFrame | None = None
    first_day: pd.Timestamp | None = None

    def restrict_to_period(self) -> "StoredRows":
        """Without help given before the period, which may go on in it. A CSV carries no
        baseline: sent back, such a row would speak for the earlier period too."""
        if self.first_day is None:
            return self
        return replace(self, rows=self.rows[self.rows["given_on"] >= self.first_day])


def build_register_rows(
    layout: Layout, prefilled: StoredRows, words: Words
) -> list[dict[str, FormValue]]:
    """The rows of the form, each choice in the reader's language."""
    return [
        {
            form_field.name: _convert_value(row, form_field, prefilled, words)
            for form_field in layout.fields
        }
        for row in prefilled.rows.to_dict("records")
    ]


def _convert_value(
    row: Mapping[object, object], column: Field, prefilled: StoredRows, words: Words
) -> FormValue:
    value = row[TAKEN_FROM.get(column.name, column.name)]
    if value is None or is_missing(value):
        return None
    if column.kind == Kind.UNIT:
        return prefilled.unit_codes[int(str(value))]
    if column.kind in (Kind.CHOICE, Kind.CHOICES):
        return "; ".join(label_choice(column, part, words) for part in str(value).split(";"))
    if isinstance(value, datetime):
        return value.date()
    return convert_value(value)


def build_register_baseline(layout: Layout, prefilled: StoredRows) -> Baseline:
    """What was stored of these rows on the day: where somebody else has changed one since, the
    office is told when the blank comes back."""
    stored: dict[Key, dict[str, BaselineValue]] = {}
    for row in prefilled.rows.to_dict("records"):
        cells = {
            form_field.name: row[TAKEN_FROM.get(form_field.name, form_field.name)]
            for form_field in layout.fields
        }
        cells |= {
            form_field.name: prefilled.unit_codes[int(str(cells[form_field.name]))]
            for form_field in layout.fields
            if form_field.kind == Kind.UNIT and not is_missing(cells[form_field.name])
        }
        key = tuple(str(convert_value(cells[name]) or "") for name in layout.key_names)
        stored[key] = {
            form_field.name: convert_value(cells[form_field.name])
            for form_field in layout.fields
            if not form_field.key and form_field.kind != Kind.UNIT
        }
    return Baseline(prefilled.made_on, layout.key_names, stored)


def list_address_codes(prefilled: StoredRows, words: Words) -> Iterator[Sequence[FormValue]]:
    """The addresses that a helper may write about: their codes, where they are, and the day
    they were last helped by the unit. The reader passes over this list."""
    yield [words.say(f"blank.codes.{name}") for name in ("code", "place", "last")]
    addresses = prefilled.codes
    if addresses is None:
        return
    for row in addresses.to_dict("records"):
        place, last = row["commune_id"], row.get("last_help")
        day = last.date() if isinstance(last, datetime) and not is_missing(last) else None
        yield [str(row["code"]), prefilled.communes.get(int(place), ""), day]
