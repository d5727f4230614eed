"""An extension is a later last day with a reason: given, replaced, taken back, known by its day."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.extensions import Extending, extend, withdraw_extension
from models import Unit
from models.database import reading
from models.periods import list_extensions, list_granted_extensions
from tests.actions.returns import CLERK, DAY, LEADER, OFFICER, at, journal

FLOOD = Extending(2026, date(2026, 12, 20), "  lũ quét,\n đường tắc ")


def unit_id(engine: Engine, code: str) -> int:
    with reading(engine) as session:
        found = session.exec(select(Unit.id).where(Unit.code == code)).first()
    assert found is not None
    return found


def last_days(session: Session, as_of: date) -> list[date]:
    told = list_extensions(session, [2026], as_of)
    return [day.date() for day in told["extended_to"]]


def test_a_unit_has_longer_and_each_day_knows_its_own_last_day(each_province: Engine) -> None:
    unit = unit_id(each_province, "SYT")
    longer = Extending(2026, date(2026, 12, 25), "vẫn chưa thông đường")
    extend(each_province, [unit], FLOOD, actor=CLERK, now=at(DAY))
    extend(each_province, [unit], longer, actor=CLERK, now=at(date(2026, 12, 18)))
    with reading(each_province) as session:
        assert last_days(session, date(2026, 12, 17)) == [date(2026, 12, 20)]
        assert last_days(session, date(2026, 12, 18)) == [date(2026, 12, 25)]
        standing = list_granted_extensions(session, 2026, date(2026, 12, 20))
    assert standing[["unit_id", "reason"]].to_numpy().tolist() == [[unit, "vẫn chưa thông đường"]]
    assert [one.subject for one in journal(each_province, "extend")] == ["extensions 2026"] * 2


def test_taken_back_the_last_day_of_all_counts_again(each_province: Engine) -> None:
    unit = unit_id(each_province, "SYT")
    extend(each_province, [unit], FLOOD, actor=CLERK, now=at(DAY))
    withdraw_extension(each_province, unit, 2026, actor=CLERK, now=at(date(2026, 12, 18)))
    with reading(each_province) as session:
        assert last_days(session, date(2026, 12, 19)) == []
        assert last_days(session, date(2026, 12, 17)) == [date(2026, 12, 20)]
    with pytest.raises(Refused, match="extension_unknown"):
        withdraw_extension(each_province, unit, 2026, actor=CLERK, now=at(date(2026, 12, 18)))


@pytest.mark.parametrize(
    ("units", "asked", "code"),
    [
        ([10**6], FLOOD, "unit_unknown"),
        ([], FLOOD, "extension_of_nobody"),
        ([1], Extending(1999, date(2026, 12, 20), "lũ"), "period_unknown"),
        ([1], Extending(2026, date(2026, 12, 14), "lũ"), "extension_not_later"),  # the same day
        ([1], Extending(2026, date(2026, 12, 20), "  "), "reason_missing"),
        ([1], Extending(2026, date(2026, 12, 20), "a" * 501), "longer_than"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    province: Engine, units: list[int], asked: Extending, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        extend(province, units, asked, actor=CLERK, now=at(DAY))
    with reading(province) as session:
        assert list_granted_extensions(session, 2026, date(2026, 12, 20)).empty
    assert journal(province, "extend") == []


def test_a_unit_that_has_ended_gets_none(province: Engine) -> None:
    with reading(province) as session:
        ended = session.exec(select(Unit.id).where(Unit.level == "district")).first()
    with pytest.raises(Refused, match="extension_unit_ended"):
        extend(province, [ended or 0], FLOOD, actor=CLERK, now=at(DAY))


@pytest.mark.parametrize("actor", [OFFICER, LEADER], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_may(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        extend(province, [1], FLOOD, actor=actor, now=at(DAY))
