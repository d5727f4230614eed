"""Tables: the cells of a sheet as sent, each still knowing its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from intake.appearances import Appearance
from intake.findings import Finding
from intake.privacy.personal_numbers import Detail
from intake.privacy.strict_reading import redact_file_name
from intake.reading.baselines import Baseline

if TYPE_CHECKING:  # a workbook is read by a process that starts without pandas
    import pandas as pd

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_COLUMNS = 200
MOST_ROWS = 1_100_000
MOST_FINDINGS = 200_000  # more is no return with faults, but another kind of file
LONGEST_CELL = 100_000
EXCEL_EPOCH = datetime(1899, 12, 30)


class Unreadable(Exception):
    """The file as a whole cannot be taken; `finding` says why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, facts=facts)


def describe_sizes(size: int, most: int) -> dict[str, int]:
    """How large something is and may be at most, in megabytes, as facts."""
    return {"size": -(-size // MEGABYTE), "most": most // MEGABYTE}


@dataclass(frozen=True)
class Upload:
    """A file as it arrived: its bytes, and its name as the sender wrote it, but without what tells
    a person; `details` says what kind of thing was left out of it."""

    name: str
    content: bytes
    details: tuple[Detail, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Leave it out before anybody can see, keep or log the name."""
        redaction = redact_file_name(self.name)
        object.__setattr__(self, "name", redaction.text)
        object.__setattr__(self, "details", redaction.details)


@dataclass(frozen=True)
class Faulty:
    """A cell of a workbook that holds no value: `code` is the finding, `text` what is seen
    of it: of a formula only that it is one."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Share:
    """A number that the sheet shows as a percentage: 0.5 seen as 50%."""

    value: float

    def __str__(self) -> str:
        return f"{self.value:.6%}".rstrip("0%").rstrip(".") + "%"


@dataclass(frozen=True)
class Table:
    """The cells of one sheet. `cells` has columns 0…n-1 and, as index, the sender's row
    numbers; a cell is text, or a number, day or truth value where the workbook said so.
    `epoch` is the day that day numbers count from; `baseline` is what our own blank carried;
    `merged` gives the last row of each merged block, by its first row and its column; `spans` the
    last column of each block that is merged across columns; `taken` are columns whose content was
    joined to that of another, which may be kept; `parts` are the columns that together make that of
    a field, by its name; `appearance` is what a reader sees of a workbook's sheet besides the
    values. A table that `is_rewritten` stands in no file as it is here.
    """

    cells: "pd.DataFrame"
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    epoch: datetime = EXCEL_EPOCH
    findings: tuple[Finding, ...] = ()
    baseline: Baseline | None = None
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)
    spans: Mapping[tuple[int, int], int] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    appearance: Appearance = field(default_factory=Appearance)
    is_rewritten: bool = False
