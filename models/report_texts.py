"""The clerk's own paragraphs of a yearly report; each change is a version, none is lost."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, select

from models.record import Instant, Record

EVERYBODY = ""  # the recipient of a paragraph that stands in every recipient's report
MOST_SIGNS = 20_000


class ReportText(Record, table=True):
    """Đoạn văn của văn thư: what stands in `slot` of the report of `year` to `recipient`."""

    __tablename__ = "report_text"
    __table_args__ = (
        Index(
            "uq_report_text_current",
            "year",
            "recipient",
            "slot",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="period.year")
    recipient: str = Field(max_length=40)
    slot: str = Field(max_length=40)
    text: str = Field(max_length=MOST_SIGNS)
    recorded_by: str = Field(max_length=64)
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)


class WrittenText(NamedTuple):
    """A paragraph that stands: its version, whose report it is in, where, what, by whom."""

    version: int
    recipient: str
    slot: str
    text: str
    by: str
    at: datetime


def list_report_texts(session: Session, year: int) -> tuple[WrittenText, ...]:
    """What stands in the reports of `year`, everybody's and each recipient's own."""
    standing = select(ReportText).where(
        ReportText.year == year, col(ReportText.superseded_at).is_(None)
    )
    return tuple(
        WrittenText(
            version.id or 0,
            version.recipient,
            version.slot,
            version.text,
            version.recorded_by,
            version.recorded_at,
        )
        for version in session.exec(standing.order_by(col(ReportText.id)))
    )


def select_texts_for(recipient: str, written: Iterable[WrittenText]) -> dict[str, str]:
    """What stands in each slot of a recipient's report; its own goes before everybody's."""
    named = [paragraph for paragraph in written if paragraph.recipient in (EVERYBODY, recipient)]
    return {
        paragraph.slot: paragraph.text
        for paragraph in sorted(named, key=lambda paragraph: paragraph.recipient != EVERYBODY)
    }
