"""Sign-ins that the database cannot take: it is damaged, its disk fails or is full, or it may only
be read. Whoever gives the right password, and the code of a second factor, looks all the same.

This process holds such a sign-in in memory, and whatever else would be written down of it: that
somebody is still there, that a code was used, that one signed out. Of a code and a sign-out other
processes that serve the same database know too; elsewhere one comes in anew. No journal tells of
it. It ends when the process does, after the time of any other, and once the person's role, unit,
password or second factor is another.

A sign-out that the database could not take, also since it was busy, is held until it can be
written down (`sign_ins.record_held_sign_outs`): after a restart the sign-in would hold again. Lest
a process that is killed forget it, an empty file beside the database bears its digest as its name
and its moment as its time: a disk without a byte left takes that too.
"""

import os
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from glob import escape
from threading import Lock
from typing import NamedTuple

from sqlalchemy import URL, Engine
from sqlmodel import Session

from actions.accounts.passwords import hash_token
from actions.paths import get_path_beside
from actions.shared_state import FAULTS, SharedState, open_shared_state
from models import Credential, SecondFactor, User
from models.database import reading
from models.sign_ins import IDLE, LONGEST
from models.soundness import STOPPING

UNWRITABLE = STOPPING | {"disk_full", "database_read_only"}
TRIED_EVERY = timedelta(minutes=1)
NOTE = ".sign-out-"  # beside the database, then the digest
STEP = "step"  # a kind of what is shared
MOST = 2_000  # sign-ins held at a time; the one unused longest goes

Key = tuple[str, str]  # the database's address, the digest of the token


class Standing(NamedTuple):
    """What a sign-in stands on. With any of it changed it has ended."""

    user_id: int
    role: str
    unit_code: str | None
    digest: str  # of the password
    factor_since: datetime | None


@dataclass(frozen=True)
class HeldSignIn:
    """A sign-in held in memory; `seen_at` None: it was ended."""

    standing: Standing
    began_at: datetime
    seen_at: datetime | None


class HeldSignOut(NamedTuple):
    """A sign-out that is not written down yet."""

    digest: str  # of the token
    at: datetime


_held: OrderedDict[Key, HeldSignIn] = OrderedDict()
_steps: dict[tuple[str, int], int] = {}  # by the database's address and the user's id
_sign_outs: dict[Key, datetime] = {}
_last_tries: dict[str, datetime] = {}  # by the database's address
_lock = Lock()


def find_standing(session: Session, user_id: int) -> Standing | None:
    """What a sign-in of this user's stands on; None where the user may not come in."""
    user, credential = session.get(User, user_id), session.get(Credential, user_id)
    if user is None or credential is None or user.disabled_at is not None:
        return None
    factor = session.get(SecondFactor, user_id)
    since = factor.confirmed_at if factor is not None else None
    return Standing(user_id, user.role, user.unit_code, credential.digest, since)


def hold_sign_in(
    engine: Engine, token: str, user_id: int, *, began_at: datetime, now: datetime
) -> Standing | None:
    """Hold the sign-in of `token`; what it stands on, None where the user may not come in."""
    with reading(engine) as session:
        standing = find_standing(session, user_id)
    if standing is not None:
        _keep(_build_key(engine.url, token), HeldSignIn(standing, began_at, now))
    return standing


def end_held_sign_in(engine: Engine, token: str, user_id: int, *, now: datetime) -> None:
    """The sign-in of `token` has ended, whether the database could write that down or not."""
    hold_sign_in(engine, token, user_id, began_at=now, now=now)
    key = _build_key(engine.url, token)
    with _lock:
        if key in _held:
            _held[key] = replace(_held[key], seen_at=None)


def hold_sign_out(url: URL, token: str, *, now: datetime) -> None:
    """The sign-in of `token`, which the database knows, has ended; to be written down later."""
    key = _build_key(url, token)
    with _lock:
        _sign_outs.setdefault(key, now)
    with suppress(OSError):  # then this process alone remembers
        note = get_path_beside(url, NOTE + key[1])
        note.touch(mode=0o600)
        os.utime(note, (now.timestamp(), now.timestamp()))


