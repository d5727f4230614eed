"""A desk to work at: the program as README starts it, its database, and what a person does there.

Every journey begins with the same database: `Desk.restock` puts it back without restarting the
server. What the server remembers is keyed by the version of the data, so that number goes on
rising.
"""

import json
import os
import re
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, TimeoutError, expect
from sqlalchemy import Engine

from models.database import ADDRESS_VARIABLE
from tests.browser.conftest import HOUSE
from tests.chromium import AT_REST, PATIENCE_MS
from tests.journeys.wire import wire_of

HEARD_MS, LOOK_MS = 5_000, 50  # for a press to be told to the server
TYPED_MS = 1_500  # for what was typed; a form tells it with its button only
RUN_MS = 20_000  # for a run to end, where one was asked for: not every message asks for one
FIELD = "xpath=ancestor::*[@data-testid='stSelectbox' or @data-testid='stMultiSelect']"
FORM = "xpath=ancestor::*[@data-testid='stForm']"
LIST_MS, TRIES = 8_000, 4  # for a list to open
BEGUN_MS = 700
CHOOSER = "[data-testid=stFileUploader] input[type=file]"
PASSWORD = "con đường 18 bậc"
NEW_VERSION = "UPDATE data_version SET number = ?, register_number = ?, catalogue = ? WHERE id = 1"


