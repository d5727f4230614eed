"""A figure of each body over the years: what stands where, and why a year has none."""

import pandas as pd

from pages.components.histories import build_share_histories
from tests.indicators.tables import shown, table

RESULTS = table("""
| year | unit_id | obligation | fallen_due | state        |
| 2025 | 1       | required   | yes        | done_in_time |
| 2025 | 2       | requested  | yes        | done_in_time |
| 2025 | 2       | requested  | yes        | not_reported |
| 2026 | 1       | required   | yes        | not_reported |
| 2026 | 2       | requested  | yes        | not_reported |
| 2026 | 3       | required   | yes        | done_in_time |
""")
BODIES = pd.DataFrame(
    {"unit_id": [1, 2], "label": ["A", "B"], "code": ["A", "B"], "position": [1, 2]}
)


def test_a_body_that_was_only_requested_has_its_own_figure_and_nobody_is_called_unasked() -> None:
    answer = build_share_histories(RESULTS, BODIES, (2024, 2025, 2026))
    assert shown(answer, ["label", "year", "value", "state"]) == [
        ("A", 2024, None, "not_asked"),
        ("A", 2025, 1.0, None),
        ("A", 2026, None, "not_reported"),
        ("B", 2024, None, "not_asked"),
        ("B", 2025, 0.5, None),
        ("B", 2026, None, "not_reported"),
    ]
