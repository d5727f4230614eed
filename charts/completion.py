"""Completion: one bar per unit, task or clause, all its states and what is not reported.

The bar is the tasks assigned where something arose; what is written at its end is the
completion of the signed definition (done ÷ fallen due). Over several bars stands one of them
all, on which the states are named.
"""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import flags
from charts.labels import build_name_axis
from charts.palette import PRIMARY, STATES, ink, paint
from charts.picking import make_openable, make_pickable
from charts.readings import build_tooltip
from charts.states import choose_ink, label_states, paint_states
from charts.theme import BAR, LABEL, STEP, stack_layers, start_chart
from indicators.completion import sum_completion
from locales.numbers import is_missing
from locales.words import Words

COLUMNS = {
    "label": "str",  # one bar each; unique, already in the reader's language
    "code": "str",  # what a click on the bar or its number tells the page; empty: of all
    "position": "float64",
    "state": "str",  # the state's word; missing on a bar without anything to draw
    "count": "float64",
    "begins": "float64",
    "ends": "float64",
    "middle": "float64",
    "inside": "str",  # the count, where the part is wide enough for it
    "figure_text": "str",  # at the bar's end, on its first part only
    "figure_at": "float64",
    "before": "float64",  # last year's completion, on the bar's first part only
    "completion": "str",
    "completion_before": "str",
    **flags.COLUMNS,
}
DEFAULTS: Mapping[str, str | float] = {
    "code": "",
    "share_before": float("nan"),
    "requested": False,
    "of_all": False,
}
ROOM = 0.07  # a narrower part shows no count
WIDE = 0.66  # a part at least as wide bears its word inside, on a phone too


def build_completion_rows(
    frame: pd.DataFrame, words: Words, *, most: int | None = None, of_all: str = ""
) -> pd.DataFrame:
    """A row per bar and state that occurs, or one row for a bar without any. On the first bar
    each state that occurs in any has a row, which bears its word or its flag.

    `frame` is an answer of `completion` whose groups share no row, with `label` (unique) and
    `position` added, and `share_before` (last year's share, may be missing), `code` and
    `requested` (no part of all) where there are any. `most` of the bars are drawn; the one of
    all, called `of_all`, is of all of them.
    """
    defaults = {name: value for name, value in DEFAULTS.items() if name not in frame}
    ordered = frame.assign(**defaults).sort_values("position", kind="stable")
    name_of_all = of_all or words.say("chart.completion.all")
    frame_with_all = pd.concat(
        [_sum_into_one_bar(ordered, name_of_all), ordered.head(most or len(ordered))]
    )
    bars = frame_with_all.assign(
        whole_bar=frame_with_all[list(STATES)].sum(axis=1).astype("float64"),
        completion=[
            _format_completion(part, whole, share, words=words)
            for part, whole, share in frame_with_all[["part", "whole", "share"]].itertuples(
                index=False
            )
        ],
        completion_before=[
            words.say("number.share", share=share) for share in frame_with_all.share_before
        ],
    )
    bars["completion_before"] = bars["completion_before"].mask(bars["of_all"].eq(other=True), "")
    figures = zip(bars["share"], bars["whole_bar"], bars["nil"], strict=True)
    bars = bars.assign(
        figure_text=[_format_bar_end(*figure, words=words) for figure in figures],
        figure_at=(bars.whole_bar > 0).astype("float64"),
    )
    return _name_states(_split_into_states(bars, words), words).astype(COLUMNS)[list(COLUMNS)]


def draw_completion(words: Words) -> alt.LayerChart:
    """Stacked bars, the count inside, the share at the end, last year as a tick."""
    base = start_chart(COLUMNS).encode(y=build_name_axis())
    state_labels = label_states(STATES, "state", words)
    across = alt.X(
        "begins:Q",
        scale=alt.Scale(domain=[0, 1.16], nice=False),
        axis=alt.Axis(
            title=[words.say("chart.completion.axis"), words.say("chart.completion.axis_before")],
            format=".0%",
            values=[0, 0.25, 0.5, 0.75, 1],
        ),
    )
    counted_bars = base.transform_filter("datum.count > 0").mark_bar(size=BAR, strokeWidth=1)
    bars = paint_states(counted_bars, STATES, state_labels).encode(
        x=across, x2="ends:Q", tooltip=build_tooltip("completion", words)
    )
    inside = base.mark_text(fontSize=LABEL - 1, color=choose_ink(STATES, state_labels)).encode(
        x="middle:Q", text="inside:N"
    )
    ends = base.transform_filter("datum.figure_text != ''").encode(
        x="figure_at:Q", text="figure_text:N"
    )
    at_end = ends.mark_text(align="left", dx=6, fontSize=LABEL, color=paint(PRIMARY))
    click_areas = make_openable(ends, ("code",), tooltip=words.say("figure.origin"))
    bars = make_pickable(bars, ("code",))
    before = base.mark_tick(thickness=1.5, size=BAR + 6, color=ink()).encode(x="before:Q")
    marks = (bars, before, inside, at_end, click_areas, *flags.draw_flags(base))
    return stack_layers(*marks, height=alt.Step(STEP))


