"""What was typed is saved: at each change, by the run of the screen that follows it.

Session state holds of a change only its row and field; what of a row this session has seen; and
what could not be saved because somebody else had saved the field meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from secrets import token_hex

import streamlit as st

from actions.refusals import Refused
from actions.returns.drafts import (
    Draft,
    DraftChanged,
    DraftEntry,
    DraftKey,
    discard_draft,
    remove_draft_row,
    save_draft_row,
)
from documents.returns.typed_form import NEW, FormRow
from intake.headers.layouts import Field, Kind
from intake.reading.baselines import NIL
from locales.refusals import build_refusal_sentence
from pages.components.deed_time import read_moment
from pages.components.visit import Visit
from pages.returns.typed.form import TypedForm

CHANGES, SEEN, CONFLICTS = "typed-changes", "typed-seen", "typed-conflicts"
REFUSALS, OPEN, OUTCOME = "typed-refusals", "typed-open", "typed-outcome"
NO_CHOICE = None
ADDRESS_CODE = "address_code"  # chosen among those of the unit, or typed where it is another's
Place = tuple[DraftKey, str]  # a row of a draft


@dataclass(frozen=True)
class Conflict:
    """What was typed into a field that somebody else had just saved otherwise."""

    typed: str
    stored: DraftEntry


def build_widget_key(key: DraftKey, row_key: str, name: str) -> str:
    """The key of a field's control."""
    return f"typed {key.unit_id} {key.year} {key.layout} {row_key} {name}"


def note_change(key: DraftKey, row: FormRow, field: Field) -> Callable[[], None]:
    """What a field's control does when it is moved: the next run saves it."""

    def note() -> None:
        widget = build_widget_key(key, row.key, field.name)
        text = _read_text(st.session_state[widget])
        st.session_state.setdefault(CHANGES, []).append((key, row, field.name, text))

    return note


def _read_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    return "" if value is None else str(value)


def save_changes(visit: Visit, draft: Draft) -> bool:
    """Save what was changed since the last run; was there anything?"""
    changes = st.session_state.pop(CHANGES, [])
    for key, row, name, text in changes:
        if key == draft.key:
            _save(visit, (key, row.key), draft, name=name, text=text, stored=row.stored.get(name))
    return bool(changes)


def _save(
    visit: Visit, place: Place, draft: Draft, *, name: str, text: str, stored: str | None
) -> None:
    key, row_key = place
    seen = _get_seen(place, draft)
    try:
        saved = _save_field(visit, key, seen, name=name, text=text, stored=stored)
    except DraftChanged as changed:
        now = changed.entry
        if now.values.get(name) != seen.values.get(name) or not now.revision:
            st.session_state.setdefault(CONFLICTS, {})[place, name] = Conflict(text, now)
            forget_row(place)
            return
        forget_row(place)  # what the other saved is shown
        try:  # the other saved other fields of the row: both stand
            saved = _save_field(visit, key, now, name=name, text=text, stored=stored)
        except Refused as refused:
            _note_refusal(visit, refused)
            return
    except Refused as refused:
        _note_refusal(visit, refused)
        return
    st.session_state.get(CONFLICTS, {}).pop((place, name), None)
    if saved.values.get(name, "") != text:  # something was taken out of it
        st.session_state.pop(build_widget_key(key, row_key, name), None)
    st.session_state.setdefault(SEEN, {})[place] = saved


def _save_field(
    visit: Visit, key: DraftKey, seen: DraftEntry, *, name: str, text: str, stored: str | None
) -> DraftEntry:
    values = {**seen.values, name: text}
    if text == (stored or ""):
        del values[name]  # as it is kept already
    entry = replace(seen, values=values)
    return save_draft_row(visit.engine, key, entry, actor=visit.actor, now=read_moment(visit))


def _note_refusal(visit: Visit, refused: Refused) -> None:
    sentence = build_refusal_sentence(refused, visit.words)
    st.session_state.setdefault(REFUSALS, []).append(sentence)


def take_refusals() -> list[str]:
    """Why something was not saved, once."""
    refusals: list[str] = st.session_state.pop(REFUSALS, [])
    return refusals


def _get_seen(place: Place, draft: Draft) -> DraftEntry:
    seen: dict[Place, DraftEntry] = st.session_state.get(SEEN, {})
    nothing = DraftEntry(place[1], {}, {}, 0)
    return seen.get(place) or draft.entries.get(place[1]) or nothing


def forget_row(place: Place) -> None:
    """Show the row as it is saved, whatever stood in its fields."""
    st.session_state.get(SEEN, {}).pop(place, None)
    for widget in _list_widgets(place):
        del st.session_state[widget]


