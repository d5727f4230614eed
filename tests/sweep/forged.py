"""Forged values: what no page of ours says of a control, by the kind of the control."""

import json
from collections.abc import Callable, Mapping, Sequence

from streamlit.proto.WidgetStates_pb2 import WidgetState

HUGE = "đ" * 200_000
TEXTS = ("SYT", "01267", "", HUGE, "a\0b", "-1", "<script>*x*</script>'; --", "9" * 400)
LISTS = (["SYT"], [], ["x"] * 5000, [HUGE], ["a\0b"], ["-1", "2"], [""])
DAYS = (
    *(["0001/01/01"], ["9999/12/31"], ["9999/12/31, 23:59"], ["2026/02/30"], ["x"], [], [""]),
    *(["2026/01/01", "2026/01/02"], [HUGE], ["a\0b"]),
)
NUMBERS = (1e300, -1.0, float("nan"), float("inf"), 0.5, 2.0**53)
PICKED = (
    *([10**9], [-(10**9)], [-1], ["x"], [None], [{}], [1.5], 7, "x", None),
    *({"picked": [{}]}, {"picked": [{"code": "nowhere", "column_code": "none"}]}, {"picked": 1}),
    *({"picked": ["x"]}, {"picked": [{"code": [1]}]}, {"picked": [None]}, {"picked": None}),
)
JSON = (
    *("{", "", "null", "[]", "1", '{"selection": null}', '{"selection": []}', "[" * 50_000),
    *(
        json.dumps({"selection": one if isinstance(one, dict) else {"rows": one, "columns": one}})
        for one in PICKED
    ),
    '{"edited_rows": {"99": {"0": 1}, "x": 1}}',
    '{"edited_rows": {"99999": {"days": "x"}}, "added_rows": [{"y": 1}], "deleted_rows": [9999]}',
    '{"edited_rows": 1, "added_rows": "x", "deleted_rows": ["a"]}',
    '{"edited_rows": {"0": {"days": 1e300, "channel": "none"}, "1": {"days": true}}}',
)
Write = Callable[[WidgetState, object], None]


def _plain(name: str) -> Write:
    return lambda state, value: setattr(state, name, value)


def _several(name: str) -> Write:
    def write(state: WidgetState, value: object) -> None:
        getattr(state, name).data.extend(value)
        getattr(state, name).SetInParent()

    return write


def _uploads(state: WidgetState, value: object) -> None:
    for number in value if isinstance(value, list) else []:
        told = state.file_uploader_state_value.uploaded_file_info.add()
        told.file_id, told.name, told.size = number, "a.csv", 1
        told.file_urls.file_id = number
    state.file_uploader_state_value.SetInParent()


KINDS: Mapping[str, tuple[Write, Sequence[object]]] = {
    "selectbox": (_plain("string_value"), TEXTS),
    "text_input": (_plain("string_value"), TEXTS),
    "text_area": (_plain("string_value"), TEXTS),
    "button_group": (_several("string_array_value"), LISTS),
    "multiselect": (_several("string_array_value"), LISTS),
    "date_input": (_several("string_array_value"), DAYS),
    "number_input": (_plain("double_value"), NUMBERS),
    "checkbox": (_plain("bool_value"), (True, False)),
    "dataframe": (_plain("string_value"), JSON),
    "vega_lite_chart": (_plain("string_value"), JSON),
    "file_uploader": (_uploads, ([""], ["x" * 500], ["0" * 32, "../../etc/passwd"])),
}
OTHER_KINDS: tuple[tuple[Write, object], ...] = (
    (_plain("int_value"), 2**62),
    (_plain("string_value"), "SYT"),
    (_plain("json_value"), "{"),
    (_plain("double_value"), float("nan")),
    (_several("int_array_value"), [10**6, -1]),
    (_plain("bytes_value"), b"\xff"),
    (_plain("bool_value"), True),
    (_several("string_array_value"), ["SYT"]),
    (_plain("json_trigger_value"), "[]"),
)
ROUNDS = max(len(values) for _, values in KINDS.values())


def forged(kind: str, number: str, turn: int) -> WidgetState | None:
    """The value of this turn for a control; every third one is of another kind."""
    if kind not in KINDS:
        return None
    write, values = KINDS[kind]
    value = values[turn % len(values)]
    if turn % 3 == 2:
        write, value = OTHER_KINDS[(turn // 3 + len(number)) % len(OTHER_KINDS)]
    state = WidgetState(id=number)
    write(state, value)
    return state
