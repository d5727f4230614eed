"""The template of people: what it offers to choose from is there, and filled in it is read."""

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

from documents.accounts.people_book import build_people_template
from intake.people import read_people
from intake.tables import Upload
from locales.catalogues import LANGUAGES
from locales.people import list_known_headings
from locales.words import words_in
from models import UserRole

UNITS = (("SYT", "Sở Y tế"), ("01273", "Ủy ban nhân dân xã Một"))


def open_template(language: str) -> Workbook:
    return load_workbook(io.BytesIO(build_people_template(UNITS, words_in(language))))


def find_offered_words(book: Workbook) -> Iterator[list[object]]:
    """The words of each list that a cell of the first person offers."""
    for validation in book.worksheets[0].data_validations.dataValidation:
        sheet, _, place = validation.formula1.removeprefix("=").rpartition("!")
        left, top, right, bottom = range_boundaries(place.replace("$", ""))
        form = book[sheet.strip("'")]
        cells = form.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        yield [row[0].value for row in cells]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_role_and_each_unit_is_offered_and_no_other(language: str) -> None:
    words = words_in(language)
    roles, units = find_offered_words(open_template(language))
    assert roles == [words.say(f"user_role.{role}") for role in UserRole]
    assert units == ["SYT", "01273"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_units_stand_beside_their_codes_under_headings(language: str) -> None:
    words = words_in(language)
    rows = list(open_template(language)[words.say("people.book.units")].values)
    heading = (words.say("people.column.unit"), words.say("people.book.unit_name"))
    assert rows == [heading, *UNITS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_it_is_read(language: str) -> None:
    book = open_template(language)
    cells = {"name": "Nông Thị Lan", "code": "lan", "role": "Văn thư", "unit": "01273"}
    for place, cell in enumerate(cells.values(), start=1):
        book.worksheets[0].cell(2, place).value = cell
    content = io.BytesIO()
    book.save(content)
    (row,) = read_people(Upload("nguoi.xlsx", content.getvalue()), list_known_headings()).rows
    assert row.cells == cells
