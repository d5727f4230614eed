"""Workbooks that no spreadsheet program writes so, and cells that are not what they look like."""

import io
import re

import pytest
from openpyxl import Workbook

from intake.findings import Finding, Outcome
from intake.pipeline import detect_layout
from intake.tables import Unreadable, Upload
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.intake.builders import HEADINGS, SECOND, SOUND, book_of, row_with, stored
from tests.intake.files import text_file
from tests.intake.hostile_books import book, cell, line, sheet
from tests.intake.register import arrival, said

FIRST = ("2026", "SYT", "HM_DK", "done", "một")
OTHER = ("2026", "STC", "HM_DK", "done", "hai")
CELLS = re.findall(r"<c .*?</c>", line(3, FIRST))


@pytest.mark.parametrize(
    "rows",
    [
        line(5, FIRST) + line(3, OTHER),
        line(3, FIRST) + line(3, OTHER),
        f'<row r="3">{"".join(reversed(CELLS))}</row>',
        f'<row r="3">{"".join(CELLS)}{cell("C3", "TET_SUAT")}</row>',
    ],
    ids=["rows out of order", "a row twice", "cells out of order", "a cell twice"],
)
def test_what_could_be_read_in_two_ways_is_refused_not_half_read(rows: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("return.xlsx", book(sheet(rows))))
    assert refusal.value.finding.code == "file.workbook_broken"


@pytest.mark.parametrize("field", ["status", "quantity", "note"])
def test_a_box_that_is_not_ticked_is_no_signed_nil(field: str) -> None:
    came = arrival(book_of([HEADINGS, row_with(**{field: False}), SECOND]))
    assert said(came) == [("value.unticked", 2, field)]
    assert came.outcome == Outcome.ROWS


def test_the_signs_that_xml_cannot_hold_are_read_as_a_spreadsheet_shows_them() -> None:
    note = "Sao_x000D_\nTiên_x000D_tặng _x0007_ mã _x0041_"
    came = arrival(book_of([HEADINGS, row_with(note=note)]))
    assert stored(came, "note") == {2: "Sao\nTiên\ntặng  mã _x0041_"}
    assert said(came) == [("value.unseen_letters", 2, "note")]


def test_a_nought_among_letters_is_not_taken_for_utf_16() -> None:
    content = text_file([HEADINGS, SOUND]).replace(b"Sao", b"S\x00ao")
    for whole in (content, content + b" "):  # of either length
        with pytest.raises(Unreadable) as refusal:
            detect_layout(Upload("return.csv", whole))
        assert refusal.value.finding.code == "file.encoding_unknown"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_still_known(encoding: str) -> None:
    came = arrival(text_file([HEADINGS, SOUND]).decode().encode(encoding))
    assert stored(came, "note") == {2: "Sao Tiên"}


def merged(letters: str) -> bytes:
    """Two rows of other units, the cells of one column merged."""
    made = Workbook()
    form = made.worksheets[0]
    for cells in (HEADINGS, row_with(quantity=12), row_with(unit_code="STC", quantity=None)):
        form.append(cells)
    form.merge_cells(letters)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_a_number_merged_over_two_rows_is_asked_about() -> None:
    came = arrival(merged("G2:G3"))
    assert said(came) == [("value.merged", 2, "quantity")]
    assert came.findings[0].facts["last"] == 3
    assert (came.outcome, stored(came, "quantity")) == (Outcome.ASK, {2: 12, 3: 12})


def test_a_key_merged_over_two_rows_is_not() -> None:
    assert said(arrival(merged("A2:A3"))) == []


def test_a_sheets_name_is_shown_as_it_is() -> None:
    finding = Finding("file.sheets_unread", facts={"sheets": ("Q\u202e1",)})
    assert "Q[U+202E]1" in build_finding_sentence(finding, words_in("vi"))
