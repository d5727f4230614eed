"""What the last restore did, on every screen of an administrator, until one has dealt with it."""

import streamlit as st

from actions.backups.rights_since import RestoreReview, close_restore_review, find_restore_review
from actions.copies.copies_left import describe_copy
from actions.permissions import Verb, may
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.restored import list_people_sentences
from locales.texts import escape_markdown
from models.database import reading
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.links import show_link
from pages.components.visit import Visit

USERS = "nguoi-dung"


def show_restore_notice(visit: Visit) -> None:
    """For an administrator, while nobody has looked at what came of the last restore."""
    if not may(visit.actor, Verb.REVIEW_RESTORE):
        return
    review = once(_load_review, visit)
    if review is None:
        return
    words = visit.words
    with st.container(border=True, key="restore-notice"):
        lines = _list_sentences(visit, review)
        (st.warning if review.people or not review.is_known else st.success)(
            "\n\n".join(map(escape_markdown, lines))
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.button(words.say("restored.read"), key="restore-read")
            show_link(visit, USERS, words.say("restored.to_users"))
    if pressed:
        try:
            close_restore_review(visit.engine, actor=visit.actor, now=read_moment(visit))
        except Refused as refused:
            st.warning(escape_markdown(build_refusal_sentence(refused, words)))
            return
        st.rerun()


def _load_review(visit: Visit) -> RestoreReview | None:
    with reading(visit.engine) as session:
        return find_restore_review(session)


def _list_sentences(visit: Visit, review: RestoreReview) -> list[str]:
    words, sentences = visit.words, [visit.words.say("restored.done", at=review.at)]
    copy = describe_copy(visit.engine.url, review.at)
    if copy:
        key = "restored.encrypted" if copy["encrypted"] else "restored.open"
        sentences[0] += " " + words.say("terminal.restored_kept", kept=copy["kept"])
        sentences[0] += ". " + words.say(key, count=None, **copy)
    people = review.people if review.is_known else None
    return [*sentences, *list_people_sentences(people, words)]
