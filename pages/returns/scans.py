"""The signed scan beside a batch: attached, fetched, withdrawn."""

from collections.abc import Hashable
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.returns.scans import attach_scan, check_scan, may_withdraw, withdraw_scan
from intake.tables import Upload
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.database import reading
from models.scans import find_batch_scans
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.scans import format_size, offer_scan
from pages.components.visit import Visit

OUTCOME, ROUND = "scans-outcome", "scans-round"


def show_scans(visit: Visit, batch: int, *, is_undone: bool) -> None:
    """The scans of the batch and, unless it was undone, a place to drop another; for whoever
    may receive returns."""
    if not may(visit.actor, Verb.ATTACH_SCAN):
        return
    words = visit.words
    scans = once(_find_scans, visit, batch)
    with st.expander(words.say("scans.title", count=len(scans)), key=f"scans-{batch}"):
        for is_done, sentence in st.session_state.pop(OUTCOME, ()):
            (st.success if is_done else st.warning)(escape_markdown(sentence))
        for scan in scans:
            with st.container(horizontal=True, vertical_alignment="center"):
                offer_scan(visit, scan, key=f"history-{batch}")
                _offer_withdrawal(visit, scan)
        if not is_undone:
            _ask_scan(visit, batch)


def _find_scans(visit: Visit, batch: int) -> list[dict[Hashable, Any]]:
    with reading(visit.engine) as session:
        return find_batch_scans(session, batch).to_dict("records")


def _offer_withdrawal(visit: Visit, scan: dict[Hashable, Any]) -> None:
    words, number = visit.words, int(scan["scan_id"])
    if not may_withdraw(visit.actor, attached_by=str(scan["attached_by"])):
        return
    with st.popover(words.say("scans.withdraw"), key=f"scan-withdraw-{number}"):
        st.markdown(escape_markdown(words.say("scans.withdraw_ask", file=scan["file_name"])))
        st.button(
            words.say("scans.withdraw_yes"),
            type="primary",
            key=f"scan-withdraw-{number}-yes",
            on_click=_withdraw,
            args=(visit, number, str(scan["file_name"])),
        )


def _ask_scan(visit: Visit, batch: int) -> None:
    """The file, what is to be known before it is kept, and the button that keeps it."""
    words, turn = visit.words, st.session_state.get(ROUND, 0)
    file: UploadedFile | None = st.file_uploader(
        words.say("scans.drop"), help=words.say("scans.drop_help"), key=f"scan-{batch}-{turn}"
    )
    st.caption(escape_markdown(words.say("scans.personal")))
    if file is None:
        return
    upload = Upload(file.name, file.getvalue())
    try:
        check_scan(upload)
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))
        return
    size = format_size(visit, {"size_bytes": len(upload.content)})
    st.button(
        escape_markdown(words.say("scans.keep", file=upload.name, size=size)),
        type="primary",
        key=f"scan-keep-{batch}",
        on_click=_keep_scan,
        args=(visit, batch, upload),
    )


def _keep_scan(visit: Visit, batch: int, upload: Upload) -> None:
    words = visit.words
    try:
        attach_scan(visit.engine, batch, upload, actor=visit.actor, now=read_moment(visit))
        outcome = (True, words.say("scans.kept", file=upload.name, batch=batch))
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1  # an empty place to drop
    except Refused as refused:
        outcome = (False, build_refusal_sentence(refused, words))
    st.session_state[OUTCOME] = (outcome,)


def _withdraw(visit: Visit, number: int, name: str) -> None:
    words = visit.words
    try:
        withdraw_scan(visit.engine, number, actor=visit.actor, now=read_moment(visit))
        outcome = (True, words.say("scans.withdrawn", file=name))
    except Refused as refused:
        outcome = (False, build_refusal_sentence(refused, words))
    st.session_state[OUTCOME] = (outcome,)
