"""Instants keep their moment on every database, and a guess about a time zone is refused."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError
from sqlmodel import select

from models import User
from models.database import reading
from tests.models.conftest import keep
from tests.models.rows import row


def test_an_instant_comes_back_as_the_same_moment_in_utc(each_engine: Engine) -> None:
    hanoi = timezone(timedelta(hours=7))
    keep(each_engine, [row(User, disabled_at=datetime(2026, 12, 15, 0, 0, 0, 125, tzinfo=hanoi))])
    with reading(each_engine) as session:
        kept = session.exec(select(User.disabled_at)).one()
    assert kept == datetime(2026, 12, 14, 17, 0, 0, 125, tzinfo=UTC)
    assert kept.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(each_engine: Engine) -> None:
    with pytest.raises(StatementError, match="needs a time zone"):
        keep(each_engine, [row(User, disabled_at=datetime(2026, 12, 15))])
