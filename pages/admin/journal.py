"""Nhật ký: who changed what, when, from what to what; and is the journal itself whole?"""

import os

import streamlit as st

from actions.journal.anchors import EXAMPLE, parse_anchor, write_anchor
from actions.journal.timestamps import StampFault, check_stamp, find_service, find_stamps
from actions.verify import verify
from documents.journal.verified import format_fault, list_lines
from locales.texts import escape_markdown
from models.database import reading
from models.journal import read_journal_head
from pages.admin.journal_filters import PAGE, JournalQuery, choose_query
from pages.admin.journal_page import A_PAGE, EntryView, load_page
from pages.components.address_bar import set_choice
from pages.components.cache import once
from pages.components.empty import show_empty_state
from pages.components.headline import show_headline
from pages.components.visit import Visit


def show(visit: Visit) -> None:
    """The screen."""
    headline = st.container()
    with reading(visit.engine) as session:
        head = read_journal_head(session)
    # An entry may leave the data as it was (a sign-in), so the head tells one state from another.
    query = choose_query(visit, head)
    page = once(load_page, visit, query)
    with headline:
        show_headline(visit, visit.words.say("journal.headline", count=page.count))
    _show_stamping(visit)
    _show_verification(visit)
    if not page.entries:
        show_empty_state(visit, "no_entries")
    for entry in page.entries:
        _show_entry(entry)
    _show_paging(visit, query._replace(page=page.page), page.count)


def _show_entry(entry: EntryView) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(entry.deed)
        st.caption(entry.by)
        if entry.facts:
            st.markdown(entry.facts)
        if entry.left:
            with st.expander(entry.left, key=f"entry-{entry.number}-open"):
                st.markdown(entry.more)


def _show_paging(visit: Visit, query: JournalQuery, count: int) -> None:
    words, pages = visit.words, -(-count // A_PAGE)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, page in (("newer", query.page - 1), ("older", query.page + 1)):
            st.button(
                words.say(f"journal.{name}"),
                key=f"journal-{name}",
                disabled=not 1 <= page <= pages,
                on_click=set_choice,
                args=(PAGE, str(page)),
            )
        st.caption(escape_markdown(words.say("journal.page", page=query.page, pages=pages)))


def _show_stamping(visit: Visit) -> None:
    """What became of the last try to have an anchor stamped, where a service is named."""
    words = visit.words
    stamps = find_stamps(visit.engine.url)
    try:
        service = find_service(os.environ)
    except StampFault as fault:
        st.warning(escape_markdown(words.say("stamp.none", why=words.say(f"stamp.{fault.code}"))))
        return
    if not stamps:
        if service is not None:
            sentence = words.say("stamp.awaited", service=service.hostname or "")
            st.caption(escape_markdown(sentence))
        return
    last, anchor = stamps[-1], write_anchor(stamps[-1].anchor)
    if last.fault:
        facts = {"anchor": anchor, "at": last.tried_at, "why": format_fault(last, words)}
        st.warning(escape_markdown(words.say("stamp.failed", **facts)))
        return
    check = check_stamp(last)
    key = "stamp.held" if check.at is not None else "stamp.kept"
    facts = {"anchor": anchor, "at": check.at or last.tried_at, "why": ""}
    if check.fault:
        facts["why"] = format_fault(check, words)
    st.caption(escape_markdown(words.say(key, **facts)))


def _show_verification(visit: Visit) -> None:
    """Is it whole? Asked by a button: it reads everything."""
    words, example = visit.words, write_anchor(EXAMPLE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            words.say("journal.anchor"),
            key="journal-anchor",
            max_chars=120,
            placeholder=example,
            help=words.say("journal.anchor_why", example=example),
            width=420,
        )
        pressed = st.button(words.say("journal.verify"), key="journal-verify")
    if not pressed:
        return
    try:
        papers = [parse_anchor(typed)] if typed.strip() else []
    except ValueError:
        sentence = words.say("refusal.anchor_wrong", text=typed.strip(), example=example)
        st.warning(escape_markdown(sentence))
        return
    with st.spinner(words.say("journal.verifying")):
        result = verify(visit.engine, papers=papers)
    lines = [escape_markdown(line) for line in list_lines(result, words)]
    if result.sound:
        (st.success if all(result.papers.values()) else st.warning)("\n\n".join(lines))
    else:
        st.error("\n".join([lines[0], "", *(f"- {line}" for line in lines[1:])]))
