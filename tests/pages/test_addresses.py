"""Địa chỉ nhân đạo: who is nobody helping, and where."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Address, Dossier, Entry, Submission, Support, UserRole
from models.database import reading, writing
from models.settings import raise_data_version
from tests.models.rows import row
from tests.pages.watching import fill as fill_province
from tests.pages.watching import open_to_look, opened, tables, written


def fill(engine: Engine) -> None:
    """The province, in which every commune with a register has sent its report; that of Xã Hai
    came again after it had been sent back."""
    fill_province(engine)
    sent = date(2026, 12, 8)
    again = row(Submission, id=91, unit_id=6, year=2026, sent_on=sent, received_on=sent)
    with writing(engine) as session:
        session.add(again)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Engine]:
    """The province of `fill`, made once."""
    folder = tmp_path_factory.mktemp("addresses")
    with open_to_look(shutil.copy(sqlite_template, folder), fill) as opened:
        yield opened


def test_addresses_of_a_commune_that_has_not_reported_are_neither_helped_nor_not_helped(
    engine: Engine,
) -> None:
    fill_province(engine)  # the report of Xã Hai was sent back, and nobody told of help there
    app = opened(engine, "addresses", role=UserRole.SECRETARIAT)
    said = app.title[0].value.replace("\\", "")
    assert said == "1 trên 3 địa chỉ chưa được trợ giúp; nhiều nhất ở Xã Một (1)."
    left_out = "Để ngoài tỷ lệ: 1 địa chỉ của 1 xã, phường chưa có báo cáo trợ giúp (Xã Hai)."
    assert left_out in written(app)
    (table,) = [one.value for one in app.dataframe if "unreported" in one.value]
    of_it = table.set_index("commune").loc["Xã Hai"]
    assert (of_it["addresses"], of_it["unreported"]) == (1, 1)
    assert of_it[["nobody", "several", "coverage", "committed"]].isna().all()
    app = opened(engine, "addresses", role=UserRole.SECRETARIAT, asked={"xa": "X2"})
    said = app.title[0].value.replace("\\", "")
    assert said == "Xã Hai: 1 địa chỉ có hồ sơ; chưa có báo cáo trợ giúp của kỳ 2026."
    assert len(app.metric) == 0
    assert "chưa được trợ giúp trong kỳ" not in written(app)


def test_a_leader_learns_no_small_count_of_unreported_help(engine: Engine) -> None:
    fill_province(engine)
    app = opened(engine, "addresses")
    shown = [one.value for one in app.dataframe if "unreported_about" in one.value]
    told = shown[0].set_index("commune").loc["Xã Hai"]
    assert (told["addresses_about"], told["unreported_about"]) == ("ẩn", "ẩn")
    assert told["nobody_about"] == "Chưa có báo cáo trợ giúp"


def test_before_anybody_reports_help_there_is_no_ratio_and_nobody_is_accused(
    engine: Engine,
) -> None:
    fill_province(engine)
    with writing(engine) as session:
        connection = session.connection()
        for table in ("support", "send_back", "result", "submission"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        raise_data_version(session)
    for role in (UserRole.SECRETARIAT, UserRole.LEADER):
        app = opened(engine, "addresses", role=role)
        assert (
            app.title[0]
            .value.replace("\\", "")
            .endswith("địa chỉ nhân đạo có hồ sơ; kỳ 2026 chưa có số liệu trợ giúp.")
        )
        assert "Chưa xã, phường nào có báo cáo trợ giúp của kỳ 2026" in written(app)
        assert "chưa gắn với địa chỉ" not in written(app)
        assert "%" not in "".join(metric.value for metric in app.metric)


def test_the_sentence_says_how_many_have_nobody_and_where(watched: Engine) -> None:
    app = opened(watched, "addresses", role=UserRole.SECRETARIAT)
    said = app.title[0].value.replace("\\", "")
    assert said == "2 trên 4 địa chỉ chưa được trợ giúp; nhiều nhất ở Xã Một (1); Xã Hai (1)."


def test_a_commune_without_a_register_is_named_and_not_counted_as_nought(watched: Engine) -> None:
    assert "1 xã, phường chưa có danh sách địa chỉ: Xã *Ba*." in written(
        opened(watched, "addresses")
    )


def test_both_sides_of_the_campaign(watched: Engine) -> None:
    app = opened(watched, "addresses")
    assert [metric.value for metric in app.metric][-1] == "2 / 4"
    assert "2 cơ quan cấp tỉnh chưa gắn với địa chỉ nhân đạo nào" in written(app)


READERS = [UserRole.LEADER, UserRole.SUPERVISOR]


@pytest.mark.parametrize("role", READERS)
def test_small_counts_are_told_to_nobody_who_may_not_know_the_addresses(
    watched: Engine, role: UserRole
) -> None:
    app = opened(watched, "addresses", role=role)
    said = app.title[0].value
    assert unescaped(said) == "Khoảng 5 trên khoảng 5 địa chỉ chưa được trợ giúp."
    told = [one.value for one in app.dataframe if "nobody_about" in one.value]
    assert len(told) == 2  # the wide table, and a phone's
    for table in told:
        assert set(table.loc[table["commune"] != "Xã *Ba*", "nobody_about"]) == {"ẩn"}
        assert set(table.loc[table["commune"] == "Xã *Ba*", "nobody_about"]) == {"Chưa có số liệu"}
    assert "2 xã, phường có số dưới 5" in written(app)


def registered(engine: Engine, told: dict[int, tuple[int, int, int]]) -> None:
    """Of each commune: how many addresses nobody helps, one helps, and two help."""
    fill(engine)
    with writing(engine) as session:
        number = 100
        for commune, counts in told.items():
            for helpers, count in zip(((), (1,), (1, 2)), counts, strict=True):
                for _ in range(count):
                    number += 1
                    session.add(row(Address, id=number, code=f"M-{number}"))
                    session.flush()
                    session.add(row(Dossier, id=number, address_id=number, commune_id=commune))
                    for helper in helpers:
                        session.add(
                            row(Support, id=number * 10 + helper, address_id=number,
                                supporter_unit_id=helper, supporter_key=str(helper),
                                given_on=date(2026, 5, 1))
                        )  # fmt: skip
        raise_data_version(session)


def unescaped(said: str) -> str:
    return said.replace("\\", "")


def of_commune(app: AppTest, name: str) -> dict[str, object]:
    """What the table says of a commune."""
    (shown,) = [one.value for one in app.dataframe if "several_about" in one.value]
    told = shown.set_index("commune").loc[name]
    return {str(column): value for column, value in told.items()}


def test_what_is_hidden_is_never_said_to_be_without_data(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 1), 6: (50, 70, 20)})
    app = opened(engine, "addresses")
    told = of_commune(app, "Xã Một")
    assert (told["nobody_about"], told["several_about"]) == ("khoảng 40", "ẩn")
    assert of_commune(app, "Xã *Ba*")["several_about"] == "Chưa có số liệu"
    assert "1 xã, phường chưa có danh sách địa chỉ: Xã *Ba*." in written(app)


def test_where_the_most_are_is_said_plainly_where_nothing_is_hidden(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 10), 6: (50, 70, 20)})
    assert "; nhiều nhất ở Xã Hai" in opened(engine, "addresses").title[0].value


HIDDEN = {5: (40, 60, 0), 6: (50, 90, 0), 7: (2, 9, 0)}  # of Xã Một and Xã Ba some is hidden
NO_TOTAL = {5: (40, 60, 0), 6: (50, 90, 0), 7: (0, 3, 0)}


def test_the_most_is_said_of_those_told_where_others_are_hidden(engine: Engine) -> None:
    registered(engine, HIDDEN)
    said = opened(engine, "addresses").title[0].value
    assert "nhiều nhất trong các xã, phường được nêu số: Xã Hai (khoảng 50)" in unescaped(said)


def test_a_commune_tells_what_is_known_of_it_where_a_part_is_hidden(engine: Engine) -> None:
    registered(engine, HIDDEN)
    said = opened(engine, "addresses", asked={"xa": "X1"}).title[0].value
    told = "Xã Một: khoảng 105 địa chỉ có hồ sơ; số địa chỉ chưa được trợ giúp được ẩn."
    assert unescaped(said) == told


def test_a_commune_tells_what_is_known_of_it_where_its_total_is_hidden(engine: Engine) -> None:
    registered(engine, NO_TOTAL)
    said = opened(engine, "addresses", asked={"xa": "X1"}).title[0].value
    assert unescaped(said) == "Xã Một: khoảng 40 địa chỉ chưa được trợ giúp; tổng số được ẩn."


def test_a_commune_says_whom_to_call_and_where_its_coverage_comes_from(engine: Engine) -> None:
    registered(engine, {5: (40, 60, 10), 6: (50, 70, 20)})
    app = opened(engine, "addresses", asked={"xa": "X1"})
    assert "Văn phòng X1" in written(app)
    assert [metric.value for metric in app.metric] == ["65,2\u00a0%"]
    app.button(key="origin-0").click().run()
    assert "khoảng" in tables(app)
    assert "M-1" not in tables(app) + written(app)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("commune", ["X1", "X2"])
def test_a_commune_opened_by_its_address_tells_no_more(
    watched: Engine, role: UserRole, commune: str
) -> None:
    app = opened(watched, "addresses", role=role, asked={"xa": commune})
    assert "số địa chỉ nhỏ, được ẩn" in app.title[0].value
    for frame in app.dataframe:
        assert set(frame.value.iloc[:, -1]) <= {"ẩn"}
    assert not [button for button in app.button if button.key == "commune-open"]


@pytest.mark.parametrize("role", [*READERS, UserRole.SECRETARIAT])
def test_the_way_of_one_commune_is_the_secretariats_and_others_are_told_why(
    watched: Engine, role: UserRole
) -> None:
    app = opened(watched, "addresses", role=role, asked={"xa": "X1", "muc": "chang-duong"})
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
def test_each_further_view_opens_for_each_reader(
    watched: Engine, role: UserRole, view: str
) -> None:
    app = opened(watched, "addresses", role=role, asked={"muc": view})
    assert app.segmented_control(key="choice-muc").value == view
    assert "BIMAT" not in tables(app) + written(app)


@pytest.mark.parametrize("role", READERS)
def test_no_household_can_be_told(watched: Engine, role: UserRole) -> None:
    app = opened(watched, "addresses", role=role)
    for number in range(4):
        app.button(key=f"origin-{number}").click().run()
        assert not app.exception
        assert "BIMAT" not in tables(app) + written(app)


def test_without_any_register_it_says_what_would_bring_it(engine: Engine) -> None:
    said = written(opened(engine, "addresses"))
    assert "chưa có danh sách địa chỉ nhân đạo nào" in said


def test_when_a_commune_was_last_reviewed_is_told_to_the_month(engine: Engine) -> None:
    """The last review of a commune is that of one dossier: its day is the secretariat's."""
    fill(engine)
    with writing(engine) as session:
        for given in session.exec(select(Support)):
            session.delete(given)
        for number in range(100, 120):
            session.add(row(Address, id=number, code=f"M-{number}"))
            session.flush()
            reviewed = date(2026, 11, 19) if number == 107 else date(2026, 3, 2)
            session.add(row(Dossier, id=number, address_id=number, commune_id=5 + number % 2,
                            reviewed_on=reviewed))  # fmt: skip
        raise_data_version(session)
    clerk = tables(opened(engine, "addresses", role=UserRole.SECRETARIAT))
    assert "2026-11-19" in clerk
    for role in (UserRole.LEADER, UserRole.SUPERVISOR):
        app = opened(engine, "addresses", role=role)
        told = tables(app)
        assert not re.search(r"2026-11-|\d/11/2026", told)
        (communes,) = [one.value for one in app.dataframe if "review_age" in one.value][:1]
        assert {*communes["review_age"].dropna()} == {1, 9}


