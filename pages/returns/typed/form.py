"""The form that is typed: whose it is, its rows and its draft, asked once a run of the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from actions.returns.drafts import Draft, DraftKey, load_draft
from actions.returns.own_register import take_own_register
from documents.returns.blank_batch import collect_stored_rows
from documents.returns.blank_owed import list_due_tasks
from documents.returns.blank_register import StoredRows
from documents.returns.typed_form import (
    FormRow,
    TypedFile,
    build_added_row,
    build_typed_file,
    list_code_places,
    list_register_rows,
    list_result_rows,
)
from intake.headers.layouts import LAYOUTS, RESULTS, Layout
from models.database import reading
from models.snapshots import read_duties
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

FORMS: Mapping[str, Layout] = {layout.name: layout for layout in LAYOUTS}
REGISTERS = "typed-registers"  # what this session was handed out of the register


@dataclass(frozen=True)
class FormUnit:
    """The unit that reports: its id, code, short and full name."""

    number: int
    code: str
    short: str
    name: str


@dataclass(frozen=True)
class TypedForm:
    """A form of a unit and a year, as it stands. `address_codes` are those of the addresses that
    the unit may say it helped, and where each is."""

    visit: Visit
    unit: FormUnit
    layout: Layout
    draft: Draft
    known_rows: list[FormRow]
    address_codes: Mapping[str, str]

    @property
    def key(self) -> DraftKey:
        """Whose draft it is."""
        return self.draft.key

    @cached_property
    def rows(self) -> list[FormRow]:
        """The rows that are kept or owed, then those that the sender added."""
        known = {row.key for row in self.known_rows}
        added = [
            build_added_row(self.layout, entry, self.visit.words, unit_code=self.unit.code)
            for key, entry in self.draft.entries.items()
            if key not in known
        ]
        return [*self.known_rows, *added]

    @cached_property
    def shown_rows(self) -> list[FormRow]:
        """The rows that have a card: of the register those that somebody began to type in."""
        if self.layout.name == RESULTS.name:
            return self.rows
        return [row for row in self.rows if row.key in self.draft.entries]

    @cached_property
    def file(self) -> TypedFile:
        """What was typed, as a file."""
        return build_typed_file(self.layout, self.rows, self.draft.entries, self.visit.words)


def load_form(visit: Visit, unit: FormUnit, layout_name: str) -> TypedForm:
    """The form with its draft. Raises Refused as `load_draft`."""
    key = DraftKey(unit.number, visit.year, layout_name)
    draft = load_draft(visit.engine, key, actor=visit.actor, now=read_moment(visit))
    if layout_name == RESULTS.name:
        rows = once(_list_owed_rows, visit, unit)
        return TypedForm(visit, unit, RESULTS, draft, rows, {})
    prefilled = _take_register(visit, unit, layout_name)
    rows = list_register_rows(FORMS[layout_name], prefilled, visit.words, unit_code=unit.code)
    codes = list_code_places(prefilled)
    return TypedForm(visit, unit, FORMS[layout_name], draft, rows, codes)


def _list_owed_rows(visit: Visit, unit: FormUnit) -> list[FormRow]:
    with reading(visit.engine) as session:
        duties = read_duties(session, [visit.year - 1, visit.year], visit.today)
    due_tasks = list_due_tasks(duties, visit.year, unit_id=unit.number)
    return list_result_rows(due_tasks, visit.words, unit=(unit.number, unit.code))


def _take_register(visit: Visit, unit: FormUnit, layout_name: str) -> StoredRows:
    """The unit's own rows of the register, which the journal is told were handed out: once a
    session and state of the data."""
    version = visit.register_version
    is_of = visit.version if version is None else version
    wanted = is_of, visit.actor, unit.number, visit.year, layout_name
    held: tuple[object, StoredRows] | None = st.session_state.get(REGISTERS)
    if held is not None and held[0] == wanted:
        return held[1]
    with reading(visit.engine) as session:
        duties = read_duties(session, [visit.year - 1, visit.year], visit.today)
    whose = (unit.number, unit.code)
    register = take_own_register(
        visit.engine, dict([whose]), visit.year, actor=visit.actor, now=read_moment(visit)
    )
    stored = collect_stored_rows(
        FORMS[layout_name], register, duties, unit=whose, year=visit.year
    ).restrict_to_period()
    st.session_state[REGISTERS] = wanted, stored
    return stored
