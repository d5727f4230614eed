"""The changes a file would make, row by row."""

import pytest
from sqlalchemy import Engine

from documents.returns.changes import list_changes
from locales.words import words_in
from tests.actions.keeping import HELP, REGISTER, register
from tests.province import looked_at


@pytest.mark.parametrize(
    ("before", "after", "cell"),
    [
        (REGISTER, REGISTER.replace("Tổ 2", "Tổ 22"), "Tổ 2 → Tổ 22"),
        (HELP, HELP.replace("700000", "800000"), "700.000 → 800.000"),
    ],
)
def test_a_changed_row_tells_before_and_after(
    province: Engine, *, before: str, after: str, cell: str
) -> None:
    register(province)
    assert before != after
    shown = list_changes(looked_at(province, after.encode()).arrival, words_in("vi"))
    row = shown[shown.iloc[:, 0] == "3"].iloc[0]
    assert (row.iloc[1], row.iloc[2]) == ("Sửa", "DC-002")
    assert cell in row.tolist()
