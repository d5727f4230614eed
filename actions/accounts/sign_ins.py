"""Sign in, sign out, set a password: what a person does for herself before any screen opens.

Whatever is wrong, the answer is one: a name nobody has, a wrong password, a disabled user
and a used code are not told apart, and take as long. Who has a second factor, or must have one,
is not in when the password was right: no token is given before the code was right too.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from actions.accounts.accounts import NOBODY, Account, insert_user, normalise_sign_in_name
from actions.accounts.held_sign_ins import (
    UNWRITABLE,
    HeldSignOut,
    begin_try,
    drop_held_sign_out,
    end_held_sign_in,
    find_held_user,
    has_held_sign_outs,
    hold_sign_in,
    hold_sign_out,
    is_ended,
    is_held_as_seen,
    load_held_sign_outs,
)
from actions.accounts.password_strength import LONGEST, SHORTEST, find_password_fault, split_name
from actions.accounts.passwords import (
    hash_code,
    hash_password,
    hash_token,
    is_password_right,
    make_token,
)
from actions.accounts.second_factors import (
    keep_second_factor,
    use_code_without_writing,
    use_factor_code,
)
from actions.deeds import Deed, deed
from actions.permissions import Actor, Verb, build_actor
from actions.refusals import Refused
from models import Credential, OneTimeCode, SignIn, Unit, User, UserRole
from models.database import reading, writing
from models.second_factors import (
    EVER_REQUIRED,
    FactorNeed,
    delete_second_factor,
    find_factor_need,
)
from models.sign_ins import end_sign_ins, find_sign_in, find_sign_in_and_user, is_valid
from models.soundness import BROKEN, find_storage_fault
from models.users import count_administrators, find_user_by_code

SEEN_EVERY = timedelta(minutes=1)  # how often it is written down that somebody is still there


@dataclass(frozen=True)
class KnownUser:
    """A user who gave the right password, of which `digest` was kept."""

    user: User
    digest: str


@dataclass(frozen=True)
class Proof:
    """That an application has the secret: a code of it."""

    secret: str
    code: str


def check_password(engine: Engine, name: str, password: str) -> KnownUser:
    """The user of this name and password. Raises Refused("sign_in_failed")."""
    known = find_user_with_password(engine, normalise_sign_in_name(name))
    if not is_password_right(password, known.digest if known else None) or known is None:
        raise Refused("sign_in_failed")
    return known


def find_user_with_password(engine: Engine, name: str) -> KnownUser | None:
    """The user `name`, if there is one who may come in and has a password."""
    with reading(engine) as session:
        user = find_user_by_code(session, name)
        credential = session.get(Credential, user.id) if user else None
    if user is None or user.disabled_at is not None or credential is None:
        return None
    return KnownUser(user, credential.digest)


def find_required_factor(engine: Engine, known: KnownUser) -> FactorNeed:
    """What is asked of the user besides the password."""
    with reading(engine) as session:
        return find_factor_need(session, known.user)


def sign_in(engine: Engine, name: str, password: str, *, now: datetime) -> str:
    """A token for the user of this name and password; "" where a second factor is asked for.
    Raises Refused("sign_in_failed")."""
    known = check_password(engine, name, password)
    if find_required_factor(engine, known) != FactorNeed.NOTHING:
        return ""
    try:
        with deed(engine, build_actor(known.user), Verb.SIGN_IN, now=now) as under_way:
            _check_digest(under_way.session, known)
            if find_factor_need(under_way.session, known.user) != FactorNeed.NOTHING:
                raise Refused("sign_in_failed")  # set up since it was read
            return _record_sign_in(under_way, known.user, {})
    except Refused as refused:
        if refused.code not in UNWRITABLE:
            raise
        return _hold_sign_in(engine, known, now=now)


def sign_in_with_code(engine: Engine, known: KnownUser, code: str, *, now: datetime) -> str:
    """A token for whoever gave the password and now a code of the second factor.
    Raises Refused: factor_failed, factor_closed; sign_in_failed (the password was set anew
    meanwhile); and for a recovery code as `deed`, where it cannot be written down that it was
    used."""
    try:
        with deed(engine, build_actor(known.user), Verb.SIGN_IN, now=now) as under_way:
            _check_digest(under_way.session, known)
            opened_by = use_factor_code(under_way.session, known.user, code, now=now)
            return _record_sign_in(under_way, known.user, {"second_factor": opened_by})
    except Refused as refused:
        if refused.code not in UNWRITABLE:
            raise
        with reading(engine) as session:
            if not use_code_without_writing(session, known.user, code, now=now):
                raise
        return _hold_sign_in(engine, known, now=now)


def _hold_sign_in(engine: Engine, known: KnownUser, *, now: datetime) -> str:
    """The token of a sign-in that the database cannot take. Raises Refused("sign_in_failed")
    where the password was set anew since it was read."""
    token = make_token()
    standing = hold_sign_in(engine, token, known.user.id or 0, began_at=now, now=now)
    if standing is None or standing.digest != known.digest:
        raise Refused("sign_in_failed")
    return token


def set_second_factor(
    engine: Engine, known: KnownUser, proof: Proof, *, replaces: bool, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Keep the secret of an application, in place of an earlier one where it `replaces` one: for
    whoever is in, not for whoever gave the password only. Every sign-in ends; the token of a new
    one and the recovery codes, which are kept nowhere else. Raises Refused: factor_failed,
    sign_in_failed."""
    with deed(engine, build_actor(known.user), Verb.SET_SECOND_FACTOR, now=now) as under_way:
        _check_digest(under_way.session, known)
        has_one = find_factor_need(under_way.session, known.user) == FactorNeed.CODE
        if has_one and not replaces:
            raise Refused("sign_in_failed")
        codes = keep_second_factor(under_way, known.user, proof.secret, proof.code)
        token = _begin_only_sign_in(under_way, known.user, has_code=True)
        after = {"second_factor": "on"}
        under_way.tell(f"user {known.user.code}", before={}, after=after)
        return token, codes


