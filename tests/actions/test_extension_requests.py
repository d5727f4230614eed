"""A unit asks for more time: only its own, only what can be given; answered once."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.periods import close_period
from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.extension_requests import (
    Requesting,
    decline_request,
    grant_request,
    request_extension,
    withdraw_request,
)
from actions.reminders.extensions import Extending, extend
from models import Extension, ExtensionRequest, UserRole
from models.database import reading
from models.extension_requests import find_requests
from models.periods import list_granted_extensions
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
from tests.actions.test_extensions import unit_id

WANTED = date(2026, 12, 21)
FLOOD = Requesting(2026, WANTED, "  lũ quét,\n đường tắc ")
OTHER = Actor("sct.canbo", UserRole.UNIT_OFFICER, "SCT")
LATER = date(2026, 12, 12)


def ask(engine: Engine, requesting: Requesting = FLOOD, day: date = DAY) -> int:
    return request_extension(engine, requesting, actor=OFFICER, now=at(day))


def outcome(engine: Engine, day: date = LATER) -> list[tuple[object, object]]:
    """The decision and the reply of each request, as known on a day."""
    with reading(engine) as session:
        requests = find_requests(session, 2026, day)
    answers = requests[["decision", "reply"]].astype("object")
    return list(answers.where(answers.notna(), None).itertuples(index=False, name=None))


def test_it_is_asked_and_granted_until_another_day(each_province: Engine) -> None:
    number = ask(each_province)
    assert outcome(each_province, DAY) == [(None, None)]
    until = date(2026, 12, 18)
    grant_request(each_province, number, until, actor=CLERK, now=at(LATER), reply="Gửi sớm hơn.")
    with reading(each_province) as session:
        granted = list_granted_extensions(session, 2026, LATER)
        request = session.get_one(ExtensionRequest, number)
        extension = session.exec(select(Extension)).one()
    assert granted["reason"].tolist() == ["lũ quét, đường tắc"]
    assert granted["last_day"].dt.date.tolist() == [until]
    assert granted["unit_id"].tolist() == [unit_id(each_province, "SYT")]
    assert request.extension_id == extension.id
    assert outcome(each_province) == [("granted", "Gửi sớm hơn.")]
    assert outcome(each_province, DAY) == [(None, None)]  # what was known that day
    assert len(journal(each_province, "request_extension")) == 1
    (entry,) = journal(each_province, "extend")
    assert entry.subject == f"extension_request {number}"
    assert '"unit": "SYT"' in entry.after


def test_declined_with_a_sentence_it_may_be_asked_again(each_province: Engine) -> None:
    number = ask(each_province)
    with pytest.raises(Refused, match="decline_reason_missing"):
        decline_request(each_province, number, "  ", actor=CLERK, now=at(LATER))
    decline_request(each_province, number, "Đã đủ thời gian.", actor=CLERK, now=at(LATER))
    with pytest.raises(Refused, match="request_decided"):
        grant_request(each_province, number, WANTED, actor=CLERK, now=at(LATER))
    ask(each_province, day=LATER)
    assert outcome(each_province) == [("declined", "Đã đủ thời gian."), (None, None)]


def test_withdrawn_while_undecided_and_not_after(each_province: Engine) -> None:
    number = ask(each_province)
    with pytest.raises(Refused, match="request_open"):
        ask(each_province)
    with pytest.raises(Refused, match="request_unknown"):  # as one that never was
        withdraw_request(each_province, number, actor=OTHER, now=at(LATER))
    withdraw_request(each_province, number, actor=OFFICER, now=at(LATER))
    assert outcome(each_province) == [("withdrawn", None)]
    with pytest.raises(Refused, match="request_decided"):
        withdraw_request(each_province, number, actor=OFFICER, now=at(LATER))


@pytest.mark.parametrize(
    ("requesting", "day", "code"),
    [
        (Requesting(1999, WANTED, "lũ"), DAY, "period_unknown"),
        (FLOOD, date(2025, 12, 14), "request_too_early"),
        (Requesting(2026, date(2026, 12, 14), "lũ"), DAY, "request_not_later"),
        (FLOOD, date(2026, 12, 22), "request_not_later"),  # the day asked for has passed
        (Requesting(2026, date(2027, 3, 17), "lũ"), DAY, "request_too_late"),
        (Requesting(2026, WANTED, " \n"), DAY, "request_reason_missing"),
        (Requesting(2026, WANTED, "a" * 501), DAY, "longer_than"),
        (Requesting(2026, WANTED, "lũ\u202e"), DAY, "text_unseen"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(
    province: Engine, requesting: Requesting, day: date, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        ask(province, requesting, day)
    assert outcome(province) == []
    assert journal(province, "request_extension") == []


def close(engine: Engine) -> None:
    close_period(engine, 2026, actor=CLERK, now=at(DAY))


def receive_report(engine: Engine) -> None:
    received(engine, Sent(results("2026,SYT,HM_DK,done,01/12/2026,100,250,,")))


def put_off(engine: Engine) -> None:
    longer = Extending(2026, WANTED, "lũ")
    extend(engine, [unit_id(engine, "SYT")], longer, actor=CLERK, now=at(DAY))


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (close, "request_period_closed"),
        (receive_report, "request_received"),
        (put_off, "request_not_later"),  # it has that day already
    ],
)
def test_what_is_not_needed_is_refused(
    province: Engine, before: Callable[[Engine], None], code: str
) -> None:
    before(province)
    with pytest.raises(Refused, match=code):
        ask(province, day=LATER)


def test_a_unit_that_owes_nothing_asks_for_nothing(province: Engine) -> None:
    nobody = Actor("x", UserRole.UNIT_OFFICER, "khong-co")
    with pytest.raises(Refused, match="own_unit_missing"):
        request_extension(province, FLOOD, actor=nobody, now=at(DAY))


@pytest.mark.parametrize("actor", [CLERK, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_an_officer_asks(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        request_extension(province, FLOOD, actor=actor, now=at(DAY))


@pytest.mark.parametrize("actor", [OFFICER, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_answers(province: Engine, actor: Actor) -> None:
    number = ask(province)
    with pytest.raises(Refused, match="not_allowed"):
        grant_request(province, number, WANTED, actor=actor, now=at(LATER))
    with pytest.raises(Refused, match="not_allowed"):
        decline_request(province, number, "không", actor=actor, now=at(LATER))
