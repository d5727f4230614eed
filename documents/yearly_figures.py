"""The figures of a yearly report and the sentences and tables they stand in.

A figure's key is its measure and what it is of: `completion`, `completion|year=2025`,
`quantity|task=HM_DV`. A key always means the same number, wherever it is printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from documents.records import to_plain_value
from documents.yearly import ReportCell, ReportFigure, ReportParagraph, ReportTable, ValueState
from locales.numbers import is_missing
from locales.words import Words

COUNT, SHARE, MONEY = "count", "share", "money"
KINDS = {  # how a measure is written in a sentence; every other is a count
    **dict.fromkeys(
        (
            "completion",
            "progress",
            "done_in_time_share",
            "received_share",
            "in_time_share",
            "coverage",
            "committed_share",
            "link_share",
        ),
        SHARE,
    ),
    **dict.fromkeys(("value", "grand_total", "help_value"), MONEY),
}
COMMUNE = "|commune="  # a commune's figures stand in a table whose note says how they are told
OF_REGISTER = frozenset(
    (
        "addresses",
        *(
            f"addresses_{name}"
            for name in ("helped", "nobody", "closed", "several", "committed", "unreported")
        ),
        *(f"stage_{name}" for name in ("surveyed", "confirmed", "helped", "committed", "risen")),
        "visits",
        "coverage",
        "committed_share",
    )
)
SENTENCES = {
    COUNT: "number.count",
    SHARE: "number.share",
    MONEY: "report.money",
}
ABSENT = {
    ValueState.MISSING: "report.cell.missing",
    ValueState.NIL: "report.cell.nil",
    ValueState.NOT_ASKED: "report.cell.not_asked",
    ValueState.HIDDEN: "report.cell.hidden",
}


class Dimension(NamedTuple):
    """What a figure is of: a dimension, the code there, and its name."""

    dimension: str
    code: object
    name: str


class ReportColumn(NamedTuple):
    """A column of a table: its heading's name, its share of the width, whether it holds
    numbers, and whether the last row adds it up."""

    name: str
    width: float
    numeric: bool = False
    summed: bool = False


@dataclass(frozen=True)
class FigureFormatter:
    """Figures in one language; those of `year` bear no year in their key. `rough`: what is
    counted in the register over the province is rounded, and its text says so."""

    words: Words
    year: int
    rough: bool = False

    def build_figure(
        self,
        measure: str,
        value: object,
        *dimensions: Dimension,
        year: int | None = None,
        known: ValueState | None = None,
    ) -> ReportFigure:
        """The figure of `measure`; without a value it is missing, unless `known` says why."""
        places = [*dimensions, *self._build_year_dimension(year)]
        key = "".join(
            (measure, *(f"|{dimension.dimension}={dimension.code}" for dimension in places))
        )
        name = self.words.say(f"report.measure.{measure}")
        label = "; ".join((name, *(dimension.name for dimension in places)))
        if is_missing(value) or known not in (None, ValueState.KNOWN):
            why = known or ValueState.MISSING
            return ReportFigure(key, label, None, self.words.say(ABSENT[why]), why)
        plain = to_plain_value(value)
        if isinstance(plain, str | bool) or plain is None:
            raise TypeError(f"{key} is no number: {value!r}")
        sentence_key = SENTENCES[KINDS.get(measure, COUNT)]
        text = self.words.say(sentence_key, value=plain, share=plain)
        if self.rough and plain and measure in OF_REGISTER and COMMUNE not in key:
            text = self.words.say("report.roughly", figure=text)
        return ReportFigure(key, label, plain, text)

    def _build_year_dimension(self, year: int | None) -> list[Dimension]:
        if year is None or year == self.year:
            return []
        return [Dimension("year", year, self.words.say("report.of_year", year=year))]

    def build_paragraph(self, key: str, /, **facts: object) -> ReportParagraph:
        """The sentence of `key`; a fact that is a figure stands as it is printed."""
        figures = tuple(fact for fact in facts.values() if isinstance(fact, ReportFigure))
        plain = {name: _print_fact(name, fact) for name, fact in facts.items()}
        return ReportParagraph(self.words.say(key, **plain), figures)

    def build_table(
        self,
        name: str,
        columns: Sequence[ReportColumn],
        rows: Iterable[Sequence[ReportCell]],
        *,
        total: Sequence[ReportCell] | None = None,
        note: str = "",
    ) -> ReportTable:
        """The table `name` under its own title and headings."""
        say = self.words.say
        return ReportTable(
            name=name,
            title=say(f"report.table.{name}", year=self.year),
            headings=tuple(
                say(f"report.column.{column.name}", year=self.year, before=self.year - 1)
                for column in columns
            ),
            rows=tuple(tuple(row) for row in rows),
            widths=tuple(column.width for column in columns),
            numeric=frozenset(at for at, column in enumerate(columns) if column.numeric),
            total=None if total is None else tuple(total),
            summed=frozenset(at for at, column in enumerate(columns) if column.summed),
            note=note,
        )


def join_paragraphs(*paragraphs: ReportParagraph) -> ReportParagraph:
    """Sentences as one paragraph."""
    text = " ".join(paragraph.text for paragraph in paragraphs if paragraph.text)
    return ReportParagraph(
        text, tuple(figure for paragraph in paragraphs for figure in paragraph.figures)
    )


def build_cell(figure: ReportFigure) -> ReportCell:
    """A figure in a cell."""
    return ReportCell(figure.text, figure)


def build_money_cell(figure: ReportFigure, words: Words) -> ReportCell:
    """Money in a cell, to the last đồng and without its unit: the heading says it."""
    if figure.value is None:
        return ReportCell(figure.text, figure)
    return ReportCell(words.say("number.count", value=figure.value), figure)


def _print_fact(name: str, fact: object) -> object:
    """A figure as it is printed; `count` as the number that chooses between one and many."""
    if not isinstance(fact, ReportFigure):
        return fact
    return fact.value if name == "count" and fact.value is not None else fact.text
