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
from documents.yearly_recipients import recipient_published
from locales.words import words_in
from models.database import reading
from models.erasures import erasures_kept
from models.issues import Issued, issue_kept
from pages.parts import frames
from pages.parts.visit import Structure, Visit
from pages.report.yearly_made import recipients_of, report_of


def recounted(visit: Visit, code: str, name: str) -> YearlyReport:
    """The report of the visit's year to the recipient of `code`, in the words of papers, from
    what the visit knows: today, or where it looks by an issue at its moment."""
    words = words_in(PAPERS)
    seen = replace(visit, words=words, structure=Structure.THEN)
    recipient = recipient_published(tuple(recipients_of(seen).values()), code, name)
    return report_of(seen, recipient)


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
    again = printed(recounted(replace(visit, year=issue.year), issue.recipient, issue.name))
    told = errata(papers, again, NOTHING._replace(erased=len(erased)), year=issue.year)
    return tuple(one for one in told if one.before is not None)  # of what was printed
