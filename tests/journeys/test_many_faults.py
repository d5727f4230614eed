"""A file of three hundred faults stays readable: one sentence for each kind, the first cells, and
the rest where they are asked for; an amount that no office means is confirmed first."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, open_screen, upload

pytestmark = pytest.mark.browser
HEADINGS = "Kỳ báo cáo,Mã đơn vị,Mã nhiệm vụ,Tình trạng,Số lượng,Trị giá (đồng)"
FAULTS = [f"2026,SCT,HM_DK,Hoàn thành,nhiều {number}," for number in range(300)]
SCREEN = "nhap-bao-cao?xem-nhu=secretariat"


def write_return(folder: Path, name: str, *rows: str) -> Path:
    """A text file of results with these rows."""
    file = folder / name
    file.write_text("\n".join([HEADINGS, *rows, ""]), "utf-8-sig")
    return file


@pytest.mark.parametrize("width", [1440, 390])
def test_three_hundred_faults_are_one_sentence_and_a_list(
    trial: Desk, page: Page, tmp_path: Path, width: int
) -> None:
    file = write_return(tmp_path, "sct.csv", *FAULTS)
    page.set_viewport_size({"width": width, "height": 900})
    open_screen(page, trial, SCREEN)
    upload(page, file)
    sentence = page.get_by_text("“nhiều 0” không phải là số")
    expect(sentence).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile("“nhiều 3”; và 296 dòng nữa"))).to_be_visible()
    expect(page.get_by_text("không phải là số")).to_have_count(1)
    page.get_by_text("Xem cả 300 ô").first.click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=PATIENCE_MS)

    answer = trial.run("check", str(file))
    assert answer.returncode == 1
    assert "“nhiều 3”; và 296 dòng nữa" in answer.stdout
    assert len(answer.stdout.splitlines()) < 12


def test_what_no_office_means_is_asked_about_in_a_file_of_one_row(
    trial: Desk, tmp_path: Path
) -> None:
    file = write_return(tmp_path, "sct.csv", "2026,SCT,CTXH_LN,Hoàn thành,36000000,36000000000000")
    answer = trial.run("check", str(file))
    assert answer.returncode == 0
    assert "36.000 tỷ đồng lớn hơn 100 tỷ đồng, mức Hội đặt để hỏi lại" in answer.stdout
    assert "36.000.000 lớn hơn 1.000.000, mức Hội đặt để hỏi lại" in answer.stdout
    assert trial.run("receive", str(file)).returncode == 1
