"""One server of each kind for all journeys, one browser, and a database prepared beforehand.

`trial` is the program as `python run.py` starts it: sample data, no sign-in, one chooses whom
to be (`?xem-nhu=secretariat`). `office` is the program with sign-in over the same data; PEOPLE
are in it and `sign_in` brings one of them in. Both stand on 20/12/2026, the sample's day, and
each test finds the database as the first one did.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.accounts.accounts import Account, add_user
from actions.accounts.sign_ins import set_password
from actions.permissions import Actor
from models import UserRole
from models.database import open_database
from tests.browser.conftest import served
from tests.journeys.desk import PASSWORD, Desk
from tests.journeys.near import NearDesk

KEEPER = Actor("terminal", UserRole.ADMINISTRATOR)
PEOPLE = {  # sign-in name: full name, role, unit
    "van.thu": ("Nông Thị Lan", UserRole.SECRETARIAT, None),
    "lanh.dao": ("Hoàng Văn Bình", UserRole.LEADER, None),
    "giam.sat": ("Lý Thị Hoa", UserRole.SUPERVISOR, None),
    "quan.tri": ("Đàm Minh Tuấn", UserRole.ADMINISTRATOR, None),
    "can.bo.sct": ("Bế Thu Hằng", UserRole.UNIT_OFFICER, "SCT"),
    "can.bo.syt": ("Mã Văn Sơn", UserRole.UNIT_OFFICER, "SYT"),
}


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Path:
    """The sample database with PEOPLE in it, each with a password."""
    file = Path(shutil.copyfile(sample_file, tmp_path_factory.mktemp("people") / "oversight.db"))
    engine = open_database(f"sqlite:///{file}")
    for name, (full_name, role, unit) in PEOPLE.items():
        add_person(engine, Account(name, full_name, role, unit))
    engine.dispose()
    return file


def add_person(engine: Engine, account: Account) -> None:
    """Add a user who has already chosen PASSWORD. Its digest says a low cost of its own: to try
    it at each sign-in takes no half second. Real ones are tried in `tests/browser`."""
    now = datetime.now(UTC)
    code = add_user(engine, account, actor=KEEPER, now=now)
    set_password(engine, account.code, code, PASSWORD, now=now)


@contextmanager
def open_desk(folder: Path, stock: Path, *words: str, **environment: str) -> Iterator[Desk]:
    """Serve a copy of `stock` from `folder`, with these words and this environment."""
    shutil.copyfile(stock, folder / "oversight.db")
    engine = open_database(f"sqlite:///{folder}/oversight.db")
    with served(folder, *words, port=None, **environment) as address:
        yield NearDesk(address, folder, engine, stock)
    engine.dispose()


@pytest.fixture(scope="session")
def trial_desk(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Desk]:
    """The one trial server of this process."""
    folder = tmp_path_factory.mktemp("trial")
    shutil.copytree(sample_file.parent / "returns", folder / "returns")
    with open_desk(folder, sample_file) as desk:
        yield desk


@pytest.fixture(scope="session")
def office_desk(tmp_path_factory: pytest.TempPathFactory, office_file: Path) -> Iterator[Desk]:
    """The one server with sign-in of this process."""
    folder = tmp_path_factory.mktemp("office")
    with open_desk(folder, office_file, "--sign-in", "accounts") as desk:
        yield desk


@pytest.fixture
def trial(trial_desk: Desk) -> Desk:
    """The trial server, its database as every journey finds it."""
    trial_desk.restock()
    return trial_desk


@pytest.fixture
def office(office_desk: Desk) -> Desk:
    """The server with sign-in, its database as every journey finds it."""
    office_desk.restock()
    return office_desk


@pytest.fixture
def to_try(trial: Desk) -> Path:
    """The files that a newcomer is given to upload."""
    return trial.folder / "returns" / "to-try"