def remove_own_second_factor(engine: Engine, known: KnownUser, *, now: datetime) -> str:
    """Sign in with the password alone from now on. Every sign-in ends; the token of a new one,
    "" where a second factor is required and has to be set up anew. Raises Refused:
    no_second_factor, sign_in_failed."""
    user = known.user
    with deed(engine, build_actor(user), Verb.SET_SECOND_FACTOR, now=now) as under_way:
        _check_digest(under_way.session, known)
        if not delete_second_factor(under_way.session, user.id or 0):
            raise Refused("no_second_factor", user=user.code)
        off = {"second_factor": "off"}
        under_way.tell(f"user {user.code}", before={"second_factor": "on"}, after=off)
        return _begin_only_sign_in(under_way, user)


def sign_out(engine: Engine, token: str, *, now: datetime) -> None:
    """End the sign-in of `token`; nothing where it has ended. Where the database cannot take it
    down, this process remembers it, and writes it down once it can."""
    known = _find_known_sign_in(engine, token, now)
    if known is None:
        return
    sign_in, user = known
    if sign_in is None:
        end_held_sign_in(engine, token, user.id or 0, now=now)
        return
    try:
        _record_sign_out(engine, HeldSignOut(sign_in.digest, now), user, now=now)
    except Refused as refused:
        if refused.code not in UNWRITABLE | {"database_busy"}:
            raise
        hold_sign_out(engine.url, token, now=now)


def record_held_sign_outs(engine: Engine, *, now: datetime) -> None:
    """Write down the sign-outs that the database could not take, as far as it can now."""
    for held_sign_out in load_held_sign_outs(engine.url):
        try:
            with reading(engine) as session:
                known = find_sign_in_and_user(session, held_sign_out.digest)
            if known is not None and is_valid(*known, held_sign_out.at):
                _record_sign_out(engine, held_sign_out, known[1], now=now)
        except Refused:  # it stays held, and is tried again
            return
        except DBAPIError as fault:
            if find_storage_fault(fault) is None:
                raise
            return
        drop_held_sign_out(engine.url, held_sign_out.digest)


