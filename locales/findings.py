"""Findings in words: the sentence of each, its facts written as the reader writes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import pandas as pd

from intake.findings import Finding, Group, Severity, list_spans
from intake.headers.layouts import LAYOUTS, Field, Kind, Layout
from intake.text.unseen_letters import show_unseen
from locales.words import Words, format_fact, format_plain

LONGEST_VALUE = 60
MOST_SPANS = 12  # runs of rows named in one sentence
MOST_NAMED = 3  # cells named beside the first, where nothing hangs on each
MOST_ASKED = 9  # cells that are read in some way, each of which somebody confirms
MOST_COMPARED = 500  # cells looked at to see whether all say the same
LONGEST_TEXT = 200  # what a text field without a bound of its own takes
# Facts that are words of ours: by their names the first part of the words' keys.
WORDED = {
    **{"kind": "kind", "details": "detail", "places": "place", "figure": "figure"},
    "said": "said",
}
NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.WHOLE, Kind.MONEY, Kind.YEAR})


def build_finding_sentence(finding: Finding, words: Words, *, layout: Layout | None = None) -> str:
    """What is wrong, at which cell, and what to do, in one or two sentences.

    Columns are named by their heading in the reader's language. Without `layout` it is the
    first form that has the columns. Plain text: it holds the sender's words, so a screen
    that reads Markdown must escape it; what nobody sees in them is shown.
    """
    form = layout or _find_form(finding)
    field = _find_field(form, finding.column)
    facts: dict[str, object] = {
        "most": (field and field.most) or LONGEST_TEXT,
        "choices": ", ".join(_list_labels(field, words)),
        **_format_facts(finding.facts, words, field=field),
        "row": finding.facts.get("row", finding.row),
        "column": name_field(field, words) if field else finding.column or "",
        "value": format_cell_value(finding, words, field=field),
        "sheet": finding.sheet or "",
        "columns": ", ".join(_list_columns(finding, form, words)),
        "help": words.say(f"field.{form.name}.{field.name}.help") if form and field else "",
    }
    key = f"finding.{finding.code}"
    if finding.code == "table.part_over_stored":
        name = finding.facts.get("other")
        facts["other"] = words.say("overlap.file", name=name) if name else ""
    if finding.code == "table.repeated_row":
        unit = finding.facts.get("unit")
        facts["unit"] = words.say("finding.of_unit", unit=unit) if unit else ""
    if field is not None and field.kind == Kind.MONEY and words.knows(f"{key}.money"):
        key = f"{key}.money"
    elif field is not None and field.choices and words.knows(f"{key}.choices"):
        key = f"{key}.choices"
    elif "near" in finding.facts and words.knows(f"{key}.near"):
        key = f"{key}.near"
    elif finding.row is None and words.knows(f"{key}.sheet"):
        key = f"{key}.sheet"  # it stands in the name of the sheet
    elif "unit" not in finding.facts and words.knows(f"{key}.unknown"):
        key = f"{key}.unknown"  # nobody knows what became of the unit
    return show_unseen(words.say(key, count=finding.facts.get("count"), **facts))


@dataclass(frozen=True)
class CellText:
    """A cell with a finding: its row, what stands in it, and what it is read as, or what lies
    nearest to it (empty where there is neither)."""

    row: int
    value: str
    meaning: str = ""


def list_cells(group: Group, words: Words, *, layout: Layout | None = None) -> Iterator[CellText]:
    """The cells of the group, as they come."""
    field = _find_field(layout or _find_form(group.first), group.first.column)
    for finding in group.findings:
        if finding.row is not None:
            value = show_unseen(format_cell_value(finding, words, field=field))
            yield CellText(finding.row, value, _describe_meaning(finding, words, field=field))


def _describe_meaning(finding: Finding, words: Words, *, field: Field | None) -> str:
    near = finding.facts.get("near")
    meaning = near[0] if isinstance(near, tuple) else near
    if near is None and finding.severity == Severity.ASK:
        meaning = finding.facts.get("read_as")
    if meaning is None:
        return ""
    shown = _format_facts({"meaning": meaning}, words, field=field)["meaning"]
    return show_unseen(format_fact(shown, words.language))


def list_other_rows(group: Group, words: Words, *, layout: Layout | None = None) -> str:
    """Where else the same is found: the rows alone ("3–15, 18", at most MOST_SPANS runs) where
    every cell says the same, else the first cells with what stands in them and what each is read
    as, or is nearest to. Empty where no other row has it."""
    first, asked = group.first, group.first.severity == Severity.ASK
    rows = {finding.row for finding in group.findings if finding.row is not None} - {first.row}
    if not rows:
        return ""
    cells = [*islice(list_cells(group, words, layout=layout), MOST_COMPARED)]
    if len({(cell.value, cell.meaning) for cell in cells}) == 1:
        return words.say("receive.same_fault", count=len(rows), rows=list_runs(rows))
    named = [cell for cell in cells if cell.row != first.row][: MOST_ASKED if asked else MOST_NAMED]
    texts = "; ".join(_write_cell(cell, words, asked=asked) for cell in named)
    left = len(rows) - len(named)
    key = "receive.same_fault.cells" if left <= 0 else "receive.same_fault.more"
    return words.say(key, count=len(rows), cells=texts, left=left)


def has_more_cells(group: Group) -> bool:
    """Are there cells of the group that `list_other_rows` has no room to name?"""
    compared = group.findings[:MOST_COMPARED]
    if len({(finding.value, str(finding.facts.get("read_as"))) for finding in compared}) == 1:
        return len(group.spans) > MOST_SPANS
    most = MOST_ASKED if group.first.severity == Severity.ASK else MOST_NAMED
    return group.first.row is not None and group.count > most + 1


def _write_cell(cell: CellText, words: Words, *, asked: bool) -> str:
    key = "read_as" if asked else "nearest"
    key = f"receive.cell.{key}" if cell.meaning else "receive.cell"
    return words.say(key, row=cell.row, value=cell.value, meaning=cell.meaning)


def list_runs(rows: Iterable[int]) -> str:
    """Rows as runs: "3–15, 18"; at most MOST_SPANS runs."""
    return _join_spans(list_spans(rows))


def _join_spans(spans: Sequence[tuple[int, int]]) -> str:
    runs = [f"{start}–{last}" if last > start else str(start) for start, last in spans[:MOST_SPANS]]
    return ", ".join([*runs, *(["…"] if len(spans) > MOST_SPANS else [])])


def _format_facts(
    facts: Mapping[str, object], words: Words, *, field: Field | None
) -> dict[str, object]:
    """A finding's own facts as words: lists joined, a choice and an encoding by their names.
    `count`, which chooses between one and many, is also `number`."""
    formatted: dict[str, object] = {}
    for name, fact in facts.items():
        if name in WORDED:
            each = fact if isinstance(fact, tuple) else (fact,)
            formatted[name] = ", ".join(words.say(f"{WORDED[name]}.{part}") for part in each)
        elif isinstance(fact, tuple):
            formatted[name] = _format_list(name, fact, words, field=field)
        elif name in ("above", "scale") and words.knows(f"scale.{fact}"):
            formatted[name] = words.say(f"scale.{fact}")
        elif name == "encoding":
            formatted[name] = name_encoding(str(fact), words)
        elif field is not None and str(fact) in field.choices:
            formatted[name] = label_choice(field, str(fact), words)
        elif isinstance(fact, float) and fact.is_integer():
            formatted[name] = int(fact)
        else:
            formatted["number" if name == "count" else name] = fact
    return formatted


def _format_list(name: str, fact: tuple[object, ...], words: Words, *, field: Field | None) -> str:
    """A fact of several: a measure is named in the reader's language, choices by their labels."""
    if name == "measure":
        return str(fact[0] if words.language == "vi" else fact[-1])
    if name == "numbers":
        return "; ".join(format_fact(part, words.language) for part in fact)
    if field is not None and field.choices:
        return ", ".join(label_choice(field, str(part), words) for part in fact)
    apart = "; " if name in ("near", "tasks") else ", "  # titles hold commas
    return apart.join(str(part) for part in fact)


