"""Left out: which lines of a file were not taken, for a fault of their own. What names them is
not at fault for that; and of what they would have said nothing is known."""

from collections.abc import Callable, Mapping

from actions.catalogue.faults import FaultCollector
from actions.catalogue.files import Rows

Files = Mapping[str, Rows]


def make_left_out_check(
    file: str, files: Files, collector: FaultCollector, *, column: str = "code"
) -> Callable[[str | None], bool]:
    """A check whether what `column` of a line of `file` says was left out."""
    if collector.has_faults(file, whole=True):
        return lambda _code: True
    heading, *rows = files.get(file) or [(0, [column])]
    at, faulty = (
        heading[1].index(column),
        {fault.line for fault in collector.faults if fault.file == file},
    )
    values = {row[at].strip() for number, row in rows if number in faulty and len(row) > at}
    return values.__contains__


def make_perhaps_left_out_check(
    file: str, files: Files, collector: FaultCollector, *, column: str = "code"
) -> Callable[[str], bool]:
    """A check whether it may have been left out. A line that does not say what it is of, or
    says it in a way that cannot be read, may be any."""
    heading = next(iter(files.get(file, ())), (0, [column]))[1]
    if collector.has_faults(file, whole=True) or column not in heading:
        return lambda _code: True
    here = [fault for fault in collector.faults if fault.file == file]
    unread = any(fault.column in (column, "") and fault.why not in KNOWN for fault in here)
    known = make_left_out_check(file, files, collector, column=column)
    return (lambda _code: True) if unread else known


# Faults of a cell that could be read all the same.
KNOWN = frozenset({"twice", "year", "task_unknown", "body_unknown", "duty_twice", "asked_only"})
