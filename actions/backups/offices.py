"""Whose database is it: two that began with the same journal entry are the same office's, and no
others are."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.database import database_at, reading
from models.journal import find_first_entry
from models.settings import read_setting

NAME = "paper.body"  # the setting: how the office calls itself on its papers


class Office(NamedTuple):
    """The office of a database: its name ("" where none was set), when its journal began, the
    digest of that entry."""

    name: str
    since: datetime
    began: str


class OtherOffice(NamedTuple):
    """A backup's office and the one whose database it would replace."""

    theirs: str
    theirs_since: datetime
    ours: str
    ours_since: datetime


def find_office(session: Session) -> Office | None:
    """Whose database it is; None where its journal is empty."""
    first = find_first_entry(session)
    if first is None:
        return None
    return Office(read_setting(session, NAME) or "", *first)


def load_standing_office(url: URL) -> Office | None:
    """Whose database stands at `url`; None where there is none or it cannot tell."""
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    with suppress(DBAPIError), database_at(url) as engine, reading(engine) as session:
        return find_office(session)
    return None


def find_other_office(copy: Engine, url: URL) -> OtherOffice | None:
    """Where the laid-out `copy` is another office's than the database at `url`: both offices."""
    ours = load_standing_office(url)
    with reading(copy) as session:
        theirs = find_office(session)
    if ours is None or theirs is None or ours.began == theirs.began:
        return None
    return OtherOffice(theirs.name, theirs.since, ours.name, ours.since)
