"""Orders: a restore asked for on the screen. The server stops, starts anew with nothing open,
and carries the order out before anybody is let in.

The order with its passphrase is in memory alone. Beside the database lies that it began and, until
an administrator has read it, why it was not carried out: no name, no passphrase. What was restored
tells so itself (actions/backups/rights_since.py).
"""

import contextlib
import json
import logging
import sqlite3
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from actions.backups.examine import examine, find_backup_file
from actions.backups.restore import refuse_short, restore
from actions.copies.copies_left import remove_sealed_copies
from actions.copies.scratch import OUTCOME, is_restored_at, sweep
from actions.disk_faults import translate_faults, write_aside
from actions.paths import get_path_beside
from actions.permissions import Actor, Verb, check, check_still
from actions.refusals import Refused
from models import UserRole
from models.database import reading
from models.served_files import check_served_file
from models.soundness import MOVED

BEGUN, REFUSED, BROKEN_OFF = "begun", "refused", "broken_off"
# What disks, databases and files may do at any moment. A fault of ours ends the process, and
# the next start finds out what came of the order.
FAULTS = (OSError, SQLAlchemyError, sqlite3.Error, CommandError, ValueError)
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class RestoreOrder:
    """Which file, who asked for it and when, and what opens it."""

    source: str
    by: str
    at: datetime
    passphrase: str | None = field(repr=False)
    other_office: bool = False  # it was said that another office's is meant

    def pack(self) -> bytes:
        """As another process is handed it."""
        return json.dumps({**asdict(self), "at": self.at.isoformat()}).encode()


@dataclass(frozen=True)
class RestoreOutcome:
    """What came of an order that was not carried out: its state, when it was given, the facts of
    its sentence."""

    state: str
    at: datetime
    facts: dict[str, str]


def parse_order(payload: bytes) -> RestoreOrder | None:
    """The order in `payload`; None where there is none."""
    try:
        facts = json.loads(payload)
        facts["at"] = datetime.fromisoformat(facts["at"])
        return RestoreOrder(**facts)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def order_restore(
    engine: Engine,
    name: str,
    *,
    passphrase: str | None,
    actor: Actor,
    now: datetime,
    other_office: bool = False,
) -> RestoreOrder:
    """An order to restore the backup file `name`, once it was restored aside and found whole. The
    passphrase opens the file, and encrypts what stands: it is asked for in any case.

    Raises Refused: database_moved, not_allowed, rights_changed, passphrase_missing,
    passphrase_short, backup_nobody (no administrator is in it, so nobody could let anybody in),
    other_office (unless that was said to be meant), and what `examine` says.
    """
    check(actor, Verb.RESTORE)
    with reading(engine) as session:
        check_still(session, actor, Verb.RESTORE)
    if not check_served_file(engine.url):  # what stands in its place may be another's
        raise Refused(MOVED)
    examination = examine(engine, name, passphrase=passphrase, actor=actor)
    if not examination.administrators:
        raise Refused("backup_nobody")
    if examination.other_office and not other_office:
        raise Refused("other_office", **examination.other_office._asdict())
    file = find_backup_file(engine, name)
    refuse_short(file, passphrase or "")
    return RestoreOrder(str(file), actor.code, now, passphrase, other_office)


def announce(engine: Engine, order: RestoreOrder) -> None:
    """Write down that it begins, so that a stop at any moment from here on is told. Raises
    Refused as storage.py says; and restore_under_way, where another process took an order."""
    left = _load_outcome(engine.url)
    if left is not None and left.state == BEGUN:
        raise Refused("restore_under_way")
    with translate_faults(get_path_beside(engine.url, OUTCOME)):
        _write(engine.url, RestoreOutcome(BEGUN, order.at, {}))


def carry_out(address: str, order: RestoreOrder) -> None:
    """Restore, with nothing open; why it could not be done is written down. He who asked was known
    to the database that stands, and need not be to the one in the file."""
    url, actor = make_url(address), Actor(order.by, UserRole.ADMINISTRATOR)
    try:
        restore(
            address,
            Path(order.source),
            passphrase=order.passphrase,
            actor=actor,
            now=order.at,
            other_office=order.other_office,
        )
    except Refused as refused:
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        with contextlib.suppress(OSError):
            _write(url, RestoreOutcome(REFUSED, order.at, {**facts, "code": refused.code}))
    except FAULTS:
        LOG.exception("a restore was broken off")
        settle(address)


def settle(address: str) -> None:
    """Whatever a restore that was cut short left; and an order that was begun and of which
    nobody knows: was it carried out or not?"""
    try:
        url = make_url(address)
    except ArgumentError:  # no address; whoever opens it says so
        return
    sweep(url)
    with contextlib.suppress(OSError, SQLAlchemyError):
        remove_sealed_copies(url)
    left = _load_outcome(url)
    if left is not None and left.state == BEGUN:
        with contextlib.suppress(OSError):
            if is_restored_at(url, left.at):
                drop_outcome(url)
            else:
                _write(url, RestoreOutcome(BROKEN_OFF, left.at, {}))


def find_outcome(url: URL) -> RestoreOutcome | None:
    """Why the last order was not carried out, until that was read; None while it is under way."""
    outcome = _load_outcome(url)
    return None if outcome is None or outcome.state == BEGUN else outcome


def drop_outcome(url: URL) -> None:
    """It was read. OSError."""
    get_path_beside(url, OUTCOME).unlink(missing_ok=True)


def _write(url: URL, outcome: RestoreOutcome) -> None:
    with write_aside(get_path_beside(url, OUTCOME)) as out:
        out.write(json.dumps({**asdict(outcome), "at": outcome.at.isoformat()}).encode())


def _load_outcome(url: URL) -> RestoreOutcome | None:
    try:
        record = json.loads(get_path_beside(url, OUTCOME).read_text(encoding="utf-8"))
        return RestoreOutcome(
            record["state"], datetime.fromisoformat(record["at"]), dict(record["facts"])
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
