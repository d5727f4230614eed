"""The address bar: every choice lives there, so that a link sends what one sees.

A choice is what the address says, else what was last chosen here (Streamlit empties the
address from one screen to the next), else the default. The default itself is not written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

FIRST_DAY = date(2018, 7, 9)  # the plan's own day; nothing is known of it earlier
UNANSWERABLE = "unanswerable-choices"
EVERYWHERE: frozenset[str] = frozenset()
# Every name that the address knows, and on which screens it chooses something.
NAMES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("lang", "nam", "ngay", "cau-truc", "xem-nhu", "cong-bo"), EVERYWHERE),
    **dict.fromkeys(("tu-ngay", "chi-so"), frozenset({"overview"})),
    **dict.fromkeys(("don-vi", "xep"), frozenset({"agencies"})),
    "nhom": frozenset({"agencies", "tasks"}),
    "muc-ke-hoach": frozenset({"tasks"}),
    "viec": frozenset({"tasks", "journal"}),
    **dict.fromkeys(("xa", "truoc", "muc"), frozenset({"addresses"})),
    **dict.fromkeys(("so-voi", "cua"), frozenset({"why"})),
    "ve": frozenset({"why", "journal"}),
    **dict.fromkeys(("buoc", "thieu"), frozenset({"chasing"})),
    "trang": frozenset({"chasing", "journal"}),
    **dict.fromkeys(("noi-nhan", "pham-vi"), frozenset({"yearly"})),
    "phan": frozenset({"yearly", "catalogue"}),
    **dict.fromkeys(("tim", "thoi", "so-hieu", "ma-viec"), frozenset({"catalogue"})),
    **dict.fromkeys(("tu", "den", "nguoi"), frozenset({"journal"})),
}
OF_STREAMLIT = frozenset({"embed", "embed_options"})


@dataclass(frozen=True)
class Unanswerable:
    """What the address asks for and cannot have: the value of `name`, and what is shown in its
    place ("" for all there is). `known` unless the screen has no such choice at all."""

    name: str
    asked: str
    shown: str
    known: bool = True


def chosen(name: str, allowed: Sequence[str], default: str) -> str:
    """The choice `name`; anything not `allowed` is the default. Writes it to the address."""
    asked = _asked(name, default)
    _note(name, default, has_it=asked in allowed or asked == default)
    return _shown(name, asked if asked in allowed else default, default)


def followed(name: str, allowed: Sequence[str], default: str) -> str:
    """The choice `name`, whose default follows another choice: where that moves, what was the
    default is not held on to."""
    value = chosen(name, allowed, default)
    if value == default:
        st.session_state.pop(name, None)
    return value


def chosen_day(name: str, default: date, *, last: date) -> date:
    """The day `name`, from FIRST_DAY to `last`; what is no day (2026-02-30) is the default,
    which keeps to them as well."""
    usual = _within(default, last)
    asked = _day(_asked(name, ""))
    answer = usual if asked is None else _within(asked, last)
    _note(name, answer.isoformat(), has_it=asked == answer)
    return date.fromisoformat(_shown(name, answer.isoformat(), usual.isoformat()))


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
    st.session_state.get(UNANSWERABLE, {}).pop(name, None)
    st.session_state[name] = value
    st.query_params[name] = value


def settle_unanswerable(place: str) -> list[Unanswerable]:
    """What was asked for in vain on the screen `place`, in the order it was met; what was asked
    elsewhere, or is chosen otherwise since, is forgotten."""
    noted: dict[str, tuple[Unanswerable, str]] = st.session_state.get(UNANSWERABLE, {})
    standing = {
        name: (one, place)
        for name, (one, where) in noted.items()
        if where in ("", place) and st.session_state.get(name, one.shown) == one.shown
    }
    st.session_state[UNANSWERABLE] = standing
    return [*(one for one, _ in standing.values()), *_find_unknown(place)]


def _find_unknown(place: str) -> list[Unanswerable]:
    """What the address says that chooses nothing on the screen `place`."""
    return [
        Unanswerable(name, value, "", known=False)
        for name, value in st.query_params.items()
        if name not in OF_STREAMLIT
        and (name not in NAMES or (NAMES[name] and place not in NAMES[name]))
    ]


def _note(name: str, shown: str, *, has_it: bool) -> None:
    """Keep that the address itself asked for what `name` cannot be; the page says so."""
    asked = str(st.query_params.get(name, "")).strip()
    if asked and not has_it:
        noted = st.session_state.setdefault(UNANSWERABLE, {})
        noted[name] = (Unanswerable(name, asked, shown), "")


def _asked(name: str, default: str) -> str:
    if name not in NAMES:
        raise KeyError(name)
    return str(st.query_params.get(name, st.session_state.get(name, default)))


def _shown(name: str, value: str, default: str) -> str:
    st.session_state[name] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
    return value


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _within(day: date, last: date) -> date:
    return min(max(day, FIRST_DAY), last)
