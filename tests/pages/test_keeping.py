"""Nhật ký and Sao lưu: filters from the address bar, what changed in words, a proven backup."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from actions.backups.orders import BROKEN_OFF, REFUSED
from actions.copies.scratch import OUTCOME
from actions.erasure.read_again import NAME
from actions.erasure.read_register import Manner, RegisterLook, read_register
from actions.journal.anchors import set_aside
from actions.paths import find_backup_folder, get_path_beside
from actions.permissions import Verb
from actions.reminders.contacts import set_contacts
from actions.returns.send_back import SendingBack, send_back
from actions.settings import set_value
from documents.journal.journal import JournalReader, find_subject, format_subject, list_changes
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import Batch, Setting, Unit, UserRole
from models.backups import find_last_proven_backup
from models.database import reading, writing
from models.rule_versions import BEGINNING, write_rule_versions
from tests.actions.keeping import PASSPHRASE, backed_up, register
from tests.actions.returns import CLERK
from tests.conftest import NOW
from tests.models.rows import row
from tests.pages.watching import fill, opened, written
from tests.timestamping import time_stamping


@pytest.fixture
def changed(engine: Engine) -> Engine:
    for name, value in (("theme", "A & B <x>"), ("theme", "2026-12-14"), ("other", "*đậm*")):
        set_value(engine, name, value, actor=CLERK, now=NOW)
    return engine


def journal(engine: Engine, **asked: str) -> str:
    return written(opened(engine, "journal", role=UserRole.SECRETARIAT, asked=asked))


def test_it_says_what_changed_from_what_to_what(changed: Engine) -> None:
    told = journal(changed)
    assert "3 việc đã ghi vào nhật ký" in told
    assert "giá trị: A & B <x> → 14/12/2026" in told
    assert "giá trị: *đậm*" in told


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"ve": "theme"}, 2),
        ({"ve": "theme", "viec": "set"}, 2),
        ({"nguoi": "nobody"}, 3),  # no such person: as if nobody was asked for
        ({"den": "2026-12-19"}, 0),
        ({"trang": "99"}, 3),
        ({"trang": "-1", "tu": "2026-02-30"}, 3),
    ],
)
def test_filters_are_in_the_address_bar(changed: Engine, asked: dict[str, str], count: int) -> None:
    assert f"{count} việc đã ghi" in journal(changed, **asked)


def test_a_backup_is_made_by_the_button_and_told(changed: Engine) -> None:
    app = opened(changed, "backups", role=UserRole.SECRETARIAT)
    app.button[0].click().run(timeout=60)
    assert not app.exception
    assert "Đã sao lưu và kiểm chứng" in app.success[0].value.replace("\\", "")
    with reading(changed) as session:
        proven = find_last_proven_backup(session)
    assert proven is not None and Path(proven.place).exists()


def labels(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def pressed(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click().run(timeout=60)
    assert not app.exception
    return app


def test_a_file_is_examined_and_an_encrypted_one_offered(changed: Engine) -> None:
    backed_up(changed, find_backup_folder(changed), passphrase=PASSPHRASE)
    app = opened(changed, "backups", role=UserRole.ADMINISTRATOR)
    assert labels(app) == ["Tải tệp này về"]
    pressed(app, "Kiểm tra tệp này")
    assert "Hãy nhập mật khẩu" in app.info[0].value
    next(one for one in app.text_input if "Mật khẩu của tệp" in one.label).set_value(PASSPHRASE)
    pressed(app, "Kiểm tra tệp này")
    assert "Tệp nguyên vẹn và khôi phục được" in app.success[0].value
    assert labels(opened(changed, "backups", role=UserRole.SECRETARIAT)) == []


def test_a_foreign_file_in_the_folder_is_told_and_an_open_one_not_offered(changed: Engine) -> None:
    folder = find_backup_folder(changed)
    backed_up(changed, folder)
    (folder / "zzz.tar.gz").write_bytes(b"PK\x03\x04")
    app = opened(changed, "backups", role=UserRole.ADMINISTRATOR, language="en")
    assert labels(app) == []
    pressed(app, "Examine this file")
    assert "zzz" in app.warning[0].value


def test_an_administrator_does_not_erase(changed: Engine) -> None:
    told = written(opened(changed, "backups", role=UserRole.ADMINISTRATOR))
    assert "Hạn lưu tệp" in told
    assert "Xóa một địa chỉ" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_has_words(language: str) -> None:
    words = words_in(language)
    assert [verb for verb in Verb if not words.knows(f"journal.verb.{verb}")] == []


def test_what_is_no_json_is_still_shown() -> None:
    assert list_changes("{}", "not json", JournalReader(words_in("en"))) == ["text: not json"]


SENT_BACK = "sai số của hộ bà Ba"


@pytest.mark.parametrize(
    ("role", "told"), [(UserRole.SECRETARIAT, True), (UserRole.ADMINISTRATOR, False)]
)
def test_what_a_return_said_is_the_secretariats_alone(
    engine: Engine, role: UserRole, told: bool
) -> None:
    fill(engine)
    send_back(engine, 1, SendingBack(SENT_BACK), actor=CLERK, now=NOW)
    shown = written(opened(engine, "journal", role=role))
    assert "**Trả lại báo cáo** · báo cáo số 1" in shown
    assert (SENT_BACK in shown) == told
    assert ("chỉ văn thư, tổng hợp xem được" in shown) == (not told)


READ = [  # facts as they are kept, and as they are read
    ({}, {"channel": "telephone", "sent_on": "2026-12-18", "promised_on": "2026-12-21"},
     ["cách đôn đốc: điện thoại", "ngày gửi: 18/12/2026", "ngày hẹn: 21/12/2026"]),
    ({"closed": True, "closed_at": "2026-12-20T18:30:00+00:00"}, {"closed": False},
     ["đã khóa: có → không", "khóa ngày: 21/12/2026 → —"]),
    ({"SYT": None}, {"SYT": "Văn phòng"}, ["Sở Y tế: — → Văn phòng"]),
    ({}, {"7": {"channel": "letter", "letter_no": "12/CTĐ"}},
     ["Sở Nội vụ: cách đôn đốc: văn bản; số văn bản: 12/CTĐ"]),
    ({"rungs": [[-3, "email", True]]}, {"rungs": []},
     ["các đợt (số ngày so với hạn, cách đôn đốc, cả nơi được đề nghị):"
      " −3, thư điện tử, có → —"]),
    ({"role": "leader"}, {"role": "administrator"}, ["vai trò: lãnh đạo → quản trị"]),
    ({}, {"document_no": "7", "answer": "SYT"}, ["số văn bản: 7", "trả lời: SYT"]),
    ({}, {"letter_no": "open"}, ["số văn bản: open"]),
    ({}, {"unit": "SYT"}, ["đơn vị: Sở Y tế"]),
    ({"periods.csv 2027 weekend_rolls": ""}, {"periods.csv 2027 weekend_rolls": "False"},
     ["Kỳ báo cáo · 2027 · Lùi hạn qua cuối tuần: — → không"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "lines"), READ)
def test_facts_are_read_in_words(
    before: dict[str, object], after: dict[str, object], lines: list[str]
) -> None:
    reader = JournalReader(words_in("vi"), {"SYT": "Sở Y tế", "7": "Sở Nội vụ"})
    subject = "contacts" if {"SYT", "7"} & {*before, *after} else ""
    told = list_changes(json.dumps(before), json.dumps(after), reader, subject=subject)
    assert told == lines


def test_a_fact_is_a_units_only_where_the_subject_says_so() -> None:
    """A sign-in name may equal a unit's code, and be a word of ours."""
    reader, after = (
        JournalReader(words_in("vi"), {"01273": "Xã Một"}),
        '{"01273": {"role": "leader"}}',
    )
    expected = {
        "people": ["01273: vai trò: lãnh đạo"],
        "user 01273": ["01273: vai trò: lãnh đạo"],
        "contacts": ["Xã Một: vai trò: lãnh đạo"],
        "extensions 2026": ["Xã Một: vai trò: lãnh đạo"],
    }
    assert {name: list_changes("{}", after, reader, subject=name) for name in expected} == expected
    assert list_changes("{}", '{"role": "x"}', reader, subject="people") == ["role: x"]