def _list_widgets(place: Place) -> list[str]:
    start = build_widget_key(*place, "")
    return [str(name) for name in st.session_state if str(name).startswith(start)]


def show_as_saved(form: TypedForm, row: FormRow, fields: list[Field]) -> bool:
    """Put into the row's controls what is saved, where they hold nothing yet, or another saved the
    row since; was it another?"""
    place = form.key, row.key
    entry = form.draft.entries.get(row.key) or DraftEntry(row.key, {}, {}, 0)
    seen: dict[Place, DraftEntry] = st.session_state.setdefault(SEEN, {})
    is_others = place in seen and seen[place].revision != entry.revision
    if is_others:
        forget_row(place)
    seen[place] = entry
    for field in fields:
        widget = build_widget_key(*place, field.name)
        if widget not in st.session_state:
            st.session_state[widget] = _parse_text(field, row.find_text(field.name, entry))
    return is_others


def _parse_text(field: Field, text: str) -> object:
    """What a control holds for a text."""
    if field.kind == Kind.DAY:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    if field.kind == Kind.CHOICES:
        return [part for part in text.split(";") if part in field.choices]
    if field.name == ADDRESS_CODE:
        return text or NO_CHOICE
    if field.kind == Kind.CHOICE:
        return text if text in field.choices or text == NIL else NO_CHOICE
    return text


def find_conflicts(form: TypedForm, row: FormRow) -> dict[str, Conflict]:
    """What was typed into fields of the row and not saved, by the fields' names."""
    conflicts: dict[tuple[Place, str], Conflict] = st.session_state.get(CONFLICTS, {})
    place = form.key, row.key
    return {name: conflict for (of, name), conflict in conflicts.items() if of == place}


def keep_typed(form: TypedForm, row: FormRow, name: str) -> None:
    """Save over what somebody else saved, which was seen."""
    conflict = find_conflicts(form, row)[name]
    forget_row((form.key, row.key))
    st.session_state.setdefault(SEEN, {})[form.key, row.key] = conflict.stored
    st.session_state.setdefault(CHANGES, []).append((form.key, row, name, conflict.typed))


def keep_stored(form: TypedForm, row: FormRow, name: str) -> None:
    """Let stand what somebody else saved."""
    st.session_state.get(CONFLICTS, {}).pop(((form.key, row.key), name), None)
    forget_row((form.key, row.key))


def find_open_row(key: DraftKey) -> str | None:
    """The row whose fields are shown; one at a time."""
    open_rows: dict[DraftKey, str | None] = st.session_state.get(OPEN, {})
    return open_rows.get(key)


def open_row(key: DraftKey, row_key: str | None) -> None:
    """Show the fields of a row, and of no other; None shows none."""
    st.session_state.setdefault(OPEN, {})[key] = row_key


def add_row(form: TypedForm, row_key: str | None = None) -> None:
    """Begin a row that the sender adds, or one that is kept."""
    row_key = row_key or NEW + token_hex(8)
    visit = form.visit
    entry = DraftEntry(row_key, {}, {}, 0)
    try:
        save_draft_row(visit.engine, form.key, entry, actor=visit.actor, now=read_moment(visit))
    except Refused as refused:
        _note_refusal(visit, refused)
    open_row(form.key, row_key)


def remove_row(form: TypedForm, row: FormRow) -> None:
    """Take a row out of the draft."""
    visit, place = form.visit, (form.key, row.key)
    changes = st.session_state.get(CHANGES, [])
    st.session_state[CHANGES] = [change for change in changes if change[1].key != row.key]
    entry = _get_seen(place, form.draft)
    try:
        remove_draft_row(visit.engine, form.key, entry, actor=visit.actor, now=read_moment(visit))
    except Refused as refused:
        _note_refusal(visit, refused)
    forget_row(place)
    open_row(form.key, None)


def remove_draft(form: TypedForm) -> None:
    """Delete the draft."""
    visit = form.visit
    st.session_state.pop(CHANGES, None)
    try:
        discard_draft(visit.engine, form.draft, actor=visit.actor, now=read_moment(visit))
        st.session_state[OUTCOME] = visit.words.say("typed.discarded")
    except Refused as refused:
        _note_refusal(visit, refused)
    forget_draft(form.key)


def forget_draft(key: DraftKey) -> None:
    """Forget what this session has seen of a draft that is gone."""
    for seen in st.session_state.get(SEEN, {}).copy():
        if seen[0] == key:
            forget_row(seen)
    conflicts: dict[tuple[Place, str], Conflict] = st.session_state.get(CONFLICTS, {})
    st.session_state[CONFLICTS] = {of: each for of, each in conflicts.items() if of[0][0] != key}
    open_row(key, None)
