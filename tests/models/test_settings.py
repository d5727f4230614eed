"""Settings of an installation, and the number that every cache is keyed by."""

from datetime import date

from sqlalchemy import Engine

from models import Setting
from models.database import reading, writing
from models.settings import (
    SAMPLE_DAY,
    raise_data_version,
    read_data_version,
    read_sample_day,
    read_setting,
)
from tests.models.conftest import keep


def test_what_is_not_set_is_none(each_engine: Engine) -> None:
    with reading(each_engine) as session:
        assert read_setting(session, "language") is None
        assert read_sample_day(session) is None


def test_what_is_set_is_told(each_engine: Engine) -> None:
    keep(
        each_engine,
        [Setting(name="language", value="en"), Setting(name=SAMPLE_DAY, value="2026-12-20")],
    )
    with reading(each_engine) as session:
        assert read_setting(session, "language") == "en"
        assert read_sample_day(session) == date(2026, 12, 20)


def test_each_write_raises_the_number_by_one(each_engine: Engine) -> None:
    with writing(each_engine) as session:
        before = read_data_version(session)
        raise_data_version(session)
        raise_data_version(session)
    with reading(each_engine) as session:
        assert read_data_version(session) == before + 2
