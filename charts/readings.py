"""Readings: what a chart says to who cannot see it, as a sentence with its figures and as a
table. Both come from the chart's own rows, so they cannot say anything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import altair as alt
import pandas as pd

from locales.words import Words

MOST = 12  # items in the sentence; the table has them all


@dataclass(frozen=True)
class Reading:
    """How the rows of a chart are read: `headings` are the keys of what its columns are called,
    in the order in which they are shown to who points at a mark; the first column names a line
    of the table, and `figures` are said of it, the first one in the sentence. `beside` are
    headings that pointing does not show. `spread` (column of headings, column of values) makes
    a column of each part.
    `steps`: only the lines where the first figure changes, and the sentence is the last of them."""

    headings: Mapping[str, str]
    figures: tuple[str, ...] = ()
    spread: tuple[str, str] | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    steps: bool = False

    @property
    def item(self) -> str:
        """The column whose values name the lines."""
        return next(iter(self.headings))


def _name_columns(chart: str, **names: str) -> dict[str, str]:
    return {column: f"chart.{chart}.{name}" for column, name in names.items()}


YEAR = {"year": "chart.trend.year"}
STATES = ("state", "count")
OF_COVERAGE = {"label": "chart.coverage.name", "coverage": "chart.coverage.share"}
MAP = Reading(
    OF_COVERAGE | _name_columns("coverage", whole_text="whole", nobody_text="nobody"),
    ("coverage", "whole_text", "nobody_text"),
)
MOVED = Reading(_name_columns("moved", label="cause", figure_text="amount"), ("figure_text",))
READINGS: Mapping[str, Reading] = {
    "completion": Reading(
        _name_columns("completion", label="name", state="state", count="count")
        | _name_columns("completion", completion="share", completion_before="before"),
        ("completion", "completion_before"),
        STATES,
    ),
    "coverage_list": Reading(
        _name_columns("coverage", label="name", state="side", count_text="count", coverage="share"),
        ("coverage",),
        ("state", "count_text"),
    ),
    "coverage_map": MAP,
    "coverage_areas": MAP,
    "timeliness": Reading(
        _name_columns(
            "timeliness", year="year", state="state", count="count", share="in_time_share"
        ),
        ("share",),
        STATES,
    ),
    "arrivals": Reading(
        _name_columns("arrivals", day_text="day", received_text="received"),
        ("received_text",),
        steps=True,
    ),
    "lengths": Reading(
        _name_columns("lengths", label="name", figure_text="value", state="kind"),
        ("figure_text", "state"),
    ),
    "matrix": Reading(
        _name_columns("matrix", label="body", column="column", description="state"),
        spread=("column", "description"),
    ),
    "small_multiples": Reading(
        _name_columns("small_multiples", label="body")
        | YEAR
        | _name_columns("small_multiples", description="value"),
        ("last",),
        ("year", "description"),
        beside=_name_columns("small_multiples", last="last"),
    ),
    "causes": MOVED,
    "moved": MOVED,
    "amounts": Reading(YEAR | _name_columns("amounts", description="value"), ("description",)),
}


def build_tooltip(name: str, words: Words) -> list[alt.Tooltip]:
    """What the chart `name` says of a mark that one points at."""
    return [
        alt.Tooltip(f"{column}:Q", title=words.say(key), format=",d")
        if column == "count"
        else alt.Tooltip(f"{column}:N", title=words.say(key))
        for column, key in READINGS[name].headings.items()
    ]


@dataclass(frozen=True)
class ChartDescription:
    """The sentence (without its full stop) and the table, headed in the reader's language."""

    sentence: str
    table: pd.DataFrame


def describe_chart(name: str, rows: pd.DataFrame, words: Words) -> ChartDescription:
    """The rows of the chart `name`, read. KeyError for a chart that nobody can read."""
    reading = READINGS[name]
    headings = {**reading.headings, **reading.beside}
    item = reading.item
    if reading.steps:
        figure = rows[reading.figures[0]]
        lines = rows[figure.ne(figure.shift())]
    else:
        lines = rows.drop_duplicates(item)
    table = pd.DataFrame({words.say(headings[item]): lines[item]})
    if reading.spread:
        heading, value = reading.spread
        for part, part_rows in rows.dropna(subset=[heading]).groupby(heading, sort=False):
            values = part_rows.drop_duplicates(item).set_index(item)[value]
            table[str(part)] = lines[item].map(values)
    for column in reading.figures:
        table[words.say(headings[column])] = lines[column]
    return ChartDescription(_build_sentence(lines, reading, words), table.reset_index(drop=True))


def _build_sentence(lines: pd.DataFrame, reading: Reading, words: Words) -> str:
    if not reading.figures or lines.empty:
        return ""
    listed_lines = lines.tail(1) if reading.steps else lines.head(MOST)
    pairs = zip(listed_lines[reading.item], listed_lines[reading.figures[0]], strict=True)
    items = "; ".join(
        words.say("chart.item", item=str(name), told=str(figure)) for name, figure in pairs
    )
    left = 0 if reading.steps else len(lines) - len(listed_lines)
    return words.say("chart.items_left", items=items, count=left) if left else items
