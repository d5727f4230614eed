"""Nhiệm vụ: which part of the plan is not moving, one clause, one task, one cell."""

from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from locales.words import Words, words_in
from models import UserRole
from pages.components.picture import REQUESTED
from pages.plan.cell import OPENED
from tests.pages.watching import answered_last_year, fill, opened, script, tables, written


def said(app: AppTest) -> str:
    return str(app.title[0].value).replace("\\", "")


def test_the_sentence_names_the_slowest_clause_with_its_figures(watched: Engine) -> None:
    assert "2 trên 12" in said(opened(watched, "tasks"))
    assert "(16,7 %)" in said(opened(watched, "tasks"))


def test_the_figures_stand_beside_and_each_opens(watched: Engine) -> None:
    app = opened(watched, "tasks")
    assert [metric.value for metric in app.metric] == ["16,7\u00a0%"] * 3
    assert sum(button.label == "Xem nguồn số liệu" for button in app.button) == 3


def test_what_is_not_moving_is_listed_for_a_phone(watched: Engine) -> None:
    listed = tables(opened(watched, "tasks"))
    assert "Sở Tài chính" in listed
    assert "Chưa báo cáo" in listed
    assert "Xã Một" not in listed
    assert "Xã Một" in tables(opened(watched, "tasks", asked={"nhom": "xa"}))


def test_one_clause_opens_to_its_tasks(watched: Engine) -> None:
    opened_clause = opened(watched, "tasks", asked={"muc-ke-hoach": clause_of(watched)})
    assert "chậm nhất là" in said(opened_clause)
    assert any("Tất cả các mục" in button.label for button in opened_clause.button)


def clause_of(engine: Engine) -> str:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT clause FROM task LIMIT 1").scalar_one()
    return str(found)


def test_one_task_opens_to_its_bodies_and_their_places(watched: Engine) -> None:
    app = opened(watched, "tasks", asked={"viec": "T1"})
    assert "2 trên 6 đơn vị đến hạn đã hoàn thành" in said(app)
    assert "syt.csv" in tables(app)
    assert "MTTQ" in tables(app) or "Ủy ban Mặt trận tỉnh" in tables(app)


def test_the_supervisor_sees_no_files_of_a_task(watched: Engine) -> None:
    app = opened(watched, "tasks", role=UserRole.SUPERVISOR, asked={"viec": "T1"})
    assert "syt.csv" not in tables(app)


@pytest.mark.parametrize("asked", [{"muc-ke-hoach": "<b>"}, {"viec": "'; DROP"}, {"nhom": "?"}])
def test_what_the_address_may_not_ask_is_the_whole_plan(
    watched: Engine, asked: dict[str, str]
) -> None:
    assert "2 trên 12" in said(opened(watched, "tasks", asked=asked))


def test_a_picked_cell_opens_its_certificate_and_once(watched: Engine) -> None:
    app = AppTest.from_function(script, args=_args(watched), default_timeout=120)
    app.session_state[OPENED] = ("SYT", clause_of(watched))
    app.run()
    assert not app.exception
    assert "Sở Y tế" in written(app)
    assert "Tử số" in written(app)
    assert "syt.csv" in tables(app)
    app.run()
    assert "Tử số" not in written(app)


def test_a_cell_nobody_was_asked_for_opens_nothing(watched: Engine) -> None:
    app = AppTest.from_function(script, args=_args(watched), default_timeout=120)
    app.session_state[OPENED] = ("SYT", "XII.9")
    app.run()
    assert not app.exception
    assert "Tử số" not in written(app)


def _args(engine: Engine) -> tuple[object, ...]:
    from actions.permissions import Actor

    return (engine, "tasks", Actor("x", UserRole.LEADER), "vi", "2026-12-20", "")


def test_before_the_deadline_only_what_was_reported_is_told(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    app = opened(engine, "tasks", as_of=date(2026, 12, 14))
    assert "Chưa đến hạn báo cáo" in said(app)
    assert [metric.value for metric in app.metric] == [
        "chưa đến hạn",
        "chưa đến hạn",
        "16,7\u00a0%",
    ]
    told = written(app)
    assert "Cả kỳ 2025: 8,3 %" in told
    assert "chưa có số liệu" not in told
    assert "Đã báo cáo 3 trên 12 nhiệm vụ; chưa đến hạn" in told
    assert "quá hạn" not in told


@pytest.mark.parametrize("words", [words_in("vi"), words_in("en")], ids=["vi", "en"])
def test_completion_says_that_the_yearly_reports_are_judged_as_reports(words: Words) -> None:
    for name in ("completion", "progress", "done_in_time"):
        assert "III.13" in words.say(f"definition.{name}.exclusions")


def test_the_clause_of_the_reports_does_not_read_as_if_it_judged_them(watched: Engine) -> None:
    assert "(không gồm việc gửi báo cáo)" in said(opened(watched, "tasks"))
    for asked in ({}, {"muc-ke-hoach": clause_of(watched)}):
        app = opened(watched, "tasks", asked=asked)
        captions = [str(caption.value) for caption in app.caption]
        assert any("Việc gửi báo cáo năm được xét là báo cáo" in text for text in captions)


def test_the_list_behind_completion_tells_of_the_reports_beside_it(watched: Engine) -> None:
    app = AppTest.from_function(script, args=_args(watched), default_timeout=120)
    app.session_state[REQUESTED] = ("bars-clause", {"code": clause_of(watched)})
    app.run()
    assert not app.exception
    captions = [str(caption.value) for caption in app.caption]
    assert any("7 việc gửi báo cáo năm" in text for text in captions)
