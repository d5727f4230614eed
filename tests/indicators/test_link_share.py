"""Agencies linked to an address, by hand."""

from dataclasses import replace

from indicators.coverage import coverage
from indicators.link_share import find_agencies_without_address, link_share, sum_effort
from indicators.provenance import find_agency_provenance
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
    assert shown(sum_effort(HELP, AGENCIES), ["code", "addresses", "visits", "value_vnd"]) == [
        ("SYT", 1, 2, 600),
        ("STC", 2, 1, None),  # regular help from before links, but is no visit; no value told
        ("TDTN", 0, 0, 0),  # its address has no dossier in force
    ]


def test_the_share_of_agencies_and_the_list_of_the_others() -> None:
    assert shown(link_share(HELP, AGENCIES), ["year", "part", "whole", "share"]) == [
        (2025, 2, 3, 2 / 3)
    ]
    assert find_agencies_without_address(HELP, AGENCIES)["code"].tolist() == ["TDTN"]


def test_an_agency_is_asked_only_in_the_years_at_whose_end_it_is_there() -> None:
    drawn = "| unit_id | code | valid_from | valid_to |\n| 1 | SYT | | 2025-07-01 |\n"
    asked = sum_effort(HELP, frame("units", drawn + "| 2 | STC | 2025-07-01 | |"))
    assert shown(asked, ["year", "code"]) == [(2025, "STC")]


def test_an_empty_register_or_no_agency_gives_no_row() -> None:
    columns = list(link_share(HELP, AGENCIES).columns)
    for answer in (link_share(register(AFTER), AGENCIES), link_share(HELP, AGENCIES.iloc[:0])):
        assert (len(answer), list(answer.columns)) == (0, columns)


SILENT = register(
    AFTER,
    dossiers="""
    | address_id | commune_id |
    | 1          | 11         |
    | 2          | 12         |
    | 3          | 12         |
    """,
    supports="""
    | support_id | address_id | supporter_unit_id | kind    | in_period | given_on   |
    | 1          | 1          | 1                 | one_off | yes       | 2025-05-01 |
    | 2          | 2          | 1                 | regular | no        | 2024-05-01 |
    | 3          | 2          | 2                 | regular | no        | 2024-05-01 |
    | 4          | 3          | 2                 | regular | no        | 2024-05-01 |
    """,
    returns="| year | unit_id |",
)


def test_help_where_help_is_not_reported_counts_on_neither_side_of_the_campaign() -> None:
    counted = coverage(SILENT, by=())
    assert shown(counted, ["part", "whole", "unreported"]) == [(1, 1, 2)]
    assert shown(sum_effort(SILENT, AGENCIES), ["code", "addresses", "unreported"]) == [
        ("SYT", 1, 1),
        ("STC", None, 2),
        ("TDTN", 0, 0),
    ]
    # Of STC it is not known whether it helps anybody in this period.
    assert shown(link_share(SILENT, AGENCIES), ["part", "whole", "share", "left_out"]) == [
        (1, 2, 1 / 2, 1)
    ]
    assert find_agencies_without_address(SILENT, AGENCIES)["code"].tolist() == ["TDTN"]


def test_its_certificate_has_the_same_parts() -> None:
    born = find_agency_provenance(SILENT, {"year": 2025}, agencies=AGENCIES)
    lists = (born.counted, born.rest, born.unreported)
    assert [sorted(rows["code"]) for rows in lists] == [["SYT"], ["TDTN"], ["STC", "STC", "SYT"]]


def test_where_no_help_is_reported_no_agency_is_said_to_help_nobody() -> None:
    silent = replace(SILENT, supports=SILENT.supports.iloc[1:])
    assert shown(link_share(silent, AGENCIES), ["part", "whole", "share"]) == [(None, None, None)]
    assert find_agencies_without_address(silent, AGENCIES).empty
    assert (
        shown(sum_effort(silent, AGENCIES), ["addresses", "visits", "value_vnd"])
        == [(None, None, None)] * 3
    )
