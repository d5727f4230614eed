"""Drafts: what is typed into a return form on the screen, kept until it is received."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, delete
from sqlmodel import Field, Session, col, select

from models.record import AS_JSON, Instant, Record


class DraftRow(Record, table=True):
    """Dòng của bản nháp. What was typed so far into one row of the form `layout` of a unit and a
    year. All rows of them are the draft. It is no version of anything: the last saving stands, and
    all of it goes when the return is received.

    `row_key` tells the row from the others; `content` is a JSON object of the fields that were
    typed; `revision` counts its savings, so that a later one does not write over an earlier one
    that nobody saw.
    """

    __tablename__ = "draft_row"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "layout", "row_key"),
        CheckConstraint("revision > 0", name="revision_positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int = Field(foreign_key="period.year", index=True)
    layout: str = Field(max_length=16)
    row_key: str = Field(max_length=400)
    content: str = Field(sa_column_kwargs=AS_JSON)
    revision: int
    saved_by: str = Field(max_length=64)
    saved_at: datetime = Field(sa_type=Instant)


def find_draft_rows(session: Session, unit_id: int, year: int, layout: str) -> list[DraftRow]:
    """The rows of a draft, in the order in which they were begun."""
    query = select(DraftRow).where(
        DraftRow.unit_id == unit_id, DraftRow.year == year, DraftRow.layout == layout
    )
    return list(session.exec(query.order_by(col(DraftRow.id))))


def delete_draft_rows(
    session: Session, unit_id: int, year: int, layout: str, *, but: Collection[str] = ()
) -> None:
    """Delete a draft, but for its rows with these keys."""
    session.execute(
        delete(DraftRow).where(
            col(DraftRow.unit_id) == unit_id,
            col(DraftRow.year) == year,
            col(DraftRow.layout) == layout,
            col(DraftRow.row_key).not_in(but),
        )
    )
