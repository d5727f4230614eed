"""The Front is asked (đề nghị), never ordered: silent it is never overdue, never a lack."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.actions.returns import Sent, received, results
from tests.stories.figures import province_completed, report, tasks

LATE = date(2026, 12, 20)
ANOTHER = Sent(results("2026,STC,KH_CT18,done,,100,,,"), "stc.csv", date(2026, 12, 10))


@pytest.mark.parametrize("day", [date(2026, 12, 14), date(2026, 12, 15), date(2027, 3, 1)])
@pytest.mark.parametrize("unit", ["MTTQ", "TDTN"])
def test_silent_it_is_awaited_for_ever(province: Engine, unit: str, day: date) -> None:
    assert report(province, unit, day) == ("awaited", None)


def test_what_it_sends_is_seen_and_weighs_on_no_total(each_province: Engine) -> None:
    received(each_province, ANOTHER)
    before = province_completed(each_province, LATE)
    received(
        each_province,
        Sent(
            results("2026,MTTQ,KH_CT18,done,,100,,,", "2026,MTTQ,DC_TG,in_progress,,50,,,"),
            day=LATE,
        ),
    )
    assert report(each_province, "MTTQ", LATE) == ("received", None)
    states = tasks(each_province, "MTTQ", LATE)
    assert (states["KH_CT18"], states["DC_TG"]) == ("done_in_time", "running")
    assert province_completed(each_province, LATE) == before
