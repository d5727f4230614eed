"""A backup made and fetched on the screen, brought back after the data changed: as before."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import healthy
from tests.browser.test_sign_in import write
from tests.chromium import PATIENCE_MS
from tests.journeys.conftest import open_desk
from tests.journeys.desk import PASSWORD, Desk, fetch, press, sign_in, upload, wait_for_rest

pytestmark = pytest.mark.browser
SECRET = "đường lên bản sương mù 18"
RESULTS = "returns/to-try"


@pytest.fixture(params=["1", "2"], ids=["one process", "two processes"])
def own_office(request: pytest.FixtureRequest, tmp_path: Path, office_file: Path) -> Iterator[Desk]:
    """A server of its own: a restore starts it anew, all of its processes."""
    words = ("--sign-in", "accounts", "--processes", request.param)
    with open_desk(tmp_path, office_file, *words) as desk:
        yield desk


def list_received(desk: Desk) -> list[str]:
    """The state of every report of 2026, unit by unit."""
    return [f"{row['code']} {row['state']}" for row in desk.ask("due", "--year", "2026")["reports"]]


def test_what_was_backed_up_comes_back(
    own_office: Desk, page: Page, tmp_path: Path, sample_file: Path
) -> None:
    sign_in(page, own_office, "quan.tri", to="sao-luu")
    form = page.get_by_test_id("stForm").filter(has_text="Sao lưu và kiểm chứng")
    for place in range(2):
        form.locator("input[type=password]").nth(place).fill(SECRET)
    form.get_by_role("button", name="Sao lưu và kiểm chứng").click()
    expect(page.get_by_text(re.compile(r"Đã sao lưu và kiểm chứng [\d.]+ dòng"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    before = list_received(own_office)
    copy = fetch(page, "Tải tệp này về", tmp_path)
    assert copy.name.endswith(".tar.gz.age")
    assert SECRET.encode() not in copy.read_bytes()

    page.context.clear_cookies()
    sign_in(page, own_office, "van.thu", to="nhap-bao-cao")
    good = next((sample_file.parent / RESULTS).glob("*01*"))
    upload(page, good)
    press(page, re.compile(r"^Nhận \d+ dòng"))
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()
    assert list_received(own_office) != before

    page.context.clear_cookies()
    sign_in(page, own_office, "quan.tri", to="sao-luu")
    examined = page.get_by_test_id("stForm").filter(has_text="Kiểm tra tệp này")
    examined.locator("input[type=password]").fill(SECRET)
    examined.get_by_role("button", name="Kiểm tra tệp này").click()
    expect(page.get_by_text("Tệp nguyên vẹn").first).to_be_visible(timeout=PATIENCE_MS)
    order = page.get_by_test_id("stForm").filter(has_text="để xác nhận")
    order.get_by_label(re.compile("để xác nhận")).fill("KHÔI PHỤC")
    order.locator("input[type=password]").fill(SECRET)
    order.get_by_role("button", name=re.compile("^Khôi phục bản ngày")).click()
    page.wait_for_url("**/dang-nhap*", timeout=2 * PATIENCE_MS)  # every process starts anew
    assert healthy(own_office.address)
    write(page, name="quan.tri", password=PASSWORD)
    wait_for_rest(page)
    expect(page.get_by_text(re.compile("đã xong")).first).to_be_visible(timeout=PATIENCE_MS)
    assert list_received(own_office) == before
    assert own_office.ask("verify")
