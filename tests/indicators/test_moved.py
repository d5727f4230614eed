"""What moved between two days: each cause by itself, and nothing left over."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.change.moved import list_moves, split_change_by_cause
from indicators.change.steps import CAUSES, DaySnapshot, build_steps
from tests.indicators import tables
from tests.indicators.tables import AFTER, BEFORE, duties, register
from tests.oracles.two_days import two_days

ASSIGNMENTS = """
| assignment_id | task_id | unit_id |
| 1             | 1       | 1       |
| 2             | 2       | 1       |
| 3             | 1       | 2       |
| 4             | 2       | 2       |
"""
SENT = """
| submission_id | unit_id | received_on |
| 1             | 1       | 2025-12-10  |
"""
TOLD = """
| result_id | assignment_id | submission_id | status |
| 1         | 2             | 1             | done   |
"""
CORRECTED = TOLD.replace("done  ", "not_started")
BACK = SENT.replace("received_on |", "received_on | sent_back |").replace("10  |", "10  | yes |")
LONGER = """
| unit_id | extended_to |
| 2       | 2025-12-31  |
"""
DOSSIERS = """
| address_id | commune_id |
| 1          | 11         |
| 2          | 11         |
"""
HELP = """
| support_id | address_id |
| 1          | 1          |
"""


ANYBODY = """
| submission_id | unit_id | received_on |
| 9             | 3       | 2025-12-10  |
"""


def known(as_of: date, **drawn: str) -> DaySnapshot:
    """What was known on a day, a return of a body that nothing is asked of among it; `dossiers`
    and `supports` go to the register."""
    registered = {name: drawn.pop(name, "") for name in ("dossiers", "supports")}
    drawn.setdefault("assignments", ASSIGNMENTS)
    drawn.setdefault("submissions", "")
    drawn["submissions"] = _with_anybody(drawn["submissions"])
    return DaySnapshot(duties(as_of, **drawn), register(as_of, **registered))


def _with_anybody(sent: str) -> str:
    """`sent`, and the return of anybody: without any there would be no data of the year."""
    row = ANYBODY.strip().splitlines()[1]
    marked = row + " no |" if "sent_back" in sent else row
    return f"{sent.rstrip()}\n{marked}\n" if sent else ANYBODY


def causes(before: DaySnapshot, after: DaySnapshot, figure: str) -> dict[str, tuple[int, int]]:
    """Cause → (part, whole) of the causes that moved `figure`."""
    told = split_change_by_cause(build_steps(before, after))
    rows = told[(told["figure"] == figure) & ((told["part"] != 0) | (told["whole"] != 0))]
    return {row["cause"]: (row["part"], row["whole"]) for row in rows.to_dict("records")}


def test_a_new_return_is_a_return() -> None:
    before, after = known(AFTER), known(AFTER, submissions=SENT, results=TOLD)
    assert causes(before, after, "received") == {"returns": (1, 0)}
    assert causes(before, after, "completion") == {"returns": (1, 0)}
    assert causes(before, after, "overdue") == {"returns": (-1, 0)}


def test_a_year_whose_returns_were_all_taken_back_moves_by_that_alone() -> None:
    """Nothing has fallen due in it any more: who had sent nothing is no longer overdue, and no
    return has come."""
    told, untold = (
        DaySnapshot(duties(AFTER, assignments=ASSIGNMENTS, submissions=sent), register(AFTER))
        for sent in (SENT, "")
    )
    assert causes(told, untold, "overdue") == {"corrections": (-1, 0)}
    assert causes(told, untold, "received") == {"corrections": (-1, 0)}
    assert causes(untold, told, "overdue") == {"returns": (1, 0)}


def test_days_alone_make_things_fall_due_and_reports_overdue() -> None:
    before, after = known(BEFORE), known(AFTER)
    assert causes(before, after, "overdue") == {"time": (2, 0)}
    assert causes(before, after, "completion") == {"time": (0, 2)}
    assert causes(before, after, "progress") == {}


@pytest.mark.parametrize(
    "now",
    [{"submissions": SENT, "results": CORRECTED}, {"submissions": BACK, "results": TOLD}, {}],
    ids=["told otherwise", "sent back", "undone"],
)
def test_what_is_told_otherwise_sent_back_or_undone_is_a_correction(now: dict[str, str]) -> None:
    before = known(AFTER, submissions=SENT, results=TOLD)
    assert causes(before, known(AFTER, **now), "completion") == {"corrections": (-1, 0)}


def test_a_return_sent_again_after_it_was_sent_back_is_a_return() -> None:
    again = BACK + "| 2 | 1 | 2025-12-18 | |\n"
    before = known(AFTER, submissions=BACK, results=TOLD)
    after = known(AFTER, submissions=again, results=TOLD)
    assert causes(before, after, "received") == {"returns": (1, 0)}


def test_an_extension_is_a_rule() -> None:
    before, after = known(AFTER), known(AFTER, extensions=LONGER)
    assert causes(before, after, "overdue") == {"rules": (-1, 0)}
    assert causes(before, after, "completion") == {"rules": (0, -1)}


def test_a_line_taken_from_a_unit_is_a_rule() -> None:
    fewer = ASSIGNMENTS.replace("| 4             | 2       | 2       |\n", "")
    before, after = known(AFTER), known(AFTER, assignments=fewer)
    assert causes(before, after, "progress") == {"rules": (0, -1)}


def test_a_unit_that_a_succession_ended_is_a_reorganisation() -> None:
    gone = "\n".join(ASSIGNMENTS.splitlines()[:4])
    before, after = known(AFTER), known(AFTER, assignments=gone)
    told = tables.frame(
        "successions",
        """
        | kind  | on_day     | from_unit_id | to_unit_id |
        | merge | 2025-03-01 | 2            | 1          |
        """,
    )
    catalogue = replace(after.duties.catalogue, successions=told)
    after = replace(after, duties=replace(after.duties, catalogue=catalogue))
    assert causes(before, after, "progress") == {"reorganisation": (0, -1)}
    assert causes(before, after, "received") == {"reorganisation": (0, -1)}


def test_help_to_an_address_is_a_return_and_its_undoing_a_correction() -> None:
    alone, helped = known(AFTER, dossiers=DOSSIERS), known(AFTER, dossiers=DOSSIERS, supports=HELP)
    assert causes(alone, helped, "coverage") == {"returns": (1, 0)}
    assert causes(helped, alone, "coverage") == {"corrections": (-1, 0)}
    assert causes(known(AFTER), helped, "coverage") == {"returns": (1, 2)}


def test_a_move_names_what_moved_how_and_from_which_file_and_row() -> None:
    before, after = known(AFTER), known(AFTER, submissions=SENT, results=TOLD)
    [move] = list_moves(build_steps(before, after), "completion").to_dict("records")
    assert (move["code"], move["task_code"], move["cause"]) == ("SYT", "TET", "returns")
    assert (move["state_before"], move["state_after"]) == ("not_reported", "done_in_time")
    assert (move["file_name"], move["sheet"], move["row"]) == ("return.xlsx", "Sheet1", 2)


def test_what_was_taken_away_is_named_as_it_was() -> None:
    before, after = known(AFTER), known(AFTER, assignments="\n".join(ASSIGNMENTS.splitlines()[:4]))
    [move] = list_moves(build_steps(before, after), "progress").to_dict("records")
    assert (move["code"], move["cause"], move["whole"]) == ("STC", "rules", -1)
    assert move["state_after"] != move["state_after"]  # missing: nothing is asked any more


def test_the_same_day_twice_moves_nothing() -> None:
    day = known(AFTER, submissions=SENT, results=TOLD, dossiers=DOSSIERS, supports=HELP)
    told = split_change_by_cause(build_steps(day, day))
    assert told["cause"].tolist() == [*CAUSES] * 5
    assert (told["part"] == 0).all()
    assert (told["whole"] == 0).all()


def test_nothing_known_moves_nothing() -> None:
    nothing = known(AFTER, assignments="")
    told = split_change_by_cause(build_steps(nothing, nothing))
    assert told["whole_after"].tolist() == [0] * len(told)
    assert told["share"].isna().all()


@pytest.mark.parametrize("seed", range(4))
def test_the_parts_add_up_to_the_difference_exactly(seed: int) -> None:
    before, after = two_days(seed)
    for _, causes_of in split_change_by_cause(
        build_steps(before.of_year(2025), after.of_year(2025))
    ).groupby("figure"):
        first, last = causes_of.iloc[0], causes_of.iloc[-1]
        for count in ("part", "whole"):
            difference = last[f"{count}_after"] - first[f"{count}_before"]
            assert causes_of[count].sum() == difference
