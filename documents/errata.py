"""Errata (đính chính): each printed figure that is another one now, from what to what, why, and
which return says so."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

import pandas as pd

from documents.issues import PrintedFigure
from documents.yearly import Addendum, Cell, Paragraph, Table
from indicators.amendments import ADDRESS, COLUMNS, REPORT, RESULT, SUPPORT
from locales.names import short_names
from locales.numbers import missing
from locales.words import Words

MOST = 3  # sources told of one figure; the others are counted
ERASED, RECOUNTED, CHANGED = "erased", "recounted", "register"
DIMENSIONS = {
    "task": "task",
    "unit": "unit",
    "agency": "unit",
    "commune": "unit",
    "clause": "clause",
}
DIMENSIONS |= {"theme": "theme", "activity": "activity"}
OF_HELP = ("visits", "help", "nobody", "several", "link", "agencies_", "stage_")
OF_ADDRESSES = (ADDRESS, SUPPORT)
REGISTER = ("coverage", "address", "committed", *OF_HELP)
REPORTS = ("received", "in_time", "late", "overdue", "owed", "sent_back", "awaited", "timeliness")


@dataclass(frozen=True)
class Source:
    """Why a figure moved: the cause, whose return, and where the first of its `rows` stands.
    `batch` and `day` (ISO) are of the file where it was received here. Of the register it is
    the cause alone: how many rows of a commune came or left tells of households."""

    cause: str
    unit: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    rows: int = 0
    batch: int | None = None
    day: str = ""


@dataclass(frozen=True)
class Erratum:
    """A figure as it was printed in `place` and as it is now; None where it is not told."""

    key: str
    label: str
    place: str
    before: str | None
    after: str | None
    sources: tuple[Source, ...] = ()
    more: int = 0


class Behind(NamedTuple):
    """What lies behind the changes: amended rows (indicators/amendments.py), names of units by
    code, file name → (batch, ISO day received), and how many addresses were erased since."""

    rows: pd.DataFrame
    units: Mapping[str, str]
    batches: Mapping[str, tuple[int, str]]
    erased: int = 0


NOTHING = Behind(pd.DataFrame(columns=COLUMNS), {}, {})


def behind(
    rows: pd.DataFrame, units: pd.DataFrame, words: Words, *, batches: pd.DataFrame, erased: int
) -> Behind:
    """Amended rows with the names of `units` and the receipts of `batches`, the newest first."""
    names = dict(zip(units["code"], short_names(units, words), strict=True))
    received = batches["received_on"].dt.strftime("%Y-%m-%d")
    told = list(zip(batches["file_name"], batches["batch_id"], received, strict=True))
    files = {str(name): (int(number), str(day)) for name, number, day in reversed(told)}
    return Behind(rows, names, files, erased)


def errata(
    published: Mapping[str, PrintedFigure],
    today: Mapping[str, PrintedFigure],
    behind: Behind = NOTHING,
    *,
    year: int,
) -> tuple[Erratum, ...]:
    """Every figure that reads otherwise today, in the order of the published report; those
    that it did not tell come last. `year` is that of keys without one."""
    keys = [*published, *(key for key in today if key not in published)]
    told = (_erratum(key, published.get(key), today.get(key)) for key in keys)
    return tuple(_with_sources(one, behind, year) for one in told if one.before != one.after)


def _erratum(key: str, before: PrintedFigure | None, after: PrintedFigure | None) -> Erratum:
    shown = before or after
    if shown is None:
        raise RuntimeError(f"{key} is in neither report")
    was, now = (one.figure.text if one else None for one in (before, after))
    return Erratum(key, shown.figure.label, shown.place, was, now)


def _with_sources(one: Erratum, behind: Behind, year: int) -> Erratum:
    found = list(_sources(one.key, behind, year))
    return replace(one, sources=tuple(found[:MOST]), more=max(0, len(found) - MOST))


def _sources(key: str, behind: Behind, year: int) -> Iterator[Source]:
    measure, *dimensions = key.split("|")
    rows = _rows_of(measure, dict(part.partition("=")[::2] for part in dimensions), behind, year)
    if of_register(key):
        causes = [CHANGED] if len(rows) else []
        yield from _told_of_register(key, [*causes, ERASED] if behind.erased else causes)
        return
    groups = rows.groupby(["cause", "unit", "file_name"], sort=False, dropna=False)
    for (cause, unit, file), group in groups:
        yield _source(str(cause), unit, file, group=group, behind=behind)
    if rows.empty:
        yield Source(RECOUNTED)


def of_register(key: str) -> bool:
    """Is the figure counted from the register of addresses?"""
    return key.startswith(REGISTER)


def _told_of_register(key: str, causes: Iterable[str]) -> Iterator[Source]:
    """What is told to whoever reads of why a figure of the register moved: no return, no file,
    no row, no count, and of one commune not even whether an address was erased."""
    kept = (ERASED, RECOUNTED) if "commune=" not in key else (RECOUNTED,)
    merged = [cause if cause in kept else CHANGED for cause in causes]
    yield from (Source(cause) for cause in dict.fromkeys(merged or [RECOUNTED]))


def _source(
    cause: str, unit: object, file: object, *, group: pd.DataFrame, behind: Behind
) -> Source:
    first = group.iloc[0]
    name = "" if missing(file) else str(file)
    code = "" if missing(unit) else str(unit)
    batch, day = behind.batches.get(name, (None, ""))
    sheet = "" if missing(first["sheet"]) else str(first["sheet"])
    row = None if missing(first["row"]) else int(first["row"])
    return Source(cause, behind.units.get(code, code), name, sheet, row, len(group), batch, day)


def _rows_of(measure: str, of: Mapping[str, str], behind: Behind, year: int) -> pd.DataFrame:
    rows = behind.rows
    rows = rows[rows["year"] == int(of.get("year", year))]
    for name, code in of.items():
        if name in DIMENSIONS:
            rows = rows[rows[DIMENSIONS[name]].astype("str") == code]
    own = rows[rows["subject"].isin(_subjects(measure))]
    if len(own) or measure.startswith(REGISTER):
        return own
    return rows[~rows["subject"].isin(OF_ADDRESSES)]


def _subjects(measure: str) -> tuple[str, ...]:
    if measure.startswith(REGISTER):
        return OF_ADDRESSES
    return (REPORT,) if measure.startswith(REPORTS) else (RESULT,)


def errata_kept(told: tuple[Erratum, ...]) -> str:
    """As JSON, for the issue that corrects."""
    return json.dumps([asdict(one) for one in told])


def errata_in(kept: str | None) -> tuple[Erratum, ...]:
    """What `errata_kept` wrote; nothing for a first issue."""
    found = json.loads(kept or "[]")
    return tuple(
        Erratum(**{**one, "sources": tuple(Source(**each) for each in one["sources"])})
        for one in found
    )


HEADINGS = ("place", "label", "before", "after", "why")
WIDTHS = (0.2, 0.24, 0.12, 0.12, 0.32)


def errata_rows(
    told: tuple[Erratum, ...], words: Words, *, files: bool = True
) -> list[tuple[str, ...]]:
    """Table, figure, printed as, now, why: plain text. Without `files` no file is named."""
    return [
        (
            one.place,
            one.label,
            one.before if one.before is not None else words.say("errata.was_not"),
            one.after if one.after is not None else words.say("errata.is_not"),
            "; ".join(dict.fromkeys(_why(_as_told(one, files=files), words))),
        )
        for one in told
    ]


def _as_told(one: Erratum, *, files: bool) -> Erratum:
    """As it may be told; an issue may have been kept with more than that."""
    if of_register(one.key):
        causes = [source.cause for source in one.sources]
        return replace(one, sources=tuple(_told_of_register(one.key, causes)), more=0)
    if files:
        return one
    return replace(one, sources=tuple(Source(each.cause, each.unit, rows=each.rows)
                                      for each in one.sources))  # fmt: skip


def _why(one: Erratum, words: Words) -> Iterator[str]:
    for source in one.sources:
        said = words.say(f"errata.cause.{source.cause}", rows=source.rows)
        place = [source.unit, source.file, source.sheet]
        if source.row is not None:
            place.append(words.say("errata.row", row=source.row))
        if source.batch is not None:
            place.append(words.say("errata.batch", batch=source.batch, day=_day(source.day)))
        told = ", ".join(part for part in place if part)
        yield f"{said} ({told})" if told else said
    if one.more:
        yield words.say("errata.more", count=one.more)


def _day(iso: str) -> object:
    return pd.Timestamp(iso).date() if iso else None


def errata_addendum(
    told: tuple[Erratum, ...], words: Words, *, number: str, issue: int, cause: str = ""
) -> Addendum:
    """The addendum of issue `issue`, numbered `number` (III): why it is published (`cause`)
    and what it corrects of the one before; says so where it corrects nothing."""
    title = words.say("errata.title", issue=issue - 1)
    rows = tuple(tuple(Cell(text) for text in row) for row in errata_rows(told, words))
    headings = tuple(words.say(f"errata.{name}") for name in HEADINGS)
    note = "" if rows else words.say("errata.none")
    table = Table("errata", title, headings, rows, WIDTHS, note=note)
    why = (Paragraph(words.say("errata.issue_cause", issue=issue, cause=cause)),) if cause else ()
    return Addendum(number, title, (*why, table))
