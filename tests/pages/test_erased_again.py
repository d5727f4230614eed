"""Nhập báo cáo, an address that was erased: said at its cell, and registered only when ticked."""

from collections.abc import Iterator

import pytest
import streamlit as st
from sqlalchemy import Engine
from sqlmodel import func, select
from streamlit.testing.v1 import AppTest

from actions.erasure.erase import erase
from actions.permissions import Actor
from actions.returns.batch_access import find_own_batch, load_own_copy
from models import Address, Batch, Ground, UserRole
from models.database import reading
from tests.actions.keeping import REGISTER, register
from tests.pages.test_receive_returns import dropped, opened, pressed, said
from tests.province import CLERK, NOW

ONLY = "\n".join(REGISTER.splitlines()[place] for place in (0, 2))
TICK = "accept-0-again"


@pytest.fixture
def erased(province: Engine) -> Iterator[Engine]:
    st.cache_resource.clear()
    register(province)
    erase(province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    yield province


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def codes(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(Address.code)))


def test_its_row_is_held_back_until_the_clerk_ticks(erased: Engine) -> None:
    app = dropped(opened(erased), REGISTER.encode())
    assert "đã được xóa khỏi sổ theo yêu cầu ngày 20/12/2026" in said(app)
    assert "Nhận 2 dòng đúng, để lại 1 dòng" in " ".join(labels(app))
    app.checkbox(key=TICK).check().run()
    assert any(label.startswith("Nhận 3 dòng") for label in labels(app))
    pressed(app, "accept-0")
    assert len(codes(erased)) == 3


def test_where_it_is_all_there_is_nothing_can_be_kept_before(erased: Engine) -> None:
    app = dropped(opened(erased, language="en"), ONLY.encode())
    assert "accept-0" not in [button.key for button in app.button]
    app.checkbox(key=TICK).check().run()
    pressed(app, "accept-0")
    assert "DC-002" in codes(erased)


def test_an_officer_is_told_whom_to_ask(erased: Engine) -> None:
    officer = Actor("can-bo-xa", UserRole.UNIT_OFFICER, "01290")
    app = dropped(opened(erased, officer), REGISTER.encode())
    told = said(app)
    assert "để văn thư Hội Chữ thập đỏ tỉnh xác nhận" in told
    assert "đã xóa" not in told and "đã được xóa" not in told
    assert TICK not in [box.key for box in app.checkbox]
    pressed(app, "accept-0")
    assert "DC-002" not in codes(erased)


@pytest.mark.parametrize("code", ["DC-002", "DC-7777"])
def test_a_file_of_strange_codes_is_handed_in_and_not_given_back(erased: Engine, code: str) -> None:
    """Erased or never heard of: an officer reads the same before, at, and after handing in."""
    officer = Actor("can-bo-xa", UserRole.UNIT_OFFICER, "01290")
    app = dropped(opened(erased, officer), ONLY.replace("DC-002", code).encode())
    assert [one for one in labels(app) if one == "Nộp tệp, 1 dòng chờ văn thư xác nhận"]
    pressed(app, "accept-0")
    told = said(opened(erased, officer).run())
    assert "chỉ văn thư Hội Chữ thập đỏ tỉnh lấy lại được tệp" in told
    assert codes(erased) == ["DC-001", "DC-0021"]
    with reading(erased) as session:
        number = session.exec(select(func.max(Batch.id))).one() or 0
        assert load_own_copy(session, officer, number) == b""
        assert find_own_batch(session, officer, number) is not None
