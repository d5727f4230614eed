"""Which words after a number say what was counted, and which may be a slip of the key."""

import csv
from pathlib import Path

import pytest

from intake.headers.measures import are_measures

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue" / "tasks.csv"


@pytest.mark.parametrize(
    "words",
    ["người", "lượt người", "tấn", " suất quà.", "hộ nghèo", "nguoi", "kg", "HS", "đơn vị máu",
     "people", "Đoàn viên, hội viên", "tin, bài", ".", ";", "chiếc"],
)  # fmt: skip
def test_what_was_counted_is_named(words: str) -> None:
    assert are_measures(words)


@pytest.mark.parametrize("words", ["x", "a", "b.", "abc", "xyz", "qwe", "người x", "zz"])
def test_letters_that_name_nothing_are_no_measure(words: str) -> None:
    assert not are_measures(words)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_measure_of_the_plan_is_known(language: str) -> None:
    with CATALOGUE.open(encoding="utf-8") as lines:
        told = {line[f"measure_{language}"] for line in csv.DictReader(lines)}
    assert [measure for measure in sorted(told) if not are_measures(measure)] == []
