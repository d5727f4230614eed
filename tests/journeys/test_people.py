"""People from a file, at the screen and at the terminal: what cannot stand is said at its cell."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.chromium import PATIENCE_MS
from tests.journeys.desk import CHOOSER, Desk, fetch, open_screen, press, sign_in, wait_for_rest

pytestmark = pytest.mark.browser
HEADINGS = ("Họ và tên", "Tên đăng nhập", "Vai trò", "Mã đơn vị", "Thư điện tử")
GOOD = (
    ("Lương Thị Mai", "mai.stc", "Cán bộ đơn vị", "STC", "mai@example.vn"),
    ("Triệu Văn Phú", "phu.01273", "Cán bộ đơn vị", 1273, None),
)
FAULTY = (
    ("Trùng Tên", "van.thu", "Lãnh đạo", None, None),
    ("Sai Đơn Vị", "sai.don.vi", "Cán bộ đơn vị", "SYTT", None),
    ("Sai Vai Trò", "sai.vai.tro", "Thủ quỹ", None, None),
    ("Công Thức", '=LOWER("HOA")', "Lãnh đạo", None, None),
    ("Hai Lần", "mai.stc", "Lãnh đạo", None, None),
)


def write_people(file: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    form = book.worksheets[0]
    for row in (HEADINGS, *rows):
        form.append(row)
    book.save(file)
    return file


def drop(page: Page, file: Path) -> str:
    """Drop a file of people and wait; all that the screen says."""
    if not page.locator("[data-testid=stFileUploader]").is_visible():
        page.get_by_text("Thêm nhiều người từ một tệp").click()
    page.locator(CHOOSER).set_input_files(file)
    expect(page.get_by_text(f"“{file.name}”").first).to_be_visible(timeout=PATIENCE_MS)
    wait_for_rest(page)
    return page.locator("[data-testid=stMain]").inner_text()


def test_faults_are_said_at_their_cells_and_the_good_rows_can_be_added(
    office: Desk, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})  # a phone writes tables as lists
    sign_in(page, office, "quan.tri", to="nguoi-dung")
    said = drop(page, write_people(tmp_path / "nguoi.xlsx", *GOOD, *FAULTY))
    assert "5 ô cần sửa" in said
    assert "Dòng 5 · Mã đơn vị" in said
    assert "Đã có người dùng van.thu nhưng khác ở: Họ và tên, Vai trò" in said
    assert "Nếu là Sở Y tế, ghi mã SYT" in said
    assert "Ghi một trong các vai trò: Lãnh đạo; Văn thư, tổng hợp" in said
    assert "công thức chưa có kết quả" in said
    assert "Tên đăng nhập này đã ghi ở dòng 2" in said
    assert "01273" in said

    press(page, "Thêm 2 người ghi đúng")
    handout = load_workbook(fetch(page, "Tải 2 liên kết", tmp_path)).worksheets[0]
    assert [handout.cell(row, 2).value for row in (3, 4)] == ["mai.stc", "phu.01273"]
    added = {user["user"]: user for user in office.ask("user", "list")["users"]}
    assert added["phu.01273"]["unit"] == "01273"

    more = ("Vi Văn Tám", "tam.sgd", "Cán bộ đơn vị", "SGDDT", None)
    drop(page, write_people(tmp_path / "them.xlsx", more))
    press(page, "Thêm 1 người")
    both = load_workbook(fetch(page, "Tải 3 liên kết", tmp_path)).worksheets[0]
    codes = [both.cell(row, 7).value for row in (3, 4)]
    assert codes == [handout.cell(row, 7).value for row in (3, 4)]  # those not handed out yet
    assert both.cell(5, 2).value == "tam.sgd"

    again = drop(page, write_people(tmp_path / "lai.xlsx", *GOOD))
    assert "2 người đã có, giữ nguyên" in again
    expect(page.get_by_role("button", name=re.compile("^Thêm [0-9]+ người"))).to_have_count(0)


def test_new_links_for_all_who_have_not_set_a_password(
    office: Desk, page: Page, tmp_path: Path
) -> None:
    file = write_people(tmp_path / "nguoi.xlsx", *GOOD)
    first = {one["user"]: one["code"] for one in office.ask("user", "import", str(file))["added"]}
    sign_in(page, office, "quan.tri", to="nguoi-dung")
    press(page, "Cấp lại liên kết cho 2 người chưa đặt mật khẩu")
    handout = load_workbook(fetch(page, "Tải 2 liên kết", tmp_path)).worksheets[0]
    codes = {handout.cell(row, 2).value: handout.cell(row, 7).value for row in (3, 4)}
    assert set(codes) == set(first)
    assert not set(codes.values()) & set(first.values())


def test_a_file_that_is_no_list_of_people_is_refused_in_words(
    office: Desk, page: Page, tmp_path: Path
) -> None:
    sign_in(page, office, "quan.tri", to="nguoi-dung")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 scanned")
    assert "“scan.pdf”" in drop(page, scan)
    other = tmp_path / "khac.csv"
    other.write_text("Mã;Tên\n1;A\n", "utf-8")
    assert "phải có đủ các cột Họ và tên, Tên đăng nhập, Vai trò" in drop(page, other)


def test_the_terminal_adds_all_or_none(office: Desk, tmp_path: Path) -> None:
    faulty = office.run("user", "import", str(write_people(tmp_path / "a.xlsx", *GOOD, *FAULTY)))
    assert faulty.returncode == 1
    assert "Dòng 5, cột Mã đơn vị, “SYTT”" in faulty.stdout
    before = len(office.ask("user", "list")["users"])

    good, out = write_people(tmp_path / "b.xlsx", *GOOD), tmp_path / "ma.xlsx"
    words = ("--out", str(out), "--site", "https://giamsat.example.vn")
    done = office.run("user", "import", str(good), *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Đã thêm 2 người" in done.stdout
    assert len(office.ask("user", "list")["users"]) == before + 2
    link = str(load_workbook(out).worksheets[0].cell(3, 6).value)
    assert link.startswith("https://giamsat.example.vn/dat-mat-khau?ten=mai.stc&ma=")
    assert office.run("user", "import", str(tmp_path / "none.xlsx")).returncode == 2


def test_in_a_trial_whom_one_is_stands_in_the_header(trial: Desk, page: Page) -> None:
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        open_screen(page, trial, "tong-quan?xem-nhu=secretariat")
        press(page, re.compile("Xem như: Văn thư"))
        page.get_by_role("radio", name=re.compile("^Lãnh đạo")).check(force=True)
        expect(page.get_by_role("button", name=re.compile("Xem như: Lãnh đạo"))).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert "xem-nhu=leader" in page.url
