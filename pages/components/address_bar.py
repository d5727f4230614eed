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
    **dict.fromkeys(("dien", "dien-cho"), frozenset({"receive"})),
}
OF_STREAMLIT = frozenset({"embed", "embed_options"})


@dataclass(frozen=True)
class Unanswerable:
    """What the address asks for and cannot have: the value of `name`, and its
    `replacement` ("" for all there is). `known` unless the screen has no such choice at all."""

    name: str
    requested: str
    replacement: str
    known: bool = True


def sync_choice(name: str, allowed: Sequence[str], default: str) -> str:
    """The choice `name`; anything not `allowed` is the default. Writes it to the address."""
    requested = _find_requested(name, default)
    _note_unanswerable(name, default, has_it=requested in allowed or requested == default)
    return _write_choice(name, requested if requested in allowed else default, default)


def sync_following_choice(name: str, allowed: Sequence[str], default: str) -> str:
    """The choice `name`, whose default follows another choice: where that moves, what was the
    default is not held on to."""
    value = sync_choice(name, allowed, default)
    if value == default:
        st.session_state.pop(name, None)
    return value


def sync_day(name: str, default: date, *, last: date) -> date:
    """The day `name`, from FIRST_DAY to `last`; what is no day (2026-02-30) is the default,
    which keeps to them as well."""
    usual = _clamp_day(default, last)
    requested = _parse_day(_find_requested(name, ""))
    day = usual if requested is None else _clamp_day(requested, last)
    _note_unanswerable(name, day.isoformat(), has_it=requested == day)
    return date.fromisoformat(_write_choice(name, day.isoformat(), usual.isoformat()))


def sync_text(name: str, *, most: int) -> str:
    """The free text `name`, cut to `most` letters; "" where none is asked for."""
    return _write_choice(name, _find_requested(name, "").strip()[:most], "")


def bind_widget(name: str, value: object) -> str:
    """The key of the control for `name`, set to `value` before it is drawn."""
    key = f"choice-{name}"
    st.session_state[key] = value
    return key


def follow_widget(name: str) -> Callable[[], None]:
    """What that control does when it is moved: the address follows."""

    def follow() -> None:
        value = st.session_state[f"choice-{name}"]
        set_choice(name, "" if value is None else str(value))

    return follow


def set_choice(name: str, value: str) -> None:
    """Choose `value` for `name`."""
    st.session_state.get(UNANSWERABLE, {}).pop(name, None)
    st.session_state[name] = value
    st.query_params[name] = value


def settle_unanswerable(place: str) -> list[Unanswerable]:
    """What was asked for in vain on the screen `place`, in the order it was met; what was asked
    elsewhere, or is chosen otherwise since, is forgotten."""
    noted: dict[str, tuple[Unanswerable, str]] = st.session_state.get(UNANSWERABLE, {})
    current = {
        name: (choice, place)
        for name, (choice, where) in noted.items()
        if where in ("", place)
        and st.session_state.get(name, choice.replacement) == choice.replacement
    }
    st.session_state[UNANSWERABLE] = current
    return [*(choice for choice, _ in current.values()), *_find_unknown(place)]


def _find_unknown(place: str) -> list[Unanswerable]:
    """What the address says that chooses nothing on the screen `place`."""
    return [
        Unanswerable(name, value, "", known=False)
        for name, value in st.query_params.items()
        if name not in OF_STREAMLIT
        and (name not in NAMES or (NAMES[name] and place not in NAMES[name]))
    ]


def _note_unanswerable(name: str, replacement: str, *, has_it: bool) -> None:
    """Keep that the address itself asked for what `name` cannot be; the page says so."""
    requested = str(st.query_params.get(name, "")).strip()
    if requested and not has_it:
        noted = st.session_state.setdefault(UNANSWERABLE, {})
        noted[name] = (Unanswerable(name, requested, replacement), "")


def _find_requested(name: str, default: str) -> str:
    if name not in NAMES:
        raise KeyError(name)
    return str(st.query_params.get(name, st.session_state.get(name, default)))


def _write_choice(name: str, value: str, default: str) -> str:
    st.session_state[name] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
    return value


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clamp_day(day: date, last: date) -> date:
    return min(max(day, FIRST_DAY), last)
