"""What holds for every province, whatever it sent."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.completion import completion
from indicators.coverage import BY_REASON, OF_AN_ADDRESS, coverage, mark_addresses
from indicators.definitions import DEFINITIONS
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.provenance import (
    find_address_provenance,
    find_agency_provenance,
    find_report_provenance,
    find_result_provenance,
)
from indicators.timeliness import timeliness
from indicators.totals import grand_total
from models.snapshots import Duties
from tests.oracles.provinces import Province, province

PROVINCES = st.integers(min_value=0, max_value=49).map(province)
few = settings(max_examples=8, deadline=None, database=None)


def _figures(there: Province) -> list[pd.DataFrame]:
    results, reports = list_due_results(there.duties), list_due_reports(there.duties)
    return [
        completion(results),
        completion(results, ("year", "task_code")),
        timeliness(reports),
        coverage(there.register),
        coverage(there.register, ("kind",)),
    ]


def _shuffled(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    return frame.sample(frac=1, random_state=seed).reset_index(drop=True)


@few
@given(PROVINCES)
def test_every_share_lies_between_nought_and_one_or_is_missing(there: Province) -> None:
    for figures in _figures(there):
        shares = figures.columns[figures.columns.str.contains("share|progress")]
        told = figures[shares].melt()["value"].dropna()
        assert len(told) > 0
        assert told.between(0, 1).all()


@few
@given(PROVINCES)
def test_the_parts_of_all_groups_add_up_to_the_whole(there: Province) -> None:
    results = list_due_results(there.duties)
    counts = ["part", "whole", "assigned", "nil", "not_reported", "left_out_requested"]
    whole = completion(results, ())[counts].iloc[0].tolist()
    for by in (("unit_id",), ("year",), ("clause", "task_code")):
        assert completion(results, by)[counts].sum().tolist() == whole
    money = grand_total(results)["value_vnd"].sum()
    assert grand_total(results, ("unit_id",))["value_vnd"].sum() == money
    visits = ["part", "whole", "committed", "nobody", "closed_unhelped", "several", "visits"]
    assert (
        coverage(there.register)[visits].sum().tolist()
        == coverage(there.register, ())[visits].sum().tolist()
    )


@few
@given(PROVINCES)
def test_helped_not_helped_and_closed_without_help_are_the_whole(there: Province) -> None:
    for by in ((), ("commune_id",), ("kind",)):
        counted = coverage(there.register, by).dropna(subset=["whole"])
        split = counted[["part", "nobody", "closed_unhelped"]].sum(axis=1)
        assert split.tolist() == counted["whole"].tolist()
        reasons = counted[BY_REASON].sum(axis=1)
        assert reasons.tolist() == counted["closed_unhelped"].tolist()


@few
@given(PROVINCES)
def test_an_agency_that_helps_an_address_finds_it_among_the_helped(there: Province) -> None:
    """Both sides of the campaign mean the same help; an address of a commune whose help nobody
    has reported may have been helped."""
    marked = mark_addresses(there.register)
    agencies = there.register.catalogue.units
    born = find_agency_provenance(there.register, {}, agencies=agencies).counted
    helped = marked[marked["part"] | marked["unreported"]].set_index(OF_AN_ADDRESS).index
    assert pd.MultiIndex.from_frame(born[OF_AN_ADDRESS]).isin(helped).all()


@few
@given(PROVINCES, st.integers(min_value=0, max_value=99))
def test_the_order_of_rows_does_not_matter(there: Province, seed: int) -> None:
    duties, register = there.duties, there.register
    mixed = Province(
        duties=replace(
            duties,
            assignments=_shuffled(duties.assignments, seed),
            submissions=_shuffled(duties.submissions, seed),
            results=_shuffled(duties.results, seed),
        ),
        register=replace(
            register,
            dossiers=_shuffled(register.dossiers, seed),
            supports=_shuffled(register.supports, seed),
        ),
    )
    for figures, again in zip(_figures(there), _figures(mixed), strict=True):
        pd.testing.assert_frame_equal(figures, again)


@few
@given(PROVINCES)
def test_a_requested_body_is_never_overdue_nor_overrun(there: Province) -> None:
    reports, results = list_due_reports(there.duties), list_due_results(there.duties)
    asked = reports[reports["obligation"] == "requested"]
    asked_results = results[results["obligation"] == "requested"]
    assert "overdue" not in set(asked["state"])
    assert "running_late" not in set(asked_results["state"])


@few
@given(PROVINCES)
def test_one_more_nil_never_changes_what_is_done(there: Province) -> None:
    results = list_due_results(there.duties)
    silent = results["state"] == "not_reported"
    nil = results.assign(state=results["state"].mask(silent & (results.index % 2 == 0), "nil"))
    before, after = completion(results), completion(nil)
    for done in ("part", "done_all", "done_in_time", "done_late"):
        assert before[done].tolist() == after[done].tolist()


@pytest.mark.parametrize("name", ["completion", "progress", "done_in_time"])
@few
@given(there=PROVINCES)
def test_the_list_behind_completion_is_as_long_as_its_figure(name: str, there: Province) -> None:
    results = list_due_results(there.duties)
    definition = DEFINITIONS[name]
    for figure in completion(results, ("year",)).to_dict("records"):
        provenance = find_result_provenance(name, results, {"year": figure["year"]})
        assert len(provenance.counted) == figure[definition.part]
        assert len(provenance.counted) + len(provenance.rest) == figure[definition.whole]
        everything = [provenance.counted, provenance.rest, provenance.left_out]
        assert sum(len(rows) for rows in everything) == (results["year"] == figure["year"]).sum()


@few
@given(PROVINCES)
def test_the_list_behind_reports_and_addresses_is_as_long_as_their_figures(
    there: Province,
) -> None:
    reports = list_due_reports(there.duties)
    for figure in timeliness(reports).to_dict("records"):
        provenance = find_report_provenance("timeliness", reports, {"year": figure["year"]})
        assert len(provenance.counted) == figure["in_time"]
        assert len(provenance.counted) + len(provenance.rest) == figure["due"]
    for figure in coverage(there.register, ()).to_dict("records"):
        selection = {"year": figure["year"]}
        provenance = find_address_provenance("coverage", there.register, selection)
        assert (len(provenance.counted), len(provenance.rest)) == (figure["part"], figure["nobody"])
        assert (len(provenance.closed), provenance.whole) == (
            figure["closed_unhelped"],
            figure["whole"],
        )
        visits = find_address_provenance("visits", there.register, selection)
        assert len(visits.counted) == figure["visits"]


def test_nothing_known_is_nothing_shown() -> None:
    """A province of no rows gives frames of no rows, typed as ever."""
    full = province(1)
    empty = Duties(
        as_of=full.duties.as_of,
        catalogue=full.duties.catalogue,
        assignments=full.duties.assignments.iloc[:0],
        extensions=full.duties.extensions.iloc[:0],
        submissions=full.duties.submissions.iloc[:0],
        results=full.duties.results.iloc[:0],
        reminders=full.duties.reminders,
    )
    register = replace(
        full.register,
        dossiers=full.register.dossiers.iloc[:0],
        supports=full.register.supports.iloc[:0],
    )
    for figures, none in zip(_figures(full), _figures(Province(empty, register)), strict=True):
        assert (len(none), list(none.columns)) == (0, list(figures.columns))
