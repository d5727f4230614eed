"""A body signs that nothing arose: received, neither done nor undone, never nought."""

from datetime import date

from sqlalchemy import Engine

from tests.actions.returns import Sent, received, results, told
from tests.stories.figures import completed, report, signed_nil, tasks

CAME, AFTER = date(2026, 12, 10), date(2026, 12, 20)
OWED = 15


def nil_return(engine: Engine, *exceptions: str) -> Sent:
    """ "Không phát sinh" for every task of health, but for the rows of `exceptions`."""
    apart = {row.split(",")[2] for row in exceptions}
    rows = [
        f"2026,SYT,{task},không phát sinh,,,,,"
        for task in tasks(engine, "SYT", CAME)
        if task not in apart
    ]
    return Sent(results(*rows, *exceptions), name="kps.csv", day=CAME)


def test_it_is_received_in_time_and_signed(each_province: Engine) -> None:
    received(each_province, nil_return(each_province))
    assert report(each_province, "SYT", AFTER) == ("in_time", None)
    assert signed_nil(each_province, "SYT", AFTER)


def test_nothing_out_of_nothing_is_no_data_not_nought(each_province: Engine) -> None:
    received(each_province, nil_return(each_province))
    assert set(tasks(each_province, "SYT", AFTER).values()) == {"nil"}
    assert completed(each_province, "SYT", AFTER) == (0, 0, None)


def test_nil_but_for_one_task_is_a_return_like_another(province: Engine) -> None:
    received(province, nil_return(province, "2026,SYT,HM_DK,done,,100,250,,"))
    assert not signed_nil(province, "SYT", AFTER)
    assert completed(province, "SYT", AFTER) == (1, 1, 1)


def test_missing_nought_and_nil_stay_three_things(each_province: Engine) -> None:
    rows = [
        "2026,SYT,HM_DK,done,,,0,,",
        "2026,SYT,TET_SUAT,done,,,-,,",
        "2026,SYT,QT_LUOT,done,,,,,",
    ]
    received(each_province, Sent(results(*rows), day=CAME))
    quantity = told(each_province, AFTER, "quantity")
    nil = told(each_province, AFTER, "quantity_nil")
    assert {name.split("/")[1]: (quantity[name], nil[name]) for name in nil} == {
        "HM_DK": (0, False),
        "TET_SUAT": (None, True),
        "QT_LUOT": (None, False),
    }


def test_a_later_figure_ends_the_nil(province: Engine) -> None:
    received(province, nil_return(province))
    received(province, Sent(results("2026,SYT,HM_DK,done,,100,12,,"), day=CAME.replace(day=12)))
    assert tasks(province, "SYT", AFTER)["HM_DK"] == "done_in_time"
    assert completed(province, "SYT", AFTER) == (1, 1, 1)
    assert not signed_nil(province, "SYT", AFTER)
    assert signed_nil(province, "SYT", CAME)
