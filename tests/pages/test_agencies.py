"""Cơ quan, đơn vị: who is behind, and one of them from near."""

from datetime import date

import pytest
from sqlalchemy import Engine

from models import Submission, UserRole
from models.database import writing
from tests.models.rows import row
from tests.pages.watching import AT, answered_last_year, fill, opened, tables, written


def test_the_sentence_names_the_last_and_how_many_are_below_the_province(engine: Engine) -> None:
    fill(engine)
    said = opened(engine, "agencies").title[0].value.replace("\\", "")
    assert said == "4 trên 6 đơn vị thấp hơn mức chung 16,7 %; thấp nhất là " + (
        "Sở Tài chính và 3 nơi khác: 0 %."
    )


def test_the_switch_chooses_the_group_by_the_address_bar(engine: Engine) -> None:
    fill(engine)
    assert "Sở Y tế" in tables(opened(engine, "agencies"))
    communes = tables(opened(engine, "agencies", asked={"nhom": "xa"}))
    assert "Xã Một" in communes
    assert "Sở Y tế" not in communes


def test_what_the_address_bar_may_not_ask_is_the_default(engine: Engine) -> None:
    fill(engine)
    assert "Sở Y tế" in tables(opened(engine, "agencies", asked={"nhom": "<b>"}))


def test_one_agency_shows_its_tasks_its_place_in_the_file_and_its_reports(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "agencies", asked={"don-vi": "SYT"})
    assert app.title[0].value.replace("\\", "").startswith("Sở Y tế: 1 trên 2")
    assert "● Hoàn thành đúng hạn" in tables(app)
    assert "syt.csv" in tables(app)
    assert "● Đã nhận đúng hạn" in tables(app)
    assert "Liên hệ: Văn phòng SYT" in written(app)


@pytest.mark.parametrize(("role", "value"), [(UserRole.LEADER, "ẩn"), (UserRole.SECRETARIAT, "2")])
def test_few_addresses_an_agency_helps_are_counted_for_the_secretariat_alone(
    engine: Engine, role: UserRole, value: str
) -> None:
    fill(engine)
    app = opened(engine, "agencies", role=role, asked={"don-vi": "SYT"})
    assert [metric.value for metric in app.metric][-1] == value
    assert "BIMAT" not in tables(app) + written(app)


def sign_nil(engine: Engine) -> None:
    """Sở Xây dựng signs that nothing arose in the whole of 2026."""
    fill(engine)
    days = {"sent_on": date(2026, 12, 10), "received_on": date(2026, 12, 10)}
    with writing(engine) as session:
        session.add(row(Submission, id=80, unit_id=3, year=2026, nil=True, recorded_at=AT, **days))


def test_who_signed_nil_is_not_told_that_nothing_is_due_yet(engine: Engine) -> None:
    sign_nil(engine)
    app = opened(engine, "agencies", asked={"don-vi": "SXD"})
    assert (
        app.title[0].value.replace("\\", "")
        == "Sở Xây dựng: không phát sinh kết quả trong kỳ 2026."
    )
    assert "hưa đến hạn báo cáo" not in written(app) + tables(app)
    english = opened(engine, "agencies", asked={"don-vi": "SXD"}, language="en")
    assert english.title[0].value.replace("\\", "") == "Sở Xây dựng: nothing arose in 2026."


def test_a_report_of_a_past_year_was_not_sent_and_counts_no_days(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    for asked in ({"don-vi": "STC"}, {"don-vi": "STC", "nam": "2025"}):
        app = opened(engine, "agencies", asked=asked)
        assert "Không gửi báo cáo" in tables(app)
        assert "Quá hạn" not in tables(app)
    assert "Báo cáo kỳ 2025: ◌ Không gửi báo cáo" in written(app)
    current = opened(engine, "agencies", asked={"don-vi": "SXD"})
    assert "Quá hạn 6 ngày" in tables(current)


def test_the_supervisor_sees_states_and_no_files(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "agencies", role=UserRole.SUPERVISOR, asked={"don-vi": "SYT"})
    assert "● Hoàn thành đúng hạn" in tables(app)
    assert "syt.csv" not in tables(app)


def test_the_way_back_leads_to_all_agencies(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "agencies", asked={"don-vi": "SYT"})
    next(button for button in app.button if "Tất cả" in button.label).click().run()
    assert not app.exception
    assert "đơn vị thấp hơn mức chung" in app.title[0].value


@pytest.mark.parametrize("role", [UserRole.LEADER, UserRole.SECRETARIAT])
def test_an_agency_of_a_new_office_opens_before_anybody_sent_anything(
    province: Engine, role: UserRole
) -> None:
    page = opened(province, "agencies", role=role, asked={"don-vi": "SCT"})
    assert not page.exception
    assert "Sở Công Thương" in written(page)


def test_a_nation_is_drawn_in_part_and_listed_whole(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pages.components.picture", "pages.agencies.charts"):
        monkeypatch.setattr(f"{module}.MOST_ROWS", 2)
    fill(engine)
    app = opened(engine, "agencies", asked={"nhom": "tat-ca"})
    assert "Hình vẽ 2 dòng đầu trong 6; bảng bên dưới có đủ." in written(app)
    assert len(app.dataframe[0].value) == 6


def test_before_the_deadline_nobody_is_behind(engine: Engine) -> None:
    fill(engine)
    said = written(opened(engine, "agencies", as_of=date(2026, 12, 14)))
    assert "Đã báo cáo 2 trên 6 nhiệm vụ; chưa đến hạn" in said
    assert "kỳ 2026 chưa đến hạn" in said
    assert "kém hơn" not in said
    one = opened(engine, "agencies", as_of=date(2026, 12, 14), asked={"don-vi": "SYT"})
    assert one.metric[0].value == "chưa đến hạn"
