"""The catalogue's workbook goes out in the reader's language and comes back in either."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from actions.catalogue.faults import CatalogueFaulty
from actions.catalogue.lines import BOOK, Line
from actions.catalogue.sheets import parse_book
from actions.refusals import Refused
from intake.text.normalisation import normalise_text
from locales.catalogue_faults import describe_fault
from locales.catalogue_names import (
    list_column_names,
    list_known_names,
    name_catalogue_column,
    name_catalogue_sheet,
)
from locales.catalogues import LANGUAGES
from locales.words import words_in
from tests.actions.test_amend_catalogue import cell, found, sent_back


@pytest.mark.parametrize("kind", BOOK)
def test_each_name_is_one_columns_and_none_is_missing(kind: type[Line]) -> None:
    known = list_known_names(words_in("vi"))
    assert known.sheets[name_catalogue_sheet(kind.file, words_in("vi"))] == kind.file
    folds = {normalise_text(heading): name for heading, name in known.columns[kind.file].items()}
    for language in LANGUAGES:
        called = [
            name_catalogue_column(kind.file, one, words_in(language))
            for one in list_column_names(kind)
        ]
        meant = [folds[normalise_text(one)] for one in called]
        assert meant == list_column_names(kind)
    own = [name_catalogue_column(kind.file, one, words_in("vi")) for one in list_column_names(kind)]
    assert not {*own} & {*list_column_names(kind)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_comes_back_in_either_language(province: Engine, language: str) -> None:
    words = words_in(language)
    sheet = name_catalogue_sheet("units.csv", words)
    heading = name_catalogue_column("units.csv", "short_vi", words)
    upload = sent_back(province, sheet, cell("SYT", heading, "S. Y tế"), language=language)
    assert [(one.file, one.column, one.after) for one in found(province, upload)] == [
        ("units.csv", "short_vi", "S. Y tế")
    ]


def test_a_sheet_in_both_languages_is_understood_and_two_of_one_kind_are_refused(
    province: Engine,
) -> None:
    def mixed(form: Worksheet) -> None:
        form["A1"], form["B1"] = "code", "TU NGAY"

    assert found(province, sent_back(province, "Đơn vị", mixed, language="vi")) == []

    def second(form: Worksheet) -> None:
        form.parent.copy_worksheet(form).title = "UNITS"  # type: ignore[union-attr]  # of a book

    with pytest.raises(Refused, match="catalogue_sheet_twice"):
        found(province, sent_back(province, "Đơn vị", second, language="vi"))


@pytest.mark.parametrize(("language", "word"), [("vi", "“xóa”"), ("en", "“clear”")])
def test_the_workbook_says_how_to_clear_a_contact(
    province: Engine, language: str, word: str
) -> None:
    content = sent_back(province, language=language).content
    about = load_workbook(io.BytesIO(content)).worksheets[0]
    heading = name_catalogue_column("units.csv", "contact", words_in(language))
    (line,) = (str(row[0].value) for row in about.iter_rows() if heading in str(row[0].value))
    assert word in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_taken_out_is_missed_by_the_name_it_had(province: Engine, language: str) -> None:
    words = words_in(language)
    sheet = name_catalogue_sheet("units.csv", words)
    heading = name_catalogue_column("units.csv", "short_vi", words)

    def take_out(form: Worksheet) -> None:
        form.delete_cols([one.value for one in form[1]].index(heading) + 1)

    upload = sent_back(province, sheet, take_out, language=language)
    sent = parse_book(upload, list_known_names(words)).sent
    with pytest.raises(CatalogueFaulty) as refused:
        found(province, upload)
    (fault,) = (describe_fault(one, words, sent) for one in refused.value.found)
    assert (fault.file, fault.column) == (sheet, heading)
    assert f"“{heading}”" in fault.what
