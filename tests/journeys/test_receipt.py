"""The receipt that a sender keeps: signed by name, in time or late, under the office's name, and
with an anchor that shows later whether the journal was written anew."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.actions.keeping import forge_journal
from tests.journeys.desk import Desk, fetch, open_screen, press, sign_in, upload

pytestmark = pytest.mark.browser
RETURN = "period,unit_code,task_code,status,done_on\n2026,SCT,HM_DK,done,01/12/2026\n"


def test_a_receipt_is_signed_by_the_clerks_full_name(
    office: Desk, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "bao cao.csv"
    file.write_text(RETURN, "utf-8")
    sign_in(page, office, "van.thu", to="nhap-bao-cao")
    upload(page, file)
    press(page, re.compile(r"^Nhận \d+ dòng"))
    paper = Document(str(fetch(page, "Tải biên nhận", tmp_path)))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Nông Thị Lan" in "\n".join(cells) and "van.thu" not in "\n".join(cells)
    facts = dict(zip(cells[::2], cells[1::2], strict=False))
    assert facts["Đơn vị"] == "Sở Công Thương"
    assert facts["Thời hạn"] == "Quá hạn 6 ngày (ngày cuối cùng: 14/12/2026)"
    assert any(re.fullmatch(r"Số: \d+/BN-.+", cell.splitlines()[0]) for cell in cells if cell)


ANCHOR = re.compile(r"Mốc nhật ký (\d+:[0-9a-f-]{24})")


def test_the_receipts_anchor_shows_a_journal_written_anew(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "bao cao.csv"
    file.write_text(RETURN, "utf-8")
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, file)
    press(page, re.compile(r"^Nhận \d+ dòng"))
    paper = Document(str(fetch(page, "Tải biên nhận", tmp_path)))
    found = ANCHOR.search("\n".join(line.text for line in paper.paragraphs))
    assert found is not None
    anchor = found[1]
    assert trial.ask("verify", "--anchor", anchor)["papers"][0]["held"] is True
    assert trial.run("verify", "--anchor", anchor.partition(":")[2]).returncode == 2

    forge_journal(trial.engine)
    assert trial.run("verify").returncode == 0  # the chain is whole: a database alone cannot tell
    answer = trial.run("verify", "--anchor", anchor.upper().replace("-", " "))
    assert answer.returncode == 1
    assert f"Mốc {anchor} ghi trên giấy: nhật ký không còn giữ" in answer.stdout

    open_screen(page, trial, "nhat-ky?xem-nhu=secretariat")
    field = page.get_by_role("textbox", name="Mốc nhật ký in trên giấy (không bắt buộc)")
    for typed, said in (
        ("812", "“812” không phải là mốc nhật ký"),
        (anchor, f"Mốc {anchor} ghi trên giấy: nhật ký không còn giữ"),
    ):
        field.fill(typed)
        field.press("Tab")
        press(page, "Kiểm tra nhật ký và dữ liệu")
        expect(page.get_by_text(said)).to_be_visible()
