"""What a reader sees on the map of coverage and in its list."""

import pandas as pd

from charts.coverage_list import build_coverage_list_rows
from charts.coverage_map import build_coverage_map_rows
from locales.words import words_in
from tests.charts.frames import coverage_answer

VI = words_in("vi")


def test_bands_and_no_data_are_kept_apart() -> None:
    rows = build_coverage_map_rows(coverage_answer(), VI).set_index("label")
    assert rows["band"].str.replace("\u00a0", " ").to_dict() == {
        "P. Thục Phán": "dưới 50 %",
        "X. Hạ Lang": "dưới 50 %",  # nobody helped is 0, which is known
        "X. Cô Ba": "chưa có số liệu",
        "X. Bảo Lâm": "từ 90 %",
    }


def test_the_largest_gaps_are_named_and_no_others() -> None:
    rows = build_coverage_map_rows(coverage_answer(), VI)
    assert set(rows["named"]) == {"P. Thục Phán", "X. Hạ Lang", ""}


def test_large_circles_lie_below_small_ones() -> None:
    assert build_coverage_map_rows(coverage_answer(), VI)["size"].is_monotonic_decreasing


def test_a_commune_without_a_place_is_not_on_the_map_but_in_the_list() -> None:
    placeless = coverage_answer().assign(lat=float("nan"))
    assert build_coverage_map_rows(placeless, VI).empty
    assert len(build_coverage_list_rows(placeless, VI)["label"].unique()) == 4


def test_the_list_begins_with_the_largest_gap_and_ends_with_no_data() -> None:
    rows = build_coverage_list_rows(coverage_answer(), VI)
    told = rows[rows["figure_text"] != ""]
    assert list(zip(told["label"], told["figure_text"], strict=True)) == [
        ("P. Thục Phán", "100"),
        ("X. Hạ Lang", "30"),
        ("X. Bảo Lâm", "0"),
        ("X. Cô Ba", "chưa có số liệu"),
    ]


def test_helped_and_nobody_make_the_whole() -> None:
    rows = build_coverage_list_rows(coverage_answer(), VI)
    first = rows[rows["label"] == "P. Thục Phán"]
    assert list(first["state"]) == ["Đã được trợ giúp", "Chưa được trợ giúp"]
    assert list(first["begins"]) == [0, 60]
    assert list(first["ends"]) == [60, 160]
    no_data = rows[rows["label"] == "X. Cô Ba"]
    assert len(no_data) == 1
    assert no_data[["begins", "state"]].isna().all(axis=None)


def test_what_is_known_beside_a_hidden_total_is_drawn_and_the_rest_is_an_outline() -> None:
    hidden = {"label": "X. Lý Bôn", "nobody": 10, "nobody_text": "khoảng 10"}
    answer = coverage_answer().assign(nobody_text="khoảng 100")
    rows = build_coverage_list_rows(pd.concat([answer, pd.DataFrame([hidden])]), VI)
    own = rows[rows["label"] == "X. Lý Bôn"]
    assert list(own["state"]) == ["Chưa được trợ giúp", "Số được ẩn"]
    assert list(own["begins"]) == [0, 10]
    assert list(own["figure_text"]) == ["", "khoảng 10; tổng số được ẩn"]
    assert list(own["count_text"]) == ["10", "ẩn"]
    assert set(own["coverage"]) == {"ẩn"}


def test_an_outline_is_as_long_whatever_it_hides() -> None:
    rows = [{"label": str(count), "nobody": count, "nobody_text": ""} for count in (5, 10, 40)]
    answer = pd.concat([coverage_answer().assign(nobody_text=""), pd.DataFrame(rows)])
    drawn = build_coverage_list_rows(answer, VI)
    outlines = drawn[drawn["state"] == "Số được ẩn"]
    assert len((outlines["ends"] - outlines["begins"]).round(6).unique()) == 1


def test_a_total_whose_parts_are_hidden_is_an_outline() -> None:
    hidden = {"label": "X. Sơn Lộ", "whole": 20, "nobody_text": "ẩn"}
    answer = pd.concat([coverage_answer().assign(nobody_text=""), pd.DataFrame([hidden])])
    (own,) = build_coverage_list_rows(answer, VI).query("label == 'X. Sơn Lộ'").to_dict("records")
    assert (own["state"], own["begins"], own["ends"], own["figure_text"]) == (
        "Số được ẩn",
        0,
        20,
        "ẩn",
    )


def test_a_hidden_share_is_no_missing_one_on_the_map() -> None:
    answer = coverage_answer()
    answer.loc[0, ["part", "whole", "share"]] = None
    rows = build_coverage_map_rows(answer.assign(hidden=[True, False, False, False]), VI)
    told = rows.set_index("label")["coverage"]
    assert (told["P. Thục Phán"], told["X. Cô Ba"]) == ("ẩn", "chưa có số liệu")
