"""Coverage as a list: per commune the addresses helped, those closed without help and those
helped by nobody, the largest gap first; communes without a register last, in words. What is
hidden of one that has a register is a dashed outline."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import flags
from charts.columns import no_rows
from charts.labels import names_down
from charts.palette import BLACK, COVERAGE, GREY, INK, INK_ON_SOFT, ORANGE, PRIMARY, State, paint
from charts.picking import openable, pickable
from charts.room import AWAY, PHONE, reach
from charts.states import painted, state_words
from charts.theme import BAR, LABEL, STEP, layered
from locales.words import Words

COLUMNS = {
    "label": "str",  # one bar each; unique
    "code": "str",  # what a click on the bar tells the page; empty where it tells nothing
    "position": "float64",  # the place in the list
    "state": "str",  # the side's word; missing where there is no register
    "count_said": "str",
    "begins": "float64",
    "ends": "float64",
    "said": "str",  # how many nobody helps, on the bar's last part only
    "said_at": "float64",
    "reach": "float64",  # where the axis ends: room for the numbers
    "coverage": "str",
    **flags.COLUMNS,
}
SIDES: Mapping[str, State] = {
    "helped": State("●", COVERAGE[1], INK_ON_SOFT),
    "closed": State("–", GREY, INK),
    "nobody": State("!", ORANGE, BLACK),
}
UNTOLD = "untold"
DRAWN: Mapping[str, State] = {**SIDES, UNTOLD: State("◌", None, INK, dashed=True)}
STUB = 0.12  # of the longest bar: an outline whose true length nobody is told


def coverage_list_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Two rows per commune (helped, nobody), a third between them where any was closed without
    help, or one for a commune without data. Where a count is hidden, what is known and an
    outline.

    `frame` is an answer of `coverage` by commune with `label` (unique) added, and `code` and
    `nobody_said` (the figure at the bar's end) where there are any.
    """
    if "code" not in frame:
        frame = frame.assign(code="")
    if "nobody_said" not in frame:
        said = [words.say("number.count", value=value) for value in frame["nobody"]]
        frame = frame.assign(nobody_said=said)
    ordered = frame.astype({"part": "float64", "whole": "float64", "nobody": "float64"})
    ordered = ordered.sort_values("nobody", ascending=False, kind="stable", na_position="last")
    bars = _with_untold(ordered, words).assign(
        position=range(len(ordered)),
        helped=ordered["part"],
        closed=ordered["closed_unhelped"].astype("float64").replace(0, float("nan")),
        coverage=share_said(ordered, words),
    )
    kept = ["label", "code", "position", "whole", "coverage", "nobody_said", "end"]
    parts = bars.melt(kept, list(DRAWN), var_name="side", value_name="count")
    return _named(_laid_out(parts, words)).astype(COLUMNS)[list(COLUMNS)]


def share_said(communes: pd.DataFrame, words: Words) -> list[str]:
    """The share of each in words: hidden, not unknown, where any of its counts is known; not
    reported where it is `silent`."""
    known = communes[["whole", "nobody"]].notna().any(axis=1)
    barred = known | communes["hidden"] if "hidden" in communes else known
    hidden, unreported = words.say("privacy.hidden"), words.say("chart.coverage.unreported")
    is_unreported = communes["silent"] if "silent" in communes else barred & False
    shares = [
        hidden if pd.isna(share) and untold else words.say("number.share", share=share)
        for share, untold in zip(communes["share"], barred, strict=True)
    ]
    return [
        unreported if is_absent else share
        for share, is_absent in zip(shares, is_unreported, strict=True)
    ]


def _with_untold(bars: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Where each bar ends, with what outline; a hidden total is said behind the figure."""
    longest = pd.concat([bars["whole"], bars["nobody"]]).astype("float64").max()
    no_total = bars["whole"].isna() & bars["nobody"].notna()
    no_parts = bars["whole"].notna() & bars["nobody"].isna()
    outline = bars["whole"].where(no_parts).mask(no_total, longest * STUB)
    said = [
        words.say("chart.coverage.no_total", count=count) if untold else count
        for count, untold in zip(bars["nobody_said"], no_total, strict=True)
    ]
    end = bars["whole"].fillna(bars["nobody"] + outline)
    return bars.assign(untold=outline, end=end, nobody_said=said)


def coverage_list_drawing(words: Words) -> alt.LayerChart:
    """Bars of addresses from zero, the number nobody helps at the end."""
    base = alt.Chart(no_rows(COLUMNS)).encode(y=names_down("label", "position"))
    said = state_words(DRAWN, "chart.coverage", words)
    across = alt.X(
        "begins:Q",
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(title=words.say("chart.coverage.count"), tickCount=4, format=",d"),
    )
    bars = painted(base.mark_bar(size=BAR, strokeWidth=1), DRAWN, said).encode(
        x=across, x2="ends:Q", tooltip=_tooltip(words)
    )
    bars = pickable(bars, ("code",))
    ends = base.transform_filter("datum.said != ''").encode(x="said_at:Q", text="said:N")
    at_end = ends.mark_text(align="left", dx=AWAY, fontSize=LABEL, color=paint(PRIMARY))
    asked = openable(ends, ("code",), tooltip=words.say("figure.origin"))
    room = base.mark_point(opacity=0, tooltip=None).encode(x="reach:Q")
    return layered(bars, at_end, room, asked, *flags.flags(base), height=alt.Step(STEP))


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The sides' words over the first bar: of the helped at its foot, of the others in their
    midst, so that they have room on a phone."""
    named = rows["side"].isin(["helped", "nobody"])
    first = rows[(rows["position"] == 0) & named & rows["state"].notna()]
    helped = first["side"] == "helped"
    at = ((first["begins"] + first["ends"]) / 2).mask(helped, 0)
    return flags.with_flags(rows, flags.planted(first["state"], at, end=rows["reach"].max()))


def _laid_out(parts: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Where each part stands: a row of words alone where nothing is known of a commune."""
    known, silent = parts["count"].notna(), parts["end"].isna() & (parts["side"] == "nobody")
    first = (parts["side"] == "helped") | (parts["whole"].isna() & (parts["side"] == "nobody"))
    begins = parts["end"].sub(parts["count"]).mask(first, 0).where(known)
    beside = parts["side"] == "closed"  # where the helped end
    helped = parts[parts["side"] == "helped"].set_index("position")["count"]
    begins = begins.mask(beside, parts["position"].map(helped)).where(known)
    laid = parts.assign(
        begins=begins,
        ends=begins + parts["count"],
        state=parts["side"].map(state_words(DRAWN, "chart.coverage", words)).where(known),
        count_said=[words.say("number.count", value=count) for count in parts["count"]],
        said_at=parts["end"].fillna(0),
        reach=reach(parts["end"], parts["nobody_said"], PHONE),
    )
    no_total = (laid["side"] == UNTOLD) & laid["whole"].isna()
    laid["count_said"] = laid["count_said"].mask(no_total, words.say("privacy.hidden"))
    laid = laid[known | silent].sort_values(["position", "begins"], ignore_index=True)
    return laid.assign(said=laid["nobody_said"].mask(laid["position"].duplicated("last"), ""))


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=words.say("chart.coverage.name")),
        alt.Tooltip("state:N", title=words.say("chart.coverage.side")),
        alt.Tooltip("count_said:N", title=words.say("chart.coverage.count")),
        alt.Tooltip("coverage:N", title=words.say("chart.coverage.share")),
    ]
