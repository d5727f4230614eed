"""A row that is sent no longer: it stays unless the clerk withdraws it, and comes back by undo."""

import json

from sqlalchemy import Engine

from actions.permissions import Actor
from actions.returns.receive import Choices
from actions.returns.undo import undo
from tests.actions.returns import (
    CLERK,
    DAY,
    OFFICER,
    Sent,
    at,
    journal,
    received,
    results,
    seen,
    told,
)

WHOLE = Sent(results("2026,SYT,HM_DK,done,,100,250,,", "2026,SYT,TET_SUAT,done,,100,9,,"))
PART = Sent(results("2026,SYT,HM_DK,done,,100,260,,"), name="part.csv")
MIXED = Sent(results("2026,SYT,HM_DK,done,,100,260,,", "2026,SYT,TET_XUAT,done,,,,,"))
SLIP = Sent("Dòng trong tệp," + PART.text.replace("\n2026", "\n2,2026"), name="slip.csv")


def questions(engine: Engine, sent: Sent, actor: Actor = CLERK) -> list[tuple[object, ...]]:
    found = seen(engine, sent, actor).arrival.findings
    return [
        (one.facts["unit"], one.facts["year"], one.facts["count"])
        for one in found
        if one.code == "table.row_not_resent"
    ]


def test_it_is_asked_about_once_for_the_unit(province: Engine) -> None:
    received(province, WHOLE)
    assert questions(province, PART) == [("Sở Y tế", 2026, 1)]
    assert questions(province, WHOLE) == []
    assert questions(province, Sent(results("2026,STC,HM_DK,done,,,,,"))) == []


def test_a_row_that_was_not_understood_may_be_the_missing_one(province: Engine) -> None:
    received(province, WHOLE)
    assert questions(province, MIXED) == []


def test_a_correction_slip_says_nothing_of_other_rows(province: Engine) -> None:
    received(province, WHOLE)
    assert questions(province, SLIP) == []


def test_unanswered_it_stays(each_province: Engine) -> None:
    received(each_province, WHOLE)
    received(each_province, PART, Choices())
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 260, "SYT/TET_SUAT": 9}


def test_withdrawn_it_stands_no_longer_until_undone(each_province: Engine) -> None:
    received(each_province, WHOLE)
    receipt = received(each_province, PART, Choices(withdraw=True))
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 260}
    assert json.loads(journal(each_province, "receive")[-1].after)["withdrawn"] == 1
    done = undo(each_province, receipt.batch_id, actor=CLERK, now=at(DAY, 20))
    assert (done.taken_back, done.restored, done.kept) == (1, 2, 0)
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 250, "SYT/TET_SUAT": 9}


def test_sent_anew_it_is_kept_by_the_later_file(each_province: Engine) -> None:
    received(each_province, WHOLE)
    receipt = received(each_province, PART, Choices(withdraw=True))
    again = Sent(results("2026,SYT,HM_DK,,,,,,", "2026,SYT,TET_SUAT,done,,100,11,,"), "again.csv")
    received(each_province, again)
    done = undo(each_province, receipt.batch_id, actor=CLERK, now=at(DAY, 20))
    assert (done.kept, done.kept_by) == (1, ("again.csv",))
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 250, "SYT/TET_SUAT": 11}


def test_an_officer_is_not_asked_about_another_unit(province: Engine) -> None:
    received(province, Sent(results("2026,STC,HM_DK,done,,,5,,", "2026,STC,TET_SUAT,done,,,6,,")))
    theirs = Sent(results("2026,STC,HM_DK,done,,,7,,"), name="theirs.csv")
    assert questions(province, theirs) == [("Sở Tài chính", 2026, 1)]
    assert questions(province, theirs, OFFICER) == []
