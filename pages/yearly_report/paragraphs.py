"""The clerk's own paragraphs: written here, kept as versions, never lost to somebody else's.

What is typed is a draft of this window until it is kept. Where somebody else kept another
text meanwhile, both are shown, and the clerk says which stands.
"""

from dataclasses import replace

import streamlit as st

from actions.refusals import Refused
from actions.text_input import has_unseen_signs
from actions.yearly_report.report_texts import ParagraphDraft, write_text
from documents.yearly_report.recipients import Recipient
from documents.yearly_report.sentences import SLOTS
from locales.actors import name_actor
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.report_texts import EVERYBODY, MOST_SIGNS, WrittenText
from pages.components.actors import find_people
from pages.components.deed_time import read_moment
from pages.components.switch import show_switch
from pages.components.visit import Visit, read_instant
from pages.components.yearly_reports import load_grounds

SCOPE, ALL, OWN = "pham-vi", "chung", "rieng"
MESSAGE = "paragraph-told"
HEIGHT = 160  # pixels


def write_paragraphs(visit: Visit, recipient: Recipient) -> None:
    """Each slot of the report, for everybody or for this recipient alone."""
    words = visit.words
    labels = {ALL: words.say("yearly.scope.all"), OWN: words.say("yearly.scope.own")}
    own = show_switch(words.say("yearly.scope"), SCOPE, labels) == OWN
    st.caption(escape_markdown(words.say("yearly.scope.help", name=recipient.name)))
    texts = {(text.recipient, text.slot): text for text in load_grounds(visit).written}
    for slot in SLOTS:
        stored = texts.get((recipient.code if own else EVERYBODY, slot))
        blank = ParagraphDraft(visit.year, recipient.code if own else EVERYBODY, slot, "")
        _show_paragraph(visit, blank, stored)
        everybodys = texts.get((EVERYBODY, slot))
        if own and stored is None and everybodys is not None:
            st.caption(escape_markdown(words.say("yearly.scope.stands", text=everybodys.text)))


def _show_paragraph(visit: Visit, writing: ParagraphDraft, stored: WrittenText | None) -> None:
    words = visit.words
    key = f"paragraph-{writing.year}-{writing.recipient}-{writing.slot}"
    stored_text = stored.text if stored else ""
    version, text = st.session_state.get(f"{key}-draft", (_read_version(stored), stored_text))
    st.session_state[key] = text
    st.text_area(
        words.say(f"journal.value.{writing.slot}"),
        key=key,
        height=HEIGHT,
        max_chars=MOST_SIGNS,
        placeholder=words.say(f"report.slot.{writing.slot}"),
        on_change=_store_draft,
        args=(key, version),
    )
    if key == st.session_state.get(MESSAGE, ("",))[0]:
        st.info(escape_markdown(st.session_state.pop(MESSAGE)[1]))
    if f"{key}-draft" not in st.session_state:
        if stored:
            st.caption(
                escape_markdown(
                    words.say("yearly.kept", by=_name_writer(visit, stored), at=stored.at)
                )
            )
        return
    if version != _read_version(stored):
        _show_conflict(visit, key, stored)
    with st.container(horizontal=True):
        mine = replace(writing, text=text, opened_version=_read_version(stored))
        label = "keep" if version == mine.opened_version else "keep_mine"
        st.button(
            words.say(f"yearly.{label}"),
            type="primary",
            key=f"{key}-keep",
            on_click=_keep_paragraph,
            args=(visit, key, mine),
        )
        label = "drop" if version == mine.opened_version else "take_theirs"
        st.button(
            words.say(f"yearly.{label}"), key=f"{key}-drop", on_click=_drop_draft, args=(key,)
        )


def _show_conflict(visit: Visit, key: str, stored: WrittenText | None) -> None:
    """Somebody kept another text since this one was begun: what stands now, as it is."""
    words = visit.words
    if stored is None:
        st.warning(escape_markdown(words.say("yearly.overtaken_empty")))
        return
    st.warning(
        escape_markdown(words.say("yearly.overtaken", by=_name_writer(visit, stored), at=stored.at))
    )
    with st.container(border=True, key=f"{key}-theirs"):
        st.text(stored.text)


def _name_writer(visit: Visit, stored: WrittenText) -> str:
    return name_actor(stored.by, find_people(visit), visit.words)


def _read_version(stored: WrittenText | None) -> int:
    return stored.version if stored else 0


def _store_draft(key: str, version: int) -> None:
    st.session_state[f"{key}-draft"] = (version, st.session_state[key])


def _drop_draft(key: str) -> None:
    st.session_state.pop(f"{key}-draft", None)


def _keep_paragraph(visit: Visit, key: str, mine: ParagraphDraft) -> None:
    """Keep the draft; where it is refused it stays a draft, and the reason is told."""
    words = visit.words
    mine = replace(mine, text=st.session_state.get(f"{key}-draft", (0, mine.text))[1])
    try:
        now = read_moment(replace(visit, now=read_instant()))
        write_text(visit.engine, mine, actor=visit.actor, now=now)
        message_key = "yearly.done_unseen" if has_unseen_signs(mine.text) else "yearly.done"
        st.session_state[MESSAGE] = (key, words.say(message_key))
        _drop_draft(key)
    except Refused as refused:
        st.session_state[MESSAGE] = (key, build_refusal_sentence(refused, words))
        if refused.code == "text_unchanged":
            _drop_draft(key)
