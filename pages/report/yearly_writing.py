"""The clerk's own paragraphs: written here, kept as versions, never lost to somebody else's.

What is typed is a draft of this window until it is kept. Where somebody else kept another
text meanwhile, both are shown, and the clerk says which stands.
"""

from dataclasses import replace

import streamlit as st

from actions.refusals import Refused
from actions.report_texts import Writing, write_text
from actions.typed import holds_unseen
from documents.yearly_recipients import Recipient
from documents.yearly_templates import SLOTS
from locales.actors import name_actor
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.report_texts import EVERYBODY, MOST_SIGNS, WrittenText
from pages.parts.actors import find_people
from pages.parts.switch import show_switch
from pages.parts.visit import Visit, read_instant
from pages.report.moment import moment
from pages.report.yearly_made import grounds_of

SCOPE, ALL, OWN = "pham-vi", "chung", "rieng"
TOLD = "paragraph-told"
HEIGHT = 160  # pixels


def write_paragraphs(visit: Visit, recipient: Recipient) -> None:
    """Each slot of the report, for everybody or for this recipient alone."""
    words = visit.words
    said = {ALL: words.say("yearly.scope.all"), OWN: words.say("yearly.scope.own")}
    own = show_switch(words.say("yearly.scope"), SCOPE, said) == OWN
    st.caption(escaped(words.say("yearly.scope.help", name=recipient.name)))
    written = {(one.recipient, one.slot): one for one in grounds_of(visit).written}
    for slot in SLOTS:
        standing = written.get((recipient.code if own else EVERYBODY, slot))
        blank = Writing(visit.year, recipient.code if own else EVERYBODY, slot, "")
        _paragraph(visit, blank, standing)
        everybodys = written.get((EVERYBODY, slot))
        if own and standing is None and everybodys is not None:
            st.caption(escaped(words.say("yearly.scope.stands", text=everybodys.text)))


def _paragraph(visit: Visit, asked: Writing, standing: WrittenText | None) -> None:
    words = visit.words
    key = f"paragraph-{asked.year}-{asked.recipient}-{asked.slot}"
    kept = standing.text if standing else ""
    seen, text = st.session_state.get(f"{key}-draft", (_version(standing), kept))
    st.session_state[key] = text
    st.text_area(
        words.say(f"journal.value.{asked.slot}"),
        key=key,
        height=HEIGHT,
        max_chars=MOST_SIGNS,
        placeholder=words.say(f"report.slot.{asked.slot}"),
        on_change=_typed,
        args=(key, seen),
    )
    if key == st.session_state.get(TOLD, ("",))[0]:
        st.info(escaped(st.session_state.pop(TOLD)[1]))
    if f"{key}-draft" not in st.session_state:
        if standing:
            st.caption(
                escaped(words.say("yearly.kept", by=_name_writer(visit, standing), at=standing.at))
            )
        return
    if seen != _version(standing):
        _overtaken(visit, key, standing)
    with st.container(horizontal=True):
        mine = replace(asked, text=text, seen=_version(standing))
        label = "keep" if seen == mine.seen else "keep_mine"
        st.button(
            words.say(f"yearly.{label}"),
            type="primary",
            key=f"{key}-keep",
            on_click=_keep,
            args=(visit, key, mine),
        )
        label = "drop" if seen == mine.seen else "take_theirs"
        st.button(words.say(f"yearly.{label}"), key=f"{key}-drop", on_click=_drop, args=(key,))


def _overtaken(visit: Visit, key: str, standing: WrittenText | None) -> None:
    """Somebody kept another text since this one was begun: what stands now, as it is."""
    words = visit.words
    if standing is None:
        st.warning(escaped(words.say("yearly.overtaken_empty")))
        return
    st.warning(
        escaped(words.say("yearly.overtaken", by=_name_writer(visit, standing), at=standing.at))
    )
    with st.container(border=True, key=f"{key}-theirs"):
        st.text(standing.text)


def _name_writer(visit: Visit, standing: WrittenText) -> str:
    return name_actor(standing.by, find_people(visit), visit.words)


def _version(standing: WrittenText | None) -> int:
    return standing.version if standing else 0


def _typed(key: str, seen: int) -> None:
    st.session_state[f"{key}-draft"] = (seen, st.session_state[key])


def _drop(key: str) -> None:
    st.session_state.pop(f"{key}-draft", None)


def _keep(visit: Visit, key: str, mine: Writing) -> None:
    """Keep the draft; where it is refused it stays a draft, and the reason is told."""
    words = visit.words
    mine = replace(mine, text=st.session_state.get(f"{key}-draft", (0, mine.text))[1])
    try:
        now = moment(replace(visit, now=read_instant()))
        write_text(visit.engine, mine, actor=visit.actor, now=now)
        done = "yearly.done_unseen" if holds_unseen(mine.text) else "yearly.done"
        st.session_state[TOLD] = (key, words.say(done))
        _drop(key)
    except Refused as refused:
        st.session_state[TOLD] = (key, refusal_sentence(refused, words))
        if refused.code == "text_unchanged":
            _drop(key)
