"""Years along the bottom, with a dashed, named rule where a reorganisation fell."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts.palette import LINE, ink, paint
from charts.theme import LABEL
from locales.words import Words

COLUMNS = {
    "year": "str",
    "reorganised": "str",  # the rule's name, empty in other years
    "rule_top": "float64",  # missing where there is no rule
    "rule_late": "bool",  # in the second half: its name stands left of it
}
DASH = [4, 3]
SIDE = "datum.rule_late ? {left} : {right}"


def add_rules(frame: pd.DataFrame, reorganised: Mapping[int, str], *, top: float) -> pd.DataFrame:
    """`frame` (a whole-number `year`) with the columns of rules up to `top`, as text years.

    `reorganised` is first reporting year of the new structure → name; a year that is not
    shown has no rule. The name is on the first row of its year only.
    """
    names = frame["year"].map(dict(reorganised)).astype("str").mask(frame.duplicated("year"))
    middle = (frame["year"].min() + frame["year"].max()) / 2
    return frame.assign(
        reorganised=names.fillna(""),
        rule_top=names.notna().map({True: top, False: float("nan")}).astype("float64"),
        rule_late=(frame["year"] > middle).astype("bool"),
        year=frame["year"].astype("str"),
    )


def build_year_axis(words: Words) -> alt.X:
    axis = alt.Axis(title=words.say("chart.timeliness.year"), labelAngle=0, labelOverlap=True)
    return alt.X("year:O", axis=axis)


def draw_rules(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The rules before their years, and their names at the top."""
    at_year = alt.X("year:O", bandPosition=0)
    lines = base.mark_rule(strokeDash=DASH, strokeWidth=1.2, color=paint(LINE)).encode(
        x=at_year, y="rule_top:Q", y2=alt.datum(0)
    )
    names = base.mark_text(
        align=alt.ExprRef(SIDE.format(left="'right'", right="'left'")),
        dx=alt.ExprRef(SIDE.format(left="-4", right="4")),
        dy=alt.ExprRef(SIDE.format(left="15", right="0")),  # two names never meet
        baseline="top",
        fontSize=LABEL - 1,
        color=ink(),
    ).encode(x=at_year, y="rule_top:Q", text="reorganised:N")
    return lines, names
