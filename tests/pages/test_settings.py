"""Cài đặt: what the office decides, kept with one press and followed by every screen at once."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Entry, UserRole
from models.choices import SMALL_COUNTS, read_choice
from models.database import reading
from tests.pages.watching import fill, opened, written


def keep(app: AppTest) -> None:
    next(one for one in app.button if one.label == "Lưu cài đặt").click().run()
    assert not app.exception


def number_named(app: AppTest, label: str) -> int:
    return next(place for place, one in enumerate(app.number_input) if label in one.label)


@pytest.mark.parametrize("role", [UserRole.ADMINISTRATOR, UserRole.SECRETARIAT])
def test_a_number_is_kept_told_and_journalled(engine: Engine, role: UserRole) -> None:
    app = opened(engine, "settings", role=role)
    app.number_input[number_named(app, "Số nhỏ nhất")].set_value(8)
    keep(app)
    assert "Đã lưu “Số nhỏ nhất được công bố”: 8" in app.info[0].value.replace("\\", "")
    with reading(engine) as session:
        assert read_choice(session, SMALL_COUNTS) == 8
        (told,) = session.exec(select(Entry))
    assert (told.verb, told.subject) == ("set", "setting small_counts_below")


def test_every_screen_follows_at_once(engine: Engine) -> None:
    fill(engine)
    before = written(opened(engine, "addresses", role=UserRole.LEADER))
    assert "bội số của 5" in before
    app = opened(engine, "settings", role=UserRole.SECRETARIAT)
    app.number_input[number_named(app, "Số nhỏ nhất")].set_value(9)
    keep(app)
    after = written(opened(engine, "addresses", role=UserRole.LEADER))
    assert "bội số của 9" in after


def test_a_folder_that_is_none_is_told(engine: Engine) -> None:
    app = opened(engine, "settings", role=UserRole.ADMINISTRATOR)
    app.text_input[0].set_value("/no/such/place")
    keep(app)
    assert "Không ghi được vào “/no/such/place”" in app.info[0].value.replace("\\", "")


def test_nothing_changed_writes_nothing(engine: Engine) -> None:
    app = opened(engine, "settings", role=UserRole.ADMINISTRATOR)
    keep(app)
    assert "Không có gì thay đổi" in app.info[0].value
    with reading(engine) as session:
        assert session.exec(select(Entry)).all() == []
