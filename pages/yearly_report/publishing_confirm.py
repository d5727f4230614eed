"""The last question before a report is published, and publishing it."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from actions.refusals import Refused
from actions.yearly_report.publish import publish
from documents.yearly_report.checklist import find_unready
from documents.yearly_report.signing import PAPERS, Signing, build_publication
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from locales.words import Words, words_in
from models.database import reading
from models.journal import find_newest_anchor
from pages.components.deed_time import read_moment
from pages.components.visit import Visit, read_instant
from pages.yearly_report.publishing_checklist import Draft

OUTCOME, ASKING = "publishing-outcome", "publishing-asking"


def set_asking(key: str, version: int) -> None:
    st.session_state[ASKING] = (key, version)


def show_confirmation(visit: Visit, draft: Draft, signing: Signing) -> None:
    """The question, where it was asked for. A draft of older data than was looked at when the
    button was pressed is refused."""
    asking, version = st.session_state.get(ASKING, ("", 0))
    if asking == draft.key(""):
        _confirm(replace(visit, version=version), draft, signing)


def _leave() -> None:
    st.session_state.pop(ASKING, None)


def _confirm(visit: Visit, draft: Draft, signing: Signing) -> None:
    """Say what will happen, and that it does not change afterwards; then do it."""
    words, report = visit.words, draft.report
    facts = {"year": report.year, "name": "; ".join(report.addressees), "issue": draft.number}

    @st.dialog(words.say("publishing.press", issue=draft.number), on_dismiss=_leave)
    def ask() -> None:
        sentence = words.say("publishing.will", no=signing.number.strip(), day=signing.day, **facts)
        st.markdown(escape_markdown(sentence))
        lines = _describe_waivers(draft, signing.reasons, words)
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))
        if signing.closing:
            st.markdown(escape_markdown(words.say("publishing.will_close", year=report.year)))
        st.markdown(escape_markdown(words.say("publishing.for_good")))
        with st.container(horizontal=True):
            label = words.say("publishing.yes", issue=draft.number)
            if st.button(label, type="primary", key="publish-yes"):
                with st.spinner(words.say("publishing.under_way")):
                    _publish(visit, draft, signing)
                st.rerun()
            if st.button(words.say("publishing.no"), key="publish-no"):
                _leave()
                st.rerun()

    ask()


def _describe_waivers(draft: Draft, reasons: Mapping[str, str], words: Words) -> list[str]:
    unready = find_unready(draft.items, words)
    return [
        words.say("publishing.waived", item=item, reason=reasons[code].strip())
        for code, item in unready.items()
    ]


def _publish(visit: Visit, draft: Draft, signing: Signing) -> None:
    _leave()
    words, now = visit.words, read_moment(replace(visit, now=read_instant()))
    report = replace(draft.report, issue=draft.number)
    with reading(visit.engine) as session:
        anchor = find_newest_anchor(session)
    try:
        ready = build_publication(
            report,
            draft.errata,
            replace(signing, anchor=anchor),
            unready=find_unready(draft.items, words_in(PAPERS)),
            version=visit.version,
        )
        publish(visit.engine, ready, actor=visit.actor, now=now)
        st.session_state[OUTCOME] = words.say("publishing.done", issue=draft.number)
    except Refused as refused:
        st.session_state[OUTCOME] = build_refusal_sentence(refused, words)
