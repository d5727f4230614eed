"""A nil return: recorded, its receipt opened, in the history, undone, and owed again."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, choose, fetch, open_screen, press

pytestmark = pytest.mark.browser


def find_overdue(desk: Desk) -> dict[str, object]:
    """A required report that did not come, as the terminal tells of it."""
    reports = desk.ask("due", "--year", "2026")["reports"]
    report: dict[str, object] = next(one for one in reports if one["state"] == "overdue")
    return report


def find_report(desk: Desk, code: object) -> dict[str, object]:
    reports = desk.ask("due", "--year", "2026")["reports"]
    report: dict[str, object] = next(one for one in reports if one["code"] == code)
    return report


def text_of(paper: Path) -> str:
    """All that a DOCX says."""
    document = Document(str(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_nil_return_from_press_to_undone(trial: Desk, page: Page, tmp_path: Path) -> None:
    owing = find_overdue(trial)
    name, code = str(owing["name_vi"]), str(owing["code"])
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    panel = page.get_by_test_id("stExpander").filter(has_text="Báo cáo “không phát sinh”")
    panel.locator("summary").click()
    choose(page, "Đơn vị báo cáo không phát sinh", f"({code})")
    button = panel.get_by_role("button", name=re.compile("^Ghi nhận không phát sinh"))
    expect(button).to_be_visible()  # choosing a unit folds nothing
    panel.get_by_label("Số văn bản").fill("45/BC")
    panel.get_by_label("Số văn bản").press("Tab")
    press(panel, re.compile("^Ghi nhận không phát sinh"))
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text(f"{name} ({code}) xác nhận không phát sinh")
    expect(asked).to_contain_text("Theo văn bản số 45/BC; chưa ghi ngày văn bản.")
    press(asked, "Quay lại")
    expect(asked).to_have_count(0)
    assert find_report(trial, code)["state"] == "overdue"  # nothing is kept that was not confirmed
    press(panel, re.compile("^Ghi nhận không phát sinh"))
    press(asked, "Ghi nhận")
    done = panel.get_by_test_id("stAlert")
    expect(done).to_have_count(1)  # and no warning that the unit had reported
    expect(done).to_contain_text("không phát sinh trong kỳ 2026")
    (batch,) = re.findall(r"số (\d+)", done.inner_text())
    assert (find_report(trial, code)["state"], find_report(trial, code)["nil"]) == ("late", True)

    choose(page, "Đơn vị báo cáo không phát sinh", f"({code})")
    expect(
        panel.get_by_text(f"đã được ghi nhận không phát sinh trong kỳ 2026 (số {batch})")
    ).to_be_visible()

    paper = text_of(fetch(page, "Tải biên nhận", tmp_path))
    assert name in paper and "Báo cáo “không phát sinh” (không có tệp)" in paper
    assert "SHA-256" not in paper

    press(page, f"Hoàn tác lần nhận số {batch}")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(name)
    press(dialog, "Hoàn tác lần ghi nhận")
    expect(page.get_by_text(f"Đã hoàn tác lần ghi nhận số {batch}")).to_be_visible()
    assert find_report(trial, code)["state"] == "overdue"


def test_at_the_terminal_results_that_stand_forbid_it(trial: Desk) -> None:
    reports = trial.ask("due", "--year", "2026")["reports"]
    code = next(one["code"] for one in reports if one["state"] == "in_time")
    refused = trial.run("nil", "--unit", code, "--year", "2026")
    assert refused.returncode == 1
    assert "trái với “không phát sinh”" in refused.stderr
    batch = trial.ask("nil", "--unit", code, "--year", "2026", "--replace-results")["batch_id"]
    assert find_report(trial, code)["nil"] is True
    assert trial.ask("undo", str(batch))["restored"] > 0
    assert find_report(trial, code)["nil"] is False
