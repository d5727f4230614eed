"""Nhập báo cáo, as a clerk at the screen meets it: see, accept once, find it in the history,
take it back."""

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from actions.returns.undo import undo
from models.batches import list_batches
from models.database import reading
from models.results import list_results
from tests.intake.files import workbook
from tests.province import BAD, CLERK, GOOD, NOW, OFFICER, TODAY, received

OTHERS = GOOD.splitlines(keepends=True)[0] + b"2026,STC,KP_NS,in_progress,,40,5,,\n"
AMBIGUOUS = GOOD.replace(b",12,,", b",1.234,,")


def screen(engine: "Engine", actor: "Actor", language: str) -> None:
    """The script that a test runs: the screen, for a made-up visit."""
    from datetime import UTC, date, datetime

    from locales.words import words_in
    from models.database import reading
    from models.settings import read_data_version
    from pages.components.visit import Structure, Visit
    from pages.returns.screen import show

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


def opened(engine: Engine, actor: Actor = CLERK, language: str = "vi") -> AppTest:
    """The screen, just opened."""
    app = AppTest.from_function(screen, args=(engine, actor, language), default_timeout=120)
    app.run()
    assert not app.exception
    return app


def dropped(app: AppTest, *contents: bytes) -> AppTest:
    """The screen after these files were dropped."""
    files = [(f"syt-{number}.csv", content, "text/csv") for number, content in enumerate(contents)]
    app.file_uploader(key="files").set_value(files).run()
    assert not app.exception
    return app


def pressed(app: AppTest, key: str) -> AppTest:
    """The screen after a button was pressed."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """All the words on the screen, without the marks that keep them from being Markdown."""
    kinds: list[Any] = [app.title, app.markdown, app.caption, app.success, app.warning, app.info]
    words = [element.value for kind in kinds for element in kind]
    return " ".join(words).replace("\\", "")


def kept(engine: Engine) -> tuple[int, int]:
    """How many batches stand, and how many results."""
    with reading(engine) as session:
        batches = list_batches(session, TODAY)
        return int(batches["undone_at"].isna().sum()), len(list_results(session, [2026], TODAY))


@pytest.fixture(autouse=True)
def no_old_caches() -> Iterator[None]:
    """Each test's database has the same versions: what another saw must not be shown."""
    st.cache_resource.clear()
    yield


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Chưa nhận tệp nào"), ("en", "Nothing was received yet")]
)
def test_it_opens_on_nothing(province: Engine, language: str, words: str) -> None:
    assert words in said(opened(province, language=language))


def test_a_good_file_is_shown_then_accepted_with_a_receipt(province: Engine) -> None:
    app = dropped(opened(province), GOOD)
    assert "Sẽ thêm 3 dòng" in said(app)
    assert app.button(key="accept-0").label == "Nhận 3 dòng"
    assert kept(province) == (0, 0)
    pressed(app, "accept-0")
    assert kept(province) == (1, 3)
    assert "Thêm 3 dòng, sửa 0, không đổi 0, để lại 0" in said(app)
    assert [toast.value for toast in app.toast] == ["Đã nhận, số 1"]
    assert app.dataframe[-1].value.iloc[0]["Tệp"] == "syt-0.csv"
    assert not [button for button in app.button if button.key == "accept-0"]


def test_a_fault_is_told_at_its_cell_and_nothing_is_kept(province: Engine) -> None:
    app = dropped(opened(province), BAD)
    assert "Dòng 4, cột Tỷ lệ (%): “140” không nằm trong 0–100." in said(app)
    assert app.button(key="accept-0").label == "Nhận 2 dòng đúng, để lại 1 dòng lỗi"
    assert kept(province) == (0, 0)


def test_a_reading_is_confirmed_by_the_words_of_the_button(province: Engine) -> None:
    app = dropped(opened(province), AMBIGUOUS)
    assert "“1.234” có dấu ngăn cách có thể hiểu hai cách" in said(app)
    assert app.button(key="accept-0").label == "Xác nhận cách hiểu và nhận 3 dòng"
    pressed(app, "accept-0")
    assert kept(province) == (1, 3)


def test_a_change_reads_from_before_to_after(province: Engine) -> None:
    received(province, GOOD)
    app = dropped(opened(province), GOOD.replace(b",40,5,", b",60,5,"))
    changes = app.dataframe[0].value
    assert changes["Tỷ lệ (%)"].tolist() == ["40 → 60"]
    assert changes["Dòng"].tolist() == ["4"]


