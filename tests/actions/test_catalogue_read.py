"""What of a workbook of the catalogue is hidden, unseen, aside or too large is said."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from actions.catalogue.faults import CatalogueFault, CatalogueFaulty
from actions.catalogue.files import parse_lines
from actions.catalogue.lines import PeriodLine
from actions.catalogue.sheets import Book, parse_book
from actions.catalogue.unread import CatalogueUnread
from intake.tables import Upload
from locales.catalogue_faults import list_fault_sentences
from locales.catalogue_names import list_known_names
from locales.catalogue_unread import build_unread_sentence
from locales.catalogues import LANGUAGES
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.actions.test_amend_catalogue import cell, edited, found, sent_back
from tests.intake.broken_books import SAMPLES


def read(upload: Upload) -> Book:
    return parse_book(upload, list_known_names(words_in("vi")))


def test_hidden_rows_columns_and_sheets_are_said(province: Engine) -> None:
    def hide(form: Worksheet) -> None:
        form.row_dimensions[3].hidden = True
        form.column_dimensions["D"].hidden = True

    upload = edited(
        sent_back(province),
        ("units", hide),
        ("periods", lambda form: setattr(form, "sheet_state", "hidden")),
    )
    book = read(upload)
    assert {one.code for one in book.remarks} == {
        "sheet.hidden_rows",
        "sheet.hidden_columns",
        "file.hidden_sheets",
    }
    assert "periods.csv" not in book.sent.files
    assert len(book.remarks) == 3  # the sheets once, not once for each other sheet
    said = [build_finding_sentence(one, words_in("vi")) for one in book.remarks]
    assert any("“units”" in one and "dòng 3" in one for one in said)
    assert any("không được đọc và không được lưu: periods" in one for one in said)


def test_a_sheet_of_another_name_is_named(province: Engine) -> None:
    upload = edited(sent_back(province), ("units", lambda form: setattr(form, "title", "Đơn vị 2")))
    assert read(upload).asides == ("Đơn vị 2",)


def test_unseen_letters_are_taken_out_and_said(province: Engine) -> None:
    upload = edited(
        sent_back(province),
        ("units", cell("SYT", "code", "S\u200bYT\u202c")),
        ("units", cell("STC", "short_vi", "\u202eS. Tài chính")),
    )
    (amended,) = found(province, upload)
    assert (amended.column, amended.after) == ("short_vi", "S. Tài chính")
    told = [(one.code, one.value, one.sheet) for one in read(upload).remarks]
    assert sorted(told) == [
        ("value.letters_turned", "S[U+200B]YT[U+202C]", "units"),
        ("value.letters_turned", "[U+202E]S. Tài chính", "units"),
    ]
    for language in LANGUAGES:
        assert "A (code)" in build_finding_sentence(read(upload).remarks[0], words_in(language))


def test_letters_written_in_parts_change_nothing(province: Engine) -> None:
    parted = "Sở Y tế".replace("ở", "o\u031b\u0309").replace("ế", "e\u0302\u0301")
    assert found(province, sent_back(province, "units", cell("SYT", "short_vi", parted))) == []


@pytest.mark.parametrize("code", ["file.unpacks_too_large", "file.locked", "file.no_table"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_workbook_cannot_be_opened_is_said_as_of_a_return(code: str, language: str) -> None:
    with pytest.raises(CatalogueUnread) as refused:
        read(Upload("danh-muc.xlsx", SAMPLES[code][0]()))
    words = words_in(language)
    said = build_unread_sentence(refused.value, words)
    assert said.startswith(("“danh-muc.xlsx”", "Tệp “danh-muc.xlsx”"))
    assert said.endswith(build_finding_sentence(refused.value.finding, words))
    assert refused.value.finding.code == code


def test_a_file_of_the_catalogues_folder_with_unseen_letters_is_refused() -> None:
    faults: list[CatalogueFault] = []
    heading = ["year", "data_from", "data_to", "last_day", "weekend_rolls"]
    row = ["2026", "2025-12-15", "2026-12-14", "2026-12-14\u200b", "0"]
    assert parse_lines(PeriodLine, [(1, heading), (2, row)], faults) == []
    (told,) = faults
    assert (told.line, told.column, told.value) == (2, "last_day", "2026-12-14[U+200B]")
    for language in LANGUAGES:
        assert "[U+200B]" in list_fault_sentences(CatalogueFaulty(faults), words_in(language))[1]


def test_a_box_that_is_not_ticked_says_no(province: Engine) -> None:
    assert found(province, sent_back(province, "tasks", cell("HM_TV", "reporting", False))) == []
