"""Every file that the fuzzer ever found is read, or refused in words; and some new ones."""

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.examination import Broken, examine_file, list_silent_changes
from tests.fuzz.made_files import make_file
from tests.intake.builders import file_with
from tests.intake.register import arrival

FINDS = sorted((Path(__file__).parent / "finds").glob("[!.]*"))


@pytest.mark.parametrize("path", FINDS, ids=lambda path: path.name)
def test_what_was_found_once_holds(path: Path) -> None:
    examine_file(path.name, path.read_bytes())


@pytest.mark.parametrize("seed", range(40))
def test_a_made_up_file_is_read_or_refused_in_words(seed: int) -> None:
    made = make_file(Random(seed))
    examine_file(made.name, made.content)


def test_a_figure_kept_as_another_number_is_found() -> None:
    came = arrival(file_with(quantity="12"))
    assert came.rows is not None
    came.rows.frame.loc[2, "quantity"] = 15
    assert [cell for _, cell, _ in list_silent_changes(came)] == ["12"]
    assert issubclass(Broken, AssertionError)
