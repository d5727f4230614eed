"""What a reader sees of two years: where it stood, each cause's points, where it stands."""

import pytest

from charts.causes import build_causes_rows, round_shares_to_tenths
from locales.words import words_in
from tests.charts.frames import causes_answer


def test_each_cause_begins_where_the_last_one_ended() -> None:
    rows = build_causes_rows(causes_answer(), words_in("vi"), old=2024, new=2025)
    shown = rows[["label", "level", "begins", "ends", "figure_text", "broken"]]
    assert list(shown.itertuples(index=False, name=None)) == [
        ("Kỳ 2024", True, 0, 713, "71,3 %", False),
        ("Ngắt quãng", False, 713, 684, "−2,9 điểm", True),
        ("Sắp xếp bộ máy", False, 684, 685, "+0,1 điểm", False),
        ("Kết quả", False, 685, 671, "−1,4 điểm", False),
        ("Kỳ 2025", True, 0, 671, "67,1 %", False),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_to_compare_draws_nothing(language: str) -> None:
    rows = build_causes_rows(causes_answer().head(0), words_in(language), old=2024, new=2025)
    assert rows.empty
    assert round_shares_to_tenths(causes_answer().head(0)) == []
