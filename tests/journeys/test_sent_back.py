"""A return sent back on the screen: the letter, the state everywhere, and in order again."""

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, choose, fetch, open_screen, press, upload
from tests.journeys.test_nil import find_report, text_of

pytestmark = pytest.mark.browser
REASON = "Biểu 2 thiếu số liệu quý IV"


def send_back(page: Page, reason: str = REASON, number: str = "") -> None:
    """Fill in the dialog that stands open and press its button."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Lý do trả lại").fill(reason)
    if number:
        dialog.get_by_role("textbox", name="Số công văn").fill(number)
    press(dialog, re.compile("^Trả lại báo cáo của"))


def test_from_the_history_to_the_letter_and_back_in_order(
    trial: Desk, page: Page, to_try: Path, tmp_path: Path
) -> None:
    code, good = "SCT", next(to_try.glob("01*"))
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, good)
    press(page, re.compile(r"^Nhận \d+ dòng"))
    expect(page.get_by_role("combobox", name="Chọn một lần nhận")).to_have_value(
        re.compile("Sở Công Thương"), timeout=PATIENCE_MS
    )
    press(page, "Trả lại để hoàn chỉnh…")
    expect(page.get_by_role("dialog")).to_contain_text("Sở Công Thương, năm 2026")
    send_back(page, number="88/CTĐ-VP")
    expect(page.get_by_text("Đã trả lại báo cáo năm 2026").first).to_be_visible()

    letter = text_of(fetch(page, "Tải công văn trả lại", tmp_path))
    assert f"báo cáo cần được hoàn chỉnh: {REASON}." in letter
    assert re.search(r"Số: 88\b", letter)
    mail = message_from_bytes(fetch(page, "Tải thư điện tử", tmp_path).read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    assert body is not None and REASON in body.get_content()
    assert "docx" in str(next(iter(mail.iter_attachments())).get_filename())

    report = find_report(trial, code)
    assert (report["state"], report["days"]) == (
        "sent_back",
        6,
    )  # of a required body the days count again
    open_screen(page, trial, f"co-quan?don-vi={code}")
    expect(page.get_by_text("Đã trả lại, chờ gửi lại; quá hạn 6 ngày").first).to_be_visible()
    open_screen(page, trial, "qua-han")
    expect(page.get_by_text("Đã trả lại, chờ gửi lại").first).to_be_visible()

    corrected = tmp_path / "lan-hai.csv"
    corrected.write_bytes(good.read_bytes())
    open_screen(page, trial, "nhap-bao-cao")
    upload(page, corrected)
    press(page, re.compile("^(Nhận|Ghi nhận|Xác nhận)"))
    assert find_report(trial, code)["state"] == "late"


def test_from_overdue_it_is_sent_back_and_undone(trial: Desk, page: Page) -> None:
    reports = trial.ask("due", "--year", "2026")["reports"]
    report = next(one for one in reports if one["state"] == "in_time")
    open_screen(page, trial, "qua-han?xem-nhu=secretariat")
    panel = page.get_by_test_id("stExpander").filter(has_text="Trả lại một báo cáo đã nhận")
    panel.locator("summary").click()
    choose(page, "Báo cáo trả lại", report["name_vi"])
    press(panel, "Trả lại để hoàn chỉnh…")
    press(page.get_by_role("dialog"), re.compile("^Trả lại báo cáo của"))
    expect(page.get_by_role("dialog")).to_contain_text("Chưa ghi lý do trả lại")
    send_back(page)
    assert find_report(trial, report["code"])["state"] == "sent_back"
    press(panel, "Hủy trả lại")
    expect(page.get_by_text("Đã hủy trả lại").first).to_be_visible()
    assert find_report(trial, report["code"])["state"] == "in_time"


def test_at_the_terminal_with_its_letter(trial: Desk, tmp_path: Path) -> None:
    reports = trial.ask("due", "--year", "2026")["reports"]
    report = next(one for one in reports if one["state"] == "in_time")
    batch = str(trial.ask("nil", "--unit", report["code"], "--replace-results")["batch_id"])
    letter = tmp_path / "tra-lai.docx"
    words = ("send-back", batch, "--reason", REASON, "--until", "2026-12-31")
    told = trial.ask(*words, "--out", str(letter))
    assert (told["unit"], told["year"], told["until"]) == (report["code"], 2026, "2026-12-31")
    assert REASON in text_of(letter) and "31 tháng 12 năm 2026" in text_of(letter)
    assert find_report(trial, report["code"])["state"] == "sent_back"
    again = trial.run(*words)
    assert (again.returncode, "đã được trả lại" in again.stderr) == (1, True)
    trial.ask("undo-send-back", batch)
    assert find_report(trial, report["code"])["state"] == "in_time"
