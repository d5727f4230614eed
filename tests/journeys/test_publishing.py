"""The clerk publishes the yearly report: the checklist holds it back until every item is mended
or has a reason; what comes out has no gaps; a correction goes out as a second issue."""

import io
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from actions.settings import set_value
from documents.printing.decree30 import read_text
from tests.chromium import PATIENCE_MS
from tests.journeys.conftest import KEEPER
from tests.journeys.desk import Desk, fetch, open_screen, press, upload, wait_for_answer

pytestmark = pytest.mark.browser
REPORT = "bao-cao?xem-nhu=secretariat&phan=cong-bo-bao-cao&noi-nhan=uy-ban-nhan-dan-tinh-cao-bang"
WRITE = REPORT.replace("cong-bo-bao-cao", "van-thu")
HEAD = {
    "superior": "Trung ương Hội Chữ thập đỏ Việt Nam",
    "abbreviation": "CTĐ",
    "drafter": "VP",
    "signer_offices": "CHỦ TỊCH",
    "signer_name": "Nông Văn Minh",
}
ACCEPT = re.compile(r"^Nhận \d+ dòng")
PROMPTS = re.compile(r"…|\[[^\]]*\]|Nêu khó khăn")
REASON = "Lý do vẫn công bố"
LEFT_OUT = "Lý do bỏ phần này khỏi báo cáo"
WHY = "Đơn vị xin nộp sau; sẽ bổ sung ở lần phát hành sau"


def fill_field(page: Page, label: str, text: str) -> None:
    """Type into the field with this label, and leave it."""
    type_into(page, page.get_by_label(label, exact=True).first, text)


def type_into(page: Page, field: Locator, text: str) -> None:
    """Type, leave the field, and wait until the screen rests."""
    with wait_for_answer(page):
        field.fill(text)
        field.press("Tab")


def fill_reasons(page: Page) -> int:
    """A reason for each item that is not ready; how many there were."""
    count = 0
    expect(page.get_by_role("button", name=re.compile("Công bố lần"))).to_be_visible()
    for label in (REASON, LEFT_OUT):
        fields = page.get_by_placeholder(label, exact=True)
        for place in range(fields.count()):
            type_into(page, fields.nth(place), WHY)
            count += 1
    return count


def set_letterhead(desk: Desk) -> None:
    """What an office sets once, on Đôn đốc."""
    for name, value in HEAD.items():
        set_value(desk.engine, f"paper.{name}", value, actor=KEEPER, now=datetime.now(UTC))


def write_section(page: Page, desk: Desk, text: str) -> None:
    """Write the section on difficulties, on the screen."""
    open_screen(page, desk, WRITE)
    fill_field(page, "Khó khăn, hạn chế và nguyên nhân", text)
    press(page, "Lưu đoạn này")
    expect(page.get_by_text("Đã lưu; các bản trước vẫn được giữ.")).to_be_visible()


def pdf_text(content: bytes, folder: Path) -> str:
    """What the pages say."""
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):  # CI installs it
        pytest.skip("poppler-utils is not installed")
    file = folder / "read.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def publish_button(page: Page, number: int) -> Locator:
    """The button that asks whether to publish issue `number`."""
    return page.get_by_role("button", name=f"Công bố lần {number}…")


def confirm(page: Page, number: int) -> None:
    """Press, read what will happen, and confirm."""
    press(page, f"Công bố lần {number}…")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("không thay đổi sau khi công bố")).to_be_visible()
    press(dialog, re.compile(rf"^Công bố lần {number}$"))
    expect(page.get_by_text(f"Đã công bố lần {number}.")).to_be_visible(timeout=PATIENCE_MS)


def test_the_checklist_holds_back_and_a_correction_is_a_second_issue(
    page: Page, trial: Desk, tmp_path: Path
) -> None:
    count = publish_first(page, trial)
    open_screen(page, trial, "da-cong-bo?xem-nhu=secretariat")
    expect(page.get_by_text("lần 1 (số 88)").first).to_be_visible()
    page.get_by_text(f"{count} mục chưa sẵn sàng khi công bố, có lý do").click()
    expect(page.get_by_text(WHY).first).to_be_visible()
    check_papers(fetch(page, "Trọn gói ZIP", tmp_path), number="88", folder=tmp_path)

    receive_late_return(page, trial)
    publish_second(page, trial)
    open_screen(page, trial, "da-cong-bo?xem-nhu=secretariat")
    expect(page.get_by_text("lần 2 (số 95)").first).to_be_visible()
    expect(page.get_by_text("Lý do phát hành: Đơn vị gửi báo cáo sửa số liệu")).to_be_visible()
    check_second(fetch(page, "Trọn gói ZIP", tmp_path))
    open_screen(page, trial, "nhat-ky?xem-nhu=secretariat")
    expect(page.get_by_text("lý do vẫn công bố").first).to_be_visible()


