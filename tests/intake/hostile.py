"""Files made to hurt: each a builder of bytes, and how reading it may end."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.intake.hostile_books import (
    HEADINGS,
    MEGABYTE,
    ROW,
    book,
    cell,
    deep,
    deep_in_row,
    far_row,
    line,
    locked,
    long_entity,
    many_rows,
    many_sheets,
    merged,
    outer_entity,
    outer_link,
    packed,
    parts,
    sheet,
    spoilt,
    strings,
    styles,
    twice,
    understated,
    wide,
    xml_bomb,
    zip_bomb,
)


@dataclass(frozen=True)
class Hostile:
    """A file, and the finding codes one of which must be among those it ends with; `name` is
    what the sender called it."""

    content: Callable[[], bytes]
    ends: frozenset[str]
    name: str = "return.xlsx"


def text(*lines: str) -> bytes:
    """A results file in CSV with these lines below the headings."""
    return "\n".join((",".join(HEADINGS), *lines)).encode()


SOUND = ",".join(ROW)
FULL = 10 * MEGABYTE - 500
TOO_MANY = frozenset({"file.too_many_rows"})
TOO_LARGE = frozenset(
    {"file.unpacks_too_large", "file.packed_too_tightly", "file.takes_too_much"}
    | {"file.too_many_parts", "file.too_many_sheets"}
)
BROKEN = frozenset({"file.workbook_broken"})
LOCKED = frozenset({"file.locked"})
READ = frozenset({""})  # "" stands for no finding at all
NOT_A_TABLE = frozenset({"file.no_headings", "file.empty"})
LONG_CELL = frozenset({"file.cell_too_long"})
WIDE = frozenset({"file.too_wide"})
LARGE = frozenset({"file.too_large"})
UNKNOWN = frozenset({"file.encoding_unknown"})
QUOTE = frozenset({"file.unclosed_quote"})

HOSTILE: dict[str, Hostile] = {
    "zip bomb": Hostile(zip_bomb, TOO_LARGE),
    "more than the directory says": Hostile(understated, BROKEN | TOO_LARGE),
    "billion laughs": Hostile(xml_bomb, BROKEN),
    "a long entity many times": Hostile(long_entity, BROKEN),
    "an entity of another file": Hostile(outer_entity, BROKEN),
    "a link elsewhere": Hostile(outer_link, READ),
    "a million deep": Hostile(deep, BROKEN | READ | TOO_LARGE),
    "half a million deep in a cell": Hostile(deep_in_row, BROKEN | READ | TOO_LARGE),
    "ten thousand members": Hostile(
        lambda: book(sheet(), {f"m/{n}": b"" for n in range(10_000)}), TOO_LARGE
    ),
    "a cell at the far corner": Hostile(
        lambda: book(sheet(f'<row r="1048576">{cell("XFD1048576", "x")}</row>')), WIDE | READ
    ),
    "a cell at the far right": Hostile(
        lambda: book(sheet(f'<row r="3">{cell("XFD3", "x")}</row>')), WIDE
    ),
    "a million styled rows": Hostile(lambda: many_rows(1_000_000, ""), READ | TOO_LARGE),
    "styled cells in 200 000 rows": Hostile(
        lambda: many_rows(200_000, '<c s="1"/>' * 8), READ | TOO_LARGE
    ),
    "200 000 cells in a row": Hostile(lambda: wide(200_000), WIDE | BROKEN),
    "a million merged blocks": Hostile(lambda: merged(1_000_000), READ | TOO_LARGE),
    "two million shared strings": Hostile(lambda: strings(2_000_000), READ | TOO_LARGE),
    "a million styles": Hostile(lambda: styles(1_000_000), READ | TOO_LARGE | BROKEN),
    "three thousand sheets": Hostile(lambda: many_sheets(3000), READ | TOO_LARGE),
    "a far row in a hundred sheets": Hostile(lambda: many_sheets(101, far_row()), TOO_MANY),
    "a note of 40 MB": Hostile(
        lambda: book(sheet(line(3, (*ROW[:4], "a" * (40 * MEGABYTE))))), TOO_LARGE | LONG_CELL
    ),
    "a note of 9 MB, not packed": Hostile(
        lambda: packed(parts(sheet(line(3, (*ROW[:4], "a" * (9 * MEGABYTE))))), stored=True),
        LONG_CELL,
    ),
    "a member twice": Hostile(twice, BROKEN),
    "an encrypted archive": Hostile(locked, LOCKED),
    "a wrong check sum": Hostile(spoilt, BROKEN),
    "cut off": Hostile(lambda: book(sheet())[:-300], BROKEN),
    "another office file": Hostile(
        lambda: packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}),
        frozenset({"file.archive"}),
    ),
    "a text file named .xlsx": Hostile(lambda: text(SOUND), READ),
    "above the limit": Hostile(lambda: text("a" * (40 * MEGABYTE)), LARGE, "a.csv"),
    "10 MB of quotes": Hostile(lambda: b'"' * FULL, QUOTE | NOT_A_TABLE | LONG_CELL, "a.csv"),
    "10 MB without a break": Hostile(lambda: b"a" * FULL, NOT_A_TABLE | LONG_CELL, "a.csv"),
    "10 MB of commas": Hostile(lambda: b"," * FULL, WIDE | NOT_A_TABLE, "a.csv"),
    "3 million empty lines": Hostile(lambda: b"\n" * 3_000_000, frozenset({"file.empty"}), "a.csv"),
    "3 million empty lines below": Hostile(
        lambda: text(SOUND, "\n" * 3_000_000), TOO_MANY, "a.csv"
    ),
    "5 million lines of a letter": Hostile(
        lambda: b"a\n" * 5_000_000, NOT_A_TABLE | TOO_MANY, "a.csv"
    ),
    "200 000 columns": Hostile(lambda: b"period," * 200_000 + b"\n", WIDE, "a.csv"),
    "noughts": Hostile(lambda: b"\x00" * FULL, UNKNOWN | NOT_A_TABLE, "a.csv"),
    "a nought in a cell": Hostile(lambda: text(SOUND + "\x00"), UNKNOWN, "a.csv"),
    "a million findings": Hostile(
        lambda: text(*["2x,S,,z,a"] * 900_000), frozenset({"file.too_many_findings"}), "a.csv"
    ),
}
