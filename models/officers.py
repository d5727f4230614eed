"""Officers: who served a unit when. The users say where each one serves now, and the journal
where each one served before a change."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.journal import Entry
from models.users import User

CHANGED = "change_user"
USER = "user "  # before the name, in the subject of an entry


@dataclass(frozen=True)
class Service:
    """That a user served a unit: after `since` (None: from the first day on) and until `until`
    (None: still)."""

    user: str
    since: datetime | None
    until: datetime | None


def find_services(session: Session, unit_code: str) -> list[Service]:
    """Everybody's services for the unit of this code, past ones too."""
    now = dict(session.exec(select(User.code, User.unit_code)).all())
    left: dict[str, list[tuple[datetime, str | None]]] = {}
    statement = select(Entry).where(Entry.verb == CHANGED).order_by(col(Entry.id))
    for entry in session.exec(statement):
        before, after = (json.loads(facts).get("unit") for facts in (entry.before, entry.after))
        if before != after:
            user = entry.subject.removeprefix(USER)
            left.setdefault(user, []).append((entry.at, before))
    return [
        service
        for user, unit in now.items()
        for service in _find_services_of(user, unit, left.get(user, []), unit_code)
    ]


def _find_services_of(
    user: str,
    unit: str | None,
    left: list[tuple[datetime, str | None]],
    wanted: str,
) -> Iterator[Service]:
    """The user's services for the unit `wanted`; `unit` is where the user serves now, `left` has
    the units that the user left, each with the moment."""
    since: datetime | None = None
    for at, before in left:
        if before == wanted:
            yield Service(user, since, at)
        since = at
    if unit == wanted:
        yield Service(user, since, None)
