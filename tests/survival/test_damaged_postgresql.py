"""Pages of a PostgreSQL database are overwritten beneath the server: the start and `verify` say so,
and while serving the first question that meets them stops all writing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

import oversight
from actions.accounts.sign_ins import find_session_actor
from actions.opening import Unavailable, refuse_damage
from models.database import ADDRESS_VARIABLE, open_database, reading, writing
from models.settings import raise_data_version
from models.soundness import allow_writing, find_damage, find_storage_fault, stop_writing
from server.health import check_health
from tests import postgresql
from tests.actions.accounts import LAN, signed_up
from tests.conftest import NOW

PAGE = 8192
OF_EACH = ("unit", "task", "assignment")
BROKEN = ("bị hỏng", "damaged")
Damage = Callable[..., Engine]


@pytest.fixture
def damage(postgresql_server: URL, postgresql_province: URL) -> Iterator[Damage]:
    """Makes a copy of the province in which the first page of a table is rubbish, or whose
    file is lost. The copy is of files, so that the server holds none of its pages in memory."""
    with ExitStack() as copies:

        def copy_and_overwrite(table: str, *, lose: bool = False) -> Engine:
            template = f"{postgresql_province.database} STRATEGY file_copy"
            address = copies.enter_context(postgresql.database(postgresql_server, template))
            engine = open_database(address.render_as_string(hide_password=False))
            copies.callback(allow_writing, engine.url)
            copies.callback(engine.dispose)
            with engine.connect() as connection:
                ask = connection.exec_driver_sql
                folder = ask("SHOW data_directory").scalar_one()
                file = Path(folder, ask(f"SELECT pg_relation_filepath('{table}')").scalar_one())
            if lose:
                file.unlink()
                return engine
            with file.open("r+b") as heap:
                assert heap.read(PAGE), "a table without a page"
                heap.seek(PAGE // 2)
                heap.write(b"\x5a" * 64)
            return engine

        yield copy_and_overwrite


@pytest.mark.parametrize("table", OF_EACH)
def test_at_the_start_a_damaged_page_is_named(damage: Damage, table: str) -> None:
    engine = damage(table)
    assert "invalid page" in str(find_damage(engine))
    with pytest.raises(Unavailable, match="database_damaged"):
        refuse_damage(engine)


def test_a_sound_copy_has_no_damage(postgresql_province: URL) -> None:
    engine = open_database(postgresql_province.render_as_string(hide_password=False))
    assert find_damage(engine) is None
    engine.dispose()


@pytest.mark.parametrize("verb", [["verify"], ["due"], ["backup", "kept"]])
def test_a_verb_says_so_without_a_traceback(
    damage: Damage,
    verb: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    engine = damage("unit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(ADDRESS_VARIABLE, engine.url.render_as_string(hide_password=False))
    assert oversight.main(verb) != 0
    said = "".join(capsys.readouterr())
    assert any(word in said for word in BROKEN) and "Traceback" not in said


def test_while_serving_the_first_question_that_meets_it_stops_all_writing(damage: Damage) -> None:
    engine = damage("assignment")
    with pytest.raises(DBAPIError, match="invalid page"), reading(engine) as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM assignment")
    assert check_health(engine).status_code == 503
    with pytest.raises(DBAPIError) as refused, writing(engine) as session:
        raise_data_version(session)
    assert find_storage_fault(refused.value) == "database_read_only"


def test_who_is_in_stays_in_and_looks_on(damage: Damage) -> None:
    engine = damage("assignment")
    then, later = NOW, NOW + timedelta(minutes=5)
    token = signed_up(engine, LAN, now=then)
    stop_writing(engine.url)
    actor = find_session_actor(engine, token, now=later)
    assert actor is not None and actor.code == "lan"


def test_a_file_of_the_database_that_is_lost_is_damage(damage: Damage) -> None:
    engine = damage("assignment", lose=True)
    assert find_damage(engine) is not None
    with pytest.raises(DBAPIError) as refused, writing(engine) as session:
        raise_data_version(session)
    assert find_storage_fault(refused.value) == "database_read_only"
    assert check_health(engine).status_code == 503


@pytest.fixture
def province_copy(
    postgresql_server: URL, postgresql_province: URL, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A copy of the province with an entry, at the terminal's address."""
    with postgresql.database(postgresql_server, str(postgresql_province.database)) as address:
        engine = open_database(address.render_as_string(hide_password=False))
        signed_up(engine, LAN, now=NOW)
        monkeypatch.setenv(ADDRESS_VARIABLE, address.render_as_string(hide_password=False))
        yield engine
        allow_writing(engine.url)
        engine.dispose()


@pytest.mark.parametrize(
    ("order", "column"),
    [
        ("UPDATE entry SET at = 'infinity'", "at"),
        ("UPDATE entry SET after = '{'", "after"),
        ("UPDATE credential SET digest = 'garbage'", "digest"),
    ],
)
def test_verify_names_a_value_that_cannot_be_read(
    province_copy: Engine, capsys: pytest.CaptureFixture[str], order: str, column: str
) -> None:
    with province_copy.begin() as connection:
        connection.exec_driver_sql(order)
    assert oversight.main(["verify"]) == 1
    assert f"cột {column}" in capsys.readouterr().out


def test_a_moment_that_cannot_be_read_is_damage(
    province_copy: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with province_copy.begin() as connection:
        connection.exec_driver_sql("UPDATE app_user SET disabled_at = 'infinity'")
    assert oversight.main(["user", "list"]) == 2
    said = capsys.readouterr().err
    assert BROKEN[0] in said and "app_user.disabled_at" in said
    assert check_health(province_copy).status_code == 503
