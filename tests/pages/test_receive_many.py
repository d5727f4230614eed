"""Nhập báo cáo with many files: each its own letter and sender, all clean ones in one press."""

from datetime import date

import pytest
import streamlit as st
from sqlalchemy import Engine
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from models import Batch
from models.database import reading
from models.submissions import find_senders
from pages.returns import previews
from tests.pages.test_receive_returns import dropped, opened, pressed, said
from tests.province import BAD, GOOD, OFFICER, TODAY

HEAD = GOOD.splitlines(keepends=True)[0]
OTHER = HEAD + b"2026,STC,KP_NS,in_progress,,40,5,,\n"
UNNAMED = GOOD.replace(b"unit_code,", b"").replace(b"SYT,", b"")
EARLY = date(2026, 12, 1)


def batches(engine: Engine) -> list[Batch]:
    """Every batch, the first first."""
    with reading(engine) as session:
        found = list(session.exec(select(Batch).order_by(col(Batch.id))))
        session.expunge_all()
    return found


def unfolded(app: AppTest, number: int) -> AppTest:
    """The screen with the card of this number open."""
    app.session_state[f"card-{number}"] = True
    app.run()
    assert not app.exception
    return app


def test_each_file_keeps_its_own_number_and_days(province: Engine) -> None:
    app = unfolded(dropped(opened(province), GOOD, OTHER), 0)
    app.text_input(key="document-no-0").input("12/BC-SYT").run()
    app.date_input(key="sent-on-0").set_value(EARLY).run()
    pressed(pressed(app, "accept-0"), "accept-1")
    kept = [(one.document_no, one.sent_on, one.received_on) for one in batches(province)]
    assert kept == [("12/BC-SYT", EARLY, TODAY), (None, None, TODAY)]


def test_two_files_of_the_same_content_are_two(province: Engine) -> None:
    app = opened(province)
    files = [("một.csv", UNNAMED, "text/csv"), ("hai.csv", UNNAMED, "text/csv")]
    app.file_uploader(key="files").set_value(files).run()
    assert "Đã xem 2 tệp" in " ".join(one.value for one in app.subheader)


def test_one_letter_serves_those_below_that_have_none(province: Engine) -> None:
    app = unfolded(dropped(opened(province), GOOD, OTHER), 0)
    app.text_input(key="document-no-0").input("12/BC").run()
    pressed(app, "letter-below-0")
    pressed(app, "accept-together")
    assert [one.document_no for one in batches(province)] == ["12/BC", "12/BC"]
    dropped(app, GOOD.replace(b",40,5,", b",60,5,"))  # the next file begins without a number
    assert app.text_input(key="document-no-2").value == ""


def test_a_failure_of_one_does_not_stop_the_others(province: Engine) -> None:
    second = GOOD + b"\n"  # the same in other bytes: once received, it is no longer as it was seen
    app = pressed(dropped(opened(province), GOOD, second, OTHER, BAD), "accept-together")
    assert "Đã nhận 2 tệp." in said(app)
    assert "Chưa nhận “syt-1.csv”: Dữ liệu vừa thay đổi" in said(app)
    lines = app.dataframe[0].value
    assert lines["Tình trạng"].tolist()[0::2] == ["Đã nhận, số 1", "Đã nhận, số 2"]
    assert lines["Đơn vị, kỳ"].tolist()[0] == "Sở Y tế · kỳ 2026"
    assert len(batches(province)) == 2


def test_what_two_files_say_differently_is_not_received_together(province: Engine) -> None:
    second = GOOD.replace(b",40,5,", b",60,5,")  # of the same unit
    app = dropped(opened(province), GOOD, second, OTHER)
    assert app.button(key="accept-together").label == "Nhận 2 tệp không có lưu ý"
    pressed(app, "accept-together")
    assert len(batches(province)) == 2
    assert "1 dòng của tệp này cũng có ở" in said(app)
    assert "accept-1" not in [button.key for button in app.button]


def test_files_whose_reading_was_interrupted_are_read_later(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(previews, "sheets_of", lambda *_, **__: st.stop())
        app = dropped(opened(province), GOOD, OTHER)
    app.run()
    assert app.button(key="accept-together").label == "Nhận 2 tệp không có lưu ý"


def test_a_guessed_sender_is_confirmed_or_chosen(province: Engine) -> None:
    app = dropped(opened(province), UNNAMED)
    assert "hiểu là của: Sở Y tế, theo tên tệp" in said(app)
    assert app.button(key="accept-0").label == "Xác nhận cách hiểu và nhận 3 dòng"
    app.selectbox(key="sender-0").set_value("SYT").run()
    assert app.button(key="accept-0").label == "Nhận 3 dòng"
    pressed(app, "accept-0")
    with reading(province) as session:
        assert list(find_senders(session, 1)["code"]) == ["SYT"]


def test_an_officer_cannot_date_a_return_back(province: Engine) -> None:
    app = dropped(opened(province, OFFICER), GOOD)
    assert not [box for box in app.date_input if str(box.key).startswith(("received", "sent"))]
    app.session_state["received-on-0"] = EARLY
    app.session_state["sent-on-0"] = EARLY
    pressed(app, "accept-0")
    (batch,) = batches(province)
    assert (batch.received_on, batch.sent_on) == (TODAY, None)


def test_a_letter_is_not_offered_to_a_file_that_cannot_be_read(province: Engine) -> None:
    app = unfolded(dropped(opened(province), GOOD, OTHER, b""), 0)
    app.text_input(key="document-no-0").input("12/BC").run()
    label = app.button(key="letter-below-0").label
    assert label == "Dùng số và ngày này cho 1 tệp phía dưới chưa có"


def test_an_officer_sends(province: Engine) -> None:
    app = opened(province, OFFICER)
    assert app.title[0].value == "Gửi báo cáo"
    assert "Đơn vị chưa gửi tệp nào." in said(app)
    assert dropped(app, GOOD).button(key="accept-0").label == "Gửi 3 dòng"


def test_what_was_read_goes_when_nobody_looks_and_what_was_typed_stays(province: Engine) -> None:
    app = unfolded(dropped(opened(province), GOOD, OTHER), 0)
    app.text_input(key="document-no-0").input("12/BC-SYT").run()
    lying = app.session_state[previews.FILES]
    clock = app.session_state[previews.CLOCK]
    assert clock.interval == 600
    clock.cancel()
    clock.function(*clock.args)  # ten minutes later
    assert lying == {}
    app.run()
    assert app.text_input(key="document-no-0").value == "12/BC-SYT"
    pressed(app, "accept-0")
    assert [one.document_no for one in batches(province)] == ["12/BC-SYT"]
