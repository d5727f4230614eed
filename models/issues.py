"""Issues: published yearly reports, frozen with every figure behind them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import LargeBinary, ScalarSelect, UniqueConstraint, func
from sqlmodel import Field, Session, col, select

from models.frames import select_columns
from models.periods import Period
from models.record import AS_JSON, Instant, Record
from models.rule_versions import select_rules_on
from models.spans import CutDay, day_of, end_of_day
from models.stored_values import parse_json
from models.submissions import Submission

MOST_REASON = 300  # letters


class Waiver(NamedTuple):
    """An item of the checklist that was not ready when a report was published: what the
    checklist said of it, and the reason written for publishing all the same."""

    item: str
    reason: str


class Issue(Record, table=True):
    """Bản phát hành: the document, its digest, its as-of day; later data never change it."""

    __table_args__ = (UniqueConstraint("year", "recipient", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="period.year")
    recipient: str = Field(max_length=40)
    addressee: str | None = Field(default=None, max_length=300)  # its name, of that day
    number: int = 1  # 2 is "lần 2"
    as_of: date
    digest: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    figures: str = Field(sa_column_kwargs=AS_JSON)  # every figure printed
    document_no: str | None = Field(default=None, max_length=60)
    dated: date | None = None  # the day that the document bears
    cause: str | None = Field(default=None, max_length=MOST_REASON)  # why "lần 2" was published
    # See `Waiver`: what was not ready, and why all the same.
    waivers: str | None = Field(default=None, sa_column_kwargs=AS_JSON)
    language: str | None = Field(default=None, max_length=2)
    # What "lần 2" corrects of the issue before it.
    errata: str | None = Field(default=None, sa_column_kwargs=AS_JSON)
    catalogue: bytes | None = Field(default=None, sa_type=LargeBinary)  # see models/frozen.py
    published_at: datetime = Field(sa_type=Instant)
    published_by: str = Field(max_length=64)


@dataclass(frozen=True)
class Issued:
    """What an issue says of itself, without its bytes."""

    id: int
    year: int
    recipient: str
    addressee: str | None
    number: int
    as_of: date
    digest: str
    document_no: str | None
    dated: date | None
    cause: str | None
    waivers: str | None
    language: str | None
    published_at: datetime
    published_by: str

    @property
    def code(self) -> str:
        """What it is called in addresses and file names: 2026-committee-1."""
        return f"{self.year}-{self.recipient}-{self.number}"

    @property
    def name(self) -> str:
        """Whom it was sent to, as it was written; else the recipient's code."""
        return self.addressee or self.recipient

    @property
    def waived(self) -> Mapping[str, Waiver]:
        """What was not ready, by the code of its item."""
        return read_waivers(self.waivers)

    @property
    def day(self) -> CutDay:
        """Its as-of day, which ends at the moment of publication where that came first."""
        return CutDay.at(self.as_of, self.published_at)


HEAD = (
    Issue.id,
    Issue.year,
    Issue.recipient,
    Issue.addressee,
    Issue.number,
    Issue.as_of,
    Issue.digest,
    Issue.document_no,
    Issue.dated,
    Issue.cause,
    Issue.waivers,
    Issue.language,
    Issue.published_at,
    Issue.published_by,
)


def list_issues(session: Session) -> list[Issued]:
    """Every issue, the newest first."""
    statement = select_columns(*HEAD).order_by(col(Issue.published_at).desc(), col(Issue.id).desc())
    return [Issued(*row) for row in session.execute(statement)]


def write_waivers(waived: Mapping[str, Waiver]) -> str | None:
    """As JSON, the items in alphabetical order of their codes; None where there are none."""
    return json.dumps(waived, sort_keys=True, ensure_ascii=False) if waived else None


def read_waivers(text: str | None) -> dict[str, Waiver]:
    """What `write_waivers` wrote; nothing for an issue of before there was a checklist."""
    waivers = parse_json(text or "{}", "issue.waivers")
    return {code: Waiver(*parts) for code, parts in waivers.items()}


def find_same_number(session: Session, document_no: str, year: int) -> Issue | None:
    """An issue that bears this document number already, in the same calendar year: documents
    are numbered anew from 1 January. Issues without a day count by the day of publication."""
    statement = select(Issue).where(Issue.document_no == document_no)
    issues = session.exec(statement.order_by(col(Issue.id)))
    return next(
        (issue for issue in issues if (issue.dated or day_of(issue.published_at)).year == year),
        None,
    )


def find_last_number(session: Session, year: int, recipient: str) -> int:
    """The number of the last issue of `year` to `recipient`; 0 where none was published."""
    statement = select(func.max(Issue.number)).where(
        Issue.year == year, Issue.recipient == recipient
    )
    return session.exec(statement).one() or 0


def read_issue(session: Session, issue_id: int) -> Issue:
    """The issue with its bytes. NoResultFound where there is none."""
    return session.exec(select(Issue).where(Issue.id == issue_id)).one()


def read_issue_catalogue(session: Session, issue_id: int) -> bytes | None:
    """The catalogue that the issue was counted with (models/frozen.py), if it keeps one."""
    return session.exec(select(Issue.catalogue).where(Issue.id == issue_id)).first()


class LateReturn(NamedTuple):
    """A return that came after the first report of its year was `published`, else after its
    period was `closed`."""

    submission: int
    batch: int | None
    year: int
    unit: int
    edge: str


PUBLISHED, CLOSED = "published", "closed"
OF_A_RETURN = (Submission.id, Submission.batch_id, Submission.year, Submission.unit_id)


def find_late_returns(session: Session, as_of: date | None = None) -> list[LateReturn]:
    """Every return that came after the report of its year, known at the end of `as_of`."""
    period = select_rules_on(Period, as_of)
    edges = (_select_first_publication(), period.closed_at)
    statement = (
        select_columns(*OF_A_RETURN, Submission.recorded_at, *edges)
        .join(period, col(period.year) == col(Submission.year))
        .order_by(col(Submission.id))
    )
    if as_of is not None:
        statement = statement.where(col(Submission.recorded_at) < end_of_day(as_of))
    returns = [
        LateReturn(number, batch, year, unit, _find_edge(at, published=published, closed=closed))
        for number, batch, year, unit, at, published, closed in session.execute(statement)
    ]
    return [late_return for late_return in returns if late_return.edge]


def find_late_batches(session: Session) -> set[int]:
    """The batches that such returns came in."""
    return {
        late_return.batch
        for late_return in find_late_returns(session)
        if late_return.batch is not None
    }


def _find_edge(recorded: datetime, *, published: datetime | None, closed: datetime | None) -> str:
    if published is not None and recorded > published:
        return PUBLISHED
    return CLOSED if closed is not None and recorded > closed else ""


def _select_first_publication() -> ScalarSelect[datetime]:
    return (
        select(func.min(Issue.published_at, type_=Instant))
        .where(col(Issue.year) == col(Submission.year))
        .correlate(Submission)
        .scalar_subquery()
    )
