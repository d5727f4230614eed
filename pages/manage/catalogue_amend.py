"""Correcting the catalogue by its own workbook: what would change is seen first, cell by cell."""

import hashlib
from functools import partial

import pandas as pd
import streamlit as st

from actions.amend_catalogue import NEW, Amendment, amend_catalogue, amendments
from actions.catalogue_files import Rows
from actions.catalogue_sheets import files_in
from actions.permissions import Verb, may
from actions.refusals import Refused
from documents.catalogue_book import catalogue_book
from documents.listing_books import XLSX
from intake.tables import Upload
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.catalogue_rows import catalogue_rows
from models.database import reading
from pages.parts import frames, notes
from pages.parts.headline import subtitle
from pages.parts.tables import written_table
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD, KEPT, COLUMNS = "amend-told", "amend-kept", ("file", "row", "column", "before", "after")
MOST_SHOWN = 500


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
    if not may(visit.actor, Verb.LOAD_CATALOGUE) or visit.issue is not None:
        return
    kept = st.session_state.setdefault(KEPT, 0)  # a new field after each that was kept
    sent = st.file_uploader(words.say("catalogue.amend.file"), ["xlsx"], key=f"catalogue-{kept}")
    if sent is not None:
        _sent(visit, Upload(sent.name, sent.getvalue()))


def _book(visit: Visit) -> bytes:
    with reading(visit.engine) as session:
        rows = catalogue_rows(session)
    return catalogue_book(rows, visit.words)


def _sent(visit: Visit, upload: Upload) -> None:
    words = visit.words
    digest = hashlib.sha256(upload.content).hexdigest()
    try:
        files, found = frames.once(visit, f"amend {digest}", partial(_read, visit, upload))
    except Refused as refused:
        st.warning(escaped(_refused(visit, refused)))
        return
    if not found:
        st.info(escaped(words.say("catalogue.amend.same", file=upload.name)))
        return
    subtitle(words.say("catalogue.amend.seen", file=upload.name, count=len(found)))
    shown = frames.once(visit, f"amend shown {digest}", partial(_shown, visit, found))
    written_table(words, shown, key="amendments")
    if len(found) > MOST_SHOWN:
        notes.note(words.say("receive.changes_first", count=MOST_SHOWN))
    if st.button(words.say("catalogue.amend.press", count=len(found)), type="primary"):
        _keep(visit, files, found)
        st.rerun()


def _refused(visit: Visit, refused: Refused) -> str:
    """Where in the workbook, in its own words: the sheet, not the file it stands for."""
    if refused.code != "catalogue_malformed":
        return refusal_sentence(refused, visit.words)
    sheet = str(refused.facts["file"]).removesuffix(".csv")
    return visit.words.say("catalogue.amend.malformed", **{**refused.facts, "sheet": sheet})


def _read(visit: Visit, upload: Upload) -> tuple[dict[str, Rows], list[Amendment]]:
    files = files_in(upload)
    return files, amendments(visit.engine, files, actor=visit.actor)


def _shown(visit: Visit, found: list[Amendment]) -> pd.DataFrame:
    new = visit.words.say("catalogue.amend.new")
    told = pd.DataFrame(found[:MOST_SHOWN], columns=list(COLUMNS))
    sheets = told["file"].str.removesuffix(".csv")
    after = [new if one == NEW else _said(one) for one in told["after"]]
    told = told.assign(file=sheets, before=[_said(one) for one in told["before"]], after=after)
    return told.rename(columns={one: visit.words.say(f"catalogue.column.{one}") for one in COLUMNS})


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _keep(visit: Visit, files: dict[str, Rows], found: list[Amendment]) -> None:
    words = visit.words
    try:
        amend_catalogue(visit.engine, files, found, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = words.say("catalogue.amend.done", count=len(found))
        st.session_state[KEPT] += 1
    except Refused as refused:
        st.session_state[TOLD] = refusal_sentence(refused, words)
