"""The catalogue goes out as a workbook and comes back corrected: just what was shown is kept."""

import io
import json
from collections.abc import Callable
from functools import cache
from typing import get_args

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from sqlmodel import select

from actions.catalogue.amend import Amendment, amend_catalogue, list_amendments
from actions.catalogue.faults import CatalogueFaulty, Why
from actions.catalogue.files import Rows
from actions.catalogue.sheets import parse_book
from actions.refusals import Refused
from documents.catalogue.catalogue_book import build_catalogue_book
from intake.tables import Upload
from locales.catalogue_names import list_known_names
from locales.catalogues import LANGUAGES, read_sentences
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models import Unit
from models.catalogue_rows import read_catalogue_rows
from models.database import reading
from models.settings import read_data_version
from tests.actions.returns import CLERK, DAY, LEADER, at, journal

Edit = Callable[[Worksheet], object]
BOOKS: dict[tuple[str, ...], Upload] = {}  # by language and rows: most tests begin with the same


def sent_back(
    engine: Engine, sheet: str = "units", edit: Edit | None = None, *, language: str = "en"
) -> Upload:
    """The workbook of the catalogue as it stands, one sheet of it edited and saved."""
    with reading(engine) as session:
        tables = read_catalogue_rows(session)
    said = (language, *(table.to_csv() for table in tables.values()))
    if said not in BOOKS:
        content = build_catalogue_book(tables, words_in(language))
        BOOKS[said] = Upload("danh-muc.xlsx", content)
    return edited(BOOKS[said], (sheet, edit)) if edit is not None else BOOKS[said]


@cache
def edited(upload: Upload, *edits: tuple[str, Edit]) -> Upload:
    """The workbook, its sheets edited and saved: once for each kind of database."""
    book = load_workbook(io.BytesIO(upload.content))
    for sheet, edit in edits:
        edit(book[sheet])
    kept = io.BytesIO()
    book.save(kept)
    return Upload(upload.name, kept.getvalue())


def cell(row: str, column: str, value: object) -> Edit:
    """Write `value` where the first column says `row`."""

    def edit(form: Worksheet) -> None:
        headings = [one.value for one in form[1]]
        for cells in form.iter_rows(min_row=2):
            if cells[0].value == row:
                form.cell(cells[0].row, headings.index(column) + 1).value = value  # type: ignore[union-attr,arg-type]  # no merged cells here

    return edit


@cache
def files_of(upload: Upload) -> dict[str, Rows]:
    return parse_book(upload, list_known_names(words_in("vi"))).sent.files


def found(engine: Engine, upload: Upload) -> list[Amendment]:
    return list_amendments(engine, files_of(upload), actor=CLERK)


def test_sent_back_as_it_was_nothing_changes(each_province: Engine) -> None:
    upload = sent_back(each_province)
    assert found(each_province, upload) == []
    with pytest.raises(Refused, match="catalogue_same"):
        amend_catalogue(each_province, files_of(upload), [], actor=CLERK, now=at(DAY))


def test_a_corrected_cell_is_shown_kept_and_told(each_province: Engine) -> None:
    upload = sent_back(each_province, "units", cell("SYT", "short_vi", "S. Y tế"))
    with reading(each_province) as session:
        version = read_data_version(session)
    seen = found(each_province, upload)
    assert [(one.file, one.column, one.before, one.after) for one in seen] == [
        ("units.csv", "short_vi", "Sở Y tế", "S. Y tế")
    ]
    with reading(each_province) as session:  # looking kept nothing
        assert read_data_version(session) == version
        assert session.exec(select(Unit.short_vi).where(Unit.code == "SYT")).first() == "Sở Y tế"
    amend_catalogue(each_province, files_of(upload), seen, actor=CLERK, now=at(DAY))
    with reading(each_province) as session:
        assert session.exec(select(Unit.short_vi).where(Unit.code == "SYT")).first() == "S. Y tế"
    entry = journal(each_province, "load_catalogue")[-1]
    place = f"units.csv {seen[0].row} short_vi"
    assert (json.loads(entry.before), json.loads(entry.after)) == (
        {place: "Sở Y tế"},
        {place: "S. Y tế"},
    )


