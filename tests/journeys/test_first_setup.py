"""The first set-up as an office lives it: the code from the terminal, the next steps, people from
a file, a link that sets a password, the first backup, the first return."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from models.database import open_database
from tests.browser.conftest import served
from tests.chromium import PATIENCE_MS
from tests.journeys.desk import (
    CHOOSER,
    PASSWORD,
    Desk,
    fetch,
    open_screen,
    press,
    upload,
    wait_for_rest,
)
from tests.journeys.near import NearDesk

pytestmark = pytest.mark.browser
PEOPLE = (
    ("Nông Thị Lan", "lan", "Văn thư, tổng hợp", None, "lan@example.vn"),
    ("Hoàng Văn Bình", "binh", "Lãnh đạo", None, None),
    ("Mã Văn Sơn", "son.syt", "Cán bộ đơn vị", "SYT", None),
)


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[Desk]:
    """An office that was started a moment ago: the plan's catalogue, nobody, nothing."""
    engine = open_database(f"sqlite:///{tmp_path}/oversight.db")
    assert NearDesk("", tmp_path, engine, tmp_path / "none.db").run("init").returncode == 0
    with served(tmp_path, "--sign-in", "accounts") as address:
        yield Desk(address, tmp_path, engine, tmp_path / "none.db")
    engine.dispose()


def write(page: Page, **written: str) -> None:
    """Fill the boxes of a page before the first screen and send it."""
    for name, value in written.items():
        page.locator(f"#{name}").fill(value)
    page.locator("form button").click()


def set_up(page: Page, desk: Desk) -> None:
    """Make the first administrator with the code that the terminal printed."""
    printed = (desk.folder / "log.txt").read_text("utf-8")
    code = re.search(r": (\w{4}-\w{4}-\w{4})", printed)
    assert code is not None
    page.goto(desk.address)
    page.get_by_role("link", name="Thiết lập lần đầu").click()
    expect(page.get_by_label("Mã thiết lập")).to_be_visible()
    expect(page.get_by_label("Mã dùng một lần")).to_have_count(0)
    write(page, code=code[1], full_name="Đàm Minh", name="minh", new=PASSWORD, again=PASSWORD)
    wait_for_rest(page)


def fill_template(template: Path, *rows: tuple[str | None, ...]) -> Path:
    """The template of people with these rows beneath its headings."""
    book = load_workbook(template)
    form = book.worksheets[0]
    assert form.max_column == len(PEOPLE[0])
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            form.cell(number, place).value = text
    filled = template.with_name("nguoi-dung-da-ghi.xlsx")
    book.save(filled)
    return filled


def steps(page: Page) -> str:
    """What the list of next steps says, once it is there."""
    panel = page.locator(".st-key-next-steps")
    expect(panel).to_be_visible(timeout=PATIENCE_MS)
    return panel.inner_text()


def test_from_the_first_start_to_the_first_return(
    new_office: Desk, page: Page, second_page: Page, tmp_path: Path
) -> None:
    set_up(page, new_office)
    assert "đã xong 0 trên 6 việc" in steps(page)
    page.get_by_role("link", name="Thêm người dùng").first.click()
    wait_for_rest(page)

    template = fetch(page, "Tải tệp mẫu (XLSX)", tmp_path)
    page.locator(CHOOSER).set_input_files(fill_template(template, *PEOPLE))
    press(page, "Thêm 3 người")
    handout = load_workbook(fetch(page, "Tải 3 liên kết (XLSX)", tmp_path)).worksheets[0]
    links = {handout.cell(row, 2).value: str(handout.cell(row, 6).value) for row in (3, 4, 5)}
    assert set(links) == {"lan", "binh", "son.syt"}
    assert links["lan"].startswith(f"{new_office.address}/dat-mat-khau?ten=lan&ma=")
    press(page, "Đã trao hoặc đã lưu, ẩn đi")
    expect(page.get_by_role("button", name=re.compile("liên kết \\(XLSX\\)"))).to_have_count(0)
    code = parse_qs(urlsplit(links["lan"]).query)["ma"][0]
    assert code.encode() not in b"".join(
        file.read_bytes() for file in new_office.folder.glob("oversight.db*")
    )

    second_page.goto(links["lan"])
    expect(second_page.locator("#name")).to_have_value("lan")
    write(second_page, new=PASSWORD, again=PASSWORD)
    wait_for_rest(second_page)
    assert "Chưa nhận báo cáo nào" in steps(second_page)

    open_screen(page, new_office, "danh-muc")
    assert "đã xong 1 trên 6 việc" in steps(page)
    assert "Đã có 1 văn thư" in steps(page)
    page.get_by_role("link", name="Sao lưu lần đầu").click()
    wait_for_rest(page)
    press(page, "Sao lưu và kiểm chứng")
    expect(page.get_by_text("Chưa có bản sao lưu nào")).to_have_count(0, timeout=PATIENCE_MS)

    second_page.get_by_role("link", name="Nhận báo cáo đầu tiên").click()
    wait_for_rest(second_page)
    upload(second_page, fill_blank(new_office))
    press(second_page, re.compile(r"^Nhận \d+ dòng"))
    expect(second_page.get_by_text(re.compile(r"Đã nhận, số \d+")).first).to_be_visible()
    open_screen(second_page, new_office, "tong-quan")
    expect(second_page.locator("h1").first).to_contain_text("Đã nhận 1 trong")
    expect(second_page.locator(".st-key-next-steps")).to_have_count(0)
    open_screen(page, new_office, "danh-muc")
    expect(page.locator(".st-key-next-steps")).to_have_count(0)

    second_page.goto(links["lan"])  # a link works once
    write(second_page, new=PASSWORD, again=PASSWORD)
    expect(second_page.get_by_role("alert")).to_contain_text("đã dùng, đã hết hạn")


def fill_blank(desk: Desk) -> Path:
    """Sở Y tế's blank of the running year, its first task under way."""
    year = str(desk.ask("due")["year"])
    file = desk.folder / "so-y-te.xlsx"
    desk.ask("blank", "results", "--unit", "SYT", "--year", year, "--out", str(file))
    book = load_workbook(file)
    form = book.worksheets[0]
    headings = {str(cell.value): cell.column for cell in form[1]}
    status = headings["Tình trạng"]
    form.cell(2, status).value = "Đang thực hiện"
    book.save(file)
    return file


def test_a_new_persons_code_comes_with_a_whole_link(
    new_office: Desk, page: Page, second_page: Page
) -> None:
    set_up(page, new_office)
    open_screen(page, new_office, "nguoi-dung")
    page.get_by_role("textbox", name="Tên đăng nhập").fill("Lan")
    page.get_by_role("textbox", name="Họ và tên").first.fill("Nông Thị Lan")
    press(page, "Thêm người dùng này")
    link = page.locator("[data-testid=stCode]").first.inner_text().strip()
    assert link.startswith(f"{new_office.address}/dat-mat-khau?ten=lan&ma=")
    second_page.goto(link)
    write(second_page, new=PASSWORD, again=PASSWORD)
    wait_for_rest(second_page)
