"""The checklist of a report that is to be published: what is ready, the way to mend what is not,
and the reason for leaving it as it is. What is typed is kept for the session, so that it is
still there after the clerk went to mend an item on another screen."""

from dataclasses import dataclass

import streamlit as st

from actions.yearly_report.publish import NEVER_WAIVED
from documents.yearly_report.checklist import format_line
from documents.yearly_report.errata import Erratum
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.sentences import SLOTS
from documents.yearly_report.signing import Signing
from indicators.readiness import Readiness, ReadinessLine
from locales.texts import escape_markdown
from models.issues import MOST_REASON, Issued
from pages.components import frames
from pages.components.as_published import format_issue
from pages.components.visit import Visit
from pages.yearly_report.ways_to_mend import link_to_mend


@dataclass(frozen=True)
class Draft:
    """What is looked at: the report as it would be published, its checklist, the issue before
    it, and what it corrects of that."""

    report: YearlyReport
    items: list[ReadinessLine]
    last: Issued | None
    errata: tuple[Erratum, ...]

    @property
    def number(self) -> int:
        """The number of the issue that it would become."""
        return self.last.number + 1 if self.last else 1

    def key(self, name: str) -> str:
        """The key of a field; another report or issue has other fields."""
        return f"publishing-{self.report.year}-{self.report.recipient}-{self.number}-{name}"


def ask_reasons(visit: Visit, draft: Draft) -> dict[str, str]:
    """The checklist; the reason typed for each item that is not ready, by its code."""
    words = visit.words
    open_items = [line for line in draft.items if line.state == Readiness.TO_MEND]
    others = [line for line in draft.items if line.state != Readiness.TO_MEND]
    reasons = {}
    if open_items:
        st.markdown(escape_markdown(words.say("publishing.checklist", count=len(open_items))))
        with st.container(border=True):
            reasons = {line.code: _ask_reason(visit, draft, line) for line in open_items}
    if others:
        with st.expander(
            words.say("publishing.ready", count=len(others)), key="publishing-ready-open"
        ):
            for line in others:
                mark = "check_circle" if line.state == Readiness.READY else "info"
                st.markdown(f":material/{mark}: {escape_markdown(format_line(line, words))}")
    return reasons


def _ask_reason(visit: Visit, draft: Draft, line: ReadinessLine) -> str:
    """One item that is not ready: the way to mend it, and the reason for leaving it so."""
    words, key = visit.words, draft.key(line.code)
    sentence = escape_markdown(format_line(line, words))
    typed = bool(str(st.session_state.get(key, "")).strip())
    icon = ":material/edit_note:" if typed else ":material/build:"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if line.code in NEVER_WAIVED:
            must = escape_markdown(words.say("publishing.must_mend"))
            st.markdown(f":orange[{icon}] {sentence}. {must}", width="stretch")
            reason = ""
        else:
            way_out = "publishing.reason_slot" if line.code in SLOTS else "publishing.reason"
            reason = st.text_input(
                sentence,
                key=key,
                icon=icon,
                max_chars=MOST_REASON,
                placeholder=words.say(way_out),
                persist_state="session",
            )
        link_to_mend(visit, line.code)
    return reason


def find_missing(visit: Visit, draft: Draft, signing: Signing) -> list[str]:
    """What still holds the press back, in words."""
    words = visit.words
    unready = [line.code for line in draft.items if line.state == Readiness.TO_MEND]
    without = [
        code
        for code in unready
        if code not in NEVER_WAIVED and not signing.reasons.get(code, "").strip()
    ]
    missing = [words.say("publishing.missing.head")] if NEVER_WAIVED & {*unready} else []
    if without:
        missing.append(words.say("publishing.missing.reasons", count=len(without)))
    if not signing.number.strip():
        missing.append(words.say("publishing.missing.number"))
    if signing.day is None:
        missing.append(words.say("publishing.missing.day"))
    elif not draft.report.as_of <= signing.day <= visit.today:
        facts = {"first": draft.report.as_of, "last": visit.today}
        missing.append(words.say("publishing.missing.other_day", day=signing.day, **facts))
    if draft.last is not None and not signing.cause.strip():
        missing.append(words.say("publishing.missing.cause"))
    return missing + _find_taken(visit, signing)


def _find_taken(visit: Visit, signing: Signing) -> list[str]:
    """That the document number is another issue's already, in words."""
    number = signing.number.strip()
    same = (
        issue
        for issue in frames.load_issues(visit.engine, visit.version)
        if number and issue.document_no == number and issue.dated and signing.day
        if issue.dated.year == signing.day.year
    )
    return [
        visit.words.say(
            "publishing.missing.other_number", no=number, issue=format_issue(issue, visit.words)
        )
        for issue in same
    ][:1]
