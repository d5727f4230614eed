"""The grounds of a yearly report: what it stands on besides the figures themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.backups import last_proven
from models.choices import BACKUP_OLD, SMALL_COUNTS, chosen
from models.report_texts import Written, texts_written
from models.settings import sample_day, settings_under

PAPERS = "paper."


@dataclass(frozen=True)
class ReportGrounds:
    """Of the report of `year` to whomever: the settings of papers, the clerk's paragraphs,
    the least count that is told, and how safe the data are: when the last proven backup was
    made, and after how many days one is old."""

    year: int
    settings: dict[str, str]
    written: tuple[Written, ...]
    least: int
    sample: bool
    backed_up_at: datetime | None
    backup_days: int


def report_grounds(session: Session, year: int) -> ReportGrounds:
    """As they stand now."""
    backup = last_proven(session)
    return ReportGrounds(
        year=year,
        settings=settings_under(session, PAPERS),
        written=texts_written(session, year),
        least=chosen(session, SMALL_COUNTS),
        sample=sample_day(session) is not None,
        backed_up_at=backup.made_at if backup else None,
        backup_days=chosen(session, BACKUP_OLD),
    )
