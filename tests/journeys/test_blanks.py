"""A blank from the screen and back: fetched, filled in as its own words say, received.

The three forms, as XLSX and as CSV, by the clerk for any unit and by an officer for the own.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import (
    Desk,
    choose,
    fetch,
    open_screen,
    press,
    sign_in,
    upload,
    wait_for_rest,
)

pytestmark = pytest.mark.browser
RESULTS, ADDRESSES, HELP = (
    "Kết quả thực hiện nhiệm vụ",
    "Sổ địa chỉ nhân đạo",
    "Trợ giúp địa chỉ nhân đạo",
)
ACCEPT = re.compile(r"^(Nhận|Gửi) \d+ dòng")
RECEIVED = re.compile(r"Đã nhận, số \d+")
Cells = dict[str, object]


def open_blanks(page: Page, form: str, unit: str | None = None) -> None:
    """Open the panel of blanks and choose a form, and a unit where one may be chosen."""
    page.get_by_text("Biểu mẫu trống").first.click()
    fetched = page.get_by_role("button", name="Tải biểu mẫu XLSX")
    expect(fetched).to_be_visible(timeout=PATIENCE_MS)
    wait_for_rest(page)
    if form != RESULTS:  # which is chosen already
        choose(page, "Biểu mẫu", form)
    if unit is not None:
        choose(page, "Đơn vị", unit)


def rows_of(file: Path) -> tuple[list[str], list[list[object]]]:
    """The headings and rows of a blank, whichever kind it is."""
    if file.suffix == ".csv":
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
        return lines[0], [list(line) for line in lines[1:]]
    sheet = load_workbook(file).worksheets[0]
    heading, *rows = sheet.iter_rows(values_only=True)
    return [str(cell) for cell in heading], [list(row) for row in rows]


def fill(file: Path, amend: Callable[[int, Cells], Cells | None]) -> Path:
    """Write into the blank what `amend` says of each row (by its number from 0, and once more
    for the row after the last), and save it under another name."""
    headings, rows = rows_of(file)
    amended = file.with_name(f"filled{file.suffix}")
    changes = [
        amend(number, dict(zip(headings, row, strict=True)))
        for number, row in enumerate([*rows, [None] * len(headings)])
    ]
    if file.suffix == ".csv":
        blank_row: list[object] = [""] * len(headings)
        lines = [*rows, blank_row] if changes[-1] else rows
        for line, change in zip(lines, changes, strict=False):
            for name, value in (change or {}).items():
                line[headings.index(name)] = value
        with amended.open("w", encoding="utf-8-sig", newline="") as written:
            csv.writer(written, delimiter=";").writerows([headings, *lines])
        return amended
    book = load_workbook(file)
    sheet = book.worksheets[0]
    for line, change in enumerate(changes, 2):
        for name, value in (change or {}).items():
            cell = sheet.cell(line, headings.index(name) + 1)
            assert line > len(rows) + 1 or not cell.protection.locked
            cell.value = value  # type: ignore[assignment]  # a number or a text
    book.save(amended)
    return amended


def receive(page: Page, file: Path) -> None:
    """Drop the filled blank on the open screen and accept it: nothing is asked."""
    upload(page, file)
    expect(page.get_by_text("Cần xác nhận")).to_have_count(0)
    press(page, ACCEPT)
    expect(page.get_by_text(RECEIVED).first).to_be_visible()


@pytest.mark.parametrize("kind", ["XLSX", "CSV"])
def test_a_form_of_results_is_fetched_filled_and_received(
    trial: Desk, page: Page, tmp_path: Path, kind: str
) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    open_blanks(page, RESULTS, "Sở Công Thương")
    file = fetch(page, f"Tải biểu mẫu {kind}", tmp_path)
    assert file.name == f"Bieu 2026 - SCT - So Cong Thuong.{kind.lower()}"
    headings, rows = rows_of(file)
    assert "Nhiệm vụ" in headings and len(rows) > 3
    assert {row[headings.index("Mã đơn vị")] for row in rows} == {"SCT"}
    filled = fill(
        file,
        lambda number, row: (
            {"Tình trạng": "hoàn thành", "Ngày hoàn thành": "01/12/2026"}
            if row[headings[0]]
            else None
        ),
    )
    receive(page, filled)


@pytest.mark.parametrize("kind", ["XLSX", "CSV"])
def test_a_communes_addresses_are_there_and_one_is_added(
    trial: Desk, page: Page, tmp_path: Path, kind: str
) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    open_blanks(page, ADDRESSES, "Xã Hòa An")
    file = fetch(page, f"Tải biểu mẫu {kind}", tmp_path)
    headings, rows = rows_of(file)
    assert len(rows) > 50
    assert {row[headings.index("Mã xã, phường")] for row in rows} == {"01654"}
    assert not {"Họ tên", "Tên"} & set(headings)

    def amend(number: int, row: Cells) -> Cells | None:
        if number == 0:
            return {"Số nhân khẩu": 7}
        if not row["Mã địa chỉ"]:
            return {"Mã địa chỉ": "DC-01654-9001", "Mã xã, phường": "01654",
                    "Ngày khảo sát": "01/12/2026"}  # fmt: skip
        return None

    receive(page, fill(file, amend))
    batch = trial.ask("check", str(file), "--received-on", "20/12/2026")
    assert batch["findings"][0]["code"] != "file.same_again"


@pytest.mark.parametrize("kind", ["XLSX", "CSV"])
def test_a_unit_amends_its_help_and_adds_to_it(
    trial: Desk, page: Page, tmp_path: Path, kind: str
) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    open_blanks(page, HELP, "Sở Công Thương")
    file = fetch(page, f"Tải biểu mẫu {kind}", tmp_path)
    headings, rows = rows_of(file)
    assert len(rows) > 5
    code = str(rows[0][headings.index("Mã địa chỉ")])
    if kind == "XLSX":  # a list of the codes one may write about, beside the form
        codes = [row[0] for row in load_workbook(file)["Mã địa chỉ"].iter_rows(values_only=True)]
        assert code in codes

    def amend(number: int, row: Cells) -> Cells | None:
        if number == 0:
            return {"Trị giá (đồng)": 1_250_000}
        if row["Mã địa chỉ"]:
            return None
        return {"Mã địa chỉ": code, "Mã đơn vị trợ giúp": "SCT", "Loại trợ giúp": "đột xuất",
                "Hình thức": "hiện vật", "Ngày trợ giúp": "10/12/2026"}  # fmt: skip

    receive(page, fill(file, amend))


@pytest.mark.parametrize("form", [ADDRESSES, HELP])
def test_a_blank_of_the_register_left_untouched_changes_nothing(
    trial: Desk, page: Page, tmp_path: Path, form: str
) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    open_blanks(page, form, "Xã Hòa An")
    file = fetch(page, "Tải biểu mẫu XLSX", tmp_path)
    answer = trial.run("check", str(file), "--received-on", "20/12/2026", "--json")
    plan = json.loads(answer.stdout)
    assert plan["plan"]["unchanged"] == plan["rows"] > 0
    assert plan["plan"]["new"] == plan["plan"]["changed"] == 0
    assert [one["code"] for one in plan["findings"]] == ["file.list_unchanged"]  # and no other


def test_an_officer_is_offered_the_own_unit_alone(office: Desk, page: Page, tmp_path: Path) -> None:
    sign_in(page, office, "can.bo.sct", to="nhap-bao-cao")
    open_blanks(page, RESULTS)
    file = fetch(page, "Tải biểu mẫu XLSX", tmp_path)
    headings, rows = rows_of(file)
    assert {row[headings.index("Mã đơn vị")] for row in rows} == {"SCT"}
    filled = fill(
        file,
        lambda number, row: (
            {"Tình trạng": "hoàn thành", "Ngày hoàn thành": "01/12/2026"}
            if row[headings[0]]
            else None
        ),
    )
    receive(page, filled)


def test_an_officer_takes_all_own_forms_at_once(office: Desk, page: Page, tmp_path: Path) -> None:
    sign_in(page, office, "can.bo.sct", to="nhap-bao-cao")
    open_blanks(page, HELP)
    assert rows_of(fetch(page, "Tải biểu mẫu XLSX", tmp_path))[1]
    press(page, "Lập mọi biểu mẫu của đơn vị thành một tệp ZIP")
    archive = fetch(page, re.compile("^Tải tệp ZIP"), tmp_path)
    names = ZipFile(archive).namelist()
    assert names == [
        "00 - Danh sach bieu mau 2026.xlsx",
        "Bieu 2026 - SCT - So Cong Thuong.xlsx",
        "Tro giup 2026 - SCT - So Cong Thuong.xlsx",
    ]


def test_the_clerk_takes_the_blanks_of_every_unit_at_once(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    page.get_by_text("Biểu mẫu trống").first.click()
    press(page, re.compile(r"^Lập biểu mẫu của \d+ đơn vị thành một tệp ZIP"))
    archive = ZipFile(fetch(page, re.compile("^Tải tệp ZIP"), tmp_path))
    index, *files = archive.namelist()
    assert len(files) > 60
    assert "Bieu 2026 - SYT - So Y te.xlsx" in files
    listed = load_workbook(io.BytesIO(archive.read(index))).worksheets[0]
    cells = {str(cell.value) for row in listed.iter_rows() for cell in row}
    assert set(files) <= cells
    for name in files[:3]:
        assert load_workbook(io.BytesIO(archive.read(name))).worksheets[0].max_row > 1


def test_the_terminal_writes_all_blanks_of_a_year(trial: Desk) -> None:
    told = trial.ask("blank", "--all", "--year", "2026", "--out", "bieu.zip", "--replace")
    assert len(told["forms"]) > 60
    names = ZipFile(trial.folder / "bieu.zip").namelist()
    assert set(names[1:]) == {form["file"] for form in told["forms"]}
