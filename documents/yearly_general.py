"""General situation: the reports that came, and how much of the plan is done."""

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from charts.completion import completion_rows
from charts.timeliness import timeliness_rows
from documents.yearly import Block, Cell, Chart, Paragraph
from documents.yearly_charts import chart, rules
from documents.yearly_evidence import ARRIVED, Evidence, one_of
from documents.yearly_figures import Column, Of, Teller, joined, shown
from indicators.completion import completion
from indicators.due_results import STATES
from indicators.groups import GROUPS, grouped
from locales.numbers import missing

Row = Mapping[Hashable, object]  # of an answer, by column

COUNTS = ("whole", "part", "in_time", "not_reported")
MEASURED = (
    Column("whole", 1.5, numeric=True, summed=True),
    Column("part", 1.6, numeric=True, summed=True),
    Column("in_time", 1.6, numeric=True, summed=True),
    Column("not_reported", 1.6, numeric=True, summed=True),
    Column("completion", 1.5, numeric=True),
)


def arrivals(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """How many of the owed reports came, and when; last year; who was only asked."""
    now, before = (one_of(evidence.timeliness, year) for year in (teller.year, teller.year - 1))
    if not evidence.required.shape[0]:
        yield teller.told("report.arrivals.none", year=teller.year)
        return
    facts = {
        name: teller.figure(measure, now[name])
        for name, measure in (
            ("received", "received"),
            ("in_time", "reports_in_time"),
            ("late", "reports_late"),
            ("missing", "reports_missing"),
        )
    }
    owed = teller.figure("reports_owed", len(evidence.required))
    sentences = [teller.told("report.arrivals", owed=owed, **facts)]
    if now["awaited"]:
        awaited = teller.figure("reports_awaited", now["awaited"])
        sentences.append(teller.told("report.arrivals.awaited", awaited=awaited))
    if not missing(now["received_share"]):
        rate = teller.figure("received_share", now["received_share"])
        in_time = teller.figure("in_time_share", now["in_time_share"])
        sentences.append(teller.told("report.arrivals.share", share=rate, in_time=in_time))
    if not missing(before["received_share"]):
        last = teller.year - 1
        rate = teller.figure("received_share", before["received_share"], year=last)
        in_time = teller.figure("in_time_share", before["in_time_share"], year=last)
        told = teller.told("report.arrivals.before", year=last, share=rate, in_time=in_time)
        sentences.append(told)
    sentences += _requested(evidence, teller)
    yield joined(*sentences)
    rows = evidence.timeliness[evidence.timeliness["year"].isin(evidence.years)]
    drawn = timeliness_rows(rows, evidence.words, reorganised=rules(evidence))
    yield chart("timeliness", drawn, evidence)


def _requested(evidence: Evidence, teller: Teller) -> list[Paragraph]:
    asked = evidence.requested
    if asked.empty:
        return []
    came = int(asked["state"].isin(ARRIVED).sum())
    return [
        teller.told(
            "report.arrivals.requested",
            asked=teller.figure("requested_asked", len(asked)),
            came=teller.figure("requested_came", came),
        )
    ]


def progress(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Completion of the province's duties, against last year."""
    now, before = (one_of(evidence.completion, year) for year in (teller.year, teller.year - 1))
    if missing(now["assigned"]) or not now["assigned"]:
        yield teller.told("report.progress.none", year=teller.year)
        return
    sentences = []
    if now["assigned"] != now["whole"]:
        sentences.append(_of_all(teller, now))
    if not missing(now["share"]):
        sentences.append(_of_due(teller, now))
    if not missing(before["share"]):
        last = teller.year - 1
        share = teller.figure("completion", before["share"], year=last)
        sentences.append(teller.told("report.progress.before", year=last, share=share))
    yield joined(*sentences)
    yield _by_theme(evidence)


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
        not_reported=teller.figure("not_reported", now["not_reported"]),
    )


def _by_theme(evidence: Evidence) -> Chart:
    themes = completion(evidence.now, by=("theme",))
    codes = evidence.now.sort_values("task_position")["theme"].drop_duplicates().tolist()
    labels = [f"{code} · {evidence.words.say(f'clause.{code}')}" for code in themes["theme"]]
    bars = themes.assign(label=labels, position=themes["theme"].map(codes.index))
    shown_bars = bars[bars[list(STATES)].sum(axis=1) > 0].sort_values("position")
    return chart("completion", completion_rows(shown_bars, evidence.words), evidence)


def bodies(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Completion by kind of body, with a sentence on how to read it."""
    yield teller.told("report.bodies")
    yield from bodies_brief(evidence, teller)


def bodies_brief(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Completion by kind of body: a table."""
    told = completion(grouped(evidence.now), by=("group",))
    found = {row["group"]: row for row in told.to_dict("records") if row["assigned"]}
    rows = [
        _line(teller, found[group], Of("group", group, evidence.words.say(f"group.{group}")))
        for group in GROUPS
        if group in found
    ]
    if not rows:
        yield teller.told("report.progress.none", year=teller.year)
        return
    columns = (Column("group", 4.0), *MEASURED)
    yield teller.table("bodies", columns, rows, total=total(evidence, teller))


def _line(teller: Teller, row: Row, of: Of) -> list[Cell]:
    return [Cell(of.name), *measured(teller, row, of)]


def measured(teller: Teller, row: "Row | pd.Series", *of: Of) -> list[Cell]:
    """The cells of MEASURED of an answer of completion."""
    counts = [shown(teller.figure(name, row[name], *of)) for name in COUNTS]
    return [*counts, shown(teller.figure("completion", row["share"], *of))]


def total(evidence: Evidence, teller: Teller) -> list[Cell]:
    """The province's row beneath a table of parts."""
    now = one_of(evidence.completion, teller.year)
    return [Cell(evidence.words.say("report.total")), *measured(teller, now)]
