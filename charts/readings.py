"""Readings: what a chart says to who cannot see it, as a sentence with its figures and as a
table. Both come from the chart's own rows, so they cannot say anything else."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from locales.words import Words

MOST = 12  # items in the sentence; the table has them all


@dataclass(frozen=True)
class Columns:
    """How the rows of a chart are read: `item` names a line of the table, `figures` what is
    said of it; `spread` (column of headings, column of values) makes a column of each part.
    `steps`: only the lines where the first figure changes, and the sentence is the last of them."""

    item: tuple[str, str]  # column, key of its heading
    figures: Mapping[str, str]  # column → key of its heading; the first one is in the sentence
    spread: tuple[str, str] | None = None
    steps: bool = False


STATES = ("state", "count")
MAP = Columns(
    ("label", "chart.coverage.name"),
    {
        "coverage": "chart.coverage.share",
        "whole_said": "chart.coverage.whole",
        "nobody_said": "chart.coverage.nobody",
    },
)
READINGS: Mapping[str, Columns] = {
    "completion": Columns(
        ("label", "chart.completion.name"),
        {
            "completion": "chart.completion.share",
            "completion_before": "chart.completion.before",
        },
        STATES,
    ),
    "coverage_list": Columns(
        ("label", "chart.coverage.name"),
        {"coverage": "chart.coverage.share"},
        ("state", "count_said"),
    ),
    "coverage_map": MAP,
    "coverage_areas": MAP,
    "timeliness": Columns(
        ("year", "chart.timeliness.year"), {"share": "chart.timeliness.in_time_share"}, STATES
    ),
    "arrivals": Columns(
        ("day_said", "chart.arrivals.day"), {"received_said": "chart.arrivals.received"}, steps=True
    ),
    "lengths": Columns(
        ("label", "chart.lengths.name"),
        {"said": "chart.lengths.value", "state": "chart.lengths.kind"},
    ),
    "matrix": Columns(("label", "chart.matrix.body"), {}, ("column", "told")),
    "small_multiples": Columns(
        ("label", "chart.small_multiples.body"),
        {"last": "chart.small_multiples.last"},
        ("year", "told"),
    ),
    "causes": Columns(("label", "chart.moved.cause"), {"said": "chart.moved.amount"}),
    "moved": Columns(("label", "chart.moved.cause"), {"said": "chart.moved.amount"}),
    "amounts": Columns(("year", "chart.trend.year"), {"told": "chart.amounts.value"}),
}


@dataclass(frozen=True)
class ChartDescription:
    """The sentence (without its full stop) and the table, headed in the reader's language."""

    sentence: str
    table: pd.DataFrame


def describe_chart(name: str, rows: pd.DataFrame, words: Words) -> ChartDescription:
    """The rows of the chart `name`, read. KeyError for a chart that nobody can read."""
    columns = READINGS[name]
    item, heading = columns.item
    lines = _select_lines(rows, columns)
    table = pd.DataFrame({words.say(heading): lines[item]})
    for part, values in _group_parts(rows, columns).items():
        table[str(part)] = lines[item].map(values)
    for column, key in columns.figures.items():
        table[words.say(key)] = lines[column]
    return ChartDescription(_build_sentence(lines, columns, words), table.reset_index(drop=True))


def _select_lines(rows: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """One row per item, in the chart's order."""
    if columns.steps:
        return rows[rows[next(iter(columns.figures))].ne(rows[next(iter(columns.figures))].shift())]
    return rows.drop_duplicates(columns.item[0])


def _group_parts(rows: pd.DataFrame, columns: Columns) -> dict[str, "pd.Series"]:
    """Heading → value by item, in the order in which the headings come."""
    if columns.spread is None:
        return {}
    heading, value = columns.spread
    named_rows = rows.dropna(subset=[heading])
    return {
        str(name): part.drop_duplicates(columns.item[0]).set_index(columns.item[0])[value]
        for name, part in named_rows.groupby(heading, sort=False)
    }


def _build_sentence(lines: pd.DataFrame, columns: Columns, words: Words) -> str:
    if not columns.figures or lines.empty:
        return ""
    sentence_lines = lines.tail(1) if columns.steps else lines.head(MOST)
    column = next(iter(columns.figures))
    items = "; ".join(
        words.say("chart.item", item=str(item), told=str(figure))
        for item, figure in zip(
            sentence_lines[columns.item[0]], sentence_lines[column], strict=True
        )
    )
    left = 0 if columns.steps else len(lines) - len(sentence_lines)
    return words.say("chart.items_left", items=items, count=left) if left else items
