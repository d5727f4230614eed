"""Days that cannot be are refused whoever writes them: a return, a nil, a reminder, an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.periods import close_period
from actions.refusals import Refused
from actions.reminders.extensions import Extending, extend
from actions.reminders.remind import Answering, Reminding, keep_answer, remind, remind_all
from actions.returns.receive import Letter
from actions.returns.receive_nil import Declaration, receive_nil
from actions.returns.send_back import SendingBack, send_back
from models import Submission
from models.database import reading
from models.units import find_unit
from tests.actions.returns import ALL_GIVEN, CLERK, DAY, OFFICER, Sent, at, received, results, seen

NEXT = DAY + timedelta(days=1)
BEGINS = date(2025, 12, 15)
EVE = BEGINS - timedelta(days=1)
FAR = date(2062, 12, 18)  # its year is mistyped
RETURN = results("2026,SYT,HM_DK,done,,,1,,")


def find_health(engine: Engine) -> int:
    with reading(engine) as session:
        health = find_unit(session, "SYT", DAY)
    return health.id or 0 if health else 0


def receive_return(engine: Engine, letter: Letter, now: datetime) -> None:
    from actions.returns.receive import receive

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
        (Letter(DAY - timedelta(days=1), document_on=DAY), "document_after_received"),
        (Letter(DAY, document_on=BEGINS - timedelta(days=1)), "received_before_period"),
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
    with pytest.raises(Refused) as refused:
        arrive(province, Letter(EVE), at(EVE))
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
        (DAY, FAR, "day_too_far"),
        (BEGINS - timedelta(days=1), None, "reminder_before_period"),
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
        (Answering(DAY, "Đang làm", FAR), "day_too_far"),
    ],
)
def test_an_answer_of_an_impossible_day_is_refused(
    province: Engine, answering: Answering, code: str
) -> None:
    number = remind(province, call(province, DAY - timedelta(days=1)), actor=CLERK, now=at(DAY))
    with pytest.raises(Refused) as refused:
        keep_answer(province, number, answering, actor=CLERK, now=at(DAY))
    assert refused.value.code == code


def extend_health(engine: Engine, *, until: date, now: datetime) -> None:
    extend(engine, [find_health(engine)], Extending(2026, until, "lũ"), actor=CLERK, now=now)


@pytest.mark.parametrize(
    ("until", "today", "code"),
    [
        (FAR, DAY, "extension_too_far"),
        (date(2026, 12, 20), EVE, "period_not_begun"),
    ],
)
def test_no_extension_until_an_impossible_day(
    province: Engine, until: date, today: date, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        extend_health(province, until=until, now=at(today))
    assert refused.value.code == code


def test_no_extension_of_a_closed_period(province: Engine) -> None:
    close_period(province, 2026, actor=CLERK, now=at(DAY))
    with pytest.raises(Refused) as refused:
        extend_health(province, until=date(2026, 12, 20), now=at(DAY, 11))
    assert refused.value.code == "extension_period_closed"


def test_a_period_that_has_not_begun_is_not_closed_and_nobody_is_reminded_of_it(
    province: Engine,
) -> None:
    with pytest.raises(Refused) as refused:
        close_period(province, 2026, actor=CLERK, now=at(EVE))
    assert refused.value.code == "period_not_begun"
    with pytest.raises(Refused) as refused:
        remind(province, call(province, EVE), actor=CLERK, now=at(EVE))
    assert refused.value.code == "period_not_begun"


def test_a_corrected_return_is_not_asked_for_in_another_century(province: Engine) -> None:
    batch = received(province, Sent(RETURN)).batch_id
    with reading(province) as session:
        submission = session.exec(select(Submission.id).where(Submission.batch_id == batch)).one()
    details = SendingBack("thiếu dấu", until=FAR)
    with pytest.raises(Refused) as refused:
        send_back(province, submission or 0, details, actor=CLERK, now=at(DAY))
    assert refused.value.code == "day_too_far"
