"""Send a return back to its sender with a reason, and take that back where it was a mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import Deed, deed
from actions.identities import refuse_personal
from actions.impossible_days import refuse_far
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.reminders.remind import NUMBER, Reminding, build_reminder
from models import Reminder, SendBack, Submission
from models.reminder_schedules import Channel
from models.reminders import find_standing_version
from models.send_backs import find_standing_send_back
from models.spans import day_of
from models.submissions import find_last_standing

LONGEST = 500  # letters of a reason


@dataclass(frozen=True)
class SendingBack:
    """Why a return is sent back, the day until which the corrected one is asked for, and the
    number of the letter that says so: with a number the ledger of reminders has the letter."""

    reason: str
    until: date | None = None
    letter_no: str | None = None


def send_back(
    engine: Engine, submission_id: int, details: SendingBack, *, actor: Actor, now: datetime
) -> None:
    """The report counts as not received until it comes again.

    Raises Refused: not_allowed, submission_unknown, sent_back_before, send_back_not_last (a
    later return of the unit stands), send_back_reason_missing, longer_than, send_back_day_past,
    day_too_far, text_personal.
    """
    reason = " ".join(details.reason.split())
    refuse_personal(reason, details.letter_no)
    with deed(engine, actor, Verb.SEND_BACK, now=now) as under_way:
        session = under_way.session
        submission = session.get(Submission, submission_id)
        if submission is None or submission.superseded_at is not None:
            raise Refused("submission_unknown", submission=submission_id)
        _check_may_send_back(session, submission)
        _check_details(reason, details.until, today=day_of(now))
        number = " ".join((details.letter_no or "").split())[:NUMBER] or None
        letter = _record_letter(under_way, submission, number) if number else None
        session.add(
            SendBack(
                submission_id=submission_id,
                reason=reason,
                until=details.until,
                letter_no=number,
                reminder_id=letter.id if letter else None,
                recorded_by=actor.code,
                recorded_at=now,
            )
        )
        after = {"reason": reason, "until": details.until, "letter_no": number}
        under_way.tell(
            f"submission {submission_id}",
            before={},
            after={name: value for name, value in after.items() if value is not None},
        )


def withdraw_send_back(engine: Engine, submission_id: int, *, actor: Actor, now: datetime) -> None:
    """The return counts as received again, as if it had never been sent back; its letter
    leaves the ledger. Raises Refused: not_allowed, submission_unknown, send_back_unknown."""
    with deed(engine, actor, Verb.WITHDRAW_SEND_BACK, now=now) as under_way:
        session = under_way.session
        submission = session.get(Submission, submission_id)
        if submission is None or submission.superseded_at is not None:
            raise Refused("submission_unknown", submission=submission_id)
        standing = find_standing_send_back(session, submission_id)
        if standing is None:
            raise Refused("send_back_unknown", submission=submission_id)
        standing.superseded_at = now
        before = {"reason": standing.reason}
        if standing.reminder_id is not None:
            letter = find_standing_version(session, standing.reminder_id)
            if letter is not None:
                letter.superseded_at = now
                before |= {"answer": letter.answer} if letter.answer else {}
        under_way.tell(f"submission {submission_id}", before=before, after={})


def _check_may_send_back(session: Session, submission: Submission) -> None:
    number = submission.id or 0
    if find_standing_send_back(session, number) is not None:
        raise Refused("sent_back_before", submission=number)
    last = find_last_standing(session, submission.unit_id, submission.year)
    if last is not None and last.id != number:
        raise Refused("send_back_not_last", batch=last.batch_id or 0, day=last.received_on)


def _check_details(reason: str, until: date | None, *, today: date) -> None:
    if not reason:
        raise Refused("send_back_reason_missing")
    if len(reason) > LONGEST:
        raise Refused("longer_than", most=LONGEST)
    if until is not None and until < today:
        raise Refused("send_back_day_past", day=until)
    refuse_far(until, today=today)


def _record_letter(under_way: Deed, submission: Submission, number: str) -> Reminder:
    """The ledger's line of the letter that sends the return back."""
    letter = Reminding(
        unit_id=submission.unit_id,
        year=submission.year,
        channel=Channel.LETTER.value,
        sent_on=day_of(under_way.now),
        letter_no=number,
    )
    reminder = build_reminder(letter, actor=under_way.actor, now=under_way.now)
    under_way.session.add(reminder)
    under_way.session.flush()
    return reminder
