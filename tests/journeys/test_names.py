"""A name that is not known is chosen with one press, remembered for the next file, and forgotten
with the batch that it came with."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, open_screen, press, upload

pytestmark = pytest.mark.browser
SCREEN = "nhap-bao-cao?xem-nhu=secretariat"
HEADINGS = "Kỳ báo cáo,Mã đơn vị,Mã nhiệm vụ,Tình trạng,Ngày hoàn thành,Số lượng"
AS_WRITTEN = "2026,Trung tâm công thương,Địa chỉ nhân đạo,đã làm xong rồi,01/12/2026,12"
TASK = "DC_TG – Cuộc vận động “Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo”"
OFFERED = {"SCT – Sở Công Thương": "SCT", TASK: "DC_TG", "Hoàn thành": "Hoàn thành"}
UNKNOWN = {"register.unit_unknown", "register.task_unknown", "value.not_a_choice"}
KNOWN = {"register.unit_by_name", "register.task_by_spelling", "value.choice_by_spelling"}


def write_return(folder: Path, name: str, *rows: str) -> Path:
    """A text file of results with these rows."""
    file = folder / name
    file.write_text("\n".join([HEADINGS, *rows, ""]), "utf-8-sig")
    return file


def list_codes(desk: Desk, file: Path) -> set[str]:
    """The codes of what `check` finds in a file."""
    answer = desk.run("check", str(file), "--json")
    return set(re.findall(r'"code": "([a-z_.]+)"', answer.stdout))


def choose(page: Page, name: str) -> None:
    """Press one of the names that are offered."""
    room = page.get_by_test_id("stMainBlockContainer")
    room.get_by_role("button", name=name, exact=True).first.click()


def test_a_name_is_chosen_remembered_and_forgotten(trial: Desk, page: Page, tmp_path: Path) -> None:
    first = write_return(tmp_path, "sct-1.csv", AS_WRITTEN)
    again = write_return(tmp_path, "sct-2.csv", AS_WRITTEN.replace(",12", ",15"))
    assert list_codes(trial, first) >= UNKNOWN

    open_screen(page, trial, SCREEN)
    upload(page, first)
    for name, written in OFFERED.items():
        choose(page, name)
        expect(page.get_by_text(f"đã chọn “{written}”")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Bỏ chọn").last.click()
    expect(page.get_by_text("“đã làm xong rồi” (dòng 2) là")).to_be_visible(timeout=PATIENCE_MS)
    choose(page, "Hoàn thành")
    press(page, re.compile(r"^Nhận 1 dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert list_codes(trial, again) & (UNKNOWN | KNOWN) == KNOWN

    open_screen(page, trial, SCREEN)
    press(page, re.compile("^Hoàn tác lần nhận"))
    press(page.get_by_role("dialog"), re.compile("^Hoàn tác 1 dòng"))
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible(timeout=PATIENCE_MS)
    assert list_codes(trial, again) >= UNKNOWN


def test_an_officer_is_offered_no_name(trial: Desk, page: Page, tmp_path: Path) -> None:
    file = write_return(tmp_path, "sct.csv", AS_WRITTEN)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=unit_officer")
    upload(page, file)
    expect(page.get_by_text("Gần nhất: SCT – Sở Công Thương").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(page.get_by_text("Chọn tên đúng")).to_have_count(0)
