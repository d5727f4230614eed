"""The receipt that a sender keeps: signed by name, in time or late, under the office's name."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page

from tests.journeys.desk import Desk, fetch, press, sign_in, upload

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
