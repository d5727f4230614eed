"""Settings: one choice at a time, the latest stands, and the journal has what it was before."""

import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.refusals import Refused
from actions.settings import set_value
from models.database import reading
from models.settings import read_setting
from tests.actions.returns import CLERK, DAY, LEADER, OFFICER, at, journal


def kept(engine: Engine) -> str | None:
    with reading(engine) as session:
        return read_setting(session, "sample_as_of")


def test_the_latest_value_stands(each_engine: Engine) -> None:
    for value in ("2026-12-19", "2026-12-20"):
        set_value(each_engine, "sample_as_of", value, actor=CLERK, now=at(DAY))
    assert kept(each_engine) == "2026-12-20"
    first, second = journal(each_engine, "set")
    assert (first.before, first.after) == ("{}", '{"value": "2026-12-19"}')
    assert second.before == first.after


@pytest.mark.parametrize("actor", [OFFICER, LEADER], ids=lambda actor: actor.role.value)
def test_others_may_not(engine: Engine, actor: Actor) -> None:
    with pytest.raises(Refused) as refused:
        set_value(engine, "sample_as_of", "2026-12-20", actor=actor, now=at(DAY))
    assert refused.value.code == "not_allowed"
    assert kept(engine) is None
