"""A question's answer comes in portions; nobody sees where one ends."""

import pandas as pd
import pytest
from sqlalchemy import Engine

from models import Period
from models.database import reading
from models.frames import read_frame, select_columns
from models.periods import list_periods
from tests.models.conftest import keep
from tests.models.rows import row


@pytest.mark.parametrize("portion", [1, 2, 3, 50_000])  # 4 rows: many, a multiple, a rest, one
def test_the_answer_is_the_same_in_any_portions(
    engine: Engine, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(engine, [row(Period, year=year) for year in (2023, 2024, 2025, 2026)])
    with reading(engine) as session:
        whole = list_periods(session)
        monkeypatch.setattr("models.frames.PORTION", portion)
        pd.testing.assert_frame_equal(list_periods(session), whole)
    assert whole["year"].tolist() == [2023, 2024, 2025, 2026]


def test_an_empty_answer_keeps_its_columns_and_their_types(engine: Engine) -> None:
    with reading(engine) as session:
        told = read_frame(
            session, select_columns(Period.year, Period.last_day, Period.weekend_rolls)
        )
    assert [str(kind) for kind in told.dtypes] == ["Int64", "datetime64[s]", "bool"]
