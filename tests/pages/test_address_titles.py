"""Địa chỉ nhân đạo: what its titles and tables say."""

from datetime import date

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from models import Address, Dossier, Unit, UserRole
from models.database import writing
from models.rule_versions import BEGINNING, write_rule_versions
from models.settings import raise_data_version
from tests.models.rows import row
from tests.pages.test_addresses import certificate_of, registered, unescaped
from tests.pages.watching import fill, opened, written


def subtitles(app: AppTest) -> list[str]:
    return [unescaped(one.value) for one in app.subheader]


def test_titles_say_where_the_most_are(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 10), 6: (50, 70, 20)})
    told = subtitles(opened(engine, "addresses", asked={"muc": "doi-tuong"}))
    assert "Theo xã, phường: nhiều địa chỉ chưa được trợ giúp nhất là Xã Hai (khoảng 50)" in told
    assert "Theo nhu cầu: nhiều địa chỉ chưa được trợ giúp nhất là chưa ghi (khoảng 90)" in told


def test_no_commune_to_act_in_is_said_as_none(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 0), 6: (50, 70, 0)})
    said = "\n".join(subtitles(opened(engine, "addresses")))
    assert "0 xã, phường" not in said
    assert "Trong các xã, phường được nêu đủ số, không nơi nào vừa có" in said


def test_who_helps_whom_has_a_line_for_each_category(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 10), 6: (50, 70, 20)})
    app = opened(engine, "addresses", asked={"muc": "ai-giup-ai"})
    (shown,) = [one.value for one in app.dataframe if "Nhóm đối tượng" in one.value]
    assert list(shown.columns) == ["Nhóm đối tượng", "Cơ quan cấp tỉnh"]


def test_an_address_of_a_commune_that_ended_without_successor_is_not_placed(engine: Engine) -> None:
    fill(engine)
    with writing(engine) as session:
        session.add(row(Unit, id=8, code="X8", name_vi="Xã Một", short_vi="Xã Một",
                        name_en="Xã Một", level="commune", kind="committee", position=8,
                        valid_to=date(2026, 7, 1)))  # fmt: skip
        session.add(row(Address, id=100, code="M-100"))
        session.flush()
        session.add(row(Dossier, id=100, address_id=100, commune_id=8))
        write_rule_versions(session, now=BEGINNING)
        raise_data_version(session)
    app = opened(engine, "addresses", role=UserRole.SECRETARIAT)
    (shown,) = [one.value for one in app.dataframe if "coverage" in one.value]
    assert [*shown["commune"]].count("Xã Một") == 1
    assert "Chưa xếp được" in {*shown["commune"]}


def test_the_certificate_of_visits_says_how_many_and_what_they_are_worth(engine: Engine) -> None:
    assert "khoảng 155 lượt trợ giúp trong kỳ" in written(certificate_of(engine, 2))


def test_the_tables_of_a_commune_are_titled_by_their_largest_group(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 10), 6: (50, 70, 20)})
    told = subtitles(opened(engine, "addresses", asked={"xa": "X1"}))
    assert "Theo nhu cầu: nhiều nhất là chưa ghi (khoảng 115)" in told
