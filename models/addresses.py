"""Humanitarian addresses (địa chỉ nhân đạo): cases of a person or household, never a
postal address. The address is the lasting identity; its dossier is what is known of it,
version by version. No name, telephone, identity number or birth date has a column."""

from collections.abc import Collection, Hashable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import CheckConstraint, ColumnElement, Index, UniqueConstraint, and_, or_, text
from sqlmodel import Field, Session, col, select

from models.batches import Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.spans import VERSION, end_of_day, is_known_then
from models.units import Unit


class AddressKind(StrEnum):
    """A person or a household."""

    PERSON = "person"
    HOUSEHOLD = "household"


class DossierStatus(StrEnum):
    """The way of an address, from survey to standing on its own feet."""

    SURVEYED = "surveyed"
    CONFIRMED = "confirmed"  # the commune's People's Committee confirmed the dossier
    CONNECTING = "connecting"
    SUPPORTED = "supported"
    PAUSED = "paused"
    CLOSED = "closed"


class ClosedReason(StrEnum):
    """Why a dossier ended."""

    RISEN = "risen"  # vươn lên
    MOVED = "moved"
    DIED = "died"
    INELIGIBLE = "ineligible"


class Address(Record, table=True):
    """Địa chỉ nhân đạo: the case itself, known by its code."""

    __table_args__ = (UniqueConstraint("code"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=32)
    recorded_at: datetime = Field(sa_type=Instant)


class Dossier(Record, table=True):
    """Hồ sơ: one version of what is known of an address. `categories` and `needs` hold
    codes of the layout's own lists, sorted, parted by ';'."""

    __table_args__ = (
        build_choice_constraint("kind", AddressKind),
        build_choice_constraint("status", DossierStatus),
        build_choice_constraint("closed_reason", ClosedReason),
        CheckConstraint("household_size > 0", name="household_not_empty"),
        Index(
            "uq_dossier_current",
            "address_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id", index=True)
    commune_id: int = Field(foreign_key="unit.id", index=True)
    hamlet: str | None = Field(default=None, max_length=120)
    kind: str | None = Field(default=None, max_length=12)
    categories: str | None = Field(default=None, max_length=200)
    household_size: int | None = None
    needs: str | None = Field(default=None, max_length=200)
    surveyed_on: date | None = None
    confirmed_on: date | None = None
    reviewed_on: date | None = None
    status: str | None = Field(default=None, max_length=12)
    closed_on: date | None = None
    closed_reason: str | None = Field(default=None, max_length=12)
    batch_id: int | None = Field(default=None, foreign_key="batch.id", index=True)
    sheet: str | None = Field(default=None, max_length=64)
    row: int
    recorded_at: datetime = Field(sa_type=Instant, index=True)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    superseded_by: int | None = Field(default=None, foreign_key="batch.id", index=True)


# What a dossier says of its address.
DOSSIER_FACTS: tuple[Any, ...] = (  # columns of many kinds
    Dossier.commune_id,
    Dossier.hamlet,
    Dossier.kind,
    Dossier.categories,
    Dossier.household_size,
    Dossier.needs,
    Dossier.surveyed_on,
    Dossier.confirmed_on,
    Dossier.reviewed_on,
    Dossier.status,
    Dossier.closed_on,
    Dossier.closed_reason,
)


def find_recorded_dossiers(
    session: Session, *, which: ColumnElement[bool] | None = None
) -> pd.DataFrame:
    """Every version of every dossier, or of those `which`, in the order of their codes:
    address_id, code, commune_id, hamlet, kind, categories, household_size, needs, surveyed_on,
    confirmed_on, reviewed_on, status, closed_on, closed_reason, batch_id, file_name, sheet, row;
    recorded_at, superseded_at; undone_at of the batch, and registered_at of the address."""
    chosen = [
        Dossier.address_id,
        Address.code,
        *DOSSIER_FACTS,
        Dossier.batch_id,
        Batch.file_name,
        Dossier.sheet,
        Dossier.row,
        Dossier.recorded_at,
        Dossier.superseded_at,
        Batch.undone_at,
        col(Address.recorded_at).label("registered_at"),
    ]
    statement = (
        select_columns(*chosen)
        .select_from(Dossier)
        .join(Address, col(Address.id) == col(Dossier.address_id))
        .join(Batch, col(Batch.id) == col(Dossier.batch_id), isouter=True)
        .order_by(col(Dossier.id))  # by code, a database looks each dossier up by itself
    )
    if which is not None:
        statement = statement.where(which)
    return read_frame(session, statement).sort_values("code", kind="stable", ignore_index=True)


def find_recorded_homes(session: Session, *, which: ColumnElement[bool]) -> pd.DataFrame:
    """Where the addresses `which` were ever recorded to be: address_id, commune_id, recorded_at,
    undone_at, in the order it was recorded."""
    statement = (
        select_columns(Dossier.address_id, Dossier.commune_id, Dossier.recorded_at, Batch.undone_at)
        .select_from(Dossier)
        .join(Batch, col(Batch.id) == col(Dossier.batch_id), isouter=True)
        .where(which)
        .order_by(col(Dossier.id))
    )
    return read_frame(session, statement)


def select_dossiers_in_force(
    recorded: pd.DataFrame, periods: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Of all that was recorded, the dossiers in force in each of `periods`, as known at the
    end of `as_of`: one row per year and address.

    In force in a period: surveyed (else first recorded) before its end and not closed
    before its start.
    """
    known = recorded[is_known_then(recorded, as_of)].drop(columns=[*VERSION, "undone_at"])
    by_period = [
        known[_is_in_force(known, period)].assign(year=period["year"]).astype({"year": "Int64"})
        for period in periods.to_dict("records")
    ]
    empty = known.head(0).assign(year=pd.array([], dtype="Int64"))
    whole = (
        pd.concat([empty, *by_period], ignore_index=True) if len(by_period) != 1 else by_period[0]
    )
    names = ["year", *known.columns.drop("registered_at")]
    return whole[names].reset_index(drop=True)


def _is_in_force(known: pd.DataFrame, period: Mapping[Hashable, Any]) -> "pd.Series[bool]":
    first: pd.Timestamp = period["data_from"]
    last: pd.Timestamp = period["data_to"]
    surveyed, registered = known["surveyed_on"], known["registered_at"]
    begun = (surveyed <= last) | (surveyed.isna() & (registered < end_of_day(last.date())))
    return begun & ~(known["closed_on"] < first)


def find_current_dossiers(session: Session, codes: list[str]) -> pd.DataFrame:
    """The current dossier of each address of `codes`: stored_id, code, what it says."""
    statement = (
        select_columns(
            col(Dossier.id).label("stored_id"),
            Address.code,
            *DOSSIER_FACTS,
        )
        .select_from(Dossier)
        .join(Address, col(Address.id) == col(Dossier.address_id))
        .where(col(Address.code).in_(codes), col(Dossier.superseded_at).is_(None))
    )
    return read_frame(session, statement)


def find_dossiers_of_communes(session: Session, communes: Collection[int]) -> pd.DataFrame:
    """The current dossiers of these communes that have not ended: stored_id, code, unit_id
    (the commune), hamlet, kind, categories, household_size, needs, in the order of their codes."""
    statement = (
        select_columns(
            col(Dossier.id).label("stored_id"),
            Address.code,
            col(Dossier.commune_id).label("unit_id"),
            Dossier.hamlet,
            Dossier.kind,
            Dossier.categories,
            Dossier.household_size,
            Dossier.needs,
        )
        .select_from(Dossier)
        .join(Address, col(Address.id) == col(Dossier.address_id))
        .where(col(Dossier.commune_id).in_(communes), is_open())
        .order_by(Address.code)
    )
    return read_frame(session, statement)


def find_open_dossiers(session: Session, communes: Collection[int]) -> pd.DataFrame:
    """The current dossiers of these communes that have not ended: code, what each says; in the
    order of their codes."""
    statement = (
        select_columns(Address.code, *DOSSIER_FACTS)
        .select_from(Dossier)
        .join(Address, col(Address.id) == col(Dossier.address_id))
        .where(col(Dossier.commune_id).in_(communes), is_open())
        .order_by(Address.code)
    )
    return read_frame(session, statement)


def is_open() -> ColumnElement[bool]:
    """SQL: does the dossier stand, and has it not ended?"""
    return and_(
        col(Dossier.superseded_at).is_(None),
        col(Dossier.closed_on).is_(None),
        or_(col(Dossier.status).is_(None), col(Dossier.status) != DossierStatus.CLOSED),
    )


def list_standing_codes(session: Session, commune: str | None = None) -> list[str]:
    """The code of every address that has a dossier, or of those in the commune of this code."""
    statement = (
        select(Address.code)
        .join(Dossier, col(Dossier.address_id) == col(Address.id))
        .where(col(Dossier.superseded_at).is_(None))
        .order_by(Address.code)
    )
    if commune is not None:
        units = select(Unit.id).where(Unit.code == commune)
        statement = statement.where(col(Dossier.commune_id).in_(units))
    return list(session.exec(statement))


def find_addresses(session: Session, codes: list[str]) -> pd.DataFrame:
    """Which of `codes` are addresses: address_id, code, and whether a dossier `stands`."""
    stands = (
        select(col(Dossier.id))
        .where(col(Dossier.address_id) == col(Address.id), col(Dossier.superseded_at).is_(None))
        .exists()
    )
    statement = select_columns(
        col(Address.id).label("address_id"), Address.code, stands.label("stands")
    )
    return read_frame(session, statement.where(col(Address.code).in_(codes)))