def publish_first(page: Page, desk: Desk) -> int:
    """Publish with one section written; how many items were waived."""
    open_screen(page, desk, REPORT)
    expect(publish_button(page, 1)).to_be_disabled()
    expect(page.get_by_text("thể thức văn bản").first).to_be_visible()
    set_letterhead(desk)
    write_section(page, desk, "Một số đơn vị chưa bố trí được cán bộ theo dõi.")
    open_screen(page, desk, REPORT)
    expect(publish_button(page, 1)).to_be_disabled()
    count = fill_reasons(page)
    assert count >= 5
    expect(publish_button(page, 1)).to_be_disabled()  # there is no number yet
    fill_field(page, "Số văn bản", "88")
    expect(publish_button(page, 1)).to_be_enabled()
    confirm(page, 1)
    return count


def publish_second(page: Page, desk: Desk) -> None:
    """Publish the correction, under a number of its own and with its cause."""
    open_screen(page, desk, REPORT)
    expect(page.get_by_text(re.compile(r"Đính chính chờ: \d+ số liệu"))).to_be_visible()
    fill_reasons(page)
    fill_field(page, "Số văn bản", "88")
    fill_field(page, "Lý do phát hành lần 2", "Đơn vị gửi báo cáo sửa số liệu")
    expect(page.get_by_text("số 88 đã dùng cho báo cáo kỳ 2026")).to_be_visible()
    expect(publish_button(page, 2)).to_be_disabled()
    fill_field(page, "Số văn bản", "95")
    confirm(page, 2)


def check_second(package: Path) -> None:
    """The second issue bears its own number, says why it is there and what it corrects."""
    with ZipFile(package) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".docx"))
        text = read_text(archive.read(name))
    assert name.endswith("lan-2.docx")
    assert "Số: 95/BC-CTĐ" in text
    assert "Lý do phát hành lần 2: Đơn vị gửi báo cáo sửa số liệu" in text
    assert "Đính chính số liệu đã công bố lần 1".upper() in text.upper()


def check_papers(package: Path, *, number: str, folder: Path) -> None:
    """Number and day are printed, what was written is there, what was left out is not, and no
    gap is."""
    with ZipFile(package) as archive:
        papers = {Path(name).suffix: archive.read(name) for name in archive.namelist()}
    text = read_text(papers[".docx"])
    assert f"Số: {number}/BC-CTĐ" in text
    assert "ngày 20 tháng 12 năm 2026" in text
    assert "chưa bố trí được cán bộ theo dõi" in text
    assert not PROMPTS.search(text), PROMPTS.search(text)
    assert "DỰ THẢO" not in text
    assert "Đề xuất, kiến nghị".upper() not in text.upper()
    headings = [one.text for one in Document(io.BytesIO(papers[".docx"])).paragraphs]
    numbers = [one.split(".")[0] for one in headings if re.match(r"^[IVX]+\. ", one)]
    assert numbers[:4] == ["I", "II", "III", "IV"]
    pages = pdf_text(papers[".pdf"], folder)
    assert "Nêu khó khăn" not in pages
    assert "DỰ THẢO" not in pages
    assert f"{number}/BC-CTĐ" in pages
    anchor = re.search(r"Mốc nhật ký (\d+:[0-9a-f-]{24})", text)
    assert anchor is not None
    assert anchor[1] in pages.replace("\u200b", "")
    book = load_workbook(io.BytesIO(papers[".xlsx"]))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(f"{number}/BC-CTĐ" in cell for cell in cells)
    assert any(anchor[1] in cell for cell in cells)
    assert "DỰ THẢO" not in cells


def receive_late_return(page: Page, desk: Desk) -> None:
    """A report comes after the first issue."""
    open_screen(page, desk, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, desk.folder / "returns" / "to-try" / "01-bao-cao-tot.csv")
    press(page, ACCEPT)
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()


def test_a_draft_says_that_it_is_one(page: Page, trial: Desk, tmp_path: Path) -> None:
    open_screen(page, trial, REPORT.replace("cong-bo-bao-cao", "noi-dung"))
    text = read_text(fetch(page, "Tải DOCX", tmp_path).read_bytes())
    assert "DỰ THẢO" in text
    assert "DỰ THẢO" in pdf_text(fetch(page, "Tải PDF", tmp_path).read_bytes(), tmp_path)
    book = load_workbook(fetch(page, "Tải XLSX", tmp_path))
    assert "DỰ THẢO" in [str(row[0].value) for row in book.worksheets[0].iter_rows()]


def test_the_terminal_holds_back_too(trial: Desk) -> None:
    words = ["publish", "--year", "2026", "--to", "tinh", "--document-no", "88"]
    answer = trial.run(*words)
    assert answer.returncode == 1
    assert "mục chưa sẵn sàng" in answer.stderr
    codes = re.findall(r"\[(\w+)\]", answer.stderr)
    assert {"head", "difficulties"} <= {*codes}
    set_letterhead(trial)
    waived = [word for code in codes for word in ("--waive", f"{code}={WHY}")]
    told = trial.ask(*words, *waived)
    assert told["document_no"] == "88"
    assert {*told["waived"]} == {*codes} - {"head"}
