"""A return typed on the screen: begun on a phone, found again after closing, sent, received; two
who type at once; and what somebody may not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from actions.accounts.accounts import Account
from models import UserRole
from tests.chromium import PATIENCE_MS
from tests.journeys.conftest import add_person
from tests.journeys.desk import (
    Desk,
    open_screen,
    pick,
    press,
    sign_in,
    wait_for_answer,
    wait_for_rest,
)

pytestmark = pytest.mark.browser
FORM = "nhap-bao-cao?dien=results"
TET = "Phong trào “Tết Nhân ái”"
BLOOD = "Hiến máu tình nguyện"
PHONE = {"width": 390, "height": 844}
RECEIVED = re.compile(r"Đã nhận, số (\d+)")


@contextmanager
def phone_of(browser: Browser, office: Desk, name: str, *, to: str = FORM) -> Iterator[Page]:
    """Somebody's phone, on which they sign in; closed afterwards."""
    context = browser.new_context(locale="vi-VN", viewport=PHONE, has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    sign_in(page, office, name)
    open_screen(page, office, to)
    yield page
    context.close()


def find_card(page: Page, task: str) -> Locator:
    """The card of a task."""
    cards = page.locator("[data-testid=stVerticalBlock]").filter(has_text=task)
    return cards.filter(has=page.get_by_role("button")).last


def open_card(page: Page, task: str) -> None:
    press(find_card(page, task), re.compile("^(Điền|Sửa)$"))
    expect(page.get_by_label("Số lượng")).to_be_visible()


def type_into(page: Page, label: str, text: str) -> None:
    """Type into the field of the open card, and go on."""
    box = page.get_by_label(label, exact=True)
    with wait_for_answer(page):
        box.fill(text)
        box.press("Tab")
    wait_for_rest(page)


def choose_status(page: Page, status: str) -> None:
    pick(page.get_by_test_id("stSelectbox").filter(has_text="Tình trạng"), status)


def test_typed_on_a_phone_closed_found_again_and_sent(office: Desk, browser: Browser) -> None:
    with phone_of(browser, office, "can.bo.sct", to="don-vi-toi") as page:
        page.get_by_role("link", name="Điền báo cáo trên màn hình").click()
        wait_for_rest(page)
        expect(page.get_by_text("Có số liệu ở 0 trong 9 nhiệm vụ")).to_be_visible()
        open_card(page, TET)
        choose_status(page, "Hoàn thành")
        type_into(page, "Số lượng", "12")
        type_into(page, "Trị giá (đồng)", "36 triệu")
        expect(page.get_by_text("Được đọc là 36.000.000 đồng.")).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]  # nothing to scroll sideways
    with phone_of(browser, office, "can.bo.sct") as page:  # another day, signed in anew
        saved = page.get_by_text(re.compile("Bản nháp lưu lần cuối .*, Bế Thu Hằng"))
        expect(saved).to_be_visible()
        expect(page.get_by_text("Có số liệu ở 1 trong 9 nhiệm vụ")).to_be_visible()
        expect(find_card(page, TET)).to_contain_text("Số lượng: 12")
        press(page, re.compile("^Gửi 1 dòng"))
        receipt = page.get_by_text(RECEIVED).first
        expect(receipt).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_role("button", name="Tải biên nhận")).to_be_visible()
        expect(page.get_by_text("Điều đã điền được lưu ngay thành bản nháp")).to_be_visible()
        (number,) = RECEIVED.findall(receipt.inner_text())
    (report,) = [
        one for one in office.ask("due", "--year", "2026")["reports"] if one["code"] == "SCT"
    ]
    assert report["state"] == "late"
    office.ask("undo", number)  # as any other batch
    (report,) = [
        one for one in office.ask("due", "--year", "2026")["reports"] if one["code"] == "SCT"
    ]
    assert report["state"] == "overdue"


def test_a_fault_stands_at_its_field_until_it_is_mended(office: Desk, browser: Browser) -> None:
    with phone_of(browser, office, "can.bo.sct") as page:
        open_card(page, BLOOD)
        choose_status(page, "Hoàn thành")
        type_into(page, "Tỷ lệ (%)", "140")
        fault = page.get_by_text(re.compile("^.*“140” không nằm trong 0–100"))
        expect(fault).to_be_visible()
        assert "Dòng" not in fault.inner_text().replace("Dòng lỗi", "")
        expect(page.get_by_role("button", name=re.compile("^Gửi 1 dòng"))).to_have_count(0)
        type_into(page, "Tỷ lệ (%)", "100")
        expect(fault).to_have_count(0)
        type_into(page, "Ghi chú", "Liên hệ ông Nguyễn Văn An, 0912 345 678")
        expect(page.get_by_text("Phần đó đã được bỏ ra, không được lưu")).to_be_visible()
        assert "Nguyễn" not in page.get_by_label("Ghi chú", exact=True).input_value()
        expect(page.get_by_role("button", name=re.compile("^Gửi 1 dòng"))).to_be_visible()


def test_of_two_who_type_at_once_neither_is_lost_unseen(office: Desk, browser: Browser) -> None:
    add_person(office.engine, Account("can.bo.2", "Lục Văn Hai", UserRole.UNIT_OFFICER, "SCT"))
    with (
        phone_of(browser, office, "can.bo.sct") as first,
        phone_of(browser, office, "can.bo.2") as second,
    ):
        for page in (first, second):
            open_card(page, TET)
        type_into(first, "Số lượng", "12")
        type_into(second, "Ghi chú", "Đã xong")  # another field of the row: both stand
        expect(second.get_by_label("Số lượng")).to_have_value("12")
        type_into(first, "Số lượng", "13")
        type_into(second, "Số lượng", "20")
        told = second.get_by_text(re.compile("Bế Thu Hằng vừa lưu “Số lượng” là “13”"))
        expect(told).to_be_visible()
        expect(second.get_by_label("Số lượng")).to_have_value("13")
        press(second, "Lưu điều tôi nhập")
        expect(told).to_have_count(0)
        expect(second.get_by_label("Số lượng")).to_have_value("20")
        type_into(first, "Tỷ lệ (%)", "50")
        expect(first.get_by_label("Số lượng")).to_have_value("20")
        expect(first.get_by_label("Ghi chú")).to_have_value("Đã xong")


def test_the_secretariat_types_for_any_unit_and_nobody_else_may(
    office: Desk, browser: Browser
) -> None:
    with phone_of(browser, office, "van.thu", to=f"{FORM}&dien-cho=SYT") as page:
        expect(page.get_by_text(re.compile("Có số liệu ở .* nhiệm vụ"))).to_be_visible()
    for name in ("lanh.dao", "giam.sat", "quan.tri"):
        with phone_of(browser, office, name) as page:
            assert page.locator("h1").first.inner_text() == "Không có trang này"


def test_a_draft_is_discarded_only_after_asking(office: Desk, browser: Browser) -> None:
    with phone_of(browser, office, "can.bo.sct") as page:
        open_card(page, TET)
        type_into(page, "Số lượng", "12")
        press(page, "Bỏ bản nháp")
        expect(page.get_by_text("Bỏ 1 mục đã điền của bản nháp này?")).to_be_visible()
        press(page, "Bỏ tất cả điều đã điền")
        expect(page.get_by_text("Đã bỏ bản nháp.")).to_be_visible()
        expect(page.get_by_text("Có số liệu ở 0 trong 9 nhiệm vụ")).to_be_visible()
