"""Publishing the draft that is looked at: what it would correct, its number, and the press."""

from dataclasses import replace

import streamlit as st

from actions.permissions import Verb, may
from actions.publish import publish
from actions.refusals import Refused
from documents.errata import Erratum, errata_rows
from documents.signing import publication, signed_report
from documents.yearly import YearlyReport
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.issues import Issued
from pages.parts import frames
from pages.parts.headline import subtitle
from pages.parts.visit import Visit, instant
from pages.report.corrections import pending
from pages.report.moment import moment
from pages.watch.errata_seen import errata_table

TOLD, NUMBER, CLOSING = "publishing-told", "publishing-number", "publishing-closing"


def show_publishing(visit: Visit, report: YearlyReport) -> None:
    """What stands published of this report, what this draft corrects, and the press."""
    if visit.issue is not None or not may(visit.actor, Verb.PUBLISH):
        return
    words = visit.words
    subtitle(words.say("publishing.title"))
    if TOLD in st.session_state:
        st.info(escaped(st.session_state.pop(TOLD)))
    last = _last(visit, report)
    told = pending(visit, report, last) if last else ()
    number = last.number + 1 if last else 1
    if last:
        st.markdown(escaped(words.say("publishing.corrects", count=len(told), issue=last.number)))
        if told:
            errata_table(visit, errata_rows(told, words), key="pending")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(words.say("publishing.number"), key=NUMBER, max_chars=60)
        st.checkbox(words.say("publishing.closing", year=report.year), key=CLOSING)
        st.button(
            words.say("publishing.press", issue=number),
            type="primary",
            key="publish",
            on_click=_publish,  # with what was looked at: a draft of older data is refused
            args=(visit, replace(report, issue=number), told),
        )
    st.caption(escaped(words.say("publishing.for_good")))


def _last(visit: Visit, report: YearlyReport) -> Issued | None:
    issues = frames.issues_held(visit.engine, visit.version)
    same = [one for one in issues if (one.year, one.recipient) == (report.year, report.recipient)]
    return max(same, key=lambda one: one.number, default=None)


def _publish(visit: Visit, report: YearlyReport, told: tuple[Erratum, ...]) -> None:
    words, now = visit.words, replace(visit, now=instant())
    number = str(st.session_state.get(NUMBER, "")).strip()
    signed = signed_report(report, told, number=number, day=visit.today)
    closing = bool(st.session_state.get(CLOSING))
    try:
        ready = publication(signed, told, version=visit.version, closing=closing)
        publish(visit.engine, ready, actor=visit.actor, now=moment(now))
        st.session_state[TOLD] = words.say("publishing.done", issue=report.issue)
    except Refused as refused:
        st.session_state[TOLD] = refusal_sentence(refused, words)
