"""Đã công bố: which reports were published, and is the paper in my hand one of them?"""

from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from documents.yearly_report.errata import build_errata_rows, parse_errata
from documents.yearly_report.issues import build_issue_name, extract_paper
from locales.actors import name_actor
from locales.texts import escape_markdown
from models.database import reading
from models.issues import Issued, read_issue
from pages.components import frames
from pages.components.actors import find_people
from pages.components.address_bar import set_choice
from pages.components.as_published import format_issue
from pages.components.cache import once
from pages.components.empty import show_empty_state
from pages.components.errata_tables import (
    find_last_issues,
    show_differences,
    show_errata_table,
    show_waiting_errata,
)
from pages.components.headline import show_headline
from pages.components.privacy import may_see_files
from pages.components.visit import Visit
from pages.components.visit_from import ISSUE
from pages.published.closing import show_closing
from pages.published.paper_in_hand import show_paper_check

DIGEST_LETTERS = 16  # letters of a digest


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    issues = frames.load_issues(visit.engine, visit.version)
    show_headline(visit, words.say("issues.headline", count=len(issues)))
    if may(visit.actor, Verb.CLOSE_PERIOD):
        show_closing(visit)
    if not issues:
        show_empty_state(visit, "no_issues")
        return
    for issue in issues:
        _show_card(visit, issue, last=issue in find_last_issues(issues))
    show_paper_check(visit, issues)


def _show_card(visit: Visit, issue: Issued, *, last: bool) -> None:
    words = visit.words
    title = format_issue(issue, words)
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(title[:1].upper() + title[1:])}**")
        publisher = name_actor(issue.published_by, find_people(visit), words)
        facts = {"at": issue.published_at, "by": publisher, "day": issue.as_of}
        st.caption(
            escape_markdown(
                words.say("issues.facts", digest=issue.digest[:DIGEST_LETTERS], **facts)
            )
        )
        if issue.dated:
            st.caption(escape_markdown(words.say("issues.dated", day=issue.dated)))
        if issue.cause:
            st.caption(escape_markdown(words.say("issues.cause", cause=issue.cause)))
        with st.container(horizontal=True):
            for ending in ("pdf", "docx", "xlsx", "zip"):
                _show_download(visit, issue, ending)
            if visit.issue != issue:
                label = words.say("issues.see")
                st.button(
                    label, key=f"see-{issue.code}", on_click=set_choice, args=(ISSUE, issue.code)
                )
        if issue.waived:
            _show_waivers(visit, issue)
        if issue.number > 1:
            _show_errata(visit, issue)
        if visit.issue == issue:
            show_differences(visit)
        elif last and issue.year == visit.year and visit.issue is None:
            show_waiting_errata(visit, issue)


def _show_waivers(visit: Visit, issue: Issued) -> None:
    """What was not ready when it was published, and the reason written for each."""
    title = visit.words.say("issues.waived", count=len(issue.waived))
    with st.expander(title, key=f"waived-{issue.id}-open"):
        lines = [
            visit.words.say("publishing.waived", item=waiver.item, reason=waiver.reason)
            for waiver in issue.waived.values()
        ]
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))


def _show_download(visit: Visit, issue: Issued, ending: str) -> None:
    st.download_button(
        visit.words.say(f"issues.get.{ending}"),
        partial(_load_paper, visit, issue, ending),
        file_name=f"{build_issue_name(issue.year, issue.recipient, issue.number)}.{ending}",
        on_click="ignore",
        type="primary" if ending == "pdf" else "secondary",
        key=f"get-{issue.code}-{ending}",
    )


def _load_paper(visit: Visit, issue: Issued, ending: str) -> bytes:
    with reading(visit.engine) as session:
        content = read_issue(session, issue.id).content
    return content if ending == "zip" else extract_paper(content, ending) or b""


def _show_errata(visit: Visit, issue: Issued) -> None:
    """What it corrects of the issue before it, as it was printed in it."""
    words = visit.words
    rows = once(_load_errata, visit, issue)
    title = words.say("issues.errata", count=len(rows), issue=issue.number - 1)
    with st.expander(title, key=f"errata-{issue.id}-open"):
        if rows:
            show_errata_table(visit, rows, key=str(issue.id))
        else:
            st.markdown(escape_markdown(words.say("errata.none")))


def _load_errata(visit: Visit, issue: Issued) -> list[tuple[str, ...]]:
    with reading(visit.engine) as session:
        errata = read_issue(session, issue.id).errata
    return build_errata_rows(parse_errata(errata), visit.words, files=may_see_files(visit))
