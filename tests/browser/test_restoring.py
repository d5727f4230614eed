"""A backup restored from the screen by an office without a terminal: whole or not at all, told
on the screen, and everybody signs in again."""

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from actions.accounts.accounts import Account, add_user
from actions.accounts.sign_ins import set_password
from actions.backups.backup import back_up
from actions.paths import find_backup_folder
from actions.permissions import Actor
from actions.verify import verify
from models import UserRole
from models.database import open_database, reading
from models.users import find_user_by_code
from tests.actions.keeping import PASSPHRASE, forge_journal
from tests.browser.conftest import healthy, served
from tests.browser.test_sign_in import PASSWORD, write
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
KEEPER = Actor("terminal", UserRole.ADMINISTRATOR)
LATER = Account("hoa", "Lý Thị Hoa", UserRole.LEADER)


@dataclass(frozen=True)
class Office:
    """A served office: an administrator, a backup, and somebody who came after it."""

    address: str
    folder: Path

    def stands(self) -> str:
        """Which database stands: the one of before the restore, or the one of the backup."""
        engine = open_database(f"sqlite:///{self.folder}/oversight.db")
        with reading(engine) as session:
            there = find_user_by_code(session, LATER.code) is not None
        assert verify(engine).sound
        engine.dispose()
        return "before" if there else "backup"


def prepared(folder: Path, template: Path, passphrase: str | None) -> str:
    """The database of an office in `folder`; the name of its backup."""
    shutil.copy(template, folder / "oversight.db")
    engine = open_database(f"sqlite:///{folder}/oversight.db")
    now = datetime.now(UTC)
    minh = Account("minh", "Hoàng Minh", UserRole.ADMINISTRATOR)
    given = add_user(engine, minh, actor=KEEPER, now=now)
    set_password(engine, "minh", given, PASSWORD, now=now)
    place = find_backup_folder(engine)
    made = back_up(engine, place, passphrase=passphrase, actor=KEEPER, now=now)
    add_user(engine, LATER, actor=KEEPER, now=now)
    engine.dispose()
    return Path(made.place).name


def come_in(page: Page, office: Office) -> None:
    """Sign in and open Sao lưu."""
    page.goto(f"{office.address}/sao-luu")
    write(page, name="minh", password=PASSWORD)
    expect(page.get_by_role("heading", name="Sao lưu", exact=True)).to_be_visible(
        timeout=PATIENCE_MS
    )


def examine(page: Page, passphrase: str | None) -> None:
    """Look at the file that is chosen."""
    form = page.get_by_test_id("stForm").filter(has_text="Kiểm tra tệp này")
    if passphrase:
        form.locator("input[type=password]").fill(passphrase)
    form.get_by_role("button", name="Kiểm tra tệp này").click(timeout=PATIENCE_MS)
    expect(page.get_by_text("Tệp nguyên vẹn").first).to_be_visible(timeout=PATIENCE_MS)


def order(page: Page, *, word: str = "Khôi phục", passphrase: str | None = None) -> None:
    """Type the word and the passphrase, of what is not encrypted twice, and press."""
    form = page.get_by_test_id("stForm").filter(has_text="để xác nhận")
    form.get_by_label(re.compile("để xác nhận")).fill(word)
    if passphrase:
        for field in form.locator("input[type=password]").all():
            field.fill(passphrase)
    form.get_by_role("button", name=re.compile("^Khôi phục bản ngày")).click()


