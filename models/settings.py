"""Settings of an installation, and the version of its data."""

import secrets
from datetime import date

from sqlmodel import Field, Session, col, select, update

from models.database import has_written_register
from models.record import Record
from models.stored_values import parse_day


class Setting(Record, table=True):
    """One named choice of the installation: what the facts leave open is set here."""

    name: str = Field(primary_key=True, max_length=40)
    value: str = Field(max_length=4000)


class DataVersion(Record, table=True):
    """One row. Every write raises `number`; every cache is keyed by it, none by time.
    `register_number` is that of the last write that changed the register: what is kept of
    addresses and help, dear to read, outlives every other write.
    `catalogue` is a new token each time the catalogue changes, unlike any other database's;
    it is empty while none was loaded.
    """

    __tablename__ = "data_version"

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = 1
    register_number: int = 1
    catalogue: str = Field(default="", max_length=32)


SAMPLE_DAY = "sample_as_of"  # present only in a database of sample data


def read_setting(session: Session, name: str) -> str | None:
    """The value set for `name`, or None."""
    return session.exec(select(Setting.value).where(Setting.name == name)).first()


def read_settings_under(session: Session, prefix: str) -> dict[str, str]:
    """Every setting whose name begins with `prefix`, by its whole name."""
    begun = select(Setting).where(col(Setting.name).startswith(prefix, autoescape=True))
    return {row.name: row.value for row in session.exec(begun)}


def read_sample_day(session: Session) -> date | None:
    """The day a sample database is pinned to; None for a real one."""
    value = read_setting(session, SAMPLE_DAY)
    return parse_day(value) if value else None


def read_data_version(session: Session) -> int:
    """The number every cache is keyed by."""
    return session.exec(select(DataVersion.number).where(DataVersion.id == 1)).one()


def read_versions(session: Session) -> tuple[int, int]:
    """That number, and the one that what is kept of the register is keyed by."""
    numbers = select(DataVersion.number, DataVersion.register_number)
    number, register_number = session.exec(numbers.where(DataVersion.id == 1)).one()
    return number, register_number


def read_catalogue_token(session: Session) -> str:
    """What is kept of the catalogue in memory is keyed by this; "" must not be kept."""
    return session.exec(select(DataVersion.catalogue).where(DataVersion.id == 1)).first() or ""


def renew_catalogue_token(session: Session) -> None:
    """Whatever was kept of the catalogue in memory is old from now on."""
    token = secrets.token_hex(16)
    session.execute(update(DataVersion).where(col(DataVersion.id) == 1).values(catalogue=token))


def raise_data_version(session: Session) -> None:
    """Count one more write. Called inside the transaction of the action that wrote."""
    number = DataVersion.number + 1
    register = number if has_written_register(session) else DataVersion.register_number
    session.execute(
        update(DataVersion)
        .where(col(DataVersion.id) == 1)
        .values(number=number, register_number=register)
    )


def raise_register_version(session: Session) -> None:
    """Whatever is kept of the register in memory is old: it is counted otherwise now."""
    number = DataVersion.number + 1
    session.execute(
        update(DataVersion)
        .where(col(DataVersion.id) == 1)
        .values(number=number, register_number=number)
    )