def certificate_of(engine: Engine, place: int) -> AppTest:
    """A leader's screen with the certificate of a figure open."""
    registered(engine, {5: (40, 60, 0), 6: (50, 90, 0)})
    app = opened(engine, "addresses")
    app.button(key=f"origin-{place}").click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("place", "said"),
    [(0, "63,3 % = khoảng 155 / khoảng 245"), (1, "0 % = 0 / khoảng 245"),
     (3, "50 % = 2 / 4")],
)  # fmt: skip
def test_a_certificate_says_the_ratio_as_it_was_read(engine: Engine, place: int, said: str) -> None:
    assert said in written(certificate_of(engine, place))


def test_agencies_that_help_none_are_told_with_nought(engine: Engine) -> None:
    app = certificate_of(engine, 3)
    assert "Đã tính vào tử số: 2 cơ quan" in [one.label for one in app.expander]
    (none,) = [one.value for one in app.dataframe if "Sở Xây dựng" in one.value.to_string()][:1]
    assert set(none["count"]) == {0}


@pytest.mark.parametrize(
    ("place", "label"), [(0, "Tải về đủ các dòng (XLSX)"), (1, "Tải thuyết minh (XLSX)")]
)
def test_a_certificate_without_rows_offers_its_explanation_only(
    engine: Engine, place: int, label: str
) -> None:
    app = certificate_of(engine, place)
    assert label in [one.proto.label for one in app.get("download_button")]
