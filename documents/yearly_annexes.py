"""The addenda: every agency, task, commune and movement, and whose report is not there."""

from collections.abc import Iterator

import pandas as pd

from documents.yearly import Block, Cell, Known
from documents.yearly_evidence import Evidence, one_of
from documents.yearly_figures import Column, Of, Teller, exactly, shown
from documents.yearly_general import MEASURED, Row, measured, total
from documents.yearly_results import quantity_of, tasks_of, value_of
from indicators.due_reports import ARRIVED, OVERDUE, SENT_BACK
from indicators.mobilised import sum_mobilised
from indicators.obligations import REQUIRED
from locales.names import full_names, titles, with_units
from locales.numbers import missing


def agencies(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Every body with duties of its own or a report to send: what is done, when it reported."""
    if not evidence.is_reported:
        yield _unknown(evidence, teller)
        return
    answer = evidence.completion_by("unit_id", evidence.owed).set_index("unit_id")
    nothing: Row = {**dict.fromkeys(answer, 0), "share": None}
    owed = evidence.required.set_index("unit_id")
    bodies = pd.concat([evidence.now[evidence.now["obligation"] == REQUIRED], evidence.required])
    bodies = bodies.drop_duplicates("unit_id").sort_values(["position", "code"])
    rows = []
    for body, name in zip(
        bodies.to_dict("records"), full_names(bodies, evidence.words), strict=True
    ):
        unit = body["unit_id"]
        counted = answer.loc[unit] if unit in answer.index else nothing
        state = (
            _arrived(owed.loc[unit], evidence) if unit in owed.index else _unowed(unit, evidence)
        )
        of = Of("unit", body["code"], name)
        rows.append([Cell(name), *measured(teller, counted, of), Cell(state)])
    columns = (Column("unit", 5.2), *MEASURED, Column("report", 4.0))
    last = [*total(evidence, teller), Cell("")] if rows else None
    yield teller.table("agencies", columns, rows, total=last, note=_source(evidence))


def tasks(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Every task of the plan: quantity, money, how many bodies told of it."""
    rows = []
    for task in tasks_of(evidence, evidence.now):
        of = Of("task", task["task_code"], _task_name(task, evidence))
        rows.append(
            [
                Cell(str(task["clause"])),
                Cell(of.name),
                Cell(str(task["measure"])),
                shown(quantity_of(teller, task, of)),
                exactly(value_of(teller, task, of), evidence.words),
                shown(teller.figure("told_by", task["reported"], of)),
                shown(teller.figure("nil_by", task["nil"], of)),
            ]
        )
    columns = (
        Column("clause", 1.2),
        Column("task", 5.2),
        Column("measure", 2.6),
        Column("quantity", 1.7, numeric=True),
        Column("value", 2.4, numeric=True),
        Column("told_by", 1.4, numeric=True),
        Column("nil_by", 1.4, numeric=True),
    )
    yield teller.table("tasks", columns, rows, note=evidence.words.say("report.tasks.note"))


def _task_name(task: Row, evidence: Evidence) -> str:
    """The title; of what only this report does, with the words that say so."""
    title = str(task["title"])
    if task["theme"] not in evidence.report_themes:
        return title
    return evidence.words.say("report.theme.this_report", name=title)


def communes(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Every commune as everybody may read it: small counts hidden, the others rounded."""
    units = evidence.register.catalogue.units
    named = with_units(evidence.communes, "commune_id", units)
    named = named.assign(label=full_names(named, evidence.words))
    named = named.sort_values(["position", "code"]) if len(named) else named
    again = named["code"].duplicated(keep=False)  # a code was given to another unit since
    silent = not evidence.silent_communes.empty
    rows = [
        _commune(
            teller,
            row,
            f"{row['code']}.{row['commune_id']}" if twice else row["code"] or "unplaced",
            silent=silent,
        )
        for row, twice in zip(named.to_dict("records"), again, strict=True)
    ]
    columns = (
        Column("commune", 3.6),
        Column("addresses", 1.6, numeric=True),
        Column("helped", 1.6, numeric=True),
        Column("nobody", 1.8, numeric=True),
        Column("closed", 1.8, numeric=True),
        *([Column("unreported", 1.8, numeric=True)] if silent else []),
        Column("coverage", 1.5, numeric=True),
        Column("last_review", 3.0),
    )
    note = evidence.words.say("report.communes.note", least=evidence.least)
    yield teller.table("communes", columns, rows, note=note)


def _commune(teller: Teller, row: Row, code: object, *, silent: bool) -> list[Cell]:
    """`silent`: with those whose help nobody has reported, where any commune has such."""
    of = Of("commune", code, str(row["label"]))
    measures = (
        ("whole", "addresses"),
        ("part", "addresses_helped"),
        ("nobody", "addresses_nobody"),
        ("closed_unhelped", "addresses_closed"),
        *([("unreported", "addresses_unreported")] if silent else []),
        ("share", "coverage"),
    )
    figures = []
    for column, measure in measures:
        barred = row["unreported_hidden" if column == "unreported" else "hidden"] is True
        known = Known.HIDDEN if barred and missing(row[column]) else None
        figures.append(teller.figure(measure, row[column], of, known=known))
    day = row["last_review"]
    said = teller.words.say("report.unknown_day" if missing(day) else "report.month", day=day)
    cells = [*map(shown, figures)]
    if figures[0].known == Known.MISSING and not _has_unreported(row):
        cells[0] = Cell(teller.words.say("report.cell.no_register"), figures[0])
    return [Cell(of.name), *cells, Cell(said)]


def _has_unreported(row: Row) -> bool:
    """Has the commune addresses whose help nobody has reported, told or hidden?"""
    told = not missing(row["unreported"]) and row["unreported"] != 0
    return told or bool(row["unreported_hidden"])


def movements_by_year(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """What each movement brought, this year and the last; each đồng counted once."""
    of_task = ["year", "task_code", "reported", "nil"]
    answer = sum_mobilised(evidence.results).merge(evidence.totals[of_task], on=of_task[:2])
    now, before = (answer[answer["year"] == year] for year in (teller.year, teller.year - 1))
    last = {row["task_code"]: row for row in before.to_dict("records")}
    rows = []
    for row in now.assign(title=titles(now, evidence.words)).to_dict("records"):
        of = Of("task", row["task_code"], str(row["title"]))
        told = last.get(row["task_code"], {**row, "value_vnd": None, "reported": 0, "nil": 0})
        earlier = value_of(teller, told, of, year=teller.year - 1)
        value = value_of(teller, row, of)
        counted = evidence.words.say(f"report.money_counts.{row['money']}")
        rows.append(
            [
                Cell(of.name),
                exactly(earlier, evidence.words),
                exactly(value, evidence.words),
                Cell(counted),
            ]
        )
    columns = (
        Column("task", 5.6),
        Column("last_year_money", 2.6, numeric=True),
        Column("this_year_money", 2.6, numeric=True),
        Column("counts", 3.4),
    )
    sums = ((year, one_of(evidence.grand_total, year)) for year in (teller.year - 1, teller.year))
    whole = [
        exactly(teller.figure("grand_total", one["value_vnd"], year=year), evidence.words)
        for year, one in sums
    ]
    total_row = [Cell(evidence.words.say("report.counted_once")), *whole, Cell("")]
    note = evidence.words.say("report.movements.note")
    yield teller.table(
        "movements_by_year", columns, rows, total=total_row if rows else None, note=note
    )


def absent(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Whose report has not come, or went back; those who were only asked stand apart."""
    if not evidence.is_reported:
        yield _unknown(evidence, teller)
        return
    owed = evidence.required[~evidence.required["state"].isin(ARRIVED)]
    rows = [
        [Cell(name), Cell(_arrived(row, evidence)), Cell(_reminded(row, evidence))]
        for name, row in zip(full_names(owed, evidence.words), owed.to_dict("records"), strict=True)
    ]
    asked = evidence.requested[~evidence.requested["state"].isin(ARRIVED)]
    rows += [
        [Cell(name), Cell(_requested(row, evidence)), Cell("")]
        for name, row in zip(
            full_names(asked, evidence.words), asked.to_dict("records"), strict=True
        )
    ]
    if not rows:
        yield teller.told("report.not_there.none", year=teller.year)
        return
    columns = (Column("unit", 6.0), Column("report", 3.0), Column("reminded", 3.0))
    yield teller.table("absent", columns, rows, note=_source(evidence))


def _arrived(row: "Row | pd.Series", evidence: Evidence) -> str:
    say, state = evidence.words.say, row["state"]
    if state == OVERDUE and missing(row["days"]):
        return say("callee.never_sent")
    if state == OVERDUE:
        return say("report_state.overdue_days", count=row["days"])
    if state == SENT_BACK and not missing(row["days"]):
        return say("report_state.sent_back_days", count=row["days"])
    if bool(row["nil"]):
        return say("report.state_nil", state=say(f"report_state.{state}"))
    return say(f"report_state.{state}")


def _requested(row: "Row | pd.Series", evidence: Evidence) -> str:
    """A body that was only requested is never late: its report came, went back, or neither."""
    if row["state"] == SENT_BACK:
        return evidence.words.say("report.requested_sent_back")
    came = row["state"] in ARRIVED
    return evidence.words.say("report.requested_came" if came else "report.requested")


def _unowed(unit: int, evidence: Evidence) -> str:
    """Of a body that owes no report: whether one was requested, and whether it sent one."""
    asked = evidence.requested[evidence.requested["unit_id"] == unit]
    if len(asked):
        return _requested(asked.iloc[0], evidence)
    sent = unit in evidence.unasked
    return evidence.words.say("report.unasked" if sent else "report_state.not_required")


def _unknown(evidence: Evidence, teller: Teller) -> Block:
    """Of a year without a return, or in which nobody was asked for one: nobody is named."""
    if evidence.required.empty and evidence.requested.empty:
        return teller.told("report.arrivals.none", year=teller.year)
    return teller.told("report.not_there.no_return", year=teller.year, day=evidence.as_of)


def _reminded(row: Row, evidence: Evidence) -> str:
    day = row["reminded_on"]
    return evidence.words.say("report.unknown_day" if missing(day) else "report.day", day=day)


def _source(evidence: Evidence) -> str:
    return evidence.words.say("report.source", day=evidence.as_of)
