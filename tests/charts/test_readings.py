"""What a chart says to who cannot see it: a sentence with figures, and a table."""

import pytest

from charts.readings import MOST, READINGS, describe_chart
from charts.shape import DRAWINGS
from locales.catalogues import LANGUAGES
from locales.words import words_in
from tests.charts.test_shape import rows_of

VI = words_in("vi")


def test_every_chart_can_be_read() -> None:
    assert set(READINGS) == set(DRAWINGS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWINGS)
def test_its_table_has_a_line_for_each_of_its_items(name: str, language: str) -> None:
    rows = rows_of(name, language)
    told = describe_chart(name, rows, words_in(language)).table
    assert len(told) > 0
    assert told.iloc[:, 0].is_unique
    assert set(told.iloc[:, 0]) <= set(rows[READINGS[name].item])


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_to_draw_is_nothing_to_read(name: str) -> None:
    told = describe_chart(name, rows_of(name, "vi", empty=True), VI)
    assert told.table.empty
    assert told.sentence == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("completion", "Sở Y tế: 5 trên 8 nhiệm vụ đến hạn (62,5\u00a0%)"),
        ("timeliness", "2024: 66,7\u00a0%"),
        ("amounts", "2023: 1.200; 2024: 0; 2025: Chưa báo cáo"),
        ("small_multiples", "Sở Y tế: Chưa báo cáo; Sở Tài chính: 50\u00a0%"),
        ("coverage_list", "P. Thục Phán: 37,5\u00a0%"),
    ],
)
def test_the_sentence_has_the_figures(name: str, said: str) -> None:
    assert said in describe_chart(name, rows_of(name, "vi"), VI).sentence


def test_arrivals_say_where_they_have_come_to() -> None:
    rows = rows_of("arrivals", "vi")
    assert describe_chart("arrivals", rows, VI).sentence.endswith(rows["received_text"].iloc[-1])


def test_a_long_list_says_how_many_are_left() -> None:
    rows = rows_of("completion", "vi")
    many = rows.head(1).loc[rows.index[:1].repeat(MOST + 3)].reset_index(drop=True)
    many["label"] = [f"Sở {number}" for number in range(len(many))]
    assert "3 dòng nữa" in describe_chart("completion", many, VI).sentence
