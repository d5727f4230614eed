"""What an open page says its controls stand at, read so that no strange value breaks the page.

Streamlit takes a control's value from the page as it was sent. What our pages would never send
(another kind of value, what is no JSON, a text without end or with a NUL in it) is as if
nothing had been said: the control stands at its default.
"""

from streamlit.errors import StreamlitAPIException
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import Serialized, Value, WStates

NUMBERS = ("double_value", "int_value")  # whole numbers are declared as one, sent as the other
LONGEST = 1_000_000  # bytes of one value; a table that somebody writes in sends its rows
UNREADABLE = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
    StreamlitAPIException,
)
_as_sent = WStates.__getitem__


def patch_widget_deserialization() -> None:
    """From now on, in this process."""
    WStates.__getitem__ = _get_widget_value  # type: ignore[method-assign]  # Streamlit offers no other place


def _get_widget_value(states: WStates, key: str) -> object:
    """The value of the control `key`. KeyError where no such control was drawn."""
    state, control = states.states.get(key), states.widget_metadata.get(key)
    if control is None or not isinstance(state, Serialized):
        return _as_sent(states, key)
    if _is_acceptable(state.value, control):
        try:
            return _as_sent(states, key)
        except UNREADABLE:
            pass
    states.states[key] = Value(control.deserializer(None))
    return _as_sent(states, key)


def _is_acceptable(state: WidgetState, control: WidgetMetadata[object]) -> bool:
    """Is it the kind of value that this control has, and of a size to look at?"""
    kind = state.WhichOneof("value")
    if state.ByteSize() > LONGEST or not _is_kind_of(kind, control.value_type):
        return False
    texts = state.string_array_value.data if kind == "string_array_value" else [state.string_value]
    return not any("\0" in text for text in texts)


def _is_kind_of(kind: str | None, declared: str) -> bool:
    return kind is None or kind == declared or (kind in NUMBERS and declared in NUMBERS)
