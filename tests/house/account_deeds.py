"""The actions on users and sign-ins, and how each is done where every table has a good row."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts.accounts import (
    Account,
    add_user,
    add_users,
    change_user,
    disable_user,
    enable_user,
    give_code,
    give_codes,
    open_set_up,
    record_new_names,
)
from actions.accounts.passwords import hash_code, hash_password, hash_token
from actions.accounts.second_factors import remove_second_factor
from actions.accounts.sign_ins import (
    KnownUser,
    Proof,
    change_password,
    check_password,
    remove_own_second_factor,
    set_password,
    set_second_factor,
    set_up,
    sign_in,
    sign_in_with_code,
    sign_out,
)
from actions.permissions import Actor, Verb
from models import Credential, OneTimeCode, SecondFactor, SignIn, UserRole
from models.database import writing
from models.second_factors import delete_second_factor
from tests.conftest import NOW

CLERK = Actor("vanthu", UserRole.SECRETARIAT)
CHIEF = Actor("terminal", UserRole.ADMINISTRATOR)
NEWCOMER = Account("moi", "Người mới", UserRole.ADMINISTRATOR)
VANTHU = Account("vanthu", "Văn thư", UserRole.LEADER)
SECRET, OTHER = "con đường 18 bậc", "một mật khẩu khác"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LATER = NOW + timedelta(hours=1)


def known_code(engine: Engine, user_id: int) -> str:
    """A one-time code of this user, as if it had been given before."""
    lasts = LATER + timedelta(days=1)
    with writing(engine) as session:
        session.merge(OneTimeCode(user_id=user_id, digest=hash_code("ABCD"), expires_at=lasts))
    return "ABCD"


def known_user(engine: Engine) -> Actor:
    """The clerk, whose password is SECRET."""
    with writing(engine) as session:
        session.merge(Credential(user_id=1, digest=hash_password(SECRET), set_at=NOW))
        delete_second_factor(session, 1)
    return CLERK


def known_with_factor(engine: Engine, *, has_one: bool = True) -> KnownUser:
    """The clerk, who gave SECRET; the application's secret is KEY."""
    known_user(engine)
    known = check_password(engine, CLERK.code, SECRET)
    if has_one:
        with writing(engine) as session:
            session.add(SecondFactor(user_id=1, secret=KEY, confirmed_at=NOW, last_step=1))
    return known


def waiting_user(engine: Engine) -> str:
    """The clerk, who has not set a password yet."""
    with writing(engine) as session:
        for credential in session.exec(select(Credential)):
            session.delete(credential)
    return "vanthu"


def known_token(engine: Engine) -> str:
    """The token of a sign-in of the clerk's."""
    with writing(engine) as session:
        session.add(SignIn(user_id=1, digest=hash_token("token"), began_at=LATER, seen_at=LATER))
    return "token"


ACCOUNT_DEEDS: dict[str, tuple[Verb, Callable[[Engine], object]]] = {
    "accounts.accounts.add_user": (
        Verb.ADD_USER,
        lambda engine: add_user(engine, NEWCOMER, actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.add_users": (
        Verb.ADD_USER,
        lambda engine: add_users(engine, [NEWCOMER], actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.give_codes": (
        Verb.GIVE_CODE,
        lambda engine: give_codes(engine, [waiting_user(engine)], actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.change_user": (
        Verb.CHANGE_USER,
        lambda engine: change_user(engine, VANTHU, actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.record_new_names": (
        Verb.CHANGE_USER,
        lambda engine: record_new_names(engine, {1: "terminal"}, actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.disable_user": (
        Verb.DISABLE_USER,
        lambda engine: disable_user(engine, "vanthu", actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.enable_user": (
        Verb.ENABLE_USER,
        lambda engine: enable_user(engine, "vanthu", actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.give_code": (
        Verb.GIVE_CODE,
        lambda engine: give_code(engine, "vanthu", actor=CHIEF, now=LATER),
    ),
    "accounts.accounts.open_set_up": (
        Verb.OPEN_SET_UP,
        lambda engine: open_set_up(engine, actor=CHIEF, now=LATER),
    ),
    "accounts.sign_ins.set_up": (
        Verb.SET_UP,
        lambda engine: set_up(engine, known_code(engine, 0), NEWCOMER, SECRET, now=LATER),
    ),
    "accounts.sign_ins.set_password": (
        Verb.SET_PASSWORD,
        lambda engine: set_password(engine, "vanthu", known_code(engine, 1), SECRET, now=LATER),
    ),
    "accounts.sign_ins.change_password": (
        Verb.SET_PASSWORD,
        lambda engine: change_password(engine, known_user(engine), SECRET, OTHER, now=LATER),
    ),
    "accounts.sign_ins.sign_in": (
        Verb.SIGN_IN,
        lambda engine: sign_in(engine, known_user(engine).code, SECRET, now=LATER),
    ),
    "accounts.sign_ins.sign_in_with_code": (
        Verb.SIGN_IN,
        lambda engine: sign_in_with_code(
            engine, known_with_factor(engine), pyotp.TOTP(KEY).at(LATER), now=LATER
        ),
    ),
    "accounts.sign_ins.set_second_factor": (
        Verb.SET_SECOND_FACTOR,
        lambda engine: set_second_factor(
            engine,
            known_with_factor(engine, has_one=False),
            Proof(KEY, pyotp.TOTP(KEY).at(LATER)),
            replaces=False,
            now=LATER,
        ),
    ),
    "accounts.sign_ins.remove_own_second_factor": (
        Verb.SET_SECOND_FACTOR,
        lambda engine: remove_own_second_factor(engine, known_with_factor(engine), now=LATER),
    ),
    "accounts.second_factors.remove_second_factor": (
        Verb.REMOVE_SECOND_FACTOR,
        lambda engine: remove_second_factor(engine, "vanthu", actor=CHIEF, now=LATER),
    ),
    "accounts.sign_ins._record_sign_out": (
        Verb.SIGN_OUT,
        lambda engine: sign_out(engine, known_token(engine), now=LATER),
    ),
}
