"""A household under two codes, a supporter in two spellings: asked about, and made one where
somebody says so."""

from dataclasses import replace

import pytest

from intake.corrections import CellCorrection, apply_corrections
from intake.findings import must_confirm
from intake.merging import list_mergings, list_twins
from intake.pipeline import Arrival, detect_layout, validate_upload
from intake.tables import Upload
from tests.indicators.tables import table
from tests.intake.register import arrived, references

HOUSEHOLD = "code,commune_code,hamlet,kind,household_size,needs,categories,surveyed_on"
FIRST = "B-1,01501,Xóm 3,household,4,housing,poor,01/02/2026"
HELP = "address_code,supporter_unit_code,supporter_name,kind,form,given_on,value_vnd"
GIFT = "one_off,money,01/02/2026,500000"
IN_REGISTER = """
| stored_id | code  | unit_id | hamlet | kind      | household_size | needs   | categories |
| 1         | A-001 | 13      | Xóm 3  | household | 4              | housing | poor       |
"""


def twins(found: Arrival) -> list[tuple[str, int | None, object]]:
    return [(one.code, one.row, one.facts["other"]) for one in list_twins(found)]


@pytest.mark.parametrize(
    ("row", "is_twin"),
    [
        ("B-2,01501,xóm 3,hộ,4,nhà ở,poor,05/03/2026", True),
        ("B-2,01501,Xóm 3,household,4,housing,,", True),  # of no group that is known
        ("B-2,01501,Xóm 3,household,4,housing,elder,", False),
        ("B-2,01501,Xóm 4,household,4,housing,poor,", False),
        ("B-2,01502,Xóm 3,household,4,housing,poor,", False),
        ("B-2,01501,Xóm 3,household,5,housing,poor,", False),
        ("B-2,01501,Xóm 3,household,4,food,poor,", False),
        ("B-2,01501,Xóm 3,household,4,,poor,", False),  # too little to tell neighbours apart
        ("A-002,01501,Xóm 3,household,4,housing,poor,", True),
    ],
)
def test_a_household_under_two_codes_is_asked_about(row: str, *, is_twin: bool) -> None:
    found = arrived(f"{HOUSEHOLD}\n{FIRST}\n{row}\n", "addresses")
    new, other = ("B-1", "A-002") if row.startswith("A-002") else ("B-2", "B-1")
    line = 2 if new == "B-1" else 3
    assert twins(found) == ([("table.address_twin", line, other)] if is_twin else [])
    assert must_confirm(found.findings) == is_twin
    assert found.plan is not None
    assert found.plan.new == 2  # confirmed, both are kept


def test_two_that_stand_in_the_register_are_not_asked_about_again() -> None:
    rows = [FIRST.replace("B-1", code) for code in ("A-001", "A-002")]
    assert twins(arrived("\n".join([HOUSEHOLD, *rows, ""]), "addresses")) == []


def test_a_household_of_the_register_under_a_new_code_is_asked_about() -> None:
    against = replace(references("addresses"), unsent=table(IN_REGISTER))
    upload = Upload("a.csv", f"{HOUSEHOLD}\n{FIRST}\n".encode())
    found = validate_upload(upload, detect_layout(upload), against)
    assert twins(found) == [("register.address_twin", 2, "A-001")]
    (twin,) = list_twins(found)
    (merging,) = list_mergings(detect_layout(upload), twin)
    assert merging.corrections == (CellCorrection(2, "code", "A-001"),)


@pytest.mark.parametrize(
    ("one", "other", "is_twin"),
    [
        (",Công ty TNHH Hòa Bình", ",Cty Hoà Bình", True),
        (",Nhóm thiện nguyện Sao Mai", ",Nhóm thiện nguyện Sao May", True),
        ("SYT,", ",Sở Y tế tỉnh Cao Bằng", True),
        (",Công ty TNHH Hòa Bình", ",Công ty TNHH An Phát", False),
        (",Chi đoàn 1", ",Chi đoàn 2", False),
        ("SYT,", "STC,", False),
    ],
)
def test_a_supporter_in_two_spellings_is_asked_about(
    one: str, other: str, *, is_twin: bool
) -> None:
    found = arrived(f"{HELP}\nA-001,{one},{GIFT}\nA-001,{other},{GIFT}\n", "supports")
    assert [twin[:2] for twin in twins(found)] == ([("table.supporter_twin", 3)] if is_twin else [])


@pytest.mark.parametrize(
    "gift",
    [
        "one_off,money,02/02/2026,500000",
        "one_off,money,01/02/2026,600000",
        "one_off,money,01/02/2026,",
    ],
)
def test_another_day_or_sum_is_another_gift(gift: str) -> None:
    rows = [f"A-001,,Công ty TNHH Hòa Bình,{GIFT}", f"A-001,,Cty Hoà Bình,{gift}"]
    assert twins(arrived("\n".join([HELP, *rows, ""]), "supports")) == []


def make_one(text: str, form: str, *, choice: int) -> Arrival:
    """The file after its two rows were made one, in one of the two ways."""
    upload = Upload("a.csv", text.encode())
    headers = detect_layout(upload)
    found = validate_upload(upload, headers, references(form))
    (twin,) = list_twins(found)
    merging = list_mergings(headers, twin)[choice]
    return validate_upload(
        upload, apply_corrections(headers, merging.corrections), references(form)
    )


@pytest.mark.parametrize(("choice", "code"), [(0, "B-1"), (1, "B-2")])
def test_two_rows_become_one_that_says_what_both_say(choice: int, code: str) -> None:
    rows = [FIRST.replace(",poor,", ",,"), FIRST.replace("B-1", "B-2").replace("01/02", "05/03")]
    found = make_one("\n".join([HOUSEHOLD, *rows, ""]), "addresses", choice=choice)
    assert found.plan is not None
    assert found.plan.writes["code"].tolist() == [code]
    assert found.plan.writes["categories"].tolist() == ["poor"]
    assert found.plan.left == 0
    assert [one.code for one in found.findings] == ["table.same_row"]


@pytest.mark.parametrize(("choice", "key"), [(0, "SYT"), (1, "so y te tinh cao bang")])
def test_two_gifts_become_one(choice: int, key: str) -> None:
    text = f"{HELP}\nA-001,SYT,,{GIFT}\nA-001,,Sở Y tế tỉnh Cao Bằng,{GIFT}\n"
    found = make_one(text, "supports", choice=choice)
    assert found.plan is not None
    assert found.plan.writes["supporter_key"].tolist() == [key]
    assert found.plan.left == 0
