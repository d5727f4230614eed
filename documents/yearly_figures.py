"""The figures of a yearly report and the sentences and tables they stand in.

A figure's key is its measure and what it is of: `completion`, `completion|year=2025`,
`quantity|task=HM_DV`. A key always means the same number, wherever it is printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from documents.records import to_plain_value
from documents.yearly import Cell, Figure, Known, Paragraph, Table
from locales.numbers import missing
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
SAID = {
    COUNT: "number.count",
    SHARE: "number.share",
    MONEY: "report.money",
}
ABSENT = {
    Known.MISSING: "report.cell.missing",
    Known.NIL: "report.cell.nil",
    Known.NOT_ASKED: "report.cell.not_asked",
    Known.HIDDEN: "report.cell.hidden",
}


class Of(NamedTuple):
    """What a figure is of: a dimension, the code there, and its name."""

    dimension: str
    code: object
    name: str


class Column(NamedTuple):
    """A column of a table: its heading's name, its share of the width, whether it holds
    numbers, and whether the last row adds it up."""

    name: str
    width: float
    numeric: bool = False
    summed: bool = False


@dataclass(frozen=True)
class Teller:
    """Figures in one language; those of `year` bear no year in their key. `rough`: what is
    counted in the register over the province is rounded, and its text says so."""

    words: Words
    year: int
    rough: bool = False

    def figure(
        self,
        measure: str,
        value: object,
        *of: Of,
        year: int | None = None,
        known: Known | None = None,
    ) -> Figure:
        """The figure of `measure`; without a value it is missing, unless `known` says why."""
        places = [*of, *self._year(year)]
        key = "".join((measure, *(f"|{one.dimension}={one.code}" for one in places)))
        name = self.words.say(f"report.measure.{measure}")
        label = "; ".join((name, *(one.name for one in places)))
        if missing(value) or known not in (None, Known.KNOWN):
            why = known or Known.MISSING
            return Figure(key, label, None, self.words.say(ABSENT[why]), why)
        plain = to_plain_value(value)
        if isinstance(plain, str | bool) or plain is None:
            raise TypeError(f"{key} is no number: {value!r}")
        said = SAID[KINDS.get(measure, COUNT)]
        text = self.words.say(said, value=plain, share=plain)
        if self.rough and plain and measure in OF_REGISTER and COMMUNE not in key:
            text = self.words.say("report.roughly", figure=text)
        return Figure(key, label, plain, text)

    def _year(self, year: int | None) -> list[Of]:
        if year is None or year == self.year:
            return []
        return [Of("year", year, self.words.say("report.of_year", year=year))]

    def told(self, key: str, /, **facts: object) -> Paragraph:
        """The sentence of `key`; a fact that is a figure stands as it is printed."""
        figures = tuple(fact for fact in facts.values() if isinstance(fact, Figure))
        plain = {name: _fact(name, fact) for name, fact in facts.items()}
        return Paragraph(self.words.say(key, **plain), figures)

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        total: Sequence[Cell] | None = None,
        note: str = "",
    ) -> Table:
        """The table `name` under its own title and headings."""
        say = self.words.say
        return Table(
            name=name,
            title=say(f"report.table.{name}", year=self.year),
            headings=tuple(
                say(f"report.column.{one.name}", year=self.year, before=self.year - 1)
                for one in columns
            ),
            rows=tuple(tuple(row) for row in rows),
            widths=tuple(one.width for one in columns),
            numeric=frozenset(at for at, one in enumerate(columns) if one.numeric),
            total=None if total is None else tuple(total),
            summed=frozenset(at for at, one in enumerate(columns) if one.summed),
            note=note,
        )


def joined(*told: Paragraph) -> Paragraph:
    """Sentences as one paragraph."""
    text = " ".join(one.text for one in told if one.text)
    return Paragraph(text, tuple(figure for one in told for figure in one.figures))


def shown(figure: Figure) -> Cell:
    """A figure in a cell."""
    return Cell(figure.text, figure)


def exactly(figure: Figure, words: Words) -> Cell:
    """Money in a cell, to the last đồng and without its unit: the heading says it."""
    if figure.value is None:
        return Cell(figure.text, figure)
    return Cell(words.say("number.count", value=figure.value), figure)


def _fact(name: str, fact: object) -> object:
    """A figure as it is printed; `count` as the number that chooses between one and many."""
    if not isinstance(fact, Figure):
        return fact
    return fact.value if name == "count" and fact.value is not None else fact.text
