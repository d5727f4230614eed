"""The baseline survives its sheet; a sheet that was tampered with is none."""

from datetime import date

import pytest

from intake.reading.baselines import NIL, Baseline, build_baseline_lines, parse_baseline

KNOWN = Baseline(
    date(2026, 12, 1),
    ("period", "unit_code"),
    {("2026", "SYT"): {"status": "done", "percent": 12.5, "quantity": NIL, "value_vnd": None}},
)


def test_what_was_written_is_read() -> None:
    assert parse_baseline(build_baseline_lines(KNOWN)) == KNOWN


@pytest.mark.parametrize("code", ["DC-01573-0021", "DC-2", "DC 01273/0005"])
def test_the_codes_of_a_register_are_ours(code: str) -> None:
    register = Baseline(date(2026, 12, 1), ("code",), {(code,): {"household_size": 4}})
    assert parse_baseline(build_baseline_lines(register)) == register


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [["giam-sat-18", 1, "2026-12-01", 2]],
        [["giam-sat-18", 2, "2026-12-01", 2], ["period"]],
        [["giam-sat-18", 1, "hôm qua", 2], ["period"]],
        [["giam-sat-18", 1, "2026-12-01", "x"], ["period"]],
        [["=cmd()", None], ["period"], []],
    ],
)
def test_a_sheet_that_tells_something_else_is_no_baseline(lines: list[list[object]]) -> None:
    assert parse_baseline(lines) is None
