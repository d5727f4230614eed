"""Two sheets or files of one upload that write about the same thing are added, one takes the place
of the other, or one is left: as it was chosen, and never unasked."""

import json

import pytest
from sqlalchemy import Engine

from actions.refusals import Refused
from actions.returns.receive import Choices, Letter, Preview, preview_sheets, receive
from actions.returns.undo import undo
from intake.tables import Upload
from models import Batch
from models.database import reading
from tests.actions.returns import CLERK, DAY, HEAD, OFFICER, at, journal, told
from tests.intake.files import workbook

CONFIRMED = Choices(confirm=True)
HEADINGS = HEAD.split(",")
FIRST = ["2026", "SYT", "HM_DK", "in_progress", "", "40", "120", "36000000", ""]
SECOND = ["2026", "SYT", "HM_DK", "in_progress", "", "60", "30", "4000000", ""]
THIRD = ["2026", "SYT", "HM_DK", "done", "30/09/2026", "100", "5", "", ""]
OTHER = ["2026", "SYT", "TET_SUAT", "done", "", "100", "7", "", ""]


def sheets(engine: Engine, overlap: str | None, *rows: list[list[str]]) -> list[Preview]:
    """The sheets "A", "B"… of one workbook, each with these rows, as a clerk sees them."""
    book = {name: [HEADINGS, *part] for name, part in zip("ABC", rows, strict=False)}
    upload = Upload("nam.xlsx", workbook(book))
    return preview_sheets(engine, upload, Letter(DAY), actor=CLERK, overlap=overlap)


def keep(engine: Engine, preview: Preview) -> int:
    return receive(engine, preview, CONFIRMED, actor=CLERK, now=at(DAY)).batch_id


def written_twice(preview: Preview) -> list[tuple[int | None, object]]:
    return [
        (one.row, one.facts["other"])
        for one in preview.arrival.findings
        if one.code == "table.written_twice"
    ]


def test_the_later_sheet_is_asked_about_and_not_received_unasked(province: Engine) -> None:
    first, second = sheets(province, None, [FIRST], [OTHER, SECOND])
    assert written_twice(first) == []
    assert written_twice(second) == [(3, "nam.xlsx, A")]
    keep(province, first)
    with pytest.raises(Refused) as refused:
        keep(province, second)
    assert refused.value.code == "overlap_undecided"
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 120}


@pytest.mark.parametrize(
    ("overlap", "quantity", "value"),
    [("add", 150, 40_000_000), ("replace", 30, 4_000_000), ("leave", 120, 36_000_000)],
)
def test_what_was_chosen_is_kept_and_journalled(
    province: Engine, overlap: str, quantity: int, value: int
) -> None:
    keep(province, sheets(province, overlap, [FIRST], [SECOND, OTHER])[0])
    number = keep(province, sheets(province, overlap, [FIRST], [SECOND, OTHER])[1])
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": quantity, "SYT/TET_SUAT": 7}
    assert told(province, DAY, "value_vnd")["SYT/HM_DK"] == value
    with reading(province) as session:
        assert session.get_one(Batch, number).overlap == overlap
    facts = json.loads(journal(province, "receive")[-1].after)
    assert (facts["overlap"], facts["overlap_with"]) == (overlap, "nam.xlsx, A")
    undo(province, number, actor=CLERK, now=at(DAY))
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 120}


def test_three_quarters_are_added(province: Engine) -> None:
    for place in range(3):
        keep(province, sheets(province, "add", [FIRST], [SECOND], [THIRD])[place])
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 155}
    assert told(province, DAY) == {"SYT/HM_DK": "done"}


def test_what_two_sheets_say_alike_is_not_asked_about(province: Engine) -> None:
    first, second = sheets(province, None, [FIRST], [FIRST, OTHER])
    keep(province, first)
    assert written_twice(second) == []


def test_two_files_are_set_side_by_side(province: Engine) -> None:
    (first,) = sheets(province, None, [FIRST])
    upload = Upload("thang-9.csv", "\n".join([HEAD, ",".join(SECOND), ""]).encode())
    (second,) = preview_sheets(province, upload, Letter(DAY), actor=CLERK, before=[first.arrival])
    assert written_twice(second) == [(2, "nam.xlsx")]


