"""Báo cáo tổng hợp, as the secretariat works on it and as leaders read it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.yearly_report.report_texts import ParagraphDraft, write_text
from documents.yearly_report.report import ValueState, YearlyReport, collect_figures
from locales.words import words_in
from models import UserRole
from models.database import reading
from models.report_texts import EVERYBODY, list_report_texts
from models.settings import read_data_version
from pages.components.visit import Structure, Visit
from pages.components.year_reports import load_year_reports
from pages.components.yearly_reports import build_draft_report, list_recipients
from pages.overview.figures import build_overview_figures
from tests.actions.returns import CLERK, at
from tests.pages.watching import TODAY, fill, opened, written

SLOT = "difficulties"
KEY = f"paragraph-2026-{EVERYBODY}-{SLOT}"
HOSTILE = "A & B <x> **đậm** [bấm](http://a.vn) $x$ :red[đỏ]"
Tell = Callable[[str], int | None]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    return engine


@pytest.fixture
def tell(filled: Engine) -> Tell:
    """Somebody else keeps a paragraph for everybody."""

    def write(text: str) -> int | None:
        with reading(filled) as session:
            seen = max((one.version for one in list_report_texts(session, 2026)), default=0)
        writing = ParagraphDraft(2026, EVERYBODY, SLOT, text, seen)
        return write_text(filled, writing, actor=CLERK, now=at(TODAY, 9))

    return write


def visit(engine: Engine) -> Visit:
    """The clerk's visit to 2026."""
    with reading(engine) as session:
        version = read_data_version(session)
    return Visit(
        engine=engine,
        actor=CLERK,
        words=words_in("vi"),
        today=TODAY,
        year=2026,
        as_of=TODAY,
        structure=Structure.THEN,
        version=version,
        sample=True,
        years=(2025, 2026),
        now=datetime(2026, 12, 20, 3, 0, tzinfo=UTC),
    )


def reports(engine: Engine) -> list[YearlyReport]:
    """The report to each recipient."""
    looks = visit(engine)
    return [build_draft_report(looks, one) for one in list_recipients(looks).values()]


def screen(engine: Engine, view: str = "", role: UserRole = UserRole.SECRETARIAT) -> AppTest:
    return opened(engine, "yearly", role=role, asked={"phan": view} if view else {})


def plain(texts: list[str]) -> str:
    return "\n".join(texts).replace("\\", "")


