"""Spellings of choices that somebody confirmed: read as what they mean, and remarked."""

from dataclasses import replace

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.findings import Finding
from intake.references import References
from intake.text.normalisation import normalise_text

UNKNOWN = "value.not_a_choice"


def make_spelling_field(layout: str, field: str) -> str:
    """The name under which the spellings of a form's field are kept."""
    return f"{layout}.{field}"


def read_confirmed_choices(rows: Rows, references: References) -> Rows:
    """The rows with the choices that are written in a confirmed spelling."""
    meanings: dict[int, str] = {}
    for finding in rows.findings:
        if finding.code == UNKNOWN and references.spellings:
            meaning = _find_choice(finding, rows, references)
            if meaning is not None:
                meanings[id(finding)] = meaning
    if not meanings:
        return rows
    frame, marks, findings = rows.frame.copy(), rows.marks.copy(), []
    for finding in rows.findings:
        meaning = meanings.get(id(finding))
        if meaning is None:
            findings.append(finding)
            continue
        frame.loc[finding.row, finding.column] = meaning
        marks.loc[finding.row, finding.column] = int(Mark.VALUE)
        facts = {"read_as": meaning}
        findings.append(replace(finding, code="value.choice_by_spelling", facts=facts))
    return replace(rows, frame=frame, marks=marks, findings=tuple(findings))


def _find_choice(finding: Finding, rows: Rows, references: References) -> str | None:
    layout = rows.headers.layout
    place = make_spelling_field(layout.name, str(finding.column))
    meaning = references.spellings.get((place, normalise_text(finding.value or "")[:200]))
    known = layout.find_field(str(finding.column)).choices
    return meaning if meaning in known else None
