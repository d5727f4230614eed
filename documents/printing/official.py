"""An official paper as a value: what it says, part by part, before it is printed.

Decree 30/2020 names the parts; documents/printing/decree30.py lays them out. A công văn has no
`kind` and its subject begins with V/v; a báo cáo has both a kind and a summary.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

OPEN = "…"  # what nobody has told us yet, to be filled in by hand
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True)
class Letterhead:
    """Who issues papers, and how they are numbered and signed. An empty part is shown as …

    `abbreviation` is the body's in symbols (CTĐ), `drafter` the office's that writes (VP),
    `signer_offices` the lines above the name (KT. CHỦ TỊCH, PHÓ CHỦ TỊCH).
    """

    superior: str = ""
    body: str = ""
    abbreviation: str = ""
    drafter: str = ""
    place: str = ""
    signer_offices: tuple[str, ...] = ()
    signer_name: str = ""

    @property
    def letter_symbol(self) -> str:
        """The symbol of a công văn: CTĐ-VP."""
        return f"{fill_open(self.abbreviation)}-{fill_open(self.drafter)}"

    def symbol(self, kind: str) -> str:
        """The symbol of a paper with a kind, by its abbreviation: BC-CTĐ."""
        return f"{kind}-{fill_open(self.abbreviation)}"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; points (a), dashes) are written with their sign."""

    text: str


@dataclass(frozen=True)
class PaperHeading:
    """Level 1: a mục (I. …, in capitals); 2: a khoản with a title (1. …)."""

    level: int
    text: str


@dataclass(frozen=True)
class Blank:
    """A paragraph that somebody has yet to write: … and what belongs there, marked so that it
    cannot be overlooked."""

    prompt: str


@dataclass(frozen=True)
class Caption:
    """What a table or picture is called: its kind (Bảng), its number among them, its title.
    It stays on the page of what follows it (`above`) or of what it follows."""

    kind: str
    number: int
    text: str
    above: bool = True


@dataclass(frozen=True)
class Note:
    """A small paragraph under a table or picture."""

    text: str


@dataclass(frozen=True)
class TextTable:
    """A table: headings, rows of text as wide as them, widths in mm; `numeric` columns, by
    their place, are set to the right; a last row `total`, in bold. The heading row is repeated
    on each page."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: frozenset[int] = frozenset()
    total: tuple[str, ...] | None = None

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The rows, then the total where there is one."""
        return (*self.rows, self.total) if self.total else self.rows


@dataclass(frozen=True)
class Picture:
    """A PNG across the page, with the words for who cannot see it."""

    png: bytes
    alt: str
    width: float = 160.0


Block = Paragraph | PaperHeading | Blank | Caption | Note | TextTable | Picture


@dataclass(frozen=True)
class Annex:
    """A phụ lục, on pages of its own, numbered on their own: its number (I, II, or empty
    where there is one only), title, and body."""

    number: str
    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Official:
    """One paper. `number` is empty until it is registered; `dated` is None until it is
    signed, then only `year` is printed. `copies` are the lines of Nơi nhận before the
    archive's. `mark` stands at the foot of every page (that the data are a sample); `draft`
    stands boxed in the head of a paper that is not yet numbered and dated; `proof` stands small
    beneath the signature, for who checks the paper later."""

    head: Letterhead
    symbol: str
    year: int
    about: str
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    copies: tuple[str, ...]
    kind: str = ""
    number: str = ""
    dated: date | None = None
    annexes: tuple[Annex, ...] = ()
    mark: str = ""
    draft: str = ""
    proof: str = ""


def fill_open(text: str) -> str:
    """The text on one line as it can be printed, or … where there is none."""
    return clean_text(text) or OPEN


def clean_text(text: str) -> str:
    """The text in one form and on one line, without signs that a paper cannot hold or that
    turn its letters round."""
    return " ".join(unicodedata.normalize("NFC", UNPRINTABLE.sub("", text)).split())


def pad_number(number: str) -> str:
    """A document number: 5 is written 05 (Decree 30/2020)."""
    bare = clean_text(number)
    return bare.zfill(2) if bare.isdecimal() else fill_open(bare)


def is_symbol_open(paper: "Official") -> bool:
    """Is it a numbered letter of which a part of the symbol is not set? Its number then stands
    alone, as reminders record it."""
    return bool(paper.number) and not paper.kind and OPEN in fill_open(paper.symbol)


def add_end_mark(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body whose last paragraph ends with ./. as every official text does."""
    if not body or not isinstance(body[-1], Paragraph):
        return body
    bare = clean_text(body[-1].text).removesuffix("./.").rstrip(" .;")
    return (*body[:-1], replace(body[-1], text=f"{bare}./."))


def list_texts(paper: Official) -> Iterator[str]:
    """Every text that was put into the paper, as it was put in; not a symbol that is not
    printed."""
    head = paper.head
    yield from (head.superior, head.body, head.place, *head.signer_offices, head.signer_name)
    yield from (paper.number, paper.kind, paper.about, paper.mark, paper.draft, paper.proof)
    if not is_symbol_open(paper):
        yield paper.symbol
    yield from (*paper.addressees, *paper.copies)
    for block in _list_blocks(paper):
        yield from list_table_cells(block) if isinstance(block, TextTable) else (_read_text(block),)
    for annex in paper.annexes:
        yield from (annex.number, annex.title)


def list_paper_cells(paper: Official) -> Iterator[str]:
    """The text of every cell of its tables, as it was put in."""
    for block in _list_blocks(paper):
        if isinstance(block, TextTable):
            yield from list_table_cells(block)


def list_table_cells(grid: TextTable) -> Iterator[str]:
    for line in (grid.headings, *grid.lines):
        yield from line


def list_unprintable_texts(paper: Official) -> list[str]:
    """The texts that lose signs in print, as they are printed: the reader is told."""
    return [clean_text(text) for text in list_texts(paper) if UNPRINTABLE.search(text)]


def _list_blocks(paper: Official) -> Iterator[Block]:
    yield from paper.body
    for annex in paper.annexes:
        yield from annex.body


def _read_text(block: Paragraph | PaperHeading | Blank | Caption | Note | Picture) -> str:
    match block:
        case Blank():
            return block.prompt
        case Picture():
            return block.alt
        case _:
            return block.text
