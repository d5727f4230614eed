"""The figures of a yearly report and the sentences and tables they stand in.

A figure's key is its measure and what it is of: `completion`, `completion|year=2025`,
`quantity|task=HM_DV`. A key always means the same number, wherever it is printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from documents.printing.records import to_plain_value
from documents.yearly_report.report import (
    ReportCell,
    ReportFigure,
    ReportParagraph,
    ReportTable,
    ValueState,
)
from indicators.funnel import STAGES
from locales.numbers import is_missing
from locales.words import Words
from models.snapshots import Register

SHARES = frozenset(
    {
        *("completion", "progress", "done_in_time_share", "received_share", "in_time_share"),
        *("coverage", "committed_share", "link_share"),
    }
)
SENTENCES = {  # how a measure is written; every other is a count
    **dict.fromkeys(SHARES, "number.share"),
    **dict.fromkeys(("value", "grand_total"), "report.money"),
}
COMMUNE = "|commune="  # a commune's figures stand in a table whose note says how they are told
PARTS = ("helped", "nobody", "closed", "several", "committed", "unreported")
OF_REGISTER = frozenset(
    {
        *("addresses", "visits", "coverage", "committed_share"),
        *(f"addresses_{part}" for part in PARTS),
        *(f"stage_{stage}" for stage in STAGES),
    }
)
TEXT_COLUMNS = frozenset(  # of tables; the others hold numbers
    {
        *("activity", "clause", "commune", "counts", "group", "last_review", "measure", "theme"),
        *("measure_name", "reminded", "report", "task", "unit"),
    }
)
SUMMED_COLUMNS = ("whole", "part", "in_time", "not_reported")  # by the last row
PrintedCell = str | ReportFigure | ReportCell  # what a table shows in a cell


class Dimension(NamedTuple):
    """What a figure is of: a dimension, the code there, and its name."""

    dimension: str
    code: object
    name: str


@dataclass(frozen=True, kw_only=True)
class FigureFormatter:
    """Figures in one language, of `register`'s day; those of `year` bear no year in their key.
    `rough`: what is counted in the register over the province is rounded, and its text says so."""

    words: Words
    year: int
    register: Register
    rough: bool = False

    @property
    def as_of(self) -> date:
        """The day at whose end all of it was known."""
        return self.register.as_of

    def say(self, key: str, /, **facts: object) -> str:
        """The sentence of `key`, which may name `year` and the `day` of the figures."""
        return self.words.say(key, **{"year": self.year, "day": self.as_of, **facts})

    def build_figure(
        self,
        measure: str,
        value: object,
        *dimensions: Dimension,
        year: int | None = None,
        known: ValueState | None = None,
    ) -> ReportFigure:
        """The figure of `measure`; without a value it is missing, unless `known` says why."""
        places = [*dimensions]
        if year not in (None, self.year):
            places.append(Dimension("year", year, self.say("report.of_year", year=year)))
        key = "".join((measure, *(f"|{place.dimension}={place.code}" for place in places)))
        name = self.say(f"report.measure.{measure}")
        label = "; ".join((name, *(place.name for place in places)))
        if is_missing(value) or known not in (None, ValueState.KNOWN):
            why = known or ValueState.MISSING
            return ReportFigure(key, label, None, self.say(f"report.cell.{why}"), why)
        plain = to_plain_value(value)
        if isinstance(plain, str | bool) or plain is None:
            raise TypeError(f"{key} is no number: {value!r}")
        text = self.say(SENTENCES.get(measure, "number.count"), value=plain, share=plain)
        if self.rough and plain and measure in OF_REGISTER and COMMUNE not in key:
            text = self.say("report.roughly", figure=text)
        return ReportFigure(key, label, plain, text)

    def build_paragraph(self, key: str, /, **facts: object) -> ReportParagraph:
        """The sentence of `key`; a fact that is a figure stands as it is printed."""
        figures = tuple(fact for fact in facts.values() if isinstance(fact, ReportFigure))
        printed = {
            name: fact.text if isinstance(fact, ReportFigure) else fact
            for name, fact in facts.items()
        }
        count = facts.get("count")
        if isinstance(count, ReportFigure) and count.value is not None:
            printed["count"] = count.value  # the number that chooses between one and many
        return ReportParagraph(self.say(key, **printed), figures)

    def build_money_cell(self, figure: ReportFigure) -> ReportCell:
        """Money in a cell, to the last đồng and without its unit: the heading says it."""
        is_known = figure.value is not None
        text = self.say("number.count", value=figure.value) if is_known else figure.text
        return ReportCell(text, figure)

    def build_table(
        self,
        name: str,
        widths: Mapping[str, float],
        rows: Iterable[Sequence[PrintedCell]],
        *,
        total: Sequence[PrintedCell] | None = None,
        note: str = "",
    ) -> ReportTable:
        """The table `name` under its own title; `widths` of its columns by their names."""
        return ReportTable(
            name=name,
            title=self.say(f"report.table.{name}"),
            headings=tuple(
                self.say(f"report.column.{column}", before=self.year - 1) for column in widths
            ),
            rows=tuple(tuple(map(_build_cell, row)) for row in rows),
            widths=tuple(widths.values()),
            numeric=frozenset(at for at, name in enumerate(widths) if name not in TEXT_COLUMNS),
            total=None if total is None else tuple(map(_build_cell, total)),
            summed=frozenset(at for at, name in enumerate(widths) if name in SUMMED_COLUMNS),
            note=note,
        )


def join_paragraphs(*paragraphs: ReportParagraph) -> ReportParagraph:
    figures = tuple(figure for paragraph in paragraphs for figure in paragraph.figures)
    return ReportParagraph(
        " ".join(filter(None, (paragraph.text for paragraph in paragraphs))), figures
    )


def _build_cell(content: PrintedCell) -> ReportCell:
    if isinstance(content, ReportFigure):
        return ReportCell(content.text, content)
    return ReportCell(content) if isinstance(content, str) else content
