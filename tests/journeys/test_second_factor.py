"""Two-step sign-in, by hand: set up from the header with an application, asked for at the next
sign-in, required by the office, lost, and removed by an administrator."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import PASSWORD, Desk, choose, press, sign_in, wait_for_rest

pytestmark = pytest.mark.browser
HALF_MINUTE = 30


def send(page: Page, **written: str) -> None:
    """Fill the boxes of a form and send it."""
    for name, value in written.items():
        page.locator(f"#{name}").fill(value)
    page.locator("form button").click()


def give_password(page: Page, desk: Desk, name: str) -> None:
    page.goto(f"{desk.address}/dang-nhap")
    send(page, name=name, password=PASSWORD)


def read_key(page: Page) -> str:
    """The key that stands below the picture, typed into an application."""
    expect(page.locator("img.qr")).to_be_visible()
    assert page.locator("img.qr").evaluate("picture => picture.naturalWidth") > 100
    return page.locator(".key code").inner_text().replace(" ", "")


def open_me(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Kỳ ")).click()


def test_a_clerk_sets_it_up_and_signs_in_with_it(office: Desk, page: Page) -> None:
    sign_in(page, office, "van.thu")
    open_me(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Xác thực hai bước").click()
    page = opened.value
    expect(page.get_by_role("heading", name="Xác thực hai bước")).to_be_visible()
    application = pyotp.TOTP(read_key(page))
    send(page, old=PASSWORD, code=application.now())
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    recovery = page.locator(".codes code").all_inner_texts()
    assert len(recovery) == 10
    page.get_by_role("link", name="Tôi đã cất mã").click()
    wait_for_rest(page)

    open_me(page)
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)
    send(page, name="van.thu", password=PASSWORD)
    expect(page.get_by_role("heading", name="Mã xác thực")).to_be_visible()
    send(page, code="000000")
    expect(page.get_by_role("alert")).to_contain_text("Mã không đúng")
    code = application.at(int(time.time()) + HALF_MINUTE)  # a telephone that is a little fast
    send(page, code=code)
    wait_for_rest(page)

    page.context.clear_cookies()
    give_password(page, office, "van.thu")
    page.goto(f"{office.address}/tong-quan")
    assert "/dang-nhap" in page.url  # the second step cannot be walked around
    page.goto(f"{office.address}/ma-xac-thuc")
    send(page, code=code)
    expect(page.get_by_role("alert")).to_contain_text("đã dùng")
    send(page, code=recovery[0])
    wait_for_rest(page)
    page.context.clear_cookies()
    give_password(page, office, "van.thu")
    send(page, code=recovery[0])
    expect(page.get_by_role("alert")).to_contain_text("đã dùng")


def test_the_office_requires_it_and_an_administrator_removes_one(
    office: Desk, page: Page, second_page: Page
) -> None:
    sign_in(page, office, "quan.tri", to="cai-dat")
    choose(page, "Ai bắt buộc xác thực hai bước", "Quản trị viên và văn thư, tổng hợp")
    page.get_by_role("button", name=re.compile("^Lưu")).first.click()
    page.wait_for_url("**/xac-thuc-hai-buoc*", timeout=PATIENCE_MS)  # without one herself
    expect(page.get_by_role("heading", name="Xác thực hai bước")).to_be_visible()
    send(page, old=PASSWORD, code=pyotp.TOTP(read_key(page)).now())
    page.get_by_role("link", name="Tôi đã cất mã").click()
    wait_for_rest(page)
    field = page.get_by_role("combobox", name="Ai bắt buộc xác thực hai bước")
    expect(field).to_have_value("Quản trị viên và văn thư, tổng hợp")

    clerk = second_page
    clerk.goto(f"{office.address}/qua-han")
    send(clerk, name="van.thu", password=PASSWORD)
    expect(clerk.get_by_role("heading", name="Xác thực hai bước")).to_be_visible()
    send(clerk, code=pyotp.TOTP(read_key(clerk)).now())
    clerk.get_by_role("link", name="Tôi đã cất mã").click()
    wait_for_rest(clerk)
    assert "/qua-han" in clerk.url

    page.goto(f"{office.address}/nguoi-dung")
    wait_for_rest(page)
    page.get_by_text("Đổi vai trò, khóa, cấp lại mật khẩu").click()
    choose(page, "Người dùng", "Nông Thị Lan")
    press(page, "Bỏ xác thực hai bước")
    expect(page.get_by_text("Đã bỏ xác thực hai bước của van.thu")).to_be_visible()
    clerk.reload()
    clerk.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)
    send(clerk, name="van.thu", password=PASSWORD)
    expect(clerk.get_by_role("heading", name="Xác thực hai bước")).to_be_visible()
