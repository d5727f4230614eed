"""The database's file is moved away, removed or replaced while it is served: nothing is written any
more, every page says so, and no new file is made in its place."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from actions.accounts.sign_ins import find_user_with_password
from actions.backups.orders import order_restore
from actions.refusals import Refused
from actions.returns.send_back import SendingBack, send_back
from models.database import ADDRESS_VARIABLE, database_at, open_database
from models.served_files import forget_file, watch_file
from models.soundness import allow_writing
from tests.actions.accounts import LAN, PASSWORD, signed_up
from tests.conftest import ADMINISTRATOR, NOW
from tests.province import CLERK
from tests.server.test_authentication import VISIT, sent
from tests.server.test_looking_on import browse, is_in

HOUSE = Path(__file__).resolve().parents[2]
NEW = {"new": "một mật khẩu khác", "again": "một mật khẩu khác"}
ASIDE = "elsewhere.db"


def move(file: Path) -> None:
    file.rename(file.with_name(ASIDE))


def replace_with_copy(file: Path) -> None:
    move(file)
    shutil.copy(file.with_name(ASIDE), file)


def replace_with_other(file: Path) -> None:
    move(file)
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("CREATE TABLE song (name TEXT)")


WAYS = (move, replace_with_copy, replace_with_other)


@pytest.fixture
def served(province: Engine) -> Iterator[Engine]:
    """The province, served, with a secretary who has a password."""
    signed_up(province, LAN)
    province.dispose()  # its log is in the file
    engine = open_database(str(province.url))
    watch_file(engine.url)
    yield engine
    engine.dispose()
    forget_file(engine.url)
    allow_writing(engine.url)


def file_of(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def list_content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def come_in(engine: Engine) -> TestClient:
    browser = browse(engine)
    assert sent(browser, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    assert is_in(browser)
    return browser


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_written_and_every_page_says_so(
    served: Engine, way: Callable[[Path], None]
) -> None:
    browser, file = come_in(served), file_of(served)
    before = find_user_with_password(served, "lan")
    way(file)
    found = list_content(file)
    changed = sent(browser, "/doi-mat-khau", old=PASSWORD, **NEW)
    assert changed.status_code in (422, 503)
    assert "không còn ở chỗ cũ" in changed.text
    served.dispose()  # from now on each connection is a new one
    for path, language in (("/dang-nhap", "vi"), ("/dang-nhap?lang=en", "en"), ("/co-quan", "vi")):
        page = browser.get(path, headers=VISIT)
        assert page.status_code == 503
        sentence = {"vi": "không còn ở chỗ cũ", "en": "no longer in its place"}[language]
        assert sentence in page.text, path
        assert str(file) not in page.text
    assert browser.get("/health").json()["status"] == "moved"
    assert list_content(file) == found
    with database_at(served.url.set(database=str(file.with_name(ASIDE)))) as aside:
        assert find_user_with_password(aside, "lan") == before


@pytest.mark.parametrize("way", WAYS)
def test_health_alone_notices(served: Engine, way: Callable[[Path], None]) -> None:
    browser = browse(served)
    assert browser.get("/health").json()["status"] == "ok"
    way(file_of(served))
    found = list_content(file_of(served))
    answer = browser.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "moved")
    assert list_content(file_of(served)) == found


def test_a_removed_file_is_not_made_anew_by_another_engine(served: Engine) -> None:
    file_of(served).unlink()
    for _ in "12":
        with database_at(served.url) as engine:
            assert browse(engine).get("/health").json()["status"] == "moved"
    assert not file_of(served).exists()


def test_no_deed_is_done_and_no_restore_ordered(served: Engine) -> None:
    with served.connect():
        move(file_of(served))
    with pytest.raises(Refused, match="database_moved"):
        send_back(served, 1, SendingBack("thiếu"), actor=CLERK, now=NOW)
    with pytest.raises(Refused, match="database_moved"):
        order_restore(served, "a.tar.gz", passphrase=None, actor=ADMINISTRATOR, now=NOW)


@pytest.fixture
def address(province: Engine) -> Iterator[str]:
    """Where the program itself serves the province."""
    signed_up(province, LAN)
    province.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["serve", "--port", str(port), "--no-browser", "--sign-in", "accounts"]
    environment = {**os.environ, ADDRESS_VARIABLE: str(province.url)}
    with (HOUSE / "var" / f"moved-{port}.log").open("w+b") as log:
        serving = subprocess.Popen(
            [sys.executable, "oversight.py", *words],
            cwd=HOUSE,
            env=environment,
            stdout=log,
            stderr=log,
        )
        place = f"http://127.0.0.1:{port}"
        try:
            while fetch(f"{place}/health")[0] != 200:
                assert serving.poll() is None
                time.sleep(0.2)
            yield place
        finally:
            serving.terminate()
            serving.wait(30)
    Path(log.name).unlink()


def fetch(address: str) -> tuple[int, str]:
    """The status and the text of a page; 0 where nobody answers."""
    asked = urllib.request.Request(address, headers=VISIT)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


def test_the_program_makes_no_new_file_where_it_serves(province: Engine, address: str) -> None:
    assert fetch(f"{address}/dang-nhap")[0] == 200
    move(file_of(province))
    assert '"moved"' in fetch(f"{address}/health")[1]
    for _ in "12":
        assert "không còn ở chỗ cũ" in fetch(f"{address}/dang-nhap")[1]
    assert not file_of(province).exists()