def test_a_code_that_came_back_is_called_by_its_last_unit(engine: Engine) -> None:
    fill(engine)
    with writing(engine) as session:
        early = {"valid_from": date(2015, 1, 1), "valid_to": date(2016, 1, 1)}
        session.add(row(Unit, id=99, code="X1", short_vi="Xã Cũ", **early))
        write_rule_versions(session, now=BEGINNING)
    set_contacts(engine, {5: "0206 000 0000"}, actor=CLERK, now=NOW)
    assert "Xã Một: Văn phòng X1 → 0206 000 0000" in journal(engine)


def test_a_setting_is_called_what_its_field_is_called() -> None:
    assert format_subject("setting retention_years", words_in("vi")) == (
        "cài đặt “Số năm lưu tệp như đã gửi”"
    )
    assert format_subject("setting theme", words_in("vi")) == "cài đặt theme"


def test_a_sign_in_shows_at_once_though_no_figure_changed(engine: Engine) -> None:
    fill(engine)
    assert "Xem danh sách" not in journal(engine)
    read_register(engine, RegisterLook(Manner.VIEW, 3), actor=CLERK, now=NOW)
    assert "**Xem danh sách địa chỉ** · danh sách địa chỉ nhân đạo" in journal(engine)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("state", "facts", "said"),
    [
        (BROKEN_OFF, {}, ("bị ngắt giữa chừng", "cut short")),
        (REFUSED, {"code": "passphrase_wrong"}, ("Mật khẩu không đúng", "passphrase")),
    ],
)
def test_why_a_restore_was_not_done_is_told_until_it_was_read(
    engine: Engine, language: str, *, state: str, facts: dict[str, str], said: tuple[str, str]
) -> None:
    told = json.dumps({"state": state, "at": NOW.isoformat(), "facts": facts})
    get_path_beside(engine.url, OUTCOME).write_text(told)
    clerk = opened(engine, "backups", role=UserRole.SECRETARIAT, language=language)
    assert not clerk.success and not clerk.error
    for _ in ("one administrator", "another"):
        app = opened(engine, "backups", role=UserRole.ADMINISTRATOR, language=language)
        assert said[list(LANGUAGES).index(language)] in app.error[0].value.replace("\\", "")
    app.button("outcome-read").click().run()
    assert not app.error
    again = opened(engine, "backups", role=UserRole.ADMINISTRATOR, language=language)
    assert not again.success and not again.error