def test_the_note_of_an_assignment_goes_out_and_comes_back(each_province: Engine) -> None:
    upload = sent_back(each_province)
    form = load_workbook(io.BytesIO(upload.content))["assignments"]
    notes = {row[0].value: row[6].value for row in form.iter_rows(min_row=2)}
    assert notes["ATGT_TT"] == "tiếp nhận từ Sở GTVT; ngày giả định"
    corrected = edited(upload, ("assignments", cell("ATGT_TT", "note", "đã có văn bản")))
    seen = found(each_province, corrected)
    assert {(one.column, one.after) for one in seen} == {("note", "đã có văn bản")}
    amend_catalogue(each_province, files_of(corrected), seen, actor=CLERK, now=at(DAY))
    assert found(each_province, corrected) == []


def test_a_new_row_names_itself(province: Engine) -> None:
    def added(form: Worksheet) -> None:
        headings = [one.value for one in form[1]]
        told = {"year": "2027", "data_from": "15/12/2026", "data_to": "14/12/2027"}
        told |= {"last_day": "14/12/2027", "weekend_rolls": "0"}
        form.append([told[str(name)] for name in headings])

    upload = sent_back(province, "periods", added)
    seen = found(province, upload)
    assert {(one.file, one.row) for one in seen} == {("periods.csv", "2027")}
    assert seen[0].column == ""
    told = {one.column: str(one.after) for one in seen}
    assert told["last_day"] == "2027-12-14"  # with all its cells


@pytest.mark.parametrize(
    ("sheet", "edit", "column"),
    [
        ("units", cell("SYT", "level", "tỉnh"), "level"),
        ("units", cell("SYT", "valid_to", "31/02/2026"), "valid_to"),
        ("tasks", cell("HM_TV", "position", "đầu"), "position"),
    ],
)
def test_a_cell_that_cannot_stand_is_named(
    province: Engine, sheet: str, edit: Edit, column: str
) -> None:
    with pytest.raises(Refused, match="catalogue_malformed") as refused:
        found(province, sent_back(province, sheet, edit))
    assert refused.value.facts["file"] == f"{sheet}.csv"
    assert refused.value.facts["column"] == column
    assert int(str(refused.value.facts["line"])) > 1


