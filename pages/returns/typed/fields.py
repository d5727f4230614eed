"""The fields of a row: a control for each by its kind, and beneath it what was found in it."""

from datetime import date

import streamlit as st

from actions.returns.drafts import DraftEntry
from documents.returns.typed_form import FormRow
from intake.findings import Finding, Severity
from intake.headers.layouts import RESULTS, Field, Kind
from intake.reading.baselines import NIL
from locales.actors import name_actor
from locales.findings import label_choice, name_field
from locales.texts import escape_markdown
from locales.typed_returns import build_field_sentence
from pages.components.actors import find_people
from pages.returns.findings import SEVERITIES
from pages.returns.typed.checking import CheckedForm
from pages.returns.typed.form import TypedForm
from pages.returns.typed.saving import (
    ADDRESS_CODE,
    Conflict,
    build_widget_key,
    find_conflicts,
    keep_stored,
    keep_typed,
    note_change,
)

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)  # beyond them a day is not told at all
LONG = frozenset({"note"})
LONGEST_SHORT, LONGEST_LONG = 200, 2000


def show_field(
    checked: CheckedForm, row: FormRow, field: Field, *, findings: list[Finding]
) -> None:
    """The control, then what was taken out of it, what was found, and what somebody else saved."""
    form, words = checked.form, checked.form.visit.words
    conflict = find_conflicts(form, row).get(field.name)
    with st.container(gap="xsmall"):
        _show_control(form, row, field)
        entry = form.draft.entries.get(row.key)
        if (money := checked.find_money(row.key, field.name)) is not None:
            st.caption(escape_markdown(words.say("typed.read_money", value=money)))
        for sentence in _list_removed(form, field, entry):
            show_remark(sentence, Severity.WARNING, words.say("severity.warning"))
        for finding in findings:
            show_finding(form, finding)
        if conflict is not None:
            _show_conflict(form, row, field, conflict)


def _show_control(form: TypedForm, row: FormRow, field: Field) -> None:
    words, key = form.visit.words, build_widget_key(form.key, row.key, field.name)
    label = name_field(field, words) + (" *" if field.required else "")
    moved = note_change(form.key, row, field)
    if field.kind == Kind.CHOICE:
        choices = [*field.choices]
        if form.layout.name == RESULTS.name:
            choices.append(NIL)
        st.selectbox(
            label,
            choices,
            None,
            format_func=lambda choice: label_choice(field, choice, words),
            placeholder=words.say("typed.choose"),
            key=key,
            on_change=moved,
        )
    elif field.kind == Kind.CHOICES:
        st.multiselect(
            label,
            [*field.choices],
            format_func=lambda choice: label_choice(field, choice, words),
            placeholder=words.say("typed.choose"),
            key=key,
            on_change=moved,
        )
    elif field.kind == Kind.DAY:
        st.date_input(
            label,
            None,
            min_value=EARLIEST,
            max_value=LATEST,
            format="DD/MM/YYYY",
            key=key,
            on_change=moved,
        )
    elif field.name in LONG:
        st.text_area(label, max_chars=LONGEST_LONG, height=80, key=key, on_change=moved)
    elif field.name == ADDRESS_CODE:
        typed = st.session_state[key]
        st.selectbox(
            label,
            list(dict.fromkeys([*form.address_codes, *([typed] if typed else [])])),
            None,
            format_func=lambda code: " · ".join(filter(None, (code, form.address_codes.get(code)))),
            placeholder=words.say("typed.choose_code"),
            accept_new_options=True,
            key=key,
            on_change=moved,
        )
    else:
        hints = [f"typed.hint.{field.name}", f"typed.hint.{field.kind}"]
        hint = next((words.say(hint) for hint in hints if words.knows(hint)), None)
        st.text_input(
            label,
            max_chars=field.most if field.kind in (Kind.TEXT, Kind.CODE) else LONGEST_SHORT,
            placeholder=hint,
            key=key,
            on_change=moved,
            autocomplete="off",
        )


def _list_removed(form: TypedForm, field: Field, entry: DraftEntry | None) -> list[str]:
    """That something was taken out of what was typed, as of a file's cell."""
    details = () if entry is None else entry.removed.get(field.name, ())
    if not details:
        return []
    code = "value.not_a_place" if details == ("other",) else "value.personal"
    finding = Finding(code, column=field.name, facts={"details": tuple(details)})
    return [build_field_sentence(finding, form.visit.words, form.layout)]


def show_finding(form: TypedForm, finding: Finding) -> None:
    """A finding beneath what it is about."""
    words = form.visit.words
    sentence = build_field_sentence(finding, words, form.layout)
    is_error = finding.severity == Severity.ERROR
    word = words.say("typed.error" if is_error else f"severity.{finding.severity}")
    show_remark(sentence, finding.severity, word)


def show_remark(sentence: str, severity: Severity, word: str) -> None:
    """A sentence behind the mark of how grave it is."""
    mark, colour = SEVERITIES[severity]
    badge = f":{colour}-badge[{escape_markdown(f'{mark} {word}')}]"
    st.markdown(f"{badge} {escape_markdown(sentence)}")


def _show_conflict(form: TypedForm, row: FormRow, field: Field, conflict: Conflict) -> None:
    """What somebody else saved, what was typed here and is not saved, and the choice."""
    words, stored = form.visit.words, conflict.stored
    who = name_actor(stored.saved_by, find_people(form.visit), words)
    facts = {
        "who": who,
        "field": name_field(field, words),
        "stored": format_text(field, stored.values.get(field.name, ""), form),
        "typed": format_text(field, conflict.typed, form),
    }
    is_there = stored.saved_at is not None
    key = "typed.conflict" if is_there else "typed.conflict_gone"
    st.warning(escape_markdown(words.say(key, at=stored.saved_at, **facts)))
    with st.container(horizontal=True):
        here = build_widget_key(form.key, row.key, field.name)
        args = form, row, field.name
        st.button(words.say("typed.keep_typed"), key=f"{here} mine", on_click=keep_typed, args=args)
        st.button(
            words.say("typed.keep_stored"), key=f"{here} theirs", on_click=keep_stored, args=args
        )


def format_text(field: Field, text: str, form: TypedForm) -> str:
    """What was typed, as one reads it; that nothing stands there."""
    words = form.visit.words
    if not text:
        return words.say("typed.nothing")
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return "; ".join(label_choice(field, part, words) for part in text.split(";"))
    if field.kind == Kind.MONEY and text.isdecimal():
        return words.say("typed.money", value=int(text))
    if field.kind == Kind.DAY:
        try:
            return words.say("typed.day", day=date.fromisoformat(text))
        except ValueError:
            return text
    return text
