"""Many people from one file: the template, what the file says, and adding those it names."""

from functools import partial

import pandas as pd
import streamlit as st

from actions.accounts.accounts import add_users
from actions.accounts.people import PeoplePlan, plan_people
from actions.permissions import Actor
from actions.refusals import Refused
from documents.accounts.people_book import build_people_template
from documents.printing.listing_books import XLSX
from intake.people import COLUMNS, EMAIL, NAME, ROLE, SIGN_IN, UNIT, PeopleFile, read_people
from intake.tables import Unreadable, Upload
from locales.findings import build_finding_sentence
from locales.names import list_full_names, list_short_names
from locales.people import (
    build_person_fault_sentence,
    build_unread_people_sentence,
    list_known_headings,
    list_known_roles,
    name_people_column,
)
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.admin.handouts import keep_handouts
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.tables import show_written_table
from pages.components.visit import Visit

MESSAGE, ROUND = "people-told", "people-round"
MOST_REMARKS = 10
FAULT_COLUMNS = ("place", "value", "what")


def import_people(visit: Visit, *, expanded: bool) -> None:
    """The template to take, the file that comes back, and what it would do."""
    words = visit.words
    if message := st.session_state.pop(MESSAGE, None):
        st.info(escape_markdown(message))
    number = st.session_state.setdefault(ROUND, 0)  # a new field after each file accepted
    open_still = expanded or number > 0
    with st.expander(words.say("people.title"), expanded=open_still, key="people-file"):
        st.markdown(escape_markdown(words.say("people.lead")))
        all_units = frames.load_catalogue(visit).units
        current_units = all_units[all_units["valid_to"].isna()]
        units = list(zip(current_units["code"], list_full_names(current_units, words), strict=True))
        st.download_button(
            words.say("people.template"),
            partial(build_people_template, units, words),
            f"{words.say('people.template_file')}.xlsx",
            XLSX,
            key="people-template",
            on_click="ignore",
            icon=":material/download:",
        )
        file = st.file_uploader(words.say("people.upload"), key=f"people-{number}")
        if file is not None:
            _show_file(visit, Upload(file.name, file.getvalue()))


def _show_file(visit: Visit, upload: Upload) -> None:
    words = visit.words
    try:
        file, plan = examine_file(visit, upload)
    except Unreadable as unreadable:
        why = build_unread_people_sentence(unreadable.finding, words)
        st.warning(escape_markdown(words.say("refusal.people_unread", file=upload.name, why=why)))
        return
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))
        return
    _show_remarks(visit, file)
    _show_plan(visit, file, plan)


def examine_file(visit: Visit, upload: Upload) -> tuple[PeopleFile, PeoplePlan]:
    """What the file says and what it would do, each worked out once a state of the data.
    Raises Unreadable, and Refused as `plan_people` does."""
    return once(_read_people, upload), once(_plan_people, visit, upload, visit.actor)


def _read_people(upload: Upload) -> PeopleFile:
    return read_people(upload, list_known_headings())


def _plan_people(visit: Visit, upload: Upload, actor: Actor) -> PeoplePlan:
    file = once(_read_people, upload)
    return plan_people(visit.engine, file, list_known_roles(), actor=actor)


def _show_remarks(visit: Visit, file: PeopleFile) -> None:
    """What is said of how the file was read."""
    remarks = [build_finding_sentence(finding, visit.words) for finding in file.remarks]
    if file.unread:
        remarks.append(visit.words.say("people.unread", columns=", ".join(file.unread)))
    for remark in remarks[:MOST_REMARKS]:
        st.info(escape_markdown(remark))
    if len(remarks) > MOST_REMARKS:
        notes.show_note(visit.words.say("receive.changes_first", count=MOST_REMARKS))


def _show_plan(visit: Visit, file: PeopleFile, plan: PeoplePlan) -> None:
    words, new = visit.words, plan.new
    sentences = [words.say("people.sentence", count=len(new), file=file.name)]
    if same := len(plan.people) - len(new):
        sentences.append(words.say("people.sentence_same", count=same))
    st.markdown(f"**{escape_markdown(' '.join(sentences))}**")
    if plan.faults:
        st.warning(escape_markdown(words.say("people.sentence_faulty", count=len(plan.faults))))
        show_written_table(words, _build_faults_table(visit, plan), key="people-faults")
    if plan.people:
        show_written_table(words, _build_people_table(visit, plan), key="people-found")
    if not new:
        notes.show_note(words.say("people.nobody", file=file.name))
        return
    press = "people.press_sound" if plan.faults else "people.press"
    if st.button(
        words.say(press, count=len(new)),
        key="people-add",
        type="secondary" if plan.faults else "primary",
    ):
        _add_people(visit, plan)
        st.rerun()


def _build_faults_table(visit: Visit, plan: PeoplePlan) -> pd.DataFrame:
    words = visit.words
    rows = [
        (
            words.say(
                "people.place", row=fault.row, column=name_people_column(fault.column, words)
            ),
            fault.value,
            build_person_fault_sentence(fault, words),
        )
        for fault in plan.faults
    ]
    return pd.DataFrame(
        rows, columns=[words.say(f"people.column.{name}") for name in FAULT_COLUMNS]
    )


def _build_people_table(visit: Visit, plan: PeoplePlan) -> pd.DataFrame:
    words = visit.words
    all_units = frames.load_catalogue(visit).units
    current_units = all_units[all_units["valid_to"].isna()]
    units = dict(zip(current_units["code"], list_short_names(current_units, words), strict=True))
    accounts = [person.account for person in plan.people]
    columns = {
        NAME: [account.name for account in accounts],
        SIGN_IN: [account.code for account in accounts],
        ROLE: [words.say(f"user_role.{account.role}") for account in accounts],
        UNIT: [_name_unit(account.unit_code, units) for account in accounts],
        EMAIL: [account.email or "" for account in accounts],
    }
    table = pd.DataFrame({name_people_column(name, words): columns[name] for name in COLUMNS})
    states = ["new" if person.is_new else "same" for person in plan.people]
    table[words.say("people.column.state")] = [
        words.say(f"people.state.{state}") for state in states
    ]
    return table


def _name_unit(code: str | None, units: dict[str, str]) -> str:
    return f"{code} · {units.get(code, '')}" if code else ""


def _add_people(visit: Visit, plan: PeoplePlan) -> None:
    words, now, new = visit.words, read_moment(visit), plan.new
    try:
        codes = add_users(visit.engine, new, actor=visit.actor, now=now)
    except Refused as refused:  # somebody was added meanwhile
        st.session_state[MESSAGE] = build_refusal_sentence(refused, words)
        return
    keep_handouts(visit, new, codes, given_at=now)
    st.session_state[MESSAGE] = words.say("people.done", count=len(new))
    st.session_state[ROUND] += 1
