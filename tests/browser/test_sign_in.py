"""Sign-in as an office lives it: the first start, the first people, a role that changes in an
open page, the way out; and every address as every role."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from actions.accounts.accounts import Account, add_user, change_user, disable_user
from actions.accounts.sign_ins import set_password
from actions.permissions import Actor
from models import UserRole
from models.database import open_database
from pages.app.screens import SCREENS, Screen
from tests.browser.conftest import served
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
PASSWORD = "con đường 18 bậc"
KEEPER = Actor("terminal", UserRole.ADMINISTRATOR)
NOWHERE = "Không có trang này"


@dataclass(frozen=True)
class Office:
    """A server with accounts, and its database."""

    address: str
    engine: Engine
    log: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, province_template: Path) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    shutil.copy(province_template, folder / "oversight.db")
    with served(folder, "--sign-in", "accounts") as address:
        engine = open_database(f"sqlite:///{folder}/oversight.db")
        yield Office(address, engine, folder / "log.txt")
        engine.dispose()


def write(page: Page, **written: str) -> None:
    """Fill the boxes of a form and send it."""
    for name, value in written.items():
        page.locator(f"#{name}").fill(value)
    page.locator("form button").click()


def member(office: Office, code: str, role: UserRole, unit: str | None = None) -> None:
    """A user who has set a password."""
    account = Account(code, code.title(), role, unit)
    now = datetime.now(UTC)
    given = add_user(office.engine, account, actor=KEEPER, now=now)
    set_password(office.engine, code, given, PASSWORD, now=now)


def test_from_the_first_start_to_the_way_out(office: Office, page: Page, second_page: Page) -> None:
    tab = second_page
    told = re.search(r": (\w{4}-\w{4}-\w{4})", office.log.read_text("utf-8"))
    assert told is not None
    page.goto(f"{office.address}/nguoi-dung")
    page.get_by_role("link", name="Thiết lập lần đầu").click()
    write(page, code=told[1], full_name="Hoàng Minh", name="minh", new=PASSWORD, again=PASSWORD)
    expect(page.get_by_text("1 người dùng đang hoạt động").first).to_be_visible(timeout=PATIENCE_MS)

    page.get_by_role("textbox", name="Tên đăng nhập").fill("lan")
    page.get_by_role("textbox", name="Họ và tên").first.fill("Nông Thị Lan")
    page.get_by_label("Vai trò").first.click()
    page.get_by_role("option", name="Văn thư, tổng hợp").click()
    page.get_by_role("button", name="Thêm người dùng này").click()
    code = page.locator("[data-testid=stCode]").last.inner_text(timeout=PATIENCE_MS).split()[0]

    tab.goto(f"{office.address}/co-quan?don-vi=SCT")
    assert "/dang-nhap?den=" in tab.url
    tab.get_by_role("link", name="Tôi có mã dùng một lần").click()
    write(tab, name="lan", code=code, new=PASSWORD, again=PASSWORD)
    tab.wait_for_url(f"{office.address}/co-quan?don-vi=SCT")
    expect(tab.get_by_text("Sở Công Thương").first).to_be_visible(timeout=PATIENCE_MS)

    lesser = Account("lan", "Nông Thị Lan", UserRole.LEADER)
    change_user(office.engine, lesser, actor=KEEPER, now=datetime.now(UTC))
    tab.get_by_role("link", name="Tổng quan").first.click()  # any word from the open page
    tab.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)
    write(tab, name="lan", password=PASSWORD)
    expect(tab.get_by_role("link", name="Tổng quan").first).to_be_visible(timeout=PATIENCE_MS)
    expect(tab.get_by_role("link", name="Nhập báo cáo")).to_have_count(0)

    tab.get_by_role("button", name=re.compile("^Kỳ ")).click()
    tab.get_by_role("button", name="Đăng xuất").click()
    tab.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)
    disable_user(office.engine, "lan", actor=KEEPER, now=datetime.now(UTC))
    write(tab, name="lan", password=PASSWORD)
    expect(tab.get_by_role("alert")).to_contain_text("không đúng")


def test_from_a_page_whose_rights_ended_one_comes_back_to_it(office: Office, page: Page) -> None:
    member(office, "hue", UserRole.SECRETARIAT)
    page.goto(f"{office.address}/co-quan")
    write(page, name="hue", password=PASSWORD)
    page.get_by_role("link", name="Nhiệm vụ").first.click(timeout=PATIENCE_MS)
    page.wait_for_url("**/nhiem-vu*", timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name=re.compile("^Kỳ "))).to_be_visible(timeout=PATIENCE_MS)
    lesser = Account("hue", "Hue", UserRole.LEADER)
    change_user(office.engine, lesser, actor=KEEPER, now=datetime.now(UTC))
    page.get_by_role("link", name="Báo cáo quá hạn").first.click()
    page.wait_for_url("**/dang-nhap?den=%2Fqua-han*", timeout=PATIENCE_MS)
    write(page, name="hue", password=PASSWORD)
    page.wait_for_url("**/qua-han*", timeout=PATIENCE_MS)


@pytest.mark.parametrize("role", list(UserRole))
def test_to_each_role_what_is_not_its_own_does_not_exist(
    office: Office, page: Page, role: UserRole
) -> None:
    name = f"sweep.{role}".replace("_", "-")
    member(office, name, role, "SYT" if role == UserRole.UNIT_OFFICER else None)
    page.goto(f"{office.address}/khong-he-co")
    write(page, name=name, password=PASSWORD)
    expect(page.get_by_text(NOWHERE).first).to_be_visible(timeout=PATIENCE_MS)
    answer = main_of(page)
    for screen in one_of_each(role):  # tests/sweep opens them all
        page.goto(f"{office.address}/{screen.url_path}")
        if screen.open_to(role):
            title = "[data-testid=stMain] :is(h1, h2, h3, p)"
            expect(page.locator(title).first).to_be_visible(timeout=PATIENCE_MS)
            expect(page.get_by_text(NOWHERE)).to_have_count(0)
        else:
            expect(page.get_by_text(NOWHERE).first).to_be_visible(timeout=PATIENCE_MS)
            assert main_of(page) == answer
        expect(page.get_by_test_id("stException")).to_have_count(0)


def one_of_each(role: UserRole) -> list[Screen]:
    """The last of the role's own screens, and the last that is not its own."""
    return list({screen.open_to(role): screen for screen in SCREENS}.values())


def main_of(page: Page) -> str:
    """All that stands on the page where one went astray, once it stands still."""
    page.wait_for_timeout(1000)
    return page.locator("[data-testid=stMain]").inner_text()


def test_the_pages_before_the_first_screen_fit_a_phone(office: Office, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/dang-nhap", "/dat-mat-khau", "/dang-nhap?lang=en"):
        page.goto(office.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
