"""Đơn vị tôi: one unit's own standing, in words that fit it, and nothing of anybody else."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from actions.reminders.extension_requests import (
    Requesting,
    decline_request,
    grant_request,
    request_extension,
)
from actions.returns.receive import Choices, Letter, preview_sheets, receive
from intake.tables import Upload
from locales.words import words_in
from models import Submission, Task, UserRole
from models.database import writing
from models.settings import renew_catalogue_token
from pages.own_unit.own_returns import build_slip
from tests.actions.returns import CLERK
from tests.conftest import NOW
from tests.intake.files import workbook
from tests.pages.watching import TODAY, fill, script, tables, written
from tests.province import OFFICER


def screen(engine: Engine, unit: str, *, as_of: date = TODAY, language: str = "vi") -> AppTest:
    officer = Actor("x", UserRole.UNIT_OFFICER, unit)
    args = (engine, "own_unit", officer, language, as_of.isoformat(), "")
    app = AppTest.from_function(script, args=args, default_timeout=120).run()
    assert not app.exception
    return app


def title(engine: Engine, unit: str, as_of: date = TODAY) -> str:
    return screen(engine, unit, as_of=as_of).title[0].value.replace("\\", "")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    return engine


@pytest.mark.parametrize(
    ("unit", "as_of", "sentence"),
    [
        ("SYT", TODAY, "Báo cáo kỳ 2026 của Sở Y tế đã được nhận đúng hạn, ngày 05/12/2026."),
        ("STC", TODAY, "Báo cáo kỳ 2026 của Sở Tài chính đã được nhận ngày 16/12/2026, "
                       "chậm 2 ngày so với hạn."),
        ("SXD", TODAY, "Báo cáo kỳ 2026 của Sở Xây dựng đã quá hạn 6 ngày: "
                       "hạn đến hết ngày 14/12/2026."),
        ("SXD", date(2026, 12, 10), "Sở Xây dựng còn 4 ngày để gửi báo cáo kỳ 2026: "
                                    "hạn đến hết ngày 14/12/2026."),
        ("SXD", date(2026, 12, 14), "Hôm nay là ngày cuối Sở Xây dựng gửi báo cáo kỳ 2026 "
                                    "đúng hạn (hết ngày 14/12/2026)."),
        ("X2", TODAY, "Báo cáo kỳ 2026 của Xã Hai được trả lại để sửa và đã quá hạn 6 ngày "
                      "(hạn đến hết ngày 14/12/2026)."),
        ("MTTQ", TODAY, "Ủy ban Mặt trận tỉnh được đề nghị gửi báo cáo kỳ 2026; "
                        "Hội Chữ thập đỏ tỉnh vẫn mong nhận được báo cáo."),
    ],
)  # fmt: skip
def test_one_sentence_says_what_is_owed_by_when(
    filled: Engine, unit: str, as_of: date, sentence: str
) -> None:
    assert title(filled, unit, as_of) == sentence


def test_a_requested_body_is_never_told_that_anything_is_late(filled: Engine) -> None:
    with writing(filled) as session:
        session.get_one(Submission, 6).unit_id = 4  # sent back to the Front
    for as_of in (date(2026, 12, 6), date(2026, 12, 14), TODAY):
        app = screen(filled, "MTTQ", as_of=as_of)
        assert "quá hạn" not in app.title[0].value + written(app) + tables(app)


def test_a_last_day_that_was_put_off_is_the_units_own(filled: Engine) -> None:
    app = screen(filled, "X3", as_of=date(2026, 12, 16))
    assert "còn 2 ngày" in app.title[0].value
    assert "được gia hạn đến hết ngày 18/12/2026" in written(app)


def test_nothing_of_another_unit_is_sent(filled: Engine) -> None:
    app = screen(filled, "SXD")
    everything = app.title[0].value + written(app) + tables(app)
    for other in ("Sở Y tế", "Sở Tài chính", "Xã Một", "Xã Hai", "SYT", "STC", "X1"):
        assert other not in everything


def test_a_past_day_is_looked_at_only(filled: Engine) -> None:
    app = screen(filled, "SXD", as_of=date(2026, 12, 18))
    assert [one.label for one in app.button if "gia hạn" in one.label] == []


def test_what_was_promised_is_shown_and_can_be_answered(filled: Engine) -> None:
    app = screen(filled, "SXD")
    assert "Văn bản đôn đốc ngày 16/12/2026" in written(app)
    assert "Hẹn gửi báo cáo ngày 22/12/2026." in written(app)
    app.text_area[-1].set_value("Đang tổng hợp số liệu")
    (press,) = [one for one in app.button if one.label == "Gửi trả lời"]
    app = press.click().run()
    assert "Đã gửi trả lời" in app.success[0].value.replace("\\", "")
    assert "Trả lời ngày 20/12/2026: Đang tổng hợp số liệu" in written(app)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_account_without_a_unit_is_told_so(filled: Engine, language: str) -> None:
    said = screen(filled, "khong-co", language=language).title[0].value
    assert ("chưa gắn với đơn vị" if language == "vi" else "belongs to no unit") in said


def test_an_answer_to_a_request_is_shown_beside_it(filled: Engine) -> None:
    officer = Actor("x", UserRole.UNIT_OFFICER, "SXD")
    for until in (date(2026, 12, 24), date(2026, 12, 26)):
        requesting = Requesting(2026, until, "lũ *quét*")
        number = request_extension(filled, requesting, actor=officer, now=NOW)
        if until.day == 24:
            decline_request(filled, number, "Gửi phần đã có.", actor=CLERK, now=NOW)
    assert "Xin đến hết ngày 26/12/2026: đang chờ trả lời" in written(screen(filled, "SXD"))
    grant_request(filled, number, date(2026, 12, 25), actor=CLERK, now=NOW, reply="Đồng ý.")
    app = screen(filled, "SXD")
    assert "còn 5 ngày" in app.title[0].value
    assert "Xin đến hết ngày 26/12/2026: đã chấp thuận" in written(app)
    assert "Xin đến hết ngày 24/12/2026: không chấp thuận" in written(app)
    for sentence in ("Gửi phần đã có.", "Đồng ý.", "lũ *quét*"):
        assert sentence in written(app)


def test_the_slip_of_one_sheet_has_that_sheets_rows(province: Engine) -> None:
    head = ["period", "unit_code", "task_code", "status", "quantity"]
    narrow = [head, [2026, "SYT", "HM_TV", "done", 12], [2026, "SYT", "YT_TT", "done", "1O"]]
    wide = [[*head, "note"], [2026, "SYT", "KCB_LN", "done", "2O", "xem lại"]]
    book = Upload("syt.xlsx", workbook({"Hẹp": narrow, "Rộng": wide}))
    seen, _ = preview_sheets(province, book, Letter(TODAY), actor=OFFICER)
    number = receive(province, seen, Choices(True, True), actor=OFFICER, now=NOW).batch_id
    slip = build_slip(province, OFFICER, number, words=words_in("vi"))
    cells = [cell.value for row in load_workbook(io.BytesIO(slip)).worksheets[0] for cell in row]
    assert "1O" in cells and "2O" not in cells


def test_the_slip_of_rows_that_are_at_fault_no_longer_says_so(province: Engine) -> None:
    """A task that was unknown when the file came is in the catalogue today."""
    head = ["period", "unit_code", "task_code", "status", "quantity"]
    rows = [head, [2026, "SYT", "HM_TV", "done", 12], [2026, "SYT", "MOI", "done", 3]]
    book = Upload("syt.xlsx", workbook({"Bảng": rows}))
    (seen,) = preview_sheets(province, book, Letter(TODAY), actor=OFFICER)
    number = receive(province, seen, Choices(True, True), actor=OFFICER, now=NOW).batch_id
    with writing(province) as session:
        known = session.exec(select(Task).where(Task.code == "YT_TT")).one()
        known.code = "MOI"
        renew_catalogue_token(session)
    slip = build_slip(province, OFFICER, number, words=words_in("vi"))
    (cell,) = load_workbook(io.BytesIO(slip)).worksheets[0]["A"]
    assert "không có dòng nào phải sửa" in cell.value
    assert "syt.xlsx" in cell.value
