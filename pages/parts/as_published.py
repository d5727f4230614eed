"""As published: every screen can be asked what it said when a report was published."""

import streamlit as st

from locales.texts import escaped
from locales.words import Words
from models.issues import Issued
from pages.parts import frames
from pages.parts.address_bar import go, moved, tied
from pages.parts.visit import Visit
from pages.parts.visit_from import ISSUE, ONLOOKERS


def issue_choice(visit: Visit) -> None:
    """The choice of a published report to look by; nothing while none is published."""
    issues = frames.issues_held(visit.engine, visit.version)
    if not issues or visit.actor.role not in ONLOOKERS:
        return
    words = visit.words
    names = {one.code: issue_said(one, words) for one in issues}
    st.selectbox(
        words.say("header.cong-bo"),
        ["", *names],
        format_func=lambda code: names.get(code) or words.say("header.cong-bo.now"),
        key=tied(ISSUE, visit.issue.code if visit.issue else ""),
        on_change=moved(ISSUE),
        help=words.say("header.cong-bo_help"),
    )


def as_published(visit: Visit) -> None:
    """Where one looks by a published report: which, and the way back to the present."""
    issue, words = visit.issue, visit.words
    if issue is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        said = words.say(
            "as_published.shown", issue=issue_said(issue, words), at=issue.published_at
        )
        st.markdown(f":material/lock: {escaped(said)}")
        st.button(words.say("as_published.leave"), key="leave-issue", on_click=go, args=(ISSUE, ""))


def issue_said(issue: Issued, words: Words) -> str:
    """“Báo cáo kỳ 2026 gửi Ủy ban nhân dân tỉnh, lần 1 (số 12/BC-CTĐ)”."""
    facts = {"year": issue.year, "name": issue.name, "number": issue.number}
    if issue.document_no:
        return words.say("issue.said_no", no=issue.document_no, **facts)
    return words.say("issue.said", **facts)
