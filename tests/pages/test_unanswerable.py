"""What the address bar asks for and cannot have is said in one plain sentence, with what is shown
instead; never in the words of an error, and nothing of it is obeyed."""

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from models.database import writing
from models.rule_versions import BEGINNING, write_rule_versions
from tests.pages.watching import fill


def script(engine: "Engine", name: str) -> None:
    """What a test runs: a trial's screen `name` as the address bar asks for it, on 20/12/2026."""
    from datetime import UTC, date, datetime

    from pages.app.header import show_header
    from pages.app.screens import SCREENS, show_screen
    from pages.components.visit_from import Holdings, build_visit
    from server.auth.modes import SignInMode

    held = Holdings(date(2026, 12, 20), 1)
    now = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    visit = build_visit(engine, held, actor=None, way=SignInMode.TRIAL, now=now)
    show_header(visit)
    show_screen(next(screen for screen in SCREENS if screen.name == name), visit)


def open_screen(engine: Engine, name: str, **asked: str) -> AppTest:
    """The screen `name` at the address that `asked` makes."""
    app = AppTest.from_function(script, args=(engine, name), default_timeout=120)
    for choice, value in asked.items():
        app.query_params[choice.replace("_", "-")] = value
    app.run()
    assert not app.exception
    assert not app.error
    return app


def find_sentences(app: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in app.info]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """The small province, with one body that was no more in 2026."""
    fill(engine)
    with writing(engine) as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE assignment SET valid_from = '2018-07-09'")
        connection.exec_driver_sql("UPDATE unit SET valid_to = '2025-12-20' WHERE code = 'SXD'")
        write_rule_versions(session, now=BEGINNING)
    return engine


@pytest.mark.parametrize(
    ("name", "asked", "sentence"),
    [
        ("overview", {"nam": "2027"}, "Không có kỳ báo cáo “2027”. Đang hiện kỳ 2026."),
        ("overview", {"nam": "hai nghìn"}, "Không có kỳ báo cáo “hai nghìn”. Đang hiện kỳ 2026."),
        (
            "overview",
            {"ngay": "2027-01-01"},
            "Ngày 01/01/2027 chưa đến. Đang hiện ngày 20",
        ),
        ("overview", {"ngay": "2026-02-30"}, "“2026-02-30” không phải là một ngày."),
        (
            "overview",
            {"nam": "2025", "ngay": "2017-01-01"},
            "Chưa có số liệu trước ngày",
        ),
        ("overview", {"ngay": "2026-12-10", "tu_ngay": "2026-12-18"}, "đứng sau ngày đang xem"),
        ("agencies", {"don_vi": "KHONG"}, "Không có đơn vị mã “KHONG” trong kỳ 2026."),
        (
            "agencies",
            {"don_vi": "X9", "lang": "en"},
            "There is no unit with the code “X9” in 2026.",
        ),
        ("tasks", {"viec": "T99"}, "Không có nhiệm vụ mã “T99” trong kỳ 2026."),
        ("tasks", {"muc_ke_hoach": "IX.9"}, "Không có mục “IX.9” của kế hoạch trong kỳ 2026."),
        ("addresses", {"xa": "99999"}, "Không có xã mã “99999”"),
        ("overview", {"lang": "fr"}, "Không có ngôn ngữ “fr”."),
        ("overview", {"xem_nhu": "vua"}, "Không có vai trò “vua”."),
        ("overview", {"cau_truc": "mai"}, "Không có cách xếp đơn vị “mai”."),
        ("overview", {"cong_bo": "xyz"}, "Không có báo cáo công bố mã “xyz”."),
        ("agencies", {"nhom": "sao"}, "Không có lựa chọn “sao”."),
        ("overview", {"don_vi": "SYT"}, "không có lựa chọn “don-vi” (“SYT”)"),
        ("overview", {"nham": "2025"}, "không có lựa chọn “nham” (“2025”)"),
        ("settings", {"nam": "2027"}, "Không có kỳ báo cáo “2027”."),
        ("yearly", {"ngay": "2027-01-01"}, "Ngày 01/01/2027 chưa đến."),
    ],
)
def test_what_cannot_be_had_is_said(
    filled: Engine, name: str, asked: dict[str, str], sentence: str
) -> None:
    app = open_screen(filled, name, **asked)
    sentences = find_sentences(app)
    assert len(sentences) == 1
    assert sentence in sentences[0]
    assert app.title
    app.run()
    assert find_sentences(app) == sentences  # an answer of the page itself does not hide it


def test_a_body_of_another_time_is_named(filled: Engine) -> None:
    (sentence,) = find_sentences(open_screen(filled, "agencies", don_vi="SXD"))
    assert sentence.startswith("Sở Xây dựng không có nhiệm vụ được giao trong kỳ 2026.")


def test_what_was_asked_is_shown_and_never_obeyed(filled: Engine) -> None:
    hostile = "![x](http://evil.example/a) <script>alert(1)</script> **đậm** $x^2$" + "a" * 500
    app = open_screen(filled, "agencies", don_vi=hostile)
    (raw,) = [one.value for one in app.info]
    assert "![x](http" not in raw
    assert "<script" not in raw.replace("\\<", "")
    assert "**" not in raw.replace("\\*", "")
    assert len(raw) < 300


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"nam": "2025"},
        {"ngay": "2026-12-10"},
        {"lang": "en"},
        {"nam": ""},
        {"don_vi": "SYT"},
        {"embed": "true"},
        {"nhom": "xa", "don_vi": "SYT"},
    ],
)
def test_what_can_be_had_is_shown_without_a_word(filled: Engine, asked: dict[str, str]) -> None:
    assert find_sentences(open_screen(filled, "agencies", **asked)) == []


def test_another_choice_ends_the_sentence(filled: Engine) -> None:
    app = open_screen(filled, "overview", nam="2027")
    app.selectbox(key="choice-nam").set_value(2025).run()
    assert find_sentences(app) == []
