"""Killed at any moment of a backup, a restore, an erasure, the end of a time of keeping or the
making of a database: after the next start it is done or not done, the database is sound, and no
copy of it lies open that was not meant to stay."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.backups.orders import settle
from actions.backups.restore import restore
from actions.catalogue.load import load_catalogue
from actions.copies.copies_left import find_copies, find_encrypted_copies
from actions.copies.proof import find_backup_fault
from actions.copies.scratch import BACKUP, EXAMINE, RESTORE, sweep
from actions.erasure.erase import erase
from actions.erasure.retain import retain
from actions.opening import make_database, prepare_fresh_file
from actions.settings import set_value
from actions.verify import verify
from cli.start import CATALOGUE
from models import Address, Ground
from models.choices import COPIES_KEPT
from models.database import database_at, open_database, reading
from models.migrations import migrate
from tests.actions.accounts import OFFICE
from tests.actions.keeping import PASSPHRASE, backed_up, register
from tests.actions.test_restore import theme
from tests.province import CLERK, NOW

KILLS, SEED = 10, 18
MUCH_LATER = NOW + timedelta(days=COPIES_KEPT.usual + 366 * 10)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture
def prepared(province: Engine, tmp_path: Path) -> Path:
    """A folder with an office's database, a backup of before, and the open copy that a restore
    without a passphrase left."""
    register(province)
    set_value(province, "theme", "then", actor=CLERK, now=NOW)
    folder = Path(str(province.url.database)).parent
    plain = backed_up(province, tmp_path / "plain")
    backed_up(province, folder / "kept", passphrase=PASSPHRASE)
    province.dispose()
    restore(str(province.url), Path(plain.place), passphrase=None, actor=OFFICE, now=NOW)
    set_value(province, "theme", "now", actor=CLERK, now=NOW)
    province.dispose()
    return folder


def draw_moments() -> list[float]:
    """Where in its life each process is killed, as a share of it and a little beyond: one moment in
    each of as many equal parts, so that few kills meet every stage of the work."""
    chance = random.Random(SEED)
    return [1.1 * (part + chance.random()) / KILLS for part in range(KILLS)]


def live(act: Callable[[], object], *, seconds: float | None) -> float:
    """Let a process do `act`, killed after so many seconds if any are said; how long it lived."""
    began, child = time.monotonic(), os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - began


def kill_again_and_again(
    folder: Path, prepared: Path, act: Callable[[str], object], check: Callable[[Engine], bool]
) -> None:
    """Do `act` to a copy of what was prepared, killed each time at another moment; `check` what the
    next start finds, and tell whether it was done. Both are met: done and not done."""
    lifetime, done = 0.0, []
    for number, moment in enumerate([None, *draw_moments()]):
        place = folder / f"round-{number}"
        shutil.copytree(prepared, place)
        address = f"sqlite:///{place}/oversight.db"
        seconds = None if moment is None else moment * lifetime
        lived = live(partial(act, address), seconds=seconds)
        lifetime = lifetime or lived
        settle(address)
        engine = open_database(address)
        sweep(engine.url, place / "kept")
        left = [one.name for one in place.rglob("*") if one.name.endswith(".part")]
        left += [
            one.name for one in place.iterdir() if one.name.startswith((RESTORE, BACKUP, EXAMINE))
        ]
        assert left == []
        assert verify(engine).sound
        done.append(check(engine))
        engine.dispose()
        shutil.rmtree(place)
    assert done[0] and not all(done)


def has_address(engine: Engine) -> bool:
    with reading(engine) as session:
        return session.exec(select(Address.id).where(Address.code == "DC-002")).first() is not None


def test_a_backup(prepared: Path, tmp_path: Path) -> None:
    def act(address: str) -> None:
        engine = open_database(address)
        backed_up(engine, Path(str(engine.url.database)).parent / "kept")

    def check(engine: Engine) -> bool:
        files = sorted((Path(str(engine.url.database)).parent / "kept").glob("*.tar.gz"))
        assert all(find_backup_fault(file, engine.url, passphrase=None) is None for file in files)
        return bool(files)

    kill_again_and_again(tmp_path, prepared, act, check)


def test_a_restore_leaves_nothing_open(prepared: Path, tmp_path: Path) -> None:
    """The one copy that lies open was left by a restore of before, without a passphrase."""
    before = len(find_copies(open_database(f"sqlite:///{prepared}/oversight.db").url))

    def act(address: str) -> None:
        engine = open_database(address)
        (source,) = (Path(str(engine.url.database)).parent / "kept").glob("*.age")
        restore(address, source, passphrase=PASSPHRASE, actor=OFFICE, now=NOW + timedelta(days=1))

    def check(engine: Engine) -> bool:
        assert len(find_copies(engine.url)) == before
        is_done = theme(engine) == "then"
        assert is_done or theme(engine) == "now"
        assert find_encrypted_copies(engine.url) or not is_done
        return is_done

    kill_again_and_again(tmp_path, prepared, act, check)


def test_an_erasure(prepared: Path, tmp_path: Path) -> None:
    def act(address: str) -> None:
        erase(open_database(address), "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)

    def check(engine: Engine) -> bool:
        is_done = not has_address(engine)
        (copy,) = find_copies(engine.url)
        with database_at(copy) as left:
            assert not (is_done and has_address(left))
        return is_done

    kill_again_and_again(tmp_path, prepared, act, check)


def test_the_end_of_a_time_of_keeping(prepared: Path, tmp_path: Path) -> None:
    def act(address: str) -> None:
        retain(open_database(address), actor=CLERK, now=MUCH_LATER)

    def check(engine: Engine) -> bool:
        retained = retain(engine, actor=CLERK, now=MUCH_LATER)
        assert find_copies(engine.url) == []
        return retained.files == 0

    kill_again_and_again(tmp_path, prepared, act, check)


def test_the_making_of_a_database(tmp_path: Path) -> None:
    def act(address: str) -> None:
        with prepare_fresh_file(address) as fresh, make_database(fresh) as engine:
            migrate(engine)
            load_catalogue(engine, CLERK, CATALOGUE, now=NOW)

    lifetime = 0.0
    for number, moment in enumerate([None, *draw_moments()]):
        place = tmp_path / f"round-{number}"
        place.mkdir()
        address = f"sqlite:///{place}/oversight.db"
        seconds = None if moment is None else moment * lifetime
        lived = live(partial(act, address), seconds=seconds)
        lifetime = lifetime or lived
        file = place / "oversight.db"
        if not file.exists():
            act(address)
        engine = open_database(address)
        assert verify(engine).sound
        assert verify(engine).rows["unit"] > 0
        engine.dispose()
        assert [one.name for one in place.iterdir() if "unfinished" in one.name] == []
