"""Users, their roles, and what each signs in with."""

from datetime import datetime
from enum import StrEnum

import pandas as pd
from sqlalchemy import CheckConstraint, UniqueConstraint, delete, exists, func, update
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import PATTERN, Instant, Record, build_choice_constraint

STEP_SECONDS = 30  # for so long a code of an authenticator application is good
# A digest of a password, as actions/accounts/passwords.py writes it.
SCRYPT = r"^scrypt\$[0-9]+\$[A-Za-z0-9+/]+=*\$[A-Za-z0-9+/]+=*$"
# Names of who acts without an account: never a person's.
RESERVED = "code = 'terminal' OR substr(code, 1, 6) = 'trial-'"


class UserRole(StrEnum):
    """Who somebody is to the application."""

    LEADER = "leader"
    SECRETARIAT = "secretariat"
    UNIT_OFFICER = "unit_officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class User(Record, table=True):
    """Người dùng. A unit officer belongs to one unit code; others to none.

    `email` (in small letters) and `subject` are how an identity provider names the person:
    where a subject is kept it alone decides, since an address may pass to somebody else.
    """

    __tablename__ = "app_user"  # "user" is a reserved word of PostgreSQL
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("email"),
        UniqueConstraint("subject"),
        build_choice_constraint("role", UserRole),
        CheckConstraint(f"NOT ({RESERVED})", name="code_not_reserved"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=64)
    name: str = Field(max_length=120)
    role: str = Field(max_length=16)
    unit_code: str | None = Field(default=None, max_length=16)
    email: str | None = Field(default=None, max_length=254)
    subject: str | None = Field(default=None, max_length=255)
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)


class Credential(Record, table=True):
    """Mật khẩu của một người dùng: never the password, only its scrypt digest."""

    user_id: int = Field(primary_key=True, foreign_key="app_user.id")
    digest: str = Field(max_length=200, sa_column_kwargs={"info": {PATTERN: SCRYPT}})
    set_at: datetime = Field(sa_type=Instant)


class OneTimeCode(Record, table=True):
    """Mã dùng một lần: with it a person sets a password. One a user, the last one given;
    `user_id` 0 is nobody's yet: the code of the first start."""

    __tablename__ = "one_time_code"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest_whole"),)

    user_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str = Field(max_length=64)  # sha256 of the code
    expires_at: datetime = Field(sa_type=Instant)


class SecondFactor(Record, table=True):
    """Ứng dụng xác thực của một người dùng: the secret that its codes are made of, sealed
    (actions/accounts/factor_keys.py). `last_step`
    is the half minute of the last code that opened: neither it nor an earlier one does again."""

    __tablename__ = "second_factor"

    user_id: int = Field(primary_key=True, foreign_key="app_user.id")
    secret: str = Field(max_length=64)
    confirmed_at: datetime = Field(sa_type=Instant)
    last_step: int


class RecoveryCode(Record, table=True):
    """Mã dự phòng: opens once in place of the application's code; only its digest is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        UniqueConstraint("user_id", "digest"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="app_user.id", index=True)
    digest: str = Field(max_length=64)  # sha256 of the code


def find_user_by_code(session: Session, code: str) -> User | None:
    """The user who signs in as `code`, or None."""
    return session.exec(select(User).where(User.code == code)).first()


def find_claimed_user(session: Session, *, subject: str, email: str) -> User | None:
    """Whom an identity provider means: the user with this subject, else the one with this
    e-mail address whose subject nobody has written down."""
    if subject:
        known = session.exec(select(User).where(User.subject == subject)).first()
        if known is not None:
            return known
    if not email:
        return None
    statement = select(User).where(User.email == email.lower(), col(User.subject).is_(None))
    return session.exec(statement).first()


def list_users(session: Session) -> pd.DataFrame:
    """Every user by name of sign-in: user_id, code, name, role, unit_code, email,
    subject, disabled_at, password_set_at (NaT: has none yet), has_factor."""
    statement = (
        select_columns(
            col(User.id).label("user_id"),
            User.code,
            User.name,
            User.role,
            User.unit_code,
            User.email,
            User.subject,
            User.disabled_at,
            col(Credential.set_at).label("password_set_at"),
            exists().where(col(SecondFactor.user_id) == col(User.id)).label("has_factor"),
        )
        .join(Credential, col(Credential.user_id) == col(User.id), isouter=True)
        .order_by(col(User.code))
    )
    return read_frame(session, statement)


def find_user_names(session: Session) -> dict[str, str]:
    """The full name of every user, disabled ones too, by the name of sign-in."""
    return dict(session.exec(select(User.code, User.name)).all())


def count_administrators(session: Session, *, besides: int | None = None) -> int:
    """How many administrators may still come in, not counting the user `besides`."""
    statement = select(func.count()).where(
        User.role == UserRole.ADMINISTRATOR,
        col(User.disabled_at).is_(None),
        col(User.id) != (besides or 0),
    )
    return session.exec(statement).one()


def forget_codes(session: Session, *, now: datetime) -> None:
    """Let no one-time code stand, nor that of the first start, nor any recovery code, nor a code
    of an authenticator application of now or before: a restored database no longer knows which of
    them were used."""
    session.execute(delete(OneTimeCode))
    session.execute(delete(RecoveryCode))
    session.execute(update(SecondFactor).values(last_step=int(now.timestamp()) // STEP_SECONDS + 1))


def count_active_by_role(session: Session) -> dict[str, int]:
    """How many users of each role may come in."""
    counted = (
        select(User.role, func.count()).where(col(User.disabled_at).is_(None)).group_by(User.role)
    )
    return dict(session.exec(counted).all())
