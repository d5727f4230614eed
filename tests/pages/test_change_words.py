"""What moved, in sentences; the points that are read add up as they are read."""

import pandas as pd
import pytest

from indicators.change.steps import CAUSES
from locales.words import words_in
from pages.overview.change_words import describe_changes

FIGURES = ("received", "overdue", "completion", "progress", "coverage")
Level = tuple[int, int]


def answer(**moved: dict[str, Level]) -> pd.DataFrame:
    """An answer of `split_change_by_cause`: each figure's start and levels after some causes."""
    rows = []
    for figure in FIGURES:
        levels = moved.get(figure, {})
        stood = levels.get("start", (0, 0))
        for cause in CAUSES:
            stands = levels.get(cause, stood)
            rows.append((figure, cause, *stood, *stands))
            stood = stands
    columns = ["figure", "cause", "part_before", "whole_before", "part_after", "whole_after"]
    told = pd.DataFrame(rows, columns=columns)
    return told.assign(part=told["part_after"] - told["part_before"])


SAID = [
    (
        {"received": {"start": (43, 71), "corrections": (42, 71), "returns": (63, 71)}},
        "Nhận thêm 20 báo cáo (do đính chính −1, do báo cáo mới +21).",
        "20 more reports received (corrections −1, new returns +21).",
    ),
    (
        {"received": {"start": (1, 2), "returns": (2, 2)}},
        "Nhận thêm 1 báo cáo (do báo cáo mới).",
        "1 more report received (new returns).",
    ),
    (
        {"received": {"start": (3, 5), "corrections": (2, 5), "returns": (3, 5)}},
        "Số báo cáo đã nhận không đổi (do đính chính −1, do báo cáo mới +1).",
        "As many reports received as before (corrections −1, new returns +1).",
    ),
    (
        {"completion": {"start": (0, 0), "time": (5, 10), "returns": (7, 10)}},
        "10 nhiệm vụ đã đến hạn, trong đó 7 đã hoàn thành (do thời gian +5, do báo cáo mới +2).",
        "10 tasks have fallen due, 7 of them done (passing time +5, new returns +2).",
    ),
    (
        {"progress": {"start": (9, 900), "returns": (10, 900)}},
        "Thêm 1 nhiệm vụ hoàn thành (do báo cáo mới).",
        "1 more task done (new returns).",
    ),
    (
        {"coverage": {"start": (8, 9), "corrections": (6, 9)}},
        "Bớt 2 địa chỉ được trợ giúp (do đính chính).",
        "2 addresses fewer helped (corrections).",
    ),
]


@pytest.mark.parametrize(("moved", "vi", "en"), SAID)
def test_a_figure_that_moved_is_said_with_its_causes(
    moved: dict[str, dict[str, Level]], vi: str, en: str
) -> None:
    assert describe_changes(answer(**moved), words_in("vi")) == [vi]
    assert describe_changes(answer(**moved), words_in("en")) == [en]


def test_the_points_that_are_read_add_up_to_the_shares_that_are_read() -> None:
    # 33,33 % → 33,37 % → 33,42 %: read 33,3, 33,4, 33,4; the first step reads 0,1, the second
    # nothing.
    levels = {"start": (3333, 10000), "corrections": (3337, 10000), "returns": (3342, 10000)}
    [said] = describe_changes(answer(completion=levels), words_in("en"))
    assert said == "Completion rose from 33.3% to 33.4% (corrections)."


def test_nothing_moved_is_nothing_said() -> None:
    assert describe_changes(answer(received={"start": (4, 9)}), words_in("vi")) == []
