"""A connection cut in the middle of receiving: whole or not at all, and whoever comes back is
told which."""

import re
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.test_main_job import press_accept, take_back, upload
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
UPLOADS_REFUSED = {
    413: ("Có quá nhiều tệp đang chờ trên trang này", "Too many files wait on this page"),
    507: ("Máy chủ đang giữ nhiều tệp chờ nhận", "The server holds many files"),
    500: ("Chưa tải lên được tệp này", "This file could not be uploaded"),
}
ACCEPT = re.compile(r"^Nhận \d+ dòng")
KEPT = re.compile(r"Đã nhận, số \d+")
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
def test_cut_while_receiving(
    application: str, served_from: Path, page: Page, to_try: Path, after_ms: int
) -> None:
    wire, file = Wire(page), to_try / "01-bao-cao-tot.csv"
    before = count_batches(served_from)
    upload(application, page, file)
    press_accept(page)
    page.wait_for_timeout(after_ms)
    wire.cut()
    page.wait_for_timeout(1500)
    wire.mend()

    after = count_batches(served_from)
    assert after in (before, before + 1)
    upload(application, page, file)  # a fresh page: what was kept, it says was kept
    accept, again = page.get_by_role("button", name=ACCEPT), page.get_by_text(AGAIN)
    expect(accept).to_be_visible(timeout=PATIENCE_MS)
    if after > before:
        expect(again).to_be_visible()
    elif not again.is_visible():  # press anew; the first press may still be at it: kept once
        accept.click()
        expect(page.get_by_text(KEPT).or_(again).first).to_be_visible(timeout=PATIENCE_MS)
    assert count_batches(served_from) == before + 1
    take_back(page)
    assert count_batches(served_from) == before


def count_batches(folder: Path) -> int:
    """How many batches stand in the served database; that Tổng quan counts what was received is
    held in `test_main_job`."""
    with closing(sqlite3.connect(folder / "oversight.db")) as database:
        asked = "SELECT count(*) FROM batch WHERE undone_at IS NULL"
        return int(database.execute(asked).fetchone()[0])


def refuse(status: int, route: Route) -> None:
    route.fulfill(status=status)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_upload_that_the_server_refuses_is_told_in_words(
    application: str, page: Page, to_try: Path, language: str
) -> None:
    for status, words in UPLOADS_REFUSED.items():
        page.goto(f"{application}/nhap-bao-cao?lang={language}")
        expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
        page.unroute_all()
        page.route(re.compile("/_stcore/upload_file/"), partial(refuse, status))
        chooser = page.locator("[data-testid=stFileUploader] input[type=file]").first
        chooser.set_input_files(to_try / "01-bao-cao-tot.csv")
        told = page.get_by_text(words[language == "en"])
        expect(told.first).to_be_visible(timeout=PATIENCE_MS)
    assert page.get_by_text("Axios").count() == 0
