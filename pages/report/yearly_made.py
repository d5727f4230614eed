"""The yearly report of a visit: its evidence from the shared frames, made once a state."""

from dataclasses import replace
from functools import partial

from documents.signing import PAPERS
from documents.yearly import YearlyReport
from documents.yearly_contents import yearly_report
from documents.yearly_gathering import Counted, evidence_of, years_of
from documents.yearly_recipients import Recipient, recipients
from locales.words import words_in
from models.database import reading
from models.report_grounds import ReportGrounds, read_report_grounds
from pages.parts import frames
from pages.parts.privacy import may_see_exact
from pages.parts.visit import Structure, Visit


def grounds_of(visit: Visit) -> ReportGrounds:
    """What the year's report stands on besides its figures, asked once."""
    return frames.once(visit, "report grounds", partial(_grounds, visit))


def _grounds(visit: Visit) -> ReportGrounds:
    with reading(visit.engine) as session:
        return read_report_grounds(session, visit.year)


def recipients_of(visit: Visit) -> dict[str, Recipient]:
    """Everybody the report goes to, by their codes, in the order of the setting."""
    return {one.code: one for one in recipients(grounds_of(visit).settings, visit.words)}


def report_of(visit: Visit, recipient: Recipient) -> YearlyReport:
    """The draft to `recipient` in the visit's language, each body under the unit of its day."""
    made = partial(_report, visit, recipient, final=False)
    return frames.once(visit, f"yearly report {recipient.code}", made)


def final_report_of(visit: Visit, recipient: Recipient) -> YearlyReport:
    """The report as it would be published: in the language of papers, without the sections
    that nobody has written."""
    papers = replace(visit, words=words_in(PAPERS))
    made = partial(_report, papers, recipient, final=True)
    return frames.once(papers, f"final yearly report {recipient.code}", made)


def _report(visit: Visit, recipient: Recipient, *, final: bool) -> YearlyReport:
    then = replace(visit, structure=Structure.THEN)
    known = frames.load_catalogue(then).periods["year"]
    years = years_of(visit.year, (int(year) for year in known))
    counted = Counted(
        results=frames.load_results(then, years),
        reports=frames.load_reports(then, years),
        register=frames.load_register(then, (visit.year - 1, visit.year)),
        submissions=frames.load_submissions(then),
    )
    told = grounds_of(visit)
    known_of = evidence_of(recipient, visit.words, counted=counted, grounds=told)
    return yearly_report(replace(known_of, rough=not may_see_exact(visit), final=final))
