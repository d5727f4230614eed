"""What tells a person is taken out of the texts of a file's rows, and said; a code of an address
that is a person's name or number is refused. Of a hamlet's cell only names of places are kept."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import replace

import pandas as pd

from intake.cells.cells import format_cell
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.headers.layouts import OF_GIVERS, OF_PLACES, Kind
from intake.privacy.personal_codes import PLAIN_CODE, is_personal_code, lacks_digit
from intake.privacy.personal_details import TOLD_OF_PEOPLE, About, Redaction, redact, redact_cell
from intake.privacy.personal_numbers import REMOVED, Detail
from intake.redaction.signatures import find_cells_below
from intake.tables import MOST_FINDINGS, Unreadable

KEYS = frozenset({Kind.YEAR, Kind.UNIT, Kind.TASK, Kind.CODE})
UNQUOTED = frozenset({"value.code_personal", "value.code_without_digit"})
MAY_NAME = frozenset({Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.CHOICES})
COUNTED = frozenset({"household_size", "percent", "quantity", "value_vnd"})  # columns of numbers
LONGEST_QUOTED = 200
CUT_SHORT = re.compile(r"[\w.+\-@]*(?:[ .\-/][\w.+\-@]*){0,5}$")


def redact_rows(rows: Rows) -> Rows:
    """The rows without what tells a person in free text, with a finding for each cell that had
    any."""
    named = find_named_rows(rows.headers, rows.frame.index)
    named |= find_rows_named_by_key(rows.headers, rows.frame.index)
    for field in rows.headers.layout.fields:
        if field.kind == Kind.TEXT and field.name in rows.frame:
            rows = _redact_column(rows, field.name, named)
    return rows


def refuse_personal_codes(rows: Rows, known: pd.Index) -> Rows:
    """A finding for each code of an address, not registered yet, that is a person's name or
    number, and a question for each other that has no digit; `known` are those that are
    registered."""
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
            if rows.headers.layout.name == "addresses":  # elsewhere a code must be registered
                asked = new.map(lacks_digit).astype(bool) & ~personal
                rows = rows.add_findings(
                    asked.reindex(codes.index, fill_value=False),
                    "value.code_without_digit",
                    field.name,
                )
    return rows


def find_named_rows(headers: HeaderMap, rows: pd.Index) -> frozenset[int]:
    """The rows in which one cell names somebody and another says what is told of people: an
    illness, a year, a number."""
    cells = headers.table.cells.loc[rows]
    fields = {place: headers.layout.find_field(name) for name, place in headers.columns.items()}
    texts = [place for place, field in fields.items() if field.kind == Kind.TEXT]
    others = _list_naming_columns(headers)
    doubtful: set[int] = set()
    for place in texts:
        telling = {cell for cell in cells[place].unique() if TOLD_OF_PEOPLE.search(str(cell))}
        doubtful |= {int(str(row)) for row, cell in cells[place].items() if cell in telling}
    return frozenset(row for row in doubtful if _names_somebody(headers, row, others))


def find_rows_named_by_key(headers: HeaderMap, rows: pd.Index) -> frozenset[int]:
    """The rows in which somebody's name stands where a row of the form has its period, unit, task
    or code: a list of people, of whom all its cells tell."""
    cells = headers.table.cells.loc[rows]
    named: set[int] = set()
    for name, place in headers.columns.items():
        if headers.layout.find_field(name).kind in KEYS:
            telling = {cell for cell in cells[place].unique() if _is_name(cell)}
            found = cells.index[cells[place].isin(telling)] if telling else ()
            named |= {int(str(row)) for row in found}
    return frozenset(named)


def _is_name(cell: object) -> bool:
    return isinstance(cell, str) and " " in cell and Detail.NAME in redact(cell).details


def _list_naming_columns(headers: HeaderMap) -> list[Hashable]:
    """The columns that may name whom a row is about: those that no form knows, texts, codes and
    choices."""
    fields = {place: headers.layout.find_field(name) for name, place in headers.columns.items()}
    return [
        column
        for column in headers.table.cells
        if column not in fields
        or (fields[column].kind in MAY_NAME and fields[column].name not in OF_GIVERS)
    ]


def _names_somebody(headers: HeaderMap, row: int, columns: Iterable[Hashable]) -> bool:
    """Does a cell of a column of persons, or one of these `columns`, name somebody?"""
    cells = headers.table.cells
    if any(str(cells.at[row, column]).strip() for column in headers.personal):
        return True
    return any(Detail.NAME in redact(str(cells.at[row, column])).details for column in columns)


def choose_about(headers: HeaderMap, name: str, *, is_named: bool = False) -> About:
    """Whom the texts of a field are about, in a row that names somebody or in another."""
    if name in OF_PLACES:
        return About.PLACE
    if is_named:
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
            "value.not_a_place" if redaction.details == (Detail.OTHER,) else "value.personal",
            row=int(str(row)),
            column=name,
            value=redaction.text[:200],
            heading=rows.headers.headings.get(name),
            sheet=rows.headers.table.sheet,
            facts={"details": _list_named_details(redaction)},
        )
        for row, redaction in redactions.items()
    )
    frame = rows.frame.assign(**{name: texts})
    return replace(rows, frame=frame, findings=(*rows.findings, *findings))


def _list_named_details(redaction: Redaction) -> tuple[Detail, ...]:
    return tuple(detail for detail in redaction.details if detail != Detail.OTHER)


def _redact_cells(
    headers: HeaderMap, sent: pd.Series, texts: pd.Series, *, names: bool, named: frozenset[int]
) -> pd.Series:
    """The redaction of each text that tells of a person, by its row; `sent` is the cell as it
    stood in the file, which may have been a number."""
    name = str(texts.name)
    usual = choose_about(headers, name)
    beside = choose_about(headers, name, is_named=True)
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
            alone = redact(text, names=names, about=beside)
            redactions |= {row: alone} if alone.details else {}
    if sent.dtype != "str":
        for row, cell in sent.items():
            if isinstance(cell, int | float):
                about = beside if row in named else usual
                alone = redact_cell(cell, about=about)
                redactions |= {row: alone} if alone.details else {}
    return pd.Series(redactions, dtype=object)


def redact_finding(finding: Finding, about: About = About.MANY) -> Finding:
    """The finding without what tells a person: what is wrong with a cell is said, and who
    stands in it is not. The cell is `about` one person, many, or a place."""
    if finding.column in OF_GIVERS:
        return finding
    if finding.code in UNQUOTED:
        return replace(finding, value=REMOVED)
    counted = finding.column in COUNTED
    texts = {"value": finding.value, "column": finding.column, "heading": finding.heading}
    redacted: dict[str, str] = {
        name: redaction.text
        for name, text in texts.items()
        if text
        and (
            redaction := redact(
                text, counted=counted, about=about if name == "value" else About.MANY
            )
        ).details
    }
    if finding.value is not None and len(finding.value) >= LONGEST_QUOTED and not counted:
        whole = CUT_SHORT.sub(REMOVED, finding.value)  # what was cut in two is no longer told
        redacted["value"] = redact(whole, about=about).text
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


def redact_findings(findings: Iterable[Finding], headers: HeaderMap) -> tuple[Finding, ...]:
    """Each finding of a file without what tells a person."""
    listed = list(findings)
    silent = _find_silent_places(listed, headers)
    keyed = find_rows_named_by_key(headers, headers.table.cells.loc[headers.row :].index[1:])
    return tuple(_redact_by_place(finding, headers, silent, keyed) for finding in listed)


def _find_silent_places(
    findings: Iterable[Finding], headers: HeaderMap
) -> frozenset[tuple[int | None, str | None]]:
    """The cells that no finding quotes: codes that are somebody's, or may be, and the lines below
    the table that are not kept."""
    below = {row for row, _ in find_cells_below(headers)}
    silent: set[tuple[int | None, str | None]] = {(row, None) for row in below}
    for finding in findings:
        if finding.code in UNQUOTED or _is_code_of_somebody(finding, headers):
            silent.add((finding.row, finding.column))
    return frozenset(silent)


def _is_code_of_somebody(finding: Finding, headers: HeaderMap) -> bool:
    """Is the value a code of an address that is, or may be, somebody's name or number?"""
    cells, code, name = headers.table.cells, finding.value, finding.column
    if code is None or name not in headers.columns or finding.row not in cells.index:
        return False
    if headers.layout.find_field(name).kind != Kind.CODE:
        return False
    place = headers.columns.get("commune_code")
    commune = "" if place is None else format_cell(cells.at[finding.row, place])
    return lacks_digit(code) or is_personal_code(code, commune)


