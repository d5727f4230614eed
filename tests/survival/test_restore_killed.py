"""A server killed at any moment of a restore that was ordered on the screen, or the terminal at
any moment of its own: whole or not at all, told after the next start, and nothing of the copy
left lying open."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.accounts.accounts import add_user, disable_user
from actions.backups.orders import (
    BROKEN_OFF,
    RestoreOrder,
    announce,
    find_outcome,
    order_restore,
    settle,
)
from actions.copies.scratch import RESTORE
from actions.paths import find_backup_folder
from actions.settings import set_value
from actions.verify import verify
from cli.backups import PASSPHRASE as SECRET
from models.database import ADDRESS_VARIABLE, reading
from models.users import find_user_by_code
from server.restart_for_restore import ORDERED
from tests.actions.accounts import LAN, MINH, OFFICE
from tests.actions.keeping import PASSPHRASE, backed_up
from tests.actions.test_restore import theme
from tests.house.tracked import HOUSE
from tests.province import CLERK, NOW

AFTER = (0.0, 0.1, 0.2, 0.4, 0.8)  # seconds; the first is in the middle of it for sure
PATIENCE_SECONDS = 60


@pytest.fixture
def ordered(province: Engine) -> RestoreOrder:
    """An order to go back to what the office said `then`."""
    add_user(province, MINH, actor=OFFICE, now=NOW)
    add_user(province, LAN, actor=OFFICE, now=NOW)
    set_value(province, "theme", "then", actor=CLERK, now=NOW)
    made = backed_up(province, find_backup_folder(province), passphrase=PASSPHRASE)
    set_value(province, "theme", "now", actor=CLERK, now=NOW)
    disable_user(province, "lan", actor=OFFICE, now=NOW)
    name = Path(made.place).name
    return order_restore(province, name, passphrase=PASSPHRASE, actor=OFFICE, now=NOW)


def is_disabled(engine: Engine, code: str) -> bool:
    with reading(engine) as session:
        user = find_user_by_code(session, code)
    return user is not None and user.disabled_at is not None


def killed(folder: Path, order: RestoreOrder, after: float) -> None:
    """A server begun to carry `order` out, killed so many seconds after it set to work."""
    words = ["serve", "--no-browser", "--sign-in", "accounts", "--port", "0"]
    address = {ADDRESS_VARIABLE: f"sqlite:///{folder}/oversight.db", ORDERED: "1"}
    killed_at_work(folder, words, address, told=order.pack(), after=after)


def killed_at_work(
    folder: Path, words: list[str], environment: dict[str, str], *, told: bytes, after: float
) -> None:
    """The back door told `words`, killed so many seconds after it set to work on a restore."""
    server = subprocess.Popen(
        [sys.executable, str(HOUSE / "oversight.py"), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    assert server.stdin is not None
    with server.stdin as pipe:
        pipe.write(told)
    until = time.monotonic() + PATIENCE_SECONDS
    while not list(folder.glob(f"{RESTORE}*")) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(after)
    server.kill()
    server.wait(timeout=30)


def test_whole_or_not_at_all(province: Engine, ordered: RestoreOrder) -> None:
    folder = Path(str(province.url.database)).parent
    address, found = str(province.url), []
    for after in AFTER:
        announce(province, ordered)
        province.dispose()
        killed(folder, ordered, after)
        settle(address)
        told = find_outcome(province.url)
        found.append(told.state if told is not None else "done")
        assert verify(province).sound
        assert is_disabled(province, "lan")
        assert theme(province) == {"done": "then", BROKEN_OFF: "now"}[found[-1]]
        assert list(folder.glob(f"{RESTORE}*")) == []
        standing = folder / "oversight.db"
        assert standing.stat().st_nlink == 1
        if told is None:
            break
    assert found[0] == BROKEN_OFF


def test_the_terminal_too(province: Engine, ordered: RestoreOrder) -> None:
    folder, found = Path(str(province.url.database)).parent, []
    told = {ADDRESS_VARIABLE: str(province.url), SECRET: PASSPHRASE}
    for after in AFTER:
        province.dispose()
        killed_at_work(folder, ["restore", ordered.source], told, told=b"", after=after)
        found.append(list(folder.glob(f"{RESTORE}*")) != [])
        settle(str(province.url))  # as the next start does
        assert list(folder.glob(f"{RESTORE}*")) == []
        assert verify(province).sound
        assert is_disabled(province, "lan")
        assert (folder / "oversight.db").stat().st_nlink == 1
        if theme(province) == "then":
            break
        assert theme(province) == "now"
    assert found[0]
