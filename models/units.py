"""Units: the bodies and areas of the plan, what became of them, how people spell them.

A unit is a code from a day on: official codes were given to other units on 1/7/2025, so a
code alone says nothing.
"""

from datetime import date, datetime
from enum import StrEnum

import pandas as pd
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import Certainty, Instant, Record, build_choice_constraint
from models.rule_versions import add_version_table, select_rules_on
from models.spans import is_holding_on


class Level(StrEnum):
    """Where a unit stands: the province's own bodies, a district, a commune."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class UnitKind(StrEnum):
    """What a unit is. The Front and the mass organisations are asked, never ordered."""

    DEPARTMENT = "department"  # sở, ban, ngành
    MEDIA = "media"  # báo, đài
    RED_CROSS = "red_cross"
    FRONT = "front"  # Mặt trận Tổ quốc
    UNION = "union"  # Đoàn Thanh niên
    COMMITTEE = "committee"  # UBND huyện, xã


class SuccessionKind(StrEnum):
    """How one unit became another on a day."""

    RENAME = "rename"
    MERGE = "merge"  # the whole of `from` went into `to`
    SPLIT = "split"  # only a part of `from` went into `to`
    TRANSFER = "transfer"  # same unit under another parent
    ABOLISH = "abolish"  # ended; successor unknown or none


@add_version_table
class Unit(Record, table=True):
    """Cơ quan, đơn vị, địa bàn. Identity: code + valid_from; spans are half-open."""

    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="span_runs_forward"),
        build_choice_constraint("level", Level),
        build_choice_constraint("kind", UnitKind),
        build_choice_constraint("certainty", Certainty),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=16)
    valid_from: date
    valid_to: date | None = None
    name_vi: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    short_vi: str = Field(max_length=80)
    level: str = Field(max_length=12)
    kind: str = Field(max_length=12)
    parent_code: str | None = Field(default=None, max_length=16)
    position: int  # the plan's order of bodies
    lat: float | None = None
    lon: float | None = None
    contact: str | None = Field(default=None, max_length=200)  # the office's, never a person's
    certainty: str = Field(default=Certainty.SOLID, max_length=12)
    note: str | None = Field(default=None, max_length=500)


@add_version_table
class Succession(Record, table=True):
    """On a day, a unit (or a part of it) went on as another; `to_unit_id` empty: unknown."""

    __table_args__ = (
        UniqueConstraint("from_unit_id", "to_unit_id", "on_day"),
        build_choice_constraint("kind", SuccessionKind),
        build_choice_constraint("certainty", Certainty),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=12)
    on_day: date
    from_unit_id: int = Field(foreign_key="unit.id", index=True)
    to_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    certainty: str = Field(default=Certainty.SOLID, max_length=12)
    note: str | None = Field(default=None, max_length=500)


class UnitAlias(Record, table=True):
    """A spelling somebody confirmed to mean a unit; `spelling` is the folded form. `batch_id` is
    the batch it was confirmed with, whose undo takes it back."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("spelling", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    spelling: str = Field(max_length=200, index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    batch_id: int | None = Field(default=None, foreign_key="batch.id", index=True)
    confirmed_by: str = Field(max_length=64)
    confirmed_at: datetime = Field(sa_type=Instant)


def list_units(session: Session, as_of: date | None = None) -> pd.DataFrame:
    """Every unit of every day as known at the end of `as_of` (None: as they stand), one row each,
    in the plan's order of bodies."""
    unit = select_rules_on(Unit, as_of)
    chosen = [
        col(unit.id).label("unit_id"),
        unit.code,
        unit.valid_from,
        unit.valid_to,
        unit.name_vi,
        unit.name_en,
        unit.short_vi,
        unit.level,
        unit.kind,
        unit.parent_code,
        unit.position,
        unit.lat,
        unit.lon,
        unit.contact,
        unit.certainty,
    ]
    statement = select_columns(*chosen).order_by(
        col(unit.position), col(unit.code), col(unit.valid_from)
    )
    return read_frame(session, statement)


def list_successions(session: Session, as_of: date | None = None) -> pd.DataFrame:
    """Every succession known at the end of `as_of` (None: as they stand): kind, on_day,
    from_unit_id, to_unit_id (may be missing), certainty."""
    succession = select_rules_on(Succession, as_of)
    statement = select_columns(
        succession.kind,
        succession.on_day,
        succession.from_unit_id,
        succession.to_unit_id,
        succession.certainty,
        succession.note,
    ).order_by(col(succession.on_day), col(succession.id))
    return read_frame(session, statement)


def list_aliases(session: Session) -> pd.DataFrame:
    """Confirmed spellings: spelling (folded), unit_id."""
    return read_frame(session, select_columns(UnitAlias.spelling, UnitAlias.unit_id))


def are_in_being(units: pd.DataFrame, day: "pd.Timestamp | pd.Series") -> "pd.Series[bool]":
    """Of each row with valid_from and valid_to: was the unit there on `day`, one for all rows or
    one each?"""
    ended = units["valid_to"] <= day
    return (units["valid_from"] <= day) & ~ended


def find_unit(session: Session, code: str, day: date) -> Unit | None:
    """The unit that bore `code` on `day`, or None."""
    is_holding = is_holding_on(col(Unit.valid_from), col(Unit.valid_to), day)
    return session.exec(select(Unit).where(Unit.code == code, is_holding)).first()


def find_last_unit(session: Session, code: str, day: date) -> Unit | None:
    """The same; of a code that no unit bears on `day` the last one that ever did."""
    latest_first = col(Unit.valid_from).desc()
    ever = select(Unit).where(Unit.code == code).order_by(latest_first)
    return find_unit(session, code, day) or session.exec(ever).first()
