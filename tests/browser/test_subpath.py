"""Under a path of another site, as an office lives it: both ways of signing in, a deep link, an
upload, a download of either kind, the way out; and no cookie that the site's other pages get."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from models import UserRole
from models.database import open_database
from server.middleware.root_path import PATH_VARIABLE
from tests.actions.keeping import REGISTER
from tests.actions.returns import Sent, received, results
from tests.browser.conftest import HERE, find_port, served
from tests.browser.test_provider import LAN, arrived, come_in, known, provider, settings
from tests.browser.test_sign_in import PASSWORD, Office, member, write
from tests.chromium import AT_REST, PATIENCE_MS

pytestmark = pytest.mark.browser
PATH = "/giam-sat"
PATHS = {PATH_VARIABLE: PATH}
OUTSIDE = ("/", "/co-quan", "/dang-nhap", "/oauth2callback", "/app/static/page.css")


def kept_under_the_path(context: BrowserContext) -> None:
    """Every cookie there is goes to our pages only."""
    cookies = context.cookies()
    assert cookies
    assert {cookie["path"] for cookie in cookies} == {PATH}


def strays(page: Page) -> list[str]:
    """A list that grows by every answer from outside the path, and every fault but those of
    whoever was signed out."""
    found: list[str] = []

    def answered(status: int, url: str) -> None:
        path = "/" + url.split("/", 3)[3]
        if not path.startswith(PATH) or status not in (200, 206, 303, 304, 401):
            found.append(f"{status} {path}")

    page.on("response", lambda answer: answered(answer.status, answer.url))
    return found


def test_by_a_provider_in_and_out(
    tmp_path: Path, province_template: Path, context: BrowserContext
) -> None:
    shutil.copy(province_template, tmp_path / "oversight.db")
    port, asked = find_port(), find_port()
    told = settings(asked, f"http://{HERE}:{port}{PATH}/oauth2callback")
    words = ("--sign-in", "oidc")
    with provider(asked), served(tmp_path, *words, port=port, **told, **PATHS) as address:
        known(tmp_path)
        page, site = context.new_page(), address + PATH
        place = f"{site}/co-quan?don-vi=SCT&nam=2025"
        come_in(page, place, email=str(LAN.email))
        arrived(page, place, "Sở Công Thương")
        kept_under_the_path(context)

        page.get_by_role("button", name=re.compile("^Kỳ ")).click()
        page.get_by_role("button", name="Đăng xuất").click()
        page.get_by_role("button", name="End session").click(timeout=PATIENCE_MS)
        expect(page.get_by_role("button", name="Đăng nhập bằng tài khoản")).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert page.url == f"{site}/"
        assert not any(one["name"].startswith("_streamlit_user") for one in context.cookies())


def test_with_accounts_from_deep_link_to_the_way_out(
    tmp_path: Path, province_template: Path, context: BrowserContext
) -> None:
    shutil.copy(province_template, tmp_path / "oversight.db")
    with served(tmp_path, "--sign-in", "accounts", **PATHS) as address:
        engine = open_database(f"sqlite:///{tmp_path}/oversight.db")
        office = Office(address + PATH, engine, tmp_path / "log.txt")
        member(office, "lan", UserRole.SECRETARIAT)
        report = results("2026,01290,QT_LUOT,done,01/02/2026,100,250,,")
        received(engine, Sent(report, day=date.today()))  # else nobody knows who is not helped
        page = context.new_page()
        stray = strays(page)
        page.goto(f"{office.address}/dia-chi?xa=01290&nam=2026")
        assert page.url.startswith(f"{office.address}/dang-nhap?den=")
        write(page, name="lan", password=PASSWORD)
        page.wait_for_url(f"{office.address}/dia-chi?xa=01290*", timeout=PATIENCE_MS)
        kept_under_the_path(context)

        second = context.new_page()
        second.goto(f"{office.address}/nhap-bao-cao")
        receive(second, tmp_path / "so.csv")
        assert blank(second).startswith(b"\xef\xbb\xbf")
        page.reload()
        assert b"DC-001" in listed(page)

        second.get_by_role("button", name=re.compile("^Kỳ ")).click()
        second.get_by_role("button", name="Đăng xuất").click()
        second.wait_for_url(f"{office.address}/dang-nhap*", timeout=PATIENCE_MS)
        page.get_by_role("link", name="Tổng quan").first.click()
        page.wait_for_url(f"{office.address}/dang-nhap*", timeout=PATIENCE_MS)
        assert stray == []
        for place in OUTSIDE:
            assert context.request.get(address + place, max_redirects=0).status in (307, 404)
        engine.dispose()


def receive(page: Page, file: Path) -> None:
    """Upload a return and accept it."""
    file.write_text(REGISTER, encoding="utf-8")
    chooser = page.locator("[data-testid=stFileUploader] input[type=file]").first
    chooser.wait_for(state="attached", timeout=PATIENCE_MS)
    chooser.set_input_files(file)
    page.get_by_role("button", name=re.compile(r"^Nhận \d+ dòng")).click(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible(
        timeout=PATIENCE_MS
    )


def blank(page: Page) -> bytes:
    """A blank form, made when it is fetched."""
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    page.get_by_text("Biểu mẫu trống").first.click()
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    return Path(download.value.path()).read_bytes()


def listed(page: Page) -> bytes:
    """The addresses nobody helps: a file that lies ready."""
    page.get_by_role("button", name=re.compile(r"^Mở .*địa chỉ")).click(timeout=PATIENCE_MS)
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.get_by_role("button", name=re.compile(r"^Tải \d+ dòng")).first.click()
    return Path(download.value.path()).read_bytes()
