"""A day that cannot be, typed as a person types it: told in a sentence, and nothing is received
under another day than the one that is seen."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from models import Batch
from models.database import reading
from tests.chromium import PATIENCE_MS
from tests.journeys.desk import (
    Desk,
    choose,
    open_screen,
    press,
    sign_in,
    upload,
    wait_for_answer,
    wait_for_rest,
)
from tests.journeys.test_nil import find_overdue, find_report
from tests.journeys.test_publishing import REPORT
from tests.journeys.test_sent_back import REASON

pytestmark = pytest.mark.browser
ACCEPT = re.compile(r"^Nhận \d+ dòng")
TO_COME = "Ngày 25/12/2026 chưa đến (hôm nay là 20/12/2026)"


def type_day(place: Page | Locator, label: str, day: str) -> None:
    """Type eight digits into the day field with this label, and go on elsewhere."""
    page = place if isinstance(place, Page) else place.page
    field = place.get_by_test_id("stDateInput").filter(has_text=label).filter(visible=True).first
    with wait_for_answer(page):
        field.get_by_role("spinbutton").first.focus()
        page.keyboard.type(day, delay=30)
        elsewhere = page.get_by_role("dialog").get_by_role("textbox")
        (elsewhere if elsewhere.count() else page.locator("h1")).first.click(force=True)
    wait_for_rest(page)


def last_batch(desk: Desk) -> Batch:
    """What was received last."""
    with reading(desk.engine) as session:
        batch = session.exec(select(Batch).order_by(col(Batch.id).desc())).first()
        session.expunge_all()
    assert batch is not None
    return batch


def test_a_return_of_tomorrow_is_not_received(trial: Desk, page: Page, to_try: Path) -> None:
    before = last_batch(trial).id
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    upload(page, to_try / "01-bao-cao-tot.csv")
    accept = page.get_by_role("button", name=ACCEPT)
    possible = {"Ngày văn bản": "16122026", "Ngày gửi": "19122026", "Ngày nhận": "19122026"}
    for label, day in possible.items():
        expect(accept).to_be_visible(timeout=PATIENCE_MS)
        type_day(page, label, "25122026")
        expect(page.get_by_text(TO_COME).first).to_be_visible()
        expect(accept).to_have_count(0)
        type_day(page, label, day)
    type_day(page, "Ngày nhận", "18122026")
    expect(page.get_by_text("Ngày gửi 19/12/2026 đứng sau ngày nhận 18/12/2026")).to_be_visible()
    expect(accept).to_have_count(0)
    type_day(page, "Ngày gửi", "17122026")
    press(page, ACCEPT)
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()
    batch = last_batch(trial)
    assert batch.id != before
    assert (batch.sent_on, batch.received_on) == (date(2026, 12, 17), date(2026, 12, 18))


@pytest.fixture
def officer(office: Desk, page: Page) -> Iterator[Page]:
    sign_in(page, office, "can.bo.sct")
    yield page


def test_an_officers_nil_does_not_go_under_a_document_of_tomorrow(
    office: Desk, officer: Page
) -> None:
    press(officer, "Báo không phát sinh")
    officer.get_by_text("xác nhận").filter(visible=True).first.click()
    type_day(officer, "Ngày văn bản", "25122026")
    press(officer, "Gửi báo cáo không phát sinh kỳ 2026")
    expect(officer.get_by_text(TO_COME).first).to_be_visible()
    assert find_report(office, "SCT")["state"] == "overdue"


def test_the_clerks_nil_waits_for_a_day_that_can_be(trial: Desk, page: Page) -> None:
    code = str(find_overdue(trial)["code"])
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    panel = page.get_by_test_id("stExpander").filter(has_text="Báo cáo “không phát sinh”")
    panel.locator("summary").click()
    choose(page, "Đơn vị báo cáo không phát sinh", f"({code})")
    button = panel.get_by_role("button", name=re.compile("^Ghi nhận không phát sinh"))
    expect(button).to_be_visible()
    type_day(panel, "Ngày văn bản", "25122026")
    expect(panel.get_by_text(TO_COME)).to_be_visible()
    expect(button).to_have_count(0)


def test_it_is_sent_back_until_no_day_that_has_passed(trial: Desk, page: Page) -> None:
    reports = trial.ask("due", "--year", "2026")["reports"]
    report = next(one for one in reports if one["state"] == "in_time")
    open_screen(page, trial, "qua-han?xem-nhu=secretariat")
    panel = page.get_by_test_id("stExpander").filter(has_text="Trả lại một báo cáo đã nhận")
    panel.locator("summary").click()
    choose(page, "Báo cáo trả lại", report["name_vi"])
    press(panel, "Trả lại để hoàn chỉnh…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Lý do trả lại").fill(REASON)
    type_day(dialog, "Đề nghị gửi lại", "01122026")
    press(dialog, re.compile("^Trả lại báo cáo của"))
    expect(dialog.get_by_role("alert")).to_contain_text("01/12/2026")
    assert find_report(trial, report["code"])["state"] == "in_time"


def test_an_issue_bears_no_day_that_is_to_come(trial: Desk, page: Page) -> None:
    open_screen(page, trial, REPORT)
    type_day(page, "Ngày văn bản", "25122026")
    expect(page.get_by_text("một ngày văn bản khác 25/12/2026")).to_be_visible()
    expect(page.get_by_role("button", name="Công bố lần 1…")).to_be_disabled()


def test_what_a_bounded_field_does_not_take_is_said_in_vietnamese(trial: Desk, page: Page) -> None:
    open_screen(page, trial, "nhat-ky?xem-nhu=secretariat")
    type_day(page, "Đến hết ngày", "25122026")
    expect(page.get_by_text("Ngày này không dùng được, chưa được ghi").first).to_be_visible()
    assert "Date set" not in page.locator("[data-testid=stMain]").inner_text()
    assert "Error" not in page.locator("[data-testid=stMain]").inner_text()
