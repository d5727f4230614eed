"""Write into the ledger of reminders: a letter, a call, a promised day, an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import Deed, deed
from actions.identities import refuse_personal
from actions.impossible_days import refuse_far, refuse_future, refuse_unbegun_period
from actions.own_unit import find_own_unit
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Delivery, Reminder
from models.reminders import LINE
from models.spans import day_of
from models.submissions import find_last_standing

TEXT, NUMBER = 500, 60  # letters the ledger keeps


@dataclass(frozen=True)
class Reminding:
    """What was sent to a unit about its report of a year; the rung of the schedule and that
    rung's day, where it was one."""

    unit_id: int
    year: int
    channel: str
    sent_on: date
    letter_no: str | None = None
    promised_on: date | None = None
    answer: str | None = None
    note: str | None = None
    rung_days: int | None = None
    rung_on: date | None = None


@dataclass(frozen=True)
class Answering:
    """What a unit said to a reminder, on which day, and the day it promised."""

    answered_on: date
    answer: str
    promised_on: date | None = None


def remind(engine: Engine, reminding: Reminding, *, actor: Actor, now: datetime) -> int:
    """Keep the reminder; gives its number. Raises Refused: not_allowed, reminded_before,
    text_personal, and those of `_check_days`."""
    refuse_personal(reminding.letter_no, reminding.answer, reminding.note)
    with deed(engine, actor, Verb.REMIND, now=now) as under_way:
        _check_days(under_way.session, reminding, today=day_of(now))
        if find_reminder_of_rung(under_way.session, reminding) is not None:
            raise Refused("reminded_before", day=reminding.rung_on)
        reminder = build_reminder(reminding, actor=actor, now=now)
        under_way.session.add(reminder)
        under_way.session.flush()
        under_way.tell(f"reminder {reminder.id}", before={}, after=_list_facts(reminding))
        return reminder.id or 0


def remind_all(
    engine: Engine, remindings: Sequence[Reminding], *, actor: Actor, now: datetime
) -> list[int]:
    """Keep those whose rung nobody was asked on yet; gives their units, in the order said.

    Looked at inside the transaction: of two who do it at once, one finds all done. Raises
    Refused: not_allowed, nothing_to_remind, text_personal, and those of `_check_days`.
    """
    for reminding in remindings:
        refuse_personal(reminding.letter_no, reminding.answer, reminding.note)
    with deed(engine, actor, Verb.REMIND, now=now) as under_way:
        session, reminded = under_way.session, []
        for reminding in remindings:
            _check_days(session, reminding, today=day_of(now))
            if find_reminder_of_rung(session, reminding) is None:
                session.add(build_reminder(reminding, actor=actor, now=now))
                session.flush()
                reminded.append(reminding)
        if not reminded:
            raise Refused("nothing_to_remind")
        under_way.tell(
            f"reminders {reminded[0].year}",
            before={},
            after={str(reminding.unit_id): _list_facts(reminding) for reminding in reminded},
        )
        return [reminding.unit_id for reminding in reminded]


def keep_answer(
    engine: Engine, reminder_id: int, answering: Answering, *, actor: Actor, now: datetime
) -> int:
    """Write the answer beside its reminder, as a new version of it; gives that one's number.

    Raises Refused: not_allowed, reminder_unknown, answer_missing (neither answer nor promised
    day), answer_stands (it has an answer, which is withdrawn first), text_personal.
    """
    check_answer(answering.answer, answering.promised_on)
    refuse_personal(answering.answer)
    refuse_future(answering.answered_on, today=day_of(now))
    with deed(engine, actor, Verb.REMIND, now=now) as under_way:
        reminder = _find_standing(under_way.session, reminder_id)
        _check_answer_day(answering, reminder, today=day_of(now))
        if reminder.answer is not None:
            raise Refused("answer_stands", day=reminder.sent_on)
        return _write_answer(under_way, reminder, answering, answered_by=None)


def _check_days(session: Session, reminding: Reminding, *, today: date) -> None:
    """Raise Refused where a reminder was not sent yet (day_in_future), is of a period that has
    not begun or had not then (period_not_begun, reminder_before_period), or promises a day that
    cannot be."""
    refuse_future(reminding.sent_on, today=today)
    begins = refuse_unbegun_period(session, reminding.year, today=today)
    if begins is not None and reminding.sent_on < begins:
        days = {"day": reminding.sent_on, "begins": begins}
        raise Refused("reminder_before_period", year=reminding.year, **days)
    _check_promise(reminding.promised_on, reminding.sent_on, today=today)


def _check_answer_day(answering: Answering, reminder: Reminder, *, today: date) -> None:
    """Raise Refused where the answer, or the day it promises, is before what it answers, or the
    promised day cannot be."""
    day = answering.answered_on
    if day < reminder.sent_on:
        raise Refused("answer_before_reminder", day=day, sent=reminder.sent_on)
    _check_promise(answering.promised_on, day, today=today)


