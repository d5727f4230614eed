"""What a reader sees of a difference: where it stood, each step, where it stands."""

from datetime import date

from charts.moved import build_moved_rows
from charts.shape import build_shape
from locales.words import words_in
from tests.charts.frames import moved_answer

SINCE, UNTIL = date(2026, 12, 13), date(2026, 12, 20)


def list_bars(chart: str) -> dict[str, bool]:
    """Which rows are drawn as bars, and whether dashed."""
    marks = [(layer, layer["mark"]) for layer in build_shape(chart, "vi").spec["layer"]]
    return {
        layer["transform"][0]["filter"]: "strokeDash" in mark
        for layer, mark in marks
        if mark["type"] == "bar" and "transform" in layer
    }


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


def test_levels_and_changes_are_bars_and_an_uncertain_change_is_an_outline() -> None:
    assert list_bars("moved") == {"datum.level": False, "!datum.level && !(false)": False}
    assert list_bars("causes") == {
        "datum.level": False,
        "!datum.level && !(datum.broken)": False,
        "datum.broken": True,
    }
