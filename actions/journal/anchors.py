"""Anchors: the journal's head outside the database, written down at each backup and each
publication, stamped where a service is named, and printed.
"""

import json
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine

from actions.journal import timestamps
from actions.paths import get_path_beside
from models.database import reading
from models.journal import Anchor, read_journal_head

ENDING = ".anchors"  # one JSON object a line
EXAMPLE = Anchor(812, "3f2a91bc0d44e1a755c0")  # of what a paper has
GROUP, GROUPS = 4, 5  # hexadecimal digits of a digest on paper: 80 bits
# What may stand between the groups: also the dashes that a text processor puts there.
BETWEEN = re.compile(
    r"[\s\u00ad\u200b-\u200d\u2010-\u2015\u2043\u2060\u2212\ufe58\ufe63\ufeff\uff0d-]+"
)


def load_anchors(url: URL) -> list[Anchor]:
    """The heads written down beside the database; a line that is none is left out."""
    try:
        lines = get_path_beside(url, ENDING).read_text("utf-8").splitlines()
    except OSError:
        return []
    return [anchor for line in lines if (anchor := _parse_line(line)) is not None]


def write_anchor(anchor: Anchor) -> str:
    """An anchor as it is printed and typed: 812:3f2a-91bc-0d44-e1a7-55c0."""
    groups = (anchor.digest[GROUP * place :][:GROUP] for place in range(GROUPS))
    return f"{anchor.entries}:{'-'.join(groups)}"


def parse_anchor(text: str) -> Anchor:
    """An anchor typed from a paper; its digest is as much of it as was typed. ValueError for
    what is none, and for less than a paper has."""
    number, _, digest = BETWEEN.sub("", text).lower().partition(":")
    shortest = GROUP * GROUPS
    if not (re.fullmatch("[0-9]{1,18}", number) and int(number)):
        raise ValueError(text)
    if not re.fullmatch(f"[0-9a-f]{{{shortest},64}}", digest):
        raise ValueError(text)
    return Anchor(int(number), digest)


def write_down(url: URL, anchor: Anchor, *, now: datetime) -> None:
    """Add a head to those beside the database, and have it stamped. OSError where that cannot
    be written."""
    with get_path_beside(url, ENDING).open("a", encoding="utf-8") as file:
        file.write(json.dumps(anchor._asdict()) + "\n")
    timestamps.stamp_anchor(url, anchor, now=now)


def write_down_head(engine: Engine, *, now: datetime) -> None:
    """Write down the journal's head as it is now. A disk or a service that fails holds nothing
    up: the next anchor stands for these entries too."""
    with reading(engine) as session:
        head = read_journal_head(session)
    with suppress(OSError):
        write_down(engine.url, head, now=now)


def set_aside(url: URL, moment: str) -> None:
    """Give the heads and their stamps other names: a restored journal is shorter, and begins
    its own."""
    for ending in (ENDING, timestamps.ENDING):
        file = get_path_beside(url, ending)
        if file.exists():
            file.replace(_name_aside(file, moment))


def _name_aside(file: Path, moment: str) -> Path:
    return file.with_name(f"{file.name}-before-{moment}")


def _parse_line(line: str) -> Anchor | None:
    try:
        fields = json.loads(line)
        return Anchor(int(fields["entries"]), str(fields["digest"]))
    except (ValueError, KeyError, TypeError):
        return None
