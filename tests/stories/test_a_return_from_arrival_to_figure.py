"""A return from arrival to figure: late, corrected after the deadline, taken back."""

from datetime import date

from sqlalchemy import Engine

from actions.returns.undo import undo
from models.database import reading
from models.journal import check_journal
from tests.actions.returns import CLERK, Sent, at, received, results
from tests.stories.figures import completed, province_completed, report, tasks

LAST_DAY = date(2026, 12, 14)
THE_DAY_AFTER = date(2026, 12, 15)
SENT, ARRIVED = date(2026, 12, 16), date(2026, 12, 18)
CORRECTED, TAKEN_BACK, LATER = date(2026, 12, 21), date(2026, 12, 23), date(2026, 12, 31)
OWED = 15  # tasks of the department of health in 2026

RETURN = Sent(
    results(
        "2026,SYT,HM_DK,Hoàn thành,01/12/2026,100,250,,",
        "2026,SYT,TET_SUAT,Đang thực hiện,,60,120,36.000.000,",
    ),
    name="bc-syt.csv",
    day=ARRIVED,
    sent_on=SENT,
)
CORRECTION = Sent(
    results("2026,SYT,TET_SUAT,Hoàn thành,10/12/2026,100,200,,"), "dinh-chinh.csv", CORRECTED
)


ANOTHER = Sent(results("2026,STC,HM_DK,done,,100,1,,"), "bc-stc.csv", date(2026, 12, 1))


def test_while_nobody_sent_anything_there_are_no_data_and_nobody_is_late(
    province: Engine,
) -> None:
    assert report(province, "SYT", LAST_DAY) == ("awaited", None)
    assert report(province, "SYT", THE_DAY_AFTER) == ("no_data", None)
    assert completed(province, "SYT", THE_DAY_AFTER) == (0, 0, None)
    received(province, RETURN)
    assert report(province, "STC", SENT) == ("no_data", None)  # that day nobody knew
    assert report(province, "STC", ARRIVED) == ("overdue", 4)


def test_before_it_comes_it_is_awaited_and_then_overdue(province: Engine) -> None:
    received(province, ANOTHER)
    assert report(province, "SYT", LAST_DAY) == ("awaited", None)
    assert report(province, "SYT", THE_DAY_AFTER) == ("overdue", 1)
    assert completed(province, "SYT", LAST_DAY) == (0, 0, None)  # nothing has fallen due
    assert completed(province, "SYT", THE_DAY_AFTER) == (0, OWED, 0)


def test_it_comes_late_and_counts_as_late_by_the_day_it_was_sent(each_province: Engine) -> None:
    received(each_province, ANOTHER)
    received(each_province, RETURN)
    assert report(each_province, "SYT", ARRIVED) == ("late", 2)
    assert report(each_province, "SYT", SENT) == ("overdue", 2)  # that day nobody knew
    assert completed(each_province, "SYT", ARRIVED) == (1, OWED, 1 / OWED)
    states = tasks(each_province, "SYT", ARRIVED)
    assert (states["HM_DK"], states["TET_SUAT"]) == ("done_in_time", "running_late")
    assert states["QT_LUOT"] == "not_reported"


def test_a_correction_changes_the_figure_but_not_what_was_known_before(
    each_province: Engine,
) -> None:
    received(each_province, RETURN)
    received(each_province, CORRECTION)
    assert completed(each_province, "SYT", CORRECTED) == (2, OWED, 2 / OWED)
    assert completed(each_province, "SYT", ARRIVED) == (1, OWED, 1 / OWED)
    assert report(each_province, "SYT", CORRECTED) == ("late", 2)  # judged by the first


def test_taken_back_it_is_as_before_and_the_days_between_remember(each_province: Engine) -> None:
    received(each_province, RETURN)
    before = tasks(each_province, "SYT", ARRIVED)
    correction = received(each_province, CORRECTION)
    undo(each_province, correction.batch_id, actor=CLERK, now=at(TAKEN_BACK))
    assert tasks(each_province, "SYT", LATER) == before
    assert completed(each_province, "SYT", CORRECTED) == (2, OWED, 2 / OWED)
    assert completed(each_province, "SYT", LATER) == (1, OWED, 1 / OWED)


def test_the_whole_return_taken_back_is_overdue_again(each_province: Engine) -> None:
    received(each_province, ANOTHER)
    batch = received(each_province, RETURN).batch_id
    undo(each_province, batch, actor=CLERK, now=at(TAKEN_BACK))
    assert report(each_province, "SYT", TAKEN_BACK) == ("overdue", 9)
    assert completed(each_province, "SYT", TAKEN_BACK) == (0, OWED, 0)
    assert report(each_province, "SYT", ARRIVED) == ("late", 2)


def test_a_correction_after_the_deadline_does_not_make_a_timely_report_late(
    province: Engine,
) -> None:
    received(province, Sent(RETURN.text, day=LAST_DAY))
    received(province, CORRECTION)
    assert report(province, "SYT", CORRECTED) == ("in_time", None)


def test_sound_rows_are_counted_at_once_and_the_rest_when_it_is_mended(province: Engine) -> None:
    faulty = results("2026,SYT,HM_DK,done,,100,250,,", "2026,SYT,TET_SUAT,done,,400,200,,")
    first = received(province, Sent(faulty, day=LAST_DAY))
    assert (first.new, first.left) == (1, 1)
    assert completed(province, "SYT", THE_DAY_AFTER) == (1, OWED, 1 / OWED)
    second = received(province, Sent(faulty.replace("400", "100"), day=THE_DAY_AFTER))
    assert (second.new, second.unchanged) == (1, 1)
    assert completed(province, "SYT", THE_DAY_AFTER) == (2, OWED, 2 / OWED)
    assert report(province, "SYT", THE_DAY_AFTER) == ("in_time", None)


def test_the_province_moves_by_what_one_body_did(province: Engine) -> None:
    received(province, ANOTHER)
    done, owed = province_completed(province, ARRIVED)
    received(province, RETURN)
    assert (done, province_completed(province, ARRIVED)) == (1, (2, owed))


def test_the_journal_of_it_all_holds_together(each_province: Engine) -> None:
    received(each_province, RETURN)
    correction = received(each_province, CORRECTION)
    undo(each_province, correction.batch_id, actor=CLERK, now=at(TAKEN_BACK))
    with reading(each_province) as session:
        assert check_journal(session).faults == ()
