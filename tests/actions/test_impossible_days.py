"""Days that cannot be are refused whoever writes them: a return, a nil, a reminder, an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from actions.receive import Letter
from actions.receive_nil import Declaration, receive_nil
from actions.refusals import Refused
from actions.remind import Answering, Reminding, keep_answer, remind, remind_all
from models.database import reading
from models.units import unit_on
from tests.actions.returns import ALL_GIVEN, CLERK, DAY, OFFICER, Sent, at, received, results, seen

NEXT = DAY + timedelta(days=1)
BEGINS = date(2025, 12, 15)
RETURN = results("2026,SYT,HM_DK,done,,,1,,")


def find_health(engine: Engine) -> int:
    with reading(engine) as session:
        health = unit_on(session, "SYT", DAY)
    return health.id or 0 if health else 0


def receive_return(engine: Engine, letter: Letter, now: datetime) -> None:
    from actions.receive import receive

    shown = seen(engine, Sent(RETURN))
    receive(engine, replace(shown, letter=letter), ALL_GIVEN, actor=CLERK, now=now)


def declare_nil(engine: Engine, letter: Letter, now: datetime) -> None:
    receive_nil(engine, Declaration(find_health(engine), 2026, letter), actor=CLERK, now=now)


@pytest.mark.parametrize("arrive", [receive_return, declare_nil])
@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (Letter(NEXT), "day_in_future"),
        (Letter(DAY, sent_on=NEXT), "day_in_future"),
        (Letter(DAY, document_on=NEXT), "day_in_future"),
        (Letter(DAY - timedelta(days=1), sent_on=DAY), "sent_after_received"),
        (Letter(BEGINS - timedelta(days=1)), "received_before_period"),
        (Letter(DAY, sent_on=BEGINS - timedelta(days=1)), "received_before_period"),
    ],
)
def test_a_return_of_an_impossible_day_is_refused(
    province: Engine,
    arrive: Callable[[Engine, Letter, datetime], None],
    letter: Letter,
    code: str,
) -> None:
    with pytest.raises(Refused) as refused:
        arrive(province, letter, at(DAY))
    assert refused.value.code == code
    arrive(province, Letter(DAY, sent_on=DAY), at(DAY))


@pytest.mark.parametrize("arrive", [receive_return, declare_nil])
def test_a_period_that_has_not_begun_takes_no_return(
    province: Engine, arrive: Callable[[Engine, Letter, datetime], None]
) -> None:
    eve = BEGINS - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        arrive(province, Letter(eve), at(eve))
    assert refused.value.code == "period_not_begun"


def test_an_officer_sends_today_whatever_the_letter_says(province: Engine) -> None:
    sent = Sent(RETURN, day=NEXT, sent_on=NEXT)
    assert received(province, replace(sent, day=DAY, sent_on=None), actor=OFFICER).new == 1


def call(engine: Engine, day: date, promised: date | None = None) -> Reminding:
    return Reminding(find_health(engine), 2026, "telephone", sent_on=day, promised_on=promised)


@pytest.mark.parametrize(
    ("day", "promised", "code"),
    [
        (NEXT, None, "day_in_future"),
        (DAY, DAY - timedelta(days=1), "promise_before_reminder"),
    ],
)
def test_a_reminder_of_an_impossible_day_is_refused(
    province: Engine, day: date, promised: date | None, code: str
) -> None:
    said = call(province, day, promised)
    with pytest.raises(Refused) as refused:
        remind(province, said, actor=CLERK, now=at(DAY))
    assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        remind_all(province, [said], actor=CLERK, now=at(DAY))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("answering", "code"),
    [
        (Answering(NEXT, "Đang làm"), "day_in_future"),
        (Answering(DAY - timedelta(days=2), "Đang làm"), "answer_before_reminder"),
        (Answering(DAY, "Đang làm", DAY - timedelta(days=1)), "promise_before_reminder"),
    ],
)
def test_an_answer_of_an_impossible_day_is_refused(
    province: Engine, answering: Answering, code: str
) -> None:
    number = remind(province, call(province, DAY - timedelta(days=1)), actor=CLERK, now=at(DAY))
    with pytest.raises(Refused) as refused:
        keep_answer(province, number, answering, actor=CLERK, now=at(DAY))
    assert refused.value.code == code
