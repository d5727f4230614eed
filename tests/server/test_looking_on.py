"""The disk beneath the database fails while the server serves: nothing is written any more, who was
in stays in, and whoever has the right password comes in and looks."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import time_machine
from sqlalchemy import Engine
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from actions.accounts.accounts import disable_user
from actions.backups.backup import back_up
from actions.opening import find_proven_backup
from actions.refusals import Refused
from actions.returns.send_back import SendingBack, send_back
from models import Entry, SignIn
from models.database import open_database, reading
from models.soundness import allow_writing, find_stop, stop_writing
from server.auth.sign_in_routes import SignInRoutes, list_own_files
from server.auth.throttle import Throttle
from server.health import build_health_route
from server.middleware.authentication import AuthenticationMiddleware
from server.middleware.database_faults import DatabaseFaultMiddleware
from tests.actions.accounts import HOA, LAN, OFFICE, PASSWORD, signed_up
from tests.conftest import NOW
from tests.province import CLERK
from tests.server.conftest import HOME
from tests.server.test_authentication import VISIT, sent
from tests.server.test_second_factor import CODE, give_password, set_up

OPEN_FILES = Path("/proc/self/fd")
BACKUP = re.compile(r"giam-sat-18-\d{8}-\d{6}\.tar\.gz")
TITLES = {
    "database_broken": ("Cơ sở dữ liệu bị hỏng", "The database is damaged"),
    "disk_failing": ("Ổ đĩa của máy chủ bị lỗi", "disk fails"),
}
HEALTH = {"database_broken": "damaged", "disk_failing": "disk_failing"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time, which goes when it is told to."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(province: Engine, clock: time_machine.Traveller, tmp_path: Path) -> Iterator[Engine]:
    """The province with a leader, a secretary, and one proven backup, of which the server knows."""
    assert clock
    for account in (HOA, LAN):
        signed_up(province, account)
    assert back_up(province, tmp_path, passphrase=None, actor=OFFICE, now=NOW).proven_at is not None
    assert find_proven_backup(province) is not None
    yield province
    allow_writing(province.url)


async def reached(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"reached {request.url.path}")


def browse(engine: Engine) -> TestClient:
    program = Starlette(
        routes=[
            build_health_route(engine),
            *SignInRoutes(engine, Throttle()).build_routes(list_own_files(__file__, __file__)),
            Route("/{path:path}", reached),
        ],
        middleware=[
            Middleware(DatabaseFaultMiddleware, engine=engine),
            Middleware(AuthenticationMiddleware, engine=engine),
        ],
    )
    return TestClient(program, base_url=HOME, follow_redirects=False)


def is_in(browser: TestClient) -> bool:
    return browser.get("/co-quan", headers=VISIT).text.startswith("reached")


def break_reading(engine: Engine) -> None:
    """From now on the files this process has of the database give nothing, as those of a disk that
    has gone: each read ends in an error of the system's."""
    file = Path(str(engine.url.database))
    blind = os.open(file, os.O_WRONLY)
    for opened in OPEN_FILES.iterdir():
        if opened.exists() and opened.readlink() == file and int(opened.name) != blind:
            os.dup2(blind, int(opened.name))
    os.close(blind)


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="asks Linux which files are open")
def test_a_disk_that_no_longer_reads_stops_all_writing(office: Engine) -> None:
    office.dispose()
    engine = open_database(str(office.url))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=0")
    break_reading(engine)
    page = browse(engine).get("/dang-nhap?lang=en", headers=VISIT)
    assert page.status_code == 503
    assert '<html lang="en">' in page.text
    assert TITLES["disk_failing"][1] in page.text
    assert BACKUP.search(page.text)
    assert str(Path(str(office.url.database)).parent) not in page.text  # whoever asks is a stranger
    stop = find_stop(engine.url)
    assert stop is not None and stop.code == "disk_failing"
    engine.dispose()
    sound = open_database(
        str(office.url)
    )  # the disk answers again: until a restart it is distrusted
    health = browse(sound).get("/health")
    assert (health.status_code, health.json()["status"]) == (503, "disk_failing")
    with pytest.raises(Refused, match="disk_failing"):
        send_back(sound, 1, SendingBack("thiếu"), actor=CLERK, now=NOW)
    sound.dispose()


