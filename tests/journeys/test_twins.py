"""A list that has one household under two codes: made one with a press, taken back, kept as two
where it is confirmed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, open_screen, press, upload

pytestmark = pytest.mark.browser
HEAD = "Mã địa chỉ,Mã xã,Xóm,Loại,Số nhân khẩu,Nhu cầu,Ngày khảo sát,Tình trạng"


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """One household under two codes, surveyed on two days."""
    file = tmp_path / "so-dia-chi.csv"
    rows = [
        f"DC-01273-{number},01273,Xóm Mới Lập,Hộ gia đình,4,Nhà ở,{day}/11/2026,Đã khảo sát"
        for number, day in (("9001", "02"), ("9002", "05"))
    ]
    file.write_text("\n".join([HEAD, *rows, ""]), "utf-8")
    return file


def test_a_household_under_two_codes_is_made_one_or_kept_as_two(
    trial: Desk, page: Page, twins: Path
) -> None:
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, twins)
    pair = page.get_by_text("“DC-01273-9002” (dòng 3) và “DC-01273-9001” (dòng 2)")
    expect(pair).to_be_visible(timeout=PATIENCE_MS)
    press(page, "Là một: giữ “DC-01273-9002”")
    merged = page.get_by_text("là một: giữ “DC-01273-9002”")
    expect(merged).to_be_visible(timeout=PATIENCE_MS)
    press(page, "Bỏ chọn")
    expect(pair).to_be_visible(timeout=PATIENCE_MS)
    press(page, "Là một: giữ “DC-01273-9001”")
    expect(pair).to_have_count(0, timeout=PATIENCE_MS)
    press(page, re.compile(r"^(Xác nhận|Nhận|Xác nhận và nhận).* 1 dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+"))).not_to_have_count(
        0, timeout=PATIENCE_MS
    )
    again = trial.ask("check", str(twins))
    assert [one["code"] for one in again["findings"] if "twin" in one["code"]] == [
        "table.address_twin"
    ]
    assert again["plan"]["new"] == 1


def test_the_terminal_keeps_both_where_it_is_confirmed(trial: Desk, twins: Path) -> None:
    refused = trial.run("receive", str(twins))
    assert refused.returncode == 1
    assert "Nếu là hai hộ" in refused.stdout + refused.stderr
    assert trial.run("receive", str(twins), "--confirm").returncode == 0
    assert trial.ask("check", str(twins))["plan"] == {"new": 0, "changed": 0, "unchanged": 2}
