"""Every bar, number and cell of a picture opens the certificate of just what it stands for."""

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from models import UserRole
from pages.components.picture import REQUESTED
from tests.pages.watching import fill, opened, tables, written

Codes = dict[str, str]
OPENS = [
    # screen, address, chart, what was clicked, what the certificate says
    ("overview", {}, "group-bars", {"code": "department"}, ["Sở, ban, ngành, kỳ 2026", "Tử số"]),
    ("overview", {}, "group-bars", {"code": ""}, ["Tất cả, kỳ 2026", "16,7 % = 2 / 12"]),
    ("agencies", {}, "agency-bars", {"code": "SYT"}, ["Sở Y tế, kỳ 2026", "1 dòng"]),
    ("agencies", {}, "agency-bars", {"code": ""}, ["Cơ quan cấp tỉnh, kỳ 2026"]),
    ("tasks", {}, "bars-clause", {"code": "II.1"}, ["II.1 · Tuyên truyền", "2 dòng"]),
    ("overdue", {}, "years-bars", {"year": "2026"}, ["Tất cả, kỳ 2026"]),
    ("tasks", {"viec": "T1"}, "task-years", {"year": "2026"}, ["Tất cả, kỳ 2026"]),
    ("addresses", {}, "commune-list", {"code": "X1"}, ["Xã Một, kỳ 2026"]),
    ("addresses", {"muc": "chang-duong"}, "way-2026", {"code": "risen"}, ["thoát khó khăn"]),
    ("addresses", {"muc": "doi-tuong"}, "helped-categories", {"code": "unsaid"}, ["Được trợ giúp"]),
]
NOTHING = [
    ("overview", "group-bars", {"code": "nobody"}),
    ("agencies", "agency-bars", {"code": "' or 1=1"}),
    ("tasks", "bars-clause", {"code": "XII.9"}),
    ("overdue", "years-bars", {"year": "²"}),
    ("addresses", "commune-list", {"code": "01273"}),
    ("addresses", "helped-needs", {"code": "rice"}),
]


def clicked(
    engine: Engine, name: str, chart: str, codes: Codes, *, asked: Codes, role: UserRole
) -> AppTest:
    """The screen after a click on the picture `chart`."""
    app = opened(engine, name, asked=asked, role=role)
    app.session_state[REQUESTED] = (chart, codes)
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(("name", "asked", "chart", "codes", "says"), OPENS)
def test_what_is_clicked_opens_its_certificate_and_once(
    watched: Engine, name: str, asked: Codes, chart: str, codes: Codes, says: list[str]
) -> None:
    app = clicked(watched, name, chart, codes, asked=asked, role=UserRole.LEADER)
    for said in says:
        assert said in written(app) + "\n".join(each.label for each in app.expander)
    assert "Tử số." in written(app)
    app.run()
    assert "Tử số." not in written(app)


@pytest.mark.parametrize(("name", "chart", "codes"), NOTHING)
def test_what_was_not_drawn_opens_nothing(
    watched: Engine, name: str, chart: str, codes: Codes
) -> None:
    app = clicked(watched, name, chart, codes, asked={}, role=UserRole.LEADER)
    assert "Tử số." not in written(app)


def test_a_communes_certificate_tells_a_leader_no_small_count_and_no_address(
    engine: Engine,
) -> None:
    fill(engine)
    asked: Codes = {}
    told = {
        role: clicked(engine, "addresses", "commune-list", {"code": "X1"}, asked=asked, role=role)
        for role in (UserRole.LEADER, UserRole.SECRETARIAT)
    }
    leader, clerk = told[UserRole.LEADER], told[UserRole.SECRETARIAT]
    assert "BIMAT-1" in tables(clerk)
    assert "BIMAT" not in tables(leader) + written(leader)
    assert "2 dòng" in "".join(each.label for each in clerk.expander)
    assert "dòng" not in "".join(each.label for each in leader.expander)


def test_a_categorys_certificate_tells_a_leader_what_the_picture_tells(engine: Engine) -> None:
    fill(engine)
    asked, chart, code = {"muc": "doi-tuong"}, "helped-needs", {"code": "unsaid"}
    told = {
        role: clicked(engine, "addresses", chart, code, asked=asked, role=role)
        for role in (UserRole.LEADER, UserRole.SECRETARIAT)
    }
    leader, clerk = told[UserRole.LEADER], told[UserRole.SECRETARIAT]
    assert "BIMAT-1" in tables(clerk)
    assert "Được trợ giúp: ẩn trong " in written(leader)
    assert "Không liệt kê theo xã, phường" in "".join(each.value for each in leader.caption)
    assert "BIMAT" not in tables(leader) + written(leader)
    assert "dòng" not in "".join(each.label for each in leader.expander)
