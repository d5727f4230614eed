"""Days as people write them."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from locales.days import format_day, format_long_day, format_moment, format_month

DAYS = [
    # day, short vi, short en, as a document is dated
    (date(2026, 12, 14), "14/12/2026", "14 Dec 2026", "ngày 14 tháng 12 năm 2026"),
    (date(2027, 1, 5), "05/01/2027", "5 Jan 2027", "ngày 05 tháng 01 năm 2027"),
    (date(2026, 6, 5), "05/06/2026", "5 Jun 2026", "ngày 05 tháng 6 năm 2026"),
    (date(2026, 2, 10), "10/02/2026", "10 Feb 2026", "ngày 10 tháng 02 năm 2026"),
    (date(2026, 3, 9), "09/03/2026", "9 Mar 2026", "ngày 09 tháng 3 năm 2026"),
]


@pytest.mark.parametrize(("written", "vi", "en", "official"), DAYS)
def test_days(written: date, vi: str, en: str, official: str) -> None:
    assert (format_day(written, "vi"), format_day(written, "en")) == (vi, en)
    assert format_day(pd.Timestamp(written), "vi") == vi
    assert format_long_day(written, "vi") == official


def test_a_month_without_its_day() -> None:
    assert format_month(date(2026, 11, 20), "vi") == "tháng 11/2026"
    assert format_month(pd.Timestamp(2026, 2, 1), "en") == "Feb 2026"


def test_long_day_in_english() -> None:
    assert format_long_day(date(2026, 12, 14), "en") == "14 December 2026"


def test_an_instant_is_written_in_viet_nams_time() -> None:
    late_evening_in_utc = datetime(2026, 12, 14, 17, 5, tzinfo=UTC)
    assert format_day(late_evening_in_utc, "vi") == "15/12/2026"
    assert format_moment(late_evening_in_utc, "vi") == "00:05 15/12/2026"


@pytest.mark.parametrize("write", [format_day, format_long_day, format_moment, format_month])
def test_a_missing_day_is_words(write: object) -> None:
    assert callable(write)
    assert write(pd.NaT, "vi") == "chưa có số liệu"


def test_what_is_no_day_is_our_fault() -> None:
    with pytest.raises(TypeError):
        format_day("14/12/2026", "vi")
