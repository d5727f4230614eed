"""A return form as it is typed on a screen: its rows, and the file that what was typed makes.

The rows are those of the blank, from the same declaration. The file is the blank as a person would
have filled it in, as CSV, so that it is read and checked as any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from actions.returns.drafts import DraftEntry
from documents.printing.records import Plain
from documents.returns.blank import build_blank_csv
from documents.returns.blank_owed import DueTasks, Row
from documents.returns.blank_register import TAKEN_FROM, StoredRows, build_register_baseline
from intake.headers.layouts import Field, Kind, Layout
from intake.reading.baselines import NIL, BaselineValue
from locales.findings import label_choice
from locales.words import Words

NEW = "+"  # the key of a row that the sender added begins with it
DECIMALS = 3  # as many behind a point as would be read as thousands
Values = Mapping[str, str]


@dataclass(frozen=True)
class FormRow:
    """One row of the form. `cells` has what the blank has filled in, and nobody types; `stored` has
    what is kept of each other field, as it is typed. A row that `stands` is one that the unit
    reported already, and belongs to the form though nobody touches it."""

    key: str
    title: str
    cells: Row
    stored: Values = field(default_factory=dict)
    stands: bool = False

    @property
    def is_added(self) -> bool:
        """Did the sender add the row to the form?"""
        return self.key.startswith(NEW)

    def find_text(self, name: str, entry: DraftEntry | None) -> str:
        """What stands in a field: what was typed, else what is kept."""
        typed = None if entry is None else entry.values.get(name)
        return self.stored.get(name, "") if typed is None else typed


@dataclass(frozen=True)
class TypedFile:
    """The form as a file; `row_keys` are those of its rows, by the numbers that findings give."""

    content: bytes
    row_keys: Mapping[int, str]


def list_result_rows(due_tasks: DueTasks, words: Words, *, unit: tuple[int, str]) -> list[FormRow]:
    """A row for each task that the unit (its id and code) owes, in the plan's order."""
    tasks = [task for task in due_tasks.tasks.get(unit[0], []) if not task["reporting"]]
    known = due_tasks.build_baseline(unit).stored_rows
    rows = []
    for task, cells in zip(tasks, due_tasks.build_rows(unit, words), strict=True):
        code = str(task["task_code"])
        stored = _format_stored(known[(str(due_tasks.year), unit[1], code)], words)
        rows.append(FormRow(code, str(cells["task_code"]), cells, stored, stands=bool(stored)))
    return rows


def list_register_rows(
    layout: Layout, prefilled: StoredRows, words: Words, *, unit_code: str
) -> list[FormRow]:
    """The unit's own addresses, or the help it gave in the period, as they are kept."""
    rows = []
    names = [name for name in layout.key_names if name not in TAKEN_FROM]
    for key, values in build_register_baseline(layout, prefilled).stored_rows.items():
        keys = dict(zip(layout.key_names, key, strict=True))
        known: dict[str, Plain | date] = {
            name: _format_typed(layout.find_field(name), keys[name], words) for name in names
        }
        cells = known | _fill_unit(layout, unit_code)
        title = " · ".join(str(known[name]) for name in names if known[name])
        rows.append(
            FormRow("|".join(key), title, cells, _format_stored(values, words), stands=True)
        )
    return rows


def list_code_places(prefilled: StoredRows) -> dict[str, str]:
    """The codes of the addresses that the unit may say it helped, and the commune of each."""
    addresses = prefilled.codes
    if addresses is None:
        return {}
    return {
        str(code): prefilled.communes.get(int(commune), "")
        for code, commune in zip(addresses["code"], addresses["commune_id"], strict=True)
    }


def build_added_row(layout: Layout, entry: DraftEntry, words: Words, *, unit_code: str) -> FormRow:
    """A row that the sender added, by what was typed into it."""
    name = layout.key_names[0]
    title = entry.values.get(name) or words.say(f"typed.new.{layout.name}")
    cells = _fill_unit(layout, unit_code)
    if entry.values.get("supporter_name"):
        cells = {}  # somebody else helped
    return FormRow(entry.row_key, title, cells)


def list_typed_fields(layout: Layout, row: FormRow) -> list[Field]:
    """The fields of a row that are typed: all but those of the unit, and, of a row that is kept or
    owed already, those that tell it from others."""
    return [
        column
        for column in layout.fields
        if column.kind not in (Kind.UNIT, Kind.YEAR, Kind.TASK) and (row.is_added or not column.key)
    ]


def build_typed_file(
    layout: Layout, rows: list[FormRow], entries: Mapping[str, DraftEntry], words: Words
) -> TypedFile:
    """The rows of which anything is kept or was typed, as the blank's CSV."""
    chosen = [row for row in rows if row.stands or _says_anything(entries.get(row.key))]
    cells = [_fill_row(layout, row, entries.get(row.key), words) for row in chosen]
    numbers = {number: row.key for number, row in enumerate(chosen, 2)}  # below the headings
    return TypedFile(build_blank_csv(layout, words, cells), numbers)


def _says_anything(entry: DraftEntry | None) -> bool:
    return entry is not None and any(entry.values.values())


def _fill_row(layout: Layout, row: FormRow, entry: DraftEntry | None, words: Words) -> Row:
    """The cells of a row: what was emptied clears what is kept."""
    cells = dict(row.cells)
    for column in list_typed_fields(layout, row):
        text = row.find_text(column.name, entry)
        if not text and row.stored.get(column.name):
            cells[column.name] = words.say("typed.clear")
        else:
            cells[column.name] = _format_typed(column, text, words)
    return cells


def _fill_unit(layout: Layout, unit_code: str) -> dict[str, Plain | date]:
    names = [column.name for column in layout.fields if column.kind == Kind.UNIT]
    return dict.fromkeys(names, unit_code)


def _format_typed(column: Field, text: str, words: Words) -> Plain | date:
    """A text as the file has it: choices by their words, days as days."""
    if column.kind in (Kind.CHOICE, Kind.CHOICES):
        return "; ".join(label_choice(column, part, words) for part in text.split(";") if part)
    if column.kind == Kind.DAY and text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _format_stored(values: Mapping[str, BaselineValue], words: Words) -> Values:
    """What is kept of each field, as it is typed; a field of which nothing is kept is left out."""
    texts = {name: _format_value(name, value, words) for name, value in values.items()}
    return {name: text for name, text in texts.items() if text}


def _format_value(name: str, value: BaselineValue, words: Words) -> str:
    """A kept value as it is typed, so that it is read as the same again."""
    if value is None:
        return ""
    if value == NIL:
        return NIL if name == "status" else words.say("choice.status.nil")
    if isinstance(value, str):
        return value
    text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if len(text.partition(".")[2]) == DECIMALS:
        text += "0"
    if name == "percent" and 0 < value <= 1:
        text += "%"
    return text.replace(".", ",") if words.language == "vi" else text
