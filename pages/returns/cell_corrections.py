"""Correct a cell at fault or asked about, here and with a reason, instead of sending the file
back: the file is examined anew with it, and it is marked as the office's for ever."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from actions.permissions import may_correct_returns
from actions.refusals import Refused
from actions.returns.receive import Preview, correct_cells
from intake.checks.silent import NAMING
from intake.corrections import CellCorrection, Place, find_correctable_cells, get_sent_text
from intake.headers.headings import HeaderMap
from locales.actors import name_actor
from locales.corrections import name_column
from locales.findings import name_field
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.corrections import find_corrections
from models.database import reading
from pages.components.actors import find_people
from pages.components.cache import once
from pages.components.tables import show_written_table
from pages.components.visit import Visit
from pages.returns.previews import Card

REASONS = "correction-reasons"
MOST_CELLS = 200  # offered at once
LONGEST_REASON = 500
COLUMNS = ("row", "about", "column", "sent", "new")


def find_correction_reason(number: int) -> str | None:
    """Why cells of this card's file were corrected; None where nobody gave a reason."""
    reasons: dict[int, str] = st.session_state.get(REASONS, {})
    return reasons.get(number)


def show_cell_corrections(visit: Visit, card: Card) -> None:
    """The cells that may be corrected in this card's file; none for an officer, who sends a
    corrected file."""
    preview, words = card.seen, visit.words
    if preview.header_map is None or not may_correct_returns(visit.actor):
        return
    cells = _find_cells(preview)
    if not cells:
        return
    count = len(preview.corrections)
    if count:
        st.info(escape_markdown(words.say("cells.corrected", count=count)))
    title, key = words.say("cells.title", count=len(cells)), f"cells-room-{card.number}"
    expander = st.expander(title, key=key, on_change="rerun")  # else it folds when it is pressed in
    if expander.open:
        with expander:
            st.markdown(escape_markdown(words.say("cells.lead")))
            _show_cell_form(visit, card, preview.header_map, cells)


def _find_cells(preview: Preview) -> list[Place]:
    """The cells at fault or asked about now, and those corrected already."""
    corrected = {(correction.row, correction.field) for correction in preview.corrections}
    return sorted({*find_correctable_cells(preview.arrival), *corrected})[:MOST_CELLS]


def _show_cell_form(visit: Visit, card: Card, header: HeaderMap, cells: Sequence[Place]) -> None:
    words, number = visit.words, card.number
    texts = {
        (correction.row, correction.field): correction.text for correction in card.seen.corrections
    }
    lines = [_describe_cell(visit, header, place, texts) for place in cells]
    frame = pd.DataFrame(lines, columns=COLUMNS)
    with st.form(f"cells-{number}", border=False):
        edited = st.data_editor(
            frame,
            column_config={
                "row": st.column_config.NumberColumn(words.say("cells.row"), format="%d"),
                **{
                    name: st.column_config.TextColumn(words.say(f"cells.{name}"))
                    for name in COLUMNS[1:]
                },
            },
            disabled=COLUMNS[:-1],
            hide_index=True,
            num_rows="fixed",
            key=f"cells-{number}-{hash(card.seen.corrections)}",
        )
        reason = st.text_input(
            words.say("cells.reason"),
            value=find_correction_reason(number) or "",
            max_chars=LONGEST_REASON,
            key=f"cells-reason-{number}",
        )
        pressed = st.form_submit_button(words.say("cells.examine"))
    if pressed:
        typed = [str(text) if isinstance(text, str) else "" for text in edited["new"]]
        corrections = _find_corrections(lines, cells, typed)
        correct_card_cells(visit, card, _keep_spellings(corrections, card), reason.strip())


def _describe_cell(
    visit: Visit, header: HeaderMap, place: Place, texts: dict[Place, str]
) -> tuple[int, str, str, str, str]:
    row, field = place
    naming = NAMING.get(header.layout.name, frozenset({"code", "commune_code"})) - {"period"}
    about = [get_sent_text(header, (row, name)) for name in header.columns if name in naming]
    sent_text = get_sent_text(header, place)
    column = name_field(header.layout.find_field(field), visit.words)
    return row, " · ".join(filter(None, about)), column, sent_text, texts.get(place, sent_text)


def _find_corrections(
    lines: Sequence[tuple[int, str, str, str, str]], cells: Sequence[Place], typed: Sequence[str]
) -> list[CellCorrection]:
    """The cells whose new text is another than what was sent."""
    return [
        CellCorrection(*place, text.strip())
        for line, place, text in zip(lines, cells, typed, strict=True)
        if text.strip() != line[3].strip()
    ]


def _keep_spellings(corrections: Sequence[CellCorrection], card: Card) -> list[CellCorrection]:
    """The corrections, those that chose a name before still as such."""
    chosen = {cell for cell in card.seen.corrections if cell.is_spelling}
    return [
        as_spelling if (as_spelling := replace(cell, is_spelling=True)) in chosen else cell
        for cell in corrections
    ]


def correct_card_cells(
    visit: Visit, card: Card, corrections: Sequence[CellCorrection], reason: str
) -> None:
    """See the file anew with these cells; say why not, where they are refused."""
    if corrections and not reason:
        st.warning(escape_markdown(visit.words.say("refusal.correction_without_reason")))
        return
    if set(corrections) == set(card.seen.corrections):
        st.info(escape_markdown(visit.words.say("cells.unchanged")))
        return
    try:
        preview = correct_cells(visit.engine, card.seen, corrections, actor=visit.actor)
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, visit.words)))
        return
    st.session_state[REASONS] = st.session_state.get(REASONS, {}) | {card.number: reason}
    card.show_anew(preview)
    st.rerun()


def show_batch_corrections(visit: Visit, number: int) -> None:
    """The cells that were corrected before this batch was received; nothing where none was."""
    rows = once(_list_corrections, visit, number)
    if rows.empty:
        return
    words = visit.words
    title = words.say("cells.of_batch", count=len(rows))
    with st.expander(title, key=f"corrections-{number}-open"):
        show_written_table(words, rows, key=f"corrections-{number}")


def _list_corrections(visit: Visit, batch: int) -> pd.DataFrame:
    """The corrected cells of a batch in words, a row each."""
    with reading(visit.engine) as session:
        corrections = find_corrections(session, visit.today, batch_id=batch)
    people, words = find_people(visit), visit.words
    columns = {
        "row": corrections["row"],
        "column": [name_column(str(field), words) for field in corrections["field"]],
        "sent": corrections["sent"],
        "new": corrections["corrected"],
        "why": corrections["reason"],
        "by": [name_actor(code, people, words) for code in corrections["corrected_by"]],
        "at": [words.say("history.moment", at=at) for at in corrections["recorded_at"]],
    }
    return pd.DataFrame({words.say(f"cells.{name}"): column for name, column in columns.items()})
