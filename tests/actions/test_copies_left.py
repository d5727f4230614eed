"""The database that a restore leaves: an erasure reaches it, it is its owner's alone, and it ends
after so many days."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.copies_left import find_copies
from actions.erase import erase
from actions.restore import restore
from actions.retain import retain
from actions.settings import set_number
from models import Address, Ground
from models.choices import COPIES_KEPT
from models.database import open_database, reading
from tests.actions.accounts import OFFICE
from tests.actions.keeping import backed_up, register
from tests.province import CLERK, NOW


@pytest.fixture
def restored(own_province: Engine, tmp_path: Path) -> Engine:
    """An office with a register, restored: the one before lies beside it."""
    register(own_province)
    made = backed_up(own_province, tmp_path / "backups")
    own_province.dispose()
    address = own_province.url.render_as_string(hide_password=False)
    assert restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=NOW).kept
    return own_province


def codes_in(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(Address.code)))


def test_an_erasure_reaches_the_database_that_was_left(restored: Engine) -> None:
    (copy,) = find_copies(restored.url)
    left = open_database(copy.render_as_string(hide_password=False))
    assert "DC-002" in codes_in(left)
    left.dispose()
    assert erase(restored, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW).copies == 1
    assert codes_in(left) == codes_in(restored) == ["DC-001", "DC-0021"]
    left.dispose()
    if copy.get_backend_name() == "sqlite":
        for file in Path(str(copy.database)).parent.glob("*before*"):
            assert b"DC-002," not in file.read_bytes(), file


def test_one_that_cannot_be_read_goes_whole(restored: Engine) -> None:
    (copy,) = find_copies(restored.url)
    left = open_database(copy.render_as_string(hide_password=False))
    with left.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    left.dispose()
    assert erase(restored, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW).copies == 1
    assert find_copies(restored.url) == []


def test_it_ends_after_the_days_that_the_settings_state(restored: Engine) -> None:
    set_number(restored, COPIES_KEPT, 10, actor=CLERK, now=NOW)
    assert retain(restored, actor=CLERK, now=NOW + timedelta(days=10)).copies == 0
    assert retain(restored, actor=CLERK, now=NOW + timedelta(days=11)).copies == 1
    assert find_copies(restored.url) == []


@pytest.mark.parametrize("own_province", ["sqlite"], indirect=True)
def test_nobody_else_may_read_it(restored: Engine) -> None:
    (copy,) = find_copies(restored.url)
    assert stat.S_IMODE(Path(str(copy.database)).stat().st_mode) == 0o600


@pytest.mark.parametrize("own_province", ["sqlite"], indirect=True)
def test_another_database_beside_is_nobodys_copy(restored: Engine) -> None:
    standing = Path(str(restored.url.database))
    (standing.parent / "other-before-20261220-090000.db").write_bytes(b"x")
    assert len(find_copies(restored.url)) == 1
