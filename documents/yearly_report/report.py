"""The yearly report (Báo cáo tổng hợp, clause III.13) as a value: what it says, before it is
printed as DOCX, PDF or XLSX, compared with the screens, frozen, or corrected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from documents.printing.official import Letterhead


class ValueState(StrEnum):
    """How a number stands. Only a `known` one has a value."""

    KNOWN = "known"
    MISSING = "missing"  # nobody reported it
    NIL = "nil"  # reported as “không phát sinh”
    NOT_ASKED = "not_asked"
    HIDDEN = "hidden"  # suppressed, as on the leaders' screens


@dataclass(frozen=True)
class ReportFigure:
    """A number the report tells. `key` names it in every issue and on the screens
    (`completion`, `coverage|commune=01273`); `label` names it to a reader of the errata;
    `text` is how it is printed. `value` is in the definition's unit: a ratio in 0..1, đồng."""

    key: str
    label: str
    value: int | float | None
    text: str
    known: ValueState = ValueState.KNOWN


@dataclass(frozen=True)
class ReportCell:
    """A cell of a table: its text, and the figure that it shows, if it shows one."""

    text: str
    figure: ReportFigure | None = None


@dataclass(frozen=True)
class ReportParagraph:
    """Sentences of ours with the figures that stand in them."""

    text: str
    figures: tuple[ReportFigure, ...] = ()


@dataclass(frozen=True)
class ClerkText:
    """The clerk's own paragraphs in `slot` (`difficulties`), one a line; an empty one is
    drafted as …, with `prompt` saying what belongs there."""

    slot: str
    prompt: str
    text: str = ""


@dataclass(frozen=True)
class ReportTable:
    """A table. `name` is a code; `widths` are shares of the text's width; rows are as wide as
    the headings. `summed` are the columns whose last row, `total`, adds up the rows above: an
    XLSX keeps that sum live. `note` stands beneath (source, as-of day, what was left out)."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    widths: tuple[float, ...]
    numeric: frozenset[int] = frozenset()
    total: tuple[ReportCell, ...] | None = None
    summed: frozenset[int] = frozenset()
    note: str = ""

    @property
    def lines(self) -> tuple[tuple[ReportCell, ...], ...]:
        """The rows, then the total where there is one."""
        return (*self.rows, self.total) if self.total else self.rows


@dataclass(frozen=True)
class Chart:
    """A picture of figures: a whole Vega-Lite spec with its data, for paper (no selection, no
    tooltip, black and white safe), and the sentence for who cannot see it."""

    name: str
    title: str
    alt: str
    spec: Mapping[str, object]
    figures: tuple[ReportFigure, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ReportHeading:
    """Level 1: a mục (I. …); 2: a khoản with a title (1. …). The number is in the text."""

    level: int
    text: str


Block = ReportHeading | ReportParagraph | ClerkText | ReportTable | Chart


@dataclass(frozen=True)
class Addendum:
    """A phụ lục: its number (I, II, …), title and blocks."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class YearlyReport:
    """The report of `year` to `recipient` (a code) as known at the end of `as_of`.

    `issue` is 1, or 2 for “lần 2”; `document_no` and `dated` are empty until it is registered
    and signed; `sample` where the data are an illustration. `anchor` is the journal's newest at
    its publication, as a sentence."""

    head: Letterhead
    recipient: str
    addressees: tuple[str, ...]
    copies: tuple[str, ...]
    year: int
    as_of: date
    about: str
    blocks: tuple[Block, ...]
    addenda: tuple[Addendum, ...] = ()
    document_no: str = ""
    dated: date | None = None
    issue: int = 1
    sample: bool = False
    anchor: str = ""

    @property
    def code(self) -> str:
        """What the files of the draft are called: bao-cao-2026-uy-ban-nhan-dan-tinh."""
        return f"bao-cao-{self.year}-{self.recipient}"


def list_blocks(report: YearlyReport) -> Iterator[Block]:
    """Every block, the body's before the addenda's."""
    yield from report.blocks
    for addendum in report.addenda:
        yield from addendum.blocks


def is_unwritten(block: Block) -> TypeGuard[ClerkText]:
    """Is it a section of the clerk's that nobody has written yet?"""
    return isinstance(block, ClerkText) and not block.text.strip()


def collect_figures(report: YearlyReport) -> dict[str, ReportFigure]:
    """Every figure that is printed, by its key, in the order of the report. RuntimeError
    where one key is printed with two values: the report would contradict itself."""
    figures: dict[str, ReportFigure] = {}
    for block in list_blocks(report):
        for figure in list_figures(block):
            before = figures.setdefault(figure.key, figure)
            if (before.value, before.known) != (figure.value, figure.known):
                raise RuntimeError(f"{figure.key} is {before.text} and {figure.text}")
    return figures


def list_figures(block: Block) -> Iterator[ReportFigure]:
    match block:
        case ReportParagraph() | Chart():
            yield from block.figures
        case ReportTable():
            yield from (cell.figure for line in block.lines for cell in line if cell.figure)
