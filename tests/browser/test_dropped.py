"""A connection cut in the middle of receiving: whole or not at all, and whoever comes back is
told which."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.test_main_job import PATIENCE_MS, received, upload

pytestmark = pytest.mark.browser
ACCEPT = re.compile(r"^Nhận \d+ dòng")
UNDO = re.compile("Hoàn tác lần nhận số")
AGAIN = "Đúng tệp này đã được nhận trước đây"


class Wire:
    """The page's websocket, which can be cut."""

    def __init__(self, page: Page) -> None:
        self._open: list[WebSocketRoute] = []
        self._is_cut = False
        page.route_web_socket(re.compile("/_stcore/stream"), self._join)

    def _join(self, browser: WebSocketRoute) -> None:
        if self._is_cut:
            browser.close()
            return
        self._open.append(browser.connect_to_server())

    def cut(self) -> None:
        """Drop the connection, and every further try."""
        self._is_cut = True
        for server in self._open:
            server.close()

    def mend(self) -> None:
        """Let the page connect again."""
        self._is_cut = False


@pytest.mark.parametrize("after_ms", [0, 40, 400])
def test_cut_while_receiving(application: str, page: Page, to_try: Path, after_ms: int) -> None:
    wire, file = Wire(page), to_try / "01-good-results.csv"
    before = received(application, page)
    upload(application, page, file)
    page.get_by_role("button", name=ACCEPT).click()
    page.wait_for_timeout(after_ms)
    wire.cut()
    page.wait_for_timeout(1500)
    wire.mend()

    after = received(application, page)  # a fresh page: what it says was kept, is kept
    assert after in (before, before + 1)
    upload(application, page, file)
    if after == before:
        expect(page.get_by_role("button", name=ACCEPT)).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text(AGAIN)).to_have_count(0)
        return
    expect(page.get_by_text(AGAIN).first).to_be_visible(timeout=PATIENCE_MS)
    undo = page.get_by_role("button", name=UNDO)
    with suppress(PlaywrightTimeoutError):
        undo.wait_for(timeout=PATIENCE_MS)
    if not undo.count():  # somebody would load the page anew
        page.goto(f"{application}/nhap-bao-cao")
    undo.click(timeout=PATIENCE_MS)
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Hoàn tác")).click()
    expect(page.get_by_text(re.compile("đã hoàn tác", re.IGNORECASE)).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert received(application, page) == before
