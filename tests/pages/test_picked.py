"""Only what was drawn can be picked, whatever a page says."""

import pytest
import streamlit as st

from pages.parts.picked import mark_picked, row_picked


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
    assert row_picked("key", 3) == row


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
    assert mark_picked("key", ("code",)) == codes