def _sum_into_one_bar(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The bar of all that are owed, over several bars; what is only requested is owed nobody."""
    required = frame[~frame["requested"].astype("bool")]
    if len(frame) < 2 or required.empty:
        return frame.head(0)
    return sum_completion(required).assign(
        label=name,
        code="",
        of_all=True,  # of which last year's bodies were others
        position=frame["position"].min() - 1,
    )


def _split_into_states(bars: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The states of each bar end to end; of the first, those too that only others have."""
    bar_columns = [
        "label",
        "code",
        "position",
        "whole_bar",
        "figure_text",
        "figure_at",
        "share_before",
    ]
    bar_columns += ["completion", "completion_before"]
    parts = bars.melt(bar_columns, list(STATES), var_name="key", value_name="count")
    parts["order"] = parts["key"].map({state: place for place, state in enumerate(STATES)})
    parts = parts.sort_values(["position", "label", "order"], ignore_index=True)
    parts["count"] = parts["count"].astype("float64").where(parts["whole_bar"] > 0)
    parts["ends"] = parts.groupby("label")["count"].cumsum() / parts["whole_bar"]
    parts["begins"] = parts["ends"] - parts["count"] / parts["whole_bar"]
    parts["middle"] = (parts["begins"] + parts["ends"]) / 2
    parts["first"] = parts["label"] == parts["label"].iloc[0] if len(parts) else False
    is_drawn = parts["count"] > 0
    is_empty_bar = (parts["whole_bar"] == 0) & (parts["order"] == 0)
    occurs_anywhere = parts["key"].isin(parts.loc[is_drawn, "key"])
    parts = parts[is_drawn | is_empty_bar | (parts["first"] & occurs_anywhere)].reset_index(
        drop=True
    )
    is_drawn = parts["count"] > 0
    parts["word"] = parts["key"].map(label_states(STATES, "state", words))
    parts["state"] = parts["word"].where(is_drawn)
    is_wide = parts["ends"] - parts["begins"] >= ROOM
    parts["inside"] = parts["count"].map("{:.0f}".format).where(is_wide, "")
    is_repeated = parts.duplicated("label")
    parts["figure_text"] = parts["figure_text"].mask(is_repeated, "")
    parts["before"] = parts["share_before"].mask(is_repeated)
    return parts


def _name_states(parts: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The states' words with their counts on the first bar: inside a wide part, else on a flag."""
    occurs = parts["first"] & parts["key"].isin(parts.loc[parts["count"] > 0, "key"])
    counts = parts.loc[occurs, ["count", "word"]].fillna({"count": 0})
    labels = pd.Series(
        [
            words.say("chart.completion.named", count=count, state=word)
            for count, word in counts.itertuples(index=False)
        ],
        counts.index,
        dtype="str",
    )
    is_wide = labels.index.isin(parts.index[parts["ends"] - parts["begins"] >= WIDE])
    flag_labels = labels[~is_wide]
    places = parts.loc[flag_labels.index, "middle"].fillna(0)
    flag_rows = flags.place_flags(flag_labels, places)
    inside = parts["inside"].mask(parts.index.isin(flag_labels.index), "")
    inside.update(labels[is_wide])
    return flags.add_flags(parts.assign(inside=inside), flag_rows)


def _format_bar_end(share: object, whole_bar: float, nil: int, *, words: Words) -> str:
    """What stands at a bar's end: the share; … not yet due; nothing arose; or no data."""
    if not is_missing(share):
        return words.say("number.share", share=share)
    if whole_bar:
        return "…"
    return words.say("state.nil" if nil else "state.no_data").lower()


def _format_completion(part: object, whole: object, share: object, *, words: Words) -> str:
    if is_missing(share):
        return words.say("state.not_fallen_due")
    return words.say("chart.completion.of", part=part, whole=whole, share=share)
