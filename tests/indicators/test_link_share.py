"""Agencies linked to an address, by hand."""

from indicators.link_share import agencies_without, effort, link_share
from tests.indicators.tables import AFTER, UNITS, frame, register, shown

AGENCIES = frame("units", UNITS).iloc[:3]
HELP = register(
    AFTER,
    dossiers="""
    | address_id | commune_id |
    | 1          | 11         |
    | 2          | 11         |
    """,
    supports="""
    | support_id | address_id | supporter_unit_id | value_vnd | kind    | in_period |
    | 1          | 1          | 1                 | 500       | one_off | yes       |
    | 2          | 1          | 1                 | 100       | one_off | yes       |
    | 3          | 1          | 2                 |           | one_off | yes       |
    | 4          | 2          | 2                 | 800       | regular | no        |
    | 5          | 9          | 3                 | 900       | one_off | yes       |
    | 6          | 2          |                   | 900       | one_off | yes       |
    """,
)


def test_an_address_helped_by_two_counts_once_for_each() -> None:
    assert shown(effort(HELP, AGENCIES), ["code", "addresses", "visits", "value_vnd"]) == [
        ("SYT", 1, 2, 600),
        ("STC", 2, 1, None),  # regular help from before links, but is no visit; no value told
        ("TDTN", 0, 0, 0),  # its address has no dossier in force
    ]


def test_the_share_of_agencies_and_the_list_of_the_others() -> None:
    assert shown(link_share(HELP, AGENCIES), ["year", "part", "whole", "share"]) == [
        (2025, 2, 3, 2 / 3)
    ]
    assert agencies_without(HELP, AGENCIES)["code"].tolist() == ["TDTN"]


def test_an_agency_is_asked_only_in_the_years_at_whose_end_it_is_there() -> None:
    drawn = "| unit_id | code | valid_from | valid_to |\n| 1 | SYT | | 2025-07-01 |\n"
    asked = effort(HELP, frame("units", drawn + "| 2 | STC | 2025-07-01 | |"))
    assert shown(asked, ["year", "code"]) == [(2025, "STC")]


def test_an_empty_register_or_no_agency_gives_no_row() -> None:
    columns = list(link_share(HELP, AGENCIES).columns)
    for answer in (link_share(register(AFTER), AGENCIES), link_share(HELP, AGENCIES.iloc[:0])):
        assert (len(answer), list(answer.columns)) == (0, columns)
