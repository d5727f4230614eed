"""A card for each report that is missing: where it stands, what comes next, and what was said
to it; a call or an answer is written down in two touches."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.remind import Answering, Reminding, keep_answer, remind
from documents.records import Plain, Record, records
from indicators.chasing import Lack, Step
from indicators.obligations import REQUESTED
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.ladders import Channel
from pages.parts.names import full_names
from pages.parts.visit import Visit
from pages.report.moment import moment

NARROWEST = 290  # pixels
PROMISES = (1, 3, 7)  # days from today, each a touch
TOLD = "chasing-told"


def cards(visit: Visit, rows: pd.DataFrame) -> None:
    """A card per row of `rows` (of indicators.chasing), in their order."""
    if told := st.session_state.pop(TOLD, None):
        st.info(escaped(told))
    named = rows.assign(name=full_names(rows, visit.words))
    wall = st.grid(3, min_column_width=NARROWEST, border=True)
    for row in records(named):
        with wall.cell(), st.container(gap="xsmall"):
            _card(visit, row)


def _card(visit: Visit, row: Record) -> None:
    st.markdown(f"**{escaped(str(row['name']))}**")
    said = f"**{escaped(_lack(visit, row))}**"
    st.markdown(said if row["obligation"] == REQUESTED else f":orange[{said}]")
    for line in _lines(visit, row):
        st.caption(escaped(line))
    if may(visit.actor, Verb.REMIND) and visit.as_of == visit.today:
        with st.popover(visit.words.say("chasing.write_down"), width="stretch"):
            _answers(visit, row)


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
    channel = str(row["last_channel"])
    known = words.knows(f"chasing.channel.{channel}")
    by = words.say(f"chasing.channel.{channel}") if known else channel
    said = [words.say("chasing.last", channel=by, day=_day(row["last_on"]))]
    said += [str(row["last_no"])] if row["last_no"] else []
    if row["promised"] is not None:
        said.append(words.say("chasing.promised", day=_day(row["promised"])))
    return "; ".join(said + ([str(row["answer"])] if row["answer"] else []))


def _answers(visit: Visit, row: Record) -> None:
    """One touch for what a call mostly ends with; a form for all else."""
    words, key = visit.words, f"chased-{row['unit_id']}"
    for days in PROMISES:
        day = visit.today + timedelta(days=days)
        said = partial(_called, visit, row, promised=day, answer="")
        label = words.say("chasing.called.promised", day=day)
        st.button(label, on_click=said, key=f"{key}-{days}", width="stretch")
    nobody = words.say("chasing.called.nobody")
    said = partial(_called, visit, row, promised=None, answer=nobody)
    st.button(nobody, on_click=said, key=f"{key}-nobody", width="stretch")
    with st.form(f"{key}-form", border=False):
        promised = st.date_input(
            words.say("chasing.promised_on"), None, min_value=visit.today, format="DD/MM/YYYY"
        )
        answer = st.text_input(words.say("chasing.answer"), max_chars=500)
        if st.form_submit_button(words.say("chasing.keep_answer"), width="stretch"):
            _answered(visit, row, promised=promised, answer=answer)
            st.rerun()


def _called(visit: Visit, row: Record, *, promised: date | None, answer: str) -> None:
    """Write down a call of today; one that the ladder asked for stands on its rung."""
    said = Reminding(
        unit_id=int(str(row["unit_id"])),
        year=int(str(row["year"])),
        channel=Channel.TELEPHONE.value,
        sent_on=visit.today,
        promised_on=promised,
        answer=answer or None,
    )
    if row["step"] == Step.NOW and row["channel"] == Channel.TELEPHONE:
        said = replace(said, rung_days=int(str(row["rung_days"])), rung_on=_day(row["rung_on"]))
    _keep(visit, row, said)


def _answered(visit: Visit, row: Record, *, promised: date | None, answer: str) -> None:
    """An answer goes beside the last reminder; where there is none, it was a call."""
    if row["reminder_id"] is None or not answer.strip():
        _called(visit, row, promised=promised, answer=answer)
        return
    _keep(visit, row, Answering(visit.today, answer.strip(), promised))


def _keep(visit: Visit, row: Mapping[str, Plain], said: Reminding | Answering) -> None:
    words = visit.words
    try:
        if isinstance(said, Reminding):
            remind(visit.engine, said, actor=visit.actor, now=moment(visit))
        else:
            number = int(str(row["reminder_id"]))
            keep_answer(visit.engine, number, said, actor=visit.actor, now=moment(visit))
        st.session_state[TOLD] = words.say("chasing.kept", unit=row["name"])
    except Refused as refused:
        st.session_state[TOLD] = refusal_sentence(refused, words)


def _day(value: object) -> date:
    return date.fromisoformat(str(value))
