"""Accounts: who may come in, as what; kept by the administrator.

Nobody is ever removed, since the journal names them: a user is disabled. A password is
never given by anyone but its owner: the administrator hands over a one-time code.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, and_, or_
from sqlmodel import Session, col, select

from actions.accounts.passwords import hash_code, make_code
from actions.deeds import Deed, deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.text_input import refuse_unseen_signs
from models import Credential, Entry, OneTimeCode, Unit, User, UserRole
from models.sign_ins import end_sign_ins
from models.stored_values import parse_json
from models.users import count_administrators, find_user_by_code

NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
RESERVED = re.compile(r"terminal|trial-.*")  # as who acts without an account is called
FORMERLY = "truoc-la."  # before the name of who bore such a one, since step 0018 of the database
ADDING = (Verb.ADD_USER, Verb.SET_UP)
NAMING = (Verb.ADD_USER, Verb.CHANGE_USER)  # of several people at once
EMAIL = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,180}\.[^\s@<>\"]{2,60}")
NOBODY = 0  # whose code opens the first start
CODE_LASTS = timedelta(days=3)


@dataclass(frozen=True)
class Account:
    """Who somebody is: what the administrator settles of a user."""

    code: str
    name: str
    role: UserRole
    unit_code: str | None = None
    email: str | None = None
    subject: str | None = None


def normalise_sign_in_name(text: str) -> str:
    """A name of sign-in as it is kept: NFC, small letters, no spaces around."""
    return unicodedata.normalize("NFC", text[:200]).strip().casefold()


def add_user(engine: Engine, account: Account, *, actor: Actor, now: datetime) -> str:
    """Add a user; the one-time code to set a password with.

    Raises Refused: not_allowed, user_exists, email_taken, and as `_check_account`.
    """
    with deed(engine, actor, Verb.ADD_USER, now=now) as under_way:
        user, code = insert_user(under_way, account), make_code()
        _keep_code(under_way.session, user.id or 0, code, until=now + CODE_LASTS)
        under_way.tell(f"user {user.code}", before={}, after=_list_facts(user))
        return code


def add_users(
    engine: Engine, accounts: Sequence[Account], *, actor: Actor, now: datetime
) -> dict[str, str]:
    """Add all of them, or none: the one-time code of each, by name of sign-in.

    Raises Refused: nobody_to_add, and as `add_user`.
    """
    if not accounts:
        raise Refused("nobody_to_add")
    with deed(engine, actor, Verb.ADD_USER, now=now) as under_way:
        users = [insert_user(under_way, account) for account in accounts]
        codes = _give_codes(under_way, users)
        after = {user.code: _list_facts(user) for user in users}
        under_way.tell("people", before={}, after=after)
        return codes


def change_user(engine: Engine, account: Account, *, actor: Actor, now: datetime) -> None:
    """Make the user `account.code` what `account` says. Another role or unit ends every
    sign-in of the user's. Raises as `add_user`, and user_unknown, last_administrator."""
    with deed(engine, actor, Verb.CHANGE_USER, now=now) as under_way:
        session = under_way.session
        user = find_user(session, account.code)
        new_account = _check_account(session, account, besides=user.id)
        if new_account.role != UserRole.ADMINISTRATOR:
            _check_not_last(session, user)
        before = _list_facts(user)
        if (user.role, user.unit_code) != (new_account.role, new_account.unit_code):
            end_sign_ins(session, user.id or 0, now=now)
        for name, value in asdict(new_account).items():
            setattr(user, name, value)
        under_way.tell(f"user {user.code}", before=before, after=_list_facts(user))


def find_unrecorded_names(session: Session) -> dict[int, str]:
    """The users, by number, who were given another name because theirs is the program's, and of
    whom the journal does not say so yet: the name of each before that, or its beginning where it
    was too long to be kept whole. Who was added under such a name is none of them."""
    named = select(User.id, User.code).where(col(User.code).startswith(FORMERLY))
    users = {code: number for number, code in session.exec(named).all() if number is not None}
    if not users:
        return {}
    subjects = [f"user {code}" for code in users]
    naming_one = and_(col(Entry.subject).in_(subjects), col(Entry.verb).in_(ADDING))
    naming_many = and_(col(Entry.subject) == "people", col(Entry.verb).in_(NAMING))
    entries = select(Entry.subject, Entry.after).where(or_(naming_one, naming_many))
    recorded: set[str] = set()
    for subject, after in session.exec(entries):
        recorded.update(
            parse_json(after, "entry.after") if subject == "people" else [subject[len("user ") :]]
        )
    old_names = {
        number: re.sub(rf"\.{number}(\.\d+)?$", "", code.removeprefix(FORMERLY))
        for code, number in users.items()
        if code not in recorded
    }
    return {number: old for number, old in old_names.items() if RESERVED.fullmatch(old)}


