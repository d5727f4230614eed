"""Users and their roles."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.record import Instant, Record, one_of


class UserRole(StrEnum):
    """Who somebody is to the application."""

    LEADER = "leader"
    SECRETARIAT = "secretariat"
    UNIT_OFFICER = "unit_officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class User(Record, table=True):
    """Người dùng. A unit officer belongs to one unit code; others to none."""

    __tablename__ = "app_user"  # "user" is a reserved word of PostgreSQL
    __table_args__ = (UniqueConstraint("code"), one_of("role", UserRole))

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=64)
    name: str = Field(max_length=120)
    role: str = Field(max_length=16)
    unit_code: str | None = Field(default=None, max_length=16)
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)
