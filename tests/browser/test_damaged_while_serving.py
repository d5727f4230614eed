"""The disk ruins pages of the database while people work: a leader who was in looks on, another
signs in, both are told on every screen what happened and which backup to restore, and nothing is
written."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from actions.backups.backup import back_up
from models.database import open_database
from tests.actions.accounts import HOA, OFFICE, PASSWORD, signed_up
from tests.browser.conftest import served
from tests.chromium import PATIENCE_MS
from tests.province import GOOD, received

pytestmark = pytest.mark.browser


@pytest.fixture
def office(tmp_path: Path, province_template: Path) -> Iterator[tuple[str, Path, str]]:
    """A served office of one leader with one return and one proven backup: its address, its
    database's file, the backup's name."""
    file = tmp_path / "oversight.db"
    shutil.copy(province_template, file)
    engine = open_database(f"sqlite:///{file}")
    received(engine, GOOD)
    now = datetime.now(UTC)
    signed_up(engine, HOA, now=now)
    made = back_up(engine, tmp_path / "copies", passphrase=None, actor=OFFICE, now=now)
    assert made.proven_at is not None
    engine.dispose()
    with served(tmp_path, "--sign-in", "accounts") as address:
        yield address, file, Path(made.place).name


def ruin(file: Path, *tables: str) -> None:
    """Write over the first page of each table, as a failing disk does."""
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = raw.execute("PRAGMA page_size").fetchone()
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        pages = [raw.execute(asked, (table,)).fetchone()[0] for table in tables]
    with file.open("r+b") as disk:
        for page in pages:
            disk.seek(size * (page - 1))
            disk.write(b"\xff" * size)


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/dang-nhap")
    page.locator("#name").fill("hoa")
    page.locator("#password").fill(PASSWORD)
    page.locator("form button").click()
    page.wait_for_url(lambda url: "/dang-nhap" not in url, timeout=PATIENCE_MS)


def test_leaders_look_on_and_are_told(
    office: tuple[str, Path, str], page: Page, second_page: Page
) -> None:
    address, file, backup = office
    ruin(file, "task", "assignment", "submission", "result")
    sign_in(page, address)  # which nothing of the damage prevents
    told = page.get_by_text("chỉ xem, không ghi").first
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    assert page.request.get(f"{address}/health").json()["status"] == "damaged"
    ruined = file.read_bytes()

    other = second_page
    other.goto(f"{address}/dang-nhap")
    expect(other.get_by_role("alert")).to_contain_text("chỉ xem, không ghi")
    expect(other.get_by_role("alert")).to_contain_text(backup)
    sign_in(other, address)
    for path in ("", "/co-quan", "/nhiem-vu"):
        for reader in (page, other):
            reader.goto(f"{address}{path}")
            expect(reader.get_by_text("chỉ xem, không ghi").first).to_be_visible(
                timeout=PATIENCE_MS
            )
            expect(reader.get_by_text(backup).first).to_be_visible()
            expect(reader.get_by_test_id("stException")).to_have_count(0)
    other.goto(f"{address}/dang-xuat")
    other.locator("form button").click()
    other.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)
    assert file.read_bytes() == ruined
