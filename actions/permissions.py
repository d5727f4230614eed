"""Permissions: one table verb × role, asked at each action, and of the database each time."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from actions.refusals import Refused
from models import User, UserRole


class Verb(StrEnum):
    """Everything that may change what is kept, and the one look that is kept: at the register."""

    LOAD_CATALOGUE = "load_catalogue"
    RECEIVE = "receive"
    UNDO = "undo"
    SEND_BACK = "send_back"
    WITHDRAW_SEND_BACK = "withdraw_send_back"
    ATTACH_SCAN = "attach_scan"
    WITHDRAW_SCAN = "withdraw_scan"
    RECEIVE_NIL = "receive_nil"
    SAVE_DRAFT = "save_draft"
    DISCARD_DRAFT = "discard_draft"
    REMIND = "remind"
    SEND = "send"
    READ_REGISTER = "read_register"
    TAKE_OWN_REGISTER = "take_own_register"
    SET = "set"
    WRITE_REPORT = "write_report"
    PUBLISH = "publish"
    EXTEND = "extend"
    REQUEST_EXTENSION = "request_extension"
    WITHDRAW_REQUEST = "withdraw_request"
    DECLINE_EXTENSION = "decline_extension"
    ANSWER_REMINDER = "answer_reminder"
    SET_OWN_CONTACT = "set_own_contact"
    CLOSE_PERIOD = "close_period"
    REOPEN_PERIOD = "reopen_period"
    OPEN_YEAR = "open_year"
    CANCEL_YEAR = "cancel_year"
    BACK_UP = "back_up"
    TAKE_BACKUP = "take_backup"
    BRING_BACKUP = "bring_backup"
    RESTORE = "restore"
    REVIEW_RESTORE = "review_restore"
    ERASE = "erase"
    RETAIN = "retain"
    ADD_USER = "add_user"
    CHANGE_USER = "change_user"
    DISABLE_USER = "disable_user"
    ENABLE_USER = "enable_user"
    GIVE_CODE = "give_code"
    OPEN_SET_UP = "open_set_up"
    SET_UP = "set_up"
    SET_PASSWORD = "set_password"
    SET_SECOND_FACTOR = "set_second_factor"
    REMOVE_SECOND_FACTOR = "remove_second_factor"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"


@dataclass(frozen=True)
class Actor:
    """Who acts: a user's code and role, and the unit of a unit officer. `user_id` is None
    for whom no row stands: the terminal, a trial, the sample data. `dates_returns`: the
    terminal's operator, who sends for a unit, may say on which day its return came."""

    code: str
    role: UserRole
    unit_code: str | None = None
    user_id: int | None = None
    dates_returns: bool = False


SECRETARIAT = frozenset({UserRole.SECRETARIAT})
OFFICE = frozenset({UserRole.SECRETARIAT, UserRole.UNIT_OFFICER})
ADMINISTRATION = frozenset({UserRole.ADMINISTRATOR, UserRole.SECRETARIAT})
ADMINISTRATORS = frozenset({UserRole.ADMINISTRATOR})
OFFICERS = frozenset({UserRole.UNIT_OFFICER})
EVERYBODY = frozenset(UserRole)

PERMISSIONS: dict[Verb, frozenset[UserRole]] = {
    Verb.LOAD_CATALOGUE: ADMINISTRATION,
    Verb.RECEIVE: OFFICE,
    Verb.UNDO: SECRETARIAT,
    Verb.SEND_BACK: SECRETARIAT,
    Verb.WITHDRAW_SEND_BACK: SECRETARIAT,
    Verb.ATTACH_SCAN: OFFICE,
    Verb.WITHDRAW_SCAN: OFFICE,
    Verb.RECEIVE_NIL: OFFICE,
    Verb.SAVE_DRAFT: OFFICE,
    Verb.DISCARD_DRAFT: OFFICE,
    Verb.REMIND: SECRETARIAT,
    Verb.SEND: SECRETARIAT,
    Verb.READ_REGISTER: SECRETARIAT,
    Verb.TAKE_OWN_REGISTER: OFFICE,
    Verb.SET: ADMINISTRATION,
    Verb.WRITE_REPORT: SECRETARIAT,
    Verb.PUBLISH: SECRETARIAT,
    Verb.EXTEND: SECRETARIAT,
    Verb.REQUEST_EXTENSION: OFFICERS,
    Verb.WITHDRAW_REQUEST: OFFICERS,
    Verb.DECLINE_EXTENSION: SECRETARIAT,
    Verb.ANSWER_REMINDER: OFFICERS,
    Verb.SET_OWN_CONTACT: OFFICERS,
    Verb.CLOSE_PERIOD: SECRETARIAT,
    Verb.REOPEN_PERIOD: SECRETARIAT,
    Verb.OPEN_YEAR: ADMINISTRATION,
    Verb.CANCEL_YEAR: ADMINISTRATION,
    Verb.BACK_UP: ADMINISTRATION,
    Verb.TAKE_BACKUP: ADMINISTRATORS,
    Verb.BRING_BACKUP: ADMINISTRATORS,
    Verb.RESTORE: ADMINISTRATORS,
    Verb.REVIEW_RESTORE: ADMINISTRATORS,
    Verb.ERASE: SECRETARIAT,
    Verb.RETAIN: ADMINISTRATION,
    Verb.ADD_USER: ADMINISTRATORS,
    Verb.CHANGE_USER: ADMINISTRATORS,
    Verb.DISABLE_USER: ADMINISTRATORS,
    Verb.ENABLE_USER: ADMINISTRATORS,
    Verb.GIVE_CODE: ADMINISTRATORS,
    Verb.OPEN_SET_UP: ADMINISTRATORS,
    Verb.SET_UP: ADMINISTRATORS,
    Verb.SET_PASSWORD: EVERYBODY,
    Verb.SET_SECOND_FACTOR: EVERYBODY,
    Verb.REMOVE_SECOND_FACTOR: ADMINISTRATORS,
    Verb.SIGN_IN: EVERYBODY,
    Verb.SIGN_OUT: EVERYBODY,
}


def may(actor: Actor, verb: Verb) -> bool:
    """Is `verb` open to the actor's role?"""
    return actor.role in PERMISSIONS[verb]


def may_date_returns(actor: Actor) -> bool:
    """May the actor say on which day a return was sent or came? Timeliness is judged by it, so
    whoever sends the own unit's returns may not."""
    return actor.role != UserRole.UNIT_OFFICER or actor.dates_returns


def may_correct_returns(actor: Actor) -> bool:
    """May the actor correct a cell of a return before receiving it? An officer sends a corrected
    file instead."""
    return actor.role == UserRole.SECRETARIAT


def build_actor(user: User) -> Actor:
    """The user as one who acts."""
    return Actor(user.code, UserRole(user.role), user.unit_code, user.id)


def check_still(session: Session, actor: Actor, verb: Verb) -> None:
    """`check`, and that the database still says so: raise Refused("rights_changed") where
    the user was disabled, or given another role or unit, since the actor was made."""
    check(actor, verb)
    check_standing(session, actor)


def check_standing(session: Session, actor: Actor) -> None:
    """Raise Refused("rights_changed") where the actor's user is no longer what it was."""
    if actor.user_id is None:
        return
    user = session.get(User, actor.user_id, populate_existing=True)
    if user is None or user.disabled_at is not None or build_actor(user) != actor:
        raise Refused("rights_changed")


def check(actor: Actor, verb: Verb) -> None:
    """Raise Refused("not_allowed") unless `may`."""
    if not may(actor, verb):
        raise Refused("not_allowed", verb=verb.value, role=actor.role.value)
