"""Publishing: the checklist that holds the report back, its number and day, and the press."""

from dataclasses import replace
from datetime import date

import streamlit as st

from actions.permissions import Verb, may
from documents.yearly_report.errata import build_errata_rows
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.signing import Signing
from indicators.readiness import ReadinessLine
from locales.texts import escape_markdown
from models.issues import MOST_REASON, Issued
from pages.components import frames
from pages.components.awaited_errata import find_pending_corrections
from pages.components.errata_tables import show_errata_table
from pages.components.headline import show_subtitle
from pages.components.visit import Visit
from pages.yearly_report.publishing_checklist import Draft, ask_reasons, find_missing
from pages.yearly_report.publishing_confirm import OUTCOME, set_asking, show_confirmation


def show_publishing(visit: Visit, report: YearlyReport, items: list[ReadinessLine]) -> None:
    """What stands published of this report, what holds this draft back, and the press."""
    if visit.issue is not None or not may(visit.actor, Verb.PUBLISH):
        return
    words = visit.words
    if OUTCOME in st.session_state:
        st.info(escape_markdown(st.session_state.pop(OUTCOME)))
    last = _find_last(visit, report)
    errata = find_pending_corrections(visit, report, last) if last else ()
    draft = Draft(report, items, last, errata)
    show_subtitle(words.say("publishing.title", issue=draft.number))
    _show_corrections(visit, draft)
    reasons = ask_reasons(visit, draft)
    signing = replace(_ask_document(visit, draft), reasons=reasons)
    missing = find_missing(visit, draft, signing)
    if missing:
        sentence = words.say("publishing.missing", items="; ".join(missing))
        st.markdown(f":orange[:material/build:] {escape_markdown(sentence)}")
    st.button(
        words.say("publishing.press", issue=draft.number),
        type="primary",
        key="publish",
        disabled=bool(missing),
        on_click=set_asking,
        args=(draft.key(""), visit.version),
    )
    if not missing:
        show_confirmation(visit, draft, signing)


def _find_last(visit: Visit, report: YearlyReport) -> Issued | None:
    issues = frames.load_issues(visit.engine, visit.version)
    same = [
        issue
        for issue in issues
        if (issue.year, issue.recipient) == (report.year, report.recipient)
    ]
    return max(same, key=lambda issue: issue.number, default=None)


def _show_corrections(visit: Visit, draft: Draft) -> None:
    if draft.last is None:
        return
    facts = {"count": len(draft.errata), "issue": draft.last.number}
    st.markdown(escape_markdown(visit.words.say("publishing.corrects", **facts)))
    if draft.errata:
        show_errata_table(visit, build_errata_rows(draft.errata, visit.words), key="pending")


def _ask_document(visit: Visit, draft: Draft) -> Signing:
    """Number and day, why there is another issue, and whether the period is closed with it."""
    words, year = visit.words, draft.report.year
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.text_input(
            words.say("publishing.number"),
            key=draft.key("number"),
            max_chars=60,
            persist_state="session",
        )
        day = st.date_input(
            words.say("publishing.day"),
            value=visit.today,
            format="DD/MM/YYYY",
            key=draft.key("day"),
        )
        closing = st.checkbox(words.say("publishing.closing", year=year), key=draft.key("closing"))
    cause = ""
    if draft.last is not None:
        cause = st.text_input(
            words.say("publishing.cause", issue=draft.number),
            key=draft.key("cause"),
            max_chars=MOST_REASON,
            persist_state="session",
        )
    signed_on = day if isinstance(day, date) else None
    return Signing(number, signed_on, cause=cause, closing=closing)
