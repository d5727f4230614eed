"""References: what a file is read against. Handed in as frames; intake asks no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from intake.checks.units import UnitBook
from intake.reading.baselines import BaselineValue
from intake.text.normalisation import normalise_text

Key = tuple[str, ...]  # the form, and what a row of it is about
NAMES_OF_A_TASK = ["title_vi", "title_en", "task_code"]


@dataclass(frozen=True)
class Elsewhere:
    """What another file or sheet says of the same thing: its name, the row, the value of each
    field that is filled in; `batch` is its number where it was received before this upload, and
    `is_counted` says that this very file was received, so that its figures are among them."""

    name: str
    row: int
    values: Mapping[str, BaselineValue]
    batch: int | None = None
    is_counted: bool = False

    @property
    def label(self) -> str:
        """What it is called beside others: its name, or the number that it was received under."""
        return self.name or f"#{self.batch}"


@dataclass(frozen=True)
class Limits:
    """What the office asks about: a row's amount in đồng, its quantity, and how many times more or
    less than is usual among units of the same kind."""

    amount: int = 100 * 10**9
    quantity: int = 10**6
    times: int = 20


@dataclass(frozen=True)
class References:
    """The register as it stands when a file is examined.

    Frames have the columns of the questions in models: `units` (units_known), `successions`,
    `aliases`, `periods`, `tasks`, `assignments` (year, assignment_id, task_id, unit_id: what falls
    due in the file's years), `addresses` (address_id, code). `stored` holds the current rows of
    the file's own form. `own_unit` narrows a unit officer to one code; `addresses` and `stored`
    are then of addresses that the unit keeps or has helped, `own_addresses` are those it keeps,
    and `others` those that other communes keep. `digests` are those of files already received.
    `earlier` holds the current results of the file's units in years before it: unit_id, task_id,
    year, quantity, value_vnd; None where they are not looked at. `peers` holds those of all units
    of their kinds, of the file's tasks in the years just before it; `limits` is what the office
    set. `unsent` is what a file of
    addresses or supports ought to name (see dossiers_of, supports_of); None where that is not
    asked. `erased` are the file's addresses that were erased on request, as `make_code_key` writes
    them, and when. `spellings` are those of tasks and choices that
    somebody confirmed: by the form's field ("results.status") and the folded spelling, a task's
    code or the choice. `alike` are, by a code of the file that is no address's, the codes in the
    register that may be meant by it. `dossiers` says of the addresses that a file of help names
    when they were surveyed and ended; of an officer's those that the unit keeps. `elsewhere` is
    what other files or sheets of the same upload say of the things that this one writes about too,
    and `overlap` what was decided of it. `sources` says of stored results which file they came
    with, as far as its reader may know: stored_id, batch_id, file_name (empty), row.
    """

    units: pd.DataFrame
    successions: pd.DataFrame
    aliases: pd.DataFrame
    periods: pd.DataFrame
    tasks: pd.DataFrame
    assignments: pd.DataFrame
    addresses: pd.DataFrame
    stored: pd.DataFrame
    day: date  # the day the file was received: an area's code is read by it
    own_unit: str | None = None
    digests: frozenset[str] = field(default_factory=frozenset)
    earlier: pd.DataFrame | None = None
    peers: pd.DataFrame | None = None
    limits: Limits = Limits()
    unsent: pd.DataFrame | None = None
    own_addresses: frozenset[str] = field(default_factory=frozenset)
    others: frozenset[str] = field(default_factory=frozenset)
    erased: Mapping[str, date] = field(default_factory=dict)
    spellings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dossiers: pd.DataFrame | None = None
    elsewhere: Mapping[Key, Elsewhere] = field(default_factory=dict)
    overlap: str | None = None
    sources: pd.DataFrame | None = None
    known_book: UnitBook | None = None
    known_tasks: dict[str, int] | None = None

    @property
    def book(self) -> UnitBook:
        """Every way a unit may be written; made here unless it was handed in."""
        return self.known_book or UnitBook(self.units, self.aliases, self.successions)

    @property
    def task_places(self) -> dict[str, int]:
        """Every way a task may be written, folded → its place in `tasks`."""
        return self.known_tasks or build_task_index(self.tasks)


def build_task_index(tasks: pd.DataFrame) -> dict[str, int]:
    """Code and both titles of each task, normalised → its place in the frame."""
    return {
        normalise_text(spelling): place
        for place, spellings in enumerate(tasks[NAMES_OF_A_TASK].to_numpy())
        for spelling in spellings
    }
