"""The texts in the parts of an archive that are beside what is read of it, by place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zipfile import ZipFile

from intake.reading.packages import BINARY, UNTOLD, extract_texts, load_part

Texts = dict[str, list[str]]  # by place: see locales/*/findings.po, "place.…"
Places = Sequence[tuple[str, str]]  # how the name of a part begins → its place
SILENT = frozenset({"properties", "comments", "headers", "styles"})  # said where somebody is told


@dataclass
class Notes:
    """What is met in a file beside the texts that hold: by place what else it says, and what was
    struck out or deleted."""

    texts: Texts = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)

    def add(self, place: str, text: str) -> None:
        """Note a text beside the others, where it says anything."""
        if text.strip():
            self.texts.setdefault(place, []).append(text)

    def doubt(self, text: str) -> None:
        """Note a text of which it is open whether it holds."""
        self.doubtful += [text.strip()] if text.strip() else []


def collect_part_texts(
    archive: ZipFile, places: Places, plain: tuple[str, ...], notes: Notes
) -> tuple[str, ...]:
    """Add the texts of every part to `notes`, but for those whose names begin as one of `plain`
    does. Gives the places of which nothing is kept."""
    left_out: set[str] = set()
    for name in archive.namelist():
        if UNTOLD.fullmatch(name) or name.startswith(plain):
            continue
        place = next((place for start, place in places if name.startswith(start)), "others")
        if BINARY.fullmatch(name) is None:
            notes.texts.setdefault(place, []).extend(extract_texts(load_part(archive, name)))
        left_out |= {place} - SILENT
    return tuple(sorted(left_out))
