"""Listings: tables in files, with what they are of said beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import pandas as pd

from documents.printing.columns import ColumnKind, find_heading, find_kind, format_value
from locales.numbers import is_missing
from locales.words import Words

NARROWEST, WIDEST = 6, 48  # letters
SAMPLED = 400  # rows that a column's width is taken from
Fact = str | int | float | date | None


@dataclass(frozen=True)
class About:
    """What a file is of: its title, and facts (heading, what is said) in their order;
    `sample` where the data are made up."""

    title: str
    facts: Sequence[tuple[str, Fact]] = ()
    sample: bool = False


@dataclass(frozen=True)
class Listing:
    """One table: its title, and its columns by the names of their facts (or by headings of
    their own), each row as it is read. `headings` says others than the column's usual ones;
    `marks`: all but the first column hold single signs."""

    title: str
    frame: pd.DataFrame
    headings: Mapping[str, str] = field(default_factory=dict)
    marks: bool = False

    def list_headings(self, words: Words) -> list[str]:
        names = [str(name) for name in self.frame]
        return [self.headings.get(name) or find_heading(name, words) for name in names]

    def list_kinds(self) -> list[ColumnKind]:
        return [find_kind(str(name)) for name in self.frame]

    def list_rows(self) -> Iterator[tuple[Fact, ...]]:
        """Each row as plain values: text, numbers, days, None."""
        return zip(
            *([_convert_value(value) for value in column] for column in self._list_columns()),
            strict=True,
        )

    def compute_widths(self, words: Words) -> list[int]:
        """How many letters each column needs, its longest words and heading considered."""
        return [
            _compute_width(
                heading, [format_value(value, kind, words.language) for value in values[:SAMPLED]]
            )
            for heading, kind, values in zip(
                self.list_headings(words), self.list_kinds(), self._list_columns(), strict=True
            )
        ]

    def _list_columns(self) -> list[list[object]]:
        return [self.frame.iloc[:, at].tolist() for at in range(self.frame.shape[1])]


def format_fact(value: Fact, words: Words) -> str:
    """A fact as the language writes it."""
    kind = ColumnKind.DAY if isinstance(value, date) else ColumnKind.COUNT
    return format_value(value, kind, words.language)


def _compute_width(heading: str, texts: list[str]) -> int:
    word = max((len(part) for part in heading.split()), default=0)
    longest = max((len(text) for text in texts), default=0)
    return min(WIDEST, max(NARROWEST, longest, word, -(-len(heading) // 3)))


def _convert_value(value: object) -> Fact:
    """A value of a frame as what it is; NA and NaT are None."""
    if is_missing(value):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str | int | float | date):
        return value
    raise TypeError(f"no cell holds {value!r}")
