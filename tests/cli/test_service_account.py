"""Root at the terminal of an office: what it makes among the data is the account's whose data
they are, so that the service can read and write it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.service_account import become_keeper, folder_of_data
from models.database import ADDRESS_VARIABLE, DEFAULT_FILE

if sys.platform == "win32":
    pytest.skip("Windows has no root", allow_module_level=True)

import pwd

HOUSE = Path(__file__).resolve().parents[2]
SERVICE = "nobody"  # an account that every system has
MAKES_A_FILE = """
import os, pathlib, sys
from cli.service_account import become_keeper
become_keeper()
pathlib.Path(sys.argv[1]).write_text("")
print(os.getuid(), os.environ["HOME"])
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another")


@pytest.fixture
def var() -> Iterator[Path]:
    """A folder that the way to is open to everybody, as that of pytest is not."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


def made_in(folder: Path, account: str) -> str:
    """Who owns the file that root's command made in the folder of `account`."""
    shutil.chown(folder, account)
    subprocess.run(
        [sys.executable, "-c", MAKES_A_FILE, str(folder / "made")],
        cwd=HOUSE,
        env={**os.environ, ADDRESS_VARIABLE: f"sqlite:///{folder}/oversight.db"},
        check=True,
        umask=0o022,
    )
    return (folder / "made").owner()


@as_root
@pytest.mark.parametrize("account", [SERVICE, "root"])
def test_what_root_makes_is_the_accounts_whose_data_they_are(var: Path, account: str) -> None:
    assert made_in(var, account) == account


@pytest.mark.parametrize(
    "address", ["no address", "sqlite:////no/such/folder/oversight.db", "sqlite:///{var}/x.db"]
)
def test_nobody_is_become_where_nobody_is_known(
    var: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, address.format(var=var))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: {}[uid])
    monkeypatch.setattr(os, "setuid", pytest.fail)
    become_keeper()


def test_who_is_not_root_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "setuid", pytest.fail)
    become_keeper()


def test_beside_postgresql_it_is_the_folder_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "postgresql+psycopg:///giamsat18")
    assert folder_of_data() == DEFAULT_FILE.parent
