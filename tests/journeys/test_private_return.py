"""A list with sixty values that tell persons is dropped on the screen and received: none of them is
shown, kept or logged."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import CHOOSER, Desk, open_screen, press, wait_for_rest
from tests.survival.private_file import find_planted, write_private_workbook

pytestmark = pytest.mark.browser
CODE = "DC-90001"
# The uploader's own list shows the name of the file as the browser has it, to whoever chose it.
SHOWN = """() => {
    const page = document.querySelector('[data-testid=stApp]').cloneNode(true);
    page.querySelectorAll('[data-testid=stFileUploader]').forEach(one => one.remove());
    return page.textContent;
}"""


def test_none_of_them_is_shown_kept_or_logged(trial: Desk, page: Page, tmp_path: Path) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    page.locator(f".st-key-files {CHOOSER}").set_input_files(write_private_workbook(tmp_path, CODE))
    expect(page.get_by_text("so dia chi hộ bà …").first).to_be_visible()
    wait_for_rest(page)
    shown = page.evaluate(SHOWN)
    assert "số điện thoại" in shown  # it is said of what kind it was
    assert find_planted(shown.encode()) == set()
    press(page, re.compile(r"^Xác nhận cách hiểu và nhận \d+ dòng"))  # its comment is asked about
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()
    assert find_planted(page.evaluate(SHOWN).encode()) == set()
    with closing(sqlite3.connect(trial.database)) as database:
        (hamlet,) = database.execute(
            "SELECT hamlet FROM dossier JOIN address ON address.id = address_id WHERE code = ?",
            [CODE],
        ).fetchone()
        (content,) = database.execute(
            "SELECT content FROM batch ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert hamlet == "Tổ 2, …"
    assert content and find_planted(content) == set()
    files = [one for one in trial.folder.rglob("*") if one.is_file()]
    assert {one.name: found for one in files if (found := find_planted(one.read_bytes()))} == {}
