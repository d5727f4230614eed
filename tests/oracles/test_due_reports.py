"""Due reports against the slow telling of them."""

import pytest

from indicators.due_reports import list_due_reports
from tests.oracles.plain import rows_of
from tests.oracles.provinces import province
from tests.oracles.slow_duties import SlowDuties

TOLD = ("year", "unit_id", "obligation", "due_on", "state", "days", "nil")


@pytest.mark.parametrize("seed", range(4))
def test_every_report_has_the_state_the_oracle_tells(seed: int) -> None:
    duties = province(seed).duties
    counted = {tuple(row[name] for name in TOLD) for row in rows_of(list_due_reports(duties))}
    slow = [tuple(row[name] for name in TOLD) for row in SlowDuties(duties).reports()]
    assert (len(list_due_reports(duties)), counted) == (len(slow), set(slow))