def test_what_prevents_it_is_told_on_the_screen(
    tmp_path: Path, province_template: Path, page: Page
) -> None:
    """A file that was brought from elsewhere; another program has the database open."""
    name = prepared(tmp_path, province_template, None)
    brought = (tmp_path / "backups" / name).rename(tmp_path / name)
    with served(tmp_path, "--sign-in", "accounts") as address:
        office = Office(address, tmp_path)
        come_in(page, office)
        chooser = page.locator("[data-testid=stFileUploader] input[type=file]")
        chooser.set_input_files(brought)
        examine(page, None)
        engine = open_database(f"sqlite:///{tmp_path}/oversight.db")
        with engine.connect() as another:
            another.exec_driver_sql("SELECT count(*) FROM app_user")
            order(page, passphrase=PASSPHRASE)
            expect(page.get_by_text("Đang dừng để khôi phục").first).to_be_visible(
                timeout=PATIENCE_MS
            )
            expect(page.get_by_text("không làm được")).to_be_visible(timeout=PATIENCE_MS)
        engine.dispose()
        expect(page.get_by_text("Cơ sở dữ liệu đang mở")).to_be_visible()
        assert office.stands() == "before"


def test_another_offices_open_backup_asks_for_a_tick_and_a_passphrase(
    tmp_path: Path, province_template: Path, page: Page
) -> None:
    prepared(tmp_path, province_template, None)
    engine = open_database(f"sqlite:///{tmp_path}/oversight.db")
    forge_journal(engine)
    engine.dispose()
    (tmp_path / "oversight.db.anchors").unlink()
    with served(tmp_path, "--sign-in", "accounts") as address:
        office = Office(address, tmp_path)
        come_in(page, office)
        examine(page, None)
        expect(page.get_by_text(re.compile("KHÔNG phải của cơ quan"))).to_be_visible()
        order(page, passphrase=PASSPHRASE)
        expect(page.get_by_text(re.compile("hãy đánh dấu"))).to_be_visible(timeout=PATIENCE_MS)
        page.get_by_text("Đúng là tôi muốn thay").click()
        order(page, passphrase="quá ngắn")
        expect(page.get_by_text(re.compile("cần ít nhất 12 ký tự"))).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert office.stands() == "before"
        order(page, passphrase=PASSPHRASE)
        page.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)
        write(page, name="minh", password=PASSWORD)
        expect(page.get_by_text(re.compile("đã xong")).first).to_be_visible(timeout=PATIENCE_MS)
        assert office.stands() == "backup"
        assert [one.suffix for one in tmp_path.glob("oversight-before-*.*")] == [".age"]


def test_from_the_screen_and_signed_out(
    tmp_path: Path, province_template: Path, page: Page
) -> None:
    prepared(tmp_path, province_template, PASSPHRASE)
    with served(tmp_path, "--sign-in", "accounts") as address:
        office = Office(address, tmp_path)
        come_in(page, office)
        examine(page, PASSPHRASE)
        order(page, word="khoi phuc", passphrase=PASSPHRASE)
        expect(page.get_by_text("Chưa khôi phục").first).to_be_visible(timeout=PATIENCE_MS)
        order(page, passphrase="không phải mật khẩu")
        expect(page.get_by_text(re.compile("Mật khẩu không đúng"))).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert healthy(address)
        assert office.stands() == "before"

        order(page, passphrase=PASSPHRASE)
        expect(page.get_by_text("Đang dừng để khôi phục").first).to_be_visible(timeout=PATIENCE_MS)
        page.wait_for_url("**/dang-nhap*", timeout=PATIENCE_MS)  # by itself
        write(page, name="minh", password=PASSWORD)
        expect(page.get_by_text(re.compile("đã xong")).first).to_be_visible(timeout=PATIENCE_MS)
        assert office.stands() == "backup"
        expect(page.get_by_text(re.compile("được mã hóa bằng chính mật khẩu"))).to_be_visible()
        assert [one.suffix for one in tmp_path.glob("oversight-before-*")] == [".age"]
        page.reload()  # told until one has read it
        expect(page.get_by_text(re.compile("đã xong")).first).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text(re.compile("hoa"))).to_have_count(0)  # came after the backup
        page.get_by_role("button", name="Đã xem, không nhắc nữa").click()
        expect(page.get_by_text(re.compile("đã xong"))).to_have_count(0, timeout=PATIENCE_MS)
        assert "Chưa có bản sao lưu" not in page.content()  # the one restored is a proven one
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or PASSPHRASE.encode() not in file.read_bytes(), file
