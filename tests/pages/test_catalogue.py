"""Danh mục: who there is and was, what is asked of whom, who has longer; and how each is kept."""

from datetime import date

from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from actions.reminders.extensions import Extending, extend
from models import UserRole
from models.database import reading
from models.periods import list_granted_extensions
from tests.actions.test_amend_catalogue import cell, edited, sent_back
from tests.intake.hostile_books import locked
from tests.pages.watching import AT, fill, opened, written

CLERK = Actor("vanthu", UserRole.SECRETARIAT)


def shown(engine: Engine, role: UserRole = UserRole.SECRETARIAT, **address: str) -> str:
    return written(opened(engine, "catalogue", role=role, asked=address))


def told_in(app: AppTest) -> list[str]:
    """What is said of a deed that was just done, or refused."""
    said = [*app.info, *app.success, *app.warning]
    return [one.value.replace("\\", "") for one in said]


def test_units_are_found_by_any_spelling_of_their_name(watched: Engine) -> None:
    app = opened(watched, "catalogue", role=UserRole.SECRETARIAT, asked={"tim": "SO Y te"})
    assert [len(one.value) for one in app.dataframe] == [1, 1]  # wide, and on a phone
    assert "7 đơn vị đang hoạt động" in shown(watched)


def test_a_unit_opens_with_its_contact_to_correct(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "catalogue", role=UserRole.SECRETARIAT, asked={"so-hieu": "1"})
    field = next(one for one in app.text_input if one.value == "Văn phòng SYT")
    field.set_value("0206 000 0001")
    next(one for one in app.button if one.label == "Lưu đầu mối liên hệ").click().run()
    assert told_in(app) == ["Đã lưu đầu mối liên hệ của Sở Y tế."]


def test_a_task_opens_to_the_bodies_asked_for_it(watched: Engine) -> None:
    told = shown(watched, phan="nhiem-vu", **{"ma-viec": "T1"})
    assert "giao 7 đơn vị" in told


def test_an_extension_is_given_and_taken_back(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "catalogue", role=UserRole.SECRETARIAT, asked={"phan": "ky"})
    assert "Gia hạn trong kỳ 2026: 1 đơn vị" in written(app)  # Xã Ba's
    app.multiselect[0].select(3)
    app.date_input[-1].set_value(date(2026, 12, 22))
    next(one for one in app.text_input if one.label == "Lý do").set_value("mất điện")
    next(one for one in app.button if one.label == "Gia hạn").click().run()
    assert told_in(app) == ["Đã gia hạn cho 1 đơn vị đến hết ngày 22/12/2026."]
    with reading(engine) as session:
        assert list_granted_extensions(session, 2026, date(2026, 12, 20))["unit_id"].tolist() == [
            3,
            7,
        ]
    next(one for one in app.button if one.label == "Hủy gia hạn").click().run()
    assert told_in(app) == ["Sở Xây dựng trở lại hạn chung của kỳ."]


def test_what_is_refused_is_told_in_words(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "catalogue", role=UserRole.SECRETARIAT, asked={"phan": "ky"})
    next(one for one in app.button if one.label == "Gia hạn").click().run()
    assert told_in(app) == ["Chưa ghi lý do gia hạn."]


def test_an_administrator_gives_no_extension(engine: Engine) -> None:
    fill(engine)
    extend(engine, [1], Extending(2026, date(2026, 12, 24), "lũ"), actor=CLERK, now=AT)
    app = opened(engine, "catalogue", role=UserRole.ADMINISTRATOR, asked={"phan": "ky"})
    assert "Gia hạn trong kỳ 2026: 2 đơn vị" in written(app)
    assert not app.multiselect


def test_the_way_to_correct_by_file_is_offered(watched: Engine) -> None:
    app = opened(watched, "catalogue", role=UserRole.SECRETARIAT, asked={"phan": "sua"})
    assert [one.label for one in app.get("download_button")] == ["Tải danh mục (XLSX)"]
    assert len(app.get("file_uploader")) == 1


def test_every_fault_of_a_workbook_is_listed_by_its_place(province: Engine) -> None:
    wrong = cell("SYT", "Đến trước ngày", "31/02/2026")
    upload = sent_back(province, "Đơn vị", wrong, language="vi")
    upload = edited(upload, ("Kỳ báo cáo", cell("2026", "Hạn gửi, đến hết ngày", "mai")))
    app = opened(province, "catalogue", role=UserRole.SECRETARIAT, asked={"phan": "sua"})
    app.file_uploader[0].set_value([(upload.name, upload.content, "application/xlsx")]).run()
    assert told_in(app) == [
        "“danh-muc.xlsx” có 2 chỗ cần sửa; chưa lưu gì. Hãy sửa trong Excel rồi nạp lại."
    ]
    (listed,) = (one.value for one in app.dataframe)
    assert list(listed.columns) == ["Trang", "Dòng", "Cột", "Đang ghi", "Cần sửa"]
    assert listed["Trang"].tolist() == ["Đơn vị", "Kỳ báo cáo"]
    assert listed["Cột"].tolist() == ["Đến trước ngày", "Hạn gửi, đến hết ngày"]
    assert listed["Đang ghi"].tolist() == ["31/02/2026", "mai"]
    assert listed["Cần sửa"].str.contains("Hãy ghi ngày/tháng/năm").all()
    assert not [one for one in app.button if one.label.startswith("Lưu")]


def test_hidden_rows_of_a_workbook_are_said_beside_what_it_would_change(province: Engine) -> None:
    def edit(form: Worksheet) -> None:
        cell("SYT", "Tên ngắn", "S. Y tế")(form)
        form.row_dimensions[2].hidden = True

    upload = sent_back(province, "Đơn vị", edit, language="vi")
    app = opened(province, "catalogue", role=UserRole.SECRETARIAT, asked={"phan": "sua"})
    app.file_uploader[0].set_value([(upload.name, upload.content, "application/xlsx")]).run()
    assert "Trang “Đơn vị” có 1 dòng bị ẩn (dòng 2) và vẫn được đọc. Hãy bỏ ẩn để kiểm tra." in (
        told_in(app)
    )
    assert [one.label for one in app.button if one.label.startswith("Lưu")]


def test_why_a_workbook_cannot_be_opened_is_told(watched: Engine) -> None:
    app = opened(watched, "catalogue", role=UserRole.SECRETARIAT, asked={"phan": "sua"})
    app.file_uploader[0].set_value([("danh-muc.xlsx", locked(), "application/xlsx")]).run()
    assert told_in(app) == [
        "Tệp “danh-muc.xlsx”: Tệp có mật khẩu nên không mở được. "
        "Hãy bỏ mật khẩu, lưu lại dạng XLSX rồi gửi."
    ]
