"""The law of a cell: what was understood, written back, is the cell again; what cannot be written
back was not understood. No cell is ever another value without a word."""

import re

from hypothesis import HealthCheck, example, given, settings

from intake.cells.cells import Cell, Counting, parse_cells
from intake.cells.grammar import parse_statement
from intake.cells.statements import Shape
from intake.findings import CODES, Severity
from intake.headers.layouts import RESULTS, SUPPORTS
from tests.intake.made_cells import ANY_TEXT, Made, make_cell, write_statement

LAW = settings(
    max_examples=800,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much],
)
QUANTITY = RESULTS.find_field("quantity")
MONEY = SUPPORTS.find_field("value_vnd")
HEARD = {Severity.ASK, Severity.ERROR}
DIGITS = re.compile(r"[0-9]+|½")


def severity(cell: Cell) -> Severity | None:
    """How gravely anything is said of the cell."""
    return None if cell.fault is None else CODES[cell.fault]


@LAW
@given(make_cell())
@example(Made("12²", 12, plain=False))
@example(Made("12\n150", None))
@example(Made("36 (triệu)", 36_000_000))
@example(Made("12 đúng là ½", 0.5, plain=False))
def test_a_made_up_cell_is_what_its_maker_knows_or_asked_with_that_or_refused(made: Made) -> None:
    (cell,) = parse_cells([made.text], QUANTITY)
    if severity(cell) == Severity.ERROR:
        return
    assert cell.value == made.value
    assert made.plain or severity(cell) in HEARD


@LAW
@given(make_cell())
def test_a_sum_of_money_is_so_too(made: Made) -> None:
    (cell,) = parse_cells([f"{made.text} đồng"], MONEY)
    if severity(cell) == Severity.ERROR:
        return
    assert cell.value == made.value
    assert made.plain or severity(cell) in HEARD


@LAW
@given(ANY_TEXT)
@example("12 (7 nam; 5 nữ)")
@example("20 người x 150 đồng = 3000 đồng")
@example("7 triệu rưỡi đồng")
@example("12 đúng là ½")
def test_what_was_understood_written_back_is_the_cell_again(text: str) -> None:
    statement = parse_statement(text)
    if statement is None or statement.shape == Shape.SEVERAL:
        return  # refused
    if "denied" in statement.everything_said:
        return
    written = write_statement(statement)
    assert parse_statement(written) == statement
    if "corrected" not in statement.everything_said:
        assert sorted(DIGITS.findall(written)) == sorted(DIGITS.findall(text))


def test_a_cell_with_its_own_measure_in_a_column_of_thousands_is_asked_about() -> None:
    cells = ["12", "12 người", "12 nghìn người"]
    read = parse_cells(cells, QUANTITY, Counting(scale=1000))
    assert [(cell.value, severity(cell)) for cell in read] == [
        (12_000, None),
        (12_000, Severity.ASK),
        (12_000, Severity.NOTE),
    ]
