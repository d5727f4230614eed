"""A return as an office has it: in Word, in an old workbook, as a web page, pasted from a mail. It
is examined, confirmed and received at the screen, and its kept copy opens as a workbook."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.intake.other_kinds import document, web_page
from tests.journeys.desk import Desk, fetch, open_screen, press, upload
from tests.journeys.test_return import count_received

pytestmark = pytest.mark.browser
ACCEPT = re.compile(r"^(Nhận|Xác nhận cách hiểu và nhận) \d+ dòng")
RECEIVED = re.compile(r"Đã nhận, số \d+")
KEYS = ("period", "unit_code", "task_code")
SCREEN = "nhap-bao-cao?xem-nhu=secretariat"
BY_OFFICE = pytest.param(
    "xls", marks=pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
)
BY_OFFICE_TOO = pytest.param(
    "ods", marks=pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
)


def load_rows(to_try: Path) -> list[list[str]]:
    """The good return that lies ready to be tried."""
    text = (to_try / "01-bao-cao-tot.csv").read_text("utf-8-sig")
    return list(csv.reader(text.splitlines(), csv.Sniffer().sniff(text.splitlines()[0])))


def convert_by_office(rows: list[list[str]], ending: str, folder: Path) -> Path:
    """The rows in a workbook, as LibreOffice saves it with this ending."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "bao-cao.xlsx")
    home = f"-env:UserInstallation=file://{folder / 'office'}"
    words = ["soffice", home, "--headless", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*words, str(folder / "bao-cao.xlsx")], check=True, capture_output=True)
    return folder / f"bao-cao.{ending}"


def make_file(rows: list[list[str]], kind: str, folder: Path) -> Path:
    """A file of this kind that holds the rows."""
    if kind in ("xls", "ods"):
        return convert_by_office(rows, kind, folder)
    content = {"docx": lambda: document("BÁO CÁO", rows), "html": lambda: web_page(rows)}[kind]()
    file = folder / ("bao-cao.docx" if kind == "docx" else "bao-cao-trang-web.xls")
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("kind", ["docx", "html", BY_OFFICE, BY_OFFICE_TOO])
def test_it_is_received_and_its_copy_opens(
    trial: Desk, page: Page, to_try: Path, tmp_path: Path, kind: str
) -> None:
    before = count_received(trial)
    file = make_file(load_rows(to_try), kind, tmp_path)
    open_screen(page, trial, SCREEN)
    upload(page, file)
    expect(page.get_by_text("Bản lưu là bảng này viết lại").first).to_be_visible()
    press(page, ACCEPT)
    expect(page.get_by_text(RECEIVED).first).to_be_visible()
    assert count_received(trial) == before + 1
    copy = fetch(page, "Tải tệp đã giữ", tmp_path)
    assert copy.name == f"{file.name}.xlsx"
    (sheet,) = load_workbook(copy).worksheets
    kept = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    sent = load_rows(to_try)[1]
    assert any(row[: len(KEYS)] == sent[: len(KEYS)] for row in kept)


def test_a_pasted_table_is_received(trial: Desk, page: Page, to_try: Path) -> None:
    before = count_received(trial)
    open_screen(page, trial, SCREEN)
    page.get_by_text("Dán bảng từ thư hoặc từ bảng tính").first.click()
    field = page.get_by_label("Bảng", exact=True)
    field.fill("\n".join("\t".join(row) for row in load_rows(to_try)))
    press(page, "Xem bảng đã dán")
    expect(page.get_by_text("bang-dan-1.txt").first).to_be_visible()
    press(page, ACCEPT)
    expect(page.get_by_text(RECEIVED).first).to_be_visible()
    assert count_received(trial) == before + 1
    expect(field).to_have_value("")


def test_a_nil_return_in_words_is_answered_with_where_to_record_it(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(document("Trong kỳ, đơn vị không phát sinh kết quả nào."))
    open_screen(page, trial, SCREEN)
    upload(page, file)
    expect(page.get_by_text("hãy mở mục Báo cáo “không phát sinh”").first).to_be_visible()