def record_new_names(
    engine: Engine, names: Mapping[int, str], *, actor: Actor, now: datetime
) -> dict[str, str]:
    """Write into the journal that these users, who bore the names, were given others; the new
    name by the old one. Raises Refused: not_allowed."""
    with deed(engine, actor, Verb.CHANGE_USER, now=now) as under_way:
        users = {old: under_way.session.get_one(User, number) for number, old in names.items()}
        new_names = {old: user.code for old, user in users.items()}
        before = {new: {"sign_in_name": old} for old, new in new_names.items()}
        after = {new: {"sign_in_name": new} for new in new_names.values()}
        under_way.tell("people", before=before, after=after)
        return new_names


def disable_user(engine: Engine, code: str, *, actor: Actor, now: datetime) -> None:
    """Let a user in no more, from this moment. Raises Refused: not_allowed, user_unknown,
    last_administrator."""
    with deed(engine, actor, Verb.DISABLE_USER, now=now) as under_way:
        user = find_user(under_way.session, code)
        _check_not_last(under_way.session, user)
        before = _list_facts(user)
        user.disabled_at = user.disabled_at or now
        end_sign_ins(under_way.session, user.id or 0, now=now)
        under_way.tell(f"user {user.code}", before=before, after=_list_facts(user))


def enable_user(engine: Engine, code: str, *, actor: Actor, now: datetime) -> None:
    """Let a disabled user in again, with the password of before. Raises Refused:
    not_allowed, user_unknown."""
    with deed(engine, actor, Verb.ENABLE_USER, now=now) as under_way:
        user = find_user(under_way.session, code)
        before = _list_facts(user)
        user.disabled_at = None
        under_way.tell(f"user {user.code}", before=before, after=_list_facts(user))


def give_code(engine: Engine, code: str, *, actor: Actor, now: datetime) -> str:
    """A one-time code for a user who has lost the password; the old one and every sign-in
    end at once. Raises Refused: not_allowed, user_unknown."""
    with deed(engine, actor, Verb.GIVE_CODE, now=now) as under_way:
        session, fresh = under_way.session, make_code()
        user = find_user(session, code)
        credential = session.get(Credential, user.id)
        if credential is not None:
            session.delete(credential)
        end_sign_ins(session, user.id or 0, now=now)
        _keep_code(session, user.id or 0, fresh, until=now + CODE_LASTS)
        under_way.tell(f"user {user.code}", before={}, after={"password": "to be set anew"})
        return fresh


def give_codes(
    engine: Engine, names: Iterable[str], *, actor: Actor, now: datetime
) -> dict[str, str]:
    """A new one-time code, by name of sign-in, for each of these users who has not set a
    password yet and may come in; the code given before ends.

    Raises Refused: not_allowed, user_unknown, nobody_waiting (all of them have a password).
    """
    with deed(engine, actor, Verb.GIVE_CODE, now=now) as under_way:
        session = under_way.session
        named = [find_user(session, name) for name in names]
        users = [
            user
            for user in named
            if user.disabled_at is None and session.get(Credential, user.id) is None
        ]
        if not users:
            raise Refused("nobody_waiting")
        codes = _give_codes(under_way, users)
        after = {user.code: {"password": "to be set anew"} for user in users}
        under_way.tell("people", before={}, after=after)
        return codes


def open_set_up(engine: Engine, *, actor: Actor, now: datetime) -> str:
    """The code with which the first administrator makes an account; the one of an earlier
    start ends. Raises Refused: not_allowed, set_up_done (there is an administrator)."""
    with deed(engine, actor, Verb.OPEN_SET_UP, now=now) as under_way:
        if count_administrators(under_way.session):
            raise Refused("set_up_done")
        fresh = make_code()
        _keep_code(under_way.session, NOBODY, fresh, until=now + CODE_LASTS)
        under_way.tell("set-up", before={}, after={"set_up": "open"})
        return fresh