def has_held_sign_outs(url: URL) -> bool:
    """Does this process hold sign-outs that are not written down yet?"""
    return any(key[0] == str(url) for key in list(_sign_outs))


def load_held_sign_outs(url: URL) -> list[HeldSignOut]:
    """The sign-outs that are not written down yet, those of a process that was killed too."""
    start = get_path_beside(url, NOTE)
    with _lock:
        for note in start.parent.glob(f"{escape(start.name)}*"):
            at = datetime.fromtimestamp(note.stat().st_mtime, UTC)
            _sign_outs.setdefault((str(url), note.name.removeprefix(start.name)), at)
        return [HeldSignOut(key[1], at) for key, at in _sign_outs.items() if key[0] == str(url)]


def drop_held_sign_out(url: URL, digest: str) -> None:
    """It is written down, or the sign-in has ended otherwise."""
    with _lock:
        _sign_outs.pop((str(url), digest), None)
    with suppress(OSError):
        get_path_beside(url, NOTE + digest).unlink(missing_ok=True)


def begin_try(url: URL, now: datetime) -> bool:
    """Is it time to try again to write down what is held? Once in TRIED_EVERY."""
    with _lock:
        last = _last_tries.get(str(url))
        is_due = last is None or not timedelta(0) <= now - last < TRIED_EVERY
        if is_due:
            _last_tries[str(url)] = now
        return is_due


def is_ended(url: URL, token: str) -> bool:
    """Did somebody sign out of it, here or in another process that serves the same database?"""
    key = _build_key(url, token)
    sign_in = _held.get(key)
    is_ended_here = key in _sign_outs or (sign_in is not None and sign_in.seen_at is None)
    return is_ended_here or get_path_beside(url, NOTE + key[1]).exists()


def is_held_as_seen(url: URL, token: str, *, since: datetime) -> bool:
    """Does this process remember that whoever has `token` was there after `since`?"""
    sign_in = _held.get(_build_key(url, token))
    return sign_in is not None and sign_in.seen_at is not None and sign_in.seen_at > since


def find_held_user(engine: Engine, token: str, *, now: datetime) -> User | None:
    """Whose sign-in of `token` is held and still stands, for all that this process knows; from then
    on it was used at `now`."""
    key = _build_key(engine.url, token)
    sign_in = _held.get(key)
    if sign_in is None or sign_in.seen_at is None:
        return None
    if sign_in.began_at <= now - LONGEST or sign_in.seen_at <= now - IDLE:
        return None
    with reading(engine) as session:
        if find_standing(session, sign_in.standing.user_id) != sign_in.standing:
            return None
        user = session.get(User, sign_in.standing.user_id)
    _keep(key, replace(sign_in, seen_at=now))
    return user


def find_last_step(url: URL, user_id: int) -> int:
    """The half minute of the last code that opened without being written down; 0 where none."""
    with suppress(*FAULTS), open_shared_state(url) as state:
        return max(_steps.get((str(url), user_id), 0), _load_step(state, user_id))
    return _steps.get((str(url), user_id), 0)


def use_step(url: URL, user_id: int, step: int) -> bool:
    """Let the code of this half minute open, unless it, or a later one, did before, here or in
    another process that serves the same database."""
    with _lock:
        is_fresh = step > _steps.get((str(url), user_id), 0)
        with suppress(*FAULTS), open_shared_state(url) as state:  # else as far as is known here
            is_fresh = is_fresh and step > _load_step(state, user_id)
            if is_fresh:
                state.keep(STEP, str(user_id), step, at=time.time())
        if is_fresh:
            _steps[str(url), user_id] = step
        return is_fresh


def _load_step(state: SharedState, user_id: int) -> int:
    return int(state.load(STEP, [str(user_id)]).get(str(user_id), 0))


def _keep(key: Key, sign_in: HeldSignIn) -> None:
    with _lock:
        before = _held.pop(key, None)
        _held[key] = before if before is not None and before.seen_at is None else sign_in
        while len(_held) > MOST:
            _held.popitem(last=False)


def _build_key(url: URL, token: str) -> Key:
    return str(url), hash_token(token)
