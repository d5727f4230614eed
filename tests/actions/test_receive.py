"""Receiving: seen first, accepted once, by whoever may, all of it or nothing."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func
from sqlmodel import col, select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import AlreadyReceived, Choices, Receipt, receive
from actions.returns.undo import undo
from models import Batch, Dossier, Result, Submission
from models.database import reading
from models.submissions import list_submissions
from tests.actions.returns import (
    CLERK,
    DAY,
    OFFICER,
    ONLOOKERS,
    Sent,
    at,
    journal,
    received,
    results,
    seen,
    told,
)

GOOD = Sent(
    results(
        "2026,SYT,HM_DK,done,01/12/2026,100,250,,",
        "2026,SYT,TET_SUAT,in_progress,,60,120,36.000.000,đợt 1",
    )
)
ONE_FAULT = Sent(results("2026,SYT,HM_DK,done,,100,250,,", "2026,SYT,TET_SUAT,xong rồi nhé,,,,,"))
ASKED = Sent(results("2026,SYT,HM_DK,done,,100,1.250,,"))  # a thousand, or one and a quarter
TWO_UNITS = Sent(results("2026,SYT,HM_DK,done,,100,5,,", "2026,STC,HM_DK,done,,100,7,,"))
PLAIN = Choices()


def kept(engine: Engine) -> tuple[int, int, int, int]:
    """How many batches, submissions, versions of results and journal entries there are."""
    with reading(engine) as session:
        tables = (Batch, Submission, Result)
        counts = [session.exec(select(func.count(col(table.id)))).one() for table in tables]
    return (counts[0], counts[1], counts[2], len(journal(engine, "receive")))


def refusal(engine: Engine, sent: Sent, choices: Choices = PLAIN, *, actor: Actor = CLERK) -> str:
    """The code of the refusal, once sure that nothing was written."""
    before = kept(engine)
    with pytest.raises(Refused) as refused:
        received(engine, sent, choices, actor=actor)
    assert kept(engine) == before
    return refused.value.code


def test_a_clean_return_is_kept_and_receipted(each_province: Engine) -> None:
    receipt = received(each_province, GOOD, PLAIN)
    digest = hashlib.sha256(GOOD.text.encode()).hexdigest()
    assert receipt == Receipt(receipt.batch_id, digest, new=2, changed=0, unchanged=0, left=0)
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 250, "SYT/TET_SUAT": 120}
    assert told(each_province, DAY, "value_vnd") == {"SYT/HM_DK": None, "SYT/TET_SUAT": 36_000_000}
    assert told(each_province, DAY, "row") == {"SYT/HM_DK": 2, "SYT/TET_SUAT": 3}


def test_the_submission_is_judged_by_the_day_sent(province: Engine) -> None:
    received(province, replace(GOOD, sent_on=DAY.replace(day=8)))
    with reading(province) as session:
        (submission,) = list_submissions(session, [2026], DAY).to_dict("records")
    assert (submission["judged_on"].day, submission["received_on"].day) == (8, 10)
    assert (submission["nil"], submission["sent_back"]) == (False, False)


@pytest.mark.parametrize("actor", ONLOOKERS, ids=lambda actor: actor.role.value)
def test_who_only_looks_may_not_receive(province: Engine, actor: Actor) -> None:
    assert refusal(province, GOOD, actor=actor) == "not_allowed"
    with pytest.raises(Refused) as refused:  # nor accept what a clerk has seen
        receive(province, seen(province, GOOD), PLAIN, actor=actor, now=at(DAY))
    assert refused.value.code == "not_allowed"


def test_it_is_told_to_the_journal_once(each_province: Engine) -> None:
    receipt = received(each_province, GOOD)
    (entry,) = journal(each_province, "receive")
    assert (entry.actor, entry.subject, entry.at) == (
        "vanthu",
        f"batch {receipt.batch_id}",
        at(DAY),
    )
    after = json.loads(entry.after)
    assert (after["file"], after["new"], after["digest"]) == ("return.csv", 2, receipt.digest)


def test_pressed_twice_is_once(each_province: Engine) -> None:
    preview = seen(each_province, GOOD)
    first = receive(each_province, preview, PLAIN, actor=CLERK, now=at(DAY))
    before = kept(each_province)
    with pytest.raises(AlreadyReceived) as again:
        receive(each_province, preview, PLAIN, actor=CLERK, now=at(DAY, 11))
    assert again.value.receipt == first
    assert kept(each_province) == before == (1, 1, 2, 1)


def test_pressed_twice_in_the_same_moment_is_once(each_province: Engine) -> None:
    preview = seen(each_province, GOOD)

    def press() -> Receipt:
        try:
            return receive(each_province, preview, PLAIN, actor=CLERK, now=at(DAY))
        except AlreadyReceived as done:
            return done.receipt

    with ThreadPoolExecutor(2) as hands:
        first, second = [press_one.result() for press_one in [hands.submit(press) for _ in "ab"]]
    assert first == second
    assert kept(each_province) == (1, 1, 2, 1)


def test_the_same_file_again_is_seen_to_change_nothing(province: Engine) -> None:
    received(province, GOOD)
    again = seen(province, GOOD).arrival
    assert [one.code for one in again.findings] == ["file.same_again"]
    assert again.plan is not None
    assert (again.plan.new, again.plan.changed, again.plan.unchanged) == (0, 0, 2)


def test_an_undone_file_may_be_received_again(each_province: Engine) -> None:
    first = received(each_province, GOOD)
    undo(each_province, first.batch_id, actor=CLERK, now=at(DAY, 11))
    second = received(each_province, GOOD)
    assert (second.new, second.batch_id != first.batch_id) == (2, True)


def test_a_preview_that_others_overtook_is_refused_and_shown_anew(each_province: Engine) -> None:
    mine = Sent(results("2026,SYT,HM_DK,done,,100,250,,"), name="mine.csv")
    theirs = Sent(results("2026,SYT,HM_DK,in_progress,,40,90,,"), name="theirs.csv")
    stale = seen(each_province, mine)
    received(each_province, theirs)
    before = kept(each_province)
    with pytest.raises(Refused) as refused:
        receive(each_province, stale, PLAIN, actor=CLERK, now=at(DAY, 11))
    assert (refused.value.code, refused.value.facts["file"]) == ("preview_stale", "mine.csv")
    assert kept(each_province) == before
    assert told(each_province, DAY) == {"SYT/HM_DK": "in_progress"}
    fresh = seen(each_province, mine)
    assert fresh.arrival.plan is not None
    assert (fresh.arrival.plan.new, fresh.arrival.plan.changed) == (0, 1)
    assert receive(each_province, fresh, PLAIN, actor=CLERK, now=at(DAY, 11)).changed == 1


def test_a_preview_stands_when_others_wrote_elsewhere(each_province: Engine) -> None:
    mine = seen(each_province, GOOD)
    received(each_province, Sent(results("2026,STC,HM_DK,done,,100,7,,"), name="stc.csv"))
    assert receive(each_province, mine, PLAIN, actor=CLERK, now=at(DAY, 11)).new == 2
    assert len(told(each_province, DAY)) == 3


def test_rows_at_fault_are_refused_with_the_file(province: Engine) -> None:
    assert refusal(province, ONE_FAULT) == "rows_at_fault"


def test_sound_rows_are_taken_when_the_clerk_says_so(each_province: Engine) -> None:
    receipt = received(each_province, ONE_FAULT, Choices(accept_valid_rows=True))
    assert (receipt.new, receipt.left) == (1, 1)
    assert told(each_province, DAY) == {"SYT/HM_DK": "done"}


def test_a_file_without_any_sound_row_is_refused_even_so(province: Engine) -> None:
    bad = Sent(results("2026,SYT,HM_XX,done,,,,,"))
    assert refusal(province, bad, Choices(accept_valid_rows=True)) == "no_sound_rows"


def test_what_was_interpreted_is_kept_only_once_confirmed(province: Engine) -> None:
    assert refusal(province, ASKED) == "not_confirmed"
    assert refusal(province, ASKED, Choices(accept_valid_rows=True)) == "not_confirmed"
    received(province, ASKED, Choices(confirm=True))
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 1250}


@pytest.mark.parametrize(
    "text", ["", "Kính gửi Hội Chữ thập đỏ tỉnh", "period,unit_code\n2026,SYT\n"]
)
def test_a_file_that_cannot_be_read_is_refused_whole(province: Engine, text: str) -> None:
    everything = Choices(accept_valid_rows=True, confirm=True)
    assert refusal(province, Sent(text), everything) == "file_refused"


def test_an_officer_sends_own_rows_only(province: Engine) -> None:
    assert received(province, GOOD, PLAIN, actor=OFFICER).new == 2
    assert refusal(province, TWO_UNITS, actor=OFFICER) == "rows_at_fault"
    receipt = received(province, TWO_UNITS, Choices(accept_valid_rows=True), actor=OFFICER)
    assert (receipt.changed, receipt.left) == (1, 1)
    assert [name for name in told(province, DAY) if name.startswith("STC")] == []


def test_a_warning_is_no_hindrance(province: Engine) -> None:
    receipt = received(province, Sent(results("2026,SYT,HM_DK,done,,40,5,,")), PLAIN)
    assert receipt.new == 1


def test_columns_about_persons_are_not_kept(each_province: Engine) -> None:
    text = "Mã địa chỉ;Họ và tên chủ hộ;Mã xã;Số CCCD\nA-001;Nông Thị Thử;01273;004000000001\n"
    receipt = received(each_province, Sent(text, name="so.csv"))
    with reading(each_province) as session:
        batch = session.get_one(Batch, receipt.batch_id)
        dossier = session.exec(select(Dossier)).one()
    kept_text = batch.content.decode("utf-8-sig")
    assert "A-001" in kept_text
    assert [word for word in ("Nông", "Thử", "004000000001") if word in kept_text] == []
    assert batch.size_bytes == len(batch.content)
    assert [value for value in dossier.model_dump().values() if "Nông" in str(value)] == []


def test_the_file_is_kept_as_it_was_sent(each_province: Engine) -> None:
    receipt = received(each_province, replace(GOOD, name="BC Sở Y tế 2026.csv"))
    with reading(each_province) as session:
        batch = session.get_one(Batch, receipt.batch_id)
    assert (batch.content, batch.file_name) == (GOOD.text.encode(), "BC Sở Y tế 2026.csv")
    assert batch.digest == hashlib.sha256(batch.content).hexdigest()


def test_one_file_of_many_units_is_a_return_of_each(each_province: Engine) -> None:
    received(each_province, TWO_UNITS)
    assert kept(each_province) == (1, 2, 2, 1)
