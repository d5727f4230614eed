"""What the unit sent: its reports over the years, the files kept with their receipts and slips,
and the blank to fill in next."""

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.returns.batch_access import (
    filter_own_batches,
    find_own_batch,
    load_own_copy,
    may_fetch,
)
from actions.returns.receive import Letter, preview_sheets
from documents.returns.blank import build_blank_form
from documents.returns.blank_batch import build_blank_name
from documents.returns.slip import build_note, list_slip_rows
from intake.headers.layouts import RESULTS
from intake.tables import Upload
from locales.numbers import is_missing
from locales.texts import escape_markdown
from locales.words import Words
from models.batches import MOST_LOOKED_THROUGH, NIL, list_batches
from models.database import reading
from models.snapshots import read_duties
from pages.components.cache import once
from pages.components.callees import describe_report_state
from pages.components.download_buttons import XLSX, build_slip_file, show_receipt_button
from pages.components.headline import show_subtitle
from pages.components.links import show_link
from pages.components.tables import show_table
from pages.components.visit import Visit
from pages.own_unit.own_report import OwnUnit, Row

MOST_FILES = 5  # the latest; Nhập báo cáo has all


def show_blank_button(visit: Visit, own: OwnUnit) -> None:
    """Fetch the year's form of results, filled with the unit's tasks."""
    unit, year = (own.unit_id, str(own.unit["code"])), visit.year
    named = (unit[1], str(own.unit["short_vi"]))
    st.download_button(
        visit.words.say("own.blank", year=year),
        partial(_build_blank, visit, unit=unit, year=year),
        file_name=build_blank_name(RESULTS, *named, year=year, kind="xlsx", words=visit.words),
        mime=XLSX,
        on_click="ignore",
        key="own-blank",
        icon=":material/download:",
    )


def _build_blank(visit: Visit, *, unit: tuple[int, str], year: int) -> bytes:
    with reading(visit.engine) as session:
        duties = read_duties(session, [year - 1, year], visit.today)
    return build_blank_form(RESULTS, duties, visit.words, unit=unit, year=year, kind="xlsx")


def show_returns(visit: Visit, own: OwnUnit) -> None:
    """The reports of every year, then the latest files."""
    words = visit.words
    if own.reports.empty:
        return
    show_subtitle(words.say("own.reports"))
    rows = once(_build_reports, visit, own.reports)
    show_table(visit, rows, key="own-reports")
    files = once(_find_files, visit, visit.actor)
    if files.empty:
        return
    show_subtitle(words.say("own.files"))
    for batch in files.head(MOST_FILES).to_dict("records"):
        _show_file(visit, batch)
    show_link(visit, "nhap-bao-cao", words.say("own.all_files", count=len(files)))


def _build_reports(visit: Visit, reports: pd.DataFrame) -> pd.DataFrame:
    states = [describe_report_state(visit, row) for row in reports.to_dict("records")]
    return reports.assign(state=states)[["year", "state", "due_on", "received_on", "document_no"]]


def _find_files(visit: Visit, actor: Actor) -> pd.DataFrame:
    with reading(visit.engine) as session:
        batches = list_batches(session, visit.today, most=MOST_LOOKED_THROUGH)
        return filter_own_batches(session, actor, batches)


def _show_file(visit: Visit, batch: Row) -> None:
    """One file: what it brought, its receipt, and the slip of the rows that were left out."""
    words, number = visit.words, int(batch["batch_id"])
    left = int(batch["rows_left"])
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(_say_file(words, batch)))
        show_receipt_button(visit, number, key=f"own-receipt-{number}")
        if left and may_fetch(visit.actor, batch) and is_missing(batch["emptied_at"]):
            st.download_button(
                words.say("handing.slip", count=left),
                partial(build_slip, visit.engine, visit.actor, number, words=words),
                file_name=words.say("handing.slip_file", file=Path(batch["file_name"]).stem),
                mime=XLSX,
                on_click="ignore",
                key=f"own-slip-{number}",
            )


def _say_file(words: Words, batch: Row) -> str:
    """What came, when, what it brought, and whether it was taken back."""
    left = int(batch["rows_left"])
    undone = "" if is_missing(batch["undone_at"]) else words.say("own.file_undone")
    return words.say(
        "own.file_nil" if batch["layout"] == NIL else "own.file",
        file=batch["file_name"],
        at=batch["recorded_at"],
        new=batch["rows_new"],
        changed=batch["rows_changed"],
        left=words.say("own.file_left", count=left) if left else "",
        undone=undone,
    )


def build_slip(engine: Engine, actor: Actor, number: int, *, words: Words) -> bytes:
    """The correction slip of the rows of a kept file, or of its sheet, that are at fault still;
    where none is any more, a workbook that says so and what to send again."""
    with reading(engine) as session:
        batch, content = (
            find_own_batch(session, actor, number),
            load_own_copy(session, actor, number),
        )
    if batch is None or not content:
        return b""
    upload, letter = Upload(batch.file_name, content), Letter(batch.received_on)
    sheets = [preview.arrival for preview in preview_sheets(engine, upload, letter, actor=actor)]
    arrival = next((sheet for sheet in sheets if sheet.sheet == batch.sheet), sheets[0])
    if not list_slip_rows(arrival):
        return build_note(words.say("handing.slip_nothing", file=batch.file_name), words)
    return build_slip_file(engine, arrival, words, actor=actor)