def name_encoding(encoding: str, words: Words) -> str:
    """An encoding as people call it; its technical name where they do not."""
    key = f"encoding.{encoding}"
    return words.say(key) if words.knows(key) else encoding


def name_field(field: Field, words: Words) -> str:
    """The field's heading in the reader's language."""
    return field.vi if words.language == "vi" else field.en


def name_layout(layout: Layout, words: Words) -> str:
    """The form's name in the reader's language."""
    return layout.vi if words.language == "vi" else layout.en


def label_choice(field: Field, choice: str, words: Words) -> str:
    """The word for a choice of `field`; the choice itself where it is none of its own."""
    key = f"choice.{field.name}.{choice}"
    return words.say(key) if words.knows(key) else choice


def format_cell_value(finding: Finding, words: Words, *, field: Field | None) -> str:
    """What the cell says, as people write it, at most LONGEST_VALUE letters."""
    value = finding.value or ""
    if field is not None and value in field.choices:
        return label_choice(field, value, words)
    if field is not None and field.kind in NUMERIC:
        value = value.removesuffix(".0")
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"


def format_stored_value(value: object, field: Field, words: Words) -> str:
    """A stored value as people write it, a day also where it is an ISO text; missing is an empty
    text."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if field.kind == Kind.DAY and isinstance(value, str):
        return format_fact(date.fromisoformat(value), words.language)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return "; ".join(label_choice(field, part, words) for part in str(value).split(";"))
    write = format_plain if field.kind == Kind.YEAR else format_fact
    return write(value, words.language)


def _list_labels(field: Field | None, words: Words) -> Iterable[str]:
    return [label_choice(field, choice, words) for choice in field.choices] if field else []


def _find_form(finding: Finding) -> Layout | None:
    """The form that requires all the columns the finding is about, else one that has them."""
    named = finding.facts.get("columns")
    columns = {str(name) for name in named} if isinstance(named, tuple) else {finding.column}
    for required in (True, False):
        for layout in LAYOUTS:
            if columns <= {field.name for field in layout.fields if field.required or not required}:
                return layout
    return None


def _find_field(layout: Layout | None, name: object) -> Field | None:
    known = {field.name: field for field in layout.fields} if layout else {}
    return known.get(str(name))


def _list_columns(finding: Finding, layout: Layout | None, words: Words) -> Iterable[str]:
    named = finding.facts.get("columns")
    fields = (
        [(_find_field(layout, name), name) for name in named] if isinstance(named, tuple) else []
    )
    return [name_field(field, words) if field else str(name) for field, name in fields]