@pytest.mark.parametrize("code", TITLES)
def test_a_new_sign_in_looks_and_writes_nothing(
    office: Engine, clock: time_machine.Traveller, code: str
) -> None:
    with reading(office) as session:
        before = len(session.exec(select(Entry)).all()), len(session.exec(select(SignIn)).all())
    stop_writing(office.url, code)
    browser = browse(office)
    page = browser.get("/dang-nhap").text
    assert TITLES[code][0] in page
    assert BACKUP.search(page)
    assert TITLES[code][1] in browser.get("/dang-nhap?lang=en").text
    assert sent(browser, "/dang-nhap", name="hoa", password="sai bét").status_code == 422
    assert not is_in(browser)
    assert give_password(browser, "hoa") == "/"
    assert is_in(browser)
    assert browser.get("/health").json()["status"] == HEALTH[code]
    for _ in range(3):  # looked at now and then, it lasts as any other
        clock.shift(timedelta(minutes=100))
        assert is_in(browser)
    clock.shift(timedelta(minutes=121))
    assert not is_in(browser)
    give_password(browser, "hoa")
    token = browser.cookies["phien"]
    assert sent(browser, "/dang-xuat").status_code == 303
    assert not is_in(browser)
    browser.cookies["phien"] = token
    assert not is_in(browser)
    with reading(office) as session:
        after = len(session.exec(select(Entry)).all()), len(session.exec(select(SignIn)).all())
    assert after == before


def overwrite_table(engine: Engine, name: str) -> None:
    """The first page of a table and of its indexes holds something else."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        found = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage", (name,)
        )
        pages = [int(row[0]) for row in found]
    engine.dispose()
    with Path(str(engine.url.database)).open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * int(size))
            file.write(b"\xff" * int(size))


def test_a_damaged_table_of_sign_ins_keeps_nobody_out_who_was_in(office: Engine) -> None:
    with browse(office) as browser:
        sent(browser, "/dang-nhap", name="lan", password=PASSWORD)
        assert is_in(browser)
        overwrite_table(office, "sign_in")
        answer = browser.get("/dang-nhap", headers=VISIT)
        assert answer.status_code == 200
        sent(browser, "/dang-nhap", name="lan", password=PASSWORD)
        assert is_in(browser)
        assert browser.get("/health").json()["status"] == "damaged"


def test_it_lasts_no_longer_than_a_working_day(
    office: Engine, clock: time_machine.Traveller
) -> None:
    stop_writing(office.url)
    browser = browse(office)
    give_password(browser, "hoa")
    for _ in range(11):
        clock.shift(timedelta(minutes=60))
        assert is_in(browser)
    clock.shift(timedelta(minutes=61))
    assert not is_in(browser)


def test_who_was_in_stays_in_beyond_what_the_database_last_knew_and_may_leave(
    office: Engine, clock: time_machine.Traveller
) -> None:
    browser = browse(office)
    give_password(browser, "hoa")
    stop_writing(office.url)
    for _ in range(3):
        clock.shift(timedelta(minutes=100))
        assert is_in(browser)
    token = browser.cookies["phien"]
    assert sent(browser, "/dang-xuat").status_code == 303
    browser.cookies["phien"] = token
    assert not is_in(browser)


def test_what_was_held_ends_with_the_rights_it_stood_on(
    office: Engine, clock: time_machine.Traveller
) -> None:
    browser, other = browse(office), browse(office)
    give_password(other, "lan")
    stop_writing(office.url)
    give_password(browser, "hoa")
    clock.shift(timedelta(minutes=5))
    assert is_in(browser) and is_in(other)
    allow_writing(office.url)  # as another process, or a disk with room again, may write
    office.dispose()
    assert is_in(browser) and is_in(other)
    disable_user(office, "hoa", actor=OFFICE, now=datetime.now(UTC))
    assert not is_in(browser)
    assert sent(other, "/dang-xuat").status_code == 303
    assert not is_in(other)


def test_a_code_opens_once_though_nobody_writes_it_down(
    office: Engine, clock: time_machine.Traveller
) -> None:
    browser = browse(office)
    give_password(browser, "lan")
    telephone = set_up(browser, old=PASSWORD)
    sent(browser, "/dang-xuat")
    clock.shift(timedelta(minutes=1))
    stop_writing(office.url)
    code = pyotp.TOTP(telephone.secret).now()
    assert give_password(browser, "lan") == CODE
    assert sent(browser, CODE, code="000000").status_code == 422
    recovery = sent(browser, CODE, code=telephone.recovery_codes[0])
    assert recovery.status_code == 422  # it could not be crossed out
    assert TITLES["database_broken"][0] in recovery.text
    assert not is_in(browser)
    assert sent(browser, CODE, code=code).status_code == 303
    assert is_in(browser)
    thief = browse(office)
    give_password(thief, "lan")
    assert sent(thief, CODE, code=code).status_code == 422
    allow_writing(office.url)
    assert sent(thief, CODE, code=code).status_code == 422
    assert not is_in(thief)
    assert sent(thief, CODE, code=telephone.recovery_codes[0]).status_code == 303
    assert is_in(thief)


@pytest.mark.parametrize("path", ["/doi-mat-khau", "/xac-thuc-hai-buoc"])
def test_what_would_be_written_is_refused_in_words(office: Engine, path: str) -> None:
    browser = browse(office)
    give_password(browser, "hoa")
    stop_writing(office.url)
    new = {"new": "bàn ghế đèn sách xa", "again": "bàn ghế đèn sách xa", "code": "000000"}
    answer = sent(browser, path, old=PASSWORD, **new)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert is_in(browser)
