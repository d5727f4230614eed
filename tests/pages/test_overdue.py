"""Báo cáo quá hạn: whom do we call."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, update

from models import Reminder, Unit
from models.database import writing
from models.rule_versions import BEGINNING, write_rule_versions
from tests.models.rows import row
from tests.pages.watching import AT, answered_last_year, fill, opened, tables, written


def remind_again(engine: Engine, unit: int, *, answer: str | None) -> None:
    """A letter of 18/12 to the unit, and what it answered the same day."""
    day = date(2026, 12, 18)
    line = {"channel": "letter", "rung_days": None, "rung_on": None, "sent_on": day}
    said = {"promised_on": None, "answer": answer, "answered_on": day if answer else None}
    with writing(engine) as session:
        session.add(row(Reminder, id=91, unit_id=unit, recorded_at=AT, **line, **said))


def remind_before_the_return(engine: Engine, unit: int, *, promised: date | None) -> None:
    """A letter of 2/12 to the unit, which the return of 5/12 followed, that was sent back."""
    line = {"channel": "letter", "rung_days": None, "rung_on": None, "sent_on": date(2026, 12, 2)}
    with writing(engine) as session:
        said = {"promised_on": promised, "recorded_at": AT}
        session.add(row(Reminder, id=92, unit_id=unit, **line, **said))


def test_the_sentence_says_how_many_to_call_and_who_is_longest(watched: Engine) -> None:
    said = opened(watched, "overdue").title[0].value.replace("\\", "")
    assert said == "Cần liên hệ 3 đơn vị; quá hạn lâu nhất 6 ngày: Sở Xây dựng."


def test_each_has_its_days_contact_reminder_and_promise_the_longest_first(engine: Engine) -> None:
    fill(engine)
    said = written(opened(engine, "overdue"))
    assert said.index("Sở Xây dựng") < said.index("Xã *Ba*")
    for told in (
        "Quá hạn 6 ngày",
        "Quá hạn 2 ngày",  # put off to 18/12
        "Văn phòng SXD",
        "Đôn đốc ngày 16/12/2026; hẹn gửi ngày 22/12/2026",
        "Chưa đôn đốc",
        "Đã trả lại, chờ gửi lại: 1",
    ):
        assert told in said


def test_a_requested_body_stands_apart_and_is_never_overdue(watched: Engine) -> None:
    app = opened(watched, "overdue")
    assert "Mặt trận" not in written(app)
    assert "Ủy ban Mặt trận tỉnh" in tables(app)
    assert "Quá hạn" not in tables(app)


def test_on_the_last_day_nobody_is_overdue(watched: Engine) -> None:
    said = written(opened(watched, "overdue", as_of=date(2026, 12, 14)))
    assert "Không có báo cáo quá hạn; còn chờ" in said


def test_two_charts_one_of_arrivals_and_one_of_the_years(watched: Engine) -> None:
    app = opened(watched, "overdue")
    assert len(app.get("vega_lite_chart")) == 2
    assert "Đã nhận 3 trên 6 báo cáo" in written(app)


def test_a_year_in_which_nothing_came_from_anybody_is_no_nought(watched: Engine) -> None:
    assert "kỳ 2025" not in "".join(one.value for one in opened(watched, "overdue").subheader)


def test_of_a_past_period_nobody_is_called_late_any_more(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    app = opened(engine, "overdue", asked={"nam": "2025"})
    said = written(app)
    assert app.title[0].value.replace("\\", "") == "Kỳ 2025 đã qua: 5 đơn vị không gửi báo cáo."
    assert "Không gửi báo cáo: 5" in said
    assert "Quá hạn" not in said


def test_a_unit_that_is_no_more_is_not_to_be_called(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    with writing(engine) as session:
        ended = update(Unit).where(col(Unit.code) == "SXD").values(valid_to=date(2026, 7, 1))
        session.execute(ended)
        write_rule_versions(session, now=BEGINNING)
    said = written(opened(engine, "overdue", asked={"nam": "2025"}))
    assert "Không còn đơn vị này từ ngày 01/07/2026" in said
    assert "Văn phòng SXD" not in said
    assert "Văn phòng STC" in said


def test_only_a_unit_that_is_there_can_be_dialled(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    with writing(engine) as session:
        for code, number in (("SXD", "0206 3852 111"), ("STC", "0206 3852 222")):
            session.execute(update(Unit).where(col(Unit.code) == code).values(contact=number))
        ended = update(Unit).where(col(Unit.code) == "SXD").values(valid_to=date(2026, 7, 1))
        session.execute(ended)
        write_rule_versions(session, now=BEGINNING)
    app = opened(engine, "overdue", asked={"nam": "2025"})
    links = [button.proto.url for button in app.get("link_button")]
    assert [link for link in links if link.startswith("tel:")] == ["tel:+842063852222"]


def test_every_year_with_reports_is_drawn_whatever_was_looked_at_before(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    opened(engine, "overview", asked={"nam": "2025"})
    years = [
        set(frame.value.iloc[:, 0].astype("str"))
        for frame in opened(engine, "overdue", asked={"nam": "2025"}).dataframe
    ]
    assert {"2025", "2026"} in years


def test_an_answer_to_a_later_letter_leaves_the_promise_standing(engine: Engine) -> None:
    fill(engine)
    remind_again(engine, 3, answer="Đang trình ký")
    assert "Đôn đốc ngày 18/12/2026; hẹn gửi ngày 22/12/2026" in written(opened(engine, "overdue"))
    said = written(opened(engine, "overview"))
    assert "Đôn đốc ngày 18/12/2026; hẹn ngày 22/12/2026" in said
    assert "Chờ báo cáo đến ngày hẹn." in said


def test_an_answer_without_a_day_is_an_answer(engine: Engine) -> None:
    fill(engine)
    remind_again(engine, 7, answer="Đang tổng hợp")
    told = "Đôn đốc ngày 18/12/2026; đã trả lời ngày 18/12/2026, chưa hẹn ngày gửi"
    assert told in written(opened(engine, "overdue"))
    said = written(opened(engine, "overview"))
    assert told in said
    assert "Thống nhất với đơn vị ngày gửi báo cáo." in said


@pytest.mark.parametrize("promised", [None, date(2026, 12, 10)])
def test_a_report_that_came_after_the_reminder_was_no_silence_though_it_was_sent_back(
    engine: Engine, promised: date | None
) -> None:
    fill(engine)
    remind_before_the_return(engine, 6, promised=promised)
    told = "Đôn đốc ngày 02/12/2026; đã gửi báo cáo ngày 05/12/2026, sau đó bị trả lại"
    assert told in written(opened(engine, "overdue"))
    said = written(opened(engine, "overview"))
    assert told in said
    assert "chưa trả lời" not in said
    assert "hẹn ngày 10/12/2026" not in said


def test_a_report_sent_back_is_silent_again_once_reminded_anew(engine: Engine) -> None:
    fill(engine)
    remind_again(engine, 6, answer=None)
    assert "Đôn đốc ngày 18/12/2026, chưa trả lời" in written(opened(engine, "overview"))