def _check_promise(promised_on: date | None, sent_on: date, *, today: date) -> None:
    """Raise Refused where a promised day is before the day of what promises it, or too far
    away."""
    refuse_far(promised_on, today=today)
    if promised_on is not None and promised_on < sent_on:
        raise Refused("promise_before_reminder", day=promised_on, sent=sent_on)


def answer_reminder(
    engine: Engine, reminder_id: int, details: Answering, *, actor: Actor, now: datetime
) -> int:
    """Write what the officer's own unit answers, today, beside the reminder it got; gives the
    number of the new version.

    Raises Refused: not_allowed, own_unit_missing, reminder_unknown (one of another unit too),
    answer_missing (neither answer nor promised day), promise_passed, day_too_far, longer_than,
    text_unseen,
    text_personal, answer_of_office (what the office wrote down is not the unit's to change),
    report_came (nothing is left to answer).
    """
    today, answer = day_of(now), " ".join(details.answer.split())
    check_answer(answer, details.promised_on)
    if len(answer) > TEXT:
        raise Refused("longer_than", most=TEXT)
    refuse_personal(answer)
    if details.promised_on is not None and details.promised_on < today:
        raise Refused("promise_passed", day=details.promised_on)
    refuse_far(details.promised_on, today=today)
    with deed(engine, actor, Verb.ANSWER_REMINDER, now=now) as under_way:
        own = find_own_unit(under_way.session, actor, today)
        reminder = _find_standing(under_way.session, reminder_id)
        if reminder.unit_id != own.id:
            raise Refused("reminder_unknown", reminder=reminder_id)
        _check_may_answer(under_way.session, reminder)
        if not answer and reminder.answered_by is not None:  # a day alone leaves the words
            answer = reminder.answer or ""
        answering = Answering(today, answer, details.promised_on)
        return _write_answer(under_way, reminder, answering, answered_by=actor.code)


def _check_may_answer(session: Session, reminder: Reminder) -> None:
    """Raise Refused where the office wrote an answer down, or the report is there."""
    if is_answered_by_office(reminder.answer, reminder.answered_by):
        raise Refused("answer_of_office", day=reminder.sent_on)
    last = find_last_standing(session, reminder.unit_id, reminder.year)
    if last is not None:
        raise Refused("report_came", year=reminder.year, day=last.received_on)


def check_answer(answer: str, promised_on: date | None) -> None:
    """Raise Refused answer_missing where there is neither an answer nor a promised day."""
    if not answer.strip() and promised_on is None:
        raise Refused("answer_missing")


def is_answered_by_office(answer: str | None, answered_by: str | None) -> bool:
    """Was the answer written down by the office, not by the unit's officer?"""
    return answer is not None and answered_by is None


def _find_standing(session: Session, reminder_id: int) -> Reminder:
    """The entry of the ledger that stands under this number. Raises Refused:
    reminder_unknown."""
    reminder = session.get(Reminder, reminder_id)
    if reminder is None or reminder.superseded_at is not None:
        raise Refused("reminder_unknown", reminder=reminder_id)
    return reminder


def _write_answer(
    under_way: Deed, reminder: Reminder, answering: Answering, *, answered_by: str | None
) -> int:
    """Write a new version of the entry with its answer; gives the version's number."""
    session, now = under_way.session, under_way.now
    entry = reminder.model_dump(exclude={"id", "superseded_at"})
    before = {name: entry[name] for name in ("answered_on", "answer", "promised_on")}
    reminder.superseded_at = now
    session.flush()
    after = {
        "answered_on": answering.answered_on,
        "answer": answering.answer[:TEXT],
        "promised_on": answering.promised_on or reminder.promised_on,
    }
    author = {"answered_by": answered_by, "recorded_by": under_way.actor.code, "recorded_at": now}
    answered = Reminder(**(entry | after | author))
    session.add(answered)
    session.flush()
    under_way.tell(f"reminder {answered.id}", before=before, after=after)
    return answered.id or 0


def withdraw_reminders(
    engine: Engine, numbers: Sequence[int], reason: str, *, actor: Actor, now: datetime
) -> int:
    """Take lines that were written by mistake out of the ledger, all or none; gives how many.
    Their rungs are open again.

    Raises Refused: not_allowed, reminder_reason_missing, nothing_to_withdraw,
    reminder_unknown, answered_by_unit, and reminder_went_out for an e-mail that this program
    sent: nobody can unsend it."""
    with deed(engine, actor, Verb.REMIND, now=now) as under_way:
        reason = _check_reason(numbers, reason)
        lines = [_find_withdrawable(under_way.session, number) for number in dict.fromkeys(numbers)]
        before: dict[str, list[dict[str, object]]] = {}
        for line in lines:
            if line.delivery is not None:
                raise Refused("reminder_went_out", day=line.sent_on)
            before.setdefault(str(line.unit_id), []).append(_list_reminder_facts(line))
            line.superseded_at = now
        subject = f"reminders {lines[0].year}"
        under_way.tell(subject, before=before, after={"why": reason})
        return len(lines)


