"""The main job as its users do it: a file goes up, the figure moves, it is taken back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import AT_REST, PATIENCE_MS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/co-quan?don-vi=SCT", "/qua-han?lang=en"])
def test_a_deep_link_opens_its_own_screen_through_the_front_door(
    application: str, page: Page, path: str
) -> None:
    page.goto(application + path)
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    sample = "Sample data" if "lang=en" in path else "Số liệu minh họa"
    expect(page.get_by_text(sample).first).to_be_visible()  # the header: dashboard.py ran
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)  # no "Page not found" over it


@pytest.mark.parametrize("path", ["/overview", "/watch", "/visit", "/dashboard"])
def test_no_module_of_a_screen_can_be_opened_by_its_name(
    application: str, page: Page, path: str
) -> None:
    page.goto(application + path)
    expect(page.get_by_text("Không có trang này").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("Số liệu minh họa").first).to_be_visible()


def test_an_address_too_deep_for_any_screen_leads_to_the_first(
    application: str, page: Page
) -> None:
    page.goto(f"{application}/parts/header")
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    assert page.url == f"{application}/"


def test_a_good_file_moves_the_figure_and_its_undo_moves_it_back(
    application: str, page: Page, to_try: Path
) -> None:
    before = received(application, page)
    upload(application, page, to_try / "01-bao-cao-tot.csv")
    press_accept(page)
    expect(page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert received(application, page) == before + 1

    page.goto(f"{application}/nhap-bao-cao")
    take_back(page)
    assert received(application, page) == before


def test_a_broken_file_is_answered_at_its_cell_and_changes_nothing(
    application: str, page: Page, to_try: Path
) -> None:
    before = received(application, page)
    upload(application, page, to_try / "05-loi-ty-le.csv")
    expect(page.get_by_text(re.compile("140")).first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile("0 đến 100")).first).to_be_visible()
    assert received(application, page) == before


def upload(application: str, page: Page, file: Path) -> None:
    """Open Nhập báo cáo and drop one file."""
    page.goto(f"{application}/nhap-bao-cao")
    chooser = page.locator("[data-testid=stFileUploader] input[type=file]").first
    chooser.wait_for(state="attached", timeout=PATIENCE_MS)
    chooser.set_input_files(file)
    expect(page.get_by_text(file.name).filter(visible=True).first).to_be_visible(
        timeout=PATIENCE_MS
    )


def press_accept(page: Page) -> None:
    """Press what receives the file, once nothing draws the button anew under the press."""
    accept = page.get_by_role("button", name=re.compile(r"^Nhận \d+ dòng"))
    expect(accept).to_be_visible(timeout=PATIENCE_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    accept.click()


def take_back(page: Page) -> None:
    """Press the undo that Nhập báo cáo offers, and see that it was done to that very batch: the
    list says of others too that they were undone. While the screen is still being drawn, the
    undo of what was chosen before is there."""
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    offered = page.get_by_role("button", name=re.compile(r"^Hoàn tác lần nhận số \d+$"))
    batch = offered.inner_text(timeout=PATIENCE_MS).removeprefix("Hoàn tác ")
    offered.click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Hoàn tác")).click()
    expect(page.get_by_text(f"Đã hoàn tác {batch}:")).to_be_visible(timeout=PATIENCE_MS)


def received(application: str, page: Page) -> int:
    """How many reports Tổng quan says were received."""
    page.goto(application)
    sentence = page.locator("h1").first
    expect(sentence).to_contain_text("Đã nhận", timeout=PATIENCE_MS)
    found = re.search(r"Đã nhận (?:đủ )?(\d+)", sentence.inner_text())
    assert found is not None
    return int(found[1])


def test_a_paper_that_is_no_table_is_told_so(application: str, page: Page, tmp_path: Path) -> None:
    """Streamlit would only paint it red."""
    paper = tmp_path / "bao cao.doc"
    words = "WordDocument".encode("utf-16-le")
    paper.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + words + bytes(512))
    upload(application, page, paper)
    said = page.get_by_text("Tệp này là văn bản Word kiểu cũ (.doc).")
    expect(said.first).to_be_visible(timeout=PATIENCE_MS)
