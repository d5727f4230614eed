"""An officer's year: the own page, the blank, more time, the reminder answered, the return sent,
sent back and corrected, and a year in which nothing arose."""

import re
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, fetch, open_screen, press, sign_in, upload, wait_for_rest

pytestmark = pytest.mark.browser
RECEIVED = re.compile(r"Đã nhận, số (\d+)")
ACCEPT = re.compile(r"^Gửi \d+ dòng")
OWN, NAME = "don-vi-toi", "Sở Công Thương"


@pytest.fixture
def officer(office: Desk, page: Page) -> Page:
    """The page of the officer of Sở Công Thương, who is signed in."""
    sign_in(page, office, "can.bo.sct")
    return page


@pytest.fixture
def clerk(office: Desk, second_page: Page) -> Page:
    """The page of the clerk, in a browser of its own."""
    sign_in(second_page, office, "van.thu", to="don-doc")
    return second_page


def read_title(page: Page) -> str:
    """The sentence at the head of the screen."""
    return page.locator("h1").first.inner_text()


def open_popover(page: Page, name: str) -> None:
    """Unfold what a button hides."""
    press(page, name)
    page.get_by_test_id("stPopoverBody").first.wait_for()


def fill_blank(blank: Path, status: str) -> Path:
    """Say `status` and a quantity of every task, as a person does in a spreadsheet."""
    book = load_workbook(blank)
    sheet = book.worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    state, quantity = headings.index("Tình trạng"), headings.index("Số lượng")
    rows = [row for row in sheet.iter_rows(min_row=2) if row[0].value]
    assert len(rows) == 9
    for row in rows:
        row[state].value = status
        row[quantity].value = 12
    filled = blank.with_name("Bao cao SCT 2026.xlsx")
    book.save(filled)
    return filled


def read_paper(paper: DocxDocument) -> str:
    """All that a DOCX says, in paragraphs and tables."""
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in paper.paragraphs)])


def send_file(page: Page, office: Desk, file: Path) -> str:
    """Drop the file on Nhập báo cáo and accept it; the number of its receipt."""
    open_screen(page, office, "nhap-bao-cao")
    upload(page, file)
    press(page, ACCEPT)
    received = page.get_by_text(RECEIVED).first
    expect(received).to_be_visible(timeout=PATIENCE_MS)
    found = RECEIVED.search(received.inner_text())
    assert found is not None
    return found[1]


def test_the_first_screen_says_what_is_owed_and_nothing_of_others(officer: Page) -> None:
    assert read_title(officer) == (
        f"Báo cáo kỳ 2026 của {NAME} đã quá hạn 6 ngày: hạn đến hết ngày 14/12/2026."
    )
    everything = officer.locator("[data-testid=stMain]").inner_text()
    assert "Đã báo cáo 0 trong 9 nhiệm vụ được giao" in everything
    for other in ("Sở Y tế", "Sở Nội vụ", "Hội Chữ thập đỏ phường"):
        assert other not in everything


def test_a_reminder_is_read_and_answered_and_the_clerk_sees_it(
    office: Desk, officer: Page, clerk: Page
) -> None:
    open_popover(officer, "Xem nội dung")
    letter = officer.get_by_test_id("stPopoverBody").first.inner_text()
    assert NAME in letter
    assert "Chỉ thị số 18/CT-TTg" in letter
    officer.keyboard.press("Escape")
    open_popover(officer, "Trả lời")
    officer.get_by_label("Nội dung trả lời").first.fill("Đang tổng hợp, gửi trong tuần này")
    press(officer, "Gửi trả lời")
    expect(officer.get_by_text("Trả lời ngày 20/12/2026: Đang tổng hợp").first).to_be_visible()
    open_screen(clerk, office, "don-doc?buoc=promised")
    expect(clerk.get_by_text("đơn vị trả lời: Đang tổng hợp").first).to_be_visible()


def test_more_time_is_asked_and_granted(office: Desk, officer: Page, clerk: Page) -> None:
    open_popover(officer, "Đề nghị gia hạn")
    officer.get_by_label("Lý do").first.fill("Mưa lũ, đường tắc")
    press(officer, "Gửi đề nghị gia hạn")
    expect(officer.get_by_text("Xin đến hết ngày 26/12/2026: đang chờ trả lời")).to_be_visible()
    expect(officer.get_by_role("button", name="Đề nghị gia hạn")).to_have_count(0)

    open_screen(clerk, office, "don-doc")
    expect(clerk.get_by_text("1 đơn vị đề nghị gia hạn, đang chờ trả lời")).to_be_visible()
    press(clerk, re.compile("^Gia hạn"))
    clerk.get_by_label("Lời nhắn cho đơn vị").fill("Đồng ý, gửi sớm nhất có thể.")
    press(clerk, "Gia hạn đến ngày đã chọn")
    expect(clerk.get_by_text(f"Đã gia hạn cho {NAME} đến hết ngày 26/12/2026.")).to_be_visible()
    expect(clerk.get_by_text("đang chờ trả lời")).to_have_count(0)

    open_screen(officer, office, OWN)
    assert read_title(officer) == (
        f"{NAME} còn 6 ngày để gửi báo cáo kỳ 2026: hạn đến hết ngày 26/12/2026."
    )
    expect(officer.get_by_text("đã chấp thuận").first).to_be_visible()
    expect(officer.get_by_text("Đồng ý, gửi sớm nhất có thể.").first).to_be_visible()
    (row,) = [one for one in office.ask("due", "--year", "2026")["reports"] if one["code"] == "SCT"]
    assert (row["state"], row["due_on"]) == ("awaited", "2026-12-26")


