"""Địa chỉ nhân đạo: who is nobody helping, and where."""

import pytest
from sqlalchemy import Engine

from models import UserRole
from tests.pages.watching import fill, opened, tables, written


def test_the_sentence_says_how_many_have_nobody_and_where(engine: Engine) -> None:
    fill(engine)
    said = opened(engine, "addresses").title[0].value.replace("\\", "")
    assert said == "2 trên 4 địa chỉ chưa ai trợ giúp; nhiều nhất ở Xã Một (1); Xã Hai (1)."


def test_a_commune_without_a_register_is_named_and_not_counted_as_nought(engine: Engine) -> None:
    fill(engine)
    assert "1 xã, phường chưa có số liệu: Xã *Ba*." in written(opened(engine, "addresses"))


def test_both_sides_of_the_campaign(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "addresses")
    assert [metric.value for metric in app.metric][-1] == "2 / 4"
    assert "2 cơ quan cấp tỉnh chưa gắn với địa chỉ nhân đạo nào" in written(app)


@pytest.mark.parametrize("role", [UserRole.LEADER, UserRole.SUPERVISOR])
def test_no_household_can_be_told(engine: Engine, role: UserRole) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=role)
    for number in range(4):
        app.button(key=f"origin-{number}").click().run()
        assert not app.exception
        assert "BIMAT" not in tables(app) + written(app)


def test_without_any_register_it_says_what_would_bring_it(engine: Engine) -> None:
    said = written(opened(engine, "addresses"))
    assert "chưa có danh sách địa chỉ nhân đạo nào" in said
