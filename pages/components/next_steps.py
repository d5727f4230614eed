"""The next steps of an office newly set up: what is there, what is missing, and the way to it."""

import os
from dataclasses import dataclass

import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.reminders.mail_server import parse_mail_server
from documents.printing.letterheads import PARTS, PREFIX, find_setting
from locales.texts import escape_markdown
from locales.words import words_in
from models.backups import find_last_proven_backup
from models.batches import list_batches
from models.choices import CHOICES
from models.database import reading
from models.settings import read_setting, read_settings_under
from models.users import UserRole, count_active_by_role
from pages.components import frames
from pages.components.cache import once
from pages.components.links import show_link
from pages.components.visit import Visit

NEEDED_ON_PAPER = ("superior", "abbreviation", "drafter", "signer_offices", "signer_name")


@dataclass(frozen=True)
class SetupStep:
    """One step: `name` gives its words (next.<name>.done, .todo, .go); `screen` and `choices`
    are the way to it, "" where it is somebody else's to do. Only what is `needed` keeps the
    list on the screen."""

    name: str
    is_done: bool
    count: int = 0
    screen: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False


def show_next_steps(visit: Visit) -> None:
    """The steps, while one of those that are needed is open; nothing in a sample database, at
    a published report, or to whom none of them is."""
    if visit.sample or visit.issue is not None:
        return
    steps = once(_find_steps, visit, has_mail_server=_has_mail_server())
    if not any(step.needed and not step.is_done for step in steps):
        return
    words = visit.words
    done = sum(step.is_done for step in steps)
    with st.container(border=True, key="next-steps"):
        title = words.say("next.title", done=done, all=len(steps))
        st.markdown(f"**{escape_markdown(title)}**")
        for step in steps:
            _show_step(visit, step)


def _find_steps(visit: Visit, *, has_mail_server: bool) -> list[SetupStep]:
    """The steps of whoever looks, in the order in which they are usually taken."""
    if may(visit.actor, Verb.ADD_USER):
        mail = SetupStep("mail", has_mail_server)
        return [*_find_administrators(visit), mail, _find_received(visit, "")]
    if may(visit.actor, Verb.RECEIVE) and may(visit.actor, Verb.BACK_UP):
        return _find_secretariats(visit)
    return []


def _find_administrators(visit: Visit) -> list[SetupStep]:
    with reading(visit.engine) as session:
        people = count_active_by_role(session).get(UserRole.SECRETARIAT, 0)
        is_chosen = any(read_setting(session, choice.name) is not None for choice in CHOICES)
    return [
        SetupStep("people", bool(people), people, "nguoi-dung", needed=True),
        _find_backup(visit),
        _find_contacts(visit),
        SetupStep("settings", is_chosen, screen="cai-dat"),
    ]


def _find_secretariats(visit: Visit) -> list[SetupStep]:
    with reading(visit.engine) as session:
        settings, papers = read_settings_under(session, PREFIX), words_in("vi")
    named = {part.name for part in PARTS if find_setting(settings, part.name, papers).strip()}
    missing = sum(name not in named for name in NEEDED_ON_PAPER)
    return [
        _find_contacts(visit),
        SetupStep("paper", not missing, missing, "don-doc"),
        _find_received(visit, "nhap-bao-cao"),
        _find_backup(visit),
    ]


def _find_contacts(visit: Visit) -> SetupStep:
    units = frames.load_catalogue(visit).units
    current_units = units[units["valid_to"].isna()]
    missing = int((current_units["contact"].fillna("").str.strip() == "").sum())
    return SetupStep("contacts", not missing, missing, "danh-muc", (("phan", "sua"),))


def _find_backup(visit: Visit) -> SetupStep:
    with reading(visit.engine) as session:
        return SetupStep(
            "backup", find_last_proven_backup(session) is not None, screen="sao-luu", needed=True
        )


def _find_received(visit: Visit, screen: str) -> SetupStep:
    with reading(visit.engine) as session:
        received = not list_batches(session, visit.today, most=1).empty
    return SetupStep("received", received, screen=screen, needed=True)


def _has_mail_server() -> bool:
    try:
        return parse_mail_server(os.environ) is not None
    except Refused:  # malformed: whoever sends is told
        return False


def _show_step(visit: Visit, step: SetupStep) -> None:
    words = visit.words
    state = "done" if step.is_done else "todo"
    label = words.say(f"next.{step.name}.{state}", count=step.count)
    mark = ":green[:material/check_circle:]" if step.is_done else ":material/circle:"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"{mark} {escape_markdown(label)}")
        if step.screen and not step.is_done:
            show_link(visit, step.screen, words.say(f"next.{step.name}.go"), **dict(step.choices))
