"""Lines over the years: what joins them, what breaks them, what stands where there is none."""

import pandas as pd

from charts.small_multiples import small_multiples_rows
from locales.words import words_in
from tests.charts.frames import histories_answer

VI = words_in("vi")
RULES = {2025: "Sắp xếp 01/07/2025"}


def line(label: str, *, shares: bool = True) -> pd.DataFrame:
    rows = small_multiples_rows(histories_answer(), VI, reorganised=RULES, shares=shares)
    return rows[rows["label"] == label]


def test_no_line_crosses_a_reorganisation_or_a_gap() -> None:
    stretches = list(line("Sở Y tế")["stretch"])
    assert stretches[0] == stretches[1]
    assert len(set(stretches)) == 3


def test_two_bodies_never_share_a_line() -> None:
    assert not {*line("Sở Y tế")["stretch"]} & {*line("Sở Tài chính")["stretch"]}


def test_nought_is_a_figure_and_the_absent_are_three_different_marks() -> None:
    assert list(line("Sở Y tế")["mark"]) == ["", "", "", "◌"]
    assert list(line("Sở Tài chính")["mark"])[:2] == ["·", "–"]
    assert line("Sở Y tế")["height"].iloc[1] < line("Sở Y tế")["height"].iloc[0]


def test_the_first_and_last_figure_are_written() -> None:
    assert list(line("Sở Y tế")["said"]) == ["50\u00a0%", "", "75\u00a0%", ""]
    assert set(line("Sở Y tế")["last"]) == {"Chưa báo cáo"}


def test_the_rule_is_named_once() -> None:
    rows = small_multiples_rows(histories_answer(), VI, reorganised=RULES, shares=True)
    assert list(rows.loc[rows["reorganised"] != "", "reorganised"]) == ["Sắp xếp 01/07/2025"]


def test_amounts_are_each_on_the_scale_of_their_own_line() -> None:
    tall = histories_answer().assign(value=lambda frame: frame["value"] * 1000)
    rows = small_multiples_rows(tall, VI, reorganised={}, shares=False)
    highest = rows.groupby("label")["height"].max()
    assert highest.nunique() == 1
    assert "1.000" in set(rows["said"])


def test_a_line_of_noughts_lies_on_the_ground() -> None:
    flat = histories_answer().assign(value=0.0)
    rows = small_multiples_rows(flat, VI, reorganised={}, shares=False)
    assert rows["height"].nunique() == 1
