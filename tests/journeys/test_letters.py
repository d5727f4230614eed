"""Đôn đốc at the desk: what is fetched to be signed is what the ledger says, and what was
written by mistake is taken back."""

import io
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from documents.printing.decree30 import read_text
from tests.chromium import AT_REST, PATIENCE_MS
from tests.journeys.desk import Desk, fetch, open_screen, pick, press

pytestmark = pytest.mark.browser
SCREEN = "don-doc?xem-nhu=secretariat"
LETTERS, EMAILS = 27, 2
UNIT = re.compile(r"\((\w+)\)\.docx$")
TODAY = "2026-12-20"
PRESSES = 3


def settle(page: Page) -> None:
    page.wait_for_timeout(200)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)


def switch_on(page: Page, label: str) -> None:
    page.locator("label").filter(has_text=label).first.click()


def make_letters(page: Page, *, first: str = "", switched_on: tuple[str, ...] = ()) -> None:
    """Choose, and press at once what makes the letters."""
    if first:
        page.get_by_test_id("stNumberInputField").fill(first)
    for label in switched_on:
        switch_on(page, label)
    name = re.compile(r"^Lập \d+ công văn")
    for _ in range(PRESSES):  # the number just typed may move the button under the pointer
        press(page, name)
        settle(page)
        if not page.get_by_role("button", name=name).count():
            break


def record_letters(page: Page) -> None:
    press(page, re.compile(r"^Ghi sổ đã gửi \d+ cơ quan"))
    press(page, re.compile(r"^Ghi sổ \d+ cơ quan"))
    expect(page.get_by_text(f"Đã ghi sổ: {LETTERS} cơ quan.")).to_be_visible(timeout=PATIENCE_MS)


def read_ledger(desk: Desk) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = desk.ask("reminders", "--year", "2026")["reminders"]
    return lines


