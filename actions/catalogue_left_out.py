"""Left out: which lines of a file were not taken, for a fault of their own. What names them is
not at fault for that; and of what they would have said nothing is known."""

from collections.abc import Callable, Mapping

from actions.catalogue_faults import Told
from actions.catalogue_files import Rows

Files = Mapping[str, Rows]


def left_out(
    file: str, files: Files, told: Told, *, column: str = "code"
) -> Callable[[str | None], bool]:
    """Was what `column` of a line of `file` says left out?"""
    if told.faulty(file, whole=True):
        return lambda _code: True
    heading, *rows = files.get(file) or [(0, [column])]
    at, faulty = heading[1].index(column), {one.line for one in told.faults if one.file == file}
    said = {row[at].strip() for number, row in rows if number in faulty and len(row) > at}
    return said.__contains__


def perhaps_left_out(
    file: str, files: Files, told: Told, *, column: str = "code"
) -> Callable[[str], bool]:
    """May it have been? Of a line that does not even say what it is of, or says it in a way
    that cannot be read, it may be any."""
    heading = next(iter(files.get(file, ())), (0, [column]))[1]
    if told.faulty(file, whole=True) or column not in heading:
        return lambda _code: True
    here = [one for one in told.faults if one.file == file]
    unread = any(one.column in (column, "") and one.why not in KNOWN for one in here)
    known = left_out(file, files, told, column=column)
    return (lambda _code: True) if unread else known


# Faults of a cell that could be read all the same.
KNOWN = frozenset({"twice", "year", "task_unknown", "body_unknown", "duty_twice", "asked_only"})
