"""Supports: help given to a humanitarian address, by whom, how, how much, when."""

from collections.abc import Collection, Hashable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, Index, and_, func, or_, text
from sqlmodel import Field, Session, col

from models.addresses import Address, Dossier, is_open
from models.batches import Batch
from models.frames import read_frame, select_columns
from models.record import Instant, Record, build_choice_constraint
from models.spans import VERSION, is_known_then
from models.units import Unit


class SupportKind(StrEnum):
    """Regular help is a commitment over time; one-off help is a single visit."""

    REGULAR = "regular"
    ONE_OFF = "one_off"


class SupporterKind(StrEnum):
    """Who helps, where it is not a unit of the plan."""

    ORGANISATION = "organisation"
    ENTERPRISE = "enterprise"
    PERSON = "person"


class Support(Record, table=True):
    """Trợ giúp: one visit or commitment, one version. Money in whole đồng.

    `supporter_key` is the unit's code or the supporter's folded name: with address, kind,
    form and day it tells two visits apart.
    """

    __table_args__ = (
        build_choice_constraint("kind", SupportKind),
        build_choice_constraint("supporter_kind", SupporterKind),
        CheckConstraint("value_vnd >= 0", name="value_not_negative"),
        CheckConstraint("until IS NULL OR until >= given_on", name="span_runs_forward"),
        CheckConstraint(
            "supporter_unit_id IS NOT NULL OR supporter_name IS NOT NULL", name="supporter_named"
        ),
        Index(
            "uq_support_current",
            "address_id",
            "supporter_key",
            "kind",
            "form",
            "given_on",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id", index=True)
    supporter_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    supporter_name: str | None = Field(default=None, max_length=200)
    supporter_kind: str | None = Field(default=None, max_length=12)
    supporter_key: str = Field(max_length=200)
    kind: str = Field(max_length=12)
    form: str = Field(max_length=20)
    value_vnd: int | None = Field(default=None, sa_type=BigInteger)
    given_on: date
    until: date | None = None
    note: str | None = Field(default=None, max_length=2000)
    batch_id: int | None = Field(default=None, foreign_key="batch.id", index=True)
    sheet: str | None = Field(default=None, max_length=64)
    row: int
    recorded_at: datetime = Field(sa_type=Instant, index=True)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    superseded_by: int | None = Field(default=None, foreign_key="batch.id", index=True)


# What a support says: who helped, how, with how much, when.
SUPPORT_FACTS: tuple[Any, ...] = (  # columns of many kinds
    Support.supporter_unit_id,
    Support.supporter_name,
    Support.supporter_kind,
    Support.supporter_key,
    Support.kind,
    Support.form,
    Support.value_vnd,
    Support.given_on,
    Support.until,
)


def find_recorded_supports(
    session: Session, *, which: ColumnElement[bool] | None = None
) -> pd.DataFrame:
    """Every version of all help, or of that `which`, in the order it was recorded:
    support_id, address_id, code, supporter_unit_id, supporter_name, supporter_kind, supporter_key,
    kind, form, value_vnd, given_on, until, batch_id, file_name, sheet, row; recorded_at,
    superseded_at."""
    chosen = [
        col(Support.id).label("support_id"),
        Support.address_id,
        Address.code,
        *SUPPORT_FACTS,
        Support.batch_id,
        Batch.file_name,
        Support.sheet,
        Support.row,
        Support.recorded_at,
        Support.superseded_at,
    ]
    statement = (
        select_columns(*chosen)
        .select_from(Support)
        .join(Address, col(Address.id) == col(Support.address_id))
        .join(Batch, col(Batch.id) == col(Support.batch_id), isouter=True)
        .order_by(col(Support.id))
    )
    if which is not None:
        statement = statement.where(which)
    return read_frame(session, statement)


def is_touching(first: date, last: date) -> ColumnElement[bool]:
    """SQL: is it help on any of the days from `first` to `last`?"""
    regular = col(Support.kind) == SupportKind.REGULAR.value
    is_running = or_(col(Support.until).is_(None), col(Support.until) >= first)
    given = col(Support.given_on)
    return and_(given <= last, or_(given >= first, and_(regular, is_running)))


def select_supports_of_periods(
    recorded: pd.DataFrame, periods: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Of all that was recorded, the help that touches each of `periods`, as known at the end
    of `as_of`, with its year.

    A one-off support touches the period its day lies in, a regular one every period in which
    it runs on any day: each row is help in the period of its year. Only the `in_period` rows
    (given_on inside the period) are visits of that period.
    """
    known = recorded[is_known_then(recorded, as_of)].drop(columns=VERSION)
    by_period = [
        _select_touching(known, period).assign(year=period["year"]).astype({"year": "Int64"})
        for period in periods.to_dict("records")
    ]
    typed = {"in_period": pd.array([], dtype="bool"), "year": pd.array([], dtype="Int64")}
    empty = known.head(0).assign(**typed)
    whole = (
        pd.concat([empty, *by_period], ignore_index=True) if len(by_period) != 1 else by_period[0]
    )
    return whole[["year", *whole.columns.drop("year")]].reset_index(drop=True)


def _select_touching(known: pd.DataFrame, period: Mapping[Hashable, Any]) -> pd.DataFrame:
    first: pd.Timestamp = period["data_from"]
    last: pd.Timestamp = period["data_to"]
    given, until = known["given_on"], known["until"]
    begun = given <= last
    in_period = begun & (given >= first)
    regular = known["kind"] == SupportKind.REGULAR.value
    running = begun & regular & (until.isna() | (until >= first))
    return known.assign(in_period=in_period)[in_period | running]


def find_current_supports(session: Session, codes: list[str]) -> pd.DataFrame:
    """The current supports of the addresses of `codes`: stored_id, the identity
    (address_id, supporter_key, kind, form, given_on) and what each says."""
    statement = (
        select_columns(
            col(Support.id).label("stored_id"),
            Support.address_id,
            *SUPPORT_FACTS,
            Support.note,
        )
        .select_from(Support)
        .join(Address, col(Address.id) == col(Support.address_id))
        .where(col(Address.code).in_(codes), col(Support.superseded_at).is_(None))
    )
    return read_frame(session, statement)


def find_supports_of_helpers(session: Session, helpers: Collection[str]) -> pd.DataFrame:
    """The current help that these supporters (by key) gave: stored_id, the identity, the
    address's code and its commune (unit_id, missing without a dossier), the supporter's name."""
    dossier = and_(
        col(Dossier.address_id) == col(Support.address_id), col(Dossier.superseded_at).is_(None)
    )
    name = func.coalesce(Unit.name_vi, Support.supporter_name)
    statement = (
        select_columns(
            col(Support.id).label("stored_id"),
            Support.address_id,
            Support.supporter_key,
            Support.kind,
            Support.form,
            Support.given_on,
            Address.code,
            col(Dossier.commune_id).label("unit_id"),
            name.label("supporter"),
        )
        .select_from(Support)
        .join(Address, col(Address.id) == col(Support.address_id))
        .join(Dossier, dossier, isouter=True)
        .join(Unit, col(Unit.id) == col(Support.supporter_unit_id), isouter=True)
        .where(col(Support.supporter_key).in_(helpers), col(Support.superseded_at).is_(None))
        .order_by(Address.code, col(Support.given_on))
    )
    return read_frame(session, statement)


def find_help_given(
    session: Session, units: Collection[int], first: date, last: date
) -> pd.DataFrame:
    """The current help of these units that touches the days `first` to `last`: code of the
    address, what each says, note; in the order of the codes and days."""
    until = func.coalesce(Support.until, last)
    running = and_(col(Support.kind) == SupportKind.REGULAR.value, until >= first)
    statement = (
        select_columns(col(Address.code).label("address_code"), *SUPPORT_FACTS, Support.note)
        .select_from(Support)
        .join(Address, col(Address.id) == col(Support.address_id))
        .where(
            col(Support.supporter_unit_id).in_(units),
            col(Support.superseded_at).is_(None),
            col(Support.given_on) <= last,
            or_(running, col(Support.given_on) >= first),
        )
        .order_by(Address.code, col(Support.given_on))
    )
    return read_frame(session, statement)


def find_addresses_helped(session: Session, units: Collection[int]) -> pd.DataFrame:
    """The open addresses that these units ever helped: supporter_unit_id, code, commune_id, and
    the day of the latest help (last_help); in the order of the codes."""
    statement = (
        select_columns(
            Support.supporter_unit_id,
            Address.code,
            Dossier.commune_id,
            func.max(Support.given_on).label("last_help"),
        )
        .select_from(Support)
        .join(Address, col(Address.id) == col(Support.address_id))
        .join(Dossier, col(Dossier.address_id) == col(Address.id))
        .where(
            col(Support.supporter_unit_id).in_(units),
            col(Support.superseded_at).is_(None),
            is_open(),
        )
        .group_by(col(Support.supporter_unit_id), col(Address.code), col(Dossier.commune_id))
        .order_by(Address.code)
    )
    return read_frame(session, statement)