def find_new(desk: Desk, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that were written since."""
    known = {line["reminder_id"] for line in before}
    return [line for line in read_ledger(desk) if line["reminder_id"] not in known]


def unzip(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def number_of(letter: bytes) -> str:
    """The number and symbol on a letter: what stands after “Số:”."""
    line = Document(io.BytesIO(letter)).tables[0].rows[1].cells[0].text.split("\n")[0]
    return line.removeprefix("Số: ")


def test_every_number_on_paper_is_the_ledgers(trial: Desk, page: Page, tmp_path: Path) -> None:
    before = read_ledger(trial)
    open_screen(page, trial, SCREEN)
    make_letters(page, first="301", switched_on=("Kèm biểu mẫu",))
    archive = fetch(page, f"Tải {LETTERS} công văn", tmp_path)
    assert archive.name == f"Cong van don doc {TODAY}.zip"
    record_letters(page)
    files = unzip(archive)
    papers = {UNIT.search(name): files[name] for name in files if name.endswith(".docx")}
    numbers = {found[1]: number_of(paper) for found, paper in papers.items() if found}
    lines = find_new(trial, before)
    assert numbers == {line["code"]: line["letter_no"] for line in lines}
    assert {line["channel"] for line in lines} == {"letter"}
    assert {line["sent_on"] for line in lines} == {TODAY}
    assert all("ngày 20 tháng 12 năm 2026" in read_text(paper) for paper in papers.values())
    assert sorted(number.partition("/")[0] for number in numbers.values()) == [
        str(number) for number in range(301, 301 + LETTERS)
    ]
    assert all(name.isascii() for name in files)
    assert any(name.startswith("301 - Uy ban nhan dan") for name in files)


def test_the_enclosed_form_is_the_units_own(trial: Desk, page: Page, tmp_path: Path) -> None:
    open_screen(page, trial, SCREEN)
    make_letters(page, first="1", switched_on=("Kèm biểu mẫu",))
    files = unzip(fetch(page, f"Tải {LETTERS} công văn", tmp_path))
    forms = {name: content for name, content in files.items() if name.endswith(".xlsx")}
    assert len(forms) == LETTERS
    (name,) = [name for name in forms if "(01351)" in name]
    rows = list(load_workbook(io.BytesIO(forms[name])).worksheets[0].iter_rows(values_only=True))
    assert len(rows) > 5
    assert {row[1] for row in rows[1:] if row[1]} == {"01351"}
    (letter,) = [name for name in files if name.endswith("(01351).docx")]
    assert "Biểu mẫu báo cáo năm 2026 được gửi kèm theo" in read_text(files[letter])
    (draft,) = [name for name in files if name.endswith("(01351).eml")]
    message = message_from_bytes(files[draft], policy=policy.default)
    assert isinstance(message, EmailMessage)
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert attached[name] == forms[name]
    assert attached[letter] == files[letter]


def test_one_letter_to_all_has_one_number(trial: Desk, page: Page, tmp_path: Path) -> None:
    before = read_ledger(trial)
    open_screen(page, trial, SCREEN)
    make_letters(page, first="88", switched_on=("Một công văn chung",))
    files = unzip(fetch(page, "Tải 1 công văn", tmp_path))
    (paper,) = [content for name, content in files.items() if name.endswith(".docx")]
    assert "danh sách kèm theo" in read_text(paper)
    record_letters(page)
    lines = find_new(trial, before)
    assert len(lines) == LETTERS
    assert {line["letter_no"] for line in lines} == {number_of(paper)}
    assert number_of(paper) == "88"  # the symbol is not set


def test_without_a_number_neither_paper_nor_ledger_has_one(trial: Desk, page: Page) -> None:
    before = read_ledger(trial)
    open_screen(page, trial, SCREEN)
    make_letters(page)
    record_letters(page)  # before anything was fetched
    assert {line["letter_no"] for line in find_new(trial, before)} == {None}
    expect(page.get_by_role("button", name=re.compile("^Lập"))).to_have_count(0)


def test_a_number_is_changed_before_it_is_written_down(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    before = read_ledger(trial)
    open_screen(page, trial, SCREEN)
    make_letters(page, first="301")
    expect(page.get_by_text("số từ 301").first).to_be_visible()
    press(page, "Lập lại theo cách khác")
    make_letters(page, first="401")
    expect(page.get_by_text("số từ 401").first).to_be_visible()
    files = unzip(fetch(page, f"Tải {LETTERS} công văn", tmp_path))
    record_letters(page)
    numbers = {number_of(content) for name, content in files.items() if name.endswith(".docx")}
    assert numbers == {line["letter_no"] for line in find_new(trial, before)}
    assert min(numbers) == "401"  # the symbol is not set


def test_emails_are_counted_fetched_and_written_down_apart(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    before = read_ledger(trial)
    open_screen(page, trial, SCREEN)
    headline = page.locator("h1").first
    expect(headline).to_contain_text(f"{LETTERS} công văn, {EMAILS} thư điện tử")
    archive = fetch(page, f"Tải {EMAILS} thư nháp", tmp_path)
    assert archive.name == f"Thu don doc {TODAY}.zip"
    drafts = [content for name, content in unzip(archive).items() if name.endswith(".eml")]
    assert len(drafts) == EMAILS
    message = message_from_bytes(drafts[0], policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("Kính gửi: ")
    names = [str(part.get_filename()) for part in message.iter_attachments()]
    assert not [name for name in names if name.endswith(".docx")]
    press(page, f"Ghi sổ đã gửi {EMAILS} thư")
    press(page, f"Ghi sổ {EMAILS} thư")
    expect(page.get_by_text(f"Đã ghi sổ: {EMAILS} cơ quan.")).to_be_visible(timeout=PATIENCE_MS)
    lines = find_new(trial, before)
    assert [(line["channel"], line["letter_no"]) for line in lines] == [("email", None)] * EMAILS
    expect(page.get_by_role("button", name=f"Lập {LETTERS} công văn")).to_be_visible()


def test_a_call_written_down_by_mistake_is_taken_back(trial: Desk, page: Page) -> None:
    before = read_ledger(trial)
    open_screen(page, trial, f"{SCREEN}&buoc=all")
    press(page, "Ghi liên hệ")
    press(page, "Đã gọi, hẹn gửi thứ Hai 21/12/2026")
    (call,) = find_new(trial, before)
    assert (call["channel"], call["promised_on"]) == ("telephone", "2026-12-21")
    open_screen(page, trial, SCREEN)
    page.get_by_text(re.compile("^Sổ đôn đốc năm 2026")).click()
    option = f"20/12/2026 · {call['name']} · gọi điện · hẹn 21/12/2026"
    settle(page)  # an opened fold is told to the server, which draws the screen anew
    pick(page.get_by_test_id("stMultiSelect"), option)
    page.locator("h1").first.click()
    settle(page)
    press(page, "Rút 1 dòng ghi nhầm")
    expect(page.get_by_text("Đã rút 1 dòng khỏi sổ đôn đốc")).to_be_visible(timeout=PATIENCE_MS)
    assert read_ledger(trial) == before
    open_screen(page, trial, "nhat-ky?xem-nhu=secretariat")
    expect(page.get_by_text("Ghi nhầm").first).to_be_visible()
