"""What a reader sees of the reports as they came in."""

from datetime import date

import pandas as pd

from charts.arrivals import build_arrivals_rows
from locales.words import words_in
from tests.charts.frames import reports_owed

VI = words_in("vi")
DEADLINE = date(2026, 12, 14)


def arrivals(as_of: date) -> pd.DataFrame:
    return build_arrivals_rows(reports_owed(), VI, deadline=DEADLINE, as_of=as_of)


def test_reports_add_up_on_the_day_they_are_judged_by() -> None:
    received = arrivals(date(2026, 12, 20)).set_index("day")["received"]
    assert {day: received[f"2026-12-{day:02}"] for day in (9, 10, 13, 14, 15, 16, 20)} == {
        9: 0,
        10: 1,
        13: 1,
        14: 2,
        15: 2,
        16: 3,
        20: 3,
    }


def test_a_silent_requested_body_is_not_owed() -> None:
    rows = arrivals(date(2026, 12, 20))
    assert rows["due"].dropna().tolist() == [4]
    assert rows["due_text"].iloc[0] == "Phải nhận 4"
    assert rows["figure_text"].iloc[-1] == "3 trên 4"


def test_the_deadline_is_named_once() -> None:
    rows = arrivals(date(2026, 12, 20))
    assert rows["deadline"].dropna().tolist() == [pd.Timestamp(DEADLINE)]
    assert [said for said in rows["deadline_text"] if said] == ["Hạn cuối 14/12/2026"]


def test_before_the_deadline_the_line_ends_today() -> None:
    rows = arrivals(date(2026, 12, 11))
    assert rows["day"].iloc[-1] == pd.Timestamp("2026-12-11")
    assert rows["figure_text"].iloc[-1] == "1 trên 4"


def test_the_line_starts_at_nought() -> None:
    assert arrivals(date(2026, 12, 20))["received"].iloc[0] == 0


def test_a_past_year_ends_soon_after_its_deadline_or_its_last_report() -> None:
    assert arrivals(date(2030, 1, 1))["day"].iloc[-1] == pd.Timestamp("2026-12-28")
    owed = reports_owed()
    came = owed["judged_on"].notna()
    owed.loc[came[came].index[-1], "judged_on"] = pd.Timestamp("2027-02-03")
    late = build_arrivals_rows(owed, VI, deadline=DEADLINE, as_of=date(2030, 1, 1))
    assert late["day"].iloc[-1] == pd.Timestamp("2027-02-06")
    assert late["figure_text"].iloc[-1] == "3 trên 4"


def test_the_deadline_s_name_stands_where_there_is_room() -> None:
    assert arrivals(date(2026, 12, 20))["deadline_late"].all()
    owed = reports_owed()
    owed.loc[owed["judged_on"].notna(), "judged_on"] = pd.Timestamp("2027-02-03")
    late = build_arrivals_rows(owed, VI, deadline=DEADLINE, as_of=date(2030, 1, 1))
    assert not late["deadline_late"].any()


def test_the_last_count_stands_over_the_rule_that_it_nearly_reaches() -> None:
    assert arrivals(date(2026, 12, 20))["figure_at"].iloc[-1] == 3
    owed = reports_owed()
    required = owed[owed["obligation"] == "required"]
    all_in = required.assign(judged_on=pd.Timestamp("2026-12-10"))
    rows = build_arrivals_rows(all_in, VI, deadline=DEADLINE, as_of=date(2026, 12, 20))
    assert rows["figure_at"].iloc[-1] == len(required)
