"""Every indicator is defined, counted where its definition says, and counted a second time."""

from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pandas as pd
import pytest

from indicators.change.causes import STAY
from indicators.change.steps import DaySnapshot, build_steps
from indicators.definitions import DEFINITIONS, SIGNED, Definition
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from locales.words import words_in
from tests.indicators.tables import AFTER, duties, frame, register

ASPECTS = ("title", "numerator", "denominator", "exclusions", "clause", "why")
HOUSE = Path(__file__).resolve().parents[2]
OWED = duties(AFTER)
ARGUMENTS: dict[str, list[object]] = {
    "funnel": [register(AFTER)],
    "circumstances": [register(AFTER), "categories"],
    "mobilised": [list_due_results(OWED)],
    "completion": [list_due_results(OWED)],
    "timeliness": [list_due_reports(OWED)],
    "totals": [list_due_results(OWED)],
    "coverage": [register(AFTER)],
    "link_share": [register(AFTER), frame("units")],
    "change.causes": [pd.DataFrame(columns=STAY).astype("Int64")],
    "change.moved": [
        build_steps(DaySnapshot(OWED, register(AFTER)), DaySnapshot(OWED, register(AFTER)))
    ],
}


def test_no_name_is_defined_twice() -> None:
    assert len(DEFINITIONS) == len(SIGNED)


@pytest.mark.parametrize("definition", SIGNED, ids=lambda definition: definition.name)
def test_a_definition_names_a_function_and_columns_it_gives(definition: Definition) -> None:
    function = getattr(import_module(f"indicators.{definition.module}"), definition.function)
    assert isfunction(function)
    columns = set(function(*ARGUMENTS[definition.module]).columns)
    named = {definition.value, definition.part, definition.whole} - {None}
    assert named <= columns


@pytest.mark.parametrize("definition", SIGNED, ids=lambda definition: definition.name)
def test_every_indicator_has_an_oracle(definition: Definition) -> None:
    oracle = HOUSE / "tests" / "oracles" / f"test_{definition.module.split('.')[-1]}.py"
    assert oracle.is_file()
    assert f"{definition.function}(" in oracle.read_text("utf-8")


def test_a_ratio_has_both_its_part_and_its_whole() -> None:
    for definition in SIGNED:
        assert (definition.part is None) == (definition.whole is None)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("definition", SIGNED, ids=lambda definition: definition.name)
def test_a_definition_has_its_words(definition: Definition, language: str) -> None:
    words = words_in(language)
    unsaid = [aspect for aspect in ASPECTS if not words.knows(definition.key(aspect))]
    assert unsaid == []
