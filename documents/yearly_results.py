"""Results by the plan's themes, by the Law's activities, and by movement."""

from collections.abc import Iterator

import pandas as pd

from charts.lengths import lengths_rows
from documents.yearly import Block, Cell, Figure, Known, Paragraph
from documents.yearly_charts import chart
from documents.yearly_evidence import Evidence
from documents.yearly_figures import Column, Of, Teller, exactly, shown
from documents.yearly_general import MEASURED, Row, measured, total
from indicators.completion import completion
from indicators.mobilised import mobilised
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
    say = evidence.words.say
    return [Of("theme", code, f"{code}. {say(f'clause.{code}')}") for code in ordered]


def _activities(evidence: Evidence) -> list[Of]:
    say = evidence.words.say
    return [Of("activity", code, say(f"report.activity.{code}")) for code in ACTIVITIES]


def _told_by(
    evidence: Evidence, teller: Teller, column: str, groups: list[Of]
) -> Iterator[Paragraph]:
    answer = completion(evidence.now, by=(column,))
    for of in groups:
        rows = evidence.now[evidence.now[column] == of.code]
        found = answer[answer[column] == of.code].to_dict("records")
        if not found or rows.empty:
            yield teller.told("report.group.nobody", name=of.name)
            continue
        yield teller.told(
            "report.group" if found[0]["assigned"] else "report.group.asked",
            name=of.name,
            done=teller.figure("done_all", found[0]["done_all"], of),
            assigned=teller.figure("assigned", found[0]["assigned"], of),
        )
        yield from _brought(evidence, teller, rows)


def _brought(evidence: Evidence, teller: Teller, rows: pd.DataFrame) -> Iterator[Paragraph]:
    """What each task brought, in quantity and money, where anybody told any."""
    for task in tasks_of(evidence, rows):
        of = Of("task", task["task_code"], str(task["title"]))
        told = [
            figure
            for figure in (quantity_of(teller, task, of), value_of(teller, task, of))
            if figure.value is not None
        ]
        if told:
            yield _line(teller, task, told)


def _line(teller: Teller, task: Row, told: list[Figure]) -> Paragraph:
    title, unit = task["title"], f" {task['measure']}".rstrip()
    if len(told) == BOTH:
        quantity, value = told
        return teller.told(
            "report.brought.both", title=title, unit=unit, quantity=quantity, value=value
        )
    unit = "" if told[0].key.startswith("value") else unit
    return teller.told("report.brought.one", title=title, unit=unit, one=told[0])


def tasks_of(evidence: Evidence, rows: pd.DataFrame) -> list[Row]:
    """The tasks of `rows` in the plan's order: their totals of the year, title and measure."""
    of_task = ["task_code", "clause", "task_position", "title_vi", "title_en", "adds_up", "money"]
    measures = ["measure_vi", "measure_en"]
    tasks = rows[[*of_task, *measures]].drop_duplicates("task_code")
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
    return teller.figure("quantity", task["quantity"], of, year=year, known=known)


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
    answer = completion(evidence.now.fillna({column: "none"}), by=(column,))
    found = {row[column]: row for row in answer.to_dict("records") if row["assigned"]}
    rest = Of(column, "none", evidence.words.say("report.activity.none"))
    rows = [
        [Cell(of.name), *measured(teller, found[of.code], of)]
        for of in (*groups, rest)
        if of.code in found
    ]
    if not rows:
        yield teller.told("report.progress.none", year=teller.year)
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
        Column("task", 5.2),
        Column("measure", 1.8),
        Column("quantity", 1.7, numeric=True),
        Column("value", 2.4, numeric=True),
        Column("counts", 2.2),
    )
    note = evidence.words.say("report.movements.note")
    yield teller.table("movements", columns, lines, note=note)
    drawn = _drawn(evidence)
    if len(drawn):
        yield chart("lengths", lengths_rows(drawn, evidence.words), evidence, about="movements")


def _drawn(evidence: Evidence) -> pd.DataFrame:
    answer = mobilised(evidence.now)
    told = answer[answer["movement"] & answer["value_vnd"].notna()]
    kinds = (told["money"] == Money.COUNTS.value).map({True: "added", False: "beside"})
    say = evidence.words.say
    return told.assign(
        label=titles(told, evidence.words),
        value=told["value_vnd"],
        kind=kinds,
        said=[say("report.money", value=value) for value in told["value_vnd"]],
    )
