"""The blank form: it explains itself, offers its choices, and reads back without a finding."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from actions.returns.receive import Letter, preview_file
from documents.returns.blank import build_blank_csv, build_blank_workbook
from documents.returns.blank_owed import Row, list_due_tasks
from intake.findings import Outcome
from intake.headers.layouts import LAYOUTS, RESULTS, Layout
from intake.tables import Upload
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models.database import reading
from models.snapshots import read_duties
from models.units import find_unit
from tests.province import CLERK, GOOD, TODAY, received

FILLED: dict[str, list[Row]] = {
    "addresses": [{"code": "DC-01273-0001", "commune_code": "01273", "household_size": "4"}],
    "supports": [],
}


def owed(engine: Engine, code: str, language: str) -> list[Row]:
    """The rows of a unit's results form for 2026."""
    with reading(engine) as session:
        unit = find_unit(session, code, TODAY)
        duties = read_duties(session, [2025, 2026], TODAY)
    assert unit is not None and unit.id is not None
    return list_due_tasks(duties, 2026, unit_id=unit.id).build_rows(
        (unit.id, code), words_in(language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["SYT", "01273"])
def test_a_filled_form_reads_back_without_a_finding(
    province: Engine, code: str, language: str
) -> None:
    words = words_in(language)
    rows = [
        {**row, "status": words.say("choice.status.done")} for row in owed(province, code, language)
    ]
    assert len(rows) > 5
    for made in (build_blank_workbook, build_blank_csv):
        upload = Upload("form", made(RESULTS, words, rows))
        arrival = preview_file(province, upload, Letter(date(2026, 12, 20)), actor=CLERK).arrival
        assert arrival.findings == ()
        assert arrival.outcome == Outcome.ACCEPT
        assert arrival.plan is not None and arrival.plan.new == len(rows)


def test_a_form_left_as_it_is_says_nothing(province: Engine) -> None:
    upload = Upload(
        "form", build_blank_workbook(RESULTS, words_in("vi"), owed(province, "SYT", "vi"))
    )
    arrival = preview_file(province, upload, Letter(TODAY), actor=CLERK).arrival
    assert (arrival.outcome, arrival.plan) == (Outcome.NOTHING, None)


def test_a_communes_code_keeps_its_zero(province: Engine) -> None:
    words = words_in("vi")
    addresses = LAYOUTS[1]
    for made in (build_blank_workbook, build_blank_csv):
        upload = Upload("form", made(addresses, words, FILLED["addresses"]))
        arrival = preview_file(province, upload, Letter(TODAY), actor=CLERK).arrival
        assert "register.zero_restored" not in {finding.code for finding in arrival.findings}
        assert arrival.plan is not None and arrival.plan.new == 1


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_choices_are_offered_and_every_column_explained(layout: Layout) -> None:
    book = load_workbook(io.BytesIO(build_blank_workbook(layout, words_in("vi"))))
    form, guide = book.worksheets
    offered = [rule.formula1 for rule in form.data_validations.dataValidation]
    assert len(offered) == sum(field.kind == "choice" for field in layout.fields)
    assert all(len(str(list_)) <= 255 for list_ in offered)  # Excel refuses longer lists
    explained = [row[0].value for row in guide.iter_rows(min_row=2)]
    assert explained == [
        "Nhiệm vụ" if field.name == "task_code" else field.vi for field in layout.fields
    ]


def test_last_years_figures_stand_beside_each_task(province: Engine) -> None:
    last_year = GOOD.replace(b"2026", b"2025").replace(b",100,3,1500000,", b",100,,1500000,")
    received(province, last_year)
    words = words_in("vi")
    rows = {str(row["task_code"]): row for row in owed(province, "SYT", "vi")}
    told = [row for row in rows.values() if row["last_status"]]
    assert [(row["last_status"], row["last_quantity"], row["last_value"]) for row in told] == [
        ("Hoàn thành", None, 1_500_000),
        ("Hoàn thành", 12, None),
        ("Đang thực hiện", 5, None),
    ]
    assert any(row["measure"] for row in rows.values())
    form = load_workbook(io.BytesIO(build_blank_workbook(RESULTS, words, list(rows.values()))))
    headings = [cell.value for cell in form.worksheets[0][1]]
    assert headings[3:7] == [
        "Đơn vị tính",
        "Tình trạng kỳ trước",
        "Số liệu kỳ trước",
        "Trị giá kỳ trước (đồng)",
    ]


def test_what_was_given_is_locked_and_the_rest_is_open(province: Engine) -> None:
    rows = owed(province, "SYT", "vi")
    form = load_workbook(
        io.BytesIO(build_blank_workbook(RESULTS, words_in("vi"), rows))
    ).worksheets[0]
    assert form.protection.sheet and not form.protection.password
    locked = [cell.value for cell in form[1] if form.cell(2, cell.column).protection.locked]
    assert locked[:4] == ["Kỳ báo cáo", "Mã đơn vị", "Nhiệm vụ", "Đơn vị tính"]
    assert "Số liệu kỳ trước" in locked and "Tình trạng" not in locked
    assert not form.column_dimensions["A"].protection.locked  # a row below may be added
