"""Admission: who stands at the front door, and which pages are theirs.

What is not the visitor's does not exist for them.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from streamlit.navigation.page import Page

from gate.ways import way_chosen
from locales.words import words_in
from models.soundness import find_storage_fault
from pages.parts.failing import tell_failure
from pages.parts.forgetting import forget_erased
from pages.parts.outside import outside
from pages.parts.rooms import address_asked, hidden, rooms
from pages.parts.visit import instant
from pages.parts.visit_from import holdings, language_chosen, visit_from
from pages.parts.visitor import Stranger, visitor


def find_pages(engine: Engine) -> list[Page]:
    """The visitor's pages; one that says why, where nobody is let in or the database fails."""
    try:
        return _find_own_pages(engine)
    except DBAPIError as fault:
        code = find_storage_fault(fault)
        if code is None:
            raise
        words = words_in(language_chosen())
        return _make_only_page(
            words.say("failed.title"), partial(tell_failure, engine, words, code)
        )


def _find_own_pages(engine: Engine) -> list[Page]:
    way = way_chosen()
    forget_erased(engine)
    held = holdings(engine)
    who = visitor(engine, way, sample=held.sample_on is not None)
    if isinstance(who, Stranger):
        return _turn_away(who)
    doors: dict[str, Page] = {}
    visit = visit_from(engine, held, actor=who, way=way, now=instant())
    return rooms(replace(visit, doors=doors), doors)


def _turn_away(stranger: Stranger) -> list[Page]:
    """One page, whatever was asked for: why nobody is let in."""
    words = words_in(language_chosen())
    return _make_only_page(
        words.say(f"outside.{stranger}.title"), partial(outside, stranger, words)
    )


def _make_only_page(title: str, body: Callable[[], None]) -> list[Page]:
    """The same page, whatever was asked for."""
    default = st.Page(body, title=title, url_path="", default=True, visibility="hidden")
    asked = address_asked()
    return [default, hidden(body, title, asked)] if asked else [default]
