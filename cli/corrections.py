"""Corrections: what a draft says otherwise than the last issue of it, asked from a terminal."""

from datetime import date

import pandas as pd
from sqlmodel import Session

from cli.register import find_register
from documents.yearly_report.errata import ChangeSources, Erratum, collect_sources, find_errata
from documents.yearly_report.issues import collect_printed_figures, parse_figures
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.signing import PAPERS
from indicators.change.amendments import list_amendments
from indicators.change.steps import DaySnapshot
from locales.words import words_in
from models.batches import MOST_LOOKED_THROUGH, list_batches
from models.erasures import list_erasures
from models.frozen import Frozen, thaw_catalogue
from models.issues import Issued, list_issues, read_issue
from models.snapshots import read_duties
from models.spans import day_of


def find_last_issue(session: Session, report: YearlyReport) -> Issued | None:
    """What stands published of this report."""
    report_key = (report.year, report.recipient)
    issues = list_issues(session)
    return next((issue for issue in issues if (issue.year, issue.recipient) == report_key), None)


def find_corrections(session: Session, report: YearlyReport, last: Issued) -> tuple[Erratum, ...]:
    """Every figure of the draft that the `last` issue told otherwise, and why."""
    issue = read_issue(session, last.id)
    before, now = parse_figures(issue.figures), collect_printed_figures(report)
    frozen = thaw_catalogue(issue.catalogue) if issue.catalogue else None
    reasons = _find_reasons(session, last, frozen, as_of=report.as_of)
    return find_errata(before, now, reasons, year=last.year)


def _find_reasons(
    session: Session, last: Issued, frozen: Frozen | None, *, as_of: date
) -> ChangeSources:
    years = [last.year - 1, last.year]
    then, now = (
        _load_known(session, years, last.day, frozen),
        _load_known(session, years, as_of, None),
    )
    today = max(as_of, day_of(last.published_at))
    batches = list_batches(session, today, most=MOST_LOOKED_THROUGH)
    undone = batches.loc[batches["undone_at"] > pd.Timestamp(last.published_at), "file_name"]
    erased = [
        erasure for erasure in list_erasures(session) if erasure.erased_at > last.published_at
    ]
    rows = list_amendments(then, now, undone=list(undone))
    units = now.register.catalogue.units
    return collect_sources(rows, units, words_in(PAPERS), batches=batches, erased=len(erased))


def _load_known(
    session: Session, years: list[int], day: date, frozen: Frozen | None
) -> DaySnapshot:
    """What was known of `years` at the end of `day`, by the catalogue of that day's issue."""
    catalogue = frozen.catalogue if frozen else None
    assignments = frozen.assignments[frozen.assignments["year"].isin(years)] if frozen else None
    duties = read_duties(session, years, day, catalogue=catalogue, assignments=assignments)
    return DaySnapshot(duties, find_register(session, years, day, catalogue=duties.catalogue))
