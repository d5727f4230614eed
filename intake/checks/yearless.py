"""Days without a year ("14/12"): read into the row's period, or, where a row has none, as the
last such day up to the day the file came. Always asked about."""

from dataclasses import replace
from datetime import date

import pandas as pd

from intake.cells.dates import parse_day_and_month
from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.references import References
from intake.text.cleaning import clean_text

CODE = "value.day_without_year"
Span = tuple[date, date]


def infer_missing_years(rows: Rows, references: References) -> Rows:
    """The rows with the days whose year a known period gives; the others stay faults."""
    yearless = [finding for finding in rows.findings if finding.code == CODE]
    if not yearless:
        return rows
    frame, marks = rows.frame.copy(), rows.marks.copy()
    questions: dict[int, Finding] = {}
    spans = _list_spans(rows, references)
    for finding in yearless:
        span = spans.get(finding.row or 0)
        day = _find_day_within(finding.value or "", span) if span else None
        if day is None or finding.column is None:
            continue
        frame.loc[finding.row, finding.column] = pd.Timestamp(day)
        marks.loc[finding.row, finding.column] = int(Mark.VALUE)
        facts = {"read_as": day}
        questions[id(finding)] = replace(finding, code="value.day_year_supplied", facts=facts)
    findings = tuple(questions.get(id(finding), finding) for finding in rows.findings)
    return replace(rows, frame=frame, marks=marks, findings=findings)


def _list_spans(rows: Rows, references: References) -> dict[int, Span]:
    """The days that each row may mean, by its number."""
    known = references.periods
    if rows.headers.layout.name != "results":
        last = references.day
        year_before = date(last.year - 1, last.month, min(last.day, 28))
        span = (max(year_before, known["data_from"].min().date()), last)
        return dict.fromkeys(rows.frame.index.tolist(), span)
    spans = {
        int(year): (start.date(), end.date())
        for year, start, end in known[["year", "data_from", "data_to"]].itertuples(index=False)
    }
    years = rows.get_values("period").dropna().astype("int64")
    return {int(row): spans[year] for row, year in years.items() if year in spans}  # type: ignore[call-overload]  # pandas gives a row's number as Hashable


def _find_day_within(text: str, span: Span) -> date | None:
    """The last day of the span that the text names."""
    parts = parse_day_and_month(clean_text(text))
    if parts is None:
        return None
    for year in range(span[1].year, span[0].year - 1, -1):
        try:
            day = date(year, parts[1], parts[0])
        except ValueError:
            continue
        if span[0] <= day <= span[1]:
            return day
    return None
