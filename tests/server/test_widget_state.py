"""What a page says of a control is read as Streamlit reads it, or as if nothing had been said."""

import json
from collections.abc import Iterator

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from server.streamlit_patches.widget_state import LONGEST, patch_widget_deserialization


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> Iterator[WStates]:
    monkeypatch.setattr(WStates, "__getitem__", WStates.__getitem__)
    patch_widget_deserialization()
    known = WStates()
    known.set_widget_metadata(
        WidgetMetadata(
            "table",
            deserializer=lambda told: json.loads(told)["rows"] if told is not None else [],
            serializer=json.dumps,
            value_type="string_value",
        )
    )
    yield known


def heard(states: WStates, told: WidgetState) -> object:
    states.set_widget_from_proto(told)
    return states["table"]


def test_what_can_be_read_is_read(states: WStates) -> None:
    assert heard(states, WidgetState(id="table", string_value='{"rows": [1]}')) == [1]


@pytest.mark.parametrize(
    "said",
    ["", "{", "null", "{}", "[" * 50_000, '{"rows": "\0"}', json.dumps({"rows": "x" * LONGEST})],
)
def test_what_cannot_is_not_heard(states: WStates, said: str) -> None:
    assert heard(states, WidgetState(id="table", string_value=said)) == []


def test_another_kind_of_value_is_not_heard_and_leaves_the_kind_as_it_was(states: WStates) -> None:
    assert heard(states, WidgetState(id="table", json_value='"{}"')) == []
    assert states.widget_metadata["table"].value_type == "string_value"


def test_of_a_control_that_was_never_drawn_nothing_is_known(states: WStates) -> None:
    states.set_widget_from_proto(WidgetState(id="other", bool_value=True))
    with pytest.raises(KeyError):
        states["other"]


@pytest.mark.parametrize(
    "sent", [WidgetState(id="number", int_value=301), WidgetState(id="number", double_value=301)]
)
def test_a_whole_number_is_read_as_either_kind_of_number(
    states: WStates, sent: WidgetState
) -> None:
    states.set_widget_metadata(
        WidgetMetadata(
            "number",
            deserializer=lambda value: None if value is None else int(value),
            serializer=float,
            value_type="double_value",  # as st.number_input declares whole numbers too
        )
    )
    states.set_widget_from_proto(sent)
    assert states["number"] == 301
