"""Erasures: which addresses were erased on request, known by a keyed digest only."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, func, select

from models.record import Instant, Record, build_choice_constraint


class Ground(StrEnum):
    """Why an address was erased. No free text: it would tell of the person again."""

    REQUESTED = "requested"  # the person, or who speaks for them, asked
    WITHDRAWN = "withdrawn"  # consent was withdrawn
    MISTAKEN = "mistaken"  # it should never have been registered
    FULFILLED = "fulfilled"  # the purpose it was kept for is done


class Erasure(Record, table=True):
    """Lần xóa. `digest` is a HMAC of the address's code; its key lies outside the database."""

    __table_args__ = (UniqueConstraint("digest"), build_choice_constraint("ground", Ground))

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64)
    ground: str = Field(max_length=12)
    erased_at: datetime = Field(sa_type=Instant)
    erased_by: str = Field(max_length=64)


def list_erasures(session: Session) -> list[Erasure]:
    """Every erasure, the oldest first."""
    return list(session.exec(select(Erasure).order_by(col(Erasure.id))))


def keep_erasure(session: Session, erasure: Erasure) -> Erasure:
    """Keep it; of an address that was registered again and erased again, the latest stands."""
    known = session.exec(select(Erasure).where(Erasure.digest == erasure.digest)).first()
    if known is None:
        session.add(erasure)
        return erasure
    if known.erased_at < erasure.erased_at:
        known.ground, known.erased_at, known.erased_by = (
            erasure.ground,
            erasure.erased_at,
            erasure.erased_by,
        )
    return known


def count_erasures(session: Session) -> int:
    """How many addresses were erased."""
    return session.exec(select(func.count()).select_from(Erasure)).one()


def compute_erasures_stamp(session: Session) -> str:
    """Another text after each erasure: what is kept in memory is cleared when it changes."""
    statement = select(func.count(), func.max(col(Erasure.erased_at))).select_from(Erasure)
    count, last = session.exec(statement).one()
    return f"{count} {last}"
