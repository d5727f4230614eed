"""Only what was drawn can be picked, whatever a page says."""

import pytest
import streamlit as st

from pages.components.clicks import find_clicked_mark, find_clicked_row
from pages.components.picture import REQUESTED, Pick


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    told: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", {"key": told})
    return told


@pytest.mark.parametrize(
    ("selection", "row"),
    [
        ({"rows": [2]}, 2),
        ({"rows": [3]}, None),
        ({"rows": [-1, "0", None, True, 1.0]}, None),
        ({"rows": 1}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_a_row(said: dict[str, object], selection: object, row: int | None) -> None:
    said["selection"] = selection
    assert find_clicked_row("key", 3) == row


@pytest.mark.parametrize(
    ("picked", "codes"),
    [
        ([{"code": "SYT", "more": 1}], {"code": "SYT"}),
        ([{"code": 1}], None),
        ([{}], None),
        (["code"], None),
        ({}, None),
        (None, None),
    ],
)
def test_a_mark(said: dict[str, object], picked: object, codes: object) -> None:
    said["selection"] = {"picked": picked}
    assert find_clicked_mark("key", ("code",)) == codes


@pytest.mark.parametrize("held", [{}, {"bars-1": {"selection": {"opened": []}}}])
def test_a_second_press_on_a_picture_that_has_its_next_key_already(
    monkeypatch: pytest.MonkeyPatch, held: dict[str, object]
) -> None:
    kept = {"bars-0": {"selection": {"opened": [{"code": "SYT"}]}}, **held}
    monkeypatch.setattr(st, "session_state", kept)
    pick = Pick("bars", opens=lambda codes: None)
    pick.handle_click(pick.widget_key())  # the first press: the next key is bars-1
    kept["bars-0"] = {"selection": {"opened": []}}
    pick.handle_click("bars-0")
    assert kept[REQUESTED] == ("bars", {"code": "SYT"}), "what was opened first stays opened"
    assert pick.widget_key() == "bars-1"


@pytest.mark.usefixtures("said")
def test_a_press_on_what_is_no_longer_drawn() -> None:
    assert find_clicked_row("another", 3) is None
    assert find_clicked_mark("another", ("code",)) is None
