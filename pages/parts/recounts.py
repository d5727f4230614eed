"""Recounts: a published report counted once more, as it was known then or as it is known now.

The catalogue and the moment of an issue are kept; settings are not, and an erased address is
gone. Where a recount as published reads otherwise than the papers, that is said.
"""

from dataclasses import replace
from functools import partial

from documents.errata import NOTHING, Erratum, errata
from documents.issues import figures_kept, printed
from documents.signing import PAPERS
from documents.yearly import YearlyReport
from documents.yearly_contents import yearly_report
from documents.yearly_gathering import Counted, evidence_of, years_of
from documents.yearly_recipients import recipient_published, recipients
from locales.words import words_in
from models.database import reading
from models.erasures import erasures_kept
from models.issues import Issued, issue_kept
from models.report_grounds import report_grounds
from pages.parts import frames
from pages.parts.visit import Structure, Visit


def recounted(visit: Visit, issue: Issued) -> YearlyReport:
    """The report that `issue` published, counted again from what the visit knows: today's
    knowledge, or where it looks by an issue that of its moment."""
    words, year = words_in(PAPERS), issue.year
    seen = replace(visit, year=year, structure=Structure.THEN)
    with reading(visit.engine) as session:
        grounds = report_grounds(session, year)
    recipient = recipient_published(
        recipients(grounds.settings, words), issue.recipient, issue.name
    )
    years = years_of(year, visit.years)
    counted = Counted(
        frames.results(seen, years),
        frames.reports(seen, years),
        frames.register(seen, [year - 1, year]),
        frames.known(seen, seen.as_of).duties.submissions,
    )
    return yearly_report(evidence_of(recipient, words, counted=counted, grounds=grounds))


def read_otherwise(visit: Visit) -> tuple[Erratum, ...]:
    """Every figure that the screens now recount otherwise than the visit's issue printed it;
    nothing where no issue is looked by."""
    issue = visit.issue
    if issue is None:
        return ()
    return frames.once(visit, "read otherwise", partial(_read_otherwise, visit, issue))


def _read_otherwise(visit: Visit, issue: Issued) -> tuple[Erratum, ...]:
    with reading(visit.engine) as session:
        papers = figures_kept(issue_kept(session, issue.id).figures)
        erased = [one for one in erasures_kept(session) if one.erased_at > issue.published_at]
    again = printed(recounted(visit, issue))
    told = errata(papers, again, NOTHING._replace(erased=len(erased)), year=issue.year)
    return tuple(one for one in told if one.before is not None)  # of what was printed