def test_a_request_is_declined_with_a_sentence_or_withdrawn(
    office: Desk, officer: Page, clerk: Page
) -> None:
    open_popover(officer, "Đề nghị gia hạn")
    officer.get_by_label("Lý do").first.fill("Thiếu người")
    press(officer, "Gửi đề nghị gia hạn")
    open_screen(clerk, office, "danh-muc?phan=ky")
    press(clerk, "Không gia hạn")
    clerk.get_by_label("Câu trả lời cho đơn vị").fill("Đề nghị gửi ngay phần đã có.")
    press(clerk, "Gửi câu trả lời, không gia hạn")
    open_screen(officer, office, OWN)
    expect(officer.get_by_text("Xin đến hết ngày 26/12/2026: không chấp thuận")).to_be_visible()
    expect(officer.get_by_text("Đề nghị gửi ngay phần đã có.").first).to_be_visible()
    open_popover(officer, "Đề nghị gia hạn")
    officer.get_by_label("Lý do").first.fill("Thiếu người, sẽ gửi")
    press(officer, "Gửi đề nghị gia hạn")
    press(officer, "Rút đề nghị này")
    expect(officer.get_by_text("đơn vị đã rút").first).to_be_visible()
    listed = office.ask("extension", "list", "--year", "2026", "--unit", "SCT")["requests"]
    assert [one["decision"] for one in listed] == ["declined", "withdrawn"]


def test_the_blank_is_filled_sent_sent_back_and_corrected(
    office: Desk, officer: Page, tmp_path: Path
) -> None:
    blank = fetch(officer, "Tải biểu mẫu kỳ 2026", tmp_path)
    number = send_file(officer, office, fill_blank(blank, "Đang thực hiện"))
    open_screen(officer, office, OWN)
    late = f"Báo cáo kỳ 2026 của {NAME} đã được nhận ngày 20/12/2026, chậm 6 ngày so với hạn."
    assert read_title(officer) == late
    expect(officer.get_by_text("Đã báo cáo 9 trong 9 nhiệm vụ được giao")).to_be_visible()
    receipt = Document(str(fetch(officer, "Tải biên nhận", tmp_path)))
    assert NAME in read_paper(receipt)

    reason = ("--reason", "Thiếu số liệu Tết Nhân ái", "--until", "2026-12-28")
    office.ask("send-back", number, *reason)
    open_screen(officer, office, OWN)
    assert "được trả lại để sửa" in read_title(officer)
    expect(officer.get_by_text("Thiếu số liệu Tết Nhân ái").first).to_be_visible()
    expect(officer.get_by_text("Đề nghị gửi lại đến hết ngày 28/12/2026.").first).to_be_visible()
    send_file(officer, office, fill_blank(blank, "Hoàn thành đúng hạn"))
    open_screen(officer, office, OWN)
    assert read_title(officer) == late


def test_the_day_of_an_officers_return_is_today_and_is_not_asked(
    office: Desk, officer: Page, tmp_path: Path
) -> None:
    filled = fill_blank(fetch(officer, "Tải biểu mẫu kỳ 2026", tmp_path), "Đang thực hiện")
    open_screen(officer, office, "nhap-bao-cao")
    upload(officer, filled)
    expect(officer.get_by_role("button", name=ACCEPT).first).to_be_visible(timeout=PATIENCE_MS)
    days = officer.get_by_test_id("stDateInput")
    expect(days.filter(has_text="Ngày văn bản")).not_to_have_count(0)
    for label in ("Ngày nhận", "Ngày gửi"):
        expect(days.filter(has_text=label)).to_have_count(0)
    press(officer, ACCEPT)
    expect(officer.get_by_text(RECEIVED).first).to_be_visible(timeout=PATIENCE_MS)
    (row,) = [one for one in office.ask("due", "--year", "2026")["reports"] if one["code"] == "SCT"]
    assert row["state"] == "late"
    open_screen(officer, office, OWN)
    receipt = Document(str(fetch(officer, "Tải biên nhận", tmp_path)))
    assert "20/12/2026" in read_paper(receipt)


def test_a_year_in_which_nothing_arose_is_signed_today(officer: Page, tmp_path: Path) -> None:
    open_popover(officer, "Báo không phát sinh")
    press(officer, "Gửi báo cáo không phát sinh kỳ 2026")
    expect(officer.get_by_text("Cần đánh dấu xác nhận").first).to_be_visible()
    officer.get_by_text(f"Tôi thay mặt {NAME} xác nhận").click()
    press(officer, "Gửi báo cáo không phát sinh kỳ 2026")
    expect(officer.get_by_text("Đã nhận báo cáo không phát sinh kỳ 2026.")).to_be_visible()
    assert "đã được nhận ngày 20/12/2026, chậm 6 ngày" in read_title(officer)
    expect(officer.get_by_text("Đơn vị đã báo không phát sinh trong cả kỳ.")).to_be_visible()
    receipt = Document(str(fetch(officer, "Tải biên nhận", tmp_path)))
    assert NAME in read_paper(receipt)


def test_the_office_keeps_its_contact_true(office: Desk, officer: Page, clerk: Page) -> None:
    open_popover(officer, "Sửa liên hệ")
    box = officer.get_by_role("textbox", name="Điện thoại cơ quan, hộp thư công vụ")
    box.fill("Văn phòng: 0206 385 1111")
    press(officer, "Lưu liên hệ")
    expect(officer.get_by_text("Văn phòng: 0206 385 1111").first).to_be_visible()
    open_screen(clerk, office, "co-quan?don-vi=SCT")
    wait_for_rest(clerk)
    expect(clerk.get_by_text("0206 385 1111").first).to_be_visible()
