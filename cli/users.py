"""Users: who may come in, kept from the terminal: list, add, import from a file, change,
disable, enable, code, remove-factor."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.accounts.accounts import (
    CODE_LASTS,
    Account,
    add_user,
    add_users,
    change_user,
    disable_user,
    enable_user,
    give_code,
    normalise_sign_in_name,
)
from actions.accounts.people import plan_people
from actions.accounts.second_factors import remove_second_factor
from actions.opening import (
    Unavailable,
    load_file,
    make_folder,
    open_checked_database,
    refuse_others,
    write_file,
)
from cli.base import ADMINISTRATOR, NO, Command, choose_words, print_answer
from documents.accounts.people_book import Handout, build_handout_book
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
from server.auth.modes import SignInMode, get_sign_in_mode
from server.url_paths import build_password_link


def run_user(options: argparse.Namespace) -> int:
    """Do one thing to one user, or list them all."""
    if options.deed != "list" and not options.user:
        needed = "people_file_needed" if options.deed == "import" else "user_needed"
        raise Unavailable(needed)
    with open_checked_database(get_database_address()) as engine:
        return DEEDS[options.deed](engine, options)


def print_users(engine: Engine, options: argparse.Namespace) -> int:
    """Every user."""
    with reading(engine) as session:
        users = list_users(session).astype({"disabled_at": object}).to_dict("records")
        factors = find_factor_state(session)
    records = [
        {
            "user": user["code"],
            "name": user["name"],
            "role": user["role"],
            "unit": user["unit_code"] if isinstance(user["unit_code"], str) else None,
            "email": user["email"] if isinstance(user["email"], str) else None,
            "second_factor": factors[user["code"]],
            "disabled": user["disabled_at"] == user["disabled_at"] and bool(user["disabled_at"]),
        }
        for user in users
    ]
    words = choose_words(options)
    lines = [
        words.say(
            "terminal.user_disabled_line" if user["disabled"] else "terminal.user_line",
            user=user["user"],
            name=user["name"],
            role=words.say(f"user_role.{user['role']}"),
            unit=user["unit"] or "–",
            factor=words.say(f"users.factor.{user['second_factor']}").lower(),
        )
        for user in records
    ]
    print_answer(options, {"users": records}, lines or [words.say("terminal.no_users")])
    return 0


def add_account(engine: Engine, options: argparse.Namespace) -> int:
    """Add one; the one-time code is printed once and nowhere kept. Where a provider says who
    somebody is, there is no page to write one on."""
    if not options.role:
        raise Unavailable("role_needed")
    account = Account(
        options.user,
        options.name or options.user,
        UserRole(options.role),
        unit_code=options.unit,
        email=options.email,
        subject=options.subject,
    )
    code = add_user(engine, account, actor=ADMINISTRATOR, now=read_wall_clock())
    if get_sign_in_mode() == SignInMode.OIDC:
        return print_done(options, "added")
    return print_code(options, code)


def change_account(engine: Engine, options: argparse.Namespace) -> int:
    """Change what is given of one; the rest stays."""
    with reading(engine) as session:
        stored = find_user_by_code(session, normalise_sign_in_name(options.user))
    role = UserRole(options.role or (stored.role if stored else UserRole.LEADER))
    account = Account(
        options.user,
        options.name or (stored.name if stored else options.user),
        role,
        unit_code=options.unit or (stored.unit_code if stored else None),
        email=options.email or (stored.email if stored else None),
        subject=options.subject or (stored.subject if stored else None),
    )
    change_user(engine, account, actor=ADMINISTRATOR, now=read_wall_clock())
    return print_done(options, "changed")


def disable_account(engine: Engine, options: argparse.Namespace) -> int:
    """Let one in no more."""
    disable_user(engine, options.user, actor=ADMINISTRATOR, now=read_wall_clock())
    return print_done(options, "disabled")


def enable_account(engine: Engine, options: argparse.Namespace) -> int:
    """Let one in again."""
    enable_user(engine, options.user, actor=ADMINISTRATOR, now=read_wall_clock())
    return print_done(options, "enabled")


def renew_code(engine: Engine, options: argparse.Namespace) -> int:
    """A code for one who lost the password."""
    return print_code(
        options, give_code(engine, options.user, actor=ADMINISTRATOR, now=read_wall_clock())
    )


def remove_factor(engine: Engine, options: argparse.Namespace) -> int:
    """Take away the second factor of one who lost it."""
    remove_second_factor(engine, options.user, actor=ADMINISTRATOR, now=read_wall_clock())
    return print_done(options, "factor_removed")


def print_code(options: argparse.Namespace, code: str) -> int:
    """Print a one-time code."""
    name = normalise_sign_in_name(options.user)
    line = choose_words(options).say("terminal.user_code", user=name, code=code)
    print_answer(options, {"user": name, "code": code}, [line])
    return 0


def print_done(options: argparse.Namespace, done: str) -> int:
    """Say what was done."""
    name = normalise_sign_in_name(options.user)
    print_answer(
        options,
        {"user": name, "done": done},
        [choose_words(options).say(f"users.{done}", user=name)],
    )
    return 0


def read_wall_clock() -> datetime:
    """Accounts are kept by the clock of the wall, in a sample database too."""
    return datetime.now(UTC)


def import_file(engine: Engine, options: argparse.Namespace) -> int:
    """Add everybody whom a file names, or nobody where a cell needs correcting. The links are
    printed once, or written to --out; --site is the address that browsers call the server by."""
    words, path = choose_words(options), Path(options.user)
    try:
        file = read_people(Upload(path.name, load_file(options.user)), list_known_headings())
    except Unreadable as fault:
        why = build_unread_people_sentence(fault.finding, words)
        raise Unavailable("people_unread", file=options.user, why=why) from fault
    plan = plan_people(engine, file, list_known_roles(), actor=ADMINISTRATOR)
    faults = [build_person_fault_line(fault, words) for fault in plan.faults]
    unchanged = [person.account.code for person in plan.people if not person.is_new]
    if faults:
        print_answer(options, {"added": [], "unchanged": unchanged, "faults": faults}, faults)
        return NO
    if options.out:  # while nobody was added: the codes of whoever was are shown once
        make_folder(str(Path(options.out).parent))
        refuse_others({options.out: b""}, over=options.replace)
    handouts = _add_people(engine, options, plan.new)
    lines = [words.say("terminal.people_added", count=len(handouts))]
    lines += [words.say("terminal.people_same", count=len(unchanged))] if unchanged else []
    lines += _write_handouts(options, handouts)
    added = [
        {"user": handout.user, "code": handout.code, "link": handout.link} for handout in handouts
    ]
    print_answer(options, {"added": added, "unchanged": unchanged, "faults": []}, lines)
    return 0


def _add_people(
    engine: Engine, options: argparse.Namespace, accounts: list[Account]
) -> list[Handout]:
    """Add them, and what each is to be handed; nothing where nobody is new."""
    words = choose_words(options)
    given_at = read_wall_clock()
    codes = add_users(engine, accounts, actor=ADMINISTRATOR, now=given_at) if accounts else {}
    return [
        Handout(
            user=account.code,
            name=account.name,
            role=words.say(f"user_role.{account.role}"),
            unit=account.unit_code or "–",
            email=account.email or "",
            link=build_password_link(options.site or "", account.code, codes[account.code]),
            code=codes[account.code],
            until=given_at + CODE_LASTS,
        )
        for account in accounts
    ]


def _write_handouts(options: argparse.Namespace, handouts: list[Handout]) -> list[str]:
    """The links to --out, or as lines. Where a provider says who somebody is there are none."""
    words = choose_words(options)
    if not handouts or get_sign_in_mode() == SignInMode.OIDC:
        return []
    if not options.out:
        records = [vars(record) for record in handouts]
        return [words.say("terminal.people_line", **record) for record in records]
    book = build_handout_book(handouts, words)
    write_file(options.out, book, over=True)
    return [words.say("terminal.people_handout", file=options.out)]


DEEDS = {
    "list": print_users,
    "add": add_account,
    "import": import_file,
    "change": change_account,
    "disable": disable_account,
    "enable": enable_account,
    "code": renew_code,
    "remove-factor": remove_factor,
}
VERBS = {"user": Command("người dùng / users", ACCOUNT, run_user)}
