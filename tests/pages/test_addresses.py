"""Địa chỉ nhân đạo: who is nobody helping, and where."""

import json

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models import Entry, UserRole
from models.database import reading
from tests.pages.watching import fill, opened, tables, written


def test_the_sentence_says_how_many_have_nobody_and_where(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=UserRole.SECRETARIAT)
    said = app.title[0].value.replace("\\", "")
    assert said == "2 trên 4 địa chỉ chưa ai trợ giúp; nhiều nhất ở Xã Một (1); Xã Hai (1)."


def test_a_commune_without_a_register_is_named_and_not_counted_as_nought(engine: Engine) -> None:
    fill(engine)
    assert "1 xã, phường chưa có số liệu: Xã *Ba*." in written(opened(engine, "addresses"))


def test_both_sides_of_the_campaign(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "addresses")
    assert [metric.value for metric in app.metric][-1] == "2 / 4"
    assert "2 cơ quan cấp tỉnh chưa gắn với địa chỉ nhân đạo nào" in written(app)


READERS = [UserRole.LEADER, UserRole.SUPERVISOR]


@pytest.mark.parametrize("role", READERS)
def test_small_counts_are_told_to_nobody_who_may_not_know_the_addresses(
    engine: Engine, role: UserRole
) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=role)
    assert app.title[0].value.replace("\\", "") == "Khoảng 5 trên 5 địa chỉ chưa ai trợ giúp."
    told = [one.value for one in app.dataframe if "nobody_about" in one.value]
    assert len(told) == 2  # the wide table, and a phone's
    for table in told:
        assert set(table.loc[table["commune"] != "Xã *Ba*", "nobody_about"]) == {"ẩn"}
        assert set(table.loc[table["commune"] == "Xã *Ba*", "nobody_about"]) == {"Chưa có số liệu"}
    assert "2 xã, phường có số dưới 5" in written(app)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("commune", ["X1", "X2"])
def test_a_commune_opened_by_its_address_tells_no_more(
    engine: Engine, role: UserRole, commune: str
) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=role, asked={"xa": commune})
    assert "số địa chỉ nhỏ, được ẩn" in app.title[0].value
    for frame in app.dataframe:
        assert set(frame.value.iloc[:, -1]) <= {"ẩn"}
    assert not [button for button in app.button if button.key == "commune-open"]


@pytest.mark.parametrize("role", [*READERS, UserRole.SECRETARIAT])
def test_the_way_of_one_commune_is_the_secretariats_and_others_are_told_why(
    engine: Engine, role: UserRole
) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=role, asked={"xa": "X1", "muc": "chang-duong"})
    told = role == UserRole.SECRETARIAT
    assert len(app.get("vega_lite_chart")) == int(told)
    assert ("3 địa chỉ đã được xác nhận" in written(app)) is told
    assert ("chỉ Hội Chữ thập đỏ tỉnh xem" in written(app)) is not told


def test_the_list_of_a_commune_is_opened_only_with_a_word_in_the_journal(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=UserRole.SECRETARIAT, asked={"xa": "X1"})
    assert "BIMAT" not in tables(app) + written(app)
    app.button(key="commune-open").click().run()
    assert "BIMAT-3" in tables(app)
    with reading(engine) as session:
        (entry,) = session.exec(select(Entry).where(Entry.verb == "read_register"))
    told = json.loads(entry.after)
    assert (told["manner"], told["rows"], told["commune"]) == ("view", 1, "X1")


def test_a_birth_certificate_with_addresses_stands_in_the_journal(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=UserRole.SECRETARIAT)
    app.button(key="origin-0").click().run()
    assert "BIMAT-1" in tables(app)
    with reading(engine) as session:
        (entry,) = session.exec(select(Entry).where(Entry.verb == "read_register"))
    assert json.loads(entry.after)["figure"] == "coverage"


@pytest.mark.parametrize("view", ["chang-duong", "doi-tuong", "ai-giup-ai", "tri-gia"])
@pytest.mark.parametrize("role", [*READERS, UserRole.SECRETARIAT])
def test_each_further_view_opens_for_each_reader(engine: Engine, role: UserRole, view: str) -> None:
    fill(engine)
    app = opened(engine, "addresses", role=role, asked={"muc": view})
    assert app.segmented_control(key="choice-muc").value == view
    assert "BIMAT" not in tables(app) + written(app)


@pytest.mark.parametrize("role", READERS)
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
