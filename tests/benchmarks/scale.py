"""What the first page after a write costs, by the size of the register: the sample's province, and
the same with every address several times over. Beside it, in the same run, one hand-written SQL
that counts the coverage of two years.

    python -m tests.benchmarks.scale [FACTOR …]      1 10 50 200: 5,000 to 1,000,000 addresses

By the processor time of the script's own thread: what else the machine does is no matter. Needs
some 60 MB of disk for each factor of ten, and a minute for each factor of fifty.
"""

import resource
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from time import thread_time

from sqlalchemy import Engine, text

from actions.catalogue.load import load_catalogue
from actions.counting import count_register
from actions.permissions import Actor
from models import UserRole
from models.database import open_database, reading, writing
from models.migrations import migrate
from models.record import Record
from models.settings import raise_register_version
from pages.app.screens import SCREENS, Screen
from pages.components.visit import Visit
from sample_data.fill import fill, get_recording_moment
from sample_data.province import AS_OF
from tests.benchmarks.screens import _app, visit_of
from tests.house.tracked import HOUSE

FACTORS = (1, 10)
SCREEN_NAMES = ("overview", "addresses", "agencies", "why")
TIMES = 3
MEGABYTE = 1024  # kilobytes, as Linux tells resident memory
FLOOR = text("""
WITH helped AS (
    SELECT DISTINCT address_id FROM support
    WHERE superseded_at IS NULL AND given_on <= :last
      AND (given_on >= :first OR (kind = 'regular' AND (until IS NULL OR until >= :first)))
)
SELECT dossier.commune_id, count(*), sum(CASE WHEN helped.address_id IS NULL THEN 0 ELSE 1 END)
FROM dossier LEFT JOIN helped ON helped.address_id = dossier.address_id
WHERE superseded_at IS NULL AND surveyed_on <= :last
  AND (closed_on IS NULL OR closed_on >= :first)
GROUP BY dossier.commune_id
""")
COPIED = {"address": "code", "dossier": "address_id", "support": "address_id"}


@dataclass(frozen=True)
class FirstPage:
    """The first page of a screen after a write, and of the same count in plain SQL: seconds."""

    screen: str
    seconds: float
    floor: float


def make_sample(folder: Path) -> Engine:
    """A database filled with sample data."""
    engine = open_database(f"sqlite:///{folder / 'oversight.db'}")
    migrate(engine)
    loader = Actor("scale", UserRole.ADMINISTRATOR)
    load_catalogue(engine, loader, HOUSE / "catalogue", now=get_recording_moment(AS_OF))
    fill(engine, folder / "returns", say=lambda _done, _whole, _what: None)
    return engine


def multiply(engine: Engine, factor: int) -> int:
    """Every address `factor` times over, under codes of its own, counted; how many there are."""
    with writing(engine) as session:
        connection = session.connection()
        most = {
            table: connection.execute(text(f"SELECT max(id) FROM {table}")).scalar_one()
            for table in COPIED
        }
        for copy in range(1, factor):
            for table, own in COPIED.items():
                columns = [column.name for column in Record.metadata.tables[table].columns]
                shown = {
                    "id": f"id + {copy * most[table]}",
                    own: f"code || '-{copy}'"
                    if table == "address"
                    else f"address_id + {copy * most['address']}",
                }
                chosen = ", ".join(shown.get(column, f'"{column}"') for column in columns)
                names = ", ".join(f'"{column}"' for column in columns)
                connection.execute(
                    text(
                        f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table}"
                        f" WHERE id <= {most[table]}"
                    )
                )
        addresses = connection.execute(text("SELECT count(*) FROM address")).scalar_one()
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    count_register(engine, now=get_recording_moment(AS_OF))
    return int(addresses)


def measure(engine: Engine, name: str) -> FirstPage:
    """The median of some first pages, each after a write that touched the register."""
    screen = next(screen for screen in SCREENS if screen.name == name)
    spent: list[float] = []
    floors: list[float] = []
    for _ in range(TIMES + 1):  # the first also imports
        with writing(engine) as session:
            raise_register_version(session)
        visit = visit_of(engine, screen)
        with reading(engine) as session:
            versions = session.execute(text("SELECT number, register_number FROM data_version"))
            number, register_number = versions.one()
        seen = replace(visit, version=number, register_version=register_number)
        _app(_time_screen, (screen, seen, spent), {})
        began = thread_time()
        with reading(engine) as session:
            for year in (visit.year - 1, visit.year):
                span = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
                session.execute(FLOOR, span).all()
        floors.append(thread_time() - began)
    return FirstPage(name, median(spent[1:]), median(floors[1:]))


def _time_screen(screen: "Screen", visit: "Visit", spent: list[float]) -> None:
    from time import thread_time

    from pages.app.header import show_header
    from pages.app.screens import show_screen

    began = thread_time()
    show_header(visit)
    show_screen(screen, visit)
    spent.append(thread_time() - began)


def print_figures(factors: Sequence[int]) -> None:
    """Print a table for each factor."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_sample(Path(folder))
        made.dispose()
        for factor in factors:
            copy = Path(folder) / f"times-{factor}.db"
            engine = open_database(f"sqlite:///{shutil.copy(Path(folder) / 'oversight.db', copy)}")
            addresses = multiply(engine, factor)
            print(f"{addresses:,} addresses")
            for name in SCREEN_NAMES:
                page = measure(engine, name)
                ratio = page.seconds / page.floor
                print(
                    f"  {name:10} {page.seconds:6.2f} s   SQL {page.floor:6.2f} s   × {ratio:.1f}"
                )
            resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
            print(f"  most memory so far: {resident} MB")
            engine.dispose()
            copy.unlink()


if __name__ == "__main__":
    print_figures([int(word) for word in sys.argv[1:]] or FACTORS)
