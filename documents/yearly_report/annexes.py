"""The addenda: every agency, task, commune and movement, and whose report is not there."""

from collections.abc import Iterator

import pandas as pd

from documents.yearly_report.evidence import Evidence, select_year
from documents.yearly_report.figures import Dimension, PrintedCell
from documents.yearly_report.general import (
    COMPLETION_COLUMNS,
    Row,
    build_total_row,
    list_completion_figures,
)
from documents.yearly_report.report import Block, ReportCell, ValueState
from documents.yearly_report.results import build_quantity, build_value, list_task_totals
from indicators.completion import completion
from indicators.due_reports import ARRIVED, OVERDUE, SENT_BACK
from indicators.mobilised import sum_mobilised
from locales.names import add_units, list_full_names, list_titles
from locales.numbers import is_missing


def list_agencies(evidence: Evidence) -> Iterator[Block]:
    """Every body with duties of its own or a report to send: what is done, when it reported."""
    if not evidence.is_reported:
        yield _explain_no_return(evidence)
        return
    answer = completion(evidence.required_results).set_index("unit_id")
    no_results: Row = {**dict.fromkeys(answer, 0), "share": None}
    required_reports = evidence.required_reports.set_index("unit_id")
    bodies = pd.concat([evidence.required_results, evidence.required_reports])
    bodies = bodies.drop_duplicates("unit_id").sort_values(["position", "code"])
    rows: list[list[PrintedCell]] = []
    for body, name in zip(
        bodies.to_dict("records"), list_full_names(bodies, evidence.words), strict=True
    ):
        unit_id = body["unit_id"]
        counts = answer.loc[unit_id] if unit_id in answer.index else no_results
        state = (
            _format_arrival(required_reports.loc[unit_id], evidence)
            if unit_id in required_reports.index
            else _format_unowed(unit_id, evidence)
        )
        unit = Dimension("unit", body["code"], name)
        rows.append([name, *list_completion_figures(evidence, counts, unit), state])
    columns = {"unit": 5.2, **COMPLETION_COLUMNS, "report": 4.0}
    last = [*build_total_row(evidence), ""] if rows else None
    yield evidence.build_table(
        "agencies", columns, rows, total=last, note=evidence.say("report.source")
    )


def list_tasks(evidence: Evidence) -> Iterator[Block]:
    """Every task of the plan: quantity, money, how many bodies told of it."""
    rows: list[list[PrintedCell]] = []
    for task in list_task_totals(evidence, evidence.now):
        title = str(task["title"])
        if task["theme"] in evidence.report_themes:
            title = evidence.say("report.theme.this_report", name=title)
        of = Dimension("task", task["task_code"], title)
        rows.append(
            [
                *(str(task["clause"]), title, str(task["measure"])),
                build_quantity(evidence, task, of),
                evidence.build_money_cell(build_value(evidence, task, of)),
                evidence.build_figure("told_by", task["reported"], of),
                evidence.build_figure("nil_by", task["nil"], of),
            ]
        )
    columns = {"clause": 1.2, "task": 5.2, "measure": 2.6, "quantity": 1.7, "value": 2.4}
    columns |= {"told_by": 1.4, "nil_by": 1.4}
    yield evidence.build_table("tasks", columns, rows, note=evidence.say("report.tasks.note"))


def list_communes(evidence: Evidence) -> Iterator[Block]:
    """Every commune as everybody may read it: small counts hidden, the others rounded."""
    communes = add_units(evidence.communes, "commune_id", evidence.register.catalogue.units)
    communes = communes.assign(label=list_full_names(communes, evidence.words))
    communes = communes.sort_values(["position", "code"]) if len(communes) else communes
    is_ambiguous = communes["code"].duplicated(keep=False)  # a code was given to another unit since
    has_silent = not evidence.silent_communes.empty
    rows: list[list[PrintedCell]] = []
    for row, is_code_ambiguous in zip(communes.to_dict("records"), is_ambiguous, strict=True):
        code = f"{row['code']}.{row['commune_id']}" if is_code_ambiguous else row["code"]
        rows.append(_build_commune_row(evidence, row, code or "unplaced", has_silent=has_silent))
    columns = {"commune": 3.6, "addresses": 1.6, "helped": 1.6, "nobody": 1.8, "closed": 1.8}
    columns |= {"unreported": 1.8} if has_silent else {}
    columns |= {"coverage": 1.5, "last_review": 3.0}
    note = evidence.say("report.communes.note", least=evidence.least)
    yield evidence.build_table("communes", columns, rows, note=note)


def _build_commune_row(
    evidence: Evidence, row: Row, code: object, *, has_silent: bool
) -> list[PrintedCell]:
    """`has_silent`: with those whose help nobody has reported, where any commune has such."""
    of = Dimension("commune", code, str(row["label"]))
    measures = (
        ("whole", "addresses"),
        ("part", "addresses_helped"),
        ("nobody", "addresses_nobody"),
        ("closed_unhelped", "addresses_closed"),
        *([("unreported", "addresses_unreported")] if has_silent else []),
        ("share", "coverage"),
    )
    figures = []
    for column, measure in measures:
        is_hidden = row["unreported_hidden" if column == "unreported" else "hidden"] is True
        known = ValueState.HIDDEN if is_hidden and is_missing(row[column]) else None
        figures.append(evidence.build_figure(measure, row[column], of, known=known))
    day = row["last_review"]
    review_text = evidence.say("report.unknown_day" if is_missing(day) else "report.month", day=day)
    first: PrintedCell = figures[0]
    has_unreported = not is_missing(row["unreported"]) and row["unreported"] != 0
    if figures[0].known == ValueState.MISSING and not (has_unreported or row["unreported_hidden"]):
        first = ReportCell(evidence.say("report.cell.no_register"), figures[0])
    return [of.name, first, *figures[1:], review_text]


