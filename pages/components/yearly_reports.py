"""The yearly report of a visit: its evidence from the shared frames, made once a state."""

from dataclasses import replace

from documents.yearly_report.contents import build_yearly_report
from documents.yearly_report.gathering import CountedData, gather_evidence, list_years
from documents.yearly_report.recipients import Recipient, read_recipients
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.signing import PAPERS
from locales.words import words_in
from models.database import reading
from models.report_grounds import ReportGrounds, read_report_grounds
from pages.components import frames
from pages.components.cache import once
from pages.components.privacy import may_see_exact
from pages.components.visit import Structure, Visit


def load_grounds(visit: Visit) -> ReportGrounds:
    """What the year's report needs besides its figures, read once a state of the data."""
    return once(_read_grounds, visit)


def _read_grounds(visit: Visit) -> ReportGrounds:
    with reading(visit.engine) as session:
        return read_report_grounds(session, visit.year)


def list_recipients(visit: Visit) -> dict[str, Recipient]:
    """Everybody the report goes to, by their codes, in the order of the setting."""
    return {
        recipient.code: recipient
        for recipient in read_recipients(load_grounds(visit).settings, visit.words)
    }


def build_draft_report(visit: Visit, recipient: Recipient) -> YearlyReport:
    """The draft to `recipient` in the visit's language, each body under the unit of its day."""
    return once(_build_report, visit, recipient, final=False)


def build_final_report(visit: Visit, recipient: Recipient) -> YearlyReport:
    """The report as it would be published: in the language of papers, without the sections
    that nobody has written."""
    papers = replace(visit, words=words_in(PAPERS))
    return once(_build_report, papers, recipient, final=True)


def _build_report(visit: Visit, recipient: Recipient, *, final: bool) -> YearlyReport:
    then = replace(visit, structure=Structure.THEN)
    period_years = frames.load_catalogue(then).periods["year"]
    years = list_years(visit.year, (int(year) for year in period_years))
    figures = CountedData(
        results=frames.load_results(then, years),
        reports=frames.load_reports(then, years),
        register=frames.load_register(then, (visit.year - 1, visit.year)),
        submissions=frames.load_submissions(then),
    )
    grounds = load_grounds(visit)
    evidence = gather_evidence(recipient, visit.words, counted=figures, grounds=grounds)
    return build_yearly_report(replace(evidence, rough=not may_see_exact(visit), final=final))
