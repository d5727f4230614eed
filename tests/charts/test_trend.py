"""What a reader sees of a share over the years."""

from charts.trend import build_trend_rows
from locales.words import words_in
from tests.charts.frames import yearly_answer

VI = words_in("vi")


def test_no_line_crosses_a_reorganisation_or_a_year_without_data() -> None:
    rows = build_trend_rows(yearly_answer(), VI, reorganised={2025: "bỏ cấp huyện"})
    joined = rows.dropna(subset="share").groupby("stretch")["year"].apply(list).tolist()
    assert joined == [["2020", "2021"], ["2023", "2024"], ["2025"]]


def test_missing_is_a_mark_of_its_own_and_never_nought() -> None:
    rows = build_trend_rows(yearly_answer(), VI, reorganised={}).set_index("year")
    assert rows.loc["2022", "absent"] == "◌"
    assert rows.loc["2022", "said"] == ""
    assert rows["share"].isna().sum() == 1
    assert (rows.drop("2022")["absent"] == "").all()


def test_years_come_in_order_with_their_counts() -> None:
    rows = build_trend_rows(yearly_answer().iloc[::-1], VI, reorganised={})
    assert list(rows["year"]) == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert rows["counted"].iloc[0] == "5 trên 10"
    assert rows["said"].iloc[0] == "50\u00a0%"
