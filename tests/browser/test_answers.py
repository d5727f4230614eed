"""A page that asks where to put a dropped file is answered over the wire, though it runs anew just
before and after it asked."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.test_dropped import ACCEPT
from tests.chromium import AT_REST, PATIENCE_MS

pytestmark = pytest.mark.browser
DROPS = 5
FILE = "01-bao-cao-tot.csv"
RUN, ASKED, ANSWERED, LED = "rerun_script", "file_urls_request", "file_urls_response", "navigation"


class Storm:
    """The page's websocket, on which each question stands between two requests to run anew."""

    def __init__(self, page: Page) -> None:
        self.questions: list[str] = []
        self.answers: list[str] = []
        self._run = BackMsg()
        page.route_web_socket(re.compile("/_stcore/stream"), self._join)

    def _join(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def hear_page(message: bytes | str) -> None:
            asking = BackMsg.FromString(message) if isinstance(message, bytes) else BackMsg()
            kind = asking.WhichOneof("type")
            if kind == RUN:
                self._run = asking
            if kind == ASKED:
                self.questions.append(asking.file_urls_request.request_id)
                server.send(self._run.SerializeToString())
            server.send(message)
            if kind == ASKED:
                server.send(self._run.SerializeToString())

        def hear_server(message: bytes | str) -> None:
            answer = ForwardMsg.FromString(message) if isinstance(message, bytes) else ForwardMsg()
            kind = answer.WhichOneof("type")
            if kind == ANSWERED:
                self.answers.append(answer.file_urls_response.response_id)
            if (
                kind == LED
            ):  # a page fetched by its address learns here which it is, and says so in later runs
                self._run.rerun_script.page_script_hash = answer.navigation.page_script_hash
            browser.send(message)

        browser.on_message(hear_page)
        server.on_message(hear_server)


def test_every_dropped_file_arrives(application: str, page: Page, to_try: Path) -> None:
    storm = Storm(page)
    for _ in range(DROPS):
        page.goto(f"{application}/nhap-bao-cao")
        expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
        page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
        chooser = page.locator("[data-testid=stFileUploader] input[type=file]").first
        chooser.set_input_files(to_try / FILE)
        expect(page.get_by_role("button", name=ACCEPT)).to_be_visible(timeout=PATIENCE_MS)
        page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    assert len(storm.questions) == DROPS
    assert storm.answers == storm.questions
