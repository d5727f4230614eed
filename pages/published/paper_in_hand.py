"""Is the paper in hand one of those that were published, to the byte?"""

import hashlib

import streamlit as st

from documents.yearly_report.issues import list_digests
from locales.texts import escape_markdown
from models.database import reading
from models.issues import Issued, read_issue
from pages.components.as_published import format_issue
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.visit import Visit

DIGEST_LETTERS = 16  # letters of a digest


def show_paper_check(visit: Visit, issues: tuple[Issued, ...]) -> None:
    """Drop a paper here: is it one of those that were published, to the letter?"""
    words = visit.words
    show_subtitle(words.say("issues.check"))
    file = st.file_uploader(words.say("issues.check_help"), key="issue-check")
    if file is None:
        return
    issues_by_digest = once(_load_digests, visit, issues)
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    match = issues_by_digest.get(digest)
    if match is None:
        st.warning(
            escape_markdown(
                words.say("issues.unknown", file=file.name, digest=digest[:DIGEST_LETTERS])
            )
        )
        return
    issue, newest = match
    st.success(
        escape_markdown(words.say("issues.known", file=file.name, issue=format_issue(issue, words)))
    )
    if newest != issue:
        remark = words.say("issues.newer", number=newest.number)
        st.info(escape_markdown(remark))


def _load_digests(visit: Visit, issues: tuple[Issued, ...]) -> dict[str, tuple[Issued, Issued]]:
    """Each published file's digest: its issue, and the newest of the same report."""
    newest = {(issue.year, issue.recipient): issue for issue in reversed(issues)}
    issues_by_digest: dict[str, tuple[Issued, Issued]] = {}
    for issue in issues:
        with reading(visit.engine) as session:
            content = read_issue(session, issue.id).content
        for _, digest in list_digests(content):
            issues_by_digest[digest] = issue, newest[issue.year, issue.recipient]
    return issues_by_digest
