"""Vì sao tăng, giảm on a small province: who may split what, and what is said of nothing."""

from datetime import date

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col

from models import Assignment, Dossier, Submission, Support, Unit, UserRole
from models.database import writing
from models.results import Result
from models.rule_versions import BEGINNING, write_rule_versions
from pages.components.picture import REQUESTED
from tests.models.rows import row
from tests.pages.watching import ADDRESSES, AT, fill, opened, tables, written


def fill_two_years(engine: Engine) -> None:
    """The same bodies were asked the same in 2025, when SYT alone told that it was done."""
    fill(engine)
    with writing(engine) as session:
        session.execute(update(Assignment).values(valid_from=date(2025, 1, 1)))
        write_rule_versions(session, now=BEGINNING)
        sent = date(2025, 12, 5)
        facts = {"sent_on": sent, "received_on": sent, "recorded_at": AT}
        session.add(row(Submission, id=90, unit_id=1, year=2025, **facts))
        session.flush()
        told = {"submission_id": 90, "status": "done", "recorded_at": AT}
        session.add(row(Result, id=91, assignment_id=11, year=2025, **told))


def test_without_any_period_before_there_is_nothing_to_compare(engine: Engine) -> None:
    assert "Kỳ 2026 là kỳ đầu tiên" in written(opened(engine, "why"))


def test_two_years_of_which_one_is_empty_are_not_compared(watched: Engine) -> None:
    app = opened(watched, "why")
    said = "Không so được kỳ 2026 với kỳ 2025: một trong hai kỳ chưa có số liệu."
    assert said in written(app)


def test_a_year_of_which_nobody_reported_anything_is_not_compared(engine: Engine) -> None:
    fill(engine)
    with writing(engine) as session:
        session.execute(update(Assignment).values(valid_from=date(2025, 1, 1)))
        write_rule_versions(session, now=BEGINNING)
    app = opened(engine, "why")
    said = "Không so được kỳ 2026 với kỳ 2025: một trong hai kỳ chưa có số liệu."
    assert said in written(app)


def test_the_sentence_the_verdict_and_whose_doing(engine: Engine) -> None:
    fill_two_years(engine)
    app = opened(engine, "why")
    assert not app.exception
    assert "so với kỳ 2025" in app.title[0].value
    assert "do việc báo cáo" in app.title[0].value
    assert "Không phải tăng thật" in written(app)
    assert "Chạm vào một thanh để xem nguồn số liệu." in written(app)
    assert "Xã Một" in tables(app)


def test_one_unit_is_asked_about_by_its_code(engine: Engine) -> None:
    fill_two_years(engine)
    app = opened(engine, "why", asked={"cua": "SYT"})
    assert "Tỷ lệ hoàn thành không đổi so với kỳ 2025." in written(app)
    assert "Xã Một" not in tables(app)


@pytest.mark.parametrize(
    ("role", "split"), [(UserRole.LEADER, False), (UserRole.SECRETARIAT, True)]
)
def test_only_the_secretariat_splits_coverage_by_commune(
    engine: Engine, role: UserRole, split: bool
) -> None:
    fill_two_years(engine)
    app = opened(engine, "why", asked={"ve": "dia-chi", "cua": "X1"}, role=role)
    assert not app.exception
    offered = [box.options for box in app.selectbox if box.key == "choice-cua"]
    assert any("Xã Một" in options for options in offered) == split


def test_two_years_alike_name_nobody(engine: Engine) -> None:
    fill_two_years(engine)
    with writing(engine) as session:
        session.execute(update(Result).where(col(Result.id) != 91).values(status="not_started"))
        session.execute(update(Result).where(col(Result.id) == 1).values(status="done"))
        for number in (2, 5):  # they told the same of both years
            facts = {"submission_id": 90, "status": "not_started", "year": 2025}
            session.add(
                row(Result, id=90 + number, assignment_id=number * 10 + 1, recorded_at=AT, **facts)
            )
    app = opened(engine, "why")
    assert "Tỷ lệ hoàn thành không đổi so với kỳ 2025." in written(app)
    assert "làm thay đổi nhiều nhất" not in written(app)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("2025", "Tất cả, kỳ 2025"),
        ("2026", "Tất cả, kỳ 2026"),
        ("reporting", "đơn vị, xếp theo số điểm"),
        ("reporting", "Những gì chỉ một trong hai kỳ có báo cáo."),
    ],
)
def test_a_bar_opens_what_is_behind_it(engine: Engine, code: str, says: str) -> None:
    fill_two_years(engine)
    app = opened(engine, "why")
    app.session_state[REQUESTED] = ("causes", {"code": code})
    app.run()
    assert not app.exception
    assert says in written(app)
    app.run()
    assert says not in written(app)


def test_a_break_opens_the_units_that_could_not_be_carried_over(engine: Engine) -> None:
    fill_two_years(engine)
    with writing(engine) as session:
        new = col(Assignment.unit_id) == 5
        session.execute(update(Unit).where(col(Unit.id) == 5).values(valid_from=date(2025, 12, 20)))
        session.execute(update(Assignment).where(new).values(valid_from=date(2025, 12, 20)))
        write_rule_versions(session, now=BEGINNING)
    app = opened(engine, "why")
    app.session_state[REQUESTED] = ("causes", {"code": "break"})
    app.run()
    assert not app.exception
    assert "Phần không nối được giữa hai kỳ" in written(app)
    assert "Xã Một" in tables(app)


def test_a_cause_of_coverage_tells_a_leader_what_it_means_and_of_no_commune(
    engine: Engine,
) -> None:
    fill_two_years(engine)
    with writing(engine) as session:
        session.execute(update(Dossier).values(surveyed_on=date(2025, 1, 1)))
        helped = {"supporter_unit_id": 3, "supporter_key": "3", "given_on": date(2025, 5, 1)}
        for address, _, _ in ADDRESSES:
            session.add(row(Support, id=address, address_id=address, recorded_at=AT, **helped))
    app = opened(engine, "why", asked={"ve": "dia-chi"}, role=UserRole.LEADER)
    app.session_state[REQUESTED] = ("causes", {"code": "reporting"})
    app.run()
    assert not app.exception
    assert "Những gì chỉ một trong hai kỳ có báo cáo." in written(app)
    assert "Chênh lệch của từng xã, phường không được tách ra ở đây" in written(app)
    assert "Xã Một" not in tables(app)


def test_a_bar_that_was_not_drawn_opens_nothing(engine: Engine) -> None:
    fill_two_years(engine)
    app = opened(engine, "why")
    before = written(app)
    app.session_state[REQUESTED] = ("causes", {"code": "2019"})
    app.run()
    assert not app.exception
    assert written(app) == before