def withdraw_answer(
    engine: Engine, number: int, reason: str, *, actor: Actor, now: datetime
) -> int:
    """Take the answer off a line of the ledger, which stands again as it was before; gives its
    new number. Raises Refused: not_allowed, reminder_reason_missing, reminder_unknown,
    answered_by_unit, and answer_not_apart where the line was written together with its answer."""
    with deed(engine, actor, Verb.REMIND, now=now) as under_way:
        reason, session = _check_reason([number], reason), under_way.session
        answered = _find_withdrawable(session, number)
        before = _find_version_without_answer(session, answered)
        if before is None:
            raise Refused("answer_not_apart")
        facts = {"answered_on": None, "answer": None, "promised_on": before.promised_on}
        entry = answered.model_dump(exclude={"id", "superseded_at"})
        answered.superseded_at = now
        session.flush()
        restored = Reminder(**(entry | facts | {"recorded_by": actor.code, "recorded_at": now}))
        session.add(restored)
        session.flush()
        names = ("answered_on", "answer", "promised_on")
        under_way.tell(
            f"reminder {restored.id}",
            before={name: entry[name] for name in names},
            after=facts | {"why": reason},
        )
        return restored.id or 0


def _check_reason(numbers: Sequence[int], reason: str) -> str:
    """The reason as it is kept; Refused without one, or without a line."""
    if not numbers:
        raise Refused("nothing_to_withdraw")
    if not reason.strip():
        raise Refused("reminder_reason_missing")
    refuse_personal(reason)
    return reason.strip()[:TEXT]


def _find_withdrawable(session: Session, number: int) -> Reminder:
    """The line under this number. Raises Refused: reminder_unknown, and answered_by_unit where
    its unit answered it: what a unit wrote is not the office's to take back."""
    reminder = _find_standing(session, number)
    if reminder.answered_by is not None:
        raise Refused("answered_by_unit", day=reminder.sent_on)
    return reminder


def _find_version_without_answer(session: Session, answered: Reminder) -> Reminder | None:
    """The latest version of the same line that had no answer yet; None where it has none."""
    if answered.answer is None:
        return None
    same_line = (
        col(getattr(Reminder, name)).is_not_distinct_from(getattr(answered, name)) for name in LINE
    )
    versions = select(Reminder).where(
        *same_line,
        col(Reminder.answer).is_(None),
        col(Reminder.superseded_at) <= answered.recorded_at,
    )
    return session.exec(versions.order_by(col(Reminder.superseded_at).desc())).first()


def _list_reminder_facts(reminder: Reminder) -> dict[str, object]:
    names = ("channel", "sent_on", "letter_no", "rung_days", "promised_on", "answer", "note")
    facts = {name: getattr(reminder, name) for name in names}
    return {name: value for name, value in facts.items() if value is not None}


def find_reminder_of_rung(session: Session, reminding: Reminding) -> Reminder | None:
    """What stands in the ledger for the same unit, year and rung."""
    if reminding.rung_on is None:
        return None
    query = select(Reminder).where(
        col(Reminder.unit_id) == reminding.unit_id,
        col(Reminder.year) == reminding.year,
        col(Reminder.rung_days) == reminding.rung_days,
        col(Reminder.rung_on) == reminding.rung_on,
        col(Reminder.superseded_at).is_(None),
    )
    return session.exec(query).first()


def build_reminder(
    reminding: Reminding,
    *,
    actor: Actor,
    now: datetime,
    address: str | None = None,
    delivery: Delivery | None = None,
) -> Reminder:
    """The row of the ledger."""
    return Reminder(
        unit_id=reminding.unit_id,
        year=reminding.year,
        letter_no=_shorten(reminding.letter_no, NUMBER),
        channel=reminding.channel,
        sent_on=reminding.sent_on,
        promised_on=reminding.promised_on,
        answered_on=reminding.sent_on if reminding.answer else None,
        answer=_shorten(reminding.answer, TEXT),
        note=_shorten(reminding.note, TEXT),
        rung_days=reminding.rung_days,
        rung_on=reminding.rung_on,
        recorded_by=actor.code,
        recorded_at=now,
        address=address,
        delivery=delivery.value if delivery else None,
    )


def _shorten(text: str | None, most: int) -> str | None:
    return text.strip()[:most] or None if text else None


def _list_facts(reminding: Reminding) -> dict[str, object]:
    letter = {
        "channel": reminding.channel,
        "sent_on": reminding.sent_on,
        "letter_no": reminding.letter_no,
    }
    rung = {"rung_days": reminding.rung_days, "promised_on": reminding.promised_on}
    texts = {"answer": reminding.answer, "note": reminding.note}
    return {name: value for name, value in (letter | rung | texts).items() if value is not None}
