"""Days without a year ("14/12"): read into the row's period, or, where a row has none, as the
last such day up to the day the file came. Always asked about."""

from dataclasses import replace
from datetime import date

import pandas as pd

from intake.cleaning import cleaned
from intake.days import day_and_month
from intake.findings import Finding
from intake.marks import Mark
from intake.references import References
from intake.rows import Rows

CODE = "value.day_without_year"
Span = tuple[date, date]


def with_years(rows: Rows, references: References) -> Rows:
    """The rows with the days that a known period completes; the others stay faults."""
    met = [one for one in rows.findings if one.code == CODE]
    if not met:
        return rows
    frame, marks = rows.frame.copy(), rows.marks.copy()
    told: dict[int, Finding] = {}
    spans = _spans(rows, references)
    for one in met:
        span = spans.get(one.row or 0)
        day = _day_within(one.value or "", span) if span else None
        if day is None or one.column is None:
            continue
        frame.loc[one.row, one.column] = pd.Timestamp(day)
        marks.loc[one.row, one.column] = int(Mark.VALUE)
        said = {"read_as": day}
        told[id(one)] = replace(one, code="value.day_year_supplied", facts=said)
    findings = tuple(told.get(id(one), one) for one in rows.findings)
    return replace(rows, frame=frame, marks=marks, findings=findings)


def _spans(rows: Rows, references: References) -> dict[int, Span]:
    """The days that each row may mean, by its number."""
    known = references.periods
    if rows.headed.layout.name != "results":
        last = references.day
        year_before = date(last.year - 1, last.month, min(last.day, 28))
        span = (max(year_before, known["data_from"].min().date()), last)
        return dict.fromkeys(rows.frame.index.tolist(), span)
    spans = {
        int(year): (start.date(), end.date())
        for year, start, end in known[["year", "data_from", "data_to"]].itertuples(index=False)
    }
    years = rows.given("period").dropna().astype("int64")
    return {int(row): spans[year] for row, year in years.items() if year in spans}  # type: ignore[call-overload]  # pandas gives a row's number as Hashable


def _day_within(text: str, span: Span) -> date | None:
    """The last day of the span that the text names."""
    found = day_and_month(cleaned(text))
    if found is None:
        return None
    for year in range(span[1].year, span[0].year - 1, -1):
        try:
            day = date(year, found[1], found[0])
        except ValueError:
            continue
        if span[0] <= day <= span[1]:
            return day
    return None
