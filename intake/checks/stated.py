"""What a file states about its figures, held against what its rows are of."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from intake.cells.lines import TOTAL, find_signature_row
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.headers.statements import Line, find_period, find_unit, is_bare_total, list_lines
from intake.references import References
from intake.text.normalisation import normalise_text

PASSED = "row.passed_over"
STATED = frozenset({"line.unit_unsure", "line.unit_unused"})
NOTE = re.compile(r"(?:luu y|chu y|ghi chu|chu thich|note)\b")
MOST_BELOW = 2_000_000  # past every row of a sheet


def check_measures(rows: Rows, references: References) -> Rows:
    """A heading that names another unit of measure than the tasks of its figures is asked about:
    "Số lượng (đơn vị máu)" of a task that counts people."""
    findings = [
        Finding(
            "column.measure_differs",
            row=rows.headers.row,
            column=name,
            value=rows.headers.headings[name],
            sheet=rows.headers.table.sheet,
            facts={"measures": differing},
        )
        for name, words in rows.headers.measures.items()
        if (differing := _list_other_measures({*words}, _find_tasks(rows, references, name)))
    ]
    return replace(rows, findings=(*rows.findings, *findings)) if findings else rows


def check_lines(rows: Rows, references: References) -> Rows:
    """What lines above and below the table say of the period, or say and is not understood, is
    asked about where the rows are of another period, or nobody can tell."""
    headers = rows.headers
    above = headers.table.cells.loc[: headers.first].iloc[:-1]
    ends = _list_ends(rows, references)
    name = Line(0, headers.table.sheet or "")
    passed = {finding.row for finding in rows.findings if finding.code == PASSED and finding.row}
    stated = {finding.row for finding in rows.findings if finding.code in STATED and finding.row}
    notes = _list_notes(rows, passed - stated)
    findings = [
        *(_ask("line.note", line, headers) for line in list_lines(above) if _is_note(line.text)),
        *(found for line in list_lines(above) for found in _ask_about_period(line, ends, headers)),
        *(replace(found, row=None) for found in _ask_about_period(name, ends, headers)),
        *(_ask("line.note", line, headers) for line in notes),
    ]
    if not findings:
        return rows
    told = stated | {line.row for line in notes}
    left = (one for one in rows.findings if one.code != PASSED or one.row not in told)
    return replace(rows, findings=(*left, *findings))


def _list_ends(rows: Rows, references: References) -> dict[int, date]:
    """The years that the rows are of, and the last day that each counts."""
    if "year" not in rows.frame:
        return {}
    known = dict(zip(references.periods["year"], references.periods["data_to"], strict=True))
    years = rows.frame["year"].dropna().unique().tolist()
    return {int(year): known[year].date() for year in years if year in known}


def _ask_about_period(line: Line, ends: dict[int, date], headers: HeaderMap) -> Iterator[Finding]:
    period = find_period(line.text)
    if not ends:
        return
    if period.kind is not None:
        yield _ask("line.no_result", line, headers, figure=str(period.kind))
    if period.years and not period.years & ends.keys():
        yield _ask("line.other_year", line, headers, years=tuple(sorted(ends)))
    if period.is_part:
        yield _ask("line.part_of_year", line, headers)
    if period.until is not None and period.until < max(ends.values()):
        yield _ask("line.until", line, headers, until=period.until, end=max(ends.values()))


def _ask(code: str, line: Line, headers: HeaderMap, **facts: object) -> Finding:
    return Finding(code, line.row, value=line.text, sheet=headers.table.sheet, facts=facts)


def _list_notes(rows: Rows, passed: set[int]) -> list[Line]:
    """The lines passed over below the last row, before the place for signatures, that say something
    of their own; a total and the name of a group say nothing else."""
    headers = rows.headers
    last = max(rows.frame.index, default=headers.row)
    signed = find_signature_row(headers) or (last + MOST_BELOW)
    numbers = [row for row in passed if last < row < signed]
    below = headers.table.cells.loc[sorted(numbers)]
    totals = below.map(is_bare_total).any(axis=1)
    lines = list_lines(below[~totals])
    return [line for line in lines if find_unit(line.text) is None and not _is_total(line.text)]


def _is_note(text: str) -> bool:
    """Does a line above the table say something to its reader that is no unit of measure?"""
    return NOTE.match(normalise_text(text)) is not None and find_unit(text) is None


def _is_total(text: str) -> bool:
    return TOTAL.fullmatch(normalise_text(text)) is not None


def _find_tasks(rows: Rows, references: References, name: str) -> pd.DataFrame:
    """The tasks of the rows that give a value for the field."""
    tasks = rows.frame.loc[rows.has_value(name), "task_id"]
    return references.tasks[references.tasks["task_id"].isin(tasks)]


def _list_other_measures(words: set[str], tasks: pd.DataFrame) -> tuple[str, ...]:
    """The units of measure of the tasks that the words do not name."""
    measures = tasks[["measure_vi", "measure_en"]].dropna().drop_duplicates()
    return tuple(
        vietnamese
        for vietnamese, english in measures.itertuples(index=False)
        if not any(_name_the_same(words, measure) for measure in (vietnamese, english))
    )


def _name_the_same(words: set[str], measure: str) -> bool:
    own = {*normalise_text(measure).split(" ")}
    return words <= own or own <= words
