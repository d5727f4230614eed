"""Đôn đốc: the ledger of reminders and the letters to sign."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from documents.printing.packing import build_zip
from documents.reminders.batch import MailingOptions
from documents.reminders.cases import build_cases
from documents.reminders.letters import LetterContext
from documents.reminders.run import build_run_for_each, select_to_write
from locales.words import words_in
from models import Reminder, Rung, UserRole
from models.database import reading, writing
from models.pursuits import read_pursuit
from models.reminders import list_reminders
from models.rule_versions import BEGINNING, write_rule_versions
from models.snapshots import read_duties
from pages.reminders.answers import find_promise_days
from tests.conftest import NOW
from tests.indicators.tables import shown
from tests.models.rows import row
from tests.pages.watching import TODAY, fill, opened, written

LADDER = ((-14, "letter", True), (3, "letter", False), (6, "telephone", False))


@pytest.fixture
def late(engine: Engine) -> Engine:
    """The small province with a schedule: on 20/12 Sở Xây dựng is to be called, but promised."""
    fill(engine)
    with writing(engine) as session:
        for number, (days, channel, requested) in enumerate(LADDER, 1):
            session.add(row(Rung, id=number, days=days, channel=channel, requested=requested))
        write_rule_versions(session, now=BEGINNING)
    return engine


def screen(engine: Engine, as_of: date = TODAY) -> AppTest:
    return opened(engine, "chasing", role=UserRole.SECRETARIAT, as_of=as_of)


def told(app: AppTest) -> str:
    """What the screen says of what was just done."""
    return "\n".join(one.value for one in app.info).replace("\\", "")


def ledger(engine: Engine) -> list[tuple[object, ...]]:
    names = ["unit_id", "channel", "sent_on", "promised_on", "answer"]
    with reading(engine) as session:
        return shown(list_reminders(session, 2026, TODAY), names)


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def test_the_sentence_says_what_is_to_be_done_today(late: Engine) -> None:
    said = screen(late).title[0].value.replace("\\", "")
    assert said == "Cần làm ngay với 6 cơ quan: 2 công văn, 4 cuộc gọi."


def test_a_card_says_what_is_missing_its_rung_and_what_comes_next(late: Engine) -> None:
    said = written(screen(late))
    for each in (
        "Chưa có báo cáo, quá hạn 2 ngày",  # put off to 18/12
        "Gia hạn đến hết 18/12/2026",
        "Chưa gửi lại sau khi trả",
        "Chưa đôn đốc",
        "Văn phòng X3",
    ):
        assert each in said
    assert "Sở Xây dựng" not in said  # promised, so not to be done now


def test_a_requested_body_is_asked_and_never_overdue(late: Engine) -> None:
    said = written(screen(late)).splitlines()
    (line,) = [one for one in said if "(được đề nghị, không bắt buộc)" in one]
    assert "quá hạn" not in line
    assert ":orange" not in line  # nothing is required of it


def test_a_call_is_written_down_in_two_touches(late: Engine) -> None:
    before = ledger(late)
    app = screen(late)
    labels = [one.label for one in app.button if "hẹn gửi thứ Hai 21/12" in one.label]
    app.button[[one.label for one in app.button].index(labels[0])].click().run()
    (new,) = [one for one in ledger(late) if one not in before]
    assert new[1:] == ("telephone", TODAY, date(2026, 12, 21), None)
    assert told(app).startswith("Đã ghi sổ: ")


def test_what_a_unit_answered_itself_is_not_written_over(late: Engine) -> None:
    own = {"answer": "Đang tổng hợp", "answered_on": TODAY, "answered_by": "can.bo"}
    with writing(late) as session:
        facts = {"sent_on": date(2026, 12, 1), "channel": "telephone", **own}
        session.add(row(Reminder, id=90, unit_id=7, **facts))
    app = screen(late)
    cards = [one.key for one in app.button if str(one.key).endswith("-nobody")]
    place = cards.index("chased-7-nobody")
    app.text_input[place].input("Sẽ gửi sáng mai")
    [one for one in app.button if one.label == "Ghi trả lời"][place].click().run()
    answers = {line[-1] for line in ledger(late) if line[0] == 7}
    assert answers == {"Đang tổng hợp", "Sẽ gửi sáng mai"}


def test_letters_are_written_down_once(late: Engine) -> None:
    before = ledger(late)
    app = press(screen(late), "Lập 2 công văn")
    app = press(app, "Ghi sổ 2 cơ quan")
    kept = [one for one in ledger(late) if one not in before]
    assert kept
    assert {(one[1], one[2]) for one in kept} == {("letter", TODAY)}
    assert told(app) == "Đã ghi sổ: 2 cơ quan."
    again = screen(late)
    assert [one.label for one in again.button if one.label.startswith(("Lập", "Ghi sổ "))] == []
    assert len(ledger(late)) == len(before) + len(kept)


def test_an_overdue_body_stands_before_one_that_was_only_asked(late: Engine) -> None:
    lines = written(screen(late)).splitlines()
    asked = [at for at, line in enumerate(lines) if "(được đề nghị, không bắt buộc)" in line]
    overdue = [at for at, line in enumerate(lines) if "quá hạn" in line and ":orange" in line]
    assert max(overdue) < min(asked)


def test_a_promise_of_a_touch_falls_on_a_working_day() -> None:
    saturday, monday, thursday = (date(2026, 12, day) for day in (19, 21, 17))
    assert find_promise_days(saturday) == [monday, date(2026, 12, 22), date(2026, 12, 28)]
    assert find_promise_days(monday) == [date(2026, 12, day) for day in (22, 24, 28)]
    assert find_promise_days(thursday) == [date(2026, 12, 18), monday, date(2026, 12, 24)]
    assert find_promise_days(date(2026, 12, 18)) == [monday, date(2026, 12, 25)]


def test_a_past_day_is_looked_at_and_nothing_is_written(late: Engine) -> None:
    app = screen(late, as_of=date(2026, 12, 18))
    assert [one.label for one in app.button if "Đã gọi" in one.label or "Ghi sổ" in one.label] == []


def test_the_schedule_is_shown_and_the_letterhead_set(late: Engine) -> None:
    app = screen(late)
    (name,) = [one for one in app.text_input if one.label == "Họ tên người ký"]
    name.set_value("Nông Thị A & <b>")
    app = press(app, "Lưu thể thức")
    assert told(app) == "Đã lưu 1 thay đổi."
    (name,) = [one for one in app.text_input if one.label == "Họ tên người ký"]
    assert name.value == "Nông Thị A & <b>"


@pytest.mark.parametrize("role", [UserRole.LEADER, UserRole.SUPERVISOR, UserRole.UNIT_OFFICER])
def test_it_is_the_secretariats(late: Engine, role: UserRole) -> None:
    assert opened(late, "chasing", role=role).title[0].value == "Không có trang này"


def test_with_everything_in_it_says_so(watched: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OVERSIGHT_SMTP", raising=False)
    said = screen(watched).title[0].value
    assert "không còn việc đôn đốc" in said  # a period without a schedule asks for nothing


def test_the_archive_holds_the_letters_of_those_to_write_to(late: Engine) -> None:
    with reading(late) as session:
        pursuit = read_pursuit(session, 2026, TODAY)
        duties = read_duties(session, [2025, 2026], TODAY)
    cases = select_to_write(build_cases(pursuit, grace=5, words=words_in("vi")))
    run = build_run_for_each(
        cases, LetterContext({}, words_in("vi"), enclosed=True), duties, MailingOptions(NOW)
    )
    with zipfile.ZipFile(io.BytesIO(build_zip(run.files))) as batch:
        names = batch.namelist()
    assert len(names) == 4 * len(cases)
    assert {Path(name).name for name in names} == set(names)
    assert all(name.isascii() for name in names)


def test_an_answer_that_says_nothing_is_refused_and_nobody_there_is_no_answer(late: Engine) -> None:
    before, app = ledger(late), screen(late)
    app = next(one for one in app.button if one.label == "Ghi trả lời").click().run()
    assert told(app) == "Chưa ghi nội dung trả lời, cũng chưa chọn ngày hẹn gửi."
    assert ledger(late) == before
    app = next(one for one in app.button if str(one.key).endswith("-nobody")).click().run()
    (new,) = [one for one in ledger(late) if one not in before]
    assert new[-1] is None
    assert "Đã gọi, không gặp" in written(app)


def test_the_button_counts_the_letters_it_makes_and_a_set_is_made_anew_from_its_choices(
    late: Engine,
) -> None:
    app = screen(late)
    app.toggle(key="letters-one").set_value(True).run()
    app.number_input(key="letters-number").set_value(301)
    app.toggle(key="letters-enclosed").set_value(True)
    (make,) = [one for one in app.button if one.label.startswith("Lập ")]
    assert make.label == "Lập 2 công văn chung gửi 2 cơ quan"  # one each to who owes, who was asked
    app = make.click().run()
    assert "301/" not in written(app)  # the symbol is not set
    app = press(app, "Lập lại theo cách khác")
    assert app.number_input(key="letters-number").value == 301
    assert app.toggle(key="letters-one").value and app.toggle(key="letters-enclosed").value
