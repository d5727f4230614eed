"""Rules of a row and of rows together: what passes, and the exact cell that does not."""

from dataclasses import replace
from datetime import date

import pytest

from intake.findings import CODES, Outcome, Severity
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.intake.register import RECEIVED, arrival, arrived, references, said

RESULTS = "period,unit_code,task_code,status,done_on,percent"
ADDRESSES = "code,commune_code,status,surveyed_on,closed_on"
SUPPORTS = "address_code,supporter_unit_code,supporter_name,kind,form,given_on,until"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2026,SYT,HM_DK,done,01/12/2026,100", []),
        ("2026,SYT,HM_DK,done,,", []),
        ("2026,SYT,HM_DK,in_progress,,40", []),
        ("2026,SYT,HM_DK,done,,99", [("row.done_below_hundred", "percent")]),
        ("2026,SYT,HM_DK,hoàn thành quá hạn,,99", [("row.done_below_hundred", "percent")]),
        ("2026,SYT,HM_DK,not_started,,0", []),
        ("2026,SYT,HM_DK,not_started,,5", [("row.not_started_with_result", "status")]),
        ("2026,SYT,HM_DK,not_started,01/12/2026,", [("row.not_started_with_result", "status")]),
        ("2026,SYT,HM_DK,in_progress,,100", [("row.under_way_but_done", "status")]),
        ("2026,SYT,HM_DK,in_progress,01/12/2026,", [("row.under_way_but_done", "status")]),
        ("2026,SYT,HM_DK,không phát sinh,,0", []),
        ("2026,SYT,HM_DK,không phát sinh,,5", [("row.nil_with_result", "status")]),
        ("2026,SYT,HM_DK,done,15/12/2025,100", []),  # the period's first day
        ("2026,SYT,HM_DK,done,14/12/2025,100", [("row.day_outside_period", "done_on")]),
        (f"2026,SYT,HM_DK,done,{RECEIVED:%d/%m/%Y},100", []),
        ("2026,SYT,HM_DK,done,11/12/2026,100", [("row.day_in_future", "done_on")]),
    ],
)
def test_a_result_may_not_contradict_itself(row: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{RESULTS}\n{row}\n")
    assert said(came) == [(code, 2, column) for code, column in found]
    impossible = any(CODES[code] == Severity.ERROR for code, _ in found)
    remarked = Outcome.ROWS if impossible else Outcome.WARN
    assert came.outcome == (remarked if found else Outcome.ACCEPT)


def test_a_result_of_a_period_that_has_not_begun_is_left_out() -> None:
    early = replace(references(), day=date(2025, 12, 14))
    rows = "2026,SYT,HM_DK,done,,\n2025,SYT,TET_SUAT,done,,\n"
    came = arrival(f"{RESULTS}\n{rows}".encode(), early)
    unbegun = [one for one in came.findings if one.code == "register.period_not_begun"]
    assert [(one.row, one.column) for one in unbegun] == [(2, "period")]
    assert "bắt đầu từ 15/12/2025" in build_finding_sentence(unbegun[0], words_in("vi"))
    assert came.plan is not None and came.plan.left >= 1


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("A-001,01501,closed,01/02/2026,01/03/2026", []),
        ("A-001,01501,closed,01/02/2026,01/02/2026", []),  # surveyed and closed in one day
        ("A-001,01501,closed,01/02/2026,", [("row.closed_without_day", "closed_on")]),
        ("A-001,01501,closed,01/02/2026,31/01/2026", [("row.ends_before_start", "closed_on")]),
        ("A-001,01501,surveyed,11/12/2026,", [("row.day_in_future", "surveyed_on")]),
        (
            "A-001,01501,closed,01/02/2026,11/12/2026",
            [("row.day_in_future", "closed_on")],
        ),
    ],
)
def test_a_dossier_runs_forward(row: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{ADDRESSES}\n{row}\n", "addresses")
    assert said(came) == [(code, 2, column) for code, column in found]


@pytest.mark.parametrize(
    ("status", "quantity", "value", "code"),
    [
        ("not_started", "0", "0", None),
        ("not_started", "12", "", "row.not_started_with_result"),
        ("not_started", "", "5000000", "row.not_started_with_result"),
        ("không phát sinh", "0", "không phát sinh", None),
        ("không phát sinh", "12", "", "row.nil_with_result"),
    ],
)
def test_what_was_not_begun_has_no_figure(
    status: str, quantity: str, value: str, *, code: str | None
) -> None:
    head = "period,unit_code,task_code,status,quantity,value_vnd"
    came = arrived(f"{head}\n2026,SYT,HM_DK,{status},{quantity},{value}\n")
    assert said(came) == ([(code, 2, "status")] if code else [])


DOSSIER = (
    "code,commune_code,hamlet,kind,household_size,surveyed_on,confirmed_on,reviewed_on,status,"
    "closed_on,closed_reason"
)
WITH_END = ("row.open_with_end", "status")
OUT_OF_ORDER = "row.days_out_of_order"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("household,4,01/02/2026,05/02/2026,01/08/2026,supported,,", []),
        ("person,1,01/02/2026,,,surveyed,,", []),
        ("household,1,01/02/2026,,,surveyed,,", []),  # somebody who lives alone
        ("person,4,01/02/2026,,,surveyed,,", [("row.person_of_several", "household_size")]),
        ("household,0,01/02/2026,,,surveyed,,", [("value.household_empty", "household_size")]),
        ("household,4,01/02/2026,31/01/2026,,confirmed,,", [(OUT_OF_ORDER, "confirmed_on")]),
        ("household,4,01/02/2026,01/02/2026,,confirmed,,", []),
        ("household,4,01/02/2026,,31/01/2026,surveyed,,", [(OUT_OF_ORDER, "reviewed_on")]),
        ("household,4,,01/05/2026,,closed,01/04/2026,risen", [(OUT_OF_ORDER, "closed_on")]),
        ("household,4,01/02/2026,,01/06/2026,closed,01/04/2026,risen", []),  # looked at again
        ("household,4,01/02/2026,,,supported,01/04/2026,", [WITH_END]),
        ("household,4,01/02/2026,,,supported,,risen", [WITH_END]),
        ("household,4,01/02/2026,,,,01/04/2026,risen", []),  # its status stays as it is stored
        ("household,4,01/02/2026,,,supported,xóa,xóa", []),
    ],
)
def test_a_dossier_may_not_contradict_itself(cells: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{DOSSIER}\nA-003,01501,Xóm 1,{cells}\n", "addresses")
    assert said(came) == [(code, 2, column) for code, column in found]


ENDED = """
| address_id | code  | commune_id | kind      | surveyed_on | status | closed_on  | closed_reason |
| 1          | A-001 | 13         | household | 2026-02-01  | closed | 2026-04-01 | risen         |
"""


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (",,,,supported,,", [("row.open_after_stored_end", "status")]),
        (",,,,supported,xóa,xóa", []),
        (",,,,closed,,", []),  # the day it ended is known
        (",,01/01/2026,,,,", [(OUT_OF_ORDER, "confirmed_on")]),
        (",,01/03/2026,,,,", []),
        (",,01/05/2026,,,,", [(OUT_OF_ORDER, "closed_on")]),
    ],
)
def test_a_blank_cell_is_judged_by_what_is_stored(cells: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{DOSSIER}\nA-001,01501,Xóm 9,,{cells}\n", "addresses", stored=ENDED)
    assert said(came) == [(code, 2, column) for code, column in found]


@pytest.mark.parametrize(
    ("given_on", "found"),
    [
        ("31/01/2026", [("row.help_before_survey", "given_on")]),
        ("01/02/2026", []),
        ("01/04/2026", []),
        ("02/04/2026", [("row.help_after_end", "given_on")]),
    ],
)
def test_help_lies_between_survey_and_end(given_on: str, found: list[tuple[str, str]]) -> None:
    dossiers = references("addresses", ENDED).stored
    against = replace(references("supports"), dossiers=dossiers)
    text = f"{SUPPORTS}\nA-001,SYT,,one_off,money,{given_on},\n"
    came = arrival(text.encode(), against)
    assert said(came) == [(code, 2, column) for code, column in found]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("A-001,SYT,,regular,money,01/02/2026,31/12/2027", []),  # a commitment lies ahead
        ("A-001,SYT,,regular,money,01/02/2026,31/01/2026", [("row.ends_before_start", "until")]),
        ("A-001,SYT,,regular,money,11/12/2026,", [("row.help_to_come", "given_on")]),
        ("A-001,SYT,,one_off,money,11/12/2026,", [("row.day_in_future", "given_on")]),
        ("A-001,,Bà con chợ Xanh,one_off,goods,01/02/2026,", []),
        ("A-001,,,one_off,goods,01/02/2026,", [("row.supporter_missing", "supporter_name")]),
        (  # a unit nobody knows is one fault, not two
            "A-001,XYZ,,one_off,goods,01/02/2026,",
            [("register.unit_unknown", "supporter_unit_code")],
        ),
    ],
)
def test_help_has_a_helper_and_runs_forward(row: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{SUPPORTS}\n{row}\n", "supports")
    assert said(came) == [(code, 2, column) for code, column in found]


def test_rows_that_contradict_each_other_are_all_left_out() -> None:
    came = arrived(
        f"{RESULTS}\n2026,SYT,HM_DK,done,,\n2026,STC,HM_DK,done,,\n2026,Sở Y tế,hm_dk,done,,90\n"
    )
    repeated = [one for one in said(came) if one[0].startswith("table.")]
    assert repeated == [
        ("table.repeated_row", 2, "task_code"),
        ("table.repeated_row", 4, "task_code"),
    ]
    assert came.plan is not None
    assert (came.plan.new, came.plan.left) == (1, 2)


def test_a_row_that_repeats_another_counts_once_however_it_is_written() -> None:
    came = arrived(f"{RESULTS}\n2026,SYT,HM_DK,done,,100\n2026,Sở Y tế,hm_dk,hoàn thành,,100%\n")
    assert [one for one in said(came) if one[0].startswith("table.")] == [
        ("table.same_row", 3, "task_code")
    ]
    assert came.plan is not None
    assert (came.plan.new, came.plan.left, came.outcome) == (1, 0, Outcome.ACCEPT)


def test_a_repeat_does_not_hide_a_contradiction() -> None:
    row = "2026,SYT,HM_DK,done,,"
    came = arrived(f"{RESULTS}\n{row}100\n{row}100\n{row}99\n")
    assert [one[:2] for one in said(came) if one[0] == "table.repeated_row"] == [
        ("table.repeated_row", 2),
        ("table.repeated_row", 3),
        ("table.repeated_row", 4),
    ]


def test_two_periods_of_one_unit_are_told_once() -> None:
    rows = ["2026,SYT,HM_DK", "2025,SYT,HM_DK", "2025,SYT,TET_SUAT", "2026,STC,HM_DK"]
    rows += ["2026,KHONG_CO,HM_DK"]  # of a unit that nobody knows
    came = arrived("\n".join([RESULTS, *(f"{row},done,," for row in rows), ""]))
    told = [one for one in came.findings if one.code == "table.two_periods"]
    assert [(one.row, one.facts["unit"], one.facts["years"]) for one in told] == [
        (3, "Sở Y tế", (2025, 2026))
    ]


@pytest.mark.parametrize(
    ("form", "head", "row", "column", "other"),
    [
        ("addresses", ADDRESSES, "A-001,01501,surveyed,,", "code", "A-001,01501,paused,,"),
        (
            "supports",
            SUPPORTS,
            "A-001,SYT,,one_off,goods,01/02/2026,",
            "address_code",
            "A-001,SYT,,one_off,goods,01/02/2026,01/03/2026",
        ),
    ],
)
def test_the_other_forms_do_the_same(
    form: str, head: str, row: str, *, column: str, other: str
) -> None:
    alike = arrived(f"{head}\n{row}\n{row}\n", form)
    assert said(alike) == [("table.same_row", 3, column)]
    unlike = arrived(f"{head}\n{row}\n{other}\n", form)
    assert said(unlike) == [
        ("table.repeated_row", 2, column),
        ("table.repeated_row", 3, column),
    ]


def test_a_day_that_cannot_be_read_is_one_fault() -> None:
    came = arrived(f"{ADDRESSES}\nA-001,01501,closed,01/02/2026,hôm qua\n", "addresses")
    assert said(came) == [("value.not_a_day", 2, "closed_on")]
