"""What a reader sees of a difference: where it stood, each step, where it stands."""

from datetime import date

from charts.moved import build_moved_rows
from locales.words import words_in
from tests.charts.frames import moved_answer

SINCE, UNTIL = date(2026, 12, 13), date(2026, 12, 20)


def test_each_step_begins_where_the_last_one_ended() -> None:
    rows = build_moved_rows(moved_answer(), words_in("vi"), since=SINCE, until=UNTIL)
    shown = rows[["label", "level", "begins", "ends", "figure_text"]]
    assert list(shown.itertuples(index=False, name=None)) == [
        ("Ngày 13/12/2026", True, 0, 43, "43"),
        ("Đính chính", False, 43, 42, "−1"),
        ("Báo cáo mới", False, 42, 63, "+21"),
        ("Ngày 20/12/2026", True, 0, 63, "63"),
    ]


def test_what_is_said_has_room_beside_the_longest_bar() -> None:
    rows = build_moved_rows(moved_answer(), words_in("en"), since=SINCE, until=UNTIL)
    assert (rows["room"] > rows["figure_at"]).all()
