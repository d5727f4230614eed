"""The rows as cards: each with what stands in it, one of them open with its fields."""

from collections.abc import Sequence

import streamlit as st

from documents.returns.typed_form import FormRow, list_typed_fields
from intake.findings import Finding, Severity
from intake.headers.layouts import RESULTS, Field, Kind
from locales.actors import name_actor
from locales.findings import name_field
from locales.texts import escape_markdown
from pages.components.actors import find_people
from pages.returns.typed.checking import FAULTY, CheckedForm
from pages.returns.typed.fields import format_text, show_field, show_finding
from pages.returns.typed.form import TypedForm
from pages.returns.typed.saving import (
    add_row,
    find_conflicts,
    find_open_row,
    open_row,
    remove_row,
    show_as_saved,
)

SHORT = frozenset({Kind.DAY, Kind.PERCENT, Kind.NUMBER, Kind.WHOLE})  # two beside each other


def show_cards(checked: CheckedForm) -> None:
    """Every row with a card, in the order of the form, and the way to further rows."""
    form, findings = checked.form, checked.findings
    opened = find_open_row(form.key)
    rows = form.shown_rows
    for place, row in enumerate(rows):
        with st.container(border=True, gap="small"):
            of_row = findings.get(row.key, ())
            if row.key == opened:
                following = rows[place + 1].key if place + 1 < len(rows) else None
                _show_open(checked, row, of_row, following=following)
            else:
                _show_folded(form, row, of_row)
    if form.layout.name != RESULTS.name:
        _show_ways_to_add(form)


def _show_folded(form: TypedForm, row: FormRow, findings: Sequence[Finding]) -> None:
    words = form.visit.words
    is_begun = row.stands or row.key in form.draft.entries
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"**{escape_markdown(row.title)}**", width="stretch")
        st.button(
            words.say("typed.amend" if is_begun else "typed.open"),
            key=f"typed-open {row.key}",
            on_click=open_row,
            args=(form.key, row.key),
        )
    st.markdown(_build_summary(form, row, findings))


def _build_summary(form: TypedForm, row: FormRow, findings: Sequence[Finding]) -> str:
    """Whether something was typed, what stands in the row, and whether it is in order."""
    words, entry = form.visit.words, form.draft.entries.get(row.key)
    texts = [
        (field, row.find_text(field.name, entry)) for field in list_typed_fields(form.layout, row)
    ]
    parts = [
        f"{name_field(field, words)}: {format_text(field, text, form)}"
        for field, text in texts
        if text
    ]
    badge = f":{_choose_state(form, row, findings)}"
    return " ".join([badge, escape_markdown(" · ".join(parts))]).strip()


def _choose_state(form: TypedForm, row: FormRow, findings: Sequence[Finding]) -> str:
    words, entry = form.visit.words, form.draft.entries.get(row.key)
    severities = {finding.severity for finding in findings}
    if severities & FAULTY or find_conflicts(form, row):
        return f"orange-badge[{escape_markdown(words.say('typed.state.faulty'))}]"
    if severities & {Severity.ASK, Severity.WARNING}:
        return f"blue-badge[{escape_markdown(words.say('typed.state.asked'))}]"
    if entry is not None and any(entry.values.values()):
        return f"green-badge[{escape_markdown(words.say('typed.state.typed'))}]"
    state = "stored" if row.stands else "empty"
    return f"gray-badge[{escape_markdown(words.say(f'typed.state.{state}'))}]"


def _show_open(
    checked: CheckedForm, row: FormRow, findings: Sequence[Finding], *, following: str | None
) -> None:
    """The fields of the row, what concerns it as a whole, and the way on."""
    form, words = checked.form, checked.form.visit.words
    st.markdown(f"**{escape_markdown(row.title)}**")
    if asides := _list_asides(form, row):
        st.caption(escape_markdown(" · ".join(asides)))
    fields = list_typed_fields(form.layout, row)
    if show_as_saved(form, row, fields):
        st.info(escape_markdown(_say_others(form, row)))
    by_field = {field.name: [f for f in findings if f.column == field.name] for field in fields}
    for group in _group_fields(fields):
        with st.container(horizontal=len(group) > 1, vertical_alignment="top"):
            for field in group:
                show_field(checked, row, field, findings=by_field[field.name])
    for finding in findings:
        if finding.column not in by_field:
            show_finding(form, finding)
    with st.container(horizontal=True):
        if following is not None:
            st.button(
                words.say("typed.next"),
                key="typed-next",
                on_click=open_row,
                args=(form.key, following),
            )
        st.button(
            words.say("typed.fold"), key="typed-fold", on_click=open_row, args=(form.key, None)
        )
        if form.layout.name != RESULTS.name:
            st.button(
                words.say("typed.remove" if row.is_added else "typed.undo"),
                key="typed-remove",
                on_click=remove_row,
                args=(form, row),
            )


def _group_fields(fields: Sequence[Field]) -> list[list[Field]]:
    """The fields in their order; two short ones stand beside each other where there is room."""
    groups: list[list[Field]] = []
    for field in fields:
        is_short = field.kind in SHORT
        if is_short and groups and len(groups[-1]) < 2 and groups[-1][0].kind in SHORT:
            groups[-1].append(field)
        else:
            groups.append([field])
    return groups


def _list_asides(form: TypedForm, row: FormRow) -> list[str]:
    """What the blank shows beside the row: the unit of measure, and the period before."""
    words, cells = form.visit.words, row.cells
    lines = []
    if cells.get("measure"):
        lines.append(words.say("typed.measure", measure=cells["measure"]))
    last = [cells.get(name) for name in ("last_status", "last_quantity")]
    told = [
        str(value) if isinstance(value, str) else words.say("typed.number", number=value)
        for value in last
        if value is not None
    ]
    value = cells.get("last_value")
    if value is not None:
        told.append(value if isinstance(value, str) else words.say("typed.money", value=value))
    if told:
        lines.append(words.say("typed.last", told=", ".join(told)))
    return lines


def _say_others(form: TypedForm, row: FormRow) -> str:
    """Who saved the row since it was looked at; that it is gone."""
    words, entry = form.visit.words, form.draft.entries.get(row.key)
    if entry is None:
        return words.say("typed.others_removed")
    who = name_actor(entry.saved_by, find_people(form.visit), words)
    return words.say("typed.others_saved", who=who, at=entry.saved_at)


def _show_ways_to_add(form: TypedForm) -> None:
    """Open a row that is kept already, or begin another."""
    words = form.visit.words
    titles = {row.key: row.title for row in form.known_rows if row.key not in form.draft.entries}
    if titles:
        chosen = st.selectbox(
            words.say(f"typed.choose_known.{form.layout.name}", count=len(titles)),
            list(titles),
            None,
            format_func=titles.__getitem__,
            placeholder=words.say("typed.choose"),
            key=f"typed-known {len(form.draft.entries)}",
        )
        if chosen is not None:
            add_row(form, chosen)
            st.rerun()
    st.button(
        words.say(f"typed.add.{form.layout.name}"),
        key="typed-add",
        icon=":material/add:",
        on_click=add_row,
        args=(form,),
    )
