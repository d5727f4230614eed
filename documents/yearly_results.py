"""Results by the plan's themes, by the Law's activities, and by movement."""

from collections.abc import Iterator

import pandas as pd

from charts.lengths import build_lengths_rows
from documents.yearly import Block, Cell, Figure, Known, Paragraph
from documents.yearly_charts import chart
from documents.yearly_evidence import Evidence
from documents.yearly_figures import Column, Of, Teller, exactly, shown
from documents.yearly_general import (
    MEASURED,
    Row,
    measured,
    theme_label,
    theme_name,
    total,
    unjudged,
)
from indicators.completion import completion
from indicators.due_results import NIL, NOT_REPORTED
from indicators.mobilised import sum_mobilised
from indicators.obligations import REQUIRED
from locales.names import titles
from locales.numbers import missing
from models.tasks import AddsUp, Money

BOTH = 2  # figures of a task: quantity and money
ACTIVITIES = ("a", "b", "c", "d", "đ", "e", "g")  # the Law on Red Cross Activities, article 2


def themes(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Each theme of the plan in a paragraph: how much is done, and what its tasks brought."""
    yield from _told_by(evidence, teller, "theme", _themes(evidence))


def themes_brief(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """The themes of the plan as a table."""
    yield from _table_by(evidence, teller, "theme", _themes(evidence))


def activities(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Each lawful activity in a paragraph."""
    yield from _told_by(evidence, teller, "activity", _activities(evidence))


def activities_brief(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """The lawful activities as a table; tasks of none of them have a row of their own."""
    yield from _table_by(evidence, teller, "activity", _activities(evidence))


def _themes(evidence: Evidence) -> list[Of]:
    ordered = evidence.now.sort_values("task_position")["theme"].drop_duplicates()
    return [Of("theme", code, theme_label(evidence, code, ". ")) for code in ordered]


def _activities(evidence: Evidence) -> list[Of]:
    say = evidence.words.say
    return [Of("activity", code, say(f"report.activity.{code}")) for code in ACTIVITIES]


def _told_by(
    evidence: Evidence, teller: Teller, column: str, groups: list[Of]
) -> Iterator[Paragraph]:
    """A paragraph on each group, and what its tasks brought. The theme of the report itself
    claims nothing of its own: it is done by this very report."""
    for of in groups:
        rows = evidence.now[evidence.now[column] == of.code]
        if column == "theme" and of.code in evidence.report_themes:
            name = theme_name(evidence, str(of.code), ". ")
            yield teller.told("report.group.this_report", name=name)
            continue
        yield _group(evidence, teller, of, rows)
        yield from _brought(evidence, teller, rows)


def _group(evidence: Evidence, teller: Teller, of: Of, rows: pd.DataFrame) -> Paragraph:
    """How much of a group is done; of one that is only requested, how much was told."""
    owed = rows[rows["obligation"] == REQUIRED]
    if rows.empty:
        return teller.told("report.group.nobody", name=of.name, year=teller.year)
    if owed.empty:
        return _requested(teller, of, rows)
    if not evidence.is_reported:
        return teller.told("report.group.no_return", name=of.name)
    now = completion(owed, by=()).iloc[0]
    if not now["assigned"]:
        return teller.told("report.group.nil", name=of.name)
    return teller.told(
        "report.group.with_nil" if now[NIL] else "report.group",
        name=of.name,
        done=teller.figure("done_all", now["done_all"], of),
        assigned=teller.figure("assigned", now["assigned"], of),
        nil=teller.figure("nil", now[NIL], of),
    )


def _requested(teller: Teller, of: Of, rows: pd.DataFrame) -> Paragraph:
    """What the bodies that are only requested have told of."""
    told = int((rows["state"] != NOT_REPORTED).sum())
    return teller.told(
        "report.group.requested" if told else "report.group.requested_silent",
        name=of.name,
        told=teller.figure("requested_told", told, of),
        asked=teller.figure("requested_tasks", len(rows), of),
    )


def _brought(evidence: Evidence, teller: Teller, rows: pd.DataFrame) -> Iterator[Paragraph]:
    """What each task brought, in quantity and money, where anybody told any."""
    for task in tasks_of(evidence, rows):
        of = Of("task", task["task_code"], str(task["title"]))
        quantity, value = quantity_of(teller, task, of), value_of(teller, task, of)
        amounts = [figure for figure in (quantity, value) if figure.value is not None]
        if not amounts:
            continue
        if task["adds_up"] == AddsUp.UNITS.value and quantity.value is not None:
            yield _line_of_bodies(teller, task, quantity, value)
        else:
            yield _line(teller, task, amounts)


def _line_of_bodies(teller: Teller, task: Row, quantity: Figure, value: Figure) -> Paragraph:
    """How many bodies have done it; money is what all of them reported, done or not."""
    key = "report.brought.bodies" if quantity.value else "report.brought.no_body"
    if value.value is not None:
        return teller.told(f"{key}_value", title=task["title"], quantity=quantity, value=value)
    return teller.told(key, title=task["title"], quantity=quantity)


def _line(teller: Teller, task: Row, amounts: list[Figure]) -> Paragraph:
    title, unit = task["title"], f" {task['measure']}".rstrip()
    if len(amounts) == BOTH:
        quantity, value = amounts
        return teller.told(
            "report.brought.both", title=title, unit=unit, quantity=quantity, value=value
        )
    unit = "" if amounts[0].key.startswith("value") else unit
    return teller.told("report.brought.one", title=title, unit=unit, one=amounts[0])


def tasks_of(evidence: Evidence, rows: pd.DataFrame) -> list[Row]:
    """The tasks of `rows` in the plan's order: their totals of the year, title and measure."""
    of_task = ["task_code", "clause", "theme", "task_position", "adds_up", "money"]
    in_words = ["title_vi", "title_en", "measure_vi", "measure_en"]
    tasks = rows[[*of_task, *in_words]].drop_duplicates("task_code")
    sums = evidence.totals[evidence.totals["year"] == evidence.year]
    told = tasks.merge(sums, how="left", on="task_code").sort_values("task_position")
    language = evidence.words.language
    measure = told["measure_vi" if language == "vi" else "measure_en"].fillna("")
    bodies = told["adds_up"] == AddsUp.UNITS.value
    measure = measure.mask(bodies, evidence.words.say("report.bodies_done"))
    named = told.assign(title=titles(told, evidence.words), measure=measure)
    return [*named.to_dict("records")]


def quantity_of(teller: Teller, task: Row, of: Of, *, year: int | None = None) -> Figure:
    """The quantity of a task; without one: not added up between bodies, nil, or not told."""
    known = _absent(task, never=task["adds_up"] == "none")
    is_told = known == Known.NIL and not missing(task["quantity"]) and task["quantity"]
    return teller.figure(
        "quantity", task["quantity"], of, year=year, known=None if is_told else known
    )


def value_of(teller: Teller, task: Row, of: Of, *, year: int | None = None) -> Figure:
    """The money of a task, as reported; not asked of a task without any."""
    known = _absent(task, never=task["money"] == Money.NONE.value)
    value = None if task["money"] == Money.NONE.value else task["value_vnd"]
    return teller.figure("value", value, of, year=year, known=known if missing(value) else None)


def _absent(task: Row, *, never: bool) -> Known | None:
    if never:
        return Known.NOT_ASKED
    reported, nil = task["reported"], task["nil"]
    return Known.NIL if not reported and nil and not missing(nil) else None


def _table_by(evidence: Evidence, teller: Teller, column: str, groups: list[Of]) -> Iterator[Block]:
    answer = completion(evidence.owed.fillna({column: "none"}), by=(column,))
    found = {row[column]: row for row in answer.to_dict("records") if row["assigned"]}
    rest = Of(column, "none", evidence.words.say("report.activity.none"))
    rows = [
        [Cell(of.name), *measured(teller, found[of.code], of)]
        for of in (*groups, rest)
        if of.code in found
    ]
    if not rows or not evidence.is_reported:
        yield unjudged(evidence, teller)
        return
    columns = (Column(column, 4.6), *MEASURED)
    yield teller.table(f"by_{column}", columns, rows, total=total(evidence, teller))


def movements(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """The nine movements of II.2: quantity and money, each đồng counted once."""
    rows = evidence.now[evidence.now["movement"]]
    if rows.empty:
        yield teller.told("report.movements.none", year=teller.year)
        return
    yield teller.told("report.movements")
    lines = []
    for task in tasks_of(evidence, rows):
        of = Of("task", task["task_code"], str(task["title"]))
        quantity, value = quantity_of(teller, task, of), value_of(teller, task, of)
        counted = evidence.words.say(f"report.money_counts.{task['money']}")
        lines.append(
            [
                Cell(of.name),
                Cell(str(task["measure"])),
                shown(quantity),
                exactly(value, evidence.words),
                Cell(counted),
            ]
        )
    columns = (
        Column("task", 4.8),
        Column("measure", 2.4),
        Column("quantity", 1.7, numeric=True),
        Column("value", 2.4, numeric=True),
        Column("counts", 3.0),
    )
    note = evidence.words.say("report.movements.note")
    yield teller.table("movements", columns, lines, note=note)
    drawn = _drawn(evidence)
    if len(drawn):
        yield chart(
            "lengths", build_lengths_rows(drawn, evidence.words), evidence, about="movements"
        )


def _drawn(evidence: Evidence) -> pd.DataFrame:
    answer = sum_mobilised(evidence.now)
    told = answer[answer["movement"] & answer["value_vnd"].notna()]
    kinds = (told["money"] == Money.COUNTS.value).map({True: "added", False: "beside"})
    say = evidence.words.say
    return told.assign(
        label=titles(told, evidence.words),
        value=told["value_vnd"],
        kind=kinds,
        said=[say("report.money", value=value) for value in told["value_vnd"]],
    )
