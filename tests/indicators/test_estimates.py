"""A unit's figures are an estimate where its last return says so and stands."""

import pytest

from indicators.estimates import find_estimates
from tests.indicators.tables import AFTER, duties

HEAD = "| submission_id | unit_id | received_on | estimate | sent_back |\n"


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        ("| 1 | 1 | 2025-12-10 | yes | no |", {1}),
        ("| 1 | 1 | 2025-12-10 | no | no |", set()),
        ("| 1 | 1 | 2025-12-10 | yes | yes |", set()),
        ("| 1 | 1 | 2025-12-10 | yes | no |\n| 2 | 1 | 2025-12-12 | no | no |", set()),
        ("| 1 | 1 | 2025-12-10 | no | no |\n| 2 | 1 | 2025-12-12 | yes | no |", {1}),
        ("", set()),
    ],
)
def test_the_last_return_decides(rows: str, units: set[int]) -> None:
    known = duties(AFTER, submissions=HEAD + rows if rows else "")
    assert find_estimates(known.submissions, 2025) == units
    assert find_estimates(known.submissions, 2024) == set()
