"""What a reader sees on a completion bar."""

import pandas as pd
import pytest

from charts.completion import completion_rows
from locales.words import words_in
from tests.charts.frames import completion_answer

VI, EN = words_in("vi"), words_in("en")

ENDS = [
    # label, at the bar's end (vi), (en)
    ("Sở Y tế", "63\u00a0%", "63%"),
    ("Sở Nội vụ", "…", "…"),
    ("Sở Tư pháp", "không phát sinh", "nothing arose"),
    ("Sở Xây dựng", "chưa có số liệu", "no data yet"),
    ("Thanh tra tỉnh", "0\u00a0%", "0%"),
]


def bar(rows: pd.DataFrame, label: str) -> pd.DataFrame:
    return rows[rows["label"] == label]


@pytest.mark.parametrize(("label", "vi", "en"), ENDS)
def test_the_bars_end(label: str, vi: str, en: str) -> None:
    for words, said in ((VI, vi), (EN, en)):
        shown = bar(completion_rows(completion_answer(), words), label)["said"]
        assert shown.iloc[0] == said
        assert (shown.iloc[1:] == "").all()


def test_parts_lie_end_to_end_from_nought_to_one() -> None:
    rows = bar(completion_rows(completion_answer(), VI), "Sở Y tế")
    assert list(rows["state"]) == [
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Đang thực hiện quá hạn",
        "Chưa thực hiện",
    ]
    assert rows["begins"].iloc[0] == 0
    assert rows["ends"].iloc[-1] == 1
    assert list(rows["begins"].iloc[1:]) == list(rows["ends"].iloc[:-1])
    assert list(rows["inside"]) == ["4", "1", "2", "1"]


def test_a_bar_without_anything_has_one_row_and_no_state() -> None:
    rows = completion_rows(completion_answer(), VI)
    for label in ("Sở Tư pháp", "Sở Xây dựng"):
        (state,) = bar(rows, label)["state"]
        assert pd.isna(state)


def test_last_year_stands_once_and_may_be_missing() -> None:
    rows = completion_rows(completion_answer(), VI)
    assert list(bar(rows, "Sở Y tế")["before"].dropna()) == [0.5]
    assert bar(rows, "Sở Nội vụ")["before"].isna().all()
    without = completion_rows(completion_answer().drop(columns="share_before"), VI)
    assert without["before"].isna().all()


def test_tooltip_says_part_of_whole() -> None:
    said = bar(completion_rows(completion_answer(), VI), "Sở Y tế")["completion"].iloc[0]
    assert said == "5 trên 8 nhiệm vụ đến hạn (63\u00a0%)"


def test_a_narrow_part_shows_no_count() -> None:
    wide = completion_answer().head(1).assign(not_reported=100)
    assert list(completion_rows(wide, VI)["inside"]) == ["", "", "", "", "100"]


def test_bars_keep_the_plans_order() -> None:
    shuffled = completion_answer().sample(frac=1, random_state=18)
    rows = completion_rows(shuffled, VI)
    assert list(rows["label"].drop_duplicates()) == list(completion_answer()["label"])
