"""The history of what was received: ten to a page, on a phone as on a desk."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, open_screen, press, sign_in, upload

pytestmark = pytest.mark.browser
A_PAGE = 10
PHONE = {"width": 390, "height": 844}


def test_the_history_shows_ten_and_the_way_to_older_ones(trial: Desk, page: Page) -> None:
    page.set_viewport_size(PHONE)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    rows = page.locator(".st-key-phone-history li")
    expect(rows).to_have_count(A_PAGE)
    newest = rows.first.inner_text()
    pages = page.locator(".st-key-history-page")
    pages.get_by_role("button").filter(has_text="2").first.click()
    expect(rows.first).not_to_have_text(newest)
    expect(rows).to_have_count(A_PAGE)
    assert (rows.first.bounding_box() or {"x": -1})["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


LIST = """Mã địa chỉ,Mã xã,Xóm,Loại,Số khẩu,Ngày khảo sát,Trạng thái
01273-9001,01273,Tổ 1,Hộ gia đình,4,01/10/2026,đã khảo sát
"""


def test_a_list_of_addresses_names_its_unit_and_who_received_it(
    office: Desk, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "dia-chi-moi.csv"
    file.write_text(LIST, "utf-8-sig")
    sign_in(page, office, "van.thu", to="nhap-bao-cao")
    upload(page, file)
    press(page, re.compile(r"^Nhận 1 dòng"))
    expect(page.get_by_text("Đã nhận").first).to_be_visible()
    offered = page.get_by_role("combobox", name="Chọn một lần nhận")
    expect(offered).to_have_value(re.compile("Thục Phán"))
    page.set_viewport_size(PHONE)
    newest = page.locator(".st-key-phone-history li").first
    expect(newest).to_contain_text("Thục Phán")
    expect(newest).to_contain_text("Nông Thị Lan")
    expect(newest).not_to_contain_text("van.thu")


def test_the_trial_calls_whoever_acts_by_the_role(trial: Desk, page: Page) -> None:
    page.set_viewport_size(PHONE)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    newest = page.locator(".st-key-phone-history li").first
    expect(newest).to_contain_text("Văn thư, tổng hợp (dùng thử)")
    open_screen(page, trial, "nhat-ky?xem-nhu=secretariat")
    expect(page.get_by_text("Văn thư, tổng hợp (dùng thử)").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"trial-|van_thu"))).to_have_count(0)
