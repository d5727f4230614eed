"""Sign in, sign out, set a password: what a person does for herself before any screen opens.

Whatever is wrong, the answer is one: a name nobody has, a wrong password, a disabled user
and a used code are not told apart, and take as long. Who has a second factor, or must have one,
is not in when the password was right: no token is given before the code was right too.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from actions.accounts import NOBODY, Account, insert_user, sign_in_name
from actions.deeds import Deed, deed
from actions.held_sign_ins import (
    UNWRITABLE,
    end_held_sign_in,
    find_held_user,
    hold_sign_in,
    is_ended,
)
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
from actions.second_factors import (
    keep_second_factor,
    use_code_unwritten,
    use_factor_code,
)
from models import Credential, OneTimeCode, SignIn, Unit, User, UserRole
from models.database import reading, writing
from models.second_factors import (
    EVER_REQUIRED,
    FactorNeed,
    delete_second_factor,
    find_factor_need,
)
from models.sign_ins import end_sign_ins, find_sign_in, find_valid_sign_in
from models.soundness import find_storage_fault
from models.users import count_administrators, find_user_by_code

SEEN_EVERY = 60  # seconds: how often it is written down that somebody is still there


@dataclass(frozen=True)
class Known:
    """A user who gave the right password, of which `digest` was kept."""

    user: User
    digest: str


@dataclass(frozen=True)
class Proof:
    """That an application has the secret: a code of it."""

    secret: str
    code: str


def check_password(engine: Engine, name: str, password: str) -> Known:
    """The user of this name and password. Raises Refused("sign_in_failed")."""
    user, digest = _secret(engine, sign_in_name(name))
    if not password_matches(password, digest) or user is None or digest is None:
        raise Refused("sign_in_failed")
    return Known(user, digest)


def find_known(engine: Engine, name: str) -> Known | None:
    """The user `name`, if there is one who may come in and has a password."""
    user, digest = _secret(engine, name)
    return Known(user, digest) if user is not None and digest is not None else None


def find_need(engine: Engine, known: Known) -> FactorNeed:
    """What is asked of the user besides the password."""
    with reading(engine) as session:
        return find_factor_need(session, known.user)


def sign_in(engine: Engine, name: str, password: str, *, now: datetime) -> str:
    """A token for the user of this name and password; "" where a second factor is asked for.
    Raises Refused("sign_in_failed")."""
    known = check_password(engine, name, password)
    if find_need(engine, known) != FactorNeed.NOTHING:
        return ""
    try:
        with deed(engine, actor_of(known.user), Verb.SIGN_IN, now=now) as under_way:
            _check_unchanged(under_way.session, known)
            if find_factor_need(under_way.session, known.user) != FactorNeed.NOTHING:
                raise Refused("sign_in_failed")  # set up since it was read
            return _signed(under_way, known.user, {})
    except Refused as refused:
        if refused.code not in UNWRITABLE:
            raise
        return _hold_sign_in(engine, known, now=now)


def sign_in_with_code(engine: Engine, known: Known, code: str, *, now: datetime) -> str:
    """A token for whoever gave the password and now a code of the second factor.
    Raises Refused: factor_failed, factor_closed; sign_in_failed (the password was set anew
    meanwhile); and for a recovery code as `deed`, where it cannot be written down that it was
    used."""
    try:
        with deed(engine, actor_of(known.user), Verb.SIGN_IN, now=now) as under_way:
            _check_unchanged(under_way.session, known)
            opened_by = use_factor_code(under_way.session, known.user, code, now=now)
            return _signed(under_way, known.user, {"second_factor": opened_by})
    except Refused as refused:
        if refused.code not in UNWRITABLE:
            raise
        with reading(engine) as session:
            if not use_code_unwritten(session, known.user, code, now=now):
                raise
        return _hold_sign_in(engine, known, now=now)


def _hold_sign_in(engine: Engine, known: Known, *, now: datetime) -> str:
    """The token of a sign-in that the database cannot take. Raises Refused("sign_in_failed")
    where the password was set anew since it was read."""
    token = fresh_token()
    standing = hold_sign_in(engine, token, known.user.id or 0, began_at=now, now=now)
    if standing is None or standing.digest != known.digest:
        raise Refused("sign_in_failed")
    return token


def set_second_factor(
    engine: Engine, known: Known, proof: Proof, *, replaces: bool, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Keep the secret of an application, in place of an earlier one where it `replaces` one: for
    whoever is in, not for whoever gave the password only. Every sign-in ends; the token of a new
    one and the recovery codes, which are kept nowhere else. Raises Refused: factor_failed,
    sign_in_failed."""
    with deed(engine, actor_of(known.user), Verb.SET_SECOND_FACTOR, now=now) as under_way:
        _check_unchanged(under_way.session, known)
        has_one = find_factor_need(under_way.session, known.user) == FactorNeed.CODE
        if has_one and not replaces:
            raise Refused("sign_in_failed")
        codes = keep_second_factor(under_way, known.user, proof.secret, proof.code)
        token = _begun_alone(under_way, known.user, has_code=True)
        after = {"second_factor": "on"}
        under_way.tell(f"user {known.user.code}", before={}, after=after)
        return token, codes


