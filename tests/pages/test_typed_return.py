"""Điền báo cáo trên màn hình: the unit's form, saved at each change, checked and sent as a file."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from actions.returns.drafts import DraftEntry, DraftKey, load_draft, save_draft_row
from models import Assignment, Batch, DraftRow, Entry, Period, Unit, UserRole
from models.database import reading, writing
from models.results import list_results
from models.rule_versions import BEGINNING, write_rule_versions
from tests.pages.test_receive_returns import pressed, said
from tests.province import CLERK, GOOD, NOW, OFFICER, received

COLLEAGUE = replace(OFFICER, code="can-bo-2")


def screen(engine: "Engine", actor: "Actor", language: str) -> None:
    """The script that a test runs: the screen, for a made-up visit."""
    from datetime import UTC, date, datetime

    from locales.words import words_in
    from models.database import reading
    from models.settings import read_data_version
    from pages.components.visit import Structure, Visit
    from pages.returns.typed.screen import show

    with reading(engine) as session:
        version = read_data_version(session)
    visit = Visit(
        engine=engine,
        actor=actor,
        words=words_in(language),
        today=date(2026, 12, 20),
        year=2026,
        as_of=date(2026, 12, 20),
        structure=Structure.THEN,
        version=version,
        sample=False,
        years=tuple(range(2019, 2027)),
        now=datetime(2026, 12, 20, 3, 0, tzinfo=UTC),
    )
    show(visit)


def opened(
    engine: Engine,
    actor: Actor = OFFICER,
    *,
    language: str = "vi",
    form: str = "results",
    unit: str = "",
) -> AppTest:
    """The form, just opened."""
    app = AppTest.from_function(screen, args=(engine, actor, language), default_timeout=120)
    app.query_params["dien"] = form
    if unit:
        app.query_params["dien-cho"] = unit
    app.run()
    assert not app.exception
    return app


def unit_id(engine: Engine, code: str = "SYT") -> int:
    with reading(engine) as session:
        return session.exec(select(Unit).where(Unit.code == code)).one().id or 0


def widget(engine: Engine, row: str, name: str, *, form: str = "results") -> str:
    return f"typed {unit_id(engine)} 2026 {form} {row} {name}"


def typed(engine: Engine, app: AppTest, row: str, **values: str) -> AppTest:
    """The form after these were typed into the open row."""
    for name, text in values.items():
        key = widget(engine, row, name)
        if name == "status":
            app.selectbox(key=key).set_value(text)
        elif name == "note":
            app.text_area(key=key).set_value(text)
        else:
            app.text_input(key=key).set_value(text)
        app.run()
        assert not app.exception
    return app


def saved_values(engine: Engine, row: str) -> dict[str, str]:
    key = DraftKey(unit_id(engine), 2026, "results")
    entry = load_draft(engine, key, actor=CLERK, now=NOW).entries.get(row)
    return {} if entry is None else dict(entry.values)


def save_elsewhere(engine: Engine, row: str, **values: str) -> None:
    """A colleague saves it in another browser."""
    key = DraftKey(unit_id(engine), 2026, "results")
    before = load_draft(engine, key, actor=CLERK, now=NOW).entries.get(row)
    entry = DraftEntry(row, values, {}, before.revision if before else 0)
    save_draft_row(engine, key, entry, actor=COLLEAGUE, now=NOW)


def labels(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button]


def test_each_change_is_saved_and_there_when_it_is_opened_again(province: Engine) -> None:
    app = pressed(opened(province), "typed-open HM_TV")
    typed(province, app, "HM_TV", status="done", quantity="12", note="xong")
    assert saved_values(province, "HM_TV") == {"status": "done", "quantity": "12", "note": "xong"}
    again = opened(province, COLLEAGUE)
    assert "Bản nháp lưu lần cuối" in said(again)
    assert "can-bo-syt" in said(again)  # who saved it
    assert "Số lượng: 12" in said(again)


def test_sent_it_is_a_batch_like_any_other_and_the_draft_is_gone(province: Engine) -> None:
    app = pressed(opened(province), "typed-open HM_TV")
    typed(province, app, "HM_TV", status="done", quantity="12")
    app = pressed(app, "accept--1")
    assert "Thêm 1 dòng" in said(app)
    with reading(province) as session:
        (batch,) = session.exec(select(Batch)).all()
        results = list_results(session, [2026], date(2026, 12, 20))
        assert session.exec(select(DraftRow)).all() == []
        told = session.exec(select(Entry.verb)).all()
    assert batch.file_name.startswith("Nhập trên màn hình")
    assert batch.content.decode("utf-8-sig").splitlines()[1].startswith("2026;SYT;")
    assert results["quantity"].tolist() == [12]
    assert told[-2:] == ["save_draft", "receive"]
    assert "Chưa điền gì để gửi" in said(app)


def test_a_fault_is_said_in_the_card_of_its_field_and_keeps_its_row_back(province: Engine) -> None:
    app = pressed(opened(province), "typed-open HM_TV")
    typed(province, app, "HM_TV", status="done", percent="140")
    assert "“140” không nằm trong 0–100" in said(app)
    assert "cột" not in said(app)
    assert [label for label in labels(app) if label.startswith("Gửi")] == []
    app = pressed(app, "typed-fold")
    assert "Cần sửa" in said(app)


def test_what_is_at_fault_stays_in_the_draft_beside_the_receipt(province: Engine) -> None:
    app = pressed(opened(province), "typed-open HM_TV")
    typed(province, app, "HM_TV", status="done", quantity="12")
    app = pressed(app, "typed-open YT_TT")
    typed(province, app, "YT_TT", status="done", percent="140")
    assert "Còn 1 mục cần sửa" in said(app)
    app = pressed(app, "accept--1")
    assert "Thêm 1 dòng" in said(app)
    assert saved_values(province, "YT_TT") == {"status": "done", "percent": "140"}
    assert saved_values(province, "HM_TV") == {}
    app = pressed(app, "typed-open YT_TT")
    assert "Thêm 1 dòng" in said(app)
    typed(province, app, "YT_TT", percent="100")
    assert "Thêm 1 dòng" not in said(app)  # something was typed since
    app = pressed(app, "accept--1")
    assert "Thêm 1 dòng" in said(app)
    assert saved_values(province, "YT_TT") == {}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("vi", "Phần đó đã được bỏ ra"), ("en", "was taken out")],
)
def test_what_tells_of_a_person_is_taken_out_and_that_is_said(
    province: Engine, language: str, sentence: str
) -> None:
    app = pressed(opened(province, language=language), "typed-open HM_TV")
    typed(province, app, "HM_TV", note="Gặp ông Nguyễn Văn An, 0912 345 678")
    shown = app.text_area(key=widget(province, "HM_TV", "note")).value
    assert shown is not None and "Nguyễn" not in shown and "345" not in shown
    assert "Nguyễn" not in said(app)
    assert sentence in said(app)


def test_the_same_field_saved_by_two_is_told_and_chosen(province: Engine) -> None:
    app = pressed(opened(province), "typed-open HM_TV")
    typed(province, app, "HM_TV", quantity="12")
    save_elsewhere(province, "HM_TV", quantity="15")
    typed(province, app, "HM_TV", quantity="13")
    assert saved_values(province, "HM_TV") == {"quantity": "15"}
    assert "can-bo-2 vừa lưu “Số lượng” là “15”" in said(app)
    assert "“13”" in said(app)
    key = widget(province, "HM_TV", "quantity")
    assert app.text_input(key=key).value == "15"
    other = pressed(app, f"{key} theirs")
    assert saved_values(province, "HM_TV") == {"quantity": "15"}
    save_elsewhere(province, "HM_TV", quantity="16")
    app = pressed(typed(province, other, "HM_TV", quantity="13"), f"{key} mine")
    assert saved_values(province, "HM_TV") == {"quantity": "13"}
    assert "vừa lưu" not in said(app)


def test_other_fields_that_another_saved_stand_beside_ones_own(province: Engine) -> None:
    app = pressed(opened(province), "typed-open HM_TV")
    typed(province, app, "HM_TV", quantity="12")
    save_elsewhere(province, "HM_TV", quantity="12", note="từ máy khác")
    app = typed(province, app, "HM_TV", percent="50")
    assert saved_values(province, "HM_TV") == {
        "quantity": "12", "note": "từ máy khác", "percent": "50",
    }  # fmt: skip
    assert app.text_area(key=widget(province, "HM_TV", "note")).value == "từ máy khác"


def test_what_was_reported_before_is_shown_and_only_changes_are_sent(province: Engine) -> None:
    received(province, GOOD)
    app = pressed(opened(province), "typed-open HM_TV")
    assert app.text_input(key=widget(province, "HM_TV", "quantity")).value == "12"
    typed(province, app, "HM_TV", quantity="14")
    assert saved_values(province, "HM_TV") == {"quantity": "14"}
    assert "Sẽ sửa 1 dòng" in said(app)
    typed(province, app, "HM_TV", quantity="12")  # as it was
    assert saved_values(province, "HM_TV") == {}


def test_of_a_published_year_it_says_so_and_takes_it_all_the_same(province: Engine) -> None:
    with writing(province) as session:
        session.get_one(Period, 2026).closed_at = NOW
    app = pressed(opened(province), "typed-open HM_TV")
    assert said(app).count("đã công bố") == 1
    typed(province, app, "HM_TV", status="done", quantity="12")
    assert said(app).count("đã công bố") == 1
    pressed(app, "accept--1")
    with reading(province) as session:
        assert len(session.exec(select(Batch)).all()) == 1


def test_a_unit_that_owes_nothing_is_told_so_and_may_report_help(province: Engine) -> None:
    with writing(province) as session:
        session.execute(delete(Assignment).where(col(Assignment.unit_id) == unit_id(province)))
        write_rule_versions(session, now=BEGINNING)
    app = opened(province)
    assert "không có nhiệm vụ nào phải báo cáo kỳ 2026" in said(app)
    app = pressed(opened(province, form="supports"), "typed-add")
    assert "Lượt trợ giúp mới" in said(app)


def test_an_officer_whose_unit_is_no_more_is_told_so(province: Engine) -> None:
    gone = Actor("x", UserRole.UNIT_OFFICER, "KHONG-CO")
    assert "chưa gắn với đơn vị nào" in said(opened(province, gone))


def test_an_officer_gets_the_own_form_whatever_the_address_says(province: Engine) -> None:
    app = opened(province, OFFICER, unit="STC")
    pressed(app, "typed-open HM_TV")
    assert "Sở Tài chính" not in said(app)


@pytest.mark.parametrize(
    "role", [UserRole.LEADER, UserRole.SUPERVISOR, UserRole.ADMINISTRATOR], ids=str
)
def test_to_others_there_is_no_form(province: Engine, role: UserRole) -> None:
    app = opened(province, Actor("x", role), unit="SYT")
    assert [button.key for button in app.button if str(button.key).startswith("typed")] == []


def test_an_address_is_added_checked_and_sent(province: Engine) -> None:
    app = opened(province, CLERK, unit="01273", form="addresses")
    app = pressed(app, "typed-add")
    with reading(province) as session:
        (row,) = session.exec(select(DraftRow)).all()
    start = f"typed {row.unit_id} 2026 addresses {row.row_key} "
    app.text_input(key=f"{start}code").set_value("DC-01273-0009").run()
    app.selectbox(key=f"{start}kind").set_value("household").run()
    app.text_input(key=f"{start}household_size").set_value("bốn trăm").run()
    assert "“bốn trăm”" in said(app)
    app.text_input(key=f"{start}household_size").set_value("4").run()
    app = pressed(app, "accept--1")
    with reading(province) as session:
        (batch,) = session.exec(select(Batch)).all()
    assert (batch.layout, batch.rows_new) == ("addresses", 1)
