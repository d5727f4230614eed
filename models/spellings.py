"""Spellings of tasks and of choices that somebody confirmed; those of units are in units.py."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, delete
from sqlmodel import Field, Session, col, select

from models.record import Instant, Record
from models.units import UnitAlias


class ConfirmedSpelling(Record, table=True):
    """Cách ghi đã xác nhận. How a sender wrote a task or a choice, folded, and what it means: a
    task's code, or a choice of the form's field. `field` is the form and its field
    ("results.status"); `batch_id` the batch it was confirmed with, whose undo takes it back."""

    __tablename__ = "confirmed_spelling"
    __table_args__ = (UniqueConstraint("field", "spelling"),)

    id: int | None = Field(default=None, primary_key=True)
    field: str = Field(max_length=64)
    spelling: str = Field(max_length=200)
    meaning: str = Field(max_length=64)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    confirmed_by: str = Field(max_length=64)
    confirmed_at: datetime = Field(sa_type=Instant)


def list_confirmed_spellings(session: Session) -> dict[tuple[str, str], str]:
    """What each folded spelling means, by its field and itself."""
    chosen = select(ConfirmedSpelling.field, ConfirmedSpelling.spelling, ConfirmedSpelling.meaning)
    return {(field, spelling): meaning for field, spelling, meaning in session.exec(chosen)}


def delete_spellings_of_batch(session: Session, batch_id: int) -> int:
    """Take back the spellings that were confirmed with a batch; answers how many."""
    tables = (UnitAlias, ConfirmedSpelling)
    return sum(
        len(
            session.execute(
                delete(table).where(col(table.batch_id) == batch_id).returning(col(table.id))
            ).all()
        )
        for table in tables
    )