def remove_own_second_factor(engine: Engine, known: Known, *, now: datetime) -> str:
    """Sign in with the password alone from now on. Every sign-in ends; the token of a new one,
    "" where a second factor is required and has to be set up anew. Raises Refused:
    no_second_factor, sign_in_failed."""
    user = known.user
    with deed(engine, actor_of(user), Verb.SET_SECOND_FACTOR, now=now) as under_way:
        _check_unchanged(under_way.session, known)
        if not delete_second_factor(under_way.session, user.id or 0):
            raise Refused("no_second_factor", user=user.code)
        off = {"second_factor": "off"}
        under_way.tell(f"user {user.code}", before={"second_factor": "on"}, after=off)
        return _begun_alone(under_way, user)


def sign_out(engine: Engine, token: str, *, now: datetime) -> None:
    """End the sign-in of `token`; nothing where it has ended. Where the database cannot take it
    down, this process remembers it."""
    with reading(engine) as session:
        found = find_valid_sign_in(session, token_digest(token), now)
    if found is None:
        user = find_held_user(engine, token, now=now)
        if user is not None:
            end_held_sign_in(engine, token, user.id or 0, now=now)
        return
    user = found[1]
    try:
        with deed(engine, actor_of(user), Verb.SIGN_OUT, now=now) as under_way:
            kept = find_sign_in(under_way.session, token_digest(token))
            kept.ended_at = kept.ended_at or now
            under_way.tell(f"user {user.code}", before={}, after={"signed": "out"})
    except Refused as refused:
        if refused.code not in UNWRITABLE | {"database_busy"}:
            raise
        end_held_sign_in(engine, token, user.id or 0, now=now)


def change_password(engine: Engine, actor: Actor, old: str, new: str, *, now: datetime) -> str:
    """Set another password, knowing the present one; every sign-in ends and the token of a
    new one is given. Raises Refused: sign_in_failed, password_…"""
    user = check_password(engine, actor.code, old).user
    kept = _acceptable(engine, new, user)
    with deed(engine, actor_of(user), Verb.SET_PASSWORD, now=now) as under_way:
        _keep_password(under_way, user, kept, told="changed")
        return _begun_alone(under_way, user, has_code=True)


def set_password(engine: Engine, name: str, code: str, new: str, *, now: datetime) -> str:
    """Set a password with a one-time code, and come in: the token; "" where a second factor is
    asked for.

    Raises Refused: code_failed (wrong, used or too old), password_…
    """
    with reading(engine) as session:
        user = find_user_by_code(session, sign_in_name(name))
        _check_code(session, user.id if user else None, code, now=now)
    if user is None or user.disabled_at is not None:
        raise Refused("code_failed")
    kept = _acceptable(engine, new, user)
    with deed(engine, actor_of(user), Verb.SET_PASSWORD, now=now) as under_way:
        _use_code(under_way.session, user.id or 0, code, now=now)
        _keep_password(under_way, user, kept, told="set with a code")
        return _begun_alone(under_way, user)


