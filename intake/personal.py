"""What tells a person is taken out of the texts of a file's rows, and said; a code of an address
that looks like such a number is asked about."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from intake.findings import Finding
from intake.layouts import OF_GIVERS, Kind
from intake.personal_details import Redaction, redact, redact_cell
from intake.personal_numbers import CODE_ALIKE
from intake.rows import Rows
from intake.tables import MOST_FINDINGS, Unreadable


def depersonalised(rows: Rows) -> Rows:
    """The rows with it taken out of free text; each cell that had any is told with what kind it
    was, and each code that could be a number of somebody is asked about."""
    for field in rows.headed.layout.fields:
        if field.kind == Kind.CODE and field.name in rows.frame:
            alike = rows.given(field.name).astype("str").str.fullmatch(CODE_ALIKE)
            rows = rows.finding(alike, "value.code_personal", field.name)
        if field.kind == Kind.TEXT and field.name in rows.frame:
            rows = _redacted(rows, field.name)
    return rows


def _redacted(rows: Rows, name: str) -> Rows:
    sent = rows.headed.table.cells[rows.headed.columns[name]].loc[rows.frame.index]
    found = redact_cells(sent, rows.frame[name], names=name not in OF_GIVERS)
    if found.empty:
        return rows
    if len(rows.findings) + len(found) > MOST_FINDINGS:
        raise Unreadable("file.too_many_findings", most=MOST_FINDINGS)
    texts = rows.frame[name].copy()
    texts[found.index] = [one.text for one in found]
    told = tuple(
        Finding(
            "value.personal",
            row=int(str(row)),
            column=name,
            value=one.text[:200],
            heading=rows.headed.headings.get(name),
            sheet=rows.headed.table.sheet,
            facts={"details": one.details},
        )
        for row, one in found.items()
    )
    frame = rows.frame.assign(**{name: texts})
    return replace(rows, frame=frame, findings=(*rows.findings, *told))


def redact_cells(sent: pd.Series, texts: pd.Series, *, names: bool) -> pd.Series:
    """The redaction of each text that tells of a person, by its row; `sent` is the cell as it
    stood in the file, which may have been a number."""
    known: dict[object, Redaction] = {}
    for text in texts.dropna().unique():
        known[text] = redact(str(text), names=names)
    found = {
        row: known[text]
        for row, text in texts.items()
        if isinstance(text, str) and known[text].details
    }
    if sent.dtype != "str":
        for row, cell in sent.items():
            alone = redact_cell(cell) if isinstance(cell, int | float) else None
            if alone is not None and alone.details:
                found[row] = alone
    return pd.Series(found, dtype=object)


def redact_finding(finding: Finding) -> Finding:
    """The finding without what tells a person: what is wrong with a cell is said, and who
    stands in it is not."""
    if finding.column in OF_GIVERS:
        return finding
    texts = {"value": finding.value, "column": finding.column, "heading": finding.heading}
    told: dict[str, str] = {
        name: found.text for name, text in texts.items() if text and (found := redact(text)).details
    }
    facts = {name: _redact_fact(fact) for name, fact in finding.facts.items()}
    if not told and facts == finding.facts:
        return finding
    return replace(
        finding,
        value=told.get("value", finding.value),
        column=told.get("column", finding.column),
        heading=told.get("heading", finding.heading),
        facts=facts,
    )


def redact_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each of them so."""
    return tuple(redact_finding(one) for one in findings)


def _redact_fact(fact: object) -> object:
    if isinstance(fact, str):
        return redact(fact).text
    if isinstance(fact, tuple):
        return tuple(_redact_fact(one) for one in fact)
    return fact