def test_what_moved_since_it_was_shown_is_not_kept(province: Engine) -> None:
    mine = sent_back(province, "units", cell("SYT", "short_vi", "S. Y tế"))
    other = sent_back(province, "units", cell("SYT", "short_vi", "Y tế tỉnh"))
    seen = found(province, mine)
    amend_catalogue(province, files_of(other), found(province, other), actor=CLERK, now=at(DAY))
    with pytest.raises(Refused, match="catalogue_moved"):
        amend_catalogue(province, files_of(mine), seen, actor=CLERK, now=at(DAY, 11))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"code,valid_from\n", "catalogue_unreadable"), (b"PK\x03\x04broken", "catalogue_unread")],
)
def test_what_is_no_workbook_is_told_so(content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        files_of(Upload("danh-muc.csv", content))


def test_a_workbook_without_our_sheets_is_told_their_names(province: Engine) -> None:
    with reading(province) as session:
        content = build_catalogue_book(read_catalogue_rows(session), words_in("vi"))
    book = load_workbook(io.BytesIO(content))
    for name in book.sheetnames[1:]:
        del book[name]
    kept = io.BytesIO()
    book.save(kept)
    with pytest.raises(Refused, match="catalogue_no_sheet"):
        files_of(Upload("khac.xlsx", kept.getvalue()))


def test_a_leader_may_not_even_look_at_what_would_change(province: Engine) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        list_amendments(province, {}, actor=LEADER)


def new_row(**told: str) -> Edit:
    """One row more, of these cells."""

    def edit(form: Worksheet) -> None:
        form.append([told.get(str(one.value), "") for one in form[1]])

    return edit


SECOND = {
    "code": "SYT", "valid_from": "10/07/2018", "name_vi": "Sở Y tế", "name_en": "Health",
    "short_vi": "Sở Y tế", "level": "province", "kind": "department", "position": "4",
    "certainty": "solid",
}  # fmt: skip
SINCE = {"valid_from": "09/07/2018", "certainty": "solid"}
YEAR = {"data_from": "01/12/2026", "data_to": "14/12/2027", "last_day": "14/12/2027"}


@pytest.mark.parametrize(
    ("sheet", "edit", "code"),
    [
        # A first day corrected is a second row beside the one meant.
        ("units", cell("SYT", "valid_from", "10/07/2018"), "together"),
        ("units", new_row(**SECOND), "overlap"),
        ("assignments", cell("HM_TV", "valid_from", "01/01/2020"), "together"),
        ("periods", new_row(year="2027", weekend_rolls="0", **YEAR), "together"),
        # Days that contradict themselves.
        ("periods", cell("2026", "data_to", "14/12/2062"), "data_of_year"),
        ("periods", cell("2026", "data_from", "15/12/2015"), "data_of_year"),
        ("periods", cell("2026", "last_day", "14/12/2062"), "last_day_far"),
        ("successions", cell("merge", "on_day", "01/07/2052"), "unit_not_there"),
        ("successions", cell("merge", "on_day", "01/07/2001"), "unit_not_there"),
        (
            "assignments",
            new_row(
                task_code="HM_TV",
                body="SNV",
                role="lead",
                valid_from="01/01/2018",
                valid_to="01/02/2018",
                certainty="solid",
            ),
            "body_not_there",
        ),
        ("tasks", cell("HM_TV", "reporting", "1"), "reporting"),
        ("units", cell("01786", "code", "1786"), "alike"),
        ("units", cell("01786", "code", 1786), "number"),  # a number, by Excel
        ("units", cell("SYT", "code", "syt"), "code"),
        ("units", cell("SYT", "position", "9" * 20), "whole"),
        ("periods", cell("2026", "data_to", "31/12/9999"), "day"),
        # The rule says Monday, the day is the Sunday.
        ("periods", cell("2025", "weekend_rolls", "1"), "last_day_rolls"),
    ],
)
def test_what_cannot_stand_beside_what_is_stored_is_refused(
    each_province: Engine, sheet: str, edit: Edit, code: str
) -> None:
    with pytest.raises(CatalogueFaulty) as refused:
        found(each_province, sent_back(each_province, sheet, edit))
    told = refused.value.found
    assert {(one.file, one.why) for one in told} == {(f"{sheet}.csv", code)}
    assert all(one.line > 1 for one in told)


def test_a_new_row_alone_is_held_against_what_is_stored(province: Engine) -> None:
    def alone(form: Worksheet) -> None:
        form.delete_rows(2, form.max_row)
        new_row(**SECOND)(form)

    with pytest.raises(CatalogueFaulty) as refused:
        found(province, sent_back(province, "units", alone))
    assert [(one.line, one.why) for one in refused.value.found] == [(2, "together")]


FAULTS = (
    ("units", cell("SYT", "level", "tỉnh")),
    ("units", cell("SYT", "valid_to", "31/02/2026")),
    ("units", cell("STC", "name_vi", "")),
    ("units", new_row(**{**SECOND, "code": "NEW", "valid_from": "x"})),
    ("periods", cell("2026", "data_to", "31/12/9999")),
    ("assignments", new_row(task_code="KHONG_CO", body="SNV", role="bắt buộc")),
    ("assignments", new_row(task_code="KHONG_CO", body="NOBODY", role="lead", **SINCE)),
    # Of a unit that is at fault itself: nothing is wrong here.
    ("assignments", new_row(task_code="HM_TV", body="NEW", role="coordinate", **SINCE)),
)


def test_every_fault_is_told_each_at_its_cell(province: Engine) -> None:
    upload = edited(sent_back(province), *FAULTS)
    with pytest.raises(CatalogueFaulty) as refused:
        found(province, upload)
    assert [
        (one.file.removesuffix(".csv"), one.column, one.why) for one in refused.value.found
    ] == [
        ("units", "name_vi", "empty"),
        ("units", "valid_to", "day"),
        ("units", "level", "choice"),
        ("units", "valid_from", "day"),
        ("periods", "data_to", "day"),
        ("assignments", "role", "choice"),
        ("assignments", "valid_from", "empty"),
        ("assignments", "certainty", "empty"),
        ("assignments", "task_code", "task_unknown"),
        ("assignments", "body", "body_unknown"),
    ]
    for language in LANGUAGES:
        said = build_refusal_sentence(refused.value, words_in(language)).splitlines()
        assert len(said) == 11
        for fault, line in zip(refused.value.found, said[1:], strict=True):
            assert line.startswith(fault.file) and fault.column in line and str(fault.line) in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language: str) -> None:
    said = {key for key in read_sentences(language) if key.startswith("catalogue.fault.why.")}
    assert said == {f"catalogue.fault.why.{why}" for why in get_args(Why)}


def test_a_sheet_is_known_however_its_title_is_written(province: Engine) -> None:
    def renamed(form: Worksheet) -> None:
        cell("SYT", "short_vi", "S. Y tế")(form)
        form.title = " Units "

    assert len(found(province, sent_back(province, "units", renamed))) == 1
