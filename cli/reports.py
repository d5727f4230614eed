"""Reports: the yearly report to one recipient, written as three files."""

import argparse
from datetime import date

from sqlmodel import Session

from actions.opening import open_checked_database, write_files
from actions.refusals import Refused
from cli.base import Command, choose_words, find_year_and_day, print_answer
from cli.register import find_register
from documents.yearly_report.contents import build_yearly_report
from documents.yearly_report.docx import build_yearly_docx
from documents.yearly_report.gathering import CountedData, gather_evidence, list_years
from documents.yearly_report.pdf import build_yearly_pdf
from documents.yearly_report.recipients import Recipient, find_recipient, read_recipients
from documents.yearly_report.report import collect_figures
from documents.yearly_report.xlsx import build_yearly_xlsx
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from locales.arguments import REPORT
from locales.words import Words
from models.database import get_database_address, reading
from models.periods import list_periods
from models.report_grounds import ReportGrounds, read_report_grounds
from models.snapshots import read_duties

PAPERS = {"docx": build_yearly_docx, "pdf": build_yearly_pdf, "xlsx": build_yearly_xlsx}


def write_report(options: argparse.Namespace) -> int:
    """Write the yearly report of a year, as known on a day, to one recipient.

    Raises Refused: period_unknown, recipient_unknown; Unavailable: file_other, file_unwritable."""
    words = choose_words(options)
    with open_checked_database(get_database_address()) as engine, reading(engine) as session:
        year, as_of = find_year_and_day(session, options)
        grounds = read_report_grounds(session, year)
        recipient = require_recipient(options.recipient, grounds, words)
        counted = count_report(session, year, as_of)
    yearly = build_yearly_report(
        gather_evidence(recipient, words, counted=counted, grounds=grounds)
    )
    papers = {f"{yearly.code}.{kind}": write(yearly, words) for kind, write in PAPERS.items()}
    files = [*write_files(options.folder or ".", papers, over=options.replace).values()]
    record = {"year": year, "as_of": as_of.isoformat(), "recipient": recipient.code}
    record |= {"name": recipient.name, "figures": len(collect_figures(yearly)), "files": files}
    heading = words.say("yearly.terminal", year=year, recipient=recipient.name, day=as_of)
    print_answer(options, record, [heading, *files])
    return 0


def require_recipient(wanted: str, grounds: ReportGrounds, words: Words) -> Recipient:
    """The recipient asked for. Raises Refused: recipient_unknown."""
    all_recipients = read_recipients(grounds.settings, words)
    recipient = find_recipient(all_recipients, wanted)
    if recipient is None:
        known = "; ".join(f"{recipient.code} ({recipient.name})" for recipient in all_recipients)
        raise Refused("recipient_unknown", recipient=wanted, known=known)
    return recipient


def count_report(session: Session, year: int, as_of: date) -> CountedData:
    """All that the figures of a year's report are told from."""
    years = list_years(year, (int(period) for period in list_periods(session, as_of)["year"]))
    duties = read_duties(session, years, as_of)
    register = find_register(session, [year - 1, year], as_of, catalogue=duties.catalogue)
    return CountedData(
        list_due_results(duties), list_due_reports(duties), register, duties.submissions
    )


VERBS = {"report": Command("lập báo cáo tổng hợp / the yearly report", REPORT, write_report)}
