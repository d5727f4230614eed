"""What is to mend before the yearly report is drafted, and who is meant."""

from datetime import date

import pandas as pd
import pytest

from documents.yearly_report.checklist import format_line
from indicators.readiness import DraftFacts, Readiness, ReadinessLine, check_readiness
from locales.words import words_in

DAY = date(2026, 12, 20)
REPORTS = [  # unit, obligation, state, days
    (1, "required", "in_time", None),
    (2, "required", "late", 2),
    (3, "required", "overdue", 2),
    (4, "required", "overdue", 6),
    (5, "required", "sent_back", None),
    (6, "required", "awaited", None),
    (7, "requested", "awaited", None),
]
COMMUNES = [  # commune, whole, last review
    (11, 20, "2026-01-05"),
    (12, None, None),
    (13, 4, "2025-12-19"),
    (14, 4, "2025-12-20"),
    (15, 9, None),
]


def told(draft: DraftFacts, communes: pd.DataFrame | None = None) -> dict[str, ReadinessLine]:
    reports = pd.DataFrame(REPORTS, columns=["unit_id", "obligation", "state", "days"])
    lines = check_readiness(reports, registers() if communes is None else communes, draft)
    return {line.code: line for line in lines}


def registers() -> pd.DataFrame:
    frame = pd.DataFrame(COMMUNES, columns=["commune_id", "whole", "last_review"])
    return frame.assign(
        whole=frame["whole"].astype("Int64"),
        unreported=(frame["whole"] * 0).astype("Int64"),
        last_review=pd.to_datetime(frame["last_review"]),
    )


@pytest.mark.parametrize(
    ("code", "state", "units"),
    [
        ("overdue", "to_mend", ((4, 6), (3, 2))),
        ("sent_back", "to_mend", ((5, None),)),
        ("awaited", "to_mend", ((6, None),)),
        ("late", "information", ((2, 2),)),
        ("requested", "information", ((7, None),)),
        ("estimates", "information", ((1, None),)),
        ("no_register", "to_mend", ((12, None),)),
        ("old_review", "to_mend", ((13, 366), (15, None))),
    ],
)
def test_each_line_names_who_is_meant(
    code: str, state: str, units: tuple[tuple[int, int | None], ...]
) -> None:
    line = told(DraftFacts(DAY, estimates=frozenset({1, 5})))[code]  # 5 was sent back: none stands
    assert (line.state, line.units, line.count) == (state, units, len(units))


def test_what_came_is_told_of_all_that_was_owed() -> None:
    line = told(DraftFacts(DAY))["received"]
    assert (line.count, line.whole, line.state) == (2, 6, Readiness.INFORMATION)


@pytest.mark.parametrize(
    ("age", "code", "state"),
    [(None, "no_backup", "to_mend"), (3, "backup", "to_mend"), (2, "backup", "ready")],
)
def test_a_backup_is_proven_and_new(age: int | None, code: str, state: str) -> None:
    lines = told(DraftFacts(DAY, backup_age=age, backup_allowed=2))
    assert lines[code].state == state
    assert len({"backup", "no_backup"} & set(lines)) == 1


def test_the_papers_own_gaps_are_named() -> None:
    lines = told(DraftFacts(DAY, slots=("guidance",), head=()))
    assert (lines["slots"].state, lines["slots"].names) == (Readiness.TO_MEND, ("guidance",))
    assert (lines["head"].state, lines["head"].count) == (Readiness.READY, 0)


def test_a_hidden_commune_is_not_told_of() -> None:
    hidden = registers().assign(hidden=[False, False, True, False, True])
    lines = told(DraftFacts(DAY), hidden)
    assert lines["old_review"].units == ()
    assert lines["no_register"].units == ((12, None),)


def test_a_commune_whose_help_is_not_reported_has_a_register() -> None:
    silent = registers().assign(unreported=pd.array([0, 7, 0, 0, 0], dtype="Int64"))
    assert told(DraftFacts(DAY), silent)["no_register"].units == ()


def test_what_is_to_mend_comes_first() -> None:
    states = [line.state for line in told(DraftFacts(DAY)).values()]
    assert states == sorted(states, key=list(Readiness).index)


def test_of_nothing_nothing_is_said_that_is_not_so() -> None:
    reports = pd.DataFrame(columns=["unit_id", "obligation", "state", "days"])
    lines = check_readiness(reports, registers().head(0), DraftFacts(DAY))
    assert {line.code for line in lines if line.state == Readiness.TO_MEND} == {"no_backup"}


def test_of_a_year_without_data_no_count_of_what_came_is_told() -> None:
    reports = pd.DataFrame({"unit_id": [1], "obligation": "required", "state": "no_data"})
    lines = check_readiness(reports.assign(days=None), registers(), DraftFacts(DAY))
    assert {"no_data"} == {line.code for line in lines} & {"no_data", "received", "overdue"}


@pytest.mark.parametrize(("days", "said"), [(None, "2 báo cáo không nhận được"), (6, "quá hạn")])
def test_what_never_came_of_a_past_year_is_overdue_no_more(days: int | None, said: str) -> None:
    units = ((3, days), (4, days))
    line = ReadinessLine("overdue", Readiness.TO_MEND, 2, 6, units)
    assert said in format_line(line, words_in("vi"))


def test_where_every_commune_with_a_list_has_ended_no_list_is_called_missing() -> None:
    reports = pd.DataFrame(REPORTS, columns=["unit_id", "obligation", "state", "days"])
    codes = {line.code for line in check_readiness(reports, None, DraftFacts(DAY))}
    assert codes & {"no_lists", "no_register", "old_review"} == set()
