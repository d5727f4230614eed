"""Tables: the same for a wide screen and for a phone, and nothing cut."""

import json
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from locales.words import words_in
from pages.components.row_lists import MOST, format_facts, format_rows
from tests.pages.watching import opened


def plain(listed: str) -> str:
    return listed.replace("\\", "")


def test_a_row_is_a_name_and_its_facts_and_says_nothing_of_what_is_missing() -> None:
    row = {
        "unit": "Sở Y tế", "task": "Thăm hỏi", "state": "● Hoàn thành", "share": 0.734,
        "value_vnd": 7_600_000, "received_on": pd.Timestamp(date(2026, 12, 5)), "row": 1234,
        "note": None, "document_no": "",
    }  # fmt: skip
    told = plain(format_facts(pd.DataFrame([row]), words_in("vi")))
    assert told == (
        "- **Sở Y tế · Thăm hỏi**  \n  ● Hoàn thành · Tỷ lệ: 73,4 % · Trị giá (đồng): 7.600.000"
        " · Ngày nhận: 05/12/2026 · Dòng: 1234"
    )


def test_what_was_written_is_shown_and_never_obeyed() -> None:
    frame = pd.DataFrame({"Tên": ["**a** [b](http://c)\n- d"], "Số": ["![x](y)"]})
    told = format_rows(frame, {"Tên": "Tên", "Số": "Số"}, words_in("vi"))
    assert len(told.splitlines()) == 2
    assert "\\*\\*a\\*\\*" in told
    assert "](" not in told


@pytest.mark.parametrize(("rows", "more"), [(MOST, False), (MOST + 1, True)])
def test_a_long_list_says_how_many_more_there_are(rows: int, more: bool) -> None:
    told = format_facts(pd.DataFrame({"unit": ["a"] * rows}), words_in("en"))
    assert told.count("**a**") == MOST
    assert ("1 more row; the whole table is on a wider screen." in plain(told)) is more


def test_a_share_in_a_table_has_the_decimal_of_everywhere(watched: Engine) -> None:
    app = opened(watched, "agencies")
    wide, phone = (one for one in app.dataframe if "share" in one.value)
    formats = json.loads(wide.proto.columns)["share"]["type_config"]
    assert (formats["format"], formats["min_value"], formats["max_value"]) == ("percent", 0, 1)
    assert wide.value["share"].tolist() == phone.value["share"].tolist()
    assert all(share == round(share, 3) for share in wide.value["share"].dropna())
    assert list(phone.value.columns) == ["unit", "share"]
