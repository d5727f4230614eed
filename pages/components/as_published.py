"""As published: every screen can be asked what it said when a report was published."""

import streamlit as st

from documents.yearly_report.errata import Erratum, build_errata_rows
from locales.texts import escape_markdown
from locales.words import Words
from models.issues import Issued
from pages.components import frames
from pages.components.address_bar import bind_widget, follow_widget, set_choice
from pages.components.recounts import find_differences
from pages.components.visit import Visit
from pages.components.visit_from import ISSUE, ONLOOKERS

MOST_NAMED = 6  # figures named in the help; the screen Đã công bố has all


def show_issue_choice(visit: Visit) -> None:
    """The choice of a published report to look by; nothing while none is published."""
    issues = frames.load_issues(visit.engine, visit.version)
    if not issues or visit.actor.role not in ONLOOKERS:
        return
    words = visit.words
    names = {issue.code: format_issue(issue, words) for issue in issues}
    st.selectbox(
        words.say("header.cong-bo"),
        ["", *names],
        format_func=lambda code: names.get(code) or words.say("header.cong-bo.now"),
        key=bind_widget(ISSUE, visit.issue.code if visit.issue else ""),
        on_change=follow_widget(ISSUE),
        help=words.say("header.cong-bo_help"),
    )


def show_issue_banner(visit: Visit) -> None:
    """Where one looks by a published report: which, and the way back to the present."""
    issue, words = visit.issue, visit.words
    if issue is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        sentence = words.say(
            "as_published.shown", issue=format_issue(issue, words), at=issue.published_at
        )
        differences = find_differences(visit)
        st.markdown(
            f":material/lock: {escape_markdown(sentence)}",
            help=_describe_differences(differences, words),
        )
        if differences:
            count = words.say("as_published.otherwise", count=len(differences))
            st.markdown(f":orange[:material/difference: {escape_markdown(count)}]")
        st.button(
            words.say("as_published.leave"),
            key="leave-issue",
            on_click=set_choice,
            args=(ISSUE, ""),
        )


def _describe_differences(differences: tuple[Erratum, ...], words: Words) -> str | None:
    """The first figures that read otherwise than on paper, from → to; None where none does."""
    if not differences:
        return None
    lines = [
        words.say("as_published.figure", label=erratum.label, before=before, after=after)
        for erratum, (_, _, before, after, _) in zip(
            differences, build_errata_rows(differences, words), strict=True
        )
    ]
    sentences = [words.say("as_published.otherwise_why"), *lines[:MOST_NAMED]]
    if len(lines) > MOST_NAMED:
        sentences.append(words.say("as_published.more", count=len(lines) - MOST_NAMED))
    return "\n\n".join(escape_markdown(line) for line in sentences)


def format_issue(issue: Issued, words: Words) -> str:
    """“Báo cáo kỳ 2026 gửi Ủy ban nhân dân tỉnh, lần 1 (số 12/BC-CTĐ)”."""
    facts = {"year": issue.year, "name": issue.name, "number": issue.number}
    if issue.document_no:
        return words.say("issue.said_no", no=issue.document_no, **facts)
    return words.say("issue.said", **facts)
