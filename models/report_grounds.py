"""The grounds of a yearly report: what it stands on besides the figures themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.backups import find_last_proven_backup
from models.choices import BACKUP_OLD, SMALL_COUNTS, read_choice
from models.report_texts import WrittenText, list_report_texts
from models.settings import read_sample_day, read_settings_under

PAPERS = "paper."


@dataclass(frozen=True)
class ReportGrounds:
    """Of the report of `year` to whomever: the settings of papers, the clerk's paragraphs,
    the least count that is told, and how safe the data are: when the last proven backup was
    made, and after how many days one is old."""

    year: int
    settings: dict[str, str]
    written: tuple[WrittenText, ...]
    least: int
    sample: bool
    backed_up_at: datetime | None
    backup_days: int


def read_report_grounds(session: Session, year: int) -> ReportGrounds:
    """As they stand now."""
    backup = find_last_proven_backup(session)
    return ReportGrounds(
        year=year,
        settings=read_settings_under(session, PAPERS),
        written=list_report_texts(session, year),
        least=read_choice(session, SMALL_COUNTS),
        sample=read_sample_day(session) is not None,
        backed_up_at=backup.made_at if backup else None,
        backup_days=read_choice(session, BACKUP_OLD),
    )
