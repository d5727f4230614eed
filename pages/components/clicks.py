"""The row or mark that was clicked, as the browser reports it; anything that was not drawn is
ignored."""

from collections.abc import Mapping, Sequence

import streamlit as st

from charts.picking import OPENED, PICKED

Codes = Mapping[str, str]


def find_clicked_row(key: str, among: int) -> int | None:
    """The place of the row clicked in the table `key` of `among` rows."""
    rows = _read_selection(key, "rows")
    places = [row for row in rows if type(row) is int and 0 <= row < among]
    return places[0] if places else None


def find_clicked_mark(key: str, fields: Sequence[str]) -> Codes | None:
    """The codes of the bar or cell clicked in the chart `key`; a click beside everything
    picks nothing."""
    return _find_codes(key, PICKED, fields)


def find_opened_mark(key: str, fields: Sequence[str]) -> Codes | None:
    """The codes of the number, or of the bar that leads nowhere else, clicked in it."""
    return _find_codes(key, OPENED, fields)


def _find_codes(key: str, kind: str, fields: Sequence[str]) -> Codes | None:
    marks = _read_selection(key, kind)
    mappings = [mark for mark in marks[:1] if isinstance(mark, Mapping)]
    whole = [mark for mark in mappings if all(isinstance(mark.get(name), str) for name in fields)]
    return {name: str(whole[0][name]) for name in fields} if whole else None


def _read_selection(key: str, kind: str) -> list[object]:
    clicked = st.session_state.get(key)  # a screen drawn anew may have dropped it
    selection = clicked.get("selection") if isinstance(clicked, Mapping) else None
    picked = selection.get(kind) if isinstance(selection, Mapping) else None
    return list(picked) if isinstance(picked, list | tuple) else []
