"""A return from the desk to the figure and back, at the screen and at the terminal."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, fetch, open_screen, press, sign_in, upload

pytestmark = pytest.mark.browser
ACCEPT = re.compile(r"^Nhận \d+ dòng")


def count_received(desk: Desk) -> int:
    """How many reports of 2026 the terminal says were received."""
    reports = desk.ask("due", "--year", "2026")["reports"]
    return sum(report["state"] in ("in_time", "late") for report in reports)


def test_a_return_is_received_and_undone(trial: Desk, page: Page, to_try: Path) -> None:
    before = count_received(trial)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, to_try / "01-bao-cao-tot.csv")
    press(page, ACCEPT)
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()
    assert count_received(trial) == before + 1


def test_the_next_journey_finds_the_database_as_the_first_did(
    trial: Desk, page: Page, to_try: Path
) -> None:
    test_a_return_is_received_and_undone(trial, page, to_try)


def test_a_clerk_signs_in_and_fetches_a_receipt(office: Desk, page: Page, tmp_path: Path) -> None:
    sign_in(page, office, "van.thu", to="nhap-bao-cao")
    receipt = fetch(page, "Tải biên nhận", tmp_path)
    assert receipt.read_bytes()[:2] == b"PK"