def test_several_files_are_told_apart(province: Engine) -> None:
    app = dropped(opened(province), GOOD, BAD, b"nothing of a form")
    lines = app.dataframe[0].value
    assert lines["Tình trạng"].tolist() == [
        "Chờ nhận, không có lưu ý",
        "Chờ xem dòng lỗi",
        "Chưa nhận được",
    ]
    assert lines["Đơn vị, kỳ"].tolist() == ["Sở Y tế · kỳ 2026", "Sở Y tế · kỳ 2026", ""]
    assert [button.key for button in app.button if str(button.key).startswith("accept")] == [
        "accept-0",
        "accept-1",
    ]


def test_two_clerks_pressing_for_the_same_file_keep_it_once(province: Engine) -> None:
    first, second = dropped(opened(province), GOOD), dropped(opened(province), GOOD)
    pressed(first, "accept-0")
    pressed(second, "accept-0")
    assert kept(province) == (1, 3)


def test_what_changed_since_it_was_seen_is_shown_again_and_not_kept(province: Engine) -> None:
    app = dropped(opened(province), GOOD.replace(b",40,5,", b",60,5,"))
    received(province, GOOD)
    pressed(app, "accept-0")
    assert "Dữ liệu vừa thay đổi" in said(app)
    assert "Sẽ sửa 1 dòng · 2 dòng không đổi" in said(app)
    assert kept(province) == (1, 3)


def test_a_batch_is_undone_only_after_it_was_asked(province: Engine) -> None:
    received(province, GOOD)
    app = opened(province)
    pressed(app, "undo")
    assert "Hoàn tác lần nhận số 1?" in said(app)
    assert kept(province) == (1, 3)
    pressed(app, "undo-no")
    assert kept(province) == (1, 3)
    pressed(app, "undo")
    pressed(app, "undo-yes")
    assert kept(province) == (0, 0)
    assert "Đã hoàn tác lần nhận số 1: lấy lại 3 dòng" in said(app)
    assert app.dataframe[-1].value["Tình trạng"].tolist() == ["↶ đã hoàn tác"]


def test_an_undo_names_what_a_later_file_keeps(province: Engine) -> None:
    received(province, GOOD)
    received(province, GOOD.replace(b",40,5,", b",60,5,"), name="correction.csv")
    app = opened(province)
    app.selectbox(key="history-choice").set_value(1).run()
    pressed(pressed(app, "undo"), "undo-yes")
    assert "Giữ 1 dòng đã được sửa sau đó bởi: correction.csv" in said(app)


def test_a_file_that_is_here_again_leads_to_its_batch_once(province: Engine) -> None:
    undo(province, received(province, OTHERS).batch_id, actor=CLERK, now=NOW)
    app = opened(province)  # before the file was kept: its clerk's line had broken
    assert not [button for button in app.button if button.key == "undo"]
    received(province, GOOD)
    dropped(app, GOOD)
    assert "Đúng tệp này đã được nhận trước đây" in said(app)
    assert app.button(key="undo").label == "Hoàn tác lần nhận số 2"
    app.selectbox(key="history-choice").set_value(1).run()
    assert app.selectbox(key="history-choice").value == 1


def test_an_officer_sees_its_own_files_and_none_of_others(province: Engine) -> None:
    received(province, GOOD, name="own.csv")
    received(province, OTHERS, name="others.csv")
    app = dropped(opened(province, OFFICER), GOOD.replace(b"SYT", b"STC"))
    assert "“STC” không thuộc đơn vị gửi (SYT – Sở Y tế)" in said(app)
    (history,) = app.dataframe
    assert list(history.value.iloc[:, 2]) == ["own.csv"]
    assert not [button for button in app.button if "undo" in str(button.key)]
    assert not [button for button in app.button if button.key == "undo"]


def test_a_senders_words_are_never_markdown(province: Engine) -> None:
    app = dropped(
        opened(province), GOOD.replace(b",140,", b",40,").replace(b"HM_TV", b"[x](http://e.vn)")
    )
    shown = [element.value for element in app.markdown if "http" in element.value]
    assert shown
    assert all(r"\[x\]\(http" in text for text in shown)


def test_every_sheet_is_a_card_and_a_press_of_its_own(province: Engine) -> None:
    head = ["period", "unit_code", "task_code", "status", "quantity"]
    book = workbook(
        {
            "Một": [head, ["2026", "SYT", "HM_TV", "done", 12]],
            "Hai": [head, ["2026", "SYT", "YT_TT", "done", 3]],
        }
    )
    app = opened(province)
    app.file_uploader(key="files").set_value([("cả năm.xlsx", book, "application/xlsx")]).run()
    assert app.dataframe[0].value["Tệp"].tolist() == ["cả năm.xlsx · Một", "cả năm.xlsx · Hai"]
    assert "Đã xem 1 tệp" in " ".join(one.value for one in app.subheader)
    pressed(app, "accept-1")
    assert kept(province) == (1, 1)
    pressed(app, "accept-0")
    assert kept(province) == (2, 2)
    assert app.selectbox(key="history-choice").value == 2  # the newest, not the one before
