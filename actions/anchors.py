"""Anchors: the journal's head written down outside the database, at each backup."""

import json
from pathlib import Path

from sqlalchemy import URL

from actions.places import beside
from models.journal import Anchor

ENDING = ".anchors"  # one JSON object a line


def anchors_kept(url: URL) -> list[Anchor]:
    """The heads written down beside the database; a line that is none is left out."""
    try:
        lines = beside(url, ENDING).read_text("utf-8").splitlines()
    except OSError:
        return []
    return [anchor for line in lines if (anchor := _read(line)) is not None]


def write_down(url: URL, anchor: Anchor) -> None:
    """Add a head to those beside the database. OSError where that cannot be written."""
    with beside(url, ENDING).open("a", encoding="utf-8") as file:
        file.write(json.dumps(anchor._asdict()) + "\n")


def set_aside(url: URL, moment: str) -> None:
    """Give the heads another name: a restored journal is shorter, and begins its own."""
    file = beside(url, ENDING)
    if file.exists():
        file.replace(_aside(file, moment))


def _aside(file: Path, moment: str) -> Path:
    return file.with_name(f"{file.name}-before-{moment}")


def _read(line: str) -> Anchor | None:
    try:
        told = json.loads(line)
        return Anchor(int(told["entries"]), str(told["digest"]))
    except (ValueError, KeyError, TypeError):
        return None
