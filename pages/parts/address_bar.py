"""The address bar: every choice lives there, so that a link sends what one sees.

A choice is what the address says, else what was last chosen here (Streamlit empties the
address from one screen to the next), else the default. The default itself is not written.
"""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st


def chosen(name: str, allowed: Sequence[str], default: str) -> str:
    """The choice `name`; anything not `allowed` is the default. Writes it to the address."""
    asked = _asked(name, default)
    return _shown(name, asked if asked in allowed else default, default)


def chosen_day(name: str, default: date, *, last: date) -> date:
    """The day `name`, never after `last`; what is no day (2026-02-30) is the default."""
    return date.fromisoformat(
        _shown(name, _day(_asked(name, ""), default, last=last).isoformat(), default.isoformat())
    )


def chosen_text(name: str, *, most: int) -> str:
    """The free text `name`, cut to `most` letters; "" where none is asked for."""
    return _shown(name, _asked(name, "").strip()[:most], "")


def tied(name: str, value: object) -> str:
    """The key of the control for `name`, set to `value` before it is drawn."""
    key = f"choice-{name}"
    st.session_state[key] = value
    return key


def moved(name: str) -> Callable[[], None]:
    """What that control does when it is moved: the address follows."""

    def follow() -> None:
        value = st.session_state[f"choice-{name}"]
        go(name, "" if value is None else str(value))

    return follow


def go(name: str, value: str) -> None:
    """Choose `value` for `name`."""
    st.session_state[name] = value
    st.query_params[name] = value


def _asked(name: str, default: str) -> str:
    return str(st.query_params.get(name, st.session_state.get(name, default)))


def _shown(name: str, value: str, default: str) -> str:
    st.session_state[name] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
    return value


def _day(asked: str, default: date, *, last: date) -> date:
    try:
        return min(date.fromisoformat(asked), last)
    except ValueError:
        return default
