"""Amend the catalogue from a workbook: what it would change is shown first, cell by cell, and
just that is kept. Nothing is deleted."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, select

from actions.catalogue import TABLES, store_files
from actions.catalogue_files import Rows
from actions.catalogue_rows import IDENTITY, Row, Stored
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


def amendments(engine: Engine, files: Mapping[str, Rows], *, actor: Actor) -> list[Amendment]:
    """What `files` would change; nothing is kept. Raises Refused: not_allowed, and
    CatalogueFaulty."""
    check(actor, Verb.LOAD_CATALOGUE)
    with writing(engine) as session:
        found = list(_told(session, store_files(session, files)))
        session.rollback()
    return found


def amend_catalogue(
    engine: Engine,
    files: Mapping[str, Rows],
    seen: list[Amendment],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what `seen` showed. Raises Refused: not_allowed, catalogue_same (nothing
    changes), catalogue_moved (it would be something else by now), and CatalogueFaulty."""
    if not seen:
        raise Refused("catalogue_same")
    with deed(engine, actor, Verb.LOAD_CATALOGUE, now=now) as under_way:
        session = under_way.session
        found = list(_told(session, store_files(session, files)))
        if found != seen:
            raise Refused("catalogue_moved")
        under_way.record_catalogue()
        before = {_place(one): _plain(one.before) for one in found if one.column}
        after = {_place(one): _plain(one.after) for one in found}
        under_way.tell("amendment", before=before, after=after)


def _told(session: Session, stored: list[Stored]) -> Iterator[Amendment]:
    named = _namer(session)
    files = {name: file for file, (name, _) in TABLES.items()}
    for one in stored:
        for row in one.new:
            name = named(one.name, row)
            yield Amendment(files[one.name], name, "", None, NEW)
            told = {column for column in row if column not in IDENTITY[one.name]}
            for column in sorted(told - {"id"}):
                if row[column] not in (None, ""):
                    yield Amendment(files[one.name], name, column, None, row[column])
        for was, said in one.changed:
            for column, value in said.items():
                if was[column] != value:
                    row_name = named(one.name, was)
                    yield Amendment(files[one.name], row_name, column, was[column], value)


def _namer(session: Session) -> Callable[[str, Row], str]:
    """How a row is called by what its file says of it, not by our numbers."""
    units: dict[object, str] = {
        one.id: f"{one.code} {one.valid_from.isoformat()}" for one in session.exec(select(Unit))
    }
    tasks: dict[object, str] = {one.id: one.code for one in session.exec(select(Task))}
    known: dict[str, dict[object, str]] = {
        "from_unit_id": units, "to_unit_id": units, "unit_id": units, "task_id": tasks,
    }  # fmt: skip

    def named(table: str, row: Row) -> str:
        parts = (known.get(name, {}).get(row[name], row[name]) for name in IDENTITY[table])
        return " ".join("?" if part is None else _plain(part) for part in parts)

    return named


def _place(one: Amendment) -> str:
    return " ".join(filter(None, (one.file, one.row, one.column)))


def _plain(value: object) -> str:
    return "" if value is None else str(value)
