"""What a sender sends no longer is asked about: addresses of its communes, help it gave."""

from dataclasses import replace

import pandas as pd
import pytest

from intake.pipeline import Arrival
from tests.intake.register import RECEIVED, arrival, references

ADDRESSES = "code,commune_code,surveyed_on\n"
SUPPORTS = "address_code,supporter_unit_code,supporter_name,kind,form,given_on\n"
DOSSIERS = pd.DataFrame(
    {"stored_id": [1, 2, 3], "code": ["A-001", "A-002", "B-001"], "unit_id": [12, 12, 13]}
)
GIVEN = pd.DataFrame(
    {
        "stored_id": [7, 8, 9, 10],
        "address_id": [1, 2, 2, 1],
        "supporter_key": ["SYT", "SYT", "hop tac xa", "SYT"],
        "kind": "one_off",
        "form": "money",
        "given_on": pd.to_datetime(["2026-05-08", "2026-05-09", "2026-05-09", "2025-05-08"]),
        "code": ["A-001", "A-002", "A-002", "A-001"],
        "unit_id": [12, 13, 13, 12],
        "supporter": ["Sở Y tế", "Sở Y tế", "Hợp tác xã", "Sở Y tế"],
    }
)


def sent(form: str, text: str, *, own: str | None = None) -> Arrival:
    """A file of the form, while the rows above are stored."""
    known = references(form)
    unsent = DOSSIERS if form == "addresses" else GIVEN
    against = replace(known, unsent=unsent, own_unit=own, day=RECEIVED)
    return arrival(text.encode(), against)


def missed(came: Arrival) -> list[int]:
    return sorted(came.unsent_rows["stored_id"].tolist())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("A-001,01273,01/03/2026\n", [2]),
        ("A-001,01273,01/03/2026\nA-002,01273,01/03/2026\n", []),
        ("A-001,01501,01/03/2026\nA-002,01273,01/03/2026\n", []),  # moved: still listed
        ("A-009,01273,01/03/2026\n", []),  # an addition, no list sent again
        ("A-001,01273,hôm qua\n", [2]),  # a faulty cell elsewhere still lists the address
        ("A-001,01273,01/03/2026\n,01273,01/03/2026\n", []),  # the row without a code may be it
        ("A-001,01273,01/03/2026\n,XXX,01/03/2026\n", []),
    ],
)
def test_addresses_of_the_communes_of_the_file(rows: str, expected: list[int]) -> None:
    assert missed(sent("addresses", ADDRESSES + rows)) == expected


def test_an_address_is_named_and_may_go_unanswered() -> None:
    came = sent("addresses", f"{ADDRESSES}A-001,01273,01/03/2026\n")
    (asked,) = [one for one in came.findings if one.code == "table.address_not_resent"]
    assert asked.facts == {"unit": "Phường Thục Phán", "year": 0, "count": 1, "tasks": ("A-002",)}


def test_a_commune_is_asked_about_its_own_addresses_only() -> None:
    rows = f"{ADDRESSES}A-001,01273,01/03/2026\nB-009,01501,01/03/2026\n"
    assert missed(sent("addresses", rows)) == [2]
    assert missed(sent("addresses", rows, own="01273")) == [2]
    assert missed(sent("addresses", rows, own="01501")) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("A-001,SYT,,one_off,money,08/05/2026\n", [8]),  # all that one supporter gave this period
        ("A-001,SYT,,one_off,money,08/05/2026\nA-002,SYT,,one_off,money,09/05/2026\n", []),
        ("A-001,SYT,,one_off,money,10/05/2026\n", []),  # another day is another visit, in addition
        ("A-001,SYT,,one_off,money,08/05/2025\n", []),  # nothing lacks of that period
        # A file of two supporters speaks for the commune of its addresses only.
        ("A-001,SYT,,one_off,money,08/05/2026\nA-001,,Hợp tác xã,one_off,money,11/05/2026\n", []),
        ("A-001,SYT,,one_off,money,10/05/2026\nA-002,SYT,,one_off,money,hôm qua\n", []),
    ],
)
def test_help_that_its_supporter_sends_no_longer(rows: str, expected: list[int]) -> None:
    assert missed(sent("supports", SUPPORTS + rows)) == expected


def test_a_correction_slip_says_nothing_of_other_rows() -> None:
    slip = f"Dòng trong tệp,{ADDRESSES}2,A-001,01273,01/03/2026\n"
    assert missed(sent("addresses", slip)) == []
