"""Reads made-up files for some minutes, and keeps those of which something does not hold.

`python -m tests.fuzz [--minutes 30] [--seed 1]` writes each find, made as small as it goes, into
`tests/fuzz/finds`, where `tests/fuzz/test_finds.py` reads it for ever after. It prints a line for
each, ends with 1 where there are any, and says how many files it has read.
"""

import argparse
import hashlib
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from time import monotonic

from tests.fuzz.examination import examine_file
from tests.fuzz.made_files import KINDS, Cells, MadeFile, make_file

FINDS = Path(__file__).parent / "finds"
EVERY = 500  # files between two lines of progress


def find_fault(name: str, content: bytes) -> str | None:
    """What does not hold of the file, by its kind and place; None where everything does."""
    with ThreadPoolExecutor(1) as thread:  # whatever is raised is what we look for
        fault = thread.submit(examine_file, name, content).exception()
    if fault is not None:
        last = traceback.extract_tb(fault.__traceback__)[-1]
        return f"{type(fault).__name__} {Path(last.filename).name}:{last.lineno} {fault}"[:300]
    return None


def shrink_file(made: MadeFile, fault: str) -> MadeFile:
    """The file with as few rows, columns and cells as still show a fault of the same place."""
    if made.cells is None:
        return made
    write = next(write for name, write, _ in KINDS if name == made.name)
    kind = fault.split(" ")[:2]
    smallest, cells = made, made.cells
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _list_smaller(cells):
            content = write(smaller) if smaller else b""
            found = find_fault(made.name, content)
            if found is not None and found.split(" ")[:2] == kind:
                smallest, cells, shrunk = MadeFile(made.name, content, smaller), smaller, True
                break
    return smallest


def _list_smaller(cells: Cells) -> Iterator[Cells]:
    for row in range(len(cells)):
        yield [*cells[:row], *cells[row + 1 :]]
    for column in range(max(map(len, cells), default=0)):
        yield [[*row[:column], *row[column + 1 :]] for row in cells]
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell:
                yield [
                    *cells[:row],
                    [*line[:column], "", *line[column + 1 :]],
                    *cells[row + 1 :],
                ]


def keep_file(made: MadeFile) -> Path:
    """Write the file among the finds."""
    FINDS.mkdir(exist_ok=True)
    digest = hashlib.sha256(made.content).hexdigest()[:10]
    path = FINDS / f"{digest}{Path(made.name).suffix}"
    path.write_bytes(made.content)
    return path


def search(minutes: float, seed: int) -> int:
    """Read files until the time is up; how many different faults were found."""
    random, until = Random(seed), monotonic() + 60 * minutes
    known: set[str] = set()
    count = 0
    while monotonic() < until:
        made = make_file(random)
        fault = find_fault(made.name, made.content)
        count += 1
        if fault is not None and (kind := _name_kind(fault)) not in known:
            known.add(kind)
            path = keep_file(shrink_file(made, fault))
            print(f"{path.name}: {fault}", flush=True)
        if count % EVERY == 0:
            print(f"{count} files, {len(known)} finds", flush=True)
    print(f"{count} files, {len(known)} finds (seed {seed})")
    return len(known)


def _name_kind(fault: str) -> str:
    """Faults of the same place are one, but for figures kept otherwise: each cell is another."""
    return fault if "without a word" in fault else " ".join(fault.split(" ")[:2])


def main() -> int:
    """Search, and end with 1 where anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    return 1 if search(chosen.minutes, chosen.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
