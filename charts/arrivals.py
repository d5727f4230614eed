"""Arrivals: reports received day by day, added up, against the deadline and the number due."""

from datetime import date, timedelta

import altair as alt
import pandas as pd

from charts.palette import LINE, PRIMARY, ink, paint
from charts.readings import build_tooltip
from charts.states import DASH
from charts.theme import LABEL, build_empty_frame, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    "day": "datetime64[s]",
    "received": "float64",
    "due": "float64",  # the number awaited in all, on the first row only
    "due_text": "str",
    "deadline": "datetime64[s]",  # on the first row only
    "deadline_text": "str",
    "deadline_late": "bool",  # in the second half of the days: its name stands left of it
    "figure_text": "str",  # on the last row only
    "figure_at": "float64",  # over the line, or over the rule of the number due where that is near
    "day_text": "str",
    "received_text": "str",
}
LEAD = timedelta(days=20)  # the line starts no later than this before the deadline
AFTER = timedelta(days=14)  # and ends no sooner than this after it, if that day has come
AFTER_LAST = pd.Timedelta(days=3)  # what the last report made of it is seen for so long
NEAR = 0.9  # of the number due
HALF = 0.5  # of the days
DAY_LABEL = (  # the day, and under the first and the first of a year that year
    "[utcFormat(datum.value, '%d/%m'), datum.index == 0 || utcdayofyear(datum.value) <= 7"
    " ? utcFormat(datum.value, '%Y') : '']"
)


def build_arrivals_rows(
    frame: pd.DataFrame, words: Words, *, deadline: date, as_of: date
) -> pd.DataFrame:
    """A row per day from the first arrival (or 20 days before the deadline) to 3 days after
    the last (or 14 after it), none after `as_of`.

    `frame` is `list_due_reports` of one year: what counts is required or received, by the day
    it is judged by. Without a report owed there are no rows.
    """
    due_reports = frame[(frame["obligation"] == "required") | frame["judged_on"].notna()]
    if due_reports.empty:
        return build_empty_frame(COLUMNS)
    arrival_days = due_reports["judged_on"].dropna().sort_values()
    opening = pd.Timestamp(min(deadline, as_of) - LEAD)
    first = min([opening, *(arrival_days.head(1) - pd.Timedelta(days=1))])
    closing = pd.Timestamp(deadline + AFTER)
    last = min(max([closing, *(arrival_days.tail(1) + AFTER_LAST)]), pd.Timestamp(as_of))
    days = pd.Series(pd.date_range(first, last, unit="s"), name="day")
    received = arrival_days.searchsorted(days, side="right").astype("float64")
    counts = pd.DataFrame({"day": days, "received": received})
    return _add_labels(counts, len(due_reports), deadline=deadline, words=words).astype(COLUMNS)[
        list(COLUMNS)
    ]


def draw_arrivals(words: Words) -> alt.LayerChart:
    """A step line, a dashed rule at the deadline, a thin one at the number due."""
    base = start_chart(COLUMNS)
    along = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", nice=False),
        axis=alt.Axis(title=None, labelExpr=DAY_LABEL, labelOverlap=True, tickCount=6),
    )
    upward = alt.Y(
        "received:Q",
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(title=words.say("chart.arrivals.received"), tickCount=4, format=",d"),
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2.5, color=paint(PRIMARY)).encode(
        x=along, y=upward, tooltip=build_tooltip("arrivals", words)
    )
    rule = base.mark_rule(color=paint(LINE), strokeWidth=1.2).encode(y="due:Q")
    dashed = base.mark_rule(color=paint(LINE), strokeWidth=1.2, strokeDash=DASH)
    rules = (dashed.encode(x="deadline:T"), rule)
    return stack_layers(line, *rules, *_draw_labels(base), height=260)


def _draw_labels(base: alt.Chart) -> list[alt.Chart]:
    ending = base.mark_text(
        align=alt.ExprRef("datum.deadline_late ? 'right' : 'left'"),
        dx=alt.ExprRef("datum.deadline_late ? -5 : 5"),
        dy=-6,
        fontSize=LABEL - 1,
        color=ink(),
    )
    below = base.mark_text(align="left", dy=5, fontSize=LABEL - 1, color=ink(), baseline="top")
    above = base.mark_text(align="right", dy=-6, fontSize=LABEL, color=ink(), baseline="bottom")
    return [
        ending.encode(x="deadline:T", y=alt.value("height"), text="deadline_text:N"),
        below.encode(x="day:T", y="due:Q", text="due_text:N"),
        above.encode(x="day:T", y="figure_at:Q", text="figure_text:N"),
    ]


def _add_labels(
    counts: pd.DataFrame, due_count: int, *, deadline: date, words: Words
) -> pd.DataFrame:
    """The rules' places and names on the first row, the last count on the last."""
    later = counts.index[1:]
    rows = counts.assign(
        due=float(due_count),
        due_text=words.say("chart.arrivals.due", whole=due_count),
        deadline=pd.Timestamp(deadline),
        deadline_text=words.say("chart.arrivals.deadline", day=deadline),
        deadline_late=counts["day"].le(pd.Timestamp(deadline)).mean() > HALF,
        figure_at=counts["received"].mask(counts["received"] > NEAR * due_count, float(due_count)),
        day_text=[words.say("number.day", value=day) for day in counts["day"]],
        received_text=[
            words.say("chart.arrivals.count", received=received, whole=due_count)
            for received in counts["received"]
        ],
    )
    rows["figure_text"] = rows["received_text"].where(counts.index == counts.index[-1], "")
    rows.loc[later, ["due_text", "deadline_text"]] = ""
    rows.loc[later, "due"] = float("nan")
    rows.loc[later, "deadline"] = pd.NaT
    return rows
