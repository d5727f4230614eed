"""General situation: the reports that came, and how much of the plan is done."""

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from charts.completion import build_completion_rows
from charts.timeliness import build_timeliness_rows
from documents.yearly import Block, Cell, Chart, Known, Paragraph
from documents.yearly_charts import chart, rules
from documents.yearly_evidence import Evidence, one_of
from documents.yearly_figures import Column, Of, Teller, joined, shown
from indicators.completion import completion
from indicators.due_reports import ARRIVED, AWAITED, OVERDUE, SENT_BACK
from indicators.due_results import DONE, NIL, STATES
from indicators.groups import GROUPS, add_group
from locales.names import full_names
from locales.numbers import missing
from models.units import UnitKind, are_in_being

Row = Mapping[Hashable, object]  # of an answer, by column

BEFORE = "report.arrivals.before"
COUNTS = {  # measure → the column of an answer of completion
    "whole": "whole",
    "part": "part",
    "in_time": "in_time",
    "not_reported": "not_reported_due",
}
MEASURED = (
    Column("whole", 1.5, numeric=True, summed=True),
    Column("part", 1.6, numeric=True, summed=True),
    Column("in_time", 1.6, numeric=True, summed=True),
    Column("not_reported", 1.6, numeric=True, summed=True),
    Column("completion", 1.5, numeric=True),
)


