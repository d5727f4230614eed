"""A database that is not there, not ours, of another version, held or only to be read: each verb
says which of these it is, in both languages, and changes nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

import oversight
from models.database import ADDRESS_VARIABLE, PRAGMAS
from server.auth.modes import WAY_VARIABLE
from tests.province import GOOD

UNTRIED = 2
VERBS = (["figures"], ["receive", "good.csv"], ["verify"], ["user", "list"], ["backup", "kept"])
WITH_SIGN_IN = ["serve", "--no-browser", "--sign-in", "accounts"]


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a return, and the file of the province's database, closed."""
    province.dispose()
    file = Path(str(province.url.database))
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{file}")
    monkeypatch.setenv(WAY_VARIABLE, "trial")  # `serve --sign-in` sets another
    monkeypatch.setattr("models.database.PATIENCE_SECONDS", 0.2)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_bytes(GOOD)
    return file


def gone(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def ask_sqlite(file: Path, order: str) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(order)


def foreign(file: Path) -> None:
    file.unlink()
    ask_sqlite(file, "CREATE TABLE song (name TEXT)")


def foreign_of_alembic(file: Path, revision: str) -> None:
    file.unlink()
    ask_sqlite(file, "CREATE TABLE unit (a TEXT)")
    ask_sqlite(file, "CREATE TABLE alembic_version (version_num TEXT)")
    ask_sqlite(file, f"INSERT INTO alembic_version VALUES ('{revision}')")


def foreign_of_our_number(file: Path) -> None:
    foreign_of_alembic(file, "0001")


def foreign_of_another_number(file: Path) -> None:
    foreign_of_alembic(file, "0099")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def no_database(file: Path) -> None:
    file.write_text("danh sách bài hát\n" * 1000)


def newer(file: Path) -> None:
    ask_sqlite(file, "UPDATE alembic_version SET version_num = '9999'")


def older(file: Path) -> None:
    ask_sqlite(file, "UPDATE alembic_version SET version_num = '0001'")


STATES: dict[Callable[[Path], None], tuple[str, str]] = {
    gone: ("Không có cơ sở dữ liệu", "There is no database"),
    empty: ("Không có cơ sở dữ liệu", "There is no database"),
    foreign: ("chương trình khác", "another program's"),
    foreign_of_our_number: ("chương trình khác", "another program's"),
    foreign_of_another_number: ("chương trình khác", "another program's"),
    folder: ("là thư mục", "is a folder"),
    no_database: ("bị hỏng", "damaged"),
    newer: ("phiên bản mới hơn", "newer version"),
    older: ("Hãy chạy “init” để nâng cấp", "run “init” to bring it up to date"),
}


def content_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_each_verb_says_which_it_is_and_changes_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str], state: Callable[[Path], None]
) -> None:
    state(desk)
    before = content_of(desk)
    for words in VERBS:
        for language, said in zip(("vi", "en"), STATES[state], strict=True):
            assert oversight.main([*words, "--lang", language]) == UNTRIED, words
            assert said in capsys.readouterr().err, words
    assert content_of(desk) == before


@pytest.mark.parametrize("state", [one for one in STATES if one is not older])
def test_no_office_is_opened_by_mistake(
    desk: Path, capsys: pytest.CaptureFixture[str], state: Callable[[Path], None]
) -> None:
    state(desk)
    before = content_of(desk)
    assert oversight.main(WITH_SIGN_IN) == UNTRIED
    assert STATES[state][0] in capsys.readouterr().err
    assert content_of(desk) == before


@pytest.mark.parametrize("state", [one for one in STATES if one not in (gone, empty, older)])
def test_init_leaves_alone_what_is_not_its_own(
    desk: Path, capsys: pytest.CaptureFixture[str], state: Callable[[Path], None]
) -> None:
    state(desk)
    before = content_of(desk)
    assert oversight.main(["init"]) == UNTRIED
    assert STATES[state][0] in capsys.readouterr().err
    assert content_of(desk) == before


@pytest.mark.parametrize("state", [gone, empty])
def test_init_makes_one(desk: Path, state: Callable[[Path], None]) -> None:
    state(desk)
    assert oversight.main(["init"]) == 0
    assert oversight.main(["receive", "good.csv", "--received-on", "20/12/2026"]) == 0


@pytest.mark.parametrize("state", [foreign_of_our_number, foreign_of_another_number])
def test_no_trial_is_made_of_another_programs(
    desk: Path, capsys: pytest.CaptureFixture[str], state: Callable[[Path], None]
) -> None:
    state(desk)
    before = content_of(desk)
    for words in (["init", "--sample"], ["serve", "--no-browser"]):
        assert oversight.main(words) == UNTRIED, words
        assert "chương trình khác" in capsys.readouterr().err, words
    assert content_of(desk) == before


def test_rubbish_for_a_journal_beside_it_is_passed_over(desk: Path) -> None:
    desk.with_name(f"{desk.name}-journal").write_bytes(b"\x7frubbish" * 1000)
    for words in (["figures", "--year", "2025"], ["verify"]):
        assert oversight.main(words) == 0, words


@contextmanager
def held(file: Path) -> Iterator[None]:
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.close()


def test_one_that_is_held_is_told_for_held(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(desk):
        for words in VERBS:
            assert oversight.main(words) == UNTRIED, words
            assert "đang được chương trình khác giữ" in capsys.readouterr().err, words
    assert oversight.main(["figures", "--year", "2025"]) == 0


@pytest.mark.usefixtures("desk")
def test_one_that_is_only_to_be_read_still_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("models.database.PRAGMAS", (*PRAGMAS, "query_only=ON"))
    assert oversight.main(["figures", "--year", "2025"]) == 0
    assert oversight.main(["receive", "good.csv", "--received-on", "20/12/2026"]) != 0
    assert "chỉ cho đọc" in capsys.readouterr().err


def test_a_folder_that_is_not_there(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{desk.parent}/no/such/oversight.db")
    assert oversight.main(["figures"]) == UNTRIED
    assert "/no/such/oversight.db" in capsys.readouterr().err
    assert not (desk.parent / "no").exists()
