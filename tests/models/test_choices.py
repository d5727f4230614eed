"""A number of the installation is what was set, where that can be."""

import pytest
from sqlalchemy import Engine

from actions.refusals import Refused
from actions.settings import set_folder, set_number, set_value
from models.choices import CHOICES, SMALL_COUNTS, read_choice
from models.database import reading
from models.value_faults import ValueFault, find_unreadable_values
from tests.conftest import ADMINISTRATOR, NOW


@pytest.mark.parametrize(
    ("said", "number"),
    [("7", 7), ("", 5), ("1", 5), ("x", 5), ("-3", 5), ("٣", 5), ("9" * 4000, 5), ("50", 50)],
)
def test_what_cannot_be_is_the_usual(engine: Engine, said: str, number: int) -> None:
    set_value(engine, SMALL_COUNTS.name, said, actor=ADMINISTRATOR, now=NOW)
    with reading(engine) as session:
        assert read_choice(session, SMALL_COUNTS) == number


def test_the_usual_lies_within_the_bounds(engine: Engine) -> None:
    assert all(one.least <= one.usual <= one.most for one in CHOICES)
    with reading(engine) as session:
        assert [read_choice(session, one) for one in CHOICES] == [one.usual for one in CHOICES]


@pytest.mark.parametrize("number", [1, 51])
def test_out_of_bounds_is_refused(engine: Engine, number: int) -> None:
    with pytest.raises(Refused, match="choice_out_of_bounds"):
        set_number(engine, SMALL_COUNTS, number, actor=ADMINISTRATOR, now=NOW)


@pytest.mark.parametrize(("text", "faults"), [("7", 0), ("nhiều", 1)])
def test_a_number_that_is_none_is_named_as_unreadable(
    engine: Engine, text: str, faults: int
) -> None:
    set_value(engine, SMALL_COUNTS.name, text, actor=ADMINISTRATOR, now=NOW)
    with reading(engine) as session:
        found = find_unreadable_values(session)
    assert found == [ValueFault("setting", "value", SMALL_COUNTS.name)] * faults


@pytest.mark.parametrize("folder", ["relative", "/no/such/folder", "../.."])
def test_a_folder_that_is_none_is_refused(engine: Engine, folder: str) -> None:
    with pytest.raises(Refused, match="folder_unwritable"):
        set_folder(engine, "backup_folder", folder, actor=ADMINISTRATOR, now=NOW)
