"""A card for each report that is missing: where it stands, what comes next, and what was said
to it; a call or an answer is written down in two touches."""

from datetime import date

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from documents.printing.records import Record, to_records
from indicators.chasing import Lack
from indicators.obligations import REQUESTED
from locales.names import list_full_names
from locales.texts import escape_markdown
from locales.words import Words
from pages.components.cache import once
from pages.components.visit import Visit
from pages.reminders.answers import MESSAGE, show_answer_form

NARROWEST = 290  # pixels


def show_cards(visit: Visit, rows: pd.DataFrame) -> None:
    """A card per row of `rows` (of indicators.chasing), in their order."""
    if message := st.session_state.pop(MESSAGE, None):
        st.info(escape_markdown(message))
    wall = st.grid(3, min_column_width=NARROWEST, border=True)
    for row in once(_build_records, visit, rows):
        with wall.cell(), st.container(gap="xsmall"):
            _show_card(visit, row)


def _build_records(visit: Visit, rows: pd.DataFrame) -> list[Record]:
    return to_records(rows.assign(name=list_full_names(rows, visit.words)))


def _show_card(visit: Visit, row: Record) -> None:
    st.markdown(f"**{escape_markdown(str(row['name']))}**")
    text = f"**{escape_markdown(_describe_lack(visit, row))}**"
    st.markdown(text if row["obligation"] == REQUESTED else f":orange[{text}]")
    for line in _build_lines(visit, row):
        st.caption(escape_markdown(line))
    if may(visit.actor, Verb.REMIND) and visit.as_of == visit.today:
        label, key = visit.words.say("chasing.write_down"), f"chased-{row['unit_id']}-open"
        with st.popover(label, width="stretch", key=key):
            show_answer_form(visit, row)


def _describe_lack(visit: Visit, row: Record) -> str:
    """What is missing; overdue is said only of whom it can be said."""
    words = visit.words
    phrase = words.say(f"chasing.lack.{row['lack']}", count=row["unreported"])
    lack = phrase[:1].upper() + phrase[1:]
    if row["lack"] == Lack.REPORT and row["days"] is not None and row["obligation"] != REQUESTED:
        return words.say("chasing.overdue", lack=lack, count=row["days"])
    return words.say("chasing.requested", lack=lack) if row["obligation"] == REQUESTED else lack


def _build_lines(visit: Visit, row: Record) -> list[str]:
    words = visit.words
    lines = [words.say(f"chasing.step.{row['step']}", next=_describe_next_step(visit, row))]
    if row["rung_days"] is not None:
        lines.append(_describe_rung(visit, int(str(row["rung_days"])), _parse_day(row["rung_on"])))
    if row["extended"]:
        lines.append(words.say("chasing.extended", day=_parse_day(row["due_on"])))
    if row["reason"]:
        lines.append(words.say("chasing.reason", reason=row["reason"]))
    lines.append(_describe_last_contact(visit, row))
    return [*lines, str(row["contact"] or words.say("callee.no_contact"))]


def _describe_rung(visit: Visit, days: int, day: date) -> str:
    side = "on" if days == 0 else "before" if days < 0 else "after"
    return visit.words.say(f"chasing.rung.{side}", count=abs(days), day=day)


def _describe_next_step(visit: Visit, row: Record) -> str:
    if row["channel"] is None or row["next_on"] is None:
        return ""
    channel = visit.words.say(f"chasing.channel.{row['channel']}")
    return visit.words.say("chasing.next", channel=channel, day=_parse_day(row["next_on"]))


def _describe_last_contact(visit: Visit, row: Record) -> str:
    """The last contact: by what, when, under which number, what was promised and answered."""
    words = visit.words
    if row["last_on"] is None:
        return words.say("callee.never_reminded")
    by = name_channel(str(row["last_channel"]), words)
    parts = [words.say("chasing.last", channel=by, day=_parse_day(row["last_on"]))]
    parts += [str(row["last_no"])] if row["last_no"] else []
    if row["promised"] is not None:
        parts.append(words.say("chasing.promised", day=_parse_day(row["promised"])))
    if row["answer"]:
        answer = str(row["answer"])
        own = row["answered_by"] is not None  # the unit itself wrote it
        parts.append(words.say("chasing.unit_answered", answer=answer) if own else answer)
    if row["note"]:
        parts.append(str(row["note"]))
    return "; ".join(parts)


def name_channel(channel: str, words: Words) -> str:
    """By what a unit was reached; as it was written where that is none of the usual ways."""
    key = f"chasing.channel.{channel}"
    return words.say(key) if words.knows(key) else channel


def _parse_day(value: object) -> date:
    return date.fromisoformat(str(value))