def kept(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [one.text for one in list_report_texts(session, 2026)]


def test_it_says_first_what_is_to_mend(filled: Engine) -> None:
    said = written(screen(filled))
    assert "việc cần bổ sung trước khi trình ký" in said
    assert "Đã nhận 3 / 6 báo cáo phải gửi" in said
    assert "2 báo cáo quá hạn chưa nhận" in said
    assert "Sở Xây dựng (6 ngày); Xã *Ba* (2 ngày)" in said
    assert "1 / 3 xã, phường chưa có danh sách địa chỉ nhân đạo" in said
    assert "5 phần văn thư viết còn trống" not in said  # each is an item of its own
    assert "Chưa có bản sao lưu nào được kiểm chứng" in said


def test_the_main_figures_are_the_overviews(filled: Engine) -> None:
    looks = visit(filled)
    shown = [
        one.value for one in build_overview_figures(looks, load_year_reports(looks, (2025, 2026)))
    ]
    for report in reports(filled):
        told = collect_figures(report)
        received = f"{told['received'].text} / {told['reports_owed'].text}"
        names = ("completion", "coverage", "addresses_nobody")
        assert [received, *(told[name].text for name in names)] == shown


def test_the_two_reports_tell_the_same_figures(filled: Engine) -> None:
    first, second = (collect_figures(report) for report in reports(filled))
    assert {key: first[key].value for key in first.keys() & second.keys()} == {
        key: second[key].value for key in first.keys() & second.keys()
    }
    assert len(first.keys() & second.keys()) > 50


def test_small_counts_of_a_commune_are_hidden(filled: Engine) -> None:
    told = collect_figures(reports(filled)[0])
    assert told["addresses|commune=X1"].known == ValueState.HIDDEN
    assert told["addresses|commune=X3"].known == ValueState.MISSING


def test_the_same_data_give_the_same_report(filled: Engine) -> None:
    assert reports(filled) == reports(filled)


def test_a_leader_reads_and_fetches_and_writes_nothing(filled: Engine) -> None:
    app = screen(filled, "noi-dung", UserRole.LEADER)
    assert [one.label for one in app.get("download_button")] == ["Tải DOCX", "Tải PDF", "Tải XLSX"]
    assert "Kính gửi: Trung ương Hội" in written(app)
    assert len(app.dataframe) > 5
    for view in ("van-thu", "cong-bo-bao-cao"):
        assert not screen(filled, view, UserRole.LEADER).text_area


def test_each_recipient_has_its_own_report_by_the_address(filled: Engine) -> None:
    code = "uy-ban-nhan-dan-tinh-cao-bang"
    app = opened(filled, "yearly", asked={"phan": "noi-dung", "noi-nhan": code})
    assert "Kính gửi: Ủy ban nhân dân tỉnh" in written(app)


def test_what_the_clerk_keeps_stands_in_the_report(filled: Engine) -> None:
    app = screen(filled, "van-thu")
    app.text_area(key=KEY).set_value(HOSTILE).run()
    app.button(key=f"{KEY}-keep").click().run()
    assert not app.exception
    assert "Đã lưu" in plain([one.value for one in app.info])
    assert kept(filled) == [HOSTILE]
    app = screen(filled, "noi-dung", UserRole.LEADER)
    assert HOSTILE in written(app).replace("\u2060", "")
    assert "**đậm**" not in "".join(one.value for one in app.markdown)


def test_signs_that_nobody_sees_are_left_out_and_that_is_said(filled: Engine) -> None:
    app = screen(filled, "van-thu")
    app.text_area(key=KEY).set_value("Đã \u202ecấp\u200b phát").run()
    app.button(key=f"{KEY}-keep").click().run()
    assert "ký tự ẩn" in plain([one.value for one in app.info])
    assert kept(filled) == ["Đã cấp phát"]


def test_nothing_typed_is_lost_to_somebody_elses_text(filled: Engine, tell: Tell) -> None:
    tell("một")
    app = screen(filled, "van-thu")
    app.text_area(key=KEY).set_value("của tôi").run()
    tell("hai")
    app.button(key=f"{KEY}-keep").click().run()
    assert kept(filled) == ["hai"]
    assert "vanthu đã ghi một bản khác" in plain([one.value for one in app.info])
    app.run()
    assert "vanthu vừa ghi một bản khác" in plain([one.value for one in app.warning])
    assert [one.value for one in app.text] == ["hai"]
    assert app.text_area(key=KEY).value == "của tôi"
    app.button(key=f"{KEY}-keep").click().run()
    assert kept(filled) == ["của tôi"]


def test_the_clerk_may_take_what_stands_instead(filled: Engine, tell: Tell) -> None:
    app = screen(filled, "van-thu")
    app.text_area(key=KEY).set_value("của tôi").run()
    tell("hai")
    app.run()
    app.button(key=f"{KEY}-drop").click().run()
    assert app.text_area(key=KEY).value == "hai"
    assert kept(filled) == ["hai"]


def test_a_year_that_owes_nothing_says_so(filled: Engine) -> None:
    app = opened(filled, "yearly", as_of=date(2025, 1, 1))
    assert not app.get("download_button")


def test_nobody_else_opens_it(filled: Engine) -> None:
    app = opened(filled, "yearly", role=UserRole.SUPERVISOR)
    assert [title.value for title in app.title] == ["Không có trang này"]


def test_the_title_counts_what_the_press_counts(filled: Engine) -> None:
    """One count: on top, in the list of what is to mend, and where it is published."""
    app = screen(filled, "cong-bo-bao-cao")
    (title,) = [one.value for one in app.title]
    (press,) = [one.value for one in app.markdown if one.value.startswith("Còn ")]
    counts = [int(re.findall(r"còn (\d+) ", text.lower())[0]) for text in (title, press)]
    listed = screen(filled)
    marks = [one.value for one in listed.markdown if one.value.startswith(":orange[")]
    assert counts == [len(marks), len(marks)]
