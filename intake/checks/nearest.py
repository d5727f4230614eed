"""What lies nearest to a code or a name that nobody knows: shown with the fault, never taken."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches

import pandas as pd

from intake.cells.rows import Rows
from intake.findings import Finding
from intake.references import References
from intake.text.normalisation import normalise_text

MOST_NAMED = 3
MOST_LOOKED_UP = 20  # different texts of a file: comparing one costs some milliseconds
LIKENESS = 0.72
UNKNOWN = ("register.unit_unknown", "register.task_unknown")
Names = Mapping[str, str]  # a folded spelling → what is told of it


def tell_nearest(rows: Rows, references: References) -> Rows:
    """The rows, whose unknown units and tasks are told with the nearest known ones."""
    unknown = [finding for finding in rows.findings if finding.code in UNKNOWN and finding.value]
    if not unknown:
        return rows
    looked_up = list(dict.fromkeys((finding.code, finding.value) for finding in unknown))[
        :MOST_LOOKED_UP
    ]
    names = {code: FINDERS[code](references) for code in {code for code, _ in looked_up}}
    near = {
        (code, text): nearest
        for code, text in looked_up
        if (nearest := find_nearest(str(text), names[code]))
    }
    return replace(rows, findings=tuple(_add_nearest(finding, near) for finding in rows.findings))


def find_nearest(text: str, names: Names) -> tuple[str, ...]:
    """The likeliest of the names, the likeliest first; none where nothing is like the text."""
    matches = get_close_matches(normalise_text(text), names, n=2 * MOST_NAMED, cutoff=LIKENESS)
    return tuple(dict.fromkeys(names[match] for match in matches))[:MOST_NAMED]


def _add_nearest(
    finding: Finding, near: Mapping[tuple[str, str | None], tuple[str, ...]]
) -> Finding:
    nearest = near.get((finding.code, finding.value))
    return (
        finding if nearest is None else replace(finding, facts={**finding.facts, "near": nearest})
    )


def _name_units(references: References) -> Names:
    units, day = references.units, pd.Timestamp(references.day)
    standing = units[~(units["valid_from"] > day) & ~(units["valid_to"] <= day)]
    columns = ("code", "name_vi", "short_vi", "name_en")
    return _build_names(standing, columns, name="name_vi", code="code")


def _name_tasks(references: References) -> Names:
    columns = ("task_code", "title_vi", "title_en")
    return _build_names(references.tasks, columns, name="title_vi", code="task_code")


def _build_names(frame: pd.DataFrame, columns: tuple[str, ...], *, name: str, code: str) -> Names:
    labels = [f"{key} – {title}" for key, title in zip(frame[code], frame[name], strict=True)]
    return {
        normalise_text(str(spelling)): label
        for column in columns
        for spelling, label in zip(frame[column], labels, strict=True)
    }


FINDERS: dict[str, Callable[[References], Names]] = {
    "register.unit_unknown": _name_units,
    "register.task_unknown": _name_tasks,
}
