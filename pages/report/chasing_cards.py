"""A card for each report that is missing: where it stands, what comes next, and what was said
to it; a call or an answer is written down in two touches."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from documents.records import Record, to_records
from indicators.chasing import Lack
from indicators.obligations import REQUESTED
from locales.names import full_names
from locales.texts import escaped
from locales.words import Words
from pages.parts.cache import IdentityKey, SingleFlightCache
from pages.parts.visit import Visit
from pages.report.chasing_answers import TOLD, answers

NARROWEST = 290  # pixels
CARDS = SingleFlightCache(64)


def cards(visit: Visit, rows: pd.DataFrame) -> None:
    """A card per row of `rows` (of indicators.chasing), in their order."""
    if told := st.session_state.pop(TOLD, None):
        st.info(escaped(told))
    shown = CARDS.get((IdentityKey(rows), visit.words.language), partial(_told, visit, rows))
    wall = st.grid(3, min_column_width=NARROWEST, border=True)
    for row in shown:
        with wall.cell(), st.container(gap="xsmall"):
            _card(visit, row)


def _told(visit: Visit, rows: pd.DataFrame) -> list[Record]:
    return to_records(rows.assign(name=full_names(rows, visit.words)))


def _card(visit: Visit, row: Record) -> None:
    st.markdown(f"**{escaped(str(row['name']))}**")
    said = f"**{escaped(_lack(visit, row))}**"
    st.markdown(said if row["obligation"] == REQUESTED else f":orange[{said}]")
    for line in _lines(visit, row):
        st.caption(escaped(line))
    if may(visit.actor, Verb.REMIND) and visit.as_of == visit.today:
        label, key = visit.words.say("chasing.write_down"), f"chased-{row['unit_id']}-open"
        with st.popover(label, width="stretch", key=key):
            answers(visit, row)


def _lack(visit: Visit, row: Record) -> str:
    """What is missing; overdue is said only of whom it can be said."""
    words = visit.words
    told = words.say(f"chasing.lack.{row['lack']}", count=row["unreported"])
    said = told[:1].upper() + told[1:]
    if row["lack"] == Lack.REPORT and row["days"] is not None and row["obligation"] != REQUESTED:
        return words.say("chasing.overdue", lack=said, count=row["days"])
    return words.say("chasing.requested", lack=said) if row["obligation"] == REQUESTED else said


def _lines(visit: Visit, row: Record) -> list[str]:
    words = visit.words
    lines = [words.say(f"chasing.step.{row['step']}", next=_next(visit, row))]
    if row["rung_days"] is not None:
        lines.append(_rung(visit, int(str(row["rung_days"])), _day(row["rung_on"])))
    if row["extended"]:
        lines.append(words.say("chasing.extended", day=_day(row["due_on"])))
    if row["reason"]:
        lines.append(words.say("chasing.reason", reason=row["reason"]))
    lines.append(_last(visit, row))
    return [*lines, str(row["contact"] or words.say("callee.no_contact"))]


def _rung(visit: Visit, days: int, day: date) -> str:
    side = "on" if days == 0 else "before" if days < 0 else "after"
    return visit.words.say(f"chasing.rung.{side}", count=abs(days), day=day)


def _next(visit: Visit, row: Record) -> str:
    if row["channel"] is None or row["next_on"] is None:
        return ""
    channel = visit.words.say(f"chasing.channel.{row['channel']}")
    return visit.words.say("chasing.next", channel=channel, day=_day(row["next_on"]))


def _last(visit: Visit, row: Record) -> str:
    """The last contact: by what, when, under which number, what was promised and answered."""
    words = visit.words
    if row["last_on"] is None:
        return words.say("callee.never_reminded")
    by = channel_name(str(row["last_channel"]), words)
    said = [words.say("chasing.last", channel=by, day=_day(row["last_on"]))]
    said += [str(row["last_no"])] if row["last_no"] else []
    if row["promised"] is not None:
        said.append(words.say("chasing.promised", day=_day(row["promised"])))
    if row["answer"]:
        answer = str(row["answer"])
        own = row["answered_by"] is not None  # the unit itself wrote it
        said.append(words.say("chasing.unit_answered", answer=answer) if own else answer)
    if row["note"]:
        said.append(str(row["note"]))
    return "; ".join(said)


def channel_name(channel: str, words: Words) -> str:
    """By what a unit was reached; as it was written where that is none of the usual ways."""
    key = f"chasing.channel.{channel}"
    return words.say(key) if words.knows(key) else channel


def _day(value: object) -> date:
    return date.fromisoformat(str(value))
