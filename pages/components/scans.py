"""The signed scans of a return, handed out to whoever may fetch the file they belong to."""

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

from actions.permissions import Actor, Verb, may
from actions.returns.scans import MIMES, fetch_scan
from locales.numbers import is_missing
from locales.texts import escape_markdown
from models.database import reading
from models.scans import find_scans_of_submissions
from pages.components.visit import Visit

MOST_OFFERED = 12  # beside one figure
KILOBYTE = 1024


def show_scans_of(visit: Visit, submission_ids: list[int], *, key: str) -> None:
    """The scans beside the returns of these submissions; nothing where there is none, or for
    readers who may not fetch files."""
    if not submission_ids or not may(visit.actor, Verb.RECEIVE):
        return
    with reading(visit.engine) as session:
        scans = find_scans_of_submissions(session, submission_ids)
    if scans.empty:
        return
    words = visit.words
    with st.expander(words.say("scans.beside", count=len(scans)), key=f"scans-{key}-open"):
        for scan in scans.head(MOST_OFFERED).to_dict("records"):
            offer_scan(visit, scan, key=key)
        if len(scans) > MOST_OFFERED:
            st.caption(escape_markdown(words.say("scans.more", count=len(scans) - MOST_OFFERED)))


def offer_scan(visit: Visit, scan: Mapping[Hashable, Any], *, key: str) -> None:
    """A button that hands one scan out; of one whose content is gone, its name and why."""
    words, number = visit.words, int(scan["scan_id"])
    if not is_missing(scan["emptied_at"]):
        st.caption(escape_markdown(words.say("scans.emptied", file=scan["file_name"])))
        return
    st.download_button(
        escape_markdown(
            words.say("scans.download", file=scan["file_name"], size=format_size(visit, scan))
        ),
        partial(read_scan, visit.engine, visit.actor, number),
        file_name=str(scan["file_name"]),
        mime=MIMES[str(scan["kind"])],
        on_click="ignore",
        icon=":material/download:",
        key=f"{key}-scan-{number}",
    )


def format_size(visit: Visit, scan: Mapping[Hashable, Any]) -> str:
    """How large it is, in KB or MB."""
    size = int(scan["size_bytes"])
    if size < KILOBYTE * KILOBYTE:
        return visit.words.say("scans.kilobytes", size=max(1, round(size / KILOBYTE)))
    return visit.words.say("scans.megabytes", size=round(size / KILOBYTE / KILOBYTE, 1))


def read_scan(engine: Engine, actor: Actor, number: int) -> bytes:
    """The scan's bytes, asked for anew: the page may be older than the reader's rights."""
    with reading(engine) as session:
        fetched = fetch_scan(session, actor, number)
    return fetched.content if fetched is not None else b""


def find_submissions(*frames: pd.DataFrame) -> list[int]:
    """The numbers of the submissions that rows of the frames came with."""
    columns = [frame["submission_id"].dropna() for frame in frames if "submission_id" in frame]
    return sorted({int(number) for numbers in columns for number in numbers})
