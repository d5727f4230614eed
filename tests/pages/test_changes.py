"""Có gì thay đổi on Tổng quan: the day in the address, the sentences, the rows behind."""

from datetime import date

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from models import Support, UserRole
from models.database import writing
from tests.models.rows import row
from tests.pages.watching import ADDRESSES, AT, fill, opened, tables, written

FROM = {"tu-ngay": "2026-12-01"}  # before anything of the province was recorded


def test_the_week_before_is_compared_unless_the_address_says_another_day(watched: Engine) -> None:
    assert "Có gì thay đổi từ ngày 13/12/2026" in said(watched)
    assert "Có gì thay đổi từ ngày 01/12/2026" in said(watched, FROM)


def test_the_days_that_passed_are_told_from_what_was_sent(engine: Engine) -> None:
    fill_helped(engine)
    assert "Thêm 2 báo cáo quá hạn (do thời gian)." in said(engine)
    told = said(engine, FROM)
    assert "Nhận thêm 3 báo cáo (do báo cáo mới)." in told
    rough = "Thêm 5 địa chỉ được trợ giúp (do báo cáo mới). Số địa chỉ là số làm tròn."
    assert rough in told  # of four in truth: a leader is told multiples of five
    clerk = written(opened(engine, "overview", asked=FROM, role=UserRole.SECRETARIAT))
    assert "Thêm 4 địa chỉ được trợ giúp (do báo cáo mới)." in clerk


def test_the_same_day_moves_nothing(watched: Engine) -> None:
    told = said(watched, {"tu-ngay": "2026-12-20"})
    assert "Không con số nào thay đổi từ ngày 20/12/2026 đến ngày 20/12/2026." in told


def test_every_row_behind_a_cause_can_be_seen_with_its_file(watched: Engine) -> None:
    app = opened(watched, "overview", asked={**FROM, "chi-so": "tien-do"})
    app.button(key="moved-rows").click().run()
    assert not app.exception
    assert "Sở Y tế" in tables(app)
    assert "syt.csv" in tables(app)


def test_too_few_to_be_told_are_told_to_the_secretariat_alone(watched: Engine) -> None:
    # two of five are helped
    assert "địa chỉ được trợ giúp (do" not in said(watched, FROM)
    clerk = written(opened(watched, "overview", asked=FROM, role=UserRole.SECRETARIAT))
    assert "Thêm 2 địa chỉ được trợ giúp (do báo cáo mới)." in clerk


def test_the_addresses_that_moved_are_the_secretariats_alone(engine: Engine) -> None:
    fill_helped(engine)
    asked = {**FROM, "chi-so": "dia-chi"}
    leader = opened(engine, "overview", asked=asked)
    assert "moved-rows" not in {button.key for button in leader.button}
    assert "BIMAT" not in tables(leader)
    secretariat = opened(engine, "overview", asked=asked, role=UserRole.SECRETARIAT)
    secretariat.button(key="moved-rows").click().run()
    assert "BIMAT-1" in tables(secretariat)


def test_a_supervisor_sees_no_file(watched: Engine) -> None:
    asked = {**FROM, "chi-so": "tien-do"}
    app = opened(watched, "overview", asked=asked, role=UserRole.SUPERVISOR)
    app.button(key="moved-rows").click().run()
    assert "Sở Y tế" in tables(app)
    assert "syt.csv" not in tables(app)


def fill_helped(engine: Engine) -> None:
    """The province, with every address helped by one body more."""
    fill(engine)
    with writing(engine) as session:
        for address, _, _ in ADDRESSES:
            helper = {"supporter_unit_id": 7, "supporter_key": "7", "given_on": date(2026, 5, 2)}
            session.add(
                row(Support, id=900 + address, address_id=address, recorded_at=AT, **helper)
            )


def said(engine: Engine, asked: dict[str, str] | None = None) -> str:
    """All that Tổng quan says, opened at an address."""
    return written(opened(engine, "overview", asked=asked))


def test_no_way_opens_the_addresses_that_moved_to_others(engine: Engine) -> None:
    """Even counted by state alone, one address that moved between two days is one household."""
    fill(engine)
    for role, lists in ((UserRole.LEADER, 0), (UserRole.SUPERVISOR, 0), (UserRole.SECRETARIAT, 1)):
        app = AppTest.from_function(drawer, args=(engine, role), default_timeout=120).run()
        assert not app.exception
        assert len(app.dataframe) == lists


def drawer(engine: "Engine", role: "UserRole") -> None:
    from datetime import date

    from indicators.change.steps import build_steps
    from pages.components import frames
    from pages.overview.change_rows import open_rows
    from tests.pages.test_certificate import visit

    seen = visit(engine, role)
    path = build_steps(
        frames.load_snapshot(seen, date(2026, 12, 1)), frames.load_snapshot(seen, seen.as_of)
    )
    open_rows(seen, path, "coverage")