def _redact_by_place(
    finding: Finding,
    headers: HeaderMap,
    silent: frozenset[tuple[int | None, str | None]],
    keyed: frozenset[int],
) -> Finding:
    """The finding as what its cell is about asks for. A choice in a row that names somebody is not
    quoted at all, nor a line above or below the table beside a line that does."""
    row, name = finding.row, finding.column
    if row is None or row not in headers.table.cells.index or finding.value is None:
        return redact_finding(finding)
    if (row, name) in silent:
        return redact_finding(replace(finding, value=REMOVED))
    if finding.code == "row.passed_over" or finding.code.startswith("line."):
        return redact_finding(finding, choose_line_about(headers, row))
    if name not in headers.columns:
        return redact_finding(finding)
    if row in keyed:
        return redact_finding(finding, About.NAMED)
    field = headers.layout.find_field(name)
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        others = set(_list_naming_columns(headers)) - {headers.columns[name]}
        if _names_somebody(headers, row, others):
            return redact_finding(replace(finding, value=REMOVED))
        return redact_finding(finding, choose_about(headers, name))
    return redact_finding(
        finding, choose_about(headers, name) if field.kind == Kind.TEXT else About.MANY
    )


def choose_line_about(headers: HeaderMap, row: int) -> About:
    """Whom a line outside the table's rows is about: somebody, where a cell of it or of the line
    before or after it names one."""
    cells = headers.table.cells
    place = int(str(cells.index.get_loc(row)))
    lines = cells.iloc[max(place - 1, 0) : place + 2]
    texts = {str(cell) for line in lines.to_numpy(dtype=object) for cell in line}
    is_named = any(Detail.NAME in redact(text).details for text in texts)
    return About.NAMED if is_named else About.MANY


def _redact_fact(fact: object) -> object:
    if isinstance(fact, str):
        return redact(fact).text
    if isinstance(fact, tuple):
        return tuple(_redact_fact(part) for part in fact)
    return fact
