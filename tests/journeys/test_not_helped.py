"""Whom somebody must still find help for: the list holds open cases that nobody helps, each with
its state; the dead, the risen and those who have a regular supporter are not on it. What changed
is one number on every screen."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, fetch, open_screen, press

pytestmark = pytest.mark.browser
FIRST, LAST = "2025-12-15", "2026-12-14"
PLACE = "01654"  # many here are helped twice beside many that nobody helps
HELPED = """
EXISTS (SELECT 1 FROM support s WHERE s.address_id = d.address_id AND s.superseded_at IS NULL
  AND s.given_on <= :last AND (s.given_on >= :first
    OR (s.kind = 'regular' AND (s.until IS NULL OR s.until >= :first))))
"""
IN_FORCE = """
FROM dossier d JOIN address a ON a.id = d.address_id JOIN unit u ON u.id = d.commune_id
WHERE d.superseded_at IS NULL AND (d.closed_on IS NULL OR d.closed_on >= :first)
  AND (d.surveyed_on IS NULL OR d.surveyed_on <= :last)
"""
CLOSED = "(d.closed_on <= :last OR (d.closed_on IS NULL AND d.status = 'closed'))"


def ask(desk: Desk, question: str) -> list[tuple[object, ...]]:
    """What plain SQL over the database file answers."""
    with closing(sqlite3.connect(desk.database)) as base:
        return base.execute(question, {"first": FIRST, "last": LAST}).fetchall()


def count_split(desk: Desk) -> tuple[int, int, int]:
    """Helped, not helped and open, closed without help, over the province."""
    [found] = ask(
        desk,
        f"SELECT sum({HELPED}), sum(NOT {HELPED} AND {CLOSED} IS NOT 1),"
        f" sum(NOT {HELPED} AND {CLOSED} IS 1) {IN_FORCE}",
    )
    helped, nobody, closed = (int(str(part)) for part in found)
    return helped, nobody, closed


def written(count: int) -> str:
    """1.234."""
    return f"{count:,}".replace(",", ".")


def test_the_secretariat_reads_the_split_of_the_whole_and_takes_the_lists(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    helped, nobody, closed = count_split(trial)
    assert closed > 0
    open_screen(page, trial, "dia-chi?xem-nhu=secretariat")
    expect(page.locator("h1").first).to_contain_text(f"{written(nobody)} trên")
    said = f"{written(helped)} được trợ giúp, {written(nobody)} chưa được trợ giúp"
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text(f"{closed} đã kết thúc mà chưa được trợ giúp (")).to_be_visible()

    open_screen(page, trial, "?xem-nhu=secretariat")
    unhelped = page.get_by_test_id("stMetric").filter(has_text="Địa chỉ chưa được trợ giúp")
    expect(unhelped).to_contain_text(written(nobody))
    page.locator(".st-key-origin-3 button").click()
    book = load_workbook(fetch(page, "Tải về đủ các dòng (XLSX)", tmp_path))
    codes = {
        str(code)
        for (code,) in ask(
            trial, f"SELECT a.code {IN_FORCE} AND NOT {HELPED} AND {CLOSED} IS NOT 1"
        )
    }
    sheets = [{str(row[0]) for row in sheet.iter_rows(values_only=True)} & codes for sheet in book]
    assert codes in sheets


def test_the_list_of_a_commune_holds_no_closed_and_no_helped_case(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    wanted = {
        str(code)
        for (code,) in ask(
            trial,
            f"SELECT a.code {IN_FORCE} AND u.code = '{PLACE}' AND NOT {HELPED}"
            f" AND {CLOSED} IS NOT 1",
        )
    }
    open_screen(page, trial, f"dia-chi?xem-nhu=secretariat&xa={PLACE}")
    press(page, f"Mở danh sách {len(wanted)} địa chỉ")
    file = fetch(page, f"Tải {len(wanted)} dòng", tmp_path)
    heading, *lines = file.read_text("utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in lines} == wanted
    assert "state" in heading.split(",")
    assert "Kết thúc" not in file.read_text("utf-8-sig")


@pytest.mark.parametrize("role", ["secretariat", "leader"])
def test_one_change_is_one_number_on_every_screen(trial: Desk, page: Page, role: str) -> None:
    found = []
    for path in ("?", "dia-chi?"):
        open_screen(page, trial, f"{path}xem-nhu={role}")
        coverage = page.get_by_test_id("stMetric").filter(has_text="Bao phủ")
        found += re.findall(r"([+−][\d,]+) điểm", coverage.inner_text())
    open_screen(page, trial, f"vi-sao?xem-nhu={role}&ve=dia-chi")
    points = re.search(r"(tăng|giảm) ([\d,]+) điểm", page.locator("h1").first.inner_text())
    assert points is not None
    sign = "+" if points.group(1) == "tăng" else "−"
    assert found == [f"{sign}{points.group(2)}"] * 2
