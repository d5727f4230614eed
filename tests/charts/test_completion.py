"""What a reader sees on a completion bar."""

import pandas as pd
import pytest

from charts.completion import build_completion_rows
from locales.words import words_in
from tests.charts.frames import completion_answer

VI, EN = words_in("vi"), words_in("en")

ENDS = [
    # label, at the bar's end (vi), (en)
    ("Sở Y tế", "62,5\u00a0%", "62.5%"),
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
        shown = bar(build_completion_rows(completion_answer(), words), label)["figure_text"]
        assert shown.iloc[0] == said
        assert (shown.iloc[1:] == "").all()


def test_parts_lie_end_to_end_from_nought_to_one() -> None:
    rows = bar(build_completion_rows(completion_answer(), VI), "Sở Y tế")
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
    rows = build_completion_rows(completion_answer(), VI)
    for label in ("Sở Tư pháp", "Sở Xây dựng"):
        (state,) = bar(rows, label)["state"]
        assert pd.isna(state)


def test_last_year_stands_once_and_may_be_missing() -> None:
    rows = build_completion_rows(completion_answer(), VI)
    assert list(bar(rows, "Sở Y tế")["before"].dropna()) == [0.5]
    assert bar(rows, "Sở Nội vụ")["before"].isna().all()
    without = build_completion_rows(completion_answer().drop(columns="share_before"), VI)
    assert without["before"].isna().all()


def test_tooltip_says_part_of_whole() -> None:
    said = bar(build_completion_rows(completion_answer(), VI), "Sở Y tế")["completion"].iloc[0]
    assert said == "5 trên 8 nhiệm vụ đến hạn (62,5\u00a0%)"


def test_a_narrow_part_shows_no_count() -> None:
    wide = completion_answer().head(1).assign(not_reported=100)
    several = pd.concat([wide, completion_answer().tail(1).assign(done_in_time=1)])
    rows = bar(build_completion_rows(several, VI), "Sở Y tế")
    assert list(rows["inside"]) == ["", "", "", "", "100"]


def test_bars_keep_the_plans_order() -> None:
    shuffled = completion_answer().sample(frac=1, random_state=18)
    rows = build_completion_rows(shuffled, VI)
    assert list(rows["label"].drop_duplicates()) == ["Tất cả", *completion_answer()["label"]]


def test_over_several_bars_stands_one_of_them_all() -> None:
    rows = bar(build_completion_rows(completion_answer(), VI), "Tất cả")
    assert rows["figure_text"].iloc[0] == "35,7\u00a0%"  # 5 of 14, all that has fallen due
    assert rows["completion"].iloc[0] == "5 trên 14 nhiệm vụ đến hạn (35,7\u00a0%)"
    assert list(rows["count"]) == [4, 1, 3, 2, 2, 6]
    assert set(rows["code"]) == {""}
    one = build_completion_rows(completion_answer().head(1), VI)
    assert list(one["label"].unique()) == ["Sở Y tế"]


def test_what_is_only_requested_is_no_part_of_all() -> None:
    asked = completion_answer().assign(requested=[False, False, False, False, True])
    rows = bar(build_completion_rows(asked, VI), "Tất cả")
    assert rows["figure_text"].iloc[0] == "62,5\u00a0%"
    assert dict(zip(rows["flag"], rows["count"], strict=True))["Chưa báo cáo: 0"] == 0


def test_of_many_bars_the_first_are_drawn_and_all_are_in_all() -> None:
    rows = build_completion_rows(completion_answer(), VI, most=1)
    assert list(rows["label"].unique()) == ["Tất cả", "Sở Y tế"]
    assert rows["figure_text"].iloc[0] == "35,7\u00a0%"


def test_every_state_that_occurs_is_named_on_the_first_bar() -> None:
    rows = build_completion_rows(completion_answer(), VI)
    first = bar(rows, "Tất cả")
    assert list(first["flag"]) == [
        "Hoàn thành đúng hạn: 4",
        "Hoàn thành quá hạn: 1",
        "Đang thực hiện trong hạn: 3",
        "Đang thực hiện quá hạn: 2",
        "Chưa thực hiện: 2",
        "Chưa báo cáo: 6",
    ]
    assert (rows.loc[rows["label"] != "Tất cả", "flag"] == "").all()


def test_a_wide_part_bears_its_word_inside() -> None:
    rows = bar(build_completion_rows(completion_answer().assign(done_in_time=50), VI), "Tất cả")
    assert rows["inside"].iloc[0] == "Hoàn thành đúng hạn: 250"
    assert "Hoàn thành đúng hạn: 250" not in list(rows["flag"])
