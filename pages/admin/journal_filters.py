"""Which part of the journal is looked at; every choice stands in the address bar."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import streamlit as st

from documents.journal.journal import find_subject, format_verb
from locales.actors import identify_actor
from models.database import reading
from models.journal import Anchor, EntryFilter, list_actors_and_verbs
from pages.components.actors import find_people
from pages.components.address_bar import (
    FIRST_DAY,
    bind_widget,
    follow_widget,
    set_choice,
    sync_choice,
    sync_day,
    sync_text,
)
from pages.components.cache import once
from pages.components.visit import Visit

FROM, TO, WHO, VERB, SUBJECT, PAGE = "tu", "den", "nguoi", "viec", "ve", "trang"
LONGEST = 60


class JournalQuery(NamedTuple):
    """The filters, which page of what they leave, from 1, and how far the journal had come."""

    filters: EntryFilter
    page: int
    head: Anchor


def choose_query(visit: Visit, head: Anchor) -> JournalQuery:
    """What the address bar asks for, with the controls that change it; `head` is the journal's."""
    actors, verbs = once(_load_actors_and_verbs, visit, head)
    filters = EntryFilter(
        first=sync_day(FROM, FIRST_DAY, last=visit.today),
        last=sync_day(TO, visit.today, last=visit.today),
        actor=sync_choice(WHO, ["", *actors], ""),
        verb=sync_choice(VERB, ["", *verbs], ""),
        subject=find_subject(sync_text(SUBJECT, most=LONGEST), visit.words),
    )
    page = sync_text(PAGE, most=6)
    _show_controls(visit, filters, actors, verbs=verbs)
    number = int(page) if page.isdecimal() and int(page) > 0 else 1
    return JournalQuery(filters, number, head)


def _load_actors_and_verbs(visit: Visit, _head: Anchor) -> tuple[list[str], list[str]]:
    with reading(visit.engine) as session:
        return list_actors_and_verbs(session)


def _show_controls(
    visit: Visit, filters: EntryFilter, actors: list[str], *, verbs: list[str]
) -> None:
    words, people = visit.words, find_people(visit)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _show_day(visit, FROM, filters.first)
        _show_day(visit, TO, filters.last)
        st.selectbox(
            words.say("journal.who"),
            ["", *actors],
            format_func=lambda actor: (
                identify_actor(actor, people, words) if actor else words.say("journal.anybody")
            ),
            key=bind_widget(WHO, filters.actor),
            on_change=_build_callback(WHO),
            width=200,
        )
        st.selectbox(
            words.say("journal.what"),
            ["", *verbs],
            format_func=lambda verb: (
                format_verb(verb, words) if verb else words.say("journal.anything")
            ),
            key=bind_widget(VERB, filters.verb),
            on_change=_build_callback(VERB),
            width=260,
        )
        st.text_input(
            words.say("journal.about"),
            key=bind_widget(SUBJECT, sync_text(SUBJECT, most=LONGEST)),
            on_change=_build_callback(SUBJECT),
            placeholder=words.say("journal.about_example"),
            max_chars=LONGEST,
            width=200,
        )


def _show_day(visit: Visit, name: str, day: date | None) -> None:
    st.date_input(
        visit.words.say(f"journal.{name}"),
        min_value=FIRST_DAY,
        max_value=visit.today,
        format="DD/MM/YYYY",
        key=bind_widget(name, day),
        on_change=_build_callback(name),
        width=150,
    )


def _build_callback(name: str) -> Callable[[], None]:
    follow = follow_widget(name)

    def begin_again() -> None:
        follow()
        set_choice(PAGE, "")

    return begin_again
