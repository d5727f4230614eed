"""What every test may ask for: an empty migrated database, and a clock.

`engine` is SQLite. `each_engine` is SQLite and PostgreSQL in turn: the tests of models,
actions and migrations ask for it. Where there is no PostgreSQL its turn is skipped, aloud.
"""

import functools
import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL, Engine
from streamlit.components.v2 import manifest_scanner

from actions.catalogue.load import load_catalogue
from actions.permissions import Actor
from models import UserRole
from models.database import open_database
from models.migrations import migrate
from tests import planted, postgresql, sample
from tests.chromium import (  # noqa: F401  # fixtures of pytest-playwright, set anew
    base_url,
    browser_context_args,
    browser_type_launch_args,
    context,
    open_profile,
    profile,
    second_page,
    second_profile,
)

NOW = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)  # 09:00 in Cao Bằng
FOUNDED = datetime(2018, 7, 9, 2, 0, tzinfo=UTC)  # the plan's own day
CATALOGUE = Path(__file__).parents[1] / "catalogue"
ADMINISTRATOR = Actor("quan-tri", UserRole.ADMINISTRATOR)
ENGINES = ("sqlite", "postgresql")
WORKER = "PYTEST_XDIST_WORKER"
AFTER_ALL = ExitStack()

settings.register_profile("house", deadline=None)  # a slow machine is no fault
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """The process that leads remembers the folders; the workers beside it do not. Every
    process writes down what is logged."""
    config.pluginmanager.register(planted, "planted")
    if not hasattr(config, "workerinput"):
        AFTER_ALL.enter_context(postgresql.folders_as_they_were())


def pytest_collection_finish() -> None:
    """What the tests imported stays until they end: to look through it for garbage again and again
    took an eighth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure() -> None:
    """Put the folders back once every worker has ended."""
    AFTER_ALL.close()


@pytest.fixture(scope="session", autouse=True)
def scan_components_once() -> Iterator[None]:
    """Every run of AppTest looks through all installed packages for components, some 0.2 s;
    they do not change while the tests run."""
    scan = manifest_scanner.scan_component_manifests
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(manifest_scanner, "scan_component_manifests", functools.cache(scan))
        yield


@pytest.fixture(scope="session", autouse=True)
def derive_keys_cheaply() -> Iterator[None]:
    """What keeps a password from being guessed costs half a second a try; a digest and an
    encrypted file say their own cost, so a server that a test starts tries these cheaply too."""
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr("actions.accounts.passwords.COST", 4)
        patches.setattr("actions.copies.age.WORK", 10)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty, migrated database, to be copied."""
    file = tmp_path_factory.mktemp("template") / "oversight.db"
    opened = open_database(f"sqlite:///{file}")
    migrate(opened)
    opened.dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """One embedded server for this test process, or a skip that names the platform."""
    absent = postgresql.why_absent()
    if absent:
        pytest.skip(absent)
    with postgresql.served() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_server: URL) -> Iterator[Engine]:
    """The migrated database that the tests of this process share, one after another."""
    opened = open_database(postgresql_server.render_as_string(hide_password=False))
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path) -> Iterator[Engine]:
    """An empty, migrated SQLite database with its data version row."""
    opened = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}")
    yield opened
    opened.dispose()


@pytest.fixture
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies beside a database that is no file (anchors of its journal, erasures) lies in the
    test's own folder: the tests of one process share the database, and its name."""
    monkeypatch.setattr("actions.paths.DEFAULT_FILE", tmp_path / "province" / "oversight.db")
    (tmp_path / "province").mkdir(exist_ok=True)


@pytest.fixture(params=ENGINES)
def each_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty, migrated database of each kind we claim."""
    if request.param == "sqlite":
        yield request.getfixturevalue("engine")
        return
    shared: Engine = request.getfixturevalue("postgresql_engine")
    postgresql.clear(shared)
    request.getfixturevalue("own_files")
    yield shared


@pytest.fixture(scope="session")
def province_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The file of a database that holds the whole catalogue and nothing else, to be copied."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("province")))
    opened = open_database(f"sqlite:///{file}")
    load_catalogue(opened, ADMINISTRATOR, CATALOGUE, now=FOUNDED)
    opened.dispose()
    return file


@pytest.fixture
def province(tmp_path: Path, province_template: Path) -> Iterator[Engine]:
    """The province as the catalogue has it, on SQLite: no return has come yet."""
    folder = tmp_path / "province"
    folder.mkdir()
    opened = open_database(f"sqlite:///{shutil.copy(province_template, folder)}")
    yield opened
    opened.dispose()


@pytest.fixture(params=ENGINES)
def each_province(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """`province` on each kind of database we claim."""
    if request.param == "sqlite":
        yield request.getfixturevalue("province")
        return
    shared: Engine = request.getfixturevalue("postgresql_engine")
    postgresql.clear(shared)
    request.getfixturevalue("own_files")
    load_catalogue(shared, ADMINISTRATOR, CATALOGUE, now=FOUNDED)
    yield shared


@pytest.fixture(scope="session")
def postgresql_province(postgresql_server: URL) -> Iterator[URL]:
    """A database that holds the whole catalogue and nothing else, to be copied."""
    with postgresql.database(postgresql_server) as address:
        opened = open_database(address.render_as_string(hide_password=False))
        migrate(opened)
        load_catalogue(opened, ADMINISTRATOR, CATALOGUE, now=FOUNDED)
        opened.dispose()
        yield address


@pytest.fixture(params=ENGINES)
def own_province(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """`province` on each kind of database, one that nobody shares: it may be backed up, erased
    from, put in another's place. What belongs to it lies in a folder of its own."""
    if request.param == "sqlite":
        yield request.getfixturevalue("province")
        return
    server: URL = request.getfixturevalue("postgresql_server")
    template: URL = request.getfixturevalue("postgresql_province")
    request.getfixturevalue("own_files")
    monkeypatch.setenv("OVERSIGHT_PG_BIN", str(postgresql.programs()))
    with postgresql.database(server, str(template.database)) as address:
        opened = open_database(address.render_as_string(hide_password=False))
        yield opened
        opened.dispose()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, province_template: Path) -> Path:
    """The file of a database filled with sample data, to be copied; the returns it received
    lie beside it in `returns`. Workers of one run share it: the first makes it."""
    own = tmp_path_factory.getbasetemp()
    return sample.shared_file(own.parent if WORKER in os.environ else own, province_template)
