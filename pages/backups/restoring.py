"""Restoring a backup from the screen: a file that was examined, a word typed, then the program
stops, begins anew with the restored data, and everybody signs in again."""

import unicodedata
from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

from actions.backups.bring import bring_backup, name_of
from actions.backups.examine import Examined
from actions.backups.orders import (
    REFUSED,
    RestoreOutcome,
    announce,
    drop_outcome,
    find_outcome,
    order_restore,
)
from actions.permissions import Verb, may
from actions.refusals import Refused
from intake.tables import Upload
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from pages.components.deed_time import read_moment
from pages.components.visit import Visit
from server.restart_for_restore import RESTORING

CHOSEN, BROUGHT, EXAMINED = "backup-file", "backup-brought", "backup-examined"


def may_restore(visit: Visit) -> bool:
    """May the visitor restore here, and is there a server that can?"""
    return RESTORING.possible and may(visit.actor, Verb.RESTORE)


def show_outcome(visit: Visit) -> None:
    """Why the last restore was not carried out, to all who may restore until one has read it."""
    outcome = find_outcome(visit.engine.url) if may(visit.actor, Verb.RESTORE) else None
    if outcome is None:
        return
    words = visit.words
    st.error(escape_markdown(_describe_outcome(visit, outcome)))
    if st.button(words.say("restored.read"), key="outcome-read"):
        drop_outcome(visit.engine.url)
        st.rerun()


def _describe_outcome(visit: Visit, outcome: RestoreOutcome) -> str:
    words = visit.words
    if outcome.state != REFUSED:
        return words.say(f"restoring.{outcome.state}", at=outcome.at)
    facts: dict[str, object] = {
        name: datetime.fromisoformat(fact) if name.endswith("_since") else fact
        for name, fact in outcome.facts.items()
        if name != "code"
    }
    why = build_refusal_sentence(Refused(outcome.facts["code"], **facts), words)
    return words.say("restoring.refused", at=outcome.at, why=why)


def ask_backup(visit: Visit) -> None:
    """A field for a file from another machine: it is copied into the folder, and chosen."""
    words = visit.words
    file = st.file_uploader(words.say("restoring.bring"), key="backup-bring")
    content = file.getvalue() if file is not None else b""
    name = name_of(content)
    if file is None or not content or st.session_state.get(BROUGHT) == name:
        return
    try:
        st.session_state[CHOSEN] = bring_backup(
            visit.engine, Upload(file.name, content), actor=visit.actor, now=read_moment(visit)
        )
        st.session_state[BROUGHT] = name
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))


def record_examination(name: str, result: Examined) -> None:
    """Store for this session that the file was examined to its end."""
    st.session_state[EXAMINED] = (name, result)


def show_restore_form(visit: Visit, name: str) -> None:
    """The button that restores the file `name`, once it was examined."""
    examined_name, result = st.session_state.get(EXAMINED, ("", None))
    if result is None or examined_name != name:
        return
    words = visit.words
    with st.form("restore"):
        st.warning(escape_markdown(words.say("restoring.warning")))
        is_other_meant = result.other_office is not None and _ask_other_office(visit, result)
        word = words.say("restoring.word")
        typed = st.text_input(words.say("restoring.type", word=word), max_chars=40)
        secrets = _ask_passphrase(visit, encrypted=result.encrypted)
        press_label = words.say("restoring.press", count=result.rows, at=result.made_at)
        pressed = st.form_submit_button(escape_markdown(press_label), type="primary")
    if not pressed:
        return
    if not _is_same(typed, word):
        st.warning(escape_markdown(words.say("restoring.not_typed", word=word)))
    elif result.other_office is not None and not is_other_meant:
        st.warning(escape_markdown(words.say("restoring.other_office_unticked")))
    elif len(set(secrets)) > 1:
        st.warning(escape_markdown(words.say("backup.passphrases_differ")))
    else:
        _order_restore(visit, name, secrets[0] or None, other_office=is_other_meant)


def _ask_other_office(visit: Visit, result: Examined) -> bool:
    """Say whose the backup is, and ask whether that is meant. An office that set no name goes by
    the one that its papers have."""
    words, other = visit.words, result.other_office
    facts = other._asdict() if other else {}
    for whose in ("theirs", "ours"):
        facts[whose] = facts.get(whose) or words.say("paper.default.body")
    st.warning(escape_markdown(words.say("restoring.other_office", **facts)))
    return st.checkbox(words.say("restoring.other_office_meant"), key="restore-other-office")


def _ask_passphrase(visit: Visit, *, encrypted: bool) -> list[str]:
    """The passphrase of an encrypted backup; of another one what the database that stands is to be
    encrypted with, typed twice."""
    words = visit.words
    if encrypted:
        label = words.say("backup_file.passphrase")
        return [st.text_input(label, type="password", key="restore-secret")]
    st.markdown(escape_markdown(words.say("restoring.seal_why")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = words.say("restoring.seal"), words.say("backup.passphrase_again")
        return [
            st.text_input(label, type="password", key=f"restore-seal-{place}")
            for place, label in enumerate(labels)
        ]


def _order_restore(visit: Visit, name: str, secret: str | None, *, other_office: bool) -> None:
    words = visit.words
    try:
        with st.spinner(words.say("backup_file.examining")):
            order = order_restore(
                visit.engine,
                name,
                passphrase=secret,
                actor=visit.actor,
                now=read_moment(visit),
                other_office=other_office,
            )
        RESTORING.take(order.pack(), partial(announce, visit.engine, order))
    except Refused as refused:
        st.warning(escape_markdown(f"{Path(name).name}: {build_refusal_sentence(refused, words)}"))
        return
    with st.container(key="restoring"):  # static/words.js looks for it
        st.info(escape_markdown(words.say("restoring.stopping")))


def _is_same(typed: str, word: str) -> bool:
    """Is it the word, in whatever Unicode form its marks were typed?"""
    return unicodedata.normalize("NFC", typed).strip().casefold() == word.casefold()
