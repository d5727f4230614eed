"""One and two pages of the database are overwritten, at rest and while serving: every verb of the
terminal says so, nothing is written, and every screen tells of it with the last proven backup."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy.exc import DBAPIError
from streamlit.testing.v1 import AppTest

import oversight
from actions.backups.backup import back_up
from actions.refusals import Refused
from actions.returns.send_back import SendingBack, send_back
from models import UserRole
from models.database import ADDRESS_VARIABLE, open_database, writing
from models.settings import SAMPLE_DAY, Setting, raise_data_version
from models.soundness import allow_writing, find_stop, find_storage_fault, stop_writing
from pages.app.screens import SCREENS
from pages.components import cache
from server.auth.modes import WAY_VARIABLE, SignInMode
from server.health import check_health
from tests.actions.accounts import OFFICE
from tests.conftest import NOW
from tests.province import CLERK, GOOD, received

PLACES = 40
SEED = 18
UNTRIED = 2
BACKUP = "giam-sat-18-20261220-090000.tar.gz"
BROKEN = ("bị hỏng", "damaged")
# Every verb of the terminal that opens the database, with what one would type after it; not
# `restore`, which ends the damage, and `open-old-backup`, which works on a file alone.
VERBS: dict[str, list[str]] = {
    "init": [],
    "serve": ["--no-browser", "--sign-in", "accounts"],
    "check": ["good.csv"],
    "receive": ["good.csv"],
    "undo": ["1"],
    "nil": ["--unit", "SYT", "--document-no", "1/BC"],
    "send-back": ["1", "--reason", "thiếu"],
    "undo-send-back": ["1"],
    "attach": ["1", "scan.pdf"],
    "detach": ["1"],
    "figures": [],
    "due": [],
    "blank": ["results", "--unit", "SYT", "--out", "blank.xlsx"],
    "slip": ["good.csv", "--out", "slip.xlsx"],
    "backup": ["kept"],
    "recount": [],
    "verify": [],
    "erase": ["DC-00001"],
    "retain": [],
    "letters": [],
    "report": ["--to", "1", "--out", "report"],
    "publish": ["--to", "1", "--document-no", "1/BC"],
    "close": ["--year", "2025"],
    "reopen": ["--year", "2025"],
    "issues": [],
    "reminders": [],
    "open-year": ["--year", "2027"],
    "registers": ["--out", "registers"],
    "extension": ["list"],
    "user": ["list"],
}


class Office:
    """A province with one return and one proven backup, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "oversight.db"

    @property
    def address(self) -> str:
        return f"sqlite:///{self.file}"

    def count_pages(self) -> tuple[int, int]:
        """The size of a page, and how many there are."""
        with sqlite3.connect(self.file) as raw:
            size, count = (
                raw.execute(f"PRAGMA {asked}").fetchone()[0]
                for asked in ("page_size", "page_count")
            )
        return size, count

    def overwrite(self, first: int, count: int, rubbish: bytes) -> None:
        """Write over pages as a failing disk does."""
        size, _ = self.count_pages()
        with self.file.open("r+b") as raw:
            raw.seek(size * first)
            raw.write((rubbish * (size * count // len(rubbish) + 1))[: size * count])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, province_template: Path) -> Path:
    """The folder of the office before anything happened to it."""
    office = Office(tmp_path_factory.mktemp("whole"))
    shutil.copy(province_template, office.file)
    engine = open_database(office.address)
    received(engine, GOOD)
    with writing(engine) as session:
        session.add(Setting(name=SAMPLE_DAY, value="2026-12-20"))  # a trial opens nothing else
    made = back_up(engine, office.folder / "kept", passphrase=None, actor=OFFICE, now=NOW)
    assert made.proven_at is not None
    engine.dispose()
    with sqlite3.connect(office.file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (office.folder / "good.csv").write_bytes(GOOD)
    (office.folder / "scan.pdf").write_bytes(b"%PDF-1.7 scanned")
    return office.folder


@pytest.fixture
def office(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A copy of it, in use."""
    copied = Office(Path(shutil.copytree(whole, tmp_path / "office")))
    monkeypatch.setenv(ADDRESS_VARIABLE, copied.address)
    monkeypatch.setenv(WAY_VARIABLE, SignInMode.TRIAL.value)  # `serve --sign-in` sets another
    monkeypatch.chdir(copied.folder)
    monkeypatch.setattr("cli.base.read_clock", lambda: NOW)
    st.cache_resource.clear()
    yield copied
    engine = open_database(copied.address)
    allow_writing(engine.url)
    engine.dispose()


def draw_places(pages: int) -> list[tuple[int, int, bytes]]:
    """Where, how many pages, with what: from the second page on (the first is the head)."""
    chance = random.Random(SEED)
    kinds = (b"\x00", b"\xff", bytes(chance.randrange(256) for _ in range(4096)))
    return [
        (chance.randrange(1, pages - 2), 1 + number % 2, kinds[number % 3])
        for number in range(PLACES)
    ]


def test_no_verb_works_on_a_damaged_database_or_ends_in_a_traceback(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = office.file.read_bytes()
    _, pages = office.count_pages()
    words = list(VERBS.items())
    for number, (first, count, rubbish) in enumerate(draw_places(pages)):
        office.file.write_bytes(sound)
        office.overwrite(first, count, rubbish)
        damaged = office.file.read_bytes()
        for verb, more in [words[number % len(words)], ("verify", []), ("receive", ["good.csv"])]:
            where = f"page {first}, {count}, {rubbish[:1]!r}: {verb}"
            code = oversight.main([verb, *more])
            said = capsys.readouterr().err
            assert code == UNTRIED, where
            assert BROKEN[0] in said, where
            assert "***" not in said, where  # the heading above what the check found
        assert office.file.read_bytes() == damaged
        allow_writing(open_database(office.address).url)


@pytest.mark.parametrize("language", [0, 1])
def test_every_verb_says_where_the_last_proven_backup_is(
    office: Office, capsys: pytest.CaptureFixture[str], language: int
) -> None:
    _, pages = office.count_pages()
    office.overwrite(pages - 2, 1, b"\xff")
    assert {*VERBS, "restore", "open-old-backup"} == set(oversight.VERBS)
    for verb, more in VERBS.items():
        code = oversight.main([verb, *more, "--lang", ("vi", "en")[language]])
        said = capsys.readouterr().err
        assert code == UNTRIED, verb
        assert BROKEN[language] in said, verb
        assert BACKUP in said, verb


def test_a_damaged_database_is_restored_and_works_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    _, pages = office.count_pages()
    office.overwrite(pages // 2, 2, b"\xff")
    assert oversight.main(["figures"]) == UNTRIED
    (backup,) = (office.folder / "kept").glob("*.tar.gz")
    assert oversight.main(["restore", str(backup)]) == 0
    assert oversight.main(["verify"]) == 0
    assert oversight.main(["receive", "good.csv", "--confirm"]) == 0  # the same again
    assert capsys.readouterr().err.count("bị hỏng") == 1


def show_screen(url_path: str, role: str) -> None:
    """What a test runs: a page of the dashboard."""
    import streamlit as st

    from models.database import get_database_address, open_database
    from pages.app.admission import find_pages

    st.query_params["xem-nhu"] = role
    pages = find_pages(open_database(get_database_address()))
    page = next((page for page in pages if page.url_path == url_path), pages[0])
    page._page()  # as st.navigation would; it runs the default page only, in a test


def draw(url_path: str, role: UserRole) -> AppTest:
    app = AppTest.from_function(show_screen, args=(url_path, role.value), default_timeout=60)
    app.run()
    return app


def read_alarms(app: AppTest) -> str:
    return " ".join(f"{each.proto.title} {each.value}" for each in app.error).replace("\\", "")


def test_while_serving_damage_ends_in_no_traceback_and_stops_all_writing(office: Office) -> None:
    sound = office.file.read_bytes()
    _, pages = office.count_pages()
    doors = [(screen.url_path, role) for screen in SCREENS for role in sorted(screen.roles)[:1]]
    met = 0
    for number, (first, count, rubbish) in enumerate(draw_places(pages)):
        office.file.write_bytes(sound)
        st.cache_resource.clear()
        cache.forget_everything()  # as a server that nobody has asked yet
        engine = open_database(office.address)
        office.overwrite(first, count, rubbish)
        damaged = office.file.read_bytes()
        url_path, role = doors[number % len(doors)]
        app = draw(url_path, UserRole(role))
        assert not app.exception, f"page {first}, {count}, {rubbish[:1]!r}: {url_path}"
        if find_stop(engine.url) is not None:
            met += 1
            assert "chỉ xem, không ghi" in read_alarms(draw(*doors[0]))
            assert check_health(engine).status_code == 503
            with pytest.raises(Refused, match="database_broken"):
                send_back(engine, 1, SendingBack("thiếu"), actor=CLERK, now=NOW)
            assert office.file.read_bytes() == damaged
        allow_writing(engine.url)
        engine.dispose()
    assert met > PLACES / 8  # the others lie where no question of these screens leads


def test_every_screen_says_what_happened_and_where_the_last_proven_backup_is(
    office: Office,
) -> None:
    engine = open_database(office.address)
    stop_writing(engine.url)
    for screen in SCREENS:
        app = draw(screen.url_path, UserRole(sorted(screen.roles)[0]))
        assert not app.exception, screen.name
        assert "chỉ xem, không ghi" in read_alarms(app), screen.name
        assert BACKUP in read_alarms(app), screen.name
    engine.dispose()


def test_a_stopped_database_takes_nothing_from_whoever_asks(office: Office) -> None:
    engine = open_database(office.address)
    stop_writing(engine.url)
    with pytest.raises(DBAPIError) as refused, writing(engine) as session:
        raise_data_version(session)
    assert find_storage_fault(refused.value) == "database_read_only"
    engine.dispose()
