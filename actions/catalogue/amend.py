"""Amend the catalogue from a workbook: what it would change is shown first, cell by cell, and
just that is kept. Nothing is deleted."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, select

from actions.catalogue.files import Rows
from actions.catalogue.load import TABLES, store_files
from actions.catalogue.rows import IDENTITY, Row, Stored
from actions.deeds import deed
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from models import Task, Unit
from models.database import writing

NEW = "new"


class Amendment(NamedTuple):
    """One cell that changes, or a whole row that is new (no column): in which file, of what."""

    file: str
    row: str
    column: str
    before: object
    after: object


def list_amendments(engine: Engine, files: Mapping[str, Rows], *, actor: Actor) -> list[Amendment]:
    """What `files` would change; nothing is kept. Raises Refused: not_allowed, and
    CatalogueFaulty."""
    check(actor, Verb.LOAD_CATALOGUE)
    with writing(engine) as session:
        changes = list(_describe_changes(session, store_files(session, files)))
        session.rollback()
    return changes


def amend_catalogue(
    engine: Engine,
    files: Mapping[str, Rows],
    amendments: list[Amendment],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the `amendments` shown. Raises Refused: not_allowed, catalogue_same (nothing
    changes), catalogue_moved (it would be something else by now), and CatalogueFaulty."""
    if not amendments:
        raise Refused("catalogue_same")
    with deed(engine, actor, Verb.LOAD_CATALOGUE, now=now) as under_way:
        session = under_way.session
        current_amendments = list(_describe_changes(session, store_files(session, files)))
        if current_amendments != amendments:
            raise Refused("catalogue_moved")
        under_way.record_catalogue()
        before = {
            _format_place(amendment): _format_value(amendment.before)
            for amendment in current_amendments
            if amendment.column
        }
        after = {
            _format_place(amendment): _format_value(amendment.after)
            for amendment in current_amendments
        }
        under_way.tell("amendment", before=before, after=after)


def _describe_changes(session: Session, stored: list[Stored]) -> Iterator[Amendment]:
    name_row = _build_row_namer(session)
    files = {name: file for file, (name, _) in TABLES.items()}
    for table in stored:
        for row in table.new:
            name = name_row(table.name, row)
            yield Amendment(files[table.name], name, "", None, NEW)
            columns = {column for column in row if column not in IDENTITY[table.name]}
            for column in sorted(columns - {"id"}):
                if row[column] not in (None, ""):
                    yield Amendment(files[table.name], name, column, None, row[column])
        for was, values in table.changed:
            for column, value in values.items():
                if was[column] != value:
                    row_name = name_row(table.name, was)
                    yield Amendment(files[table.name], row_name, column, was[column], value)


def _build_row_namer(session: Session) -> Callable[[str, Row], str]:
    """How a row is called by what its file says of it, not by our numbers."""
    units: dict[object, str] = {
        record.id: f"{record.code} {record.valid_from.isoformat()}"
        for record in session.exec(select(Unit))
    }
    tasks: dict[object, str] = {record.id: record.code for record in session.exec(select(Task))}
    known: dict[str, dict[object, str]] = {
        "from_unit_id": units, "to_unit_id": units, "unit_id": units, "task_id": tasks,
    }  # fmt: skip

    def name_row(table: str, row: Row) -> str:
        parts = (known.get(name, {}).get(row[name], row[name]) for name in IDENTITY[table])
        return " ".join("?" if part is None else _format_value(part) for part in parts)

    return name_row


def _format_place(amendment: Amendment) -> str:
    return " ".join(filter(None, (amendment.file, amendment.row, amendment.column)))


def _format_value(value: object) -> str:
    return "" if value is None else str(value)
