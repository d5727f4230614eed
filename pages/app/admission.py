"""Which pages a browser gets: the visitor's own, or one that says why nobody is let in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from streamlit.navigation.page import Page

from locales.words import words_in
from models.soundness import find_storage_fault
from pages.app.failing import show_failure
from pages.app.forgetting import forget_erased
from pages.app.navigation import build_pages, make_hidden_page, remember_address
from pages.app.outside import show_stranger_page
from pages.app.screens import SCREENS
from pages.app.visitor import Stranger, identify_visitor
from pages.components.visit import read_instant
from pages.components.visit_from import build_visit, choose_language, load_holdings
from server.auth.modes import get_sign_in_mode
from server.stop_notice import build_stop_notice


def find_pages(engine: Engine) -> list[Page]:
    """The visitor's pages; one that says why, where nobody is let in or the database fails."""
    try:
        return _find_own_pages(engine)
    except DBAPIError as fault:
        code = find_storage_fault(fault)
        if code is None:
            raise
        words = words_in(choose_language())
        return _make_only_page(
            words.say("failed.title"), partial(show_failure, engine, words, code)
        )


def _find_own_pages(engine: Engine) -> list[Page]:
    way = get_sign_in_mode()
    forget_erased(engine)
    data = load_holdings(engine)
    actor = identify_visitor(engine, way, sample=data.sample_on is not None)
    if isinstance(actor, Stranger):
        return _turn_away(engine, actor)
    pages: dict[str, Page] = {}
    visit = build_visit(engine, data, actor=actor, way=way, now=read_instant())
    return build_pages(replace(visit, pages=pages), pages)


def _turn_away(engine: Engine, stranger: Stranger) -> list[Page]:
    """One page, whatever was asked for: why nobody is let in."""
    words = words_in(choose_language())
    notice = build_stop_notice(engine, words)
    return _make_only_page(
        words.say(f"outside.{stranger}.title"), partial(show_stranger_page, stranger, words, notice)
    )


def _make_only_page(title: str, body: Callable[[], None]) -> list[Page]:
    """The same page at every address, so that an open page keeps its own, to come back to."""
    default = st.Page(body, title=title, url_path="", default=True, visibility="hidden")
    addresses = {screen.url_path for screen in SCREENS} | {remember_address()} - {""}
    return [default, *(make_hidden_page(body, title, address) for address in sorted(addresses))]
