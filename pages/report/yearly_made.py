"""The yearly report of a visit: its evidence from the shared frames, the report once a state."""

from dataclasses import replace
from functools import partial

from documents.yearly import YearlyReport
from documents.yearly_contents import yearly_report
from documents.yearly_evidence import Evidence
from documents.yearly_gathering import Counted, years_of
from documents.yearly_gathering import evidence_of as gathered
from documents.yearly_recipients import Recipient, recipients
from models.database import reading
from models.report_grounds import report_grounds
from models.submissions import submissions_known
from pages.parts import frames
from pages.parts.visit import Structure, Visit
from pages.report.chasing_settings import letterhead_kept


def recipients_of(visit: Visit) -> tuple[Recipient, ...]:
    """Everybody the report goes to."""
    return recipients(letterhead_kept(visit), visit.words)


def report_of(visit: Visit, recipient: Recipient) -> YearlyReport:
    """The report to `recipient`, each body under the unit of its day."""
    told = partial(_report, visit, recipient)
    return frames.once(visit, f"yearly report {recipient.code}", told)


def _report(visit: Visit, recipient: Recipient) -> YearlyReport:
    return yearly_report(evidence_of(visit, recipient))


def evidence_of(visit: Visit, recipient: Recipient) -> Evidence:
    """What the report is written from."""
    then = replace(visit, structure=Structure.THEN)
    years = years_of(visit.year, frames.catalogue(visit).periods["year"])
    with reading(visit.engine) as session:
        grounds = report_grounds(session, visit.year)
        sent = submissions_known(session, [visit.year], visit.as_of)
    counted = Counted(
        results=frames.results(then, years),
        reports=frames.reports(then, years),
        register=frames.register(then, (visit.year - 1, visit.year)),
        submissions=sent,
    )
    return gathered(recipient, visit.words, counted=counted, grounds=grounds)
