"""Results by the plan's themes, by the Law's activities, and by movement."""

from collections.abc import Iterator

import pandas as pd

from charts.lengths import build_lengths_rows
from documents.yearly_report.charts import build_chart
from documents.yearly_report.evidence import Evidence
from documents.yearly_report.figures import Dimension, PrintedCell
from documents.yearly_report.general import (
    COMPLETION_COLUMNS,
    Row,
    build_total_row,
    explain_unjudged,
    format_theme,
    label_theme,
    list_completion_figures,
)
from documents.yearly_report.report import Block, ReportFigure, ReportParagraph, ValueState
from indicators.completion import completion
from indicators.due_results import NIL, NOT_REPORTED
from indicators.mobilised import sum_mobilised
from indicators.obligations import REQUIRED
from locales.names import list_titles
from locales.numbers import is_missing
from models.tasks import AddsUp, Money

BOTH = 2  # figures of a task: quantity and money
ACTIVITIES = ("a", "b", "c", "d", "đ", "e", "g")  # the Law on Red Cross Activities, article 2


def describe_themes(evidence: Evidence) -> Iterator[Block]:
    """Each theme of the plan in a paragraph: how much is done, and what its tasks brought."""
    yield from _describe_groups(evidence, "theme", _list_themes(evidence))


def build_themes_table(evidence: Evidence) -> Iterator[Block]:
    yield from _build_group_table(evidence, "theme", _list_themes(evidence))


def describe_activities(evidence: Evidence) -> Iterator[Block]:
    yield from _describe_groups(evidence, "activity", _list_activities(evidence))


def build_activities_table(evidence: Evidence) -> Iterator[Block]:
    """The lawful activities as a table; tasks of none of them have a row of their own."""
    yield from _build_group_table(evidence, "activity", _list_activities(evidence))


def _list_themes(evidence: Evidence) -> list[Dimension]:
    ordered = evidence.now.sort_values("task_position")["theme"].drop_duplicates()
    return [Dimension("theme", code, label_theme(evidence, code, ". ")) for code in ordered]


def _list_activities(evidence: Evidence) -> list[Dimension]:
    return [
        Dimension("activity", code, evidence.say(f"report.activity.{code}")) for code in ACTIVITIES
    ]


def _describe_groups(
    evidence: Evidence, column: str, groups: list[Dimension]
) -> Iterator[ReportParagraph]:
    """A paragraph on each group, and what its tasks brought. The theme of the report itself
    claims nothing of its own: it is done by this very report."""
    for of in groups:
        rows = evidence.now[evidence.now[column] == of.code]
        if column == "theme" and of.code in evidence.report_themes:
            name = format_theme(evidence, str(of.code), ". ")
            yield evidence.build_paragraph("report.group.this_report", name=name)
            continue
        yield _describe_group(evidence, of, rows)
        yield from _describe_amounts(evidence, rows)


def _describe_group(evidence: Evidence, of: Dimension, rows: pd.DataFrame) -> ReportParagraph:
    """How much of a group is done; of one that is only requested, how much was told."""
    required = rows[rows["obligation"] == REQUIRED]
    if rows.empty:
        return evidence.build_paragraph("report.group.nobody", name=of.name)
    if required.empty:
        return _describe_requested(evidence, of, rows)
    if not evidence.is_reported:
        return evidence.build_paragraph("report.group.no_return", name=of.name)
    now = completion(required, by=()).iloc[0]
    if not now["assigned"]:
        return evidence.build_paragraph("report.group.nil", name=of.name)
    return evidence.build_paragraph(
        "report.group.with_nil" if now[NIL] else "report.group",
        name=of.name,
        done=evidence.build_figure("done_all", now["done_all"], of),
        assigned=evidence.build_figure("assigned", now["assigned"], of),
        nil=evidence.build_figure("nil", now[NIL], of),
    )


def _describe_requested(evidence: Evidence, of: Dimension, rows: pd.DataFrame) -> ReportParagraph:
    """What the bodies that are only requested have told of."""
    reported_count = int((rows["state"] != NOT_REPORTED).sum())
    return evidence.build_paragraph(
        "report.group.requested" if reported_count else "report.group.requested_silent",
        name=of.name,
        told=evidence.build_figure("requested_told", reported_count, of),
        asked=evidence.build_figure("requested_tasks", len(rows), of),
    )


def _describe_amounts(evidence: Evidence, rows: pd.DataFrame) -> Iterator[ReportParagraph]:
    """What each task brought, in quantity and money, where anybody told any."""
    for task in list_task_totals(evidence, rows):
        of = Dimension("task", task["task_code"], str(task["title"]))
        quantity, value = build_quantity(evidence, task, of), build_value(evidence, task, of)
        amounts = [figure for figure in (quantity, value) if figure.value is not None]
        if not amounts:
            continue
        if task["adds_up"] == AddsUp.UNITS.value and quantity.value is not None:
            yield _describe_bodies(evidence, task, quantity, value)
        else:
            yield _describe_task(evidence, task, amounts)


def _describe_bodies(
    evidence: Evidence, task: Row, quantity: ReportFigure, value: ReportFigure
) -> ReportParagraph:
    """How many bodies have done it; money is what all of them reported, done or not."""
    key = "report.brought.bodies" if quantity.value else "report.brought.no_body"
    facts = {} if value.value is None else {"value": value}
    key += "_value" if facts else ""
    return evidence.build_paragraph(key, title=task["title"], quantity=quantity, **facts)


