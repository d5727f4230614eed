"""Sending a return back: it counts as not received until it comes again."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.remind import Answering, answer_reminder
from actions.returns.send_back import SendingBack, send_back, withdraw_send_back
from actions.returns.undo import undo
from models import Submission
from models.database import reading
from models.reminders import list_reminders
from models.submissions import list_submissions
from tests.actions.returns import (
    CLERK,
    DAY,
    OFFICER,
    ONLOOKERS,
    Sent,
    at,
    journal,
    received,
    results,
)

RETURN = Sent(results("2026,SYT,HM_DK,done,,,1,,"))
REASON = "Thiếu chữ ký, số liệu hiến máu không khớp"
BACK, NEXT = DAY + timedelta(days=2), DAY + timedelta(days=3)


def the_submission(engine: Engine) -> int:
    """The number of the one submission there is."""
    with reading(engine) as session:
        return session.exec(select(Submission)).one().id or 0


def known(engine: Engine, day: date) -> list[tuple[bool, str | None]]:
    """Sent back or not, and why, as known at the end of `day`."""
    with reading(engine) as session:
        frame = list_submissions(session, [2026], day)
    reasons = frame["sent_back_reason"].astype("object").where(frame["sent_back"], None)
    return list(zip(frame["sent_back"], reasons, strict=True))


def refusal(engine: Engine, submission: int, actor: Actor = CLERK) -> str:
    with pytest.raises(Refused) as refused:
        send_back(engine, submission, SendingBack(REASON), actor=actor, now=at(BACK, 15))
    return refused.value.code


def test_it_is_known_with_its_reason_from_that_day_on(each_province: Engine) -> None:
    received(each_province, RETURN)
    send_back(
        each_province, the_submission(each_province), SendingBack(REASON), actor=CLERK, now=at(BACK)
    )
    assert known(each_province, BACK) == [(True, REASON)]
    assert [sent_back for sent_back, _ in known(each_province, DAY)] == [False]


def test_it_is_told_to_the_journal_once(each_province: Engine) -> None:
    received(each_province, RETURN)
    submission = the_submission(each_province)
    send_back(each_province, submission, SendingBack(REASON), actor=CLERK, now=at(BACK))
    (entry,) = journal(each_province, "send_back")
    assert (entry.actor, entry.subject) == ("vanthu", f"submission {submission}")
    assert json.loads(entry.after) == {"reason": REASON}


@pytest.mark.parametrize("actor", [OFFICER, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_sends_back(province: Engine, actor: Actor) -> None:
    received(province, RETURN)
    assert refusal(province, the_submission(province), actor) == "not_allowed"
    assert [sent_back for sent_back, _ in known(province, BACK)] == [False]


def test_it_is_sent_back_once(province: Engine) -> None:
    received(province, RETURN)
    submission = the_submission(province)
    send_back(province, submission, SendingBack(REASON), actor=CLERK, now=at(BACK))
    assert refusal(province, submission) == "sent_back_before"
    assert len(journal(province, "send_back")) == 1


def test_what_is_not_there_cannot_be_sent_back(province: Engine) -> None:
    batch = received(province, RETURN).batch_id
    submission = the_submission(province)
    undo(province, batch, actor=CLERK, now=at(DAY, 11))
    assert refusal(province, submission) == "submission_unknown"  # it was undone
    assert refusal(province, submission + 1000) == "submission_unknown"


def test_a_reason_that_is_missing_or_too_long_is_refused(each_province: Engine) -> None:
    received(each_province, RETURN)
    submission = the_submission(each_province)
    for reason, code in ((" \n ", "send_back_reason_missing"), ("Sai. " * 200, "longer_than")):
        with pytest.raises(Refused) as refused:
            send_back(each_province, submission, SendingBack(reason), actor=CLERK, now=at(BACK))
        assert refused.value.code == code
    assert known(each_province, BACK) == [(False, None)]


def test_a_day_that_has_passed_cannot_be_asked_for(province: Engine) -> None:
    received(province, RETURN)
    details = SendingBack(REASON, until=BACK - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        send_back(province, the_submission(province), details, actor=CLERK, now=at(BACK))
    assert refused.value.code == "send_back_day_past"


def test_only_the_last_return_can_be_sent_back(province: Engine) -> None:
    received(province, RETURN)
    first = the_submission(province)
    later = received(province, Sent(results("2026,SYT,HM_DK,done,,,2,,"), "lan-hai.csv"))
    with pytest.raises(Refused) as refused:
        send_back(province, first, SendingBack(REASON), actor=CLERK, now=at(BACK))
    assert (refused.value.code, refused.value.facts["batch"]) == (
        "send_back_not_last",
        later.batch_id,
    )


def test_it_is_taken_back_and_each_day_knows_what_stood(each_province: Engine) -> None:
    received(each_province, RETURN)
    submission = the_submission(each_province)
    send_back(each_province, submission, SendingBack(REASON), actor=CLERK, now=at(BACK))
    withdraw_send_back(each_province, submission, actor=CLERK, now=at(NEXT))
    assert known(each_province, BACK) == [(True, REASON)]
    assert known(each_province, NEXT) == [(False, None)]
    (entry,) = journal(each_province, "withdraw_send_back")
    assert json.loads(entry.before) == {"reason": REASON}
    send_back(each_province, submission, SendingBack("Lại sai"), actor=CLERK, now=at(NEXT, 15))
    assert known(each_province, NEXT) == [(True, "Lại sai")]


def test_what_was_not_sent_back_cannot_be_taken_back(province: Engine) -> None:
    received(province, RETURN)
    with pytest.raises(Refused) as refused:
        withdraw_send_back(province, the_submission(province), actor=CLERK, now=at(BACK))
    assert refused.value.code == "send_back_unknown"


def test_a_numbered_letter_stands_in_the_ledger_until_it_is_taken_back(province: Engine) -> None:
    received(province, RETURN)
    submission = the_submission(province)
    details = SendingBack(REASON, letter_no="45/CTĐ-VP")
    send_back(province, submission, details, actor=CLERK, now=at(BACK))
    assert ledger(province) == [("letter", "45/CTĐ-VP", BACK)]
    withdraw_send_back(province, submission, actor=CLERK, now=at(BACK, 15))
    assert ledger(province) == []


def ledger(engine: Engine) -> list[tuple[str, str, date]]:
    with reading(engine) as session:
        rows = list_reminders(session, 2026, NEXT).to_dict("records")
    return [(row["channel"], row["letter_no"], row["sent_on"].date()) for row in rows]


def test_an_answered_letter_leaves_the_ledger_with_its_sending_back(each_province: Engine) -> None:
    received(each_province, RETURN)
    submission = the_submission(each_province)
    details = SendingBack(REASON, letter_no="45/CTĐ-VP")
    send_back(each_province, submission, details, actor=CLERK, now=at(BACK))
    with reading(each_province) as session:
        (number,) = list_reminders(session, 2026, BACK)["reminder_id"]
    answering = Answering(BACK, "Sẽ gửi lại")
    answer_reminder(each_province, int(number), answering, actor=OFFICER, now=at(BACK, 14))
    assert len(ledger(each_province)) == 1
    withdraw_send_back(each_province, submission, actor=CLERK, now=at(BACK, 15))
    assert ledger(each_province) == []
    (entry,) = journal(each_province, "withdraw_send_back")
    assert json.loads(entry.before) == {"reason": REASON, "answer": "Sẽ gửi lại"}
