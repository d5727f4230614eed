"""A return is sent back, counts as not received, and comes again."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.returns.send_back import SendingBack, send_back
from documents.reminders.cases import build_cases
from locales.words import words_in
from models import Submission
from models.database import reading
from models.pursuits import read_pursuit
from tests.actions.returns import CLERK, Sent, at, received, results
from tests.stories.figures import completed, report

CAME, WENT_BACK, CAME_AGAIN = date(2026, 12, 10), date(2026, 12, 16), date(2026, 12, 19)
OWED, GRACE = 15, 3
ASKED_BY = date(2026, 12, 23)
RETURN = results("2026,SYT,HM_DK,done,01/12/2026,100,250,,")
MENDED = results("2026,SYT,HM_DK,done,01/12/2026,100,205,,", "2026,SYT,TET_SUAT,done,,100,9,,")


@pytest.fixture
def sent_back(each_province: Engine) -> Engine:
    """The return of health came in time and went back after the deadline."""
    received(each_province, Sent(RETURN, day=CAME))
    newest = select(Submission.id).order_by(col(Submission.id).desc())
    with reading(each_province) as session:
        number = session.exec(newest).first() or 0
    send_back(
        each_province,
        number,
        SendingBack("số liệu không khớp", ASKED_BY),
        actor=CLERK,
        now=at(WENT_BACK),
    )
    return each_province


def test_it_was_in_time_until_it_went_back(sent_back: Engine) -> None:
    day_before = WENT_BACK.replace(day=15)
    assert report(sent_back, "SYT", day_before) == ("in_time", None)
    assert completed(sent_back, "SYT", day_before) == (1, OWED, 1 / OWED)
    assert report(sent_back, "SYT", WENT_BACK) == ("sent_back", 2)


def test_what_it_said_is_not_counted_meanwhile(sent_back: Engine) -> None:
    assert completed(sent_back, "SYT", WENT_BACK) == (0, OWED, 0)


@pytest.mark.parametrize(("text", "done"), [(MENDED, 2), (RETURN, 1)], ids=["mended", "unchanged"])
def test_it_comes_again_and_is_judged_by_its_second_coming(
    sent_back: Engine, text: str, done: int
) -> None:
    received(sent_back, Sent(text, "lan-hai.csv", day=CAME_AGAIN))
    assert report(sent_back, "SYT", CAME_AGAIN) == ("late", 5)
    assert completed(sent_back, "SYT", CAME_AGAIN) == (done, OWED, done / OWED)
    assert report(sent_back, "SYT", WENT_BACK) == ("sent_back", 2)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 12, 18), ASKED_BY),
        (ASKED_BY, ASKED_BY),
        (date(2026, 12, 24), date(2026, 12, 28)),
    ],
    ids=["before the day asked for", "on it", "after it: days of grace, until Monday"],
)
def test_a_later_letter_asks_by_the_day_of_the_sending_back(
    sent_back: Engine, day: date, until: date
) -> None:
    with reading(sent_back) as session:
        pursuit = read_pursuit(session, 2026, day)
    cases = build_cases(pursuit, grace=GRACE, words=words_in("vi"))
    assert {case.until for case in cases if case.code == "SYT"} == {until}


def test_a_letter_written_on_the_last_day_itself_asks_by_that_day(province: Engine) -> None:
    last_day = date(2026, 12, 14)
    with reading(province) as session:
        pursuit = read_pursuit(session, 2026, last_day)
    cases = build_cases(pursuit, grace=GRACE, words=words_in("vi"))
    assert {case.until for case in cases if case.code == "STC"} == {last_day}
