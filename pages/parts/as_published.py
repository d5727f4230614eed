"""As published: every screen can be asked what it said when a report was published."""

import streamlit as st

from documents.errata import Erratum, errata_rows
from locales.texts import escaped
from locales.words import Words
from models.issues import Issued
from pages.parts import frames
from pages.parts.address_bar import go, moved, tied
from pages.parts.recounts import read_otherwise
from pages.parts.visit import Visit
from pages.parts.visit_from import ISSUE, ONLOOKERS

SHOWN = 6  # figures named in the help; the screen Đã công bố has all


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
        told = read_otherwise(visit)
        st.markdown(f":material/lock: {escaped(said)}", help=_otherwise(told, words))
        if told:
            count = words.say("as_published.otherwise", count=len(told))
            st.markdown(f":orange[:material/difference: {escaped(count)}]")
        st.button(words.say("as_published.leave"), key="leave-issue", on_click=go, args=(ISSUE, ""))


def _otherwise(told: tuple[Erratum, ...], words: Words) -> str | None:
    """The first figures that read otherwise than on paper, from → to; None where none does."""
    if not told:
        return None
    lines = [
        words.say("as_published.figure", label=one.label, before=before, after=after)
        for one, (_, _, before, after, _) in zip(told, errata_rows(told, words), strict=True)
    ]
    said = [words.say("as_published.otherwise_why"), *lines[:SHOWN]]
    if len(lines) > SHOWN:
        said.append(words.say("as_published.more", count=len(lines) - SHOWN))
    return "\n\n".join(escaped(line) for line in said)


def issue_said(issue: Issued, words: Words) -> str:
    """“Báo cáo kỳ 2026 gửi Ủy ban nhân dân tỉnh, lần 1 (số 12/BC-CTĐ)”."""
    facts = {"year": issue.year, "name": issue.name, "number": issue.number}
    if issue.document_no:
        return words.say("issue.said_no", no=issue.document_no, **facts)
    return words.say("issue.said", **facts)
