"""A December day: thirty returns in one uploader, from many units, with all that comes of it."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from models import Batch, Task, Unit
from models.database import reading
from models.submissions import find_senders
from models.tasks import find_assignments_due
from tests.chromium import PATIENCE_MS
from tests.journeys.desk import Desk, choose, fetch, open_screen, press
from tests.journeys.desk import upload as drop

pytestmark = pytest.mark.browser
HEAD = ["period", "unit_code", "task_code", "status", "percent", "quantity", "note"]
MANY = 30


def units_owing(desk: Desk) -> dict[str, list[str]]:
    """The codes of the units that owe for 2026, each with its tasks' codes."""
    with reading(desk.engine) as session:
        due = find_assignments_due(session, [2026])
        units = dict(session.exec(select(Unit.id, Unit.code)).all())
        tasks = dict(session.exec(select(Task.id, Task.code)).all())
    named = due.assign(unit=due["unit_id"].map(units), task=due["task_id"].map(tasks))
    return {str(unit): sorted(part["task"]) for unit, part in named.groupby("unit", sort=False)}


def write_return(folder: Path, unit: str, tasks: list[str], *, percent: int = 61) -> Path:
    """A return of a unit that says something new of each of its tasks."""
    file = folder / f"{unit}.csv"
    told = io.StringIO()
    lines = csv.writer(told)
    lines.writerow(HEAD)
    for task in tasks:
        lines.writerow([2026, unit, task, "in_progress", percent, "", "theo báo cáo năm"])
    file.write_text(told.getvalue(), encoding="utf-8")
    return file


def write_returns(desk: Desk, folder: Path, count: int) -> list[Path]:
    """Returns of the first `count` units."""
    owing = list(units_owing(desk).items())[:count]
    return [write_return(folder, unit, tasks) for unit, tasks in owing]


def batches(desk: Desk) -> dict[str, Batch]:
    """The standing batches by the name of their file, the latest of each."""
    with reading(desk.engine) as session:
        asked = select(Batch).where(col(Batch.undone_at).is_(None)).order_by(col(Batch.id))
        found = {batch.file_name: batch for batch in session.exec(asked)}
        session.expunge_all()
    return found


def test_thirty_good_files_are_received_in_one_press(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    before = set(batches(trial))
    files = write_returns(trial, tmp_path, MANY)
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    drop(page, *files)
    expect(page.get_by_text(f"Đã xem {MANY} tệp")).to_be_visible(timeout=PATIENCE_MS)
    clean = page.get_by_role("button", name=re.compile(r"^Nhận \d+ tệp không có lưu ý"))
    found = re.search(r"\d+", clean.inner_text(timeout=PATIENCE_MS))
    assert found is not None
    press(page, clean.inner_text())
    expect(page.get_by_text(f"Đã nhận {found[0]} tệp.")).to_be_visible(timeout=PATIENCE_MS)
    assert len(set(batches(trial)) - before) == int(found[0]) > 20
    papers = fetch(page, re.compile("biên nhận và phiếu sửa lỗi"), tmp_path)
    with zipfile.ZipFile(papers) as archive:
        receipts = [name for name in archive.namelist() if name.startswith("Biên nhận số")]
        assert len(receipts) == int(found[0])
        told = Document(io.BytesIO(archive.read(receipts[0])))
    assert "BIÊN NHẬN" in "\n".join(one.text for one in told.paragraphs)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height < 4500


def test_each_card_has_its_own_number_and_an_unnamed_file_its_sender(
    trial: Desk, page: Page, tmp_path: Path
) -> None:
    (code, tasks), (other, others) = list(units_owing(trial).items())[3:5]
    named = write_return(tmp_path, other, others)
    unnamed = tmp_path / "ket-qua.csv"
    lines = write_return(tmp_path, code, tasks).read_text(encoding="utf-8")
    unnamed.write_text(lines.replace("unit_code,", "").replace(f",{code},", ","), encoding="utf-8")
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    drop(page, unnamed, named)
    waiting = page.get_by_text("Chờ chọn đơn vị gửi").filter(visible=True)  # a table hides its own
    expect(waiting.first).to_be_visible(timeout=PATIENCE_MS)
    choose(page, "Đơn vị gửi", code)
    number = page.get_by_label("Số văn bản").first
    number.fill("31/BC")
    number.press("Enter")
    accept = re.compile(r"^Nhận \d+ dòng$")
    press(page, accept)
    received = page.locator("summary").filter(has_text=re.compile(r"Đã nhận, số \d+"))
    expect(received).to_have_count(1, timeout=PATIENCE_MS)
    press(page, accept)
    expect(received).to_have_count(2, timeout=PATIENCE_MS)
    kept = batches(trial)
    assert kept["ket-qua.csv"].document_no == "31/BC"
    assert kept[named.name].document_no is None
    with reading(trial.engine) as session:
        assert list(find_senders(session, kept["ket-qua.csv"].id or 0)["code"]) == [code]
