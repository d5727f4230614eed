"""The examination of a file, written down: what was understood, found, and would be changed."""

from documents.printing.records import Plain, Record, to_plain_value
from documents.returns.comparison import build_change_records
from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.change_plan import Plan
from intake.findings import Finding, Outcome, Severity, group_findings
from intake.headers.layouts import Layout
from intake.pipeline import Arrival
from locales.findings import build_finding_sentence, list_other_rows, name_layout
from locales.words import Words

Examination = dict[str, object]


def build_examination(file: str, arrival: Arrival, words: Words) -> Examination:
    """What the terminal prints of a file; a file that could not be read has no layout,
    encoding, delimiter or sheet, no rows and an empty plan."""
    layout = arrival.rows.headers.layout if arrival.rows else None
    table, plan = arrival.table, arrival.plan
    return {
        "file": file,
        "outcome": arrival.outcome.value,
        "layout": layout.name if layout else None,
        "encoding": table.encoding if table else None,
        "delimiter": table.delimiter if table else None,
        "sheet": table.sheet if table else None,
        "rows": len(arrival.rows.frame) if arrival.rows else 0,
        "findings": [
            build_finding_record(finding, words, layout=layout) for finding in arrival.findings
        ],
        "plan": {
            "new": plan.new if plan else 0,
            "changed": plan.changed if plan else 0,
            "unchanged": plan.unchanged if plan else 0,
        },
        **({"changes": changed} if (changed := build_change_records(arrival)) else {}),
    }


def build_finding_record(finding: Finding, words: Words, *, layout: Layout | None = None) -> Record:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "message": build_finding_sentence(finding, words, layout=layout),
    }


def describe_examination(
    file: str, arrival: Arrival, words: Words, *, values: bool
) -> tuple[Examination, list[str]]:
    """A file's examination for a program, with each row to be stored where `values` are asked
    for, and for a person."""
    examination = build_examination(file, arrival, words)
    if values:
        examination["values"] = list_stored_values(arrival.rows) if arrival.rows else []
    return examination, list_examination_lines(file, arrival, words)


def build_refusal(file: str, code: str, message: str) -> Examination:
    """The same shape for a file that was not there to be read."""
    place = {"row": None, "column": None, "value": None, "message": message}
    finding = {"code": code, "severity": Severity.REFUSE.value, **place}
    return {"file": file, "outcome": Outcome.REFUSE.value, "findings": [finding]}


def list_stored_values(rows: Rows) -> list[Record]:
    """Each sound row as it would be stored: units and tasks by their own codes, choices by
    their names, days as ISO dates, a signed nil as "nil", a blank or cleared cell as None."""
    columns = {str(name): _convert_column(rows, str(name)) for name in rows.marks}
    sound = [row for row in rows.frame.index if row not in rows.faulty]
    return [
        {"row": int(row), **{name: column[row] for name, column in columns.items()}}
        for row in sound
    ]


def _convert_column(rows: Rows, name: str) -> dict[int, Plain]:
    means = f"{name}_means"
    values = rows.frame[means if means in rows.frame else name]
    cells = zip(values.index, values.tolist(), rows.marks[name].tolist(), strict=True)
    return {int(row): _convert_cell(value, mark) for row, value, mark in cells}


def _convert_cell(value: object, mark: int) -> Plain:
    if mark == Mark.NIL:
        return "nil"
    return to_plain_value(value) if mark == Mark.VALUE else None


def list_examination_lines(file: str, arrival: Arrival, words: Words) -> list[str]:
    """The same for a person at a terminal."""
    layout, outcome = None, words.say(f"outcome.{arrival.outcome}")
    lines = [words.say("terminal.unread", file=file, outcome=outcome)]
    if arrival.rows is not None and arrival.plan is not None:
        layout, plan = arrival.rows.headers.layout, arrival.plan
        rows, form = len(arrival.rows.frame), name_layout(layout, words)
        lines = [
            words.say("terminal.file", file=file, outcome=outcome, layout=form, rows=rows),
            "  " + words.say("terminal.plan", count=None, **count_plan(plan)),
        ]
    for group in group_findings(arrival.findings):
        severity = words.say(f"severity.{group.first.severity}")
        lines.append(f"  [{severity}] {build_finding_sentence(group.first, words, layout=layout)}")
        if elsewhere := list_other_rows(group, words, layout=layout):
            lines.append(f"    {elsewhere}")
    return lines


def count_plan(plan: Plan) -> dict[str, int]:
    """How many rows a plan would add, change, leave as they are, and leave out."""
    return {name: getattr(plan, name) for name in ("new", "changed", "unchanged", "left")}
