"""Submissions as of a day: standing, undone, sent back; judged by the day they were sent."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import SendBack, Submission
from models.database import reading
from models.submissions import find_sent_back, list_submissions
from tests.models.conftest import keep
from tests.models.rows import row

ON_11 = datetime(2026, 12, 11, 3, 0, tzinfo=UTC)
ON_13 = datetime(2026, 12, 13, 3, 0, tzinfo=UTC)
ON_16 = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)


@pytest.fixture
def resent(province: Engine) -> Engine:
    """The province's first return (10/12) stands; another came on 11/12, was sent back on 13/12;
    a third of 13/12 was undone on 16/12."""
    keep(
        province,
        [
            row(Submission, id=2, recorded_at=ON_11),
            row(Submission, id=3, recorded_at=ON_13, superseded_at=ON_16),
            row(SendBack, submission_id=2, recorded_at=ON_13, reason="tổng"),
        ],
    )
    return province


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        (date(2026, 12, 9), []),
        (date(2026, 12, 10), [(1, False)]),
        (date(2026, 12, 12), [(1, False), (2, False)]),
        (date(2026, 12, 13), [(1, False), (2, True), (3, False)]),
        (date(2026, 12, 16), [(1, False), (2, True)]),
    ],
)
def test_each_day_knows_what_stood(
    resent: Engine, as_of: date, standing: list[tuple[int, bool]]
) -> None:
    with reading(resent) as session:
        frame = list_submissions(session, [2026], as_of)
    assert list(zip(frame["submission_id"], frame["sent_back"], strict=True)) == standing


@pytest.mark.parametrize(
    ("sent_on", "judged_on"),
    [
        (date(2026, 12, 8), "2026-12-08"),  # the day it was sent, not the day it came
        (None, "2026-12-10"),  # unknown: the day it was received
    ],
)
def test_timeliness_is_judged_by_the_day_sent_else_received(
    province: Engine, sent_on: date | None, judged_on: str
) -> None:
    keep(province, [row(Submission, id=2, year=2025, sent_on=sent_on, recorded_at=ON_16)])
    with reading(province) as session:
        frame = list_submissions(session, [2025], date(2026, 12, 20))
    assert frame["judged_on"].astype("str").tolist() == [judged_on]


def test_a_return_without_a_file_is_known_too(province: Engine) -> None:
    keep(province, [row(Submission, id=2, year=2025, batch_id=None, nil=True)])
    with reading(province) as session:
        frame = list_submissions(session, [2025], date(2026, 12, 20))
    assert frame["nil"].tolist() == [True]
    assert frame["file_name"].isna().tolist() == [True]


def test_a_batch_is_sent_back_in_whole_or_in_part(province: Engine) -> None:
    keep(province, [row(SendBack)])
    with reading(province) as session:
        assert find_sent_back(session, 0) == {1: "all"}
        assert find_sent_back(session, 2) == {}
    keep(province, [row(Submission, id=9, unit_id=2)])
    with reading(province) as session:
        assert find_sent_back(session, 0) == {1: "some"}
