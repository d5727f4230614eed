"""One server for the whole sweep: sample data, sign-in with accounts, somebody of each role."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from tests.sweep.page import Page

KEEPER = Actor("terminal", UserRole.ADMINISTRATOR)
PASSWORD = "con đường 18 bậc"
OWN_UNIT = "SCT"


@dataclass(frozen=True)
class Office:
    """A running server, its database, its log, and the cookie of somebody of each role."""

    address: str
    engine: Engine
    log: Path
    cookies: dict[UserRole, str]

    def page(self, role: UserRole) -> Page:
        """A tab of whoever has `role`."""
        return Page(self.address, self.cookies[role])

    def somebody(self, code: str, role: UserRole) -> str:
        """One more user who is in: the cookie."""
        unit = OWN_UNIT if role == UserRole.UNIT_OFFICER else None
        now = datetime.now(UTC)
        given = add_user(self.engine, Account(code, code, role, unit), actor=KEEPER, now=now)
        return f"phien={set_password(self.engine, code, given, PASSWORD, now=now)}"


@contextmanager
def opened(folder: Path, sample_file: Path) -> Iterator[Office]:
    """An office in `folder`."""
    shutil.copyfile(sample_file, folder / "oversight.db")
    engine = open_database(f"sqlite:///{folder}/oversight.db")
    with served(folder, "--sign-in", "accounts") as address:
        office = Office(address, engine, folder / "log.txt", {})
        for role in UserRole:
            office.cookies[role] = office.somebody(f"some.{role.replace('_', '-')}", role)
        yield office
    engine.dispose()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Office]:
    """The office of the sweep."""
    with opened(tmp_path_factory.mktemp("sweep"), sample_file) as office:
        yield office


@pytest.fixture(scope="module")
def own_office(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Office]:
    """An office that a test may do deeds in."""
    with opened(tmp_path_factory.mktemp("deeds"), sample_file) as office:
        yield office
