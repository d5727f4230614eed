"""Correcting the catalogue by its own workbook: what would change is seen first, cell by cell."""

import hashlib
from functools import partial

import streamlit as st

from actions.amend_catalogue import Amendment, amend_catalogue, amendments
from actions.catalogue_faults import CatalogueFaulty
from actions.catalogue_files import Rows
from actions.catalogue_names import Sent
from actions.catalogue_sheets import book_in
from actions.catalogue_unread import CatalogueUnread
from actions.permissions import Verb, may
from actions.refusals import Refused
from documents.catalogue_book import build_catalogue_book
from documents.listing_books import XLSX
from intake.tables import Upload
from locales.catalogue_names import names_known
from locales.catalogue_unread import unread_sentence
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.catalogue_rows import read_catalogue_rows
from models.database import reading
from pages.manage.catalogue_seen import MOST_SHOWN, changes_seen, faults_seen, remarks_seen
from pages.parts import frames
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD, KEPT = "amend-told", "amend-kept"


def amending(visit: Visit) -> None:
    """The workbook to take, the one that comes back, and what it would change."""
    words = visit.words
    if told := st.session_state.pop(TOLD, None):
        st.info(escaped(told))
    st.markdown(escaped(words.say("catalogue.amend.lead")))
    st.download_button(
        words.say("catalogue.amend.take"),
        partial(_book, visit),
        f"danh-muc-chi-thi-18-{visit.today:%Y%m%d}.xlsx",
        XLSX,
        key="catalogue-take",
        on_click="ignore",
        icon=":material/download:",
    )
    if not may(visit.actor, Verb.LOAD_CATALOGUE) or visit.as_of != visit.today:
        return
    kept = st.session_state.setdefault(KEPT, 0)  # a new field after each that was kept
    sent = st.file_uploader(words.say("catalogue.amend.file"), key=f"catalogue-{kept}")
    if sent is not None:
        _sent(visit, Upload(sent.name, sent.getvalue()))


def _book(visit: Visit) -> bytes:
    with reading(visit.engine) as session:
        rows = read_catalogue_rows(session)
    return build_catalogue_book(rows, visit.words)


def _sent(visit: Visit, upload: Upload) -> None:
    words = visit.words
    digest = hashlib.sha256(upload.content).hexdigest()
    try:
        names = names_known(words)
        book = frames.once(visit, f"amend sent {digest}", partial(book_in, upload, names))
        remarks_seen(visit, book)
        sent = book.sent
        found = frames.once(visit, f"amend {digest}", partial(_found, visit, sent))
    except CatalogueFaulty as refused:
        faults_seen(visit, upload.name, sent, refused=refused)
        return
    except CatalogueUnread as refused:
        st.warning(escaped(unread_sentence(refused, words)))
        return
    except Refused as refused:
        st.warning(escaped(refusal_sentence(refused, words)))
        return
    if not found:
        st.info(escaped(words.say("catalogue.amend.same", file=upload.name)))
        return
    changes_seen(visit, upload.name, sent, found=found)
    if len(found) > MOST_SHOWN:
        st.warning(escaped(words.say("catalogue.amend.many", count=len(found), most=MOST_SHOWN)))
    elif st.button(words.say("catalogue.amend.press", count=len(found)), type="primary"):
        _keep(visit, sent.files, found)
        st.rerun()


def _found(visit: Visit, sent: Sent) -> list[Amendment]:
    return amendments(visit.engine, sent.files, actor=visit.actor)


def _keep(visit: Visit, files: dict[str, Rows], found: list[Amendment]) -> None:
    words = visit.words
    try:
        amend_catalogue(visit.engine, files, found, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = words.say("catalogue.amend.done", count=len(found))
        st.session_state[KEPT] += 1
    except Refused as refused:
        st.session_state[TOLD] = refusal_sentence(refused, words)
