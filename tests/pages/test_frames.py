"""Frames: each question once, none of it again on a rerun, never one role's for another's."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.erasure.erase import erase
from actions.permissions import Actor
from actions.returns.undo import undo
from locales.words import words_in
from models import Setting, Succession, Unit
from models.database import ADDRESS_VARIABLE, writing
from models.erasures import Ground
from models.rule_versions import write_rule_versions
from models.settings import SAMPLE_DAY, raise_data_version
from models.units import find_unit
from models.users import UserRole
from pages.app.screens import SCREENS
from pages.components.frames import load_register
from pages.components.visit import Structure, Visit
from pages.components.visit_from import load_holdings
from tests.pages.asked import Question, forget, questions
from tests.pages.watching import fill, opened
from tests.province import CLERK, GOOD, NOW, TODAY, received

NAMES = [screen.name for screen in SCREENS]
VERSION = "data_version"
ASKED_ANEW = ("receive", "users", "journal", "backups")  # what is there, not a figure of it


ADDRESS = b"code,commune_code,surveyed_on\nDC-1,01273,01/03/2026\n"
EVERY_DOSSIER = "FROM dossier JOIN address"


def build_visit_of(engine: Engine, role: UserRole) -> Visit:
    """The visit that the data, as they stand, give a reader of this role."""
    data = load_holdings(engine)
    return Visit(
        engine=engine,
        actor=Actor("x", role),
        words=words_in("vi"),
        today=TODAY,
        year=2026,
        as_of=TODAY,
        structure=Structure.THEN,
        version=data.version,
        register_version=data.register_version,
        sample=False,
    )


def count_addresses(engine: Engine, role: UserRole) -> int:
    return len(load_register(build_visit_of(engine, role), [2026]).dossiers)


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


def test_what_was_read_for_one_role_serves_every_other(engine: Engine) -> None:
    fill(engine)
    opened(engine, "overview", role=UserRole.SECRETARIAT)
    with questions(engine) as asked:
        opened(engine, "overview", role=UserRole.LEADER)
    assert not [statement for statement, _ in asked if "FROM dossier" in statement]
    assert not [statement for statement, _ in asked if "FROM result" in statement]


def test_addresses_are_read_again_only_where_they_changed(province: Engine) -> None:
    received(province, ADDRESS, name="dia-chi.csv")
    assert count_addresses(province, UserRole.SECRETARIAT) == 1
    with questions(province) as asked:
        results = received(province, GOOD)
        assert count_addresses(province, UserRole.LEADER) == 1
        nil = received(province, GOOD.replace(b",100,12", b",100,13"), name="again.csv")
        assert count_addresses(province, UserRole.SECRETARIAT) == 1
    assert not [statement for statement, _ in asked if EVERY_DOSSIER in statement]
    assert results.batch_id != nil.batch_id
    more = received(province, ADDRESS.replace(b"DC-1", b"DC-2"), name="them.csv")
    assert count_addresses(province, UserRole.LEADER) == 2
    undo(province, more.batch_id, actor=CLERK, now=NOW)
    assert count_addresses(province, UserRole.SECRETARIAT) == 1
    erase(province, "DC-1", Ground.REQUESTED, actor=CLERK, now=NOW)
    assert count_addresses(province, UserRole.SECRETARIAT) == 0


def test_whose_report_stands_is_of_now_though_no_address_changed(province: Engine) -> None:
    received(province, ADDRESS, name="dia-chi.csv")
    assert load_register(build_visit_of(province, UserRole.LEADER), [2026]).returns.empty
    received(province, GOOD)
    assert len(load_register(build_visit_of(province, UserRole.LEADER), [2026]).returns) == 1


def test_a_changed_catalogue_moves_addresses_that_nobody_touched(province: Engine) -> None:
    received(province, ADDRESS, name="dia-chi.csv")
    visit = build_visit_of(province, UserRole.LEADER)
    (before,) = load_register(visit, [2026]).dossiers["commune_id"]
    with writing(province) as session:  # a commune that became part of another
        to_unit, ended = find_unit(session, "01288", visit.today), session.get(Unit, int(before))
        assert to_unit is not None and ended is not None
        ended.valid_to = day = date(2026, 10, 1)
        link = {"from_unit_id": ended.id, "to_unit_id": to_unit.id, "on_day": day}
        session.add(Succession(kind="merge", **link))
        target = to_unit.id
        session.flush()
        write_rule_versions(session, now=NOW)
        raise_data_version(session)
    moved = build_visit_of(province, UserRole.LEADER)
    assert (moved.register_version, moved.version) == (visit.register_version, visit.version + 1)
    assert load_register(moved, [2026]).dossiers["commune_id"].tolist() == [target] != [before]


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
