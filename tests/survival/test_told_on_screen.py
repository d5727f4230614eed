"""Who presses while the disk is full or somebody holds the database is told so on the screen;
nothing is kept, what was typed and dropped is still there, and the same press works later."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.backups import backup
from actions.paths import find_backup_folder
from models import UserRole, database
from models.backups import list_backups
from models.database import open_database, reading
from tests.pages import watching
from tests.pages.test_receive_returns import dropped, kept, opened, pressed, said
from tests.province import GOOD

MUCH = GOOD + b",,,,,,,,\n" * 20_000  # blank lines are kept as they came


@pytest.fixture
def hasty(province: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The province, whose writers lose patience soon."""
    st.cache_resource.clear()
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    engine = open_database(str(province.url))
    yield engine
    engine.dispose()


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """Somebody else writes and does not end."""
    holder = sqlite3.connect(str(engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """The database may not grow."""
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count={pages}")
    try:
        yield
    finally:
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA max_page_count=1000000")


@pytest.mark.parametrize(
    ("trouble", "words"), [(held, "đang được chương trình khác giữ"), (full, "Ổ đĩa đã đầy")]
)
def test_a_return_is_not_kept_and_the_clerk_is_told(
    hasty: Engine, *, trouble: object, words: str
) -> None:
    app = dropped(opened(hasty), MUCH)
    before = kept(hasty)
    assert callable(trouble)
    with trouble(hasty):
        pressed(app, "accept-0")
    assert words in " ".join(one.value for one in app.warning).replace("\\", "")
    assert kept(hasty) == before
    pressed(app, "accept-0")  # the file is still there
    assert "Thêm 3 dòng" in said(app)
    assert kept(hasty) != before


def backed_up_by_the_button(engine: Engine) -> AppTest:
    app = watching.opened(engine, "backups", role=UserRole.SECRETARIAT)
    next(one for one in app.button if one.label == "Sao lưu và kiểm chứng").click().run(timeout=60)
    assert not app.exception
    return app


def test_a_backup_onto_a_full_disk_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_asked: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "write_archive", no_room)
        app = backed_up_by_the_button(engine)
    assert "Ổ đĩa đã đầy" in app.warning[0].value
    with reading(engine) as session:
        assert list_backups(session).empty
    assert list(find_backup_folder(engine).iterdir()) == []
    assert backed_up_by_the_button(engine).success