def test_a_year_is_no_count_and_a_count_of_units_no_unit() -> None:
    reader = JournalReader(words_in("vi"), {"75": "X. Hạ Lang", "SYT": "Sở Y tế"})
    facts = '{"year": 2026, "units": 75, "rows": 11803}'
    assert list_changes("{}", facts, reader) == ["kỳ: 2026", "đơn vị: 75", "số dòng: 11.803"]
    assert list_changes("{}", '{"units": [75]}', reader) == ["đơn vị: X. Hạ Lang"]


def test_a_corrected_cell_is_told_by_its_row() -> None:
    (told,) = list_changes(
        "{}", '{"corrections": {"Tỷ lệ (%) (5)": "x"}}', JournalReader(words_in("vi"))
    )
    assert "Tỷ lệ (%), dòng 5: x" in told


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("lần nhận số 12", "batch 12"),
        ("Lần nhận số  12", "batch 12"),
        ("kỳ 2026", "period 2026"),
        ("batch 12", "batch 12"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_the_journal_is_filtered_by_what_its_screen_says(typed: str, subject: str) -> None:
    assert find_subject(typed, words_in("vi")) == subject


@pytest.mark.parametrize("role", [UserRole.SECRETARIAT, UserRole.ADMINISTRATOR])
def test_that_only_a_copy_with_a_passphrase_can_be_taken_is_said_before_it_is_made(
    engine: Engine, role: UserRole
) -> None:
    said = written(opened(engine, "backups", role=role))
    assert "Chỉ bản sao có mật khẩu mới tải về được từ màn hình này" in said


def stamping(engine: Engine) -> str:
    """What the journal's screen says in captions and warnings."""
    app = opened(engine, "journal", role=UserRole.SECRETARIAT)
    return "\n".join(one.value for one in (*app.caption, *app.warning)).replace("\\", "")


def test_the_journal_says_what_became_of_its_last_stamp(
    changed: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "dấu thời gian" not in stamping(changed)
    with time_stamping(tmp_path / "authority") as service:
        for name, value in service.environment.items():
            monkeypatch.setenv(name, value)
        assert "được dịch vụ 127.0.0.1 đóng dấu thời gian ở lần sao lưu" in stamping(changed)
        backed_up(changed, tmp_path / "copies")
        assert "có dấu thời gian, dịch vụ ký lúc" in stamping(changed)
        service.manner = "garbage"
        backed_up(changed, tmp_path / "copies")
    told = stamping(changed)
    assert "chưa đóng được dấu thời gian" in told and "không đọc được dấu thời gian" in told
    assert "thử lại ở lần sao lưu hoặc công bố sau" in told
    monkeypatch.setenv("OVERSIGHT_TIMESTAMP", "ftp://tsa.example/")
    assert "địa chỉ dịch vụ (OVERSIGHT_TIMESTAMP) phải có dạng" in stamping(changed)
    monkeypatch.delenv("OVERSIGHT_TIMESTAMP")
    set_aside(changed.url, "20261220-090000")
    assert "dấu thời gian" not in stamping(changed)  # a restored journal has stamps of its own


def test_files_of_an_earlier_version_are_read_again_by_the_button(province: Engine) -> None:
    register(province)
    assert not [button for button in opened_backups(province).button if button.key == "retain"]
    with writing(province) as session:
        session.delete(session.get_one(Setting, NAME))
        batch = session.exec(select(Batch).where(Batch.file_name == "giup.csv")).one()
        batch.content = "Cột cũ,Khác\n1,2\n".encode()
    screen = opened_backups(province)
    (number,) = (button for button in screen.button if button.key == "retain")
    assert "(4)" in number.label and "chưa đọc lại: 4" in written(screen)
    (line,) = number.click().run(timeout=60).info
    assert "đã bỏ toàn bộ nội dung: 1" in line.value.replace("\\", "")


def opened_backups(engine: Engine) -> AppTest:
    return opened(engine, "backups", role=UserRole.ADMINISTRATOR)