def insert_user(under_way: Deed, account: Account) -> User:
    """The user that `account` describes, new. Raises as `add_user`."""
    session = under_way.session
    new_account = _check_account(session, account, besides=None)
    if find_user_by_code(session, new_account.code) is not None:
        raise Refused("user_exists", user=new_account.code)
    user = User(**asdict(new_account))
    session.add(user)
    session.flush()
    return user


def normalise_account(account: Account) -> Account:
    """The account as it would be kept: sign-in name and e-mail in small letters, no spaces
    around, a unit for a unit officer only."""
    name = " ".join(unicodedata.normalize("NFC", account.name).split())[:120]
    email = normalise_sign_in_name(account.email or "") or None
    subject = (account.subject or "").strip()[:255] or None
    unit = (account.unit_code or "").strip() or None
    officer = account.role == UserRole.UNIT_OFFICER
    code = normalise_sign_in_name(account.code)
    return Account(code, name, account.role, unit if officer else None, email, subject)


def find_account_faults(
    session: Session, account: Account, *, besides: int | None
) -> Iterator[tuple[str, Refused]]:
    """What cannot be kept of `account`, each as the name of its field and why, the first fault
    to be mended first: text_unseen, user_name_wrong, user_name_reserved, user_unnamed,
    email_wrong, email_taken, unit_needed, unit_unknown. The user whose id is `besides` may
    have the same e-mail."""
    for field in ("name", "email", "subject", "unit_code"):
        try:
            refuse_unseen_signs(getattr(account, field))
        except Refused as unseen:
            yield field, unseen
    normal_account = normalise_account(account)
    if not NAME.fullmatch(normal_account.code):
        yield "code", Refused("user_name_wrong", user=normal_account.code[:64])
    elif besides is None and RESERVED.fullmatch(normal_account.code):
        yield "code", Refused("user_name_reserved", user=normal_account.code)
    if not normal_account.name or not normal_account.name.isprintable():
        yield "name", Refused("user_unnamed")
    if normal_account.email is not None and not EMAIL.fullmatch(normal_account.email):
        yield "email", Refused("email_wrong", email=normal_account.email[:64])
    yield from _find_other_owner(session, normal_account, besides=besides)
    if normal_account.role != UserRole.UNIT_OFFICER:
        return
    if normal_account.unit_code is None:
        yield "unit_code", Refused("unit_needed")
    elif session.exec(select(Unit.id).where(Unit.code == normal_account.unit_code)).first() is None:
        yield "unit_code", Refused("unit_unknown", unit=normal_account.unit_code)


def _check_account(session: Session, account: Account, *, besides: int | None) -> Account:
    """The account as it is kept. Raises Refused: the first of `find_account_faults`."""
    for _, fault in find_account_faults(session, account, besides=besides):
        raise fault
    return normalise_account(account)


def _find_other_owner(
    session: Session, account: Account, *, besides: int | None
) -> Iterator[tuple[str, Refused]]:
    """Refused("email_taken") where another user has this e-mail address or subject."""
    for field, column in (("email", User.email), ("subject", User.subject)):
        value = getattr(account, field)
        other = select(User.code).where(col(column) == value, col(User.id) != (besides or 0))
        taken = session.exec(other).first() if value else None
        if taken is not None:
            yield field, Refused("email_taken", email=value, user=taken)


def find_user(session: Session, code: str) -> User:
    """The user who signs in as `code`. Raises Refused("user_unknown")."""
    user = find_user_by_code(session, normalise_sign_in_name(code))
    if user is None:
        raise Refused("user_unknown", user=code[:64])
    return user


def _check_not_last(session: Session, user: User) -> None:
    """An office that locks its last administrator out would need a programmer."""
    if user.role == UserRole.ADMINISTRATOR and not count_administrators(session, besides=user.id):
        raise Refused("last_administrator", user=user.code)


def _give_codes(under_way: Deed, users: Sequence[User]) -> dict[str, str]:
    """A fresh code for each user, of which only the digest is kept."""
    codes = {user.code: make_code() for user in users}
    for user in users:
        until = under_way.now + CODE_LASTS
        _keep_code(under_way.session, user.id or 0, codes[user.code], until=until)
    return codes


def _keep_code(session: Session, user_id: int, code: str, *, until: datetime) -> None:
    session.merge(OneTimeCode(user_id=user_id, digest=hash_code(code), expires_at=until))


def _list_facts(user: User) -> dict[str, object]:
    """What the journal says of a user."""
    state = "disabled" if user.disabled_at else "enabled"
    return {"name": user.name, "role": str(user.role), "unit": user.unit_code, "state": state}
