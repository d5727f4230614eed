"""Permissions: one table verb × role, asked at each action."""

from dataclasses import dataclass
from enum import StrEnum

from actions.refusals import Refused
from models import UserRole


class Verb(StrEnum):
    """Everything that may change what is kept, and the one look that is kept: at the register."""

    LOAD_CATALOGUE = "load_catalogue"
    RECEIVE = "receive"
    UNDO = "undo"
    SEND_BACK = "send_back"
    RECEIVE_NIL = "receive_nil"
    REMIND = "remind"
    SEND = "send"
    READ_REGISTER = "read_register"
    SET = "set"
    CLOSE_PERIOD = "close_period"
    REOPEN_PERIOD = "reopen_period"
    BACK_UP = "back_up"
    RESTORE = "restore"
    ERASE = "erase"
    RETAIN = "retain"


@dataclass(frozen=True)
class Actor:
    """Who acts: a user's code and role, and the unit of a unit officer."""

    code: str
    role: UserRole
    unit_code: str | None = None


SECRETARIAT = frozenset({UserRole.SECRETARIAT})
OFFICE = frozenset({UserRole.SECRETARIAT, UserRole.UNIT_OFFICER})
ADMINISTRATION = frozenset({UserRole.ADMINISTRATOR, UserRole.SECRETARIAT})

PERMISSIONS: dict[Verb, frozenset[UserRole]] = {
    Verb.LOAD_CATALOGUE: ADMINISTRATION,
    Verb.RECEIVE: OFFICE,
    Verb.UNDO: SECRETARIAT,
    Verb.SEND_BACK: SECRETARIAT,
    Verb.RECEIVE_NIL: SECRETARIAT,
    Verb.REMIND: SECRETARIAT,
    Verb.SEND: SECRETARIAT,
    Verb.READ_REGISTER: SECRETARIAT,
    Verb.SET: ADMINISTRATION,
    Verb.CLOSE_PERIOD: SECRETARIAT,
    Verb.REOPEN_PERIOD: SECRETARIAT,
    Verb.BACK_UP: ADMINISTRATION,
    Verb.RESTORE: ADMINISTRATION,
    Verb.ERASE: SECRETARIAT,
    Verb.RETAIN: ADMINISTRATION,
}


def may(actor: Actor, verb: Verb) -> bool:
    """Is `verb` open to the actor's role?"""
    return actor.role in PERMISSIONS[verb]


def check(actor: Actor, verb: Verb) -> None:
    """Raise Refused("not_allowed") unless `may`."""
    if not may(actor, verb):
        raise Refused("not_allowed", verb=verb.value, role=actor.role.value)