def _describe_task(evidence: Evidence, task: Row, amounts: list[ReportFigure]) -> ReportParagraph:
    title, unit = task["title"], f" {task['measure']}".rstrip()
    if len(amounts) == BOTH:
        quantity, value = amounts
        return evidence.build_paragraph(
            "report.brought.both", title=title, unit=unit, quantity=quantity, value=value
        )
    unit = "" if amounts[0].key.startswith("value") else unit
    return evidence.build_paragraph("report.brought.one", title=title, unit=unit, one=amounts[0])


def list_task_totals(evidence: Evidence, rows: pd.DataFrame) -> list[Row]:
    """The tasks of `rows` in the plan's order: their totals of the year, title and measure."""
    of_task = ["task_code", "clause", "theme", "task_position", "adds_up", "money"]
    in_words = ["title_vi", "title_en", "measure_vi", "measure_en"]
    tasks = rows[[*of_task, *in_words]].drop_duplicates("task_code")
    sums = evidence.totals[evidence.totals["year"] == evidence.year]
    totals = tasks.merge(sums, how="left", on="task_code").sort_values("task_position")
    measure = totals[f"measure_{evidence.words.language}"].fillna("")
    bodies = totals["adds_up"] == AddsUp.UNITS.value
    measure = measure.mask(bodies, evidence.say("report.bodies_done"))
    tasks_in_words = totals.assign(title=list_titles(totals, evidence.words), measure=measure)
    return [*tasks_in_words.to_dict("records")]


def build_quantity(
    evidence: Evidence, task: Row, of: Dimension, *, year: int | None = None
) -> ReportFigure:
    """The quantity of a task; without one: not added up between bodies, nil, or not told."""
    known = _find_state(task, never=task["adds_up"] == "none")
    is_told = known == ValueState.NIL and not is_missing(task["quantity"]) and task["quantity"]
    return evidence.build_figure(
        "quantity", task["quantity"], of, year=year, known=None if is_told else known
    )


def build_value(
    evidence: Evidence, task: Row, of: Dimension, *, year: int | None = None
) -> ReportFigure:
    """The money of a task, as reported; not asked of a task without any."""
    known = _find_state(task, never=task["money"] == Money.NONE.value)
    value = None if task["money"] == Money.NONE.value else task["value_vnd"]
    return evidence.build_figure(
        "value", value, of, year=year, known=known if is_missing(value) else None
    )


def _find_state(task: Row, *, never: bool) -> ValueState | None:
    if never:
        return ValueState.NOT_ASKED
    reported, nil = task["reported"], task["nil"]
    return ValueState.NIL if not reported and nil and not is_missing(nil) else None


def _build_group_table(evidence: Evidence, column: str, groups: list[Dimension]) -> Iterator[Block]:
    answer = completion(evidence.required_results.fillna({column: "none"}), by=(column,))
    rows_by_code = {row[column]: row for row in answer.to_dict("records") if row["assigned"]}
    rest = Dimension(column, "none", evidence.say("report.activity.none"))
    rows: list[list[PrintedCell]] = [
        [of.name, *list_completion_figures(evidence, rows_by_code[of.code], of)]
        for of in (*groups, rest)
        if of.code in rows_by_code
    ]
    if not rows or not evidence.is_reported:
        yield explain_unjudged(evidence)
        return
    columns = {column: 4.6, **COMPLETION_COLUMNS}
    yield evidence.build_table(f"by_{column}", columns, rows, total=build_total_row(evidence))


def describe_movements(evidence: Evidence) -> Iterator[Block]:
    """The nine movements of II.2: quantity and money, each đồng counted once."""
    rows = evidence.now[evidence.now["movement"]]
    if rows.empty:
        yield evidence.build_paragraph("report.movements.none")
        return
    yield evidence.build_paragraph("report.movements")
    lines: list[list[PrintedCell]] = []
    for task in list_task_totals(evidence, rows):
        of = Dimension("task", task["task_code"], str(task["title"]))
        quantity, value = build_quantity(evidence, task, of), build_value(evidence, task, of)
        counting_note = evidence.say(f"report.money_counts.{task['money']}")
        money = evidence.build_money_cell(value)
        lines.append([of.name, str(task["measure"]), quantity, money, counting_note])
    columns = {"task": 4.8, "measure": 2.4, "quantity": 1.7, "value": 2.4, "counts": 3.0}
    note = evidence.say("report.movements.note")
    yield evidence.build_table("movements", columns, lines, note=note)
    chart_rows = _build_chart_rows(evidence)
    if len(chart_rows):
        yield build_chart(
            "lengths", build_lengths_rows(chart_rows, evidence.words), evidence, about="movements"
        )


def _build_chart_rows(evidence: Evidence) -> pd.DataFrame:
    answer = sum_mobilised(evidence.now)
    with_value = answer[answer["movement"] & answer["value_vnd"].notna()]
    is_counted = with_value["money"] == Money.COUNTS.value
    return with_value.assign(
        label=list_titles(with_value, evidence.words),
        value=with_value["value_vnd"],
        kind=is_counted.map({True: "added", False: "beside"}),
        figure_text=[
            evidence.say("report.money", value=value) for value in with_value["value_vnd"]
        ],
    )
