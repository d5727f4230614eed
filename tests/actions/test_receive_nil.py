"""A nil return is a batch like another: kept once, undone, and never beside contrary results."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.periods import close_period, reopen_period
from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import Letter
from actions.returns.receive_nil import Declaration, receive_nil
from actions.returns.send_back import SendingBack, send_back
from actions.returns.undo import undo
from actions.verify import verify
from indicators.due_reports import list_due_reports
from models import Batch, Submission, Unit, UserRole
from models.database import reading
from models.snapshots import read_duties
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
    told,
)

RETURN = Sent(results("2026,SYT,HM_DK,done,,,1,,", "2026,SYT,TET_SUAT,done,,,7,,"))
NEXT = DAY + timedelta(days=1)


def unit_of(engine: Engine, code: str = "SYT") -> int:
    with reading(engine) as session:
        return session.exec(select(Unit).where(Unit.code == code)).one().id or 0


def declare(
    engine: Engine, *, replacing: bool = False, code: str = "SYT", actor: Actor = CLERK
) -> int:
    letter = Letter(DAY, sent_on=DAY - timedelta(days=3), document_no="12/BC-SYT")
    declared = Declaration(unit_of(engine, code), 2026, letter, replacing=replacing)
    return receive_nil(engine, declared, actor=actor, now=at(NEXT))


def refusal(engine: Engine, *, year: int = 2026, code: str = "SYT", actor: Actor = CLERK) -> str:
    with pytest.raises(Refused) as refused:
        declared = Declaration(unit_of(engine, code), year, Letter(DAY))
        receive_nil(engine, declared, actor=actor, now=at(NEXT))
    return refused.value.code


def state(engine: Engine, day: date) -> tuple[str, bool]:
    with reading(engine) as session:
        reports = list_due_reports(read_duties(session, [2026], day))
    row = reports[reports["code"] == "SYT"].iloc[0]
    return str(row["state"]), bool(row["nil"])


def test_it_is_a_batch_without_a_file(each_province: Engine) -> None:
    number = declare(each_province)
    with reading(each_province) as session:
        batch = session.get_one(Batch, number)
        submission = session.exec(select(Submission)).one()
    assert (batch.layout, batch.size_bytes, batch.document_no) == ("nil", 0, "12/BC-SYT")
    assert (submission.batch_id, submission.nil) == (number, True)
    (entry,) = journal(each_province, "receive_nil")
    assert entry.subject == f"batch {number}"
    assert json.loads(entry.after)["unit"] == "SYT"
    assert verify(each_province).sound
    assert state(each_province, NEXT) == ("in_time", True)


def test_it_is_undone_and_owed_again(each_province: Engine) -> None:
    undo(each_province, declare(each_province), actor=CLERK, now=at(NEXT, 15))
    assert state(each_province, NEXT) == ("awaited", False)
    declare(each_province)  # and may be declared again
    assert state(each_province, NEXT) == ("in_time", True)


def test_pressed_twice_it_is_kept_once(province: Engine) -> None:
    declare(province)
    assert refusal(province) == "nil_already"
    assert len(journal(province, "receive_nil")) == 1


def test_after_it_was_sent_back_it_may_be_declared_again(province: Engine) -> None:
    declare(province)
    with reading(province) as session:
        number = session.exec(select(Submission)).one().id or 0
    send_back(province, number, SendingBack("Thiếu chữ ký"), actor=CLERK, now=at(NEXT))
    assert state(province, NEXT) == ("sent_back", False)
    declare(province)
    assert state(province, NEXT) == ("in_time", True)


def test_results_that_stand_forbid_it_until_they_are_replaced(each_province: Engine) -> None:
    received(each_province, RETURN)
    assert refusal(each_province) == "nil_against_results"
    number = declare(each_province, replacing=True)
    assert told(each_province, NEXT) == {}
    assert state(each_province, NEXT) == ("in_time", True)
    done = undo(each_province, number, actor=CLERK, now=at(NEXT, 15))
    assert done.restored == 2
    assert told(each_province, NEXT) == {"SYT/HM_DK": "done", "SYT/TET_SUAT": "done"}
    assert state(each_province, NEXT) == ("in_time", False)


@pytest.mark.parametrize(
    ("document_no", "code"),
    [("12\u200b/BC-SYT", "text_unseen"), ("gọi 0912345678", "text_personal")],
)
def test_a_letters_number_with_unseen_signs_or_of_a_person_is_refused(
    province: Engine, document_no: str, code: str
) -> None:
    declared = Declaration(unit_of(province), 2026, Letter(DAY, document_no=document_no))
    with pytest.raises(Refused) as refused:
        receive_nil(province, declared, actor=CLERK, now=at(NEXT))
    assert refused.value.code == code
    assert state(province, NEXT) == ("awaited", False)


def test_undoing_the_return_under_it_brings_nothing_back(province: Engine) -> None:
    first = received(province, RETURN).batch_id
    declare(province, replacing=True)
    undo(province, first, actor=CLERK, now=at(NEXT, 15))
    assert told(province, NEXT) == {}
    assert state(province, NEXT) == ("in_time", True)


def test_what_was_sent_back_contradicts_nothing_and_stays_away(province: Engine) -> None:
    received(province, RETURN)
    with reading(province) as session:
        number = session.exec(select(Submission)).one().id or 0
    send_back(province, number, SendingBack("Nhầm kỳ"), actor=CLERK, now=at(DAY, 15))
    declare(province)
    assert told(province, NEXT) == {}
    assert state(province, NEXT) == ("in_time", True)


def test_an_officer_declares_for_the_own_unit_today(province: Engine) -> None:
    number = declare(province, actor=OFFICER)
    with reading(province) as session:
        batch = session.get_one(Batch, number)
    assert (batch.received_on, batch.sent_on, batch.received_by) == (NEXT, None, OFFICER.code)


def test_an_officer_declares_for_no_other_unit(province: Engine) -> None:
    other = Actor("stc.canbo", UserRole.UNIT_OFFICER, "STC")
    assert refusal(province, actor=other) == "unit_not_own"
    nowhere = Actor("x.canbo", UserRole.UNIT_OFFICER)
    assert refusal(province, actor=nowhere) == "unit_not_own"


@pytest.mark.parametrize("actor", ONLOOKERS, ids=lambda actor: actor.role.value)
def test_onlookers_declare_nothing(province: Engine, actor: Actor) -> None:
    assert refusal(province, actor=actor) == "not_allowed"


def test_a_year_without_a_period_or_not_begun_is_refused(province: Engine) -> None:
    assert refusal(province, year=2099) == "period_unknown"


def test_a_closed_period_takes_none_until_it_is_opened_again(each_province: Engine) -> None:
    close_period(each_province, 2026, actor=CLERK, now=at(NEXT))
    assert refusal(each_province) == "nil_period_closed"
    assert refusal(each_province, actor=OFFICER) == "nil_period_closed"
    reopen_period(each_province, 2026, actor=CLERK, now=at(NEXT))
    assert declare(each_province)
