"""The ledger of reminders: what was sent, what was promised."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.remind import (
    Answering,
    Reminding,
    answer_reminder,
    keep_answer,
    remind,
    remind_all,
    withdraw_answer,
    withdraw_reminders,
)
from models import Reminder, UserRole
from models.database import reading, writing
from models.reminders import find_last_reminders, list_reminders
from models.units import find_unit
from tests.actions.returns import (
    CLERK,
    OFFICER,
    ONLOOKERS,
    Sent,
    at,
    journal,
    received,
    results,
)
from tests.indicators.tables import shown

NEIGHBOUR = Actor("sct.canbo", UserRole.UNIT_OFFICER, "SCT")
CALLED, WROTE = date(2026, 12, 15), date(2026, 12, 18)
PROMISED = date(2026, 12, 22)


def call(engine: Engine) -> Reminding:
    """A telephone call to the department of health, with a promise."""
    with reading(engine) as session:
        health = find_unit(session, "SYT", CALLED)
    number = health.id if health and health.id else 0
    return Reminding(number, 2026, "telephone", sent_on=CALLED, promised_on=PROMISED)


def known(engine: Engine, day: date) -> list[tuple[object, ...]]:
    with reading(engine) as session:
        return shown(find_last_reminders(session, [2026], day), ["reminded_on", "promised_on"])


def test_a_promise_outlives_a_later_letter(
    each_province: Engine,
) -> None:
    first = call(each_province)
    remind(each_province, first, actor=CLERK, now=at(CALLED))
    letter = replace(first, channel="letter", sent_on=WROTE, promised_on=None, letter_no="12/CTĐ")
    remind(each_province, letter, actor=CLERK, now=at(WROTE))
    assert known(each_province, CALLED) == [(CALLED, PROMISED)]
    assert known(each_province, WROTE) == [(WROTE, PROMISED)]


def test_it_is_told_to_the_journal_once(each_province: Engine) -> None:
    number = remind(each_province, call(each_province), actor=CLERK, now=at(CALLED))
    (entry,) = journal(each_province, "remind")
    assert (entry.actor, entry.subject) == ("vanthu", f"reminder {number}")


@pytest.mark.parametrize("actor", [OFFICER, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_reminds(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused) as refused:
        remind(province, call(province), actor=actor, now=at(CALLED))
    assert refused.value.code == "not_allowed"
    assert known(province, WROTE) == []


RUNG = {"rung_days": 3, "rung_on": date(2026, 12, 17)}


def test_a_rung_is_asked_once_however_often_it_is_tried(each_province: Engine) -> None:
    letter = replace(call(each_province), channel="letter", **RUNG)
    assert remind_all(each_province, [letter], actor=CLERK, now=at(WROTE)) == [letter.unit_id]
    for _ in range(4):
        with pytest.raises(Refused, match="nothing_to_remind"):
            remind_all(each_province, [letter], actor=CLERK, now=at(WROTE))
    with pytest.raises(Refused, match="reminded_before"):
        remind(each_province, letter, actor=CLERK, now=at(WROTE))
    assert len(ledger(each_province)) == 1
    assert len(journal(each_province, "remind")) == 1


def test_those_already_asked_are_passed_over_and_the_others_kept(province: Engine) -> None:
    first = replace(call(province), channel="letter", **RUNG)
    second = replace(first, unit_id=first.unit_id + 1)
    remind_all(province, [first], actor=CLERK, now=at(WROTE))
    both = remind_all(province, [first, second], actor=CLERK, now=at(WROTE))
    assert both == [second.unit_id]


def test_a_letter_without_a_rung_may_be_kept_twice(province: Engine) -> None:
    for _ in range(2):
        remind(province, call(province), actor=CLERK, now=at(WROTE))
    assert len(ledger(province)) == 2


def test_an_answer_stands_beside_its_reminder_and_the_past_stays(each_province: Engine) -> None:
    number = remind(each_province, call(each_province), actor=CLERK, now=at(CALLED))
    said = Answering(WROTE, "đã gửi qua bưu điện", promised_on=date(2026, 12, 24))
    keep_answer(each_province, number, said, actor=CLERK, now=at(WROTE))
    assert [(one[1], one[2]) for one in ledger(each_province)] == [
        ("đã gửi qua bưu điện", date(2026, 12, 24))
    ]
    assert [(one[1], one[2]) for one in ledger(each_province, CALLED)] == [(None, PROMISED)]
    with pytest.raises(Refused, match="reminder_unknown"):
        keep_answer(each_province, number, said, actor=CLERK, now=at(WROTE))


def test_an_answer_without_a_promise_keeps_the_promise(province: Engine) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    keep_answer(province, number, Answering(WROTE, "đang làm"), actor=CLERK, now=at(WROTE))
    assert [one[2] for one in ledger(province)] == [PROMISED]


def test_long_and_empty_texts_are_kept_as_the_ledger_can(province: Engine) -> None:
    said = replace(call(province), answer="a" * 900, note="  ", letter_no="5" * 90)
    remind(province, said, actor=CLERK, now=at(WROTE))
    ((_, answer, _, note, number),) = ledger(province)
    assert (len(str(answer)), note, len(str(number))) == (500, None, 60)


def ledger(engine: Engine, day: date = WROTE) -> list[tuple[object, ...]]:
    names = ["channel", "answer", "promised_on", "note", "letter_no"]
    with reading(engine) as session:
        return shown(list_reminders(session, 2026, day), names)


def test_a_unit_answers_its_own_reminder_and_no_other(each_province: Engine) -> None:
    number = remind(each_province, call(each_province), actor=CLERK, now=at(CALLED))
    answering = Answering(CALLED, "  Đang tổng hợp,\n sẽ gửi ", PROMISED)
    with pytest.raises(Refused, match="reminder_unknown"):
        answer_reminder(each_province, number, answering, actor=NEIGHBOUR, now=at(WROTE))
    answer_reminder(each_province, number, answering, actor=OFFICER, now=at(WROTE))
    with reading(each_province) as session:
        (entry,) = list_reminders(session, 2026, WROTE).to_dict("records")
    assert (entry["answer"], entry["answered_by"]) == ("Đang tổng hợp, sẽ gửi", OFFICER.code)
    assert entry["answered_on"].date() == WROTE  # the day it was written, whatever was said
    assert entry["promised_on"].date() == PROMISED


def test_a_day_promised_later_leaves_what_the_unit_wrote(province: Engine) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    for answering in (Answering(WROTE, "Đang tổng hợp"), Answering(WROTE, "", PROMISED)):
        number = answer_reminder(province, number, answering, actor=OFFICER, now=at(WROTE))
    with reading(province) as session:
        (entry,) = list_reminders(session, 2026, WROTE).to_dict("records")
    assert (entry["answer"], entry["promised_on"].date()) == ("Đang tổng hợp", PROMISED)


@pytest.mark.parametrize(
    ("answer", "promised", "code"),
    [
        (" ", None, "answer_missing"),
        ("Sẽ gửi", date(2026, 12, 17), "promise_passed"),
        ("a" * 501, None, "longer_than"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(
    province: Engine, answer: str, promised: date | None, code: str
) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    answering = Answering(WROTE, answer, promised)
    with pytest.raises(Refused, match=code):
        answer_reminder(province, number, answering, actor=OFFICER, now=at(WROTE))


def withdraw(engine: Engine, *numbers: int, reason: str = "ghi nhầm") -> int:
    return withdraw_reminders(engine, numbers, reason, actor=CLERK, now=at(WROTE))


def test_lines_written_by_mistake_are_taken_back_and_their_rung_is_open_again(
    each_province: Engine,
) -> None:
    said = replace(call(each_province), **RUNG)
    number = remind(each_province, said, actor=CLERK, now=at(CALLED))
    assert withdraw(each_province, number) == 1
    assert known(each_province, WROTE) == []
    assert known(each_province, CALLED) == [(CALLED, PROMISED)]  # as it was known then
    remind(each_province, said, actor=CLERK, now=at(WROTE))
    entry = journal(each_province, "remind")[-2]
    assert entry.subject == "reminders 2026"
    assert "ghi nhầm" in entry.after
    assert '"channel": "telephone"' in entry.before


@pytest.mark.parametrize(
    ("numbers", "reason", "code"),
    [
        ((), "ghi nhầm", "nothing_to_withdraw"),
        ((1,), " ", "reminder_reason_missing"),
        ((1, 99), "ghi nhầm", "reminder_unknown"),
    ],
)
def test_a_withdrawal_that_cannot_be_takes_nothing_back(
    province: Engine, numbers: tuple[int, ...], reason: str, code: str
) -> None:
    remind(province, call(province), actor=CLERK, now=at(CALLED))
    with pytest.raises(Refused) as refused:
        withdraw(province, *numbers, reason=reason)
    assert refused.value.code == code
    assert known(province, WROTE) == [(CALLED, PROMISED)]


def test_what_was_really_sent_cannot_be_unsent(province: Engine) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    with writing(province) as session:
        session.get_one(Reminder, number).delivery = "sent"
    with pytest.raises(Refused) as refused:
        withdraw(province, number)
    assert refused.value.code == "reminder_went_out"


def test_an_answer_alone_is_taken_back(each_province: Engine) -> None:
    number = remind(each_province, call(each_province), actor=CLERK, now=at(CALLED))
    later = date(2026, 12, 30)
    said = Answering(CALLED, "Đang ký", promised_on=later)
    answered = keep_answer(each_province, number, said, actor=CLERK, now=at(CALLED))
    assert known(each_province, WROTE) == [(CALLED, later)]
    restored = withdraw_answer(each_province, answered, "nhầm xã", actor=CLERK, now=at(WROTE))
    assert known(each_province, WROTE) == [(CALLED, PROMISED)]
    with pytest.raises(Refused) as refused:
        withdraw_answer(each_province, restored, "nhầm", actor=CLERK, now=at(WROTE))
    assert refused.value.code == "answer_not_apart"


def test_what_a_unit_answered_itself_is_not_the_offices_to_take_back(province: Engine) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    answering = Answering(WROTE, "Sẽ gửi", PROMISED)
    answered = answer_reminder(province, number, answering, actor=OFFICER, now=at(WROTE))
    with pytest.raises(Refused, match="answered_by_unit"):
        withdraw(province, answered)
    with pytest.raises(Refused, match="answered_by_unit"):
        withdraw_answer(province, answered, "nhầm", actor=CLERK, now=at(WROTE))


def test_an_answer_is_never_written_over(each_province: Engine) -> None:
    """What the office wrote is not the unit's to change, nor the other way round; the office
    withdraws its own first."""
    number = remind(each_province, call(each_province), actor=CLERK, now=at(CALLED))
    said = Answering(CALLED, "Sẽ gửi thứ Hai", PROMISED)
    answered = keep_answer(each_province, number, said, actor=CLERK, now=at(CALLED))
    with pytest.raises(Refused, match="answer_stands"):
        keep_answer(each_province, answered, said, actor=CLERK, now=at(WROTE))
    for answer in ("Đã gửi rồi", ""):
        again = Answering(WROTE, answer, date(2026, 12, 24))
        with pytest.raises(Refused, match="answer_of_office"):
            answer_reminder(each_province, answered, again, actor=OFFICER, now=at(WROTE))
    assert [one[1:3] for one in ledger(each_province)] == [("Sẽ gửi thứ Hai", PROMISED)]


def test_the_office_does_not_write_over_a_units_own_answer(province: Engine) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    answering = Answering(CALLED, "Đang tổng hợp")
    answered = answer_reminder(province, number, answering, actor=OFFICER, now=at(CALLED))
    with pytest.raises(Refused, match="answer_stands"):
        keep_answer(province, answered, Answering(WROTE, "khác"), actor=CLERK, now=at(WROTE))


def test_nothing_is_left_to_answer_when_the_report_is_there(province: Engine) -> None:
    number = remind(province, call(province), actor=CLERK, now=at(CALLED))
    received(province, Sent(results("2026,SYT,HM_DK,done,,,1,,")))
    with pytest.raises(Refused, match="report_came"):
        answer_reminder(province, number, Answering(WROTE, "Sẽ gửi"), actor=OFFICER, now=at(WROTE))


def test_a_note_is_told_to_the_journal_and_looked_through(province: Engine) -> None:
    said = replace(call(province), note="gặp văn thư ở văn phòng")
    remind(province, said, actor=CLERK, now=at(CALLED))
    (entry,) = journal(province, "remind")
    assert "gặp văn thư ở văn phòng" in entry.after
    with pytest.raises(Refused, match="text_unseen"):
        remind(province, replace(said, note="gặp\u202evăn thư"), actor=CLERK, now=at(CALLED))
    assert len(ledger(province)) == 1
