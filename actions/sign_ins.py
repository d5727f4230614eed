"""Sign in, sign out, set a password: what a person does for herself before any screen opens.

Whatever is wrong, the answer is one: a name nobody has, a wrong password, a disabled user
and a used code are not told apart, and take as long.
"""

import hmac
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from actions.accounts import NOBODY, Account, added, sign_in_name
from actions.deeds import Deed, deed
from actions.password_strength import LONGEST, SHORTEST, find_password_fault, split_name
from actions.passwords import (
    code_digest,
    fresh_token,
    password_digest,
    password_matches,
    token_digest,
)
from actions.permissions import Actor, Verb, actor_of
from actions.refusals import Refused
from models import Credential, OneTimeCode, SignIn, Unit, User, UserRole
from models.database import reading, writing
from models.sign_ins import end_sign_ins, sign_in_of, signed_in
from models.users import administrators, user_named

SEEN_EVERY = 60  # seconds: how often it is written down that somebody is still there


def sign_in(engine: Engine, name: str, password: str, *, now: datetime) -> str:
    """A token for the user of this name and password. Raises Refused("sign_in_failed")."""
    user, digest = _secret(engine, sign_in_name(name))
    if not password_matches(password, digest) or user is None:
        raise Refused("sign_in_failed")
    with deed(engine, actor_of(user), Verb.SIGN_IN, now=now) as under_way:
        kept = under_way.session.get(Credential, user.id)
        if kept is None or kept.digest != digest:  # set anew since it was read
            raise Refused("sign_in_failed")
        token = _begun(under_way, user)
        under_way.tell(f"user {user.code}", before={}, after={"signed": "in"})
        return token


def sign_out(engine: Engine, token: str, *, now: datetime) -> None:
    """End the sign-in of `token`; nothing where it has ended."""
    with reading(engine) as session:
        found = signed_in(session, token_digest(token), now)
    if found is None:
        return
    with deed(engine, actor_of(found[1]), Verb.SIGN_OUT, now=now) as under_way:
        kept = sign_in_of(under_way.session, token_digest(token))
        kept.ended_at = kept.ended_at or now
        under_way.tell(f"user {found[1].code}", before={}, after={"signed": "out"})


def change_password(engine: Engine, actor: Actor, old: str, new: str, *, now: datetime) -> str:
    """Set another password, knowing the present one; every sign-in ends and the token of a
    new one is given. Raises Refused: sign_in_failed, password_…"""
    user, digest = _secret(engine, actor.code)
    if not password_matches(old, digest) or user is None:
        raise Refused("sign_in_failed")
    kept = _acceptable(engine, new, user)
    with deed(engine, actor_of(user), Verb.SET_PASSWORD, now=now) as under_way:
        return _with_password(under_way, user, kept, told="changed")


def set_password(engine: Engine, name: str, code: str, new: str, *, now: datetime) -> str:
    """Set a password with a one-time code, and come in: the token.

    Raises Refused: code_failed (wrong, used or too old), password_…
    """
    with reading(engine) as session:
        user = user_named(session, sign_in_name(name))
        _check_code(session, user.id if user else None, code, now=now)
    if user is None or user.disabled_at is not None:
        raise Refused("code_failed")
    kept = _acceptable(engine, new, user)
    with deed(engine, actor_of(user), Verb.SET_PASSWORD, now=now) as under_way:
        _use_code(under_way.session, user.id or 0, code, now=now)
        return _with_password(under_way, user, kept, told="set with a code")


def set_up(engine: Engine, code: str, account: Account, new: str, *, now: datetime) -> str:
    """Make the first administrator with the code of the first start, and come in: the token.

    Raises Refused: set_up_done, code_failed, password_…, and as `add_user`.
    """
    with reading(engine) as session:
        if administrators(session):
            raise Refused("set_up_done")
        _check_code(session, NOBODY, code, now=now)
    kept = _acceptable(engine, new, account)
    first = Actor(sign_in_name(account.code)[:64], UserRole.ADMINISTRATOR)
    with deed(engine, first, Verb.SET_UP, now=now) as under_way:
        if administrators(under_way.session):
            raise Refused("set_up_done")
        _use_code(under_way.session, NOBODY, code, now=now)
        return _with_password(under_way, added(under_way, account), kept, told="first of all")


def still_there(engine: Engine, token: str, *, now: datetime) -> Actor | None:
    """Who signed in with `token`, as the database knows them now; None where it has ended.
    Writes down, at most once a minute, that they are there."""
    digest = token_digest(token)
    with reading(engine) as session:
        found = signed_in(session, digest, now)
    if found is None:
        return None
    if (now - found[0].seen_at).total_seconds() > SEEN_EVERY:
        with suppress(OperationalError), writing(engine) as session:  # a busy database may wait
            sign_in_of(session, digest).seen_at = now
    return actor_of(found[1])


def find_password_digest(engine: Engine, name: str) -> str | None:
    """What is kept of the password of the person `name`, if there is one who may come in."""
    return _secret(engine, name)[1]


def _secret(engine: Engine, name: str) -> tuple[User | None, str | None]:
    """The user of this name who may come in, and the digest of the password."""
    with reading(engine) as session:
        user = user_named(session, name)
        kept = session.get(Credential, user.id) if user else None
    if user is None or user.disabled_at is not None:
        return None, None
    return user, kept.digest if kept else None


def _check_code(session: Session, user_id: int | None, code: str, *, now: datetime) -> None:
    kept = session.get(OneTimeCode, user_id) if user_id is not None else None
    digest = kept.digest if kept is not None and kept.expires_at > now else "0" * 64
    if not hmac.compare_digest(digest, code_digest(code)):
        raise Refused("code_failed")


def _use_code(session: Session, user_id: int, code: str, *, now: datetime) -> None:
    """The code bites once: two at a time cannot both."""
    _check_code(session, user_id, code, now=now)
    session.delete(session.get_one(OneTimeCode, user_id))


def _acceptable(engine: Engine, password: str, person: User | Account) -> str:
    """The digest of a password that will do for this person. Raises Refused: password_…"""
    fault = find_password_fault(password, _list_own_words(engine, person))
    if fault:
        raise Refused(fault, least=SHORTEST, most=LONGEST)
    return password_digest(password)


def _list_own_words(engine: Engine, person: User | Account) -> list[str]:
    """What anybody knows of the person: names, and those of the unit."""
    words = [*split_name(person.code), *split_name(person.name)]
    if person.unit_code is not None:
        with reading(engine) as session:
            named = select(Unit.code, Unit.name_vi, Unit.short_vi)
            for names in session.exec(named.where(Unit.code == person.unit_code)):
                words += names
    return words


def _with_password(under_way: Deed, user: User, digest: str, *, told: str) -> str:
    end_sign_ins(under_way.session, user.id or 0, now=under_way.now)
    under_way.session.merge(Credential(user_id=user.id or 0, digest=digest, set_at=under_way.now))
    token = _begun(under_way, user)
    under_way.tell(f"user {user.code}", before={}, after={"password": told})
    return token


def _begun(under_way: Deed, user: User) -> str:
    token, now = fresh_token(), under_way.now
    begun = SignIn(digest=token_digest(token), user_id=user.id or 0, began_at=now, seen_at=now)
    under_way.session.add(begun)
    return token
