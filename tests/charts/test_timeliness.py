"""What a reader sees of reports over the years."""

from charts.timeliness import build_timeliness_rows
from locales.words import words_in
from tests.charts.frames import timeliness_answer

VI = words_in("vi")
EVENTS = {2020: "13 → 10 huyện", 2025: "bỏ cấp huyện"}


def test_in_time_late_and_missing_make_what_was_due() -> None:
    rows = build_timeliness_rows(timeliness_answer(), VI, reorganised=EVENTS)
    year = rows[rows["year"] == "2025"]
    assert dict(zip(year["state"], year["count"], strict=True)) == {
        "Đã nhận đúng hạn": 40,
        "Đã nhận quá hạn": 20,
        "Không nhận được": 10,
        "Đang chờ, còn trong hạn": 0,
    }
    assert list(year["begins"]) == [0, 40, 60, 70]
    assert year["ends"].iloc[-1] == 70


def test_the_share_in_time_stands_once_above_each_bar() -> None:
    rows = build_timeliness_rows(timeliness_answer(), VI, reorganised={})
    said = rows[rows["figure_text"] != ""].set_index("year")["figure_text"].to_dict()
    assert said["2024"] == "66,7\u00a0%"
    assert said["2027"] == "chưa có số liệu"


def test_before_the_last_day_it_says_how_many_came_and_never_100_percent() -> None:
    rows = build_timeliness_rows(timeliness_answer(), VI, reorganised={})
    year = rows[rows["year"] == "2026"]
    assert year["figure_text"].tolist() == ["12 / 78", "", "", ""]
    assert set(year["share"]) == {"12 / 78"}
    assert dict(zip(year["state"], year["count"], strict=True))["Đang chờ, còn trong hạn"] == 66


def test_a_reorganisation_is_named_once_where_its_year_is_shown() -> None:
    rows = build_timeliness_rows(timeliness_answer(), VI, reorganised=EVENTS)
    named = rows[rows["reorganised"] != ""]
    assert list(zip(named["year"], named["reorganised"], strict=True)) == [("2025", "bỏ cấp huyện")]
    assert rows["rule_top"].notna().sum() == 1
    assert rows["rule_top"].max() > rows["ends"].max()


def test_each_state_that_occurs_is_named_once_and_no_name_over_another() -> None:
    rows = build_timeliness_rows(timeliness_answer().head(3), VI, reorganised={})
    named = rows[rows["named"] != ""]
    assert set(named["year"]) == {"2026"}
    assert list(named["named"]) == [
        "Đã nhận\nđúng hạn",
        "Đã nhận\nquá hạn",
        "Không\nnhận được",
        "Đang chờ, còn\ntrong hạn",
    ]
    apart = named["named_at"].diff().dropna()
    assert (apart > 10).all()  # of 95 on 260 pixels: two lines
