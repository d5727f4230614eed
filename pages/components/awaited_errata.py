"""Đính chính chờ: what the draft that is looked at says otherwise than the last issue."""

from dataclasses import replace

import pandas as pd

from documents.yearly_report.errata import ChangeSources, Erratum, collect_sources, find_errata
from documents.yearly_report.issues import collect_printed_figures, parse_figures
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.signing import PAPERS
from indicators.change.amendments import list_amendments
from locales.words import words_in
from models.batches import MOST_LOOKED_THROUGH, list_batches
from models.database import reading
from models.erasures import list_erasures
from models.issues import Issued, read_issue
from pages.components import frames
from pages.components.cache import once
from pages.components.recounts import keep_rounded, recount_report
from pages.components.visit import Structure, Visit


def find_waiting_corrections(visit: Visit, issue: Issued) -> tuple[Erratum, ...]:
    """Đính chính chờ of the last issue of a report: what would be told otherwise today."""
    now = replace(visit, issue=None, year=issue.year, structure=Structure.THEN)
    return once(_compare_with_issue, now, issue)


def _compare_with_issue(now: Visit, issue: Issued) -> tuple[Erratum, ...]:
    return find_pending_corrections(now, recount_report(now, issue.recipient, issue.name), issue)


def find_pending_corrections(
    visit: Visit, report: YearlyReport, last: Issued
) -> tuple[Erratum, ...]:
    """Đính chính chờ: what this draft says otherwise than the `last` issue of it."""
    with reading(visit.engine) as session:
        before = parse_figures(read_issue(session, last.id).figures)
    today = keep_rounded(visit, before, collect_printed_figures(report))
    if {key: printed.figure.text for key, printed in before.items()} == {
        key: printed.figure.text for key, printed in today.items()
    }:
        return ()
    sources = once(_collect_sources, visit, last)
    return find_errata(before, today, sources, year=last.year)


def _collect_sources(visit: Visit, last: Issued) -> ChangeSources:
    then = replace(visit, issue=last, year=last.year, as_of=last.day)
    with reading(visit.engine) as session:
        batches = list_batches(session, visit.today, most=MOST_LOOKED_THROUGH)
        erasures = [
            erasure for erasure in list_erasures(session) if erasure.erased_at > last.published_at
        ]
    undone = batches.loc[batches["undone_at"] > pd.Timestamp(last.published_at), "file_name"]
    rows = [
        list_amendments(
            frames.load_snapshot(replace(then, year=year), last.day),
            frames.load_snapshot(replace(visit, year=year), visit.as_of),
            undone=list(undone),
        )
        for year in (last.year, last.year - 1)
        if year in visit.years
    ]
    amendments = pd.concat(rows, ignore_index=True)
    units, words = frames.load_catalogue(visit).units, words_in(PAPERS)
    return collect_sources(amendments, units, words, batches=batches, erased=len(erasures))
