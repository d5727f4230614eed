"""Rows as a list for a phone: a name on a line, its facts beneath, nothing cut."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import compress
from numbers import Number

import pandas as pd

from locales.texts import escape_markdown
from locales.words import Words, format_fact

MOST = 40  # rows; a phone is not the place to read more
PLAIN = frozenset({"row", "year"})
DAYS = frozenset(
    {
        *("received_on", "due_on", "reminded_on", "promised_on", "last_review", "last_day"),
        *("valid_from", "valid_to", "data_from", "data_to", "granted_on", "wanted_day"),
    }
)
SHARES = frozenset({"share", "share_before", "coverage"})
NAMES = frozenset({"unit", "commune", "clause", "task", "part", "address", "year"})
SELF_EXPLAINED = NAMES | {
    "state",
    "role",
    "contact",
    "why",
}  # understood without a heading


def format_facts(frame: pd.DataFrame, words: Words, *, most: int = MOST) -> str:
    """The rows of `frame`, whose columns are named by their facts, as a list in Markdown."""
    headings = {
        str(name): "" if name in SELF_EXPLAINED else words.say(f"column.{name}")
        for name in frame.columns
    }
    names = 1
    while names < len(frame.columns) and frame.columns[names] in NAMES:
        names += 1
    rest = len(frame) - most
    text = _format_lines(frame.head(most), headings, words, names=names)
    return f"{text}\n\n{_format_rest(rest, words)}" if rest > 0 else text


def format_rows(frame: pd.DataFrame, headings: Mapping[str, str], words: Words) -> str:
    """The rows of `frame`, whose columns are headed by `headings`."""
    text = _format_lines(frame.head(MOST), headings, words, names=1)
    rest = len(frame) - MOST
    return f"{text}\n\n{_format_rest(rest, words)}" if rest > 0 else text


def _format_rest(count: int, words: Words) -> str:
    return escape_markdown(words.say("table.more", count=count))


def _format_lines(
    frame: pd.DataFrame, headings: Mapping[str, str], words: Words, *, names: int
) -> str:
    lines, columns = [], [str(name) for name in frame.columns]
    first = frozenset(columns[:names])
    present = frame.notna().to_numpy()
    for row, is_present in zip(frame.itertuples(index=False, name=None), present, strict=True):
        facts_there = compress(zip(columns, row, strict=True), is_present)
        texts = list(_format_row(facts_there, words))
        title = " · ".join(text for name, text in texts if name in first)
        facts = " · ".join(
            f"{headings[name]}: {text}" if headings[name] else text
            for name, text in texts
            if name not in first
        )
        head = f"- **{escape_markdown(title)}**" if title else "- "
        lines.append(f"{head}  \n  {escape_markdown(facts)}" if facts else head)
    return "\n".join(lines)


def _format_row(row: Iterable[tuple[str, object]], words: Words) -> Iterator[tuple[str, str]]:
    """What there is of a row, in words."""
    for name, value in row:
        if value == "":
            continue
        if name in SHARES:
            yield name, words.say("number.share", share=value)
        elif name in PLAIN or not isinstance(value, str | date | Number):
            yield name, str(value)
        else:
            yield name, format_fact(value, words.language)
