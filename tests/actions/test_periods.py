"""A closed period still takes late returns, each with a warning; it can be opened again."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from actions.periods import close_period, reopen_period, roll_weekend
from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import Choices
from models import Period
from models.database import reading
from models.spans import after_weekend
from tests.actions.returns import (
    CLERK,
    DAY,
    LEADER,
    OFFICER,
    Sent,
    at,
    journal,
    received,
    results,
    seen,
    told,
)

LATE = Sent(results("2026,SYT,HM_DK,done,,,12,,"))


def codes(engine: Engine) -> list[str]:
    return [one.code for one in seen(engine, LATE).arrival.findings]


def test_what_comes_after_is_warned_of_and_kept_with_its_reason(each_province: Engine) -> None:
    assert codes(each_province) == []
    close_period(each_province, 2026, actor=CLERK, now=at(DAY))
    assert codes(each_province) == ["register.period_closed"]
    received(each_province, LATE, Choices(reason="đơn vị gửi bổ sung"))
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 12}
    entry = json.loads(journal(each_province, "receive")[-1].after)
    assert entry["reason"] == "đơn vị gửi bổ sung"


def test_opened_again_it_warns_no_more(province: Engine) -> None:
    close_period(province, 2026, actor=CLERK, now=at(DAY))
    reopen_period(province, 2026, actor=CLERK, now=at(DAY, 11))
    assert codes(province) == []
    assert [one.subject for one in journal(province, "reopen_period")] == ["period 2026"]


def test_once_is_enough(province: Engine) -> None:
    with pytest.raises(Refused, match="period_not_closed"):
        reopen_period(province, 2026, actor=CLERK, now=at(DAY))
    close_period(province, 2026, actor=CLERK, now=at(DAY))
    with pytest.raises(Refused, match="period_closed_before"):
        close_period(province, 2026, actor=CLERK, now=at(DAY, 11))
    with pytest.raises(Refused, match="period_unknown"):
        close_period(province, 1999, actor=CLERK, now=at(DAY, 11))


@pytest.mark.parametrize("actor", [OFFICER, LEADER], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_may(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        close_period(province, 2026, actor=actor, now=at(DAY))


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        (date(2024, 12, 13), date(2024, 12, 13)),  # a Friday
        (date(2024, 12, 14), date(2024, 12, 16)),  # a Saturday
        (date(2025, 12, 14), date(2025, 12, 15)),  # a Sunday
        (date(2026, 12, 14), date(2026, 12, 14)),  # a Monday
    ],
)
def test_a_weekend_rolls_to_its_monday(day: date, rolled: date) -> None:
    assert after_weekend(day) == rolled


def test_the_office_says_whether_the_last_day_rolls(province: Engine) -> None:
    def last_day() -> date:
        with reading(province) as session:
            return session.get_one(Period, 2025).last_day

    assert last_day() == date(2025, 12, 14)
    roll_weekend(province, 2025, rolls=True, actor=CLERK, now=at(DAY))
    assert last_day() == date(2025, 12, 15)
    roll_weekend(province, 2025, rolls=False, actor=CLERK, now=at(DAY, 11))
    assert last_day() == date(2025, 12, 14)
    assert [one.subject for one in journal(province, "set")][-2:] == ["period 2025"] * 2
