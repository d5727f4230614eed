"""What the clerk hands back from Nhập báo cáo: slips, receipts, and a nil return in one press."""

import io
from collections.abc import Iterator

import pytest
import streamlit as st
from docx import Document
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from actions.returns.receive import Choices, Letter, preview_file, receive
from intake.tables import Upload
from locales.words import words_in
from models.batches import list_batches
from models.database import reading
from models.results import list_results
from models.submissions import list_submissions
from models.units import find_unit
from pages.components.download_buttons import build_receipt_file
from pages.components.visit import Structure, Visit
from tests.pages.test_receive_returns import dropped, opened, pressed, said
from tests.province import BAD, CLERK, GOOD, NOW, OFFICER, TODAY, received


@pytest.fixture(autouse=True)
def no_old_caches() -> Iterator[None]:
    """Each test's database has the same versions: what another saw must not be shown."""
    st.cache_resource.clear()
    yield


def downloads(app: AppTest) -> list[str]:
    """The labels of all download buttons."""
    return [button.proto.label for button in app.get("download_button")]


def unit_id(engine: Engine, code: str = "SYT") -> int:
    with reading(engine) as session:
        unit = find_unit(session, code, TODAY)
    assert unit is not None and unit.id is not None
    return unit.id


def nil_returns(engine: Engine) -> list[tuple[int, int]]:
    with reading(engine) as session:
        sent = list_submissions(session, [2025, 2026], TODAY)
    nil = sent[sent["nil"]]
    return list(zip(nil["unit_id"], nil["year"], strict=True))


def nil_asked(engine: Engine, actor: Actor = CLERK) -> AppTest:
    """The screen after a unit was chosen for a nil return."""
    app = opened(engine, actor)
    app.selectbox(key="nil-unit").set_value(unit_id(engine)).run()
    assert not app.exception
    return app


def layouts(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list_batches(session, TODAY)["layout"].tolist()


def test_a_file_at_fault_offers_its_slip_and_a_sound_one_none(province: Engine) -> None:
    app = dropped(opened(province), BAD)
    assert "Tải phiếu sửa lỗi (1 dòng)" in downloads(app)
    assert not [label for label in downloads(dropped(app, GOOD)) if "phiếu" in label]


def test_after_its_sound_rows_were_kept_slip_and_receipt_are_there(province: Engine) -> None:
    app = pressed(dropped(opened(province), BAD), "accept-0")
    assert downloads(app)[:2] == ["Tải biên nhận", "Tải phiếu sửa lỗi (1 dòng)"]


def test_the_same_file_dropped_twice_does_no_harm(province: Engine) -> None:
    app = pressed(dropped(opened(province), BAD, BAD), "accept-0")
    assert downloads(app)[:2] == ["Tải biên nhận", "Tải phiếu sửa lỗi (1 dòng)"]


def test_the_history_offers_each_receipt(province: Engine) -> None:
    received(province, GOOD)
    assert downloads(opened(province))[-2:] == ["Tải tệp đã giữ", "Tải biên nhận"]


def test_a_nil_return_is_asked_about_before_it_is_kept(province: Engine) -> None:
    app = nil_asked(province)
    assert app.button(key="nil-press").label.replace("\\", "") == (
        "Ghi nhận không phát sinh: Sở Y tế (SYT), kỳ 2026"
    )
    assert nil_returns(province) == []
    pressed(app, "nil-press")
    assert nil_returns(province) == []
    assert "Chưa ghi số và ngày văn bản." in said(app)
    pressed(app, "nil-yes")
    assert nil_returns(province) == [(unit_id(province), 2026)]
    assert ": Sở Y tế (SYT) không phát sinh trong kỳ 2026." in said(app)
    assert app.selectbox(key="nil-unit").value is None
    assert layouts(province) == ["nil"]
    assert downloads(app)[-1:] == ["Tải biên nhận"]


def test_said_twice_it_is_kept_once(province: Engine) -> None:
    first, second = nil_asked(province), nil_asked(province)
    for app in (first, second):
        pressed(app, "nil-press")
    for app in (first, second):
        pressed(app, "nil-yes")
    assert len(nil_returns(province)) == 1
    assert "đã được ghi nhận không phát sinh" in said(second)


def test_results_that_stand_are_withdrawn_only_when_that_is_ticked(province: Engine) -> None:
    received(province, GOOD)
    app = nil_asked(province)
    assert "với 3 dòng kết quả, trái với “không phát sinh”" in said(app)
    assert app.button(key="nil-press").disabled
    app.checkbox(key="nil-replace").check().run()
    pressed(pressed(app, "nil-press"), "nil-yes")
    assert nil_returns(province) == [(unit_id(province), 2026)]
    with reading(province) as session:
        assert list_results(session, [2026], TODAY).empty


def test_an_officer_records_the_own_units_nil_return(province: Engine) -> None:
    app = opened(province, OFFICER)
    assert app.selectbox(key="nil-unit").value == unit_id(province)
    assert len(app.selectbox(key="nil-unit").options) == 1
    assert not [box for box in app.date_input if box.key == "nil-received"]
    pressed(pressed(app, "nil-press"), "nil-yes")
    assert nil_returns(province) == [(unit_id(province), 2026)]


def test_the_reason_for_keeping_a_warned_file_stays_with_it(province: Engine) -> None:
    app = dropped(opened(province), GOOD.replace(b"done,01/12/2026,100", b"done,01/12/2026,80"))
    app.text_input(key="accept-0-reason").set_value("Đã hỏi lại đơn vị").run()
    pressed(app, "accept-0")
    with reading(province) as session:
        assert list_batches(session, TODAY)["reason"].tolist() == ["Đã hỏi lại đơn vị"]


def test_no_reason_is_asked_of_a_file_without_a_warning(province: Engine) -> None:
    asked = [box.key for box in dropped(opened(province), GOOD).text_input]
    assert "accept-0-reason" not in asked


@pytest.mark.parametrize(("ticked", "stay"), [(False, 3), (True, 2)])
def test_rows_sent_no_longer_stay_unless_withdrawn(
    province: Engine, ticked: bool, stay: int
) -> None:
    received(province, GOOD)
    again = b"".join(GOOD.splitlines(keepends=True)[:3]).replace(b",100,3,", b",100,4,")
    app = dropped(opened(province), again)
    box = app.checkbox(key="accept-0-withdraw")
    assert box.label == "Rút 1 dòng đã lưu mà tệp này không gửi lại"
    if ticked:
        box.check().run()
    pressed(app, "accept-0")
    with reading(province) as session:
        assert len(list_results(session, [2026], TODAY)) == stay


@pytest.mark.parametrize(("actor", "signed"), [(CLERK, True), (OFFICER, False)])
def test_who_sends_through_the_program_does_not_sign_for_receiving(
    province: Engine, actor: Actor, signed: bool
) -> None:
    seen = preview_file(province, Upload("syt.csv", GOOD), Letter(TODAY), actor=actor)
    number = receive(province, seen, Choices(True, True), actor=actor, now=NOW).batch_id
    words, today = words_in("vi"), TODAY
    visit = Visit(province, CLERK, words, today, 2026, today, Structure.NOW, 1, sample=False)
    paper = Document(io.BytesIO(build_receipt_file(visit, number)))
    texts = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    assert ("NGƯỜI NHẬN" in "\n".join(texts)) == signed
    assert any("Tiếp nhận qua chương trình" in text for text in texts) != signed
