"""What a reader sees on the map of coverage and in its list."""

from charts.coverage_list import coverage_list_rows
from charts.coverage_map import coverage_map_rows
from locales.words import words_in
from tests.charts.frames import coverage_answer

VI = words_in("vi")


def test_bands_and_no_data_are_kept_apart() -> None:
    rows = coverage_map_rows(coverage_answer(), VI).set_index("label")
    assert rows["band"].str.replace("\u00a0", " ").to_dict() == {
        "P. Thục Phán": "dưới 50 %",
        "X. Hạ Lang": "dưới 50 %",  # nobody helped is 0, which is known
        "X. Cô Ba": "chưa có số liệu",
        "X. Bảo Lâm": "từ 90 %",
    }


def test_the_largest_gaps_are_named_and_no_others() -> None:
    rows = coverage_map_rows(coverage_answer(), VI)
    assert set(rows["named"]) == {"P. Thục Phán", "X. Hạ Lang", ""}


def test_large_circles_lie_below_small_ones() -> None:
    assert coverage_map_rows(coverage_answer(), VI)["size"].is_monotonic_decreasing


def test_a_commune_without_a_place_is_not_on_the_map_but_in_the_list() -> None:
    placeless = coverage_answer().assign(lat=float("nan"))
    assert coverage_map_rows(placeless, VI).empty
    assert len(coverage_list_rows(placeless, VI)["label"].unique()) == 4


def test_the_list_begins_with_the_largest_gap_and_ends_with_no_data() -> None:
    rows = coverage_list_rows(coverage_answer(), VI)
    told = rows[rows["said"] != ""]
    assert list(zip(told["label"], told["said"], strict=True)) == [
        ("P. Thục Phán", "100"),
        ("X. Hạ Lang", "30"),
        ("X. Bảo Lâm", "0"),
        ("X. Cô Ba", "chưa có số liệu"),
    ]


def test_helped_and_nobody_make_the_whole() -> None:
    rows = coverage_list_rows(coverage_answer(), VI)
    first = rows[rows["label"] == "P. Thục Phán"]
    assert list(first["state"]) == ["Đã được trợ giúp", "Chưa ai trợ giúp"]
    assert list(first["begins"]) == [0, 60]
    assert list(first["ends"]) == [60, 160]
    no_data = rows[rows["label"] == "X. Cô Ba"]
    assert len(no_data) == 1
    assert no_data[["begins", "state"]].isna().all(axis=None)
