"""The next year is opened from 1 November on with this year's tasks, and cancelled while nothing
was received for it."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.catalogue.next_year import cancel_year, may_cancel, open_year, plan_next_year
from actions.periods import roll_weekend
from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.extensions import Extending, extend
from models import Assignment, Period, Role, Rung, Unit
from models.database import reading, writing
from models.tasks import find_assignments_due
from tests.actions.returns import CLERK, DAY, LEADER, OFFICER, at, journal

EVE, FIRST = date(2026, 10, 31), date(2026, 11, 1)


def due(engine: Engine, year: int) -> set[tuple[int, int, str]]:
    """Who owes which task in a year, and in which role."""
    with reading(engine) as session:
        rows = find_assignments_due(session, [year])
    return set(zip(rows["task_id"], rows["unit_id"], rows["role"], strict=True))


def rungs(engine: Engine, year: int) -> list[tuple[int, str]]:
    with reading(engine) as session:
        return [(one.days, one.channel) for one in session.exec(select(Rung)) if one.year == year]


def test_tasks_days_and_schedule_go_on(each_province: Engine) -> None:
    roll_weekend(each_province, 2026, rolls=True, actor=CLERK, now=at(EVE))
    count = open_year(each_province, 2027, {}, actor=CLERK, now=at(FIRST))
    assert due(each_province, 2027) == due(each_province, 2026)
    assert count == len(due(each_province, 2026))
    assert rungs(each_province, 2027) == rungs(each_province, 2026)
    with reading(each_province) as session:
        period = session.get_one(Period, 2027)
        assert (period.data_from, period.data_to) == (date(2026, 12, 15), date(2027, 12, 14))
        assert (period.weekend_rolls, period.last_day) == (True, date(2027, 12, 14))


def test_a_task_not_given_again_and_another_role(province: Engine) -> None:
    before = due(province, 2026)
    with reading(province) as session:
        plan = plan_next_year(session)
        assert plan is not None
        ordered = [number for number, role in plan.carried.items() if role == Role.LEAD][:2]
        pairs = [
            (one.task_id, one.unit_id)
            for one in (session.get_one(Assignment, number) for number in ordered)
        ]
    changes = {ordered[0]: None, ordered[1]: Role.COORDINATE}
    open_year(province, 2027, changes, actor=CLERK, now=at(FIRST))
    assert due(province, 2026) == before
    assert before - due(province, 2027) == {(*pairs[0], "lead"), (*pairs[1], "lead")}
    assert due(province, 2027) - before == {(*pairs[1], "coordinate")}
    told = json.loads(journal(province, "open_year")[0].after)
    assert told["assignments_carried"] == len(before) - 1

    cancel_year(province, 2027, actor=CLERK, now=at(DAY))
    assert due(province, 2026) == before
    assert rungs(province, 2027) == []
    open_year(province, 2027, {}, actor=CLERK, now=at(DAY))
    assert due(province, 2027) == before


def test_not_before_november_and_only_the_next(province: Engine) -> None:
    with pytest.raises(Refused, match="year_too_early"):
        open_year(province, 2027, {}, actor=CLERK, now=at(EVE))
    with pytest.raises(Refused, match="year_not_next"):
        open_year(province, 2028, {}, actor=CLERK, now=at(FIRST))
    open_year(province, 2027, {}, actor=CLERK, now=at(FIRST))
    with pytest.raises(Refused, match="year_not_next"):
        open_year(province, 2027, {}, actor=CLERK, now=at(FIRST))
    with pytest.raises(Refused, match="assignment_not_carried"):
        open_year(province, 2028, {4711_000: None}, actor=CLERK, now=at(date(2027, 11, 1)))


def test_what_can_only_be_asked_is_not_ordered(province: Engine) -> None:
    with reading(province) as session:
        plan = plan_next_year(session)
        assert plan is not None
        asked = next(
            number
            for number in plan.carried
            if session.get_one(Unit, session.get_one(Assignment, number).unit_id).kind == "front"
        )
    with pytest.raises(Refused, match="role_asked_only"):
        open_year(province, 2027, {asked: Role.LEAD}, actor=CLERK, now=at(FIRST))


def test_a_year_in_use_or_of_the_catalogue_is_not_cancelled(province: Engine) -> None:
    with pytest.raises(Refused, match="year_not_opened_here"):
        cancel_year(province, 2026, actor=CLERK, now=at(DAY))
    open_year(province, 2027, {}, actor=CLERK, now=at(FIRST))
    with reading(province) as session:
        assert may_cancel(session, 2027)
        unit = next(iter(session.exec(select(Unit.id).where(Unit.code == "SYT"))))
    longer = Extending(2027, date(2027, 12, 20), "lũ quét")
    begun = at(date(2026, 12, 15))
    extend(province, [unit or 0], longer, actor=CLERK, now=begun)
    with pytest.raises(Refused, match="year_in_use"):
        cancel_year(province, 2027, actor=CLERK, now=begun)


def test_a_year_that_the_catalogue_brought_after_a_cancelling_stays(province: Engine) -> None:
    open_year(province, 2027, {}, actor=CLERK, now=at(FIRST))
    cancel_year(province, 2027, actor=CLERK, now=at(FIRST))
    days = {"data_from": date(2026, 12, 15), "data_to": date(2027, 12, 14)}
    with writing(province) as session:
        session.add(Period(year=2027, last_day=date(2027, 12, 14), **days))
    with pytest.raises(Refused, match="year_not_opened_here"):
        cancel_year(province, 2027, actor=CLERK, now=at(DAY))


@pytest.mark.parametrize("actor", [OFFICER, LEADER], ids=lambda actor: actor.role.value)
def test_nobody_else_opens_a_year(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        open_year(province, 2027, {}, actor=actor, now=at(FIRST))
