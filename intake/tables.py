"""Tables: the cells of a sheet as sent, each still knowing its place."""

from dataclasses import dataclass

import pandas as pd

from intake.findings import Finding

MOST_BYTES = 10 * 1024 * 1024
MOST_COLUMNS = 200
MOST_ROWS = 1_100_000


class Unreadable(Exception):
    """The file as a whole cannot be taken; `finding` says why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, facts=facts)


@dataclass(frozen=True)
class Upload:
    """A file as it arrived: its name as the sender wrote it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Table:
    """The cells of one sheet. `cells` has columns 0…n-1 and, as index, the sender's row
    numbers; a cell is text, or a number, day or truth value where the workbook said so.
    """

    cells: pd.DataFrame
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
