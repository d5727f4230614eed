"""The list behind a figure is as long as the figure says."""

import pytest

from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.provenance import (
    PLACE,
    find_address_provenance,
    find_agency_provenance,
    find_report_provenance,
    find_result_provenance,
)
from tests.indicators.tables import AFTER, UNITS, duties, frame, register, shown

OWED = duties(
    AFTER,
    assignments="""
    | assignment_id | task_id | unit_id | role       |
    | 1             | 2       | 1       | coordinate |
    | 2             | 3       | 1       | coordinate |
    | 3             | 4       | 1       | coordinate |
    | 4             | 5       | 1       | coordinate |
    | 5             | 2       | 3       | requested  |
    | 6             | 1       | 1       | coordinate |
    | 7             | 1       | 3       | requested  |
    """,
    submissions="| submission_id | unit_id | received_on |\n| 1 | 1 | 2025-12-18 |",
    results="""
    | result_id | assignment_id | submission_id | status      | quantity | value_vnd | row |
    | 1         | 1             | 1             | done        | 5        | 100       | 4   |
    | 2         | 2             | 1             | nil         |          |           | 5   |
    | 3         | 3             | 1             | in_progress | 7        | 40        | 6   |
    | 4         | 4             | 1             | done_late   |          |           | 7   |
    """,
)
RESULTS = list_due_results(OWED)


@pytest.mark.parametrize(
    ("name", "counted", "rest", "left_out"),
    [
        ("completion", {4, 7}, {6}, {"nil"}),
        ("done_in_time", {4}, {6, 7}, {"nil"}),
        ("progress", {4, 7}, {6}, {"nil"}),
        ("grand_total", {4}, set(), {"contained", "apart", "none"}),
    ],
)
def test_a_unit_s_figure_down_to_its_rows(
    name: str, counted: set[int], *, rest: set[int], left_out: set[str]
) -> None:
    provenance = find_result_provenance(name, RESULTS, {"unit_id": 1, "year": 2025})
    assert set(provenance.counted["row"]) == counted
    assert set(provenance.rest["row"]) == rest
    assert set(provenance.left_out["why"]) == left_out
    assert set(provenance.counted["file_name"]) == {"return.xlsx"}


def test_a_requested_body_is_left_out_in_a_total_and_counted_alone() -> None:
    among = find_result_provenance("completion", RESULTS, {"unit_id": 3})
    alone = find_result_provenance("completion", RESULTS[RESULTS["unit_id"] == 3], {"unit_id": 3})
    assert shown(among.left_out, ["assignment_id", "why"]) == [(5, "requested")]
    assert shown(alone.rest, ["assignment_id", "state"]) == [(5, "not_reported")]


def test_before_the_day_nothing_is_due() -> None:
    early = RESULTS.assign(fallen_due=False)
    provenance = find_result_provenance("completion", early, {"task_code": "TET", "unit_id": 1})
    assert shown(provenance.left_out, ["row", "why"]) == [(4, "not_due")]


@pytest.mark.parametrize(
    ("task_code", "counted", "left_out"),
    [
        ("TET", {4}, {"not_reported"}),
        ("HMTN", set(), {"nil"}),
        ("HOI_VIEN", {6}, set()),
        ("KE_HOACH", {7}, set()),  # units are counted: done is what counts
    ],
)
def test_a_total_down_to_its_rows(task_code: str, counted: set[int], *, left_out: set[str]) -> None:
    provenance = find_result_provenance("totals", RESULTS, {"task_code": task_code})
    assert set(provenance.counted["row"]) == counted
    assert set(provenance.left_out["why"]) == left_out


def test_reports_in_time_beside_late_ones() -> None:
    provenance = find_report_provenance("received_share", list_due_reports(OWED), {"year": 2025})
    assert shown(provenance.counted, ["code", *PLACE]) == [("SYT", "return.xlsx", None, None)]
    assert shown(provenance.left_out, ["code", "why"]) == [("TDTN", "requested")]
    in_time = find_report_provenance("timeliness", list_due_reports(OWED), {"year": 2025})
    assert (len(in_time.counted), in_time.rest["code"].tolist()) == (0, ["SYT"])


REGISTER = register(
    AFTER,
    dossiers="| address_id | commune_id | row |\n| 1 | 11 | 5 |\n| 2 | 11 | 6 |\n| 3 | 12 | 7 |",
    supports="""
    | support_id | address_id | supporter_unit_id | row |
    | 1          | 1          | 1                 | 2   |
    | 2          | 1          | 2                 | 3   |
    | 3          | 9          | 2                 | 4   |
    """,
)


def test_addresses_down_to_their_dossiers_and_help_without_a_dossier_is_said() -> None:
    provenance = find_address_provenance("coverage", REGISTER, {"year": 2025})
    assert shown(provenance.counted, PLACE) == [("addresses.csv", None, 5)]
    assert provenance.rest["row"].tolist() == [6, 7]
    assert shown(provenance.left_out, ["row", "why"]) == [(4, "no_dossier")]


def test_who_was_closed_without_help_stands_apart_with_the_reason() -> None:
    dossiers = (
        "| address_id | commune_id | closed_on | closed_reason | row |\n"
        "| 1 | 11 | 2025-03-01 | died | 5 |\n| 2 | 11 | | | 6 |\n| 3 | 12 | 2025-03-01 | | 7 |"
    )
    known = register(AFTER, dossiers=dossiers)
    provenance = find_address_provenance("coverage", known, {"year": 2025})
    assert (provenance.rest["row"].tolist(), provenance.whole) == ([6], 3)
    assert shown(provenance.closed, ["row", "why"]) == [(5, "died"), (7, "no_reason")]
    open_only = find_address_provenance("not_helped", known, {"year": 2025})
    assert open_only.counted["row"].tolist() == [6]
    assert (len(open_only.rest), len(open_only.closed)) == (0, 2)


def test_of_one_commune_only_its_own_rows() -> None:
    provenance = find_address_provenance("coverage", REGISTER, {"year": 2025, "commune_id": 11})
    assert (provenance.counted["row"].tolist(), provenance.rest["row"].tolist()) == ([5], [6])
    assert provenance.left_out.empty


def test_visits_down_to_each_support() -> None:
    provenance = find_address_provenance("visits", REGISTER, {"year": 2025})
    assert (provenance.counted["row"].tolist(), len(provenance.rest)) == ([2, 3], 0)


def test_agencies_with_their_supports_beside_those_with_none() -> None:
    agencies = frame("units", UNITS).iloc[:3]
    provenance = find_agency_provenance(REGISTER, {"year": 2025}, agencies=agencies)
    assert shown(provenance.counted, ["code", "row"]) == [("SYT", 2), ("STC", 3)]
    assert provenance.rest["code"].tolist() == ["TDTN"]
    assert shown(provenance.left_out, ["row", "why"]) == [(4, "no_dossier")]


def test_an_unknown_figure_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        find_result_provenance("happiness", RESULTS, {})
