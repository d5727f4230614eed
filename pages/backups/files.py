"""The files of backups: bring one, take one away, examine one, restore it."""

from functools import partial
from pathlib import Path

import streamlit as st

from actions.backups.examine import examine, list_backups
from actions.backups.take import find_takeable_backup, take_backup
from actions.permissions import Verb, may
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.backups import restoring
from pages.components.deed_time import read_moment
from pages.components.visit import Visit


def show_backup_files(visit: Visit, folder: Path) -> None:
    """One file of `folder` chosen, and what may be done with it."""
    words = visit.words
    if restoring.may_restore(visit):
        restoring.ask_backup(visit)
    names = list_backups(folder)
    if names:
        st.subheader(words.say("backup_file.title"), anchor=False)
        name = st.selectbox(words.say("backup_file.which"), names, key=restoring.CHOSEN)
        if may(visit.actor, Verb.TAKE_BACKUP):
            _show_download(visit, name)
        _show_examination(visit, name)
        if restoring.may_restore(visit):
            restoring.show_restore_form(visit, name)
    _show_restore_help(visit, names[0] if names else "giam-sat-18-….tar.gz.age")


def _show_download(visit: Visit, name: str) -> None:
    """The download, of what is encrypted; else why there is none."""
    words = visit.words
    try:
        is_allowed = find_takeable_backup(visit.engine, name) is not None
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))
        return
    if not is_allowed:
        st.caption(escape_markdown(words.say("backup_file.open")))
        return
    st.download_button(
        words.say("backup_file.take"),
        partial(take_backup, visit.engine, name, actor=visit.actor, now=read_moment(visit)),
        file_name=name,
        mime="application/octet-stream",
        key="backup-take",
    )
    st.caption(escape_markdown(words.say("backup_file.taken")))


def _show_examination(visit: Visit, name: str) -> None:
    words = visit.words
    with st.form("examine", border=False):
        secret = st.text_input(words.say("backup_file.passphrase"), type="password")
        pressed = st.form_submit_button(words.say("backup_file.examine"))
    if not pressed:
        return
    with st.spinner(words.say("backup_file.examining")):
        try:
            result = examine(visit.engine, name, passphrase=secret or None, actor=visit.actor)
        except Refused as refused:
            if refused.code == "passphrase_missing":
                st.info(escape_markdown(words.say("backup_file.sealed")))
            else:
                st.warning(escape_markdown(f"{name}: {build_refusal_sentence(refused, words)}"))
            return
    restoring.record_examination(name, result)
    sentences = [words.say("backup_file.whole", count=None, **result._asdict())]
    if result.older:
        sentences.append(words.say("backup_file.older"))
    st.success(escape_markdown(" ".join(sentences)))


def _show_restore_help(visit: Visit, name: str) -> None:
    words = visit.words
    with st.expander(words.say("backup.how_to_restore"), key="how-to-restore-open"):
        st.markdown(escape_markdown(words.say("backup.restore_why")))
        st.code(f"python run.py restore {Path(name).name}", language=None)
        st.markdown(escape_markdown(words.say("backup.restore_erasures")))