def set_up(engine: Engine, code: str, account: Account, new: str, *, now: datetime) -> str:
    """Make the first administrator with the code of the first start, and come in: the token; ""
    where a second factor is asked for.

    Raises Refused: set_up_done, code_failed, password_…, and as `add_user`.
    """
    with reading(engine) as session:
        if count_administrators(session):
            raise Refused("set_up_done")
        _check_code(session, NOBODY, code, now=now)
    kept = _acceptable(engine, new, account)
    first = Actor(sign_in_name(account.code)[:64], UserRole.ADMINISTRATOR)
    with deed(engine, first, Verb.SET_UP, now=now) as under_way:
        if count_administrators(under_way.session):
            raise Refused("set_up_done")
        _use_code(under_way.session, NOBODY, code, now=now)
        user = insert_user(under_way, account)
        _keep_password(under_way, user, kept, told="first of all")
        return _begun_alone(under_way, user)


def still_there(engine: Engine, token: str, *, now: datetime) -> Actor | None:
    """Who signed in with `token`, as the database knows them now; None where it has ended.
    Writes down, at most once a minute, that they are there."""
    if is_ended(engine.url, token):
        return None
    digest = token_digest(token)
    with reading(engine) as session:
        found = find_valid_sign_in(session, digest, now)
    if found is None:
        user = find_held_user(engine, token, now=now)
        return actor_of(user) if user is not None else None
    begun, user = found
    if (now - begun.seen_at).total_seconds() > SEEN_EVERY:
        try:
            with writing(engine) as session:
                find_sign_in(session, digest).seen_at = now
        except DBAPIError as fault:
            if find_storage_fault(fault) is None:
                raise
            hold_sign_in(engine, token, user.id or 0, began_at=begun.began_at, now=now)
    return actor_of(user)


def find_admitted(engine: Engine, token: str, *, now: datetime) -> Actor | None:
    """As `still_there`; None too for whoever has to set up a second factor before anything
    else, since it was required after she signed in."""
    actor = still_there(engine, token, now=now)
    if actor is None or actor.role not in EVER_REQUIRED:
        return actor
    with reading(engine) as session:
        user = find_user_by_code(session, actor.code)
        due = user is not None and find_factor_need(session, user) == FactorNeed.SET_UP
    return None if due else actor


def find_password_digest(engine: Engine, name: str) -> str | None:
    """What is kept of the password of the person `name`, if there is one who may come in."""
    return _secret(engine, name)[1]


def _secret(engine: Engine, name: str) -> tuple[User | None, str | None]:
    """The user of this name who may come in, and the digest of the password."""
    with reading(engine) as session:
        user = find_user_by_code(session, name)
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


def _check_unchanged(session: Session, known: Known) -> None:
    """Raise Refused("sign_in_failed") where the password was set anew since it was read."""
    kept = session.get(Credential, known.user.id)
    if kept is None or kept.digest != known.digest:
        raise Refused("sign_in_failed")


def _keep_password(under_way: Deed, user: User, digest: str, *, told: str) -> None:
    under_way.session.merge(Credential(user_id=user.id or 0, digest=digest, set_at=under_way.now))
    under_way.tell(f"user {user.code}", before={}, after={"password": told})


def _begun_alone(under_way: Deed, user: User, *, has_code: bool = False) -> str:
    """End every sign-in of the user's; the token of a new one, "" where a second factor is asked
    for. `has_code`: the one whom it is for came in with a code."""
    end_sign_ins(under_way.session, user.id or 0, now=under_way.now)
    need = find_factor_need(under_way.session, user)
    enough = need == FactorNeed.NOTHING or (has_code and need == FactorNeed.CODE)
    return _begin_sign_in(under_way, user) if enough else ""


def _signed(under_way: Deed, user: User, facts: dict[str, str]) -> str:
    token = _begin_sign_in(under_way, user)
    under_way.tell(f"user {user.code}", before={}, after={"signed": "in", **facts})
    return token


def _begin_sign_in(under_way: Deed, user: User) -> str:
    token, now = fresh_token(), under_way.now
    begun = SignIn(digest=token_digest(token), user_id=user.id or 0, began_at=now, seen_at=now)
    under_way.session.add(begun)
    return token
