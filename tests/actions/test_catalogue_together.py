"""Faults of single cells, and of rows that cannot stand together, are told in one round."""

import pytest
from sqlalchemy import Engine

from actions.catalogue.faults import CatalogueFaulty
from tests.actions.test_amend_catalogue import (
    SECOND,
    YEAR,
    Edit,
    cell,
    edited,
    found,
    new_row,
    sent_back,
)

AGAIN = new_row(year="2027", weekend_rolls="0", **YEAR)  # it begins in 2026


def test_what_cannot_stand_together_is_told_beside_the_faults_of_cells(province: Engine) -> None:
    upload = edited(
        sent_back(province),
        ("units", cell("SYT", "level", "tỉnh")),
        ("units", cell("STC", "valid_from", "10/07/2018")),
        ("tasks", cell("HM_TV", "reporting", "1")),
        ("tasks", cell("HM_DK", "position", "đầu")),
        ("periods", AGAIN),
        ("periods", cell("2020", "data_to", "mai")),
    )
    with pytest.raises(CatalogueFaulty) as refused:
        found(province, upload)
    told = {(one.file.removesuffix(".csv"), one.why) for one in refused.value.found}
    assert told == {
        ("units", "choice"),
        ("units", "together"),
        ("tasks", "whole"),
        ("tasks", "reporting"),
        ("periods", "together"),
        ("periods", "day"),
    }


@pytest.mark.parametrize(
    ("sheet", "edits"),
    [
        # The row that would make room is at fault itself, or does not say what it is of.
        ("units", [cell("SYT", "valid_to", "31/02/2026"), new_row(**SECOND)]),
        ("units", [cell("SYT", "code", "syt"), cell("STC", "valid_from", "10/07/2018")]),
        (
            "periods",
            [cell("2026", "data_to", "mai"), new_row(year="2027", weekend_rolls="0", **YEAR)],
        ),
    ],
)
def test_of_what_a_faulty_row_may_yet_say_nothing_is_presumed(
    province: Engine, sheet: str, edits: list[Edit]
) -> None:
    upload = edited(sent_back(province), *((sheet, edit) for edit in edits))
    with pytest.raises(CatalogueFaulty) as refused:
        found(province, upload)
    assert {one.why for one in refused.value.found} in ({"day"}, {"code"})
