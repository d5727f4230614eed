"""What is handed back to a sender: the slip of its faulty rows, the receipt of what was kept."""

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from actions.permissions import Actor
from actions.returns.batch_access import find_own_batch
from documents.printing.letterheads import PREFIX, build_letterhead
from documents.returns.receipt import Office, build_receipt
from documents.returns.slip import build_slip, list_slip_rows
from documents.returns.slip_lists import SlipLists, list_years
from indicators.due_reports import list_due_reports
from intake.pipeline import Arrival
from locales.actors import TERMINAL, name_actor
from locales.corrections import build_correction_sentence
from locales.texts import escape_markdown
from locales.words import Words
from models import Batch
from models.corrections import find_corrections
from models.database import reading
from models.journal import find_newest_anchor
from models.settings import read_settings_under
from models.snapshots import read_catalogue, read_duties
from models.spans import day_of
from models.submissions import find_senders
from models.tasks import find_assignments_due
from models.users import find_user_names
from pages.components.visit import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_slip_button(visit: Visit, arrival: Arrival, *, key: str) -> None:
    """Fetch the correction slip of a file; none where no row is at fault."""
    words, rows = visit.words, list_slip_rows(arrival)
    if not rows or arrival.rows is None:
        return
    if (faulty := len(arrival.rows.faulty)) > len(rows):
        st.caption(escape_markdown(words.say("receiving.slip_stops", count=faulty, most=len(rows))))
    st.download_button(
        words.say("handing.slip", count=len(rows)),
        partial(build_slip_file, visit.engine, arrival, words, actor=visit.actor),
        file_name=words.say("handing.slip_file", file=Path(arrival.upload.name).stem),
        mime=XLSX,
        on_click="ignore",
        key=key,
    )


def build_slip_file(engine: Engine, arrival: Arrival, words: Words, *, actor: Actor) -> bytes:
    """The correction slip of a file, with the codes that `actor` may write."""
    with reading(engine) as session:
        assignments = find_assignments_due(session, list_years(arrival))
        lists = SlipLists(read_catalogue(session, None), assignments, actor.unit_code)
    return build_slip(arrival, words, lists)


def show_receipt_button(visit: Visit, number: int, *, key: str) -> None:
    """Fetch the receipt of a batch; it is made when it is fetched."""
    st.download_button(
        visit.words.say("handing.receipt"),
        partial(build_receipt_file, visit, number),
        file_name=visit.words.say("handing.receipt_file", batch=number),
        mime=DOCX,
        on_click="ignore",
        key=key,
    )


def build_receipt_file(visit: Visit, number: int) -> bytes:
    """The receipt of a batch; empty where it is not the visitor's to see."""
    with reading(visit.engine) as session:
        batch = find_own_batch(session, visit.actor, number)
        if batch is None:
            return b""
        senders = find_senders(session, number)
        office = _build_office(session, batch, senders, visit.words)
    return build_receipt(batch, senders, visit.words, office)


def _build_office(session: Session, batch: Batch, senders: pd.DataFrame, words: Words) -> Office:
    """The letterhead, the full name of who received the batch, and by when it was owed."""
    years = sorted({int(year) for year in senders["year"]})
    due = (
        list_due_reports(read_duties(session, years, day_of(batch.recorded_at))) if years else None
    )
    author = name_actor(batch.received_by, find_user_names(session), words)
    is_sender = batch.unit_id is not None and batch.received_by != TERMINAL
    receiver, sender = ("", author) if is_sender else (author, "")
    corrections = find_corrections(session, day_of(batch.recorded_at), batch_id=batch.id)
    sentences = tuple(
        build_correction_sentence(correction, words)
        for correction in corrections.to_dict("records")
    )
    head = build_letterhead(read_settings_under(session, PREFIX), words)
    anchor = find_newest_anchor(session)
    return Office(head, receiver, sender, due, corrected=sentences, anchor=anchor)