def list_movements(evidence: Evidence) -> Iterator[Block]:
    """What each movement brought, this year and the last; each đồng counted once."""
    of_task = ["year", "task_code", "reported", "nil"]
    answer = sum_mobilised(evidence.results).merge(evidence.totals[of_task], on=of_task[:2])
    now, before = (answer[answer["year"] == year] for year in (evidence.year, evidence.year - 1))
    last = {row["task_code"]: row for row in before.to_dict("records")}
    rows: list[list[PrintedCell]] = []
    for row in now.assign(title=list_titles(now, evidence.words)).to_dict("records"):
        of = Dimension("task", row["task_code"], str(row["title"]))
        last_row = last.get(row["task_code"], {**row, "value_vnd": None, "reported": 0, "nil": 0})
        values = (
            build_value(evidence, last_row, of, year=evidence.year - 1),
            build_value(evidence, row, of),
        )
        counting_note = evidence.say(f"report.money_counts.{row['money']}")
        rows.append([of.name, *map(evidence.build_money_cell, values), counting_note])
    columns = {"task": 5.6, "last_year_money": 2.6, "this_year_money": 2.6, "counts": 3.4}
    total: list[PrintedCell] = [evidence.say("report.counted_once")]
    for year in (evidence.year - 1, evidence.year):
        value = select_year(evidence.grand_total, year)["value_vnd"]
        figure = evidence.build_figure("grand_total", value, year=year)
        total.append(evidence.build_money_cell(figure))
    note = evidence.say("report.movements.note")
    total_row = [*total, ""] if rows else None
    yield evidence.build_table("movements_by_year", columns, rows, total=total_row, note=note)


def list_absent(evidence: Evidence) -> Iterator[Block]:
    """Whose report has not come, or went back; those who were only asked stand apart."""
    if not evidence.is_reported:
        yield _explain_no_return(evidence)
        return
    required = evidence.required_reports[~evidence.required_reports["state"].isin(ARRIVED)]
    rows = [
        [name, _format_arrival(row, evidence), _format_reminder(row, evidence)]
        for name, row in zip(
            list_full_names(required, evidence.words), required.to_dict("records"), strict=True
        )
    ]
    requested = evidence.requested_reports[~evidence.requested_reports["state"].isin(ARRIVED)]
    rows += [
        [name, _format_requested(row, evidence), ""]
        for name, row in zip(
            list_full_names(requested, evidence.words), requested.to_dict("records"), strict=True
        )
    ]
    if not rows:
        yield evidence.build_paragraph("report.not_there.none")
        return
    columns = {"unit": 6.0, "report": 3.0, "reminded": 3.0}
    yield evidence.build_table("absent", columns, rows, note=evidence.say("report.source"))


def _format_arrival(row: "Row | pd.Series", evidence: Evidence) -> str:
    say, state = evidence.say, row["state"]
    if state == OVERDUE and is_missing(row["days"]):
        return say("callee.never_sent")
    if state == OVERDUE:
        return say("report_state.overdue_days", count=row["days"])
    if state == SENT_BACK and not is_missing(row["days"]):
        return say("report_state.sent_back_days", count=row["days"])
    if bool(row["nil"]):
        return say("report.state_nil", state=say(f"report_state.{state}"))
    return say(f"report_state.{state}")


def _format_requested(row: "Row | pd.Series", evidence: Evidence) -> str:
    """A body that was only requested is never late: its report came, went back, or neither."""
    if row["state"] == SENT_BACK:
        return evidence.say("report.requested_sent_back")
    has_arrived = row["state"] in ARRIVED
    return evidence.say("report.requested_came" if has_arrived else "report.requested")


def _format_unowed(unit: int, evidence: Evidence) -> str:
    """Of a body that owes no report: whether one was requested, and whether it sent one."""
    requested = evidence.requested_reports[evidence.requested_reports["unit_id"] == unit]
    if len(requested):
        return _format_requested(requested.iloc[0], evidence)
    sent = unit in evidence.unasked
    return evidence.say("report.unasked" if sent else "report_state.not_required")


def _explain_no_return(evidence: Evidence) -> Block:
    """Of a year without a return, or in which nobody was asked for one: nobody is named."""
    if evidence.required_reports.empty and evidence.requested_reports.empty:
        return evidence.build_paragraph("report.arrivals.none")
    return evidence.build_paragraph("report.not_there.no_return")


def _format_reminder(row: Row, evidence: Evidence) -> str:
    day = row["reminded_on"]
    return evidence.say("report.unknown_day" if is_missing(day) else "report.day", day=day)