def read(engine: Engine, name: str, row: list[str], overlap: str | None = None) -> Preview:
    """A file of this name with one row, in an upload of its own."""
    upload = Upload(name, "\n".join([HEAD, ",".join(row), ""]).encode())
    return preview_sheets(engine, upload, Letter(DAY), actor=CLERK, overlap=overlap)[0]


def asked_of_stored(preview: Preview) -> list[tuple[int | None, object]]:
    return [
        (one.row, one.facts["other"])
        for one in preview.arrival.findings
        if one.code == "table.part_over_stored"
    ]


@pytest.mark.parametrize(
    "name", ["SYT-quy-2.csv", "Q2.csv", "bc_quyII_2026.csv", "6T-2026.csv", "thang 9.csv"]
)
def test_a_later_quarter_is_set_beside_what_was_received(province: Engine, name: str) -> None:
    keep(province, read(province, "quy-1.csv", FIRST))
    later = read(province, name, SECOND)
    assert asked_of_stored(later) == [(2, "quy-1.csv")]
    with pytest.raises(Refused) as refused:
        keep(province, later)
    assert refused.value.code == "overlap_undecided"
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 120}


@pytest.mark.parametrize("name", ["bao-cao-nam-2026.csv", "SYT.csv", "14-12-2026.csv"])
def test_a_file_of_the_whole_year_replaces_unasked(province: Engine, name: str) -> None:
    keep(province, read(province, "quy-1.csv", FIRST))
    whole = read(province, name, SECOND)
    assert asked_of_stored(whole) == []
    keep(province, whole)
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 30}


@pytest.mark.parametrize(
    ("overlap", "quantity", "value"),
    [("add", 150, 40_000_000), ("replace", 30, 4_000_000), ("leave", 120, 36_000_000)],
)
def test_what_was_chosen_of_a_later_quarter_is_kept(
    province: Engine, overlap: str, quantity: int, value: int
) -> None:
    keep(province, read(province, "quy-1.csv", FIRST))
    number = keep(province, read(province, "quy-2.csv", SECOND, overlap))
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": quantity}
    assert told(province, DAY, "value_vnd") == {"SYT/HM_DK": value}
    facts = json.loads(journal(province, "receive")[-1].after)
    assert (facts["overlap"], facts["overlap_with"]) == (overlap, "quy-1.csv")
    undo(province, number, actor=CLERK, now=at(DAY))
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 120}


def test_a_quarter_that_was_added_is_not_added_again(province: Engine) -> None:
    keep(province, read(province, "quy-1.csv", FIRST))
    keep(province, read(province, "quy-2.csv", SECOND, "add"))
    assert asked_of_stored(read(province, "quy-2.csv", SECOND)) == [(2, "quy-2.csv")]
    keep(province, read(province, "quy-2.csv", SECOND, "add"))
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 150}


def test_the_same_figure_of_another_quarter_is_asked_about_too(province: Engine) -> None:
    same = [*FIRST[:5], "60", *FIRST[6:]]
    keep(province, read(province, "quy-1.csv", FIRST))
    assert asked_of_stored(read(province, "quy-2.csv", same)) == [(2, "quy-1.csv")]
    keep(province, read(province, "quy-2.csv", same, "add"))
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 240}


def test_nothing_stored_is_nothing_to_ask_about(province: Engine) -> None:
    assert asked_of_stored(read(province, "quy-2.csv", SECOND)) == []
    keep(province, read(province, "quy-1.csv", [*FIRST[:4], "", "", "0", "", ""]))
    assert asked_of_stored(read(province, "quy-2.csv", SECOND)) == []


def test_an_officer_hears_of_the_quarter_that_the_office_received(province: Engine) -> None:
    keep(province, read(province, "cac-so-quy-1.csv", FIRST))
    upload = Upload("quy-2.csv", "\n".join([HEAD, ",".join(SECOND), ""]).encode())
    (later,) = preview_sheets(province, upload, Letter(DAY), actor=OFFICER)
    assert [row for row, _ in asked_of_stored(later)] == [2]
