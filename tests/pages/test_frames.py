"""Frames: each question once, none of it again on a rerun, never one role's for another's."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from models import Setting
from models.database import ADDRESS_VARIABLE, writing
from models.settings import SAMPLE_DAY
from models.users import UserRole
from pages.app.screens import SCREENS
from tests.pages.asked import Question, forget, questions
from tests.pages.watching import fill, opened

NAMES = [screen.name for screen in SCREENS]
VERSION = "data_version"
ASKED_ANEW = ("receive", "users", "journal", "backups")  # what is there, not a figure of it


def role_of(name: str) -> UserRole:
    return min(next(screen for screen in SCREENS if screen.name == name).roles)


def twice(asked: list[Question]) -> list[str]:
    return [statement for (statement, _), times in Counter(asked).items() if times > 1]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_twice_on_a_page(engine: Engine, name: str) -> None:
    fill(engine)
    forget()
    with questions(engine) as asked:
        opened(engine, name, role=role_of(name))
    # the version is asked by the visit that a test makes up
    assert twice([each for each in asked if VERSION not in each[0]]) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ASKED_ANEW])
def test_a_rerun_asks_nothing_but_the_version(engine: Engine, name: str) -> None:
    fill(engine)
    opened(engine, name, role=role_of(name))
    with questions(engine) as asked:
        opened(engine, name, role=role_of(name))
    assert [statement for statement, _ in asked if VERSION not in statement] == []


def test_what_was_counted_for_one_role_is_not_given_to_another(engine: Engine) -> None:
    fill(engine)
    opened(engine, "overview", role=UserRole.SECRETARIAT)
    with questions(engine) as asked:
        opened(engine, "overview", role=UserRole.LEADER)
    assert len(asked) > 1


def test_another_day_is_counted_anew_on_the_same_catalogue(engine: Engine) -> None:
    fill(engine)
    opened(engine, "overview")
    with questions(engine) as asked:
        opened(engine, "overview", as_of=date(2026, 12, 10))
    assert len(asked) > 1
    assert not [statement for statement, _ in asked if "FROM succession" in statement]


@pytest.mark.parametrize("role", ["leader", "unit_officer"])
def test_the_front_door_asks_nothing_twice_either(
    engine: Engine, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine)
    with writing(engine) as session:
        session.add(Setting(name=SAMPLE_DAY, value="2026-12-20"))
    forget()
    monkeypatch.setenv(ADDRESS_VARIABLE, str(engine.url))
    monkeypatch.setattr("dashboard.database", lambda _address: engine)
    app = AppTest.from_function(_dashboard, default_timeout=120)
    app.query_params["xem-nhu"] = role
    with questions(engine) as asked:
        app.run()
    assert not app.exception
    assert twice(asked) == []


def _dashboard() -> None:
    from dashboard import main

    main()
