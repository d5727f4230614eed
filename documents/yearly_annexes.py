"""The addenda: every agency, task, commune and movement, and whose report is not there."""

from collections.abc import Iterator

import pandas as pd

from documents.yearly import Block, ReportCell, ValueState
from documents.yearly_evidence import Evidence, select_year
from documents.yearly_figures import (
    Dimension,
    FigureFormatter,
    ReportColumn,
    build_cell,
    build_money_cell,
)
from documents.yearly_general import (
    COMPLETION_COLUMNS,
    Row,
    build_completion_cells,
    build_total_row,
)
from documents.yearly_results import build_quantity, build_value, list_task_totals
from indicators.due_reports import ARRIVED, OVERDUE, SENT_BACK
from indicators.mobilised import sum_mobilised
from indicators.obligations import REQUIRED
from locales.names import add_units, list_full_names, list_titles
from locales.numbers import is_missing


def list_agencies(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Every body with duties of its own or a report to send: what is done, when it reported."""
    if not evidence.is_reported:
        yield _explain_no_return(evidence, formatter)
        return
    answer = evidence.compute_completion_by("unit_id", evidence.required_results).set_index(
        "unit_id"
    )
    no_results: Row = {**dict.fromkeys(answer, 0), "share": None}
    required_reports = evidence.required_reports.set_index("unit_id")
    bodies = pd.concat(
        [evidence.now[evidence.now["obligation"] == REQUIRED], evidence.required_reports]
    )
    bodies = bodies.drop_duplicates("unit_id").sort_values(["position", "code"])
    rows = []
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
        rows.append(
            [ReportCell(name), *build_completion_cells(formatter, counts, unit), ReportCell(state)]
        )
    columns = (ReportColumn("unit", 5.2), *COMPLETION_COLUMNS, ReportColumn("report", 4.0))
    last = [*build_total_row(evidence, formatter), ReportCell("")] if rows else None
    yield formatter.build_table(
        "agencies", columns, rows, total=last, note=_format_source(evidence)
    )


def list_tasks(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Every task of the plan: quantity, money, how many bodies told of it."""
    rows = []
    for task in list_task_totals(evidence, evidence.now):
        of = Dimension("task", task["task_code"], _format_task_name(task, evidence))
        rows.append(
            [
                ReportCell(str(task["clause"])),
                ReportCell(of.name),
                ReportCell(str(task["measure"])),
                build_cell(build_quantity(formatter, task, of)),
                build_money_cell(build_value(formatter, task, of), evidence.words),
                build_cell(formatter.build_figure("told_by", task["reported"], of)),
                build_cell(formatter.build_figure("nil_by", task["nil"], of)),
            ]
        )
    columns = (
        ReportColumn("clause", 1.2),
        ReportColumn("task", 5.2),
        ReportColumn("measure", 2.6),
        ReportColumn("quantity", 1.7, numeric=True),
        ReportColumn("value", 2.4, numeric=True),
        ReportColumn("told_by", 1.4, numeric=True),
        ReportColumn("nil_by", 1.4, numeric=True),
    )
    yield formatter.build_table(
        "tasks", columns, rows, note=evidence.words.say("report.tasks.note")
    )


def _format_task_name(task: Row, evidence: Evidence) -> str:
    """The title; of what only this report does, with the words that say so."""
    title = str(task["title"])
    if task["theme"] not in evidence.report_themes:
        return title
    return evidence.words.say("report.theme.this_report", name=title)


def list_communes(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Every commune as everybody may read it: small counts hidden, the others rounded."""
    units = evidence.register.catalogue.units
    communes = add_units(evidence.communes, "commune_id", units)
    communes = communes.assign(label=list_full_names(communes, evidence.words))
    communes = communes.sort_values(["position", "code"]) if len(communes) else communes
    is_ambiguous = communes["code"].duplicated(keep=False)  # a code was given to another unit since
    has_silent = not evidence.silent_communes.empty
    rows = [
        _build_commune_row(
            formatter,
            row,
            f"{row['code']}.{row['commune_id']}"
            if is_code_ambiguous
            else row["code"] or "unplaced",
            has_silent=has_silent,
        )
        for row, is_code_ambiguous in zip(communes.to_dict("records"), is_ambiguous, strict=True)
    ]
    columns = (
        ReportColumn("commune", 3.6),
        ReportColumn("addresses", 1.6, numeric=True),
        ReportColumn("helped", 1.6, numeric=True),
        ReportColumn("nobody", 1.8, numeric=True),
        ReportColumn("closed", 1.8, numeric=True),
        *([ReportColumn("unreported", 1.8, numeric=True)] if has_silent else []),
        ReportColumn("coverage", 1.5, numeric=True),
        ReportColumn("last_review", 3.0),
    )
    note = evidence.words.say("report.communes.note", least=evidence.least)
    yield formatter.build_table("communes", columns, rows, note=note)


def _build_commune_row(
    formatter: FigureFormatter, row: Row, code: object, *, has_silent: bool
) -> list[ReportCell]:
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
        figures.append(formatter.build_figure(measure, row[column], of, known=known))
    day = row["last_review"]
    review_text = formatter.words.say(
        "report.unknown_day" if is_missing(day) else "report.month", day=day
    )
    cells = [*map(build_cell, figures)]
    if figures[0].known == ValueState.MISSING and not _has_unreported(row):
        cells[0] = ReportCell(formatter.words.say("report.cell.no_register"), figures[0])
    return [ReportCell(of.name), *cells, ReportCell(review_text)]


def _has_unreported(row: Row) -> bool:
    """Has the commune addresses whose help nobody has reported, told or hidden?"""
    has_count = not is_missing(row["unreported"]) and row["unreported"] != 0
    return has_count or bool(row["unreported_hidden"])


def list_movements(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """What each movement brought, this year and the last; each đồng counted once."""
    of_task = ["year", "task_code", "reported", "nil"]
    answer = sum_mobilised(evidence.results).merge(evidence.totals[of_task], on=of_task[:2])
    now, before = (answer[answer["year"] == year] for year in (formatter.year, formatter.year - 1))
    last = {row["task_code"]: row for row in before.to_dict("records")}
    rows = []
    for row in now.assign(title=list_titles(now, evidence.words)).to_dict("records"):
        of = Dimension("task", row["task_code"], str(row["title"]))
        last_row = last.get(row["task_code"], {**row, "value_vnd": None, "reported": 0, "nil": 0})
        earlier = build_value(formatter, last_row, of, year=formatter.year - 1)
        value = build_value(formatter, row, of)
        counting_note = evidence.words.say(f"report.money_counts.{row['money']}")
        rows.append(
            [
                ReportCell(of.name),
                build_money_cell(earlier, evidence.words),
                build_money_cell(value, evidence.words),
                ReportCell(counting_note),
            ]
        )
    columns = (
        ReportColumn("task", 5.6),
        ReportColumn("last_year_money", 2.6, numeric=True),
        ReportColumn("this_year_money", 2.6, numeric=True),
        ReportColumn("counts", 3.4),
    )
    sums = (
        (year, select_year(evidence.grand_total, year))
        for year in (formatter.year - 1, formatter.year)
    )
    whole = [
        build_money_cell(
            formatter.build_figure("grand_total", sums_of_year["value_vnd"], year=year),
            evidence.words,
        )
        for year, sums_of_year in sums
    ]
    total_row = [ReportCell(evidence.words.say("report.counted_once")), *whole, ReportCell("")]
    note = evidence.words.say("report.movements.note")
    yield formatter.build_table(
        "movements_by_year", columns, rows, total=total_row if rows else None, note=note
    )


def list_absent(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Whose report has not come, or went back; those who were only asked stand apart."""
    if not evidence.is_reported:
        yield _explain_no_return(evidence, formatter)
        return
    required = evidence.required_reports[~evidence.required_reports["state"].isin(ARRIVED)]
    rows = [
        [
            ReportCell(name),
            ReportCell(_format_arrival(row, evidence)),
            ReportCell(_format_reminder(row, evidence)),
        ]
        for name, row in zip(
            list_full_names(required, evidence.words), required.to_dict("records"), strict=True
        )
    ]
    requested = evidence.requested_reports[~evidence.requested_reports["state"].isin(ARRIVED)]
    rows += [
        [ReportCell(name), ReportCell(_format_requested(row, evidence)), ReportCell("")]
        for name, row in zip(
            list_full_names(requested, evidence.words), requested.to_dict("records"), strict=True
        )
    ]
    if not rows:
        yield formatter.build_paragraph("report.not_there.none", year=formatter.year)
        return
    columns = (
        ReportColumn("unit", 6.0),
        ReportColumn("report", 3.0),
        ReportColumn("reminded", 3.0),
    )
    yield formatter.build_table("absent", columns, rows, note=_format_source(evidence))


def _format_arrival(row: "Row | pd.Series", evidence: Evidence) -> str:
    say, state = evidence.words.say, row["state"]
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
        return evidence.words.say("report.requested_sent_back")
    has_arrived = row["state"] in ARRIVED
    return evidence.words.say("report.requested_came" if has_arrived else "report.requested")


def _format_unowed(unit: int, evidence: Evidence) -> str:
    """Of a body that owes no report: whether one was requested, and whether it sent one."""
    requested = evidence.requested_reports[evidence.requested_reports["unit_id"] == unit]
    if len(requested):
        return _format_requested(requested.iloc[0], evidence)
    sent = unit in evidence.unasked
    return evidence.words.say("report.unasked" if sent else "report_state.not_required")


def _explain_no_return(evidence: Evidence, formatter: FigureFormatter) -> Block:
    """Of a year without a return, or in which nobody was asked for one: nobody is named."""
    if evidence.required_reports.empty and evidence.requested_reports.empty:
        return formatter.build_paragraph("report.arrivals.none", year=formatter.year)
    return formatter.build_paragraph(
        "report.not_there.no_return", year=formatter.year, day=evidence.as_of
    )


def _format_reminder(row: Row, evidence: Evidence) -> str:
    day = row["reminded_on"]
    return evidence.words.say("report.unknown_day" if is_missing(day) else "report.day", day=day)


def _format_source(evidence: Evidence) -> str:
    return evidence.words.say("report.source", day=evidence.as_of)
