"""Recounts: a published report counted once more, as it was known then or as it is known now.

The catalogue and the moment of an issue are kept; settings are not, and an erased address is
gone. Where a recount as published reads otherwise than the papers, that is said.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from documents.yearly_report.errata import NOTHING, Erratum, find_errata, is_of_register
from documents.yearly_report.issues import PrintedFigure, collect_printed_figures, parse_figures
from documents.yearly_report.recipients import find_published_recipient
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.signing import PAPERS
from indicators.disclosure.published import round_province
from indicators.funnel import STAGES
from locales.numbers import is_missing
from locales.words import words_in
from models.database import reading
from models.erasures import list_erasures
from models.issues import Issued, read_issue
from pages.components.cache import once
from pages.components.privacy import find_threshold, may_see_exact
from pages.components.visit import Structure, Visit
from pages.components.yearly_reports import build_draft_report, list_recipients

OF_COVERAGE = {
    "addresses": "whole",
    "addresses_helped": "part",
    "addresses_nobody": "nobody",
    "addresses_closed": "closed_unhelped",
    "addresses_unreported": "unreported",
    "addresses_several": "several",
    "visits": "visits",
    "addresses_committed": "committed",
    "coverage": "share",
    "committed_share": "committed_share",
}
OF_THE_WAY = {f"stage_{stage}": stage for stage in STAGES} | {
    "addresses_nobody": "nobody",
    "addresses_unreported": "unreported",
}


def recount_report(visit: Visit, code: str, name: str) -> YearlyReport:
    """The report of the visit's year to the recipient of `code`, in the words of papers, from
    what the visit knows: today, or where it looks by an issue at its moment."""
    words = words_in(PAPERS)
    report_visit = replace(visit, words=words, structure=Structure.THEN)
    recipient = find_published_recipient(tuple(list_recipients(report_visit).values()), code, name)
    return build_draft_report(report_visit, recipient)


def keep_rounded(
    visit: Visit, papers: Mapping[str, PrintedFigure], again: Mapping[str, PrintedFigure]
) -> dict[str, PrintedFigure]:
    """`again` as the papers have it wherever it only is rounded for its reader, who would
    else be told that a count moved when nothing came."""
    if may_see_exact(visit):
        return {**again}
    near = {
        **_round_figures(papers, OF_COVERAGE, find_threshold(visit)),
        **_round_figures(papers, OF_THE_WAY, find_threshold(visit)),
    }
    alike = {key for key in near if key in again and again[key].figure.value == near[key]}
    if alike == {*near}:  # then no share of another year, told without its counts, moved either
        alike |= {key for key in again if is_of_register(key) and "commune=" not in key}
    return {
        key: papers[key] if key in alike & {*papers} else figure for key, figure in again.items()
    }


def _round_figures(
    papers: Mapping[str, PrintedFigure], of: Mapping[str, str], base: int
) -> dict[str, object]:
    """The province's figures of the papers as they read rounded, by their keys."""
    values = {of[key]: papers[key].figure.value for key in of if key in papers}
    if not values:
        return {}
    rounded = round_province(pd.DataFrame([values]), least=base).iloc[0]
    near = {key: rounded[name] for key, name in of.items() if key in papers}
    return {key: None if is_missing(value) else value for key, value in near.items()}


def find_differences(visit: Visit) -> tuple[Erratum, ...]:
    """Every figure that the screens now recount otherwise than the visit's issue printed it;
    nothing where no issue is looked by."""
    issue = visit.issue
    if issue is None:
        return ()
    return once(_find_differences, visit, issue)


def _find_differences(visit: Visit, issue: Issued) -> tuple[Erratum, ...]:
    with reading(visit.engine) as session:
        papers = parse_figures(read_issue(session, issue.id).figures)
        erased = [
            erasure for erasure in list_erasures(session) if erasure.erased_at > issue.published_at
        ]
    again = collect_printed_figures(
        recount_report(replace(visit, year=issue.year), issue.recipient, issue.name)
    )
    again = keep_rounded(visit, papers, again)
    differences = find_errata(papers, again, NOTHING._replace(erased=len(erased)), year=issue.year)
    return tuple(
        erratum for erratum in differences if erratum.before is not None
    )  # of what was printed
