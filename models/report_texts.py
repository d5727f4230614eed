"""The clerk's own paragraphs of a yearly report; each change is a version, none is lost."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, select

from models.record import Instant, Record

EVERYBODY = ""  # the recipient of a paragraph that stands in every recipient's report


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
    text: str = Field(max_length=20000)
    recorded_by: str = Field(max_length=64)
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)


def report_texts(session: Session, year: int, recipient: str) -> dict[str, str]:
    """What stands in each slot; the recipient's own goes before everybody's."""
    standing = select(ReportText).where(
        ReportText.year == year,
        col(ReportText.recipient).in_([EVERYBODY, recipient]),
        col(ReportText.superseded_at).is_(None),
    )
    written = sorted(session.exec(standing), key=lambda one: one.recipient != EVERYBODY)
    return {one.slot: one.text for one in written}
