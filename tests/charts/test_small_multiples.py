"""Lines over the years: what joins them, what breaks them, what stands where there is none."""

import pandas as pd

from charts.reorganisations import Reorganisation
from charts.small_multiples import build_small_multiples_rows
from locales.words import words_in
from tests.charts.frames import histories_answer

VI = words_in("vi")
MERGER = "Sắp xếp 01/07/2025"
BOTH = {2025: Reorganisation(MERGER, frozenset({"SYT", "STC"}))}


def line(label: str, *, shares: bool = True) -> pd.DataFrame:
    rows = build_small_multiples_rows(histories_answer(), VI, reorganisations=BOTH, shares=shares)
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
    assert list(line("Sở Y tế")["figure_text"]) == ["50\u00a0%", "", "75\u00a0%", ""]
    assert set(line("Sở Y tế")["last"]) == {"Chưa báo cáo"}


def test_the_rule_is_named_once() -> None:
    rows = build_small_multiples_rows(histories_answer(), VI, reorganisations=BOTH, shares=True)
    assert list(rows.loc[rows["reorganised"] != "", "reorganised"]) == [MERGER]


def test_amounts_are_each_on_the_scale_of_their_own_line() -> None:
    tall = histories_answer().assign(value=lambda frame: frame["value"] * 1000)
    rows = build_small_multiples_rows(tall, VI, reorganisations={}, shares=False)
    highest = rows.groupby("label")["height"].max()
    assert highest.nunique() == 1
    assert "1.000" in set(rows["figure_text"])


def test_a_line_of_noughts_lies_on_the_ground() -> None:
    flat = histories_answer().assign(value=0.0)
    rows = build_small_multiples_rows(flat, VI, reorganisations={}, shares=False)
    assert rows["height"].nunique() == 1


def test_a_reorganisation_breaks_only_the_lines_that_it_concerns() -> None:
    told = histories_answer().assign(value=0.5, state="")
    for concerned, pieces in (("SYT", (2, 1)), ("STC", (1, 2)), ("XA", (1, 1))):
        merger = {2025: Reorganisation(MERGER, frozenset({concerned}))}
        rows = build_small_multiples_rows(told, VI, reorganisations=merger, shares=True)
        lines = rows.groupby("label", sort=False)["stretch"].nunique()
        assert (lines["Sở Y tế"], lines["Sở Tài chính"]) == pieces
        named = set(rows["reorganised"]) - {""}
        assert named == ({MERGER} if concerned != "XA" else set())
