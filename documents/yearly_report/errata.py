"""Errata (đính chính): each printed figure that is another one now, from what to what, why, and
which return says so."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

import pandas as pd

from documents.yearly_report.issues import PrintedFigure
from documents.yearly_report.report import Addendum, ReportCell, ReportParagraph, ReportTable
from indicators.change.amendments import ADDRESS, COLUMNS, REPORT, RESULT, SUPPORT
from locales.names import list_short_names
from locales.numbers import is_missing
from locales.words import Words

MOST = 3  # sources told of one figure; the others are counted
ERASED, RECOUNTED, CHANGED = "erased", "recounted", "register"
DIMENSIONS = {name: name for name in ("task", "unit", "clause", "theme", "activity")}
DIMENSIONS |= {"agency": "unit", "commune": "unit"}
HELP_MEASURES = ("visits", "help", "nobody", "several", "link", "agencies_", "stage_")
ADDRESS_SUBJECTS = (ADDRESS, SUPPORT)
REGISTER_MEASURES = ("coverage", "address", "committed", *HELP_MEASURES)
REPORT_MEASURES = (
    *("received", "in_time", "late", "overdue", "owed", "sent_back", "awaited", "timeliness"),
)


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


class ChangeSources(NamedTuple):
    """What lies behind the changes: amended rows (indicators/change/amendments.py), names of
    units by code, file name → (batch, ISO day received), how many addresses were erased since."""

    rows: pd.DataFrame
    units: Mapping[str, str]
    batches: Mapping[str, tuple[int, str]]
    erased: int = 0


NOTHING = ChangeSources(pd.DataFrame(columns=COLUMNS), {}, {})


def collect_sources(
    rows: pd.DataFrame, units: pd.DataFrame, words: Words, *, batches: pd.DataFrame, erased: int
) -> ChangeSources:
    """Amended rows with the names of `units` and the receipts of `batches`, the newest first."""
    names = dict(zip(units["code"], list_short_names(units, words), strict=True))
    received = batches["received_on"].dt.strftime("%Y-%m-%d")
    files_by_batch = list(zip(batches["file_name"], batches["batch_id"], received, strict=True))
    files = {str(name): (int(number), str(day)) for name, number, day in reversed(files_by_batch)}
    return ChangeSources(rows, names, files, erased)


def find_errata(
    published: Mapping[str, PrintedFigure],
    today: Mapping[str, PrintedFigure],
    sources: ChangeSources = NOTHING,
    *,
    year: int,
) -> tuple[Erratum, ...]:
    """Every figure that reads otherwise today, in the order of the published report; those
    that it did not tell come last. `year` is that of keys without one."""
    keys = [*published, *(key for key in today if key not in published)]
    figures = (_compare_figures(key, published.get(key), today.get(key)) for key in keys)
    return tuple(
        _add_sources(erratum, sources, year)
        for erratum in figures
        if erratum.before != erratum.after
    )


def _compare_figures(
    key: str, before: PrintedFigure | None, after: PrintedFigure | None
) -> Erratum:
    printed = before or after
    if printed is None:
        raise RuntimeError(f"{key} is in neither report")
    text_before, text_after = (
        printed_figure.figure.text if printed_figure else None for printed_figure in (before, after)
    )
    return Erratum(key, printed.figure.label, printed.place, text_before, text_after)


def _add_sources(erratum: Erratum, sources: ChangeSources, year: int) -> Erratum:
    found_sources = list(_list_sources(erratum.key, sources, year))
    return replace(
        erratum, sources=tuple(found_sources[:MOST]), more=max(0, len(found_sources) - MOST)
    )


def _list_sources(key: str, sources: ChangeSources, year: int) -> Iterator[Source]:
    measure, *dimensions = key.split("|")
    rows = _select_rows(
        measure, dict(part.partition("=")[::2] for part in dimensions), sources, year
    )
    if is_of_register(key):
        causes = [CHANGED] if len(rows) else []
        yield from _list_register_sources(key, [*causes, ERASED] if sources.erased else causes)
        return
    groups = rows.groupby(["cause", "unit", "file_name"], sort=False, dropna=False)
    for (cause, unit, file), group in groups:
        yield _build_source(str(cause), unit, file, group=group, sources=sources)
    if rows.empty:
        yield Source(RECOUNTED)


def is_of_register(key: str) -> bool:
    return key.startswith(REGISTER_MEASURES)


def _list_register_sources(key: str, causes: Iterable[str]) -> Iterator[Source]:
    """What is told to whoever reads of why a figure of the register moved: no return, no file,
    no row, no count, and of one commune not even whether an address was erased."""
    disclosed = (ERASED, RECOUNTED) if "commune=" not in key else (RECOUNTED,)
    merged = [cause if cause in disclosed else CHANGED for cause in causes]
    yield from (Source(cause) for cause in dict.fromkeys(merged or [RECOUNTED]))


def _build_source(
    cause: str, unit: object, file: object, *, group: pd.DataFrame, sources: ChangeSources
) -> Source:
    first = group.iloc[0]
    name = "" if is_missing(file) else str(file)
    code = "" if is_missing(unit) else str(unit)
    batch, day = sources.batches.get(name, (None, ""))
    sheet = "" if is_missing(first["sheet"]) else str(first["sheet"])
    row = None if is_missing(first["row"]) else int(first["row"])
    return Source(cause, sources.units.get(code, code), name, sheet, row, len(group), batch, day)


def _select_rows(
    measure: str, dimensions: Mapping[str, str], sources: ChangeSources, year: int
) -> pd.DataFrame:
    rows = sources.rows
    rows = rows[rows["year"] == int(dimensions.get("year", year))]
    for name, code in dimensions.items():
        if name in DIMENSIONS:
            rows = rows[rows[DIMENSIONS[name]].astype("str") == code]
    if is_of_register(measure):
        return rows[rows["subject"].isin(ADDRESS_SUBJECTS)]
    own = rows[rows["subject"] == (REPORT if measure.startswith(REPORT_MEASURES) else RESULT)]
    return own if len(own) else rows[~rows["subject"].isin(ADDRESS_SUBJECTS)]


def serialise_errata(errata: tuple[Erratum, ...]) -> str:
    """As JSON, for the issue that corrects."""
    return json.dumps([asdict(erratum) for erratum in errata])


def parse_errata(errata_json: str | None) -> tuple[Erratum, ...]:
    """What `serialise_errata` wrote; nothing for a first issue."""
    records = json.loads(errata_json or "[]")
    return tuple(
        Erratum(**{**record, "sources": tuple(Source(**source) for source in record["sources"])})
        for record in records
    )


HEADINGS = ("place", "label", "before", "after", "why")
WIDTHS = (0.2, 0.24, 0.12, 0.12, 0.32)


def build_errata_rows(
    errata: tuple[Erratum, ...], words: Words, *, files: bool = True
) -> list[tuple[str, ...]]:
    """Table, figure, printed as, now, why: plain text. Without `files` no file is named."""
    return [
        (
            erratum.place,
            erratum.label,
            erratum.before if erratum.before is not None else words.say("errata.was_not"),
            erratum.after if erratum.after is not None else words.say("errata.is_not"),
            "; ".join(dict.fromkeys(_explain_erratum(erratum, words))),
        )
        for erratum in (_limit_disclosure(erratum, files=files) for erratum in errata)
    ]


def _limit_disclosure(erratum: Erratum, *, files: bool) -> Erratum:
    """As it may be told; an issue may have been kept with more than that."""
    if is_of_register(erratum.key):
        causes = [source.cause for source in erratum.sources]
        return replace(erratum, sources=tuple(_list_register_sources(erratum.key, causes)), more=0)
    if files:
        return erratum
    return replace(erratum, sources=tuple(Source(source.cause, source.unit, rows=source.rows)
                                      for source in erratum.sources))  # fmt: skip


def _explain_erratum(erratum: Erratum, words: Words) -> Iterator[str]:
    for source in erratum.sources:
        cause = words.say(f"errata.cause.{source.cause}", rows=source.rows)
        place = [source.unit, source.file, source.sheet]
        if source.row is not None:
            place.append(words.say("errata.row", row=source.row))
        if source.batch is not None:
            place.append(words.say("errata.batch", batch=source.batch, day=_parse_day(source.day)))
        place_text = ", ".join(part for part in place if part)
        yield f"{cause} ({place_text})" if place_text else cause
    if erratum.more:
        yield words.say("errata.more", count=erratum.more)


def _parse_day(iso: str) -> object:
    return pd.Timestamp(iso).date() if iso else None


def build_errata_addendum(
    errata: tuple[Erratum, ...], words: Words, *, number: str, issue: int, cause: str = ""
) -> Addendum:
    """The addendum of issue `issue`, numbered `number` (III): why it is published (`cause`)
    and what it corrects of the one before; says so where it corrects nothing."""
    title = words.say("errata.title", issue=issue - 1)
    rows = tuple(
        tuple(ReportCell(text) for text in row) for row in build_errata_rows(errata, words)
    )
    headings = tuple(words.say(f"errata.{name}") for name in HEADINGS)
    note = "" if rows else words.say("errata.none")
    table = ReportTable("errata", title, headings, rows, WIDTHS, note=note)
    if not cause:
        return Addendum(number, title, (table,))
    cause_text = words.say("errata.issue_cause", issue=issue, cause=cause)
    return Addendum(number, title, (ReportParagraph(cause_text), table))