@dataclass(frozen=True)
class Desk:
    """A running server: its address, its folder (returns/to-try lie there), its database, and
    the file that each journey begins with."""

    address: str
    folder: Path
    engine: Engine
    stock: Path

    @property
    def database(self) -> Path:
        """The served database's file."""
        return self.folder / "oversight.db"

    def restock(self) -> None:
        """Put the database back to what every journey begins with."""
        with (
            closing(sqlite3.connect(self.stock)) as stock,
            closing(sqlite3.connect(self.database, timeout=30)) as served,
        ):
            served.execute("PRAGMA synchronous=OFF")
            (number,) = served.execute("SELECT number FROM data_version").fetchone()
            stock.backup(served)
            served.execute(NEW_VERSION, (number + 1, number + 1, secrets.token_hex(16)))
            served.commit()
        for ending in (".anchors", ".stamps"):  # of a journal that is no longer there
            self.database.with_name(self.database.name + ending).unlink(missing_ok=True)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Type `words` after `oversight.py` at this database's terminal."""
        return subprocess.run(
            [sys.executable, str(HOUSE / "oversight.py"), *words],
            cwd=self.folder,
            env={**os.environ, ADDRESS_VARIABLE: f"sqlite:///{self.database}"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def ask(self, *words: str) -> Any:  # Any: what JSON holds
        """What a verb answers with `--json`; its exit code must be 0."""
        answer = self.run(*words, "--json")
        assert answer.returncode == 0, answer.stderr or answer.stdout
        return json.loads(answer.stdout)


def open_screen(page: Page, desk: Desk, path: str) -> None:
    """Go to an address of the program and wait until the screen is drawn."""
    wire_of(page)
    page.goto(f"{desk.address}/{path.lstrip('/')}")
    wait_for_rest(page)


def wait_for_rest(page: Page) -> None:
    """Wait until the screen has been drawn and shows no fault."""
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@contextmanager
def wait_for_answer(page: Page, told_ms: int = TYPED_MS) -> Iterator[None]:
    """What is done inside is told to the server, within `told_ms` if at all; then wait until the
    run that it asked for has ended and the screen rests. That it rests is not enough: it still does
    while a busy machine sends the message."""
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    wire = wire_of(page)
    sent, ended = wire.sent, wire.ended
    yield
    _wait_until(page, lambda: wire.sent > sent, told_ms)
    if wire.sent > sent:
        _wait_until(page, lambda: wire.ended > ended, RUN_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)


def _wait_until(page: Page, is_so: Callable[[], bool], patience_ms: int) -> bool:
    for _ in range(patience_ms // LOOK_MS):
        if is_so():
            return True
        page.wait_for_timeout(LOOK_MS)
    return is_so()


def sign_in(page: Page, desk: Desk, name: str, *, to: str = "") -> None:
    """Sign in as somebody whom `office` has, and come to the screen `to`."""
    wire_of(page)
    page.goto(f"{desk.address}/{to}")
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("form button").click()
    wait_for_rest(page)


def upload(page: Page, *files: Path) -> None:
    """Drop files on Nhập báo cáo, which is open, and wait until they were read."""
    with wait_for_answer(page, HEARD_MS):
        page.locator(f".st-key-files {CHOOSER}").set_input_files(list(files))
    for file in files[:3]:
        expect(page.get_by_text(file.name).filter(visible=True).first).to_be_visible(
            timeout=PATIENCE_MS
        )
    wait_for_rest(page)


def press(page: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the first button of this name that can be seen, on a screen that rests, and wait
    until it rests again."""
    whole = page if isinstance(page, Page) else page.page
    button = page.get_by_role("button", name=name).first
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    with wait_for_answer(whole, told_ms=0):
        press_once_heard(whole, button)


def press_once_heard(page: Page, button: Locator) -> None:
    """Press a button; once more where the page told the server nothing, as a person would. What
    only unfolds a pop-over has nothing to tell."""
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    unfolds = button.get_attribute("aria-haspopup") is not None
    wire = wire_of(page)
    before = wire.sent
    button.click(timeout=PATIENCE_MS)
    page.wait_for_timeout(150)  # until the press has reached the server
    if unfolds or not before:  # or nothing of this page was ever heard
        return
    if not _wait_until(page, lambda: wire.sent > before, HEARD_MS) and button.is_visible():
        button.click(timeout=PATIENCE_MS)
        page.wait_for_timeout(150)


def _is_shown(box: Locator, option: str) -> bool:
    return option in box.input_value() or option in box.locator(FIELD).inner_text()


def _is_picked(box: Locator, option: str) -> bool:
    """Does the field of this box show the option as chosen, not only as typed?"""
    field, options = box.locator(FIELD), box.page.get_by_role("option")
    for _ in range(LIST_MS // LOOK_MS):
        typed = option in box.input_value()
        if option in field.inner_text() or (typed and not options.count()):
            return True
        box.page.wait_for_timeout(LOOK_MS)
    return False


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of the selectbox with this label by typing it, as a person would."""
    pick(page.get_by_test_id("stSelectbox").filter(has_text=label), option)


def pick(field: Locator, option: str) -> None:
    """Choose an option of the first list of this field by typing it, once it can be seen: a list
    closes when the page scrolls."""
    box, page = field.get_by_role("combobox").first, field.page
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(LOOK_MS)
    wire = wire_of(page)
    waits = box.locator(FORM).count() > 0  # a form tells its choices with its button
    told, before, ended = waits or _is_shown(box, option), wire.sent, wire.ended

    def is_told() -> bool:
        return wire.sent > before

    for _ in range(TRIES):  # a screen that is drawn anew meanwhile closes the list
        box.click()
        box.fill(option)
        with suppress(TimeoutError):
            page.get_by_role("option", name=option).first.click(timeout=LIST_MS)
        # What was typed may stand in a field whose list was closed by a screen drawn anew.
        if _is_picked(box, option) and (told or not before or _wait_until(page, is_told, HEARD_MS)):
            break
    else:
        raise AssertionError(f"{option} is not offered")
    if _wait_until(page, is_told, 0 if waits else BEGUN_MS):
        _wait_until(page, lambda: wire.ended > ended, RUN_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)


def fetch(page: Page | Locator, name: str | re.Pattern[str], folder: Path) -> Path:
    """Press a button that gives a file; where the file lies, under the name it came with."""
    whole = page if isinstance(page, Page) else page.page
    button = page.get_by_role("button", name=name).first
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    with whole.expect_download(timeout=PATIENCE_MS) as coming:
        press_once_heard(whole, button)
    download: Download = coming.value
    path = folder / download.suggested_filename
    download.save_as(path)
    return path