def arrivals(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """How many of the owed reports came, and when; last year; who was only asked, or not."""
    yield joined(*_arrived(evidence, teller), *_beside(evidence, teller))
    rows = evidence.timeliness[evidence.timeliness["year"].isin(evidence.years)]
    if len(rows):
        drawn = build_timeliness_rows(rows, evidence.words, reorganised=rules(evidence))
        yield chart("timeliness", drawn, evidence)


def _arrived(evidence: Evidence, teller: Teller) -> Iterator[Paragraph]:
    """The owed reports by their states, which add up; the rates once any has fallen due."""
    owed = evidence.required
    if owed.empty:
        yield teller.told("report.arrivals.none", year=teller.year)
        return
    whole = teller.figure("reports_owed", len(owed))
    if not evidence.is_reported:
        facts = {"year": teller.year, "day": evidence.as_of}
        yield teller.told("report.arrivals.no_return", owed=whole, **facts)
        return
    now = one_of(evidence.timeliness, teller.year)
    came = {
        name: teller.figure(measure, now[name])
        for name, measure in (
            ("received", "received"),
            ("in_time", "reports_in_time"),
            ("late", "reports_late"),
        )
    }
    yield teller.told("report.arrivals", owed=whole, **came)
    for state in (OVERDUE, SENT_BACK, AWAITED):
        count = int((owed["state"] == state).sum())
        if count:
            figure = teller.figure(f"reports_{state}", count)
            yield teller.told(f"report.arrivals.{state}", count=figure)
    if owed["fallen_due"].any():
        yield from _rates(evidence, teller)


def _rates(evidence: Evidence, teller: Teller) -> Iterator[Paragraph]:
    """The rates of what has fallen due or came, and those of the year before."""
    for year, key in ((teller.year, "report.arrivals.share"), (teller.year - 1, BEFORE)):
        row = one_of(evidence.timeliness, year)
        if not missing(row["received_share"]):
            share = teller.figure("received_share", row["received_share"], year=year)
            in_time = teller.figure("in_time_share", row["in_time_share"], year=year)
            yield teller.told(key, year=year, share=share, in_time=in_time)


def _beside(evidence: Evidence, teller: Teller) -> Iterator[Paragraph]:
    """The bodies that were only asked, those that sent without being asked, the estimates."""
    asked = evidence.requested
    if len(asked):
        yield teller.told(
            "report.arrivals.requested",
            asked=teller.figure("requested_asked", len(asked)),
            came=teller.figure("requested_came", int(asked["state"].isin(ARRIVED).sum())),
        )
    guessed = evidence.received[evidence.received["unit_id"].isin(evidence.estimates)]
    units = evidence.register.catalogue.units
    units = units[are_in_being(units, pd.Timestamp(evidence.last_day_of_help))]
    others = units[units["kind"] != UnitKind.RED_CROSS.value]  # it writes this report itself
    unasked = others[others["unit_id"].isin(evidence.unasked)].sort_values(["position", "code"])
    for name, bodies in (("unasked", unasked), ("estimates", guessed)):
        if len(bodies):
            count = teller.figure(f"reports_{name}", len(bodies))
            names = "; ".join(full_names(bodies, evidence.words))
            yield teller.told(f"report.arrivals.{name}", count=count, names=names)


def progress(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Completion of the province's duties, against last year."""
    if not _is_judged(evidence):
        yield unjudged(evidence, teller)
        return
    now, before = (one_of(evidence.completion, year) for year in (teller.year, teller.year - 1))
    sentences = []
    if now["assigned"] != now["whole"]:
        sentences.append(_of_all(teller, now))
    if not missing(now["share"]):
        sentences.append(_of_due(teller, now))
    sentences += _counted_apart(evidence, teller, now)
    if not missing(now["share"]) and not missing(before["share"]):
        last = teller.year - 1
        share = teller.figure("completion", before["share"], year=last)
        sentences.append(teller.told("report.progress.before", year=last, share=share))
    yield joined(*sentences)
    yield _by_theme(evidence)


def _is_judged(evidence: Evidence) -> bool:
    """Is anything known of the year's duties, and did any arise?"""
    return evidence.is_reported and bool((evidence.owed["state"] != NIL).any())


def unjudged(evidence: Evidence, teller: Teller) -> Paragraph:
    """Why there is nothing to tell of progress."""
    if evidence.owed.empty:
        return teller.told("report.progress.none", year=teller.year)
    if evidence.is_reported:
        return teller.told("report.progress.nil", year=teller.year)
    return teller.told("report.progress.no_return", year=teller.year, day=evidence.as_of)


def _of_all(teller: Teller, now: "pd.Series") -> Paragraph:
    return teller.told(
        "report.progress.all",
        assigned=teller.figure("assigned", now["assigned"]),
        done=teller.figure("done_all", now["done_all"]),
        progress=teller.figure("progress", now["progress"]),
    )


def _of_due(teller: Teller, now: "pd.Series") -> Paragraph:
    return teller.told(
        "report.progress",
        whole=teller.figure("whole", now["whole"]),
        part=teller.figure("part", now["part"]),
        share=teller.figure("completion", now["share"]),
        in_time=teller.figure("in_time", now["in_time"]),
        not_reported=teller.figure("not_reported", now["not_reported_due"]),
    )


def _counted_apart(evidence: Evidence, teller: Teller, now: "pd.Series") -> Iterator[Paragraph]:
    """What completion leaves out (nil, the reports themselves), and what of it waits for this
    very report."""
    if now[NIL]:
        yield teller.told("report.progress.left_out", count=teller.figure("nil", now[NIL]))
    if len(evidence.required):
        yield teller.told("report.progress.reports_apart")
    synthesis = evidence.owed[evidence.owed["theme"].isin(evidence.report_themes)]
    done = int(synthesis["state"].isin(DONE).sum())
    if done:
        count = teller.figure("synthesis_done", done)
        yield teller.told("report.progress.this_report", count=count)


def _by_theme(evidence: Evidence) -> Chart:
    themes = completion(evidence.results, by=("year", "theme"))
    now = themes[themes["year"] == evidence.year]
    earlier = themes[themes["year"].isin(evidence.reported_years - {evidence.year})]
    last = earlier[earlier["year"] == evidence.year - 1]
    before = last.set_index("theme")["share"]
    codes = evidence.now.sort_values("task_position")["theme"].drop_duplicates().tolist()
    bars = now.assign(
        label=[theme_label(evidence, code) for code in now["theme"]],
        position=now["theme"].map(codes.index),
        share_before=now["theme"].map(before).astype("float64"),
    )
    shown_bars = bars[bars[list(STATES)].sum(axis=1) > 0].sort_values("position")
    return chart("completion", build_completion_rows(shown_bars, evidence.words), evidence)


def theme_name(evidence: Evidence, code: str, sign: str) -> str:
    """The number and name of a theme of the plan."""
    return f"{code}{sign}{evidence.words.say(f'clause.{code}')}"


def theme_label(evidence: Evidence, code: str, sign: str = " · ") -> str:
    """The same beside figures: of the yearly report's own theme, that it is done only once this
    report is issued."""
    name = theme_name(evidence, code, sign)
    if code in evidence.report_themes:
        return evidence.words.say("report.theme.this_report", name=name)
    return name


def bodies(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Completion by kind of body, with a sentence on how to read it."""
    if _is_judged(evidence):
        yield teller.told("report.bodies")
    yield from bodies_brief(evidence, teller)


def bodies_brief(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Completion by kind of body: a table."""
    told = completion(add_group(evidence.owed), by=("group",))
    found = {row["group"]: row for row in told.to_dict("records") if row["assigned"]}
    rows = [
        _line(teller, found[group], Of("group", group, evidence.words.say(f"group.{group}")))
        for group in GROUPS
        if group in found
    ]
    if not rows or not evidence.is_reported:
        yield unjudged(evidence, teller)
        return
    columns = (Column("group", 4.0), *MEASURED)
    yield teller.table("bodies", columns, rows, total=total(evidence, teller))


def _line(teller: Teller, row: Row, of: Of) -> list[Cell]:
    return [Cell(of.name), *measured(teller, row, of)]


def measured(teller: Teller, row: "Row | pd.Series", *of: Of) -> list[Cell]:
    """The cells of MEASURED of an answer of completion."""
    counts = [shown(teller.figure(name, row[column], *of)) for name, column in COUNTS.items()]
    known = Known.NIL if row[NIL] and not row["assigned"] else None
    return [*counts, shown(teller.figure("completion", row["share"], *of, known=known))]


def total(evidence: Evidence, teller: Teller) -> list[Cell]:
    """The province's row beneath a table of parts."""
    now = one_of(evidence.completion, teller.year)
    return [Cell(evidence.words.say("report.total")), *measured(teller, now)]