def _record_sign_out(engine: Engine, sign_out: HeldSignOut, user: User, *, now: datetime) -> None:
    with deed(engine, build_actor(user), Verb.SIGN_OUT, now=now) as under_way:
        record = find_sign_in(under_way.session, sign_out.digest)
        record.ended_at = record.ended_at or sign_out.at
        under_way.tell(f"user {user.code}", before={}, after={"signed": "out"})


def change_password(engine: Engine, actor: Actor, old: str, new: str, *, now: datetime) -> str:
    """Set another password, knowing the present one; every sign-in ends and the token of a
    new one is given. Raises Refused: sign_in_failed, password_…"""
    user = check_password(engine, actor.code, old).user
    digest = _hash_new_password(engine, new, user)
    with deed(engine, build_actor(user), Verb.SET_PASSWORD, now=now) as under_way:
        _keep_password(under_way, user, digest, manner="changed")
        return _begin_only_sign_in(under_way, user, has_code=True)


def set_password(engine: Engine, name: str, code: str, new: str, *, now: datetime) -> str:
    """Set a password with a one-time code, and come in: the token; "" where a second factor is
    asked for.

    Raises Refused: code_failed (wrong, used or too old), password_…
    """
    with reading(engine) as session:
        user = find_user_by_code(session, normalise_sign_in_name(name))
        _check_code(session, user.id if user else None, code, now=now)
    if user is None or user.disabled_at is not None:
        raise Refused("code_failed")
    digest = _hash_new_password(engine, new, user)
    with deed(engine, build_actor(user), Verb.SET_PASSWORD, now=now) as under_way:
        _use_code(under_way.session, user.id or 0, code, now=now)
        _keep_password(under_way, user, digest, manner="set with a code")
        return _begin_only_sign_in(under_way, user)


def set_up(engine: Engine, code: str, account: Account, new: str, *, now: datetime) -> str:
    """Make the first administrator with the code of the first start, and come in: the token; ""
    where a second factor is asked for.

    Raises Refused: set_up_done, code_failed, password_…, and as `add_user`.
    """
    with reading(engine) as session:
        if count_administrators(session):
            raise Refused("set_up_done")
        _check_code(session, NOBODY, code, now=now)
    digest = _hash_new_password(engine, new, account)
    first = Actor(normalise_sign_in_name(account.code)[:64], UserRole.ADMINISTRATOR)
    with deed(engine, first, Verb.SET_UP, now=now) as under_way:
        if count_administrators(under_way.session):
            raise Refused("set_up_done")
        _use_code(under_way.session, NOBODY, code, now=now)
        user = insert_user(under_way, account)
        _keep_password(under_way, user, digest, manner="first of all")
        return _begin_only_sign_in(under_way, user)


def find_session_actor(engine: Engine, token: str, *, now: datetime) -> Actor | None:
    """Who signed in with `token`, as the database knows them now; None where it has ended.
    Writes down, at most once a minute, that they are there."""
    if has_held_sign_outs(engine.url) and begin_try(engine.url, now):
        record_held_sign_outs(engine, now=now)
    known = _find_known_sign_in(engine, token, now)
    if known is None:
        return None
    sign_in, user = known
    long_ago = now - SEEN_EVERY
    if (
        sign_in is not None
        and sign_in.seen_at < long_ago
        and not is_held_as_seen(engine.url, token, since=long_ago)
    ):
        try:
            with writing(engine, waits=False) as session:
                find_sign_in(session, sign_in.digest).seen_at = now
        except DBAPIError as fault:
            if find_storage_fault(fault) is None:
                raise
            hold_sign_in(engine, token, user.id or 0, began_at=sign_in.began_at, now=now)
    return build_actor(user)


