"""Sending a return back: it counts as not received until it comes again."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.send_back import send_back
from actions.undo import undo
from models import Submission
from models.database import reading
from models.submissions import submissions_known
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
BACK = DAY + timedelta(days=2)


def the_submission(engine: Engine) -> int:
    """The number of the one submission there is."""
    with reading(engine) as session:
        return session.exec(select(Submission)).one().id or 0


def known(engine: Engine, day: date) -> list[tuple[bool, str | None]]:
    """Sent back or not, and why, as known at the end of `day`."""
    with reading(engine) as session:
        frame = submissions_known(session, [2026], day)
    return [(row["sent_back"], row["sent_back_reason"]) for row in frame.to_dict("records")]


def refusal(engine: Engine, submission: int, actor: Actor = CLERK) -> str:
    with pytest.raises(Refused) as refused:
        send_back(engine, submission, REASON, actor=actor, now=at(BACK, 15))
    return refused.value.code


def test_it_is_known_with_its_reason_from_that_day_on(each_province: Engine) -> None:
    received(each_province, RETURN)
    send_back(each_province, the_submission(each_province), REASON, actor=CLERK, now=at(BACK))
    assert known(each_province, BACK) == [(True, REASON)]
    assert [sent_back for sent_back, _ in known(each_province, DAY)] == [False]


def test_it_is_told_to_the_journal_once(each_province: Engine) -> None:
    received(each_province, RETURN)
    submission = the_submission(each_province)
    send_back(each_province, submission, REASON, actor=CLERK, now=at(BACK))
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
    send_back(province, submission, REASON, actor=CLERK, now=at(BACK))
    assert refusal(province, submission) == "sent_back_before"
    assert len(journal(province, "send_back")) == 1


def test_what_is_not_there_cannot_be_sent_back(province: Engine) -> None:
    batch = received(province, RETURN).batch_id
    submission = the_submission(province)
    undo(province, batch, actor=CLERK, now=at(DAY, 11))
    assert refusal(province, submission) == "submission_unknown"  # it was undone
    assert refusal(province, submission + 1000) == "submission_unknown"


def test_a_long_reason_is_kept_as_long_as_the_table_allows(each_province: Engine) -> None:
    received(each_province, RETURN)
    long = "Sai số liệu. " * 100
    send_back(each_province, the_submission(each_province), long, actor=CLERK, now=at(BACK))
    assert known(each_province, BACK) == [(True, long[:500])]
