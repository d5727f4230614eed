"""The reminder schedule of a period: set as a whole, told to the journal, and never given twice."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.catalogue.load import load_catalogue
from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.schedule import Step, set_reminder_schedule
from models import Channel, UserRole
from models.database import reading
from models.reminder_schedules import read_reminder_schedule
from tests.actions.returns import CLERK, LEADER, OFFICER, at, journal
from tests.conftest import CATALOGUE
from tests.indicators.tables import shown

DAY = date(2026, 12, 1)
NEW = (Step(5, Channel.TELEPHONE), Step(-10, Channel.EMAIL, requested=True))


def rungs(engine: Engine, year: int = 2026) -> list[tuple[object, ...]]:
    with reading(engine) as session:
        return shown(read_reminder_schedule(session, year), ["days", "channel", "requested"])


def test_every_period_begins_with_the_proposed_schedule(province: Engine) -> None:
    assert rungs(province) == rungs(province, 2019)
    assert [one[0] for one in rungs(province)] == [-14, -3, 0, 3, 10]


def test_a_schedule_takes_the_place_of_the_one_before(each_province: Engine) -> None:
    before = rungs(each_province)
    set_reminder_schedule(each_province, 2026, NEW, actor=CLERK, now=at(DAY))
    assert rungs(each_province) == [(-10, "email", True), (5, "telephone", False)]
    assert rungs(each_province, 2025) == before
    (entry,) = journal(each_province, "set")
    assert (entry.subject, "telephone" in entry.after) == ("ladder 2026", True)


def test_loading_the_catalogue_again_leaves_a_schedule_that_was_set(province: Engine) -> None:
    set_reminder_schedule(province, 2026, NEW, actor=CLERK, now=at(DAY))
    administrator = Actor("quantri", UserRole.ADMINISTRATOR)
    load_catalogue(province, administrator, CATALOGUE, now=at(DAY))
    assert len(rungs(province)) == len(NEW)


@pytest.mark.parametrize(
    ("steps", "year", "code"),
    [
        ((Step(1, Channel.LETTER), Step(1, Channel.EMAIL)), 2026, "rung_twice"),
        ((Step(367, Channel.LETTER),), 2026, "rung_too_far"),
        ((Step(-367, Channel.LETTER),), 2026, "rung_too_far"),
        (NEW, 1999, "period_unknown"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_changes(
    province: Engine, steps: tuple[Step, ...], year: int, *, code: str
) -> None:
    before = rungs(province)
    with pytest.raises(Refused) as refused:
        set_reminder_schedule(province, year, steps, actor=CLERK, now=at(DAY))
    assert (refused.value.code, rungs(province)) == (code, before)


@pytest.mark.parametrize("actor", [OFFICER, LEADER], ids=lambda actor: actor.role.value)
def test_others_may_not(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        set_reminder_schedule(province, 2026, NEW, actor=actor, now=at(DAY))


@pytest.mark.parametrize(
    ("cell", "column"),
    [("400,letter,1", "days"), ("x,letter,1", "days"), ("1,pigeon,1", "channel")],
)
def test_a_malformed_schedule_is_refused_by_its_cell(
    province: Engine, tmp_path: Path, cell: str, column: str
) -> None:
    for file in CATALOGUE.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "ladder.csv").write_text(f"days,channel,requested\n{cell}\n", "utf-8")
    administrator = Actor("quantri", UserRole.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        load_catalogue(province, administrator, tmp_path, now=at(DAY))
    assert (refused.value.facts["file"], refused.value.facts["column"]) == ("ladder.csv", column)
