"""Who may come in after a restore. A backup knows nothing of the rights that were taken since it
was made, so whoever lost some is kept out again, and every administrator is told until one of them
has dealt with each person, or has said that it was looked at.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import deed
from actions.permissions import Actor, Verb, check
from models import Credential, Entry, Setting, User, UserRole
from models.database import reading
from models.settings import read_setting
from models.soundness import UnreadableValue

TAKING = (Verb.DISABLE_USER, Verb.CHANGE_USER, Verb.GIVE_CODE)
LEFT_IN = "left_in"  # of whom there is no other administrator
TRUST = tuple(
    UserRole(role)
    for role in ("supervisor", "unit_officer", "leader", "secretariat", "administrator")
)  # the least first
OPEN = "restore_to_review"  # a setting: the moment of the restore
People = dict[str, dict[str, str | None]]


class Rights(NamedTuple):
    """The users of a database, by name of sign-in, and the deeds by which its journal took rights:
    for the digest of each entry what was done to whom."""

    users: dict[str, User]
    deeds: dict[str, list[tuple[str, str]]]


class RestoreReview(NamedTuple):
    """A restore that no administrator has dealt with: its moment; the people whom it kept out and
    nobody has dealt with since, as the journal has them; whether it could know who lost rights."""

    at: datetime
    people: People
    is_known: bool


def load_rights(session: Session) -> Rights:
    """The rights in a database, and how they came to be taken. Raises UnreadableValue where the
    journal tells of deeds that nobody knows: then none of it can be trusted."""
    if not {*Verb} >= set(session.exec(select(Entry.verb).distinct())):
        raise UnreadableValue("entry.verb")
    query = select(Entry).where(col(Entry.verb).in_([*TAKING, Verb.RESTORE]))
    deeds = {entry.digest: list(_list_deeds(entry)) for entry in session.exec(query)}
    return Rights({user.code: user for user in session.exec(select(User))}, deeds)


def _list_deeds(entry: Entry) -> Iterable[tuple[str, str]]:
    if entry.verb != Verb.RESTORE:
        return [(entry.verb, entry.subject.removeprefix("user "))]
    people = _load_facts(entry).get("people") or {}
    return [(str(facts["deed"]), code) for code, facts in people.items()]


def _load_facts(entry: Entry) -> dict[str, People | None]:
    facts: dict[str, People | None] = json.loads(entry.after)
    return facts


def keep_out(session: Session, before: Rights | None, *, now: datetime) -> People | None:
    """Disable in the restored database whoever was disabled since the backup, or given other rights
    but by promotion, and let no password count that an administrator ended since. By name of
    sign-in: the name, the verb by which rights were lost (LEFT_IN of administrators where none
    other would be), role and unit until the restore. None where nothing is known of `before`."""
    session.merge(Setting(name=OPEN, value=now.isoformat()))
    if before is None:
        return None
    own = load_rights(session)
    since = {
        pair for digest in before.deeds.keys() - own.deeds.keys() for pair in before.deeds[digest]
    }
    active = {code: user for code, user in own.users.items() if user.disabled_at is None}
    people: People = {}
    for code in active.keys() & before.users.keys():
        user, last = active[code], before.users[code]
        deeds = {verb for verb, whose in since if whose == code}
        has_password = session.get(Credential, user.id) is not None
        done = _find_deed(user, last, deeds if has_password else deeds - {Verb.GIVE_CODE})
        if done is not None:
            facts = {"name": user.name, "role": str(last.role), "unit": last.unit_code}
            people[code] = {"deed": done, **facts}
    leading = {code for code, user in active.items() if user.role == UserRole.ADMINISTRATOR}
    for code, facts in people.items():
        if leading <= people.keys() and code in leading:
            facts["deed"] = LEFT_IN
            continue
        credential = session.get(Credential, active[code].id)
        if credential is not None and (Verb.GIVE_CODE, code) in since:
            session.delete(credential)
        if facts["deed"] != Verb.GIVE_CODE:
            active[code].disabled_at = now
    return people


def _find_deed(user: User, last: User, deeds: set[str]) -> str | None:
    """By what a user of the backup lost rights since, in the end; None where none were taken."""
    if LEFT_IN in deeds or (last.disabled_at is not None and deeds):
        return Verb.DISABLE_USER
    is_other = (user.role, user.unit_code) != (last.role, last.unit_code)
    is_promoted = TRUST.index(UserRole(last.role)) > TRUST.index(UserRole(user.role))
    if Verb.CHANGE_USER in deeds and is_other and not is_promoted:
        return Verb.CHANGE_USER
    return Verb.GIVE_CODE if Verb.GIVE_CODE in deeds else None


def find_restore_review(session: Session) -> RestoreReview | None:
    """The last restore, while an administrator has to look at what came of it."""
    if read_setting(session, OPEN) is None:
        return None
    restores = select(Entry).where(Entry.verb == Verb.RESTORE.value)
    entry = session.exec(restores.order_by(col(Entry.id).desc())).first()
    if entry is None:
        return None
    people = _load_facts(entry).get("people")
    settled = select(Entry.subject).where(
        col(Entry.id) > entry.id, col(Entry.verb).in_([*TAKING, Verb.ENABLE_USER])
    )
    subjects = set(session.exec(settled))
    left = {code: facts for code, facts in (people or {}).items() if f"user {code}" not in subjects}
    if people and not left:
        return None
    return RestoreReview(entry.at, left, people is not None)


def close_restore_review(engine: Engine, *, actor: Actor, now: datetime) -> None:
    """An administrator has looked at what came of the last restore: nobody is told any more."""
    check(actor, Verb.REVIEW_RESTORE)
    with reading(engine) as session:
        review = find_restore_review(session)
    if review is None:
        return
    with deed(engine, actor, Verb.REVIEW_RESTORE, now=now) as under_way:
        setting = under_way.session.get(Setting, OPEN)
        if setting is not None:
            under_way.session.delete(setting)
        under_way.tell("database", before={}, after={"restored_at": review.at})
