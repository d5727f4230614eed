"""Users: who may come in, kept from the terminal: list, add, import from a file, change,
disable, enable, code, remove-factor."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.accounts import (
    CODE_LASTS,
    Account,
    add_user,
    add_users,
    change_user,
    disable_user,
    enable_user,
    give_code,
    sign_in_name,
)
from actions.opening import (
    Unavailable,
    file_content,
    file_written,
    folder_made,
    refuse_others,
    standing_database,
)
from actions.people import plan_people
from actions.second_factors import remove_second_factor
from documents.people_book import Handout, build_handout_book
from doors.answers import KEEPER, NO, Verb, answer, words_of
from gate.addresses import password_link
from gate.ways import Way, way_chosen
from intake.people import read_people
from intake.tables import Unreadable, Upload
from locales.arguments import ACCOUNT
from locales.people import (
    build_person_fault_line,
    build_unread_people_sentence,
    list_known_headings,
    list_known_roles,
)
from models import UserRole
from models.database import get_database_address, reading
from models.second_factors import find_factor_state
from models.users import find_user_by_code, list_users


def user(chosen: argparse.Namespace) -> int:
    """Do one thing to one user, or list them all."""
    if chosen.deed != "list" and not chosen.user:
        needed = "people_file_needed" if chosen.deed == "import" else "user_needed"
        raise Unavailable(needed)
    with standing_database(get_database_address()) as engine:
        return DEEDS[chosen.deed](engine, chosen)


def listed(engine: Engine, chosen: argparse.Namespace) -> int:
    """Every user."""
    with reading(engine) as session:
        known = list_users(session).astype({"disabled_at": object}).to_dict("records")
        factors = find_factor_state(session)
    told = [
        {
            "user": one["code"],
            "name": one["name"],
            "role": one["role"],
            "unit": one["unit_code"] if isinstance(one["unit_code"], str) else None,
            "email": one["email"] if isinstance(one["email"], str) else None,
            "second_factor": factors[one["code"]],
            "disabled": one["disabled_at"] == one["disabled_at"] and bool(one["disabled_at"]),
        }
        for one in known
    ]
    words = words_of(chosen)
    lines = [
        words.say(
            "terminal.user_disabled_line" if one["disabled"] else "terminal.user_line",
            user=one["user"],
            name=one["name"],
            role=words.say(f"user_role.{one['role']}"),
            unit=one["unit"] or "–",
            factor=words.say(f"users.factor.{one['second_factor']}").lower(),
        )
        for one in told
    ]
    answer(chosen, {"users": told}, lines or [words.say("terminal.no_users")])
    return 0


def add(engine: Engine, chosen: argparse.Namespace) -> int:
    """Add one; the one-time code is printed once and nowhere kept. Where a provider says who
    somebody is, there is no page to write one on."""
    if not chosen.role:
        raise Unavailable("role_needed")
    account = Account(
        chosen.user,
        chosen.name or chosen.user,
        UserRole(chosen.role),
        unit_code=chosen.unit,
        email=chosen.email,
        subject=chosen.subject,
    )
    fresh = add_user(engine, account, actor=KEEPER, now=now())
    if way_chosen() == Way.OIDC:
        return done_told(chosen, "added")
    return code_told(chosen, fresh)


def change(engine: Engine, chosen: argparse.Namespace) -> int:
    """Change what is given of one; the rest stays."""
    with reading(engine) as session:
        kept = find_user_by_code(session, sign_in_name(chosen.user))
    role = UserRole(chosen.role or (kept.role if kept else UserRole.LEADER))
    account = Account(
        chosen.user,
        chosen.name or (kept.name if kept else chosen.user),
        role,
        unit_code=chosen.unit or (kept.unit_code if kept else None),
        email=chosen.email or (kept.email if kept else None),
        subject=chosen.subject or (kept.subject if kept else None),
    )
    change_user(engine, account, actor=KEEPER, now=now())
    return done_told(chosen, "changed")


def disable(engine: Engine, chosen: argparse.Namespace) -> int:
    """Let one in no more."""
    disable_user(engine, chosen.user, actor=KEEPER, now=now())
    return done_told(chosen, "disabled")


def enable(engine: Engine, chosen: argparse.Namespace) -> int:
    """Let one in again."""
    enable_user(engine, chosen.user, actor=KEEPER, now=now())
    return done_told(chosen, "enabled")


def code(engine: Engine, chosen: argparse.Namespace) -> int:
    """A code for one who lost the password."""
    return code_told(chosen, give_code(engine, chosen.user, actor=KEEPER, now=now()))


def remove_factor(engine: Engine, chosen: argparse.Namespace) -> int:
    """Take away the second factor of one who lost it."""
    remove_second_factor(engine, chosen.user, actor=KEEPER, now=now())
    return done_told(chosen, "factor_removed")


def code_told(chosen: argparse.Namespace, fresh: str) -> int:
    """Print a one-time code."""
    named = sign_in_name(chosen.user)
    line = words_of(chosen).say("terminal.user_code", user=named, code=fresh)
    answer(chosen, {"user": named, "code": fresh}, [line])
    return 0


def done_told(chosen: argparse.Namespace, done: str) -> int:
    """Say what was done."""
    named = sign_in_name(chosen.user)
    answer(
        chosen, {"user": named, "done": done}, [words_of(chosen).say(f"users.{done}", user=named)]
    )
    return 0


def now() -> datetime:
    """Accounts are kept by the clock of the wall, in a sample database too."""
    return datetime.now(UTC)


def import_file(engine: Engine, chosen: argparse.Namespace) -> int:
    """Add everybody whom a file names, or nobody where a cell needs correcting. The links are
    printed once, or written to --out; --site is the address that browsers call the server by."""
    words, path = words_of(chosen), Path(chosen.user)
    try:
        file = read_people(Upload(path.name, file_content(chosen.user)), list_known_headings())
    except Unreadable as fault:
        why = build_unread_people_sentence(fault.finding, words)
        raise Unavailable("people_unread", file=chosen.user, why=why) from fault
    plan = plan_people(engine, file, list_known_roles(), actor=KEEPER)
    faults = [build_person_fault_line(fault, words) for fault in plan.faults]
    same = [person.account.code for person in plan.people if not person.is_new]
    if faults:
        answer(chosen, {"added": [], "unchanged": same, "faults": faults}, faults)
        return NO
    if chosen.out:  # while nobody was added: the codes of whoever was are shown once
        folder_made(str(Path(chosen.out).parent))
        refuse_others({chosen.out: b""}, over=chosen.replace)
    handouts = _add_people(engine, chosen, plan.new)
    lines = [words.say("terminal.people_added", count=len(handouts))]
    lines += [words.say("terminal.people_same", count=len(same))] if same else []
    lines += _hand_out(chosen, handouts)
    added = [{"user": one.user, "code": one.code, "link": one.link} for one in handouts]
    answer(chosen, {"added": added, "unchanged": same, "faults": []}, lines)
    return 0


def _add_people(
    engine: Engine, chosen: argparse.Namespace, accounts: list[Account]
) -> list[Handout]:
    """Add them, and what each is to be handed; nothing where nobody is new."""
    words = words_of(chosen)
    given_at = now()
    codes = add_users(engine, accounts, actor=KEEPER, now=given_at) if accounts else {}
    return [
        Handout(
            user=account.code,
            name=account.name,
            role=words.say(f"user_role.{account.role}"),
            unit=account.unit_code or "–",
            email=account.email or "",
            link=password_link(chosen.site or "", account.code, codes[account.code]),
            code=codes[account.code],
            until=given_at + CODE_LASTS,
        )
        for account in accounts
    ]


def _hand_out(chosen: argparse.Namespace, handouts: list[Handout]) -> list[str]:
    """The links to --out, or as lines. Where a provider says who somebody is there are none."""
    words = words_of(chosen)
    if not handouts or way_chosen() == Way.OIDC:
        return []
    if not chosen.out:
        told = [vars(one) for one in handouts]
        return [words.say("terminal.people_line", **one) for one in told]
    book = build_handout_book(handouts, words)
    file_written(chosen.out, book, over=True)
    return [words.say("terminal.people_handout", file=chosen.out)]


DEEDS = {
    "list": listed,
    "add": add,
    "import": import_file,
    "change": change,
    "disable": disable,
    "enable": enable,
    "code": code,
    "remove-factor": remove_factor,
}
VERBS = {"user": Verb("người dùng / users", ACCOUNT, user)}
