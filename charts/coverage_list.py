"""Coverage as a list: per commune the addresses helped, those closed without help and those
helped by nobody, the largest gap first; communes without a register last, in words. What is
hidden of one that has a register is a dashed outline."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import flags
from charts.labels import build_name_axis
from charts.palette import BLACK, COVERAGE, GREY, INK, INK_ON_SOFT, ORANGE, PRIMARY, State, paint
from charts.picking import make_openable, make_pickable
from charts.readings import build_tooltip
from charts.room import GAP, PHONE, compute_axis_end
from charts.states import label_states, paint_states
from charts.theme import BAR, LABEL, STEP, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    "label": "str",  # one bar each; unique
    "code": "str",  # what a click on the bar tells the page; empty where it tells nothing
    "position": "float64",  # the place in the list
    "state": "str",  # the side's word; missing where there is no register
    "count_text": "str",
    "begins": "float64",
    "ends": "float64",
    "figure_text": "str",  # how many nobody helps, on the bar's last part only
    "figure_at": "float64",
    "reach": "float64",  # where the axis ends: room for the numbers
    "coverage": "str",
    **flags.COLUMNS,
}
SIDES: Mapping[str, State] = {
    "helped": State("●", COVERAGE[1], INK_ON_SOFT),
    "closed": State("–", GREY, INK),
    "nobody": State("!", ORANGE, BLACK),
}
HIDDEN_PART = "untold"
PARTS: Mapping[str, State] = {**SIDES, HIDDEN_PART: State("◌", None, INK, dashed=True)}
STUB = 0.12  # of the longest bar: an outline whose true length nobody is told


def build_coverage_list_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Two rows per commune (helped, nobody), a third between them where any was closed without
    help, or one for a commune without data. Where a count is hidden, what is known and an
    outline.

    `frame` is an answer of `coverage` by commune with `label` (unique) added, and `code` and
    `nobody_text` (the figure at the bar's end) where there are any.
    """
    if "code" not in frame:
        frame = frame.assign(code="")
    if "nobody_text" not in frame:
        figures = [words.say("number.count", value=value) for value in frame["nobody"]]
        frame = frame.assign(nobody_text=figures)
    ordered = frame.astype({"part": "float64", "whole": "float64", "nobody": "float64"})
    ordered = ordered.sort_values("nobody", ascending=False, kind="stable", na_position="last")
    bars = _add_hidden_parts(ordered, words).assign(
        position=range(len(ordered)),
        helped=ordered["part"],
        closed=ordered["closed_unhelped"].astype("float64").replace(0, float("nan")),
        coverage=format_shares(ordered, words),
    )
    bar_columns = ["label", "code", "position", "whole", "coverage", "nobody_text", "end"]
    parts = bars.melt(bar_columns, list(PARTS), var_name="side", value_name="count")
    return _name_sides(_place_parts(parts, words)).astype(COLUMNS)[list(COLUMNS)]


def format_shares(communes: pd.DataFrame, words: Words) -> list[str]:
    """The share of each in words: hidden, not unknown, where any of its counts is known; not
    reported where it is `silent`."""
    known = communes[["whole", "nobody"]].notna().any(axis=1)
    is_suppressed = known | communes["hidden"] if "hidden" in communes else known
    hidden, unreported = words.say("privacy.hidden"), words.say("chart.coverage.unreported")
    is_unreported = communes["silent"] if "silent" in communes else is_suppressed & False
    shares = [
        hidden if pd.isna(share) and is_hidden else words.say("number.share", share=share)
        for share, is_hidden in zip(communes["share"], is_suppressed, strict=True)
    ]
    return [
        unreported if is_absent else share
        for share, is_absent in zip(shares, is_unreported, strict=True)
    ]


def _add_hidden_parts(bars: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Where each bar ends, with what outline; a hidden total is said behind the figure."""
    longest = pd.concat([bars["whole"], bars["nobody"]]).astype("float64").max()
    no_total = bars["whole"].isna() & bars["nobody"].notna()
    no_parts = bars["whole"].notna() & bars["nobody"].isna()
    outline = bars["whole"].where(no_parts).mask(no_total, longest * STUB)
    figures = [
        words.say("chart.coverage.no_total", count=count) if is_total_hidden else count
        for count, is_total_hidden in zip(bars["nobody_text"], no_total, strict=True)
    ]
    end = bars["whole"].fillna(bars["nobody"] + outline)
    return bars.assign(untold=outline, end=end, nobody_text=figures)


def draw_coverage_list(words: Words) -> alt.LayerChart:
    """Bars of addresses from zero, the number nobody helps at the end."""
    base = start_chart(COLUMNS).encode(y=build_name_axis())
    state_labels = label_states(PARTS, "chart.coverage", words)
    across = alt.X(
        "begins:Q",
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(title=words.say("chart.coverage.count"), tickCount=4, format=",d"),
    )
    bars = paint_states(base.mark_bar(size=BAR, strokeWidth=1), PARTS, state_labels).encode(
        x=across, x2="ends:Q", tooltip=build_tooltip("coverage_list", words)
    )
    bars = make_pickable(bars, ("code",))
    ends = base.transform_filter("datum.figure_text != ''").encode(
        x="figure_at:Q", text="figure_text:N"
    )
    at_end = ends.mark_text(align="left", dx=GAP, fontSize=LABEL, color=paint(PRIMARY))
    click_areas = make_openable(ends, ("code",), tooltip=words.say("figure.origin"))
    room = base.mark_point(opacity=0, tooltip=None).encode(x="reach:Q")
    return stack_layers(
        bars, at_end, room, click_areas, *flags.draw_flags(base), height=alt.Step(STEP)
    )


def _name_sides(rows: pd.DataFrame) -> pd.DataFrame:
    """The sides' words over the first bar: of the helped at its foot, of the others in their
    midst, so that they have room on a phone."""
    has_name = rows["side"].isin(["helped", "nobody"])
    first = rows[(rows["position"] == 0) & has_name & rows["state"].notna()]
    helped = first["side"] == "helped"
    places = ((first["begins"] + first["ends"]) / 2).mask(helped, 0)
    return flags.add_flags(rows, flags.place_flags(first["state"], places, end=rows["reach"].max()))


def _place_parts(parts: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Where each part stands: a row of words alone where nothing is known of a commune."""
    is_known, is_without_data = (
        parts["count"].notna(),
        parts["end"].isna() & (parts["side"] == "nobody"),
    )
    is_first = (parts["side"] == "helped") | (parts["whole"].isna() & (parts["side"] == "nobody"))
    begins = parts["end"].sub(parts["count"]).mask(is_first, 0).where(is_known)
    is_closed = parts["side"] == "closed"  # where the helped end
    helped = parts[parts["side"] == "helped"].set_index("position")["count"]
    begins = begins.mask(is_closed, parts["position"].map(helped)).where(is_known)
    rows = parts.assign(
        begins=begins,
        ends=begins + parts["count"],
        state=parts["side"].map(label_states(PARTS, "chart.coverage", words)).where(is_known),
        count_text=[words.say("number.count", value=count) for count in parts["count"]],
        figure_at=parts["end"].fillna(0),
        reach=compute_axis_end(parts["end"], parts["nobody_text"], PHONE),
    )
    no_total = (rows["side"] == HIDDEN_PART) & rows["whole"].isna()
    rows["count_text"] = rows["count_text"].mask(no_total, words.say("privacy.hidden"))
    rows = rows[is_known | is_without_data].sort_values(["position", "begins"], ignore_index=True)
    return rows.assign(
        figure_text=rows["nobody_text"].mask(rows["position"].duplicated("last"), "")
    )
