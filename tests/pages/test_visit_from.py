"""What the address bar may ask for: no day and no year of it leaves a screen without words."""

from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from models.database import writing
from models.rule_versions import BEGINNING, write_rule_versions
from tests.pages.watching import fill, written

RUBBISH = ("2018-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "hôm qua", "")


def script(engine: "Engine") -> None:
    """What a test runs: Tổng quan as the address bar asks for it, on 20/12/2026."""
    from datetime import UTC, date, datetime

    from actions.permissions import Actor
    from models import UserRole
    from pages.app.header import show_header
    from pages.app.screens import SCREENS, show_screen
    from pages.components.visit_from import Holdings, build_visit
    from server.auth.modes import SignInMode

    held = Holdings(date(2026, 12, 20), 1)
    leader = Actor("x", UserRole.LEADER)
    now = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    visit = build_visit(engine, held, actor=leader, way=SignInMode.ACCOUNTS, now=now)
    show_header(visit)
    show_screen(next(screen for screen in SCREENS if screen.name == "overview"), visit)


def seen(engine: Engine, **asked: str) -> AppTest:
    """Tổng quan at the address that `asked` makes."""
    app = AppTest.from_function(script, args=(engine,), default_timeout=120)
    for choice, value in asked.items():
        app.query_params[choice.replace("_", "-")] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """The province, which two periods of the plan go before."""
    fill(engine)
    with writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE assignment SET valid_from = '2018-07-09'")
        write_rule_versions(session, now=BEGINNING)
    return engine


@pytest.mark.parametrize("day", RUBBISH)
@pytest.mark.parametrize("name", ["ngay", "tu_ngay"])
def test_any_day_of_the_address_bar_is_answered_in_words(
    filled: Engine, name: str, day: str
) -> None:
    assert seen(filled, **{name: day}).title[0].value


def test_a_day_before_the_plan_is_the_plan_s_own_day(filled: Engine) -> None:
    app = seen(filled, ngay="0001-01-01")
    assert app.session_state["ngay"] == "2018-07-09"
    assert seen(filled, ngay="9999-12-31").session_state["ngay"] == "2026-12-20"


def test_the_day_to_compare_with_is_never_after_the_day_that_is_seen(filled: Engine) -> None:
    app = seen(filled, ngay="2026-12-10", tu_ngay="2026-12-18")
    assert "Có gì thay đổi từ ngày 10/12/2026" in written(app)


def year_shown(app: AppTest) -> int:
    """The year that the header's own choice stands at."""
    year = app.selectbox(key="choice-nam").value
    assert isinstance(year, int)
    return year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2026-12-20", 2026),  # today: its period ended six days ago
        ("2026-01-10", 2026),
        ("2025-12-20", 2025),  # so did that of this day
        ("2025-06-30", 2025),
        ("2020-06-30", 2025),  # before the first there is
    ],
)
def test_a_past_day_is_seen_in_the_year_it_was_seen_in_then(
    filled: Engine, day: str, year: int
) -> None:
    assert year_shown(seen(filled, ngay=day)) == year


def test_the_year_goes_back_with_the_day_where_none_was_chosen(filled: Engine) -> None:
    app = seen(filled)
    app.date_input(key="choice-ngay").set_value(date(2025, 6, 30)).run()
    assert year_shown(app) == 2025
    app.date_input(key="choice-ngay").set_value(date(2026, 12, 20)).run()
    assert year_shown(app) == 2026


def test_the_year_that_was_asked_for_stays(filled: Engine) -> None:
    assert year_shown(seen(filled, nam="2025")) == 2025


def test_a_period_that_has_not_begun_says_when_it_begins(filled: Engine) -> None:
    app = seen(filled, nam="2026", ngay="2025-06-30")
    assert [title.value.replace("\\", "") for title in app.title] == [
        "Kỳ 2026 bắt đầu ngày 15/12/2025."
    ]
    assert not app.metric
    assert "Đã nhận" in seen(filled, nam="2026", ngay="2025-12-15").title[0].value
