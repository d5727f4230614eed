"""Correcting the catalogue by its own workbook: what would change is seen first, cell by cell."""

from functools import partial

import streamlit as st

from actions.catalogue.amend import Amendment, amend_catalogue, list_amendments
from actions.catalogue.faults import CatalogueFaulty
from actions.catalogue.files import Rows
from actions.catalogue.sheets import Book, parse_book
from actions.catalogue.unread import CatalogueUnread
from actions.permissions import Actor, Verb, may
from actions.refusals import Refused
from documents.catalogue.catalogue_book import build_catalogue_book
from documents.printing.listing_books import XLSX
from intake.tables import Upload
from locales.catalogue_names import list_known_names
from locales.catalogue_unread import build_unread_sentence
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from locales.words import Words
from models.catalogue_rows import read_catalogue_rows
from models.database import reading
from pages.catalogue.changes import MOST_SHOWN, show_changes, show_faults, show_remarks
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

MESSAGE, ROUND = "amend-told", "amend-kept"


def show_amendment(visit: Visit) -> None:
    """The workbook to take, the one that comes back, and what it would change."""
    words = visit.words
    if message := st.session_state.pop(MESSAGE, None):
        st.info(escape_markdown(message))
    st.markdown(escape_markdown(words.say("catalogue.amend.lead")))
    st.download_button(
        words.say("catalogue.amend.take"),
        partial(_build_book, visit),
        f"danh-muc-chi-thi-18-{visit.today:%Y%m%d}.xlsx",
        XLSX,
        key="catalogue-take",
        on_click="ignore",
        icon=":material/download:",
    )
    if not may(visit.actor, Verb.LOAD_CATALOGUE) or visit.as_of != visit.today:
        return
    number = st.session_state.setdefault(ROUND, 0)  # a new field after each that was kept
    file = st.file_uploader(words.say("catalogue.amend.file"), key=f"catalogue-{number}")
    if file is not None:
        _show_sent_book(visit, Upload(file.name, file.getvalue()))


def _build_book(visit: Visit) -> bytes:
    with reading(visit.engine) as session:
        rows = read_catalogue_rows(session)
    return build_catalogue_book(rows, visit.words)


def _show_sent_book(visit: Visit, upload: Upload) -> None:
    words = visit.words
    try:
        book = once(_parse_book, upload, words)
        show_remarks(visit, book)
        sent_book = book.sent
        changes = once(_list_changes, visit, upload, visit.actor)
    except CatalogueFaulty as refused:
        show_faults(visit, upload.name, sent_book, refused=refused)
        return
    except CatalogueUnread as refused:
        st.warning(escape_markdown(build_unread_sentence(refused, words)))
        return
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))
        return
    if not changes:
        st.info(escape_markdown(words.say("catalogue.amend.same", file=upload.name)))
        return
    show_changes(visit, upload.name, sent_book, changes=changes)
    if len(changes) > MOST_SHOWN:
        st.warning(
            escape_markdown(words.say("catalogue.amend.many", count=len(changes), most=MOST_SHOWN))
        )
    elif st.button(words.say("catalogue.amend.press", count=len(changes)), type="primary"):
        _keep_changes(visit, sent_book.files, changes)
        st.rerun()


def _parse_book(upload: Upload, words: Words) -> Book:
    return parse_book(upload, list_known_names(words))


def _list_changes(visit: Visit, upload: Upload, actor: Actor) -> list[Amendment]:
    book = once(_parse_book, upload, visit.words)
    return list_amendments(visit.engine, book.sent.files, actor=actor)


def _keep_changes(visit: Visit, files: dict[str, Rows], changes: list[Amendment]) -> None:
    words = visit.words
    try:
        amend_catalogue(visit.engine, files, changes, actor=visit.actor, now=read_moment(visit))
        st.session_state[MESSAGE] = words.say("catalogue.amend.done", count=len(changes))
        st.session_state[ROUND] += 1
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, words)
