"""Issues: published yearly reports, frozen with every figure behind them."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from models.record import Instant, Record


class Issue(Record, table=True):
    """Bản phát hành: the document, its digest, its as-of day; later data never change it."""

    __table_args__ = (UniqueConstraint("year", "recipient", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="period.year")
    recipient: str = Field(max_length=40)
    number: int = 1  # 2 is "lần 2"
    as_of: date
    digest: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    figures: str  # JSON of every figure printed
    document_no: str | None = Field(default=None, max_length=60)
    language: str | None = Field(default=None, max_length=2)
    errata: str | None = None  # JSON: what "lần 2" corrects of the issue before it
    published_at: datetime = Field(sa_type=Instant)
    published_by: str = Field(max_length=64)
