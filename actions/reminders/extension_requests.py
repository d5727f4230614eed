"""Requests for a later last day: a unit's officer makes or withdraws one, the secretariat grants
or declines it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import Deed, deed
from actions.identities import refuse_personal
from actions.own_unit import find_own_unit
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.reminders.extensions import LONGEST, Extending, write_extensions
from models import Decision, ExtensionRequest, Period, Submission, Task, Unit
from models.extension_requests import find_open_request
from models.periods import find_extension
from models.send_backs import find_standing_send_back
from models.spans import day_of
from models.tasks import find_assignments_due

MOST_DAYS = 92  # after the period's own last day; the secretariat itself may give more


@dataclass(frozen=True)
class Requesting:
    """The day until which a unit asks for more time, and why."""

    year: int
    wanted_day: date
    reason: str


def request_extension(
    engine: Engine, requesting: Requesting, *, actor: Actor, now: datetime
) -> int:
    """Keep the request of the officer's own unit; gives its number.

    Raises Refused: not_allowed, own_unit_missing, period_unknown, request_too_early (the period
    has not begun), request_period_closed, request_not_owed, request_received (the report is
    there), request_open (another waits for its answer), request_not_later (than the unit's last
    day, and today), request_too_late (more than MOST_DAYS after the period's last day),
    request_reason_missing, longer_than, text_unseen, text_personal.
    """
    reason = tidy_sentence(requesting.reason)
    if not reason:
        raise Refused("request_reason_missing")
    refuse_personal(reason)
    with deed(engine, actor, Verb.REQUEST_EXTENSION, now=now) as under_way:
        session, today = under_way.session, day_of(now)
        unit = find_own_unit(session, actor, today)
        _check_due(session, unit, requesting.year, today)
        _check_day(session, unit, requesting, today)
        request = ExtensionRequest(
            unit_id=unit.id or 0,
            year=requesting.year,
            wanted_day=requesting.wanted_day,
            reason=reason,
            requested_by=actor.code,
            requested_at=now,
        )
        session.add(request)
        session.flush()
        under_way.tell(_format_subject(request), before={}, after=_list_facts(request, unit))
        return request.id or 0


def withdraw_request(engine: Engine, request_id: int, *, actor: Actor, now: datetime) -> None:
    """Take back the own unit's request while nobody has decided it. Raises Refused:
    not_allowed, own_unit_missing, request_unknown, request_decided."""
    with deed(engine, actor, Verb.WITHDRAW_REQUEST, now=now) as under_way:
        own = find_own_unit(under_way.session, actor, day_of(now))
        request = _find_request_to_decide(under_way.session, request_id, own_unit=own.id)
        _decide(under_way, request, Decision.WITHDRAWN)


def grant_request(
    engine: Engine,
    request_id: int,
    last_day: date,
    *,
    actor: Actor,
    now: datetime,
    reply: str = "",
) -> None:
    """Give the unit until `last_day`, which may be another day than it asked for, with the
    request's own reason. Raises Refused: not_allowed, request_unknown, request_decided,
    text_personal, and those of actions.reminders.extensions.extend."""
    refuse_personal(reply)
    with deed(engine, actor, Verb.EXTEND, now=now) as under_way:
        session = under_way.session
        request = _find_request_to_decide(session, request_id)
        extending = Extending(request.year, last_day, request.reason)
        before, _ = write_extensions(under_way, [request.unit_id], extending)
        session.flush()
        extension = find_extension(session, request.unit_id, request.year)
        request.extension_id = extension.id if extension else None
        facts = {"granted_until": last_day.isoformat(), "extended_from": _get_first_day(before)}
        _decide(under_way, request, Decision.GRANTED, reply=reply, facts=facts)


def decline_request(
    engine: Engine, request_id: int, reply: str, *, actor: Actor, now: datetime
) -> None:
    """Answer that the last day stays, with the sentence that says why. Raises Refused:
    not_allowed, decline_reason_missing, longer_than, request_unknown, request_decided,
    text_unseen, text_personal."""
    if not reply.strip():
        raise Refused("decline_reason_missing")
    refuse_personal(reply)
    with deed(engine, actor, Verb.DECLINE_EXTENSION, now=now) as under_way:
        request = _find_request_to_decide(under_way.session, request_id)
        _decide(under_way, request, Decision.DECLINED, reply=reply)


def tidy_sentence(text: str) -> str:
    """The text on one line. Raises Refused("longer_than")."""
    sentence = " ".join(text.split())
    if len(sentence) > LONGEST:
        raise Refused("longer_than", most=LONGEST)
    return sentence


def _check_due(session: Session, unit: Unit, year: int, today: date) -> None:
    """The unit owes this report, the period runs, and neither report nor request is there yet."""
    period = session.get(Period, year)
    if period is None:
        raise Refused("period_unknown", year=year)
    if today < period.data_from:
        raise Refused("request_too_early", year=year, day=period.data_from)
    if period.closed_at is not None:
        raise Refused("request_period_closed", year=year)
    if not has_report_due(session, unit.id or 0, year):
        raise Refused("request_not_owed", year=year)
    if _has_standing_report(session, unit.id or 0, year):
        raise Refused("request_received", year=year)
    if find_open_request(session, unit.id or 0, year) is not None:
        raise Refused("request_open", year=year)


def has_report_due(session: Session, unit_id: int, year: int) -> bool:
    """Is the unit to send the yearly report of `year`, or asked for it?"""
    due = find_assignments_due(session, [year])
    reporting = session.exec(select(Task.id).where(col(Task.reporting))).all()
    return bool(((due["unit_id"] == unit_id) & due["task_id"].isin(reporting)).any())


def _has_standing_report(session: Session, unit_id: int, year: int) -> bool:
    """Does the unit's last return stand, not sent back?"""
    last = session.exec(
        select(Submission)
        .where(
            Submission.unit_id == unit_id,
            Submission.year == year,
            col(Submission.superseded_at).is_(None),
        )
        .order_by(col(Submission.id).desc())
    ).first()
    return last is not None and find_standing_send_back(session, last.id or 0) is None


def _check_day(session: Session, unit: Unit, requesting: Requesting, today: date) -> None:
    """The wanted day is after the unit's last day, not past, and not too far away."""
    first, last = find_possible_days(session, unit.id or 0, requesting.year, today)
    if requesting.wanted_day < first:
        raise Refused("request_not_later", day=first)
    if requesting.wanted_day > last:
        raise Refused("request_too_late", day=last)


def find_possible_days(session: Session, unit_id: int, year: int, today: date) -> tuple[date, date]:
    """The first and the last day that a unit may ask for; the first is after the last where none
    is left."""
    period = session.get_one(Period, year)
    extension = find_extension(session, unit_id, year)
    standing = max(period.last_day, extension.last_day) if extension else period.last_day
    return max(standing + timedelta(days=1), today), period.last_day + timedelta(days=MOST_DAYS)


def _find_request_to_decide(
    session: Session, request_id: int, *, own_unit: int | None = None
) -> ExtensionRequest:
    """The request, which is nobody's else where `own_unit` is given. Raises Refused:
    request_unknown, request_decided."""
    request = session.get(ExtensionRequest, request_id, with_for_update=True)
    if request is None or (own_unit is not None and request.unit_id != own_unit):
        raise Refused("request_unknown", request=request_id)
    if request.decided_at is not None:
        raise Refused("request_decided", request=request_id)
    return request


def _decide(
    under_way: Deed,
    request: ExtensionRequest,
    decision: Decision,
    *,
    reply: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write how the request ended, and the journal's entry."""
    unit = under_way.session.get_one(Unit, request.unit_id)
    request.decision, request.reply = decision.value, tidy_sentence(reply) or None
    request.decided_by, request.decided_at = under_way.actor.code, under_way.now
    answer: dict[str, object] = {"reply": request.reply, **(facts or {})}
    if decision != Decision.WITHDRAWN:  # the verb itself says that
        answer["decision"] = decision.value
    under_way.tell(_format_subject(request), before={}, after=_list_facts(request, unit) | answer)


def _format_subject(request: ExtensionRequest) -> str:
    return f"extension_request {request.id}"


def _list_facts(request: ExtensionRequest, unit: Unit) -> dict[str, object]:
    return {
        "unit": unit.code,
        "year": str(request.year),
        "wanted_day": request.wanted_day.isoformat(),
        "reason": request.reason,
    }


def _get_first_day(days: Mapping[str, object]) -> object:
    """The one day of a unit's extension before, or None."""
    return next(iter(days.values()), None)
