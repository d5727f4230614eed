"""Nhật ký: who changed what, when, from what to what; and is the journal itself whole?"""

import streamlit as st

from actions.verify import verify
from documents.journal import changes_said, subject_said, verb_said
from documents.verified import verified_lines
from locales.texts import escaped
from models.database import reading
from models.journal import entries_counted, entries_wanted
from pages.manage.journal_filters import PAGE, Asked, asked
from pages.parts.address_bar import go
from pages.parts.empty import empty
from pages.parts.headline import headline
from pages.parts.visit import Visit

A_PAGE = 20
SHOWN = 6  # facts of one entry; more fold open


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    told = st.container()
    wanted = asked(visit)
    with reading(visit.engine) as session:
        count = entries_counted(session, wanted.wanted)
        page = min(wanted.page, max(1, -(-count // A_PAGE)))
        start = (page - 1) * A_PAGE
        entries = entries_wanted(session, wanted.wanted, start=start, most=A_PAGE)
    with told:
        headline(words.say("journal.headline", count=count))
    _whole(visit)
    if entries.empty:
        empty(visit, "no_entries")
    for number, at, *said in entries.itertuples(index=False, name=None):
        _entry(visit, number, at, said=[str(one) for one in said])
    _paging(visit, wanted._replace(page=page), count)


def _entry(visit: Visit, number: int, at: object, *, said: list[str]) -> None:
    words = visit.words
    actor, verb, subject, before, after = said
    done, what = verb_said(verb, words), subject_said(subject, words)
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{escaped(done)}** · {escaped(what)}")
        st.caption(escaped(words.say("journal.by", number=number, actor=actor, at=at)))
        lines = changes_said(before, after, words)
        _listed(lines[:SHOWN])
        if lines[SHOWN:]:
            with st.expander(words.say("journal.more", count=len(lines) - SHOWN)):
                _listed(lines[SHOWN:])


def _listed(lines: list[str]) -> None:
    if lines:
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


def _paging(visit: Visit, wanted: Asked, count: int) -> None:
    words, pages = visit.words, -(-count // A_PAGE)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, page in (("newer", wanted.page - 1), ("older", wanted.page + 1)):
            st.button(
                words.say(f"journal.{name}"),
                key=f"journal-{name}",
                disabled=not 1 <= page <= pages,
                on_click=go,
                args=(PAGE, str(page)),
            )
        st.caption(escaped(words.say("journal.page", page=wanted.page, pages=pages)))


def _whole(visit: Visit) -> None:
    """Is it whole? Asked by a button: it reads everything."""
    words = visit.words
    if not st.button(words.say("journal.verify"), key="journal-verify"):
        return
    with st.spinner(words.say("journal.verifying")):
        found = verify(visit.engine)
    lines = [escaped(line) for line in verified_lines(found, words)]
    if found.sound:
        st.success(lines[0])
    else:
        st.error("\n".join([lines[0], "", *(f"- {line}" for line in lines[1:])]))