def _find_known_sign_in(
    engine: Engine, token: str, now: datetime
) -> tuple[SignIn | None, User] | None:
    """Who signed in with `token`, and the database's record of that; no record where only this
    process knows that it still holds. None where it has ended, and too where the table of sign-ins
    is damaged: who was in comes in anew, and is held in memory, instead of being kept out by a
    token of before."""
    if is_ended(engine.url, token):
        return None
    try:
        with reading(engine) as session:
            known = find_sign_in_and_user(session, hash_token(token))
    except DBAPIError as fault:
        if find_storage_fault(fault) != BROKEN:
            raise
        with reading(engine) as session:
            session.exec(select(User.id).limit(1))  # where people are damaged too, nobody comes in
        known = None
    if known is not None:
        if is_valid(*known, now):
            return known
        if known[0].ended_at is not None:
            return None
    user = find_held_user(engine, token, now=now)
    return (None, user) if user is not None else None


def find_admissible_actor(engine: Engine, token: str, *, now: datetime) -> Actor | None:
    """As `find_session_actor`; None too for whoever has to set up a second factor before anything
    else, since it was required after she signed in."""
    actor = find_session_actor(engine, token, now=now)
    if actor is None or actor.role not in EVER_REQUIRED:
        return actor
    with reading(engine) as session:
        user = find_user_by_code(session, actor.code)
        due = user is not None and find_factor_need(session, user) == FactorNeed.SET_UP
    return None if due else actor


def _check_code(session: Session, user_id: int | None, code: str, *, now: datetime) -> None:
    one_time_code = session.get(OneTimeCode, user_id) if user_id is not None else None
    digest = (
        one_time_code.digest
        if one_time_code is not None and one_time_code.expires_at > now
        else "0" * 64
    )
    if not hmac.compare_digest(digest, hash_code(code)):
        raise Refused("code_failed")


def _use_code(session: Session, user_id: int, code: str, *, now: datetime) -> None:
    """The code bites once: two at a time cannot both."""
    _check_code(session, user_id, code, now=now)
    session.delete(session.get_one(OneTimeCode, user_id))


def _hash_new_password(engine: Engine, password: str, person: User | Account) -> str:
    """The digest of a password that will do for this person. Raises Refused: password_…"""
    fault = find_password_fault(password, _list_own_words(engine, person))
    if fault:
        raise Refused(fault, least=SHORTEST, most=LONGEST)
    return hash_password(password)


def _list_own_words(engine: Engine, person: User | Account) -> list[str]:
    """What anybody knows of the person: names, and those of the unit."""
    words = [*split_name(person.code), *split_name(person.name)]
    if person.unit_code is not None:
        with reading(engine) as session:
            named = select(Unit.code, Unit.name_vi, Unit.short_vi)
            for names in session.exec(named.where(Unit.code == person.unit_code)):
                words += names
    return words


def _check_digest(session: Session, known: KnownUser) -> None:
    """Raise Refused("sign_in_failed") where the password was set anew since it was read."""
    credential = session.get(Credential, known.user.id)
    if credential is None or credential.digest != known.digest:
        raise Refused("sign_in_failed")


def _keep_password(under_way: Deed, user: User, digest: str, *, manner: str) -> None:
    under_way.session.merge(Credential(user_id=user.id or 0, digest=digest, set_at=under_way.now))
    under_way.tell(f"user {user.code}", before={}, after={"password": manner})


def _begin_only_sign_in(under_way: Deed, user: User, *, has_code: bool = False) -> str:
    """End every sign-in of the user's; the token of a new one, "" where a second factor is asked
    for. `has_code`: the one whom it is for came in with a code."""
    end_sign_ins(under_way.session, user.id or 0, now=under_way.now)
    need = find_factor_need(under_way.session, user)
    enough = need == FactorNeed.NOTHING or (has_code and need == FactorNeed.CODE)
    return _begin_sign_in(under_way, user) if enough else ""


def _record_sign_in(under_way: Deed, user: User, facts: dict[str, str]) -> str:
    token = _begin_sign_in(under_way, user)
    under_way.tell(f"user {user.code}", before={}, after={"signed": "in", **facts})
    return token


def _begin_sign_in(under_way: Deed, user: User) -> str:
    token, now = make_token(), under_way.now
    begun = SignIn(digest=hash_token(token), user_id=user.id or 0, began_at=now, seen_at=now)
    under_way.session.add(begun)
    return token
