"""Headings: which row names the columns, which form it is, which column is which field."""

from dataclasses import dataclass
from functools import cache

from intake.findings import Finding
from intake.folding import folded
from intake.layouts import LAYOUTS, PERSONAL_HEADINGS, Layout
from intake.tables import Table, Unreadable

ROWS_TO_LOOK_AT = 30
PERSONAL = frozenset(folded(heading) for heading in PERSONAL_HEADINGS)


@dataclass(frozen=True)
class Headed:
    """A table whose columns are known: field name → column, and the headings as written."""

    table: Table
    layout: Layout
    row: int
    columns: dict[str, int]
    headings: dict[str, str]
    personal: tuple[int, ...]
    findings: tuple[Finding, ...]


@cache
def known_headings(layout: Layout) -> dict[str, str]:
    """Folded heading → field name. A heading that two fields could claim is the earlier's."""
    known: dict[str, str] = {}
    for rank in range(2):
        for field in layout.fields:
            names = (field.name, field.vi, field.en) if rank == 0 else field.headings
            for name in filter(folded, names):
                known.setdefault(folded(name), field.name)
    return known


def headed(tables: list[Table]) -> Headed:
    """The first table that has a known form's headings. Raises Unreadable, naming what the
    best candidate lacks."""
    best: tuple[int, Layout, Table, int] | None = None
    for table in tables:
        for number, row in table.cells.head(ROWS_TO_LOOK_AT).iterrows():
            for layout in LAYOUTS:
                hits = len(set(_fields_of(layout, [str(cell) for cell in row]).values()))
                if best is None or hits > best[0]:
                    best = (hits, layout, table, int(str(number)))
    if best is None or best[0] < 2:
        raise Unreadable("file.no_headings")
    _, layout, table, number = best
    return _headed(table, layout, number)


def _fields_of(layout: Layout, written: list[str]) -> dict[int, str]:
    known = known_headings(layout)
    return {
        column: known[folded(heading)]
        for column, heading in enumerate(written)
        if folded(heading) in known
    }


def _headed(table: Table, layout: Layout, row: int) -> Headed:
    written = [str(cell).strip() for cell in table.cells.loc[row]]
    named = _fields_of(layout, written)
    _refuse_repeated(named, written)
    columns = {name: column for column, name in named.items()}
    missing = [one for one in layout.fields if one.required and one.name not in columns]
    if missing:
        raise Unreadable("file.missing_columns", columns=tuple(one.name for one in missing))
    personal = tuple(
        column
        for column, heading in enumerate(written)
        if folded(heading) in PERSONAL and column not in named
    )
    return Headed(
        table=table,
        layout=layout,
        row=row,
        columns=columns,
        headings={name: written[column] for name, column in columns.items()},
        personal=personal,
        findings=tuple(_remarks(table, row, written, {*named, *personal}, personal)),
    )


def _refuse_repeated(named: dict[int, str], written: list[str]) -> None:
    twice = [column for column, name in named.items() if list(named.values()).count(name) > 1]
    if twice:
        raise Unreadable(
            "file.repeated_columns", columns=tuple(written[column] for column in twice)
        )


def _remarks(
    table: Table, row: int, written: list[str], known: set[int], personal: tuple[int, ...]
) -> list[Finding]:
    found = [
        Finding("column.personal", row=row, column=written[one], sheet=table.sheet)
        for one in personal
    ]
    for column, heading in enumerate(written):
        if heading and column not in known:
            found.append(Finding("column.unknown", row=row, column=heading, sheet=table.sheet))
    return found
