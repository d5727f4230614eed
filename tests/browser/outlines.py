"""Outlines: what a page is made of, in reading order, kept in a file for every place."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

KEPT = Path(__file__).parent / "outlines"
ACCEPT = "OUTLINES"  # =accept in the environment: what is seen becomes what is kept


def folded(parts: Iterable[str]) -> list[str]:
    """The outline with what follows itself counted: `figure ×4`."""
    runs = ((part, len(list(same))) for part, same in groupby(parts))
    return [part if count == 1 else f"{part} ×{count}" for part, count in runs]


def written(outlines: dict[str, list[str]]) -> str:
    """The file of a place: a section a width."""
    return "\n".join(
        f"[{width}]\n" + "".join(f"{line}\n" for line in lines) for width, lines in outlines.items()
    )


def difference(name: str, seen: str) -> str:
    """Where `seen` parts from what is kept of the place, and how to accept it; "" if nowhere."""
    file = KEPT / f"{name}.txt"
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    if kept == seen:
        return ""
    before, now = kept.splitlines(), seen.splitlines()
    line = next(
        (place for place, pair in enumerate(zip(before, now, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(now)),
    )
    was, is_ = ("".join(lines[line : line + 1]) or "nothing" for lines in (before, now))
    return (
        f"{name}.txt, line {line + 1}: kept is “{was}”, seen is “{is_}”. If it is meant: "
        f"{ACCEPT}=accept python run.py test tests/browser/test_looks.py -k {name}"
    )


def accept(name: str, seen: str) -> None:
    """Keep `seen`."""
    (KEPT / f"{name}.txt").write_text(seen, encoding="utf-8")
