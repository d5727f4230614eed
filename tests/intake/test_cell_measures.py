"""The measure that a quantity states, beside what its task counts."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from intake.cells.numbers import parse_numbers
from intake.references import References
from tests.intake.builders import file_with, stored
from tests.intake.register import arrival, references

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue" / "tasks.csv"
COUNTED = {
    "HM_DK": ("lượt người hiến", "donor attendances"),
    "TET_SUAT": ("suất quà", "gift parcels"),
    "KH_DP": (None, None),
}


@cache
def measured(measure: str | None = None) -> References:
    """The register, whose tasks count something; the first what is asked for."""
    known = references()
    counted = [COUNTED[code] for code in known.tasks["task_code"]]
    vi = [measure or counted[0][0], *(each for each, _ in counted[1:])]
    tasks = known.tasks.assign(measure_vi=vi, measure_en=[each for _, each in counted])
    return replace(known, tasks=tasks)


@pytest.mark.parametrize(
    ("task", "cell", "code"),
    [
        ("HM_DK", "12", None),
        ("HM_DK", "12 lượt người hiến", "value.words_left_out"),
        ("HM_DK", "12 người", "value.words_left_out"),
        ("HM_DK", "12 (lượt)", "value.words_left_out"),
        ("HM_DK", "12 attendances", "value.words_left_out"),
        ("HM_DK", "350 đơn vị máu", "value.measure_differs"),
        ("HM_DK", "12 suất quà", "value.measure_differs"),
        ("TET_SUAT", "12 suất", "value.words_left_out"),
        ("TET_SUAT", "12 lượt người hiến", "value.measure_differs"),
        ("HM_DK", "12 xyz", "value.letters_in_number"),
        ("HM_DK", "12,5", "value.fraction_of_whole"),
    ],
)
def test_another_measure_than_the_tasks_is_asked_about(
    task: str, cell: str, code: str | None
) -> None:
    came = arrival(file_with(task_code=task, quantity=cell), measured())
    assert [one.code for one in came.findings if one.column == "quantity"] == [code] * bool(code)
    assert isinstance(stored(came, "quantity")[2], int | float)


def test_a_word_of_the_offices_own_is_known_where_its_task_counts_it() -> None:
    own = file_with(quantity="12 bịch")
    codes = {
        measure: [one.code for one in arrival(own, measured(measure)).findings]
        for measure in ("bịch", "lượt người")
    }
    assert codes == {"bịch": ["value.words_left_out"], "lượt người": ["value.letters_in_number"]}


def test_what_is_weighed_may_be_a_fraction() -> None:
    assert not arrival(file_with(quantity="12,5"), measured("tấn gạo")).findings


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_measure_of_the_plan_is_known(language: str) -> None:
    with CATALOGUE.open(encoding="utf-8") as lines:
        named = {line[f"measure_{language}"] for line in csv.DictReader(lines)} - {""}
    read = parse_numbers([f"12 {measure}" for measure in sorted(named)])
    assert {number and number.remark for number in read} == {"value.words_left_out"}
