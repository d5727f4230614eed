"""Sao lưu: when was the last proven copy made, and make one now; and how long files and sign-ins
are kept."""

from pathlib import Path

import pandas as pd
import streamlit as st

from actions.backups.backup import back_up
from actions.erasure.retain import count_past_terms, load_terms, retain
from actions.paths import find_backup_folder
from actions.permissions import Verb, may
from actions.refusals import Refused
from locales.actors import name_actor
from locales.refusals import build_refusal_sentence, explain_backup_fault
from locales.retained import list_retained_lines
from locales.texts import escape_markdown
from models.backups import list_backups
from models.database import reading
from pages.backups.erasing import show_erasure
from pages.backups.files import show_backup_files
from pages.backups.restoring import show_outcome
from pages.components.actors import find_people
from pages.components.backup_line import show_backup_line
from pages.components.deed_time import read_moment
from pages.components.empty import show_empty_state
from pages.components.headline import show_headline
from pages.components.tables import show_written_table
from pages.components.visit import Visit

COUNTED = ("table_rows", "size_bytes")
MESSAGE = "backup-told"


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    show_headline(visit, words.say("screen.backups"))
    st.markdown(escape_markdown(words.say("backup.lead")))
    show_outcome(visit)
    message = st.session_state.pop(MESSAGE, None)
    if message is not None:
        (st.success if message[0] else st.warning)(escape_markdown(message[1]))
    show_backup_line(visit, way_on=False)
    folder = find_backup_folder(visit.engine)
    _show_form(visit, folder)
    _show_backups(visit)
    show_backup_files(visit, folder)
    _show_retention(visit)
    show_erasure(visit)


def _show_form(visit: Visit, folder: Path) -> None:
    words = visit.words
    with st.form("backup", clear_on_submit=True):
        sentences = (
            words.say("backup.where", folder=str(folder)),
            words.say("backup.only_sealed_taken"),
        )
        st.markdown(escape_markdown(" ".join(sentences)))
        with st.container(horizontal=True):
            first = st.text_input(
                words.say("backup.passphrase"), type="password", help=words.say("backup.why")
            )
            again = st.text_input(words.say("backup.passphrase_again"), type="password")
        pressed = st.form_submit_button(words.say("backup.make"), type="primary")
    if pressed and first != again:
        st.warning(escape_markdown(words.say("backup.passphrases_differ")))
    elif pressed:
        with st.spinner(words.say("backup.making")):
            st.session_state[MESSAGE] = _make_backup(visit, folder, first or None)
        st.rerun()


def _make_backup(visit: Visit, folder: Path, passphrase: str | None) -> tuple[bool, str]:
    """Make a backup. Returns whether it is proven, and what to say of it."""
    words = visit.words
    try:
        backup = back_up(
            visit.engine, folder, passphrase=passphrase, actor=visit.actor, now=read_moment(visit)
        )
    except Refused as refused:
        return False, build_refusal_sentence(refused, words)
    name = Path(backup.place).name
    if backup.fault is None:
        return True, words.say("backup.made", file=name, rows=backup.table_rows)
    fault = explain_backup_fault(backup.fault, words)
    return False, words.say("backup.unproven", file=name, fault=fault)


def _show_backups(visit: Visit) -> None:
    words = visit.words
    with reading(visit.engine) as session:
        backups = list_backups(session)
    if backups.empty:
        show_empty_state(visit, "no_backups")
        return
    columns = {
        "at": [words.say("history.moment", at=at) for at in backups["made_at"]],
        "by": [name_actor(code, find_people(visit), words) for code in backups["made_by"]],
        "proof": [
            words.say("backup.proven" if pd.isna(fault) else "backup.not_proven")
            for fault in backups["fault"]
        ],
        "file": [Path(place).name for place in backups["place"]],
        "sealed": [
            words.say("backup.sealed" if sealed else "backup.open")
            for sealed in backups["encrypted"]
        ],
        **{name: backups[name] for name in COUNTED},
        "digest": [digest[:12] for digest in backups["digest"]],
    }
    table = pd.DataFrame(
        {words.say(f"backup.column.{name}"): column for name, column in columns.items()}
    )
    show_written_table(words, table, key="backups")


def _show_retention(visit: Visit) -> None:
    """How much is past its time, and the button that ends its keeping."""
    if not may(visit.actor, Verb.RETAIN):
        return
    words, now = visit.words, read_moment(visit)
    with reading(visit.engine) as session:
        terms = load_terms(session, now)
        past = count_past_terms(session, terms, now)
    st.subheader(words.say("retain.title"), anchor=False)
    facts = {"years": terms.years, "day": terms.first_day, "days": terms.days}
    st.markdown(escape_markdown(words.say("retain.terms", count=None, **facts, **vars(past))))
    count = past.files + past.sign_ins + past.codes + past.copies + past.draft_rows
    if past.draft_rows:
        st.markdown(escape_markdown(words.say("retain.drafts", count=past.draft_rows)))
    if past.unread:
        st.markdown(escape_markdown(words.say("retain.unread", count=past.unread)))
    if past.too_heavy:
        st.markdown(escape_markdown(words.say("retain.too_heavy", count=past.too_heavy)))
    key = "retain.end" if count else "retain.read_again"
    if (count or past.unread) and st.button(
        words.say(key, count=count or past.unread), key="retain"
    ):
        try:
            with st.spinner(words.say("retain.reading")):
                result = retain(visit.engine, actor=visit.actor, now=now)
            ended, *others = list_retained_lines(vars(result), words)
            st.success(escape_markdown(ended))
            for line in others:
                st.info(escape_markdown(line))
        except Refused as refused:
            st.warning(escape_markdown(build_refusal_sentence(refused, words)))
