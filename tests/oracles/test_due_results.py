"""Due results against the slow telling of them."""

import pytest

from indicators.due_results import STATES, list_due_results
from tests.oracles.plain import rows_of
from tests.oracles.provinces import province
from tests.oracles.slow_duties import SlowDuties

TOLD = ("year", "assignment_id", "unit_id", "task_code", "due_on", "state", "quantity", "value_vnd")


@pytest.mark.parametrize("seed", range(4))
def test_every_result_has_the_state_the_oracle_tells(seed: int) -> None:
    duties = province(seed).duties
    counted = {tuple(row[name] for name in TOLD) for row in rows_of(list_due_results(duties))}
    slow = [tuple(row[name] for name in TOLD) for row in SlowDuties(duties).results_owed()]
    assert (len(list_due_results(duties)), counted) == (len(slow), set(slow))


def test_the_made_up_provinces_hold_every_state() -> None:
    """A province without some state would prove nothing about it."""
    owed = [list_due_results(province(seed).duties) for seed in range(4)]
    assert {state for frame in owed for state in frame["state"]} == set(STATES)
