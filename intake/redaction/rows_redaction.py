"""What tells a person is taken out of the texts of a file's rows, and said; a code of an address
that is a person's name or number is refused."""

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from intake.cells.rows import Rows
from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.headers.layouts import OF_GIVERS, Kind
from intake.privacy.personal_codes import PLAIN_CODE, is_personal_code
from intake.privacy.personal_details import (
    TOLD_OF_PEOPLE,
    About,
    Redaction,
    redact,
    redact_cell,
)
from intake.privacy.personal_numbers import REMOVED, Detail
from intake.tables import MOST_FINDINGS, Unreadable

MAY_NAME = frozenset({Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.CHOICES})
COUNTED = frozenset({"household_size", "percent", "quantity", "value_vnd"})  # columns of numbers
LONGEST_QUOTED = 200
CUT_SHORT = re.compile(r"[\w.+\-@]*(?:[ .\-/][\w.+\-@]*){0,5}$")


def redact_rows(rows: Rows) -> Rows:
    """The rows without what tells a person in free text, with a finding for each cell that had
    any."""
    named = find_named_rows(rows.headers, rows.frame.index)
    for field in rows.headers.layout.fields:
        if field.kind == Kind.TEXT and field.name in rows.frame:
            rows = _redact_column(rows, field.name, named)
    return rows


def refuse_personal_codes(rows: Rows, known: pd.Index) -> Rows:
    """A finding for each code of an address, not registered yet, that is a person's name or
    number; `known` are those that are registered."""
    for field in rows.headers.layout.fields:
        if field.kind == Kind.CODE and field.name in rows.frame:
            codes = rows.get_values(field.name).astype("str")
            new = codes[
                codes.notna() & ~codes.isin(known) & ~codes.str.fullmatch(PLAIN_CODE).fillna(False)
            ]
            communes = rows.get_values("commune_code").astype("str").fillna("")
            is_personal = [
                is_personal_code(code, commune)
                for code, commune in zip(new, communes[new.index], strict=True)
            ]
            personal = pd.Series(is_personal, index=new.index, dtype=bool)
            rows = rows.add_findings(
                personal.reindex(codes.index, fill_value=False), "value.code_personal", field.name
            )
    return rows


def find_named_rows(headers: HeaderMap, rows: pd.Index) -> frozenset[int]:
    """The rows in which one cell names somebody and another says what is told of people: an
    illness, a year, a number."""
    cells = headers.table.cells.loc[rows]
    fields = {place: headers.layout.find_field(name) for name, place in headers.columns.items()}
    texts = [place for place, field in fields.items() if field.kind == Kind.TEXT]
    others = [
        column
        for column in cells
        if column not in fields
        or (fields[column].kind in MAY_NAME and fields[column].name not in OF_GIVERS)
    ]
    doubtful: set[int] = set()
    for place in texts:
        telling = {cell for cell in cells[place].unique() if TOLD_OF_PEOPLE.search(str(cell))}
        doubtful |= {int(str(row)) for row, cell in cells[place].items() if cell in telling}
    named = set()
    for row in doubtful:
        in_own_column = any(str(cells.at[row, column]).strip() for column in headers.personal)
        redactions = (redact(str(cells.at[row, column])) for column in others)
        if in_own_column or any(Detail.NAME in redaction.details for redaction in redactions):
            named.add(row)
    return frozenset(named)


def choose_about(headers: HeaderMap, row: int, named: frozenset[int]) -> About:
    """Whom the texts of a row are about."""
    if row in named:
        return About.NAMED
    return About.MANY if headers.layout.name == "results" else About.ONE


def _redact_column(rows: Rows, name: str, named: frozenset[int]) -> Rows:
    sent = rows.headers.table.cells[rows.headers.columns[name]].loc[rows.frame.index]
    redactions = _redact_cells(
        rows.headers, sent, rows.frame[name], names=name not in OF_GIVERS, named=named
    )
    if redactions.empty:
        return rows
    if len(rows.findings) + len(redactions) > MOST_FINDINGS:
        raise Unreadable("file.too_many_findings", most=MOST_FINDINGS)
    texts = rows.frame[name].copy()
    texts[redactions.index] = [redaction.text for redaction in redactions]
    findings = tuple(
        Finding(
            "value.personal",
            row=int(str(row)),
            column=name,
            value=redaction.text[:200],
            heading=rows.headers.headings.get(name),
            sheet=rows.headers.table.sheet,
            facts={"details": redaction.details},
        )
        for row, redaction in redactions.items()
    )
    frame = rows.frame.assign(**{name: texts})
    return replace(rows, frame=frame, findings=(*rows.findings, *findings))


def _redact_cells(
    headers: HeaderMap, sent: pd.Series, texts: pd.Series, *, names: bool, named: frozenset[int]
) -> pd.Series:
    """The redaction of each text that tells of a person, by its row; `sent` is the cell as it
    stood in the file, which may have been a number."""
    usual = choose_about(headers, -1, frozenset())
    known: dict[object, Redaction] = {}
    for text in texts.dropna().unique():
        known[text] = redact(str(text), names=names, about=usual)
    redactions = {
        row: known[text]
        for row, text in texts.items()
        if isinstance(text, str) and known[text].details
    }
    for row, text in texts[texts.index.isin(named)].items():
        if isinstance(text, str):
            alone = redact(text, names=names, about=About.NAMED)
            redactions |= {row: alone} if alone.details else {}
    if sent.dtype != "str":
        for row, cell in sent.items():
            if isinstance(cell, int | float):
                about = About.NAMED if row in named else usual
                alone = redact_cell(cell, about=about)
                redactions |= {row: alone} if alone.details else {}
    return pd.Series(redactions, dtype=object)


def redact_finding(finding: Finding) -> Finding:
    """The finding without what tells a person: what is wrong with a cell is said, and who
    stands in it is not."""
    if finding.column in OF_GIVERS:
        return finding
    if finding.code == "value.code_personal":
        return replace(finding, value=REMOVED)
    counted = finding.column in COUNTED
    texts = {"value": finding.value, "column": finding.column, "heading": finding.heading}
    redacted: dict[str, str] = {
        name: redaction.text
        for name, text in texts.items()
        if text and (redaction := redact(text, counted=counted)).details
    }
    if finding.value is not None and len(finding.value) >= LONGEST_QUOTED and not counted:
        whole = CUT_SHORT.sub(REMOVED, finding.value)  # what was cut in two is no longer told
        redacted["value"] = redact(whole).text
    facts = {name: _redact_fact(fact) for name, fact in finding.facts.items()}
    if not redacted and facts == finding.facts:
        return finding
    return replace(
        finding,
        value=redacted.get("value", finding.value),
        column=redacted.get("column", finding.column),
        heading=redacted.get("heading", finding.heading),
        facts=facts,
    )


def redact_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding without what tells a person."""
    return tuple(redact_finding(finding) for finding in findings)


def _redact_fact(fact: object) -> object:
    if isinstance(fact, str):
        return redact(fact).text
    if isinstance(fact, tuple):
        return tuple(_redact_fact(part) for part in fact)
    return fact
