"""Batches: the latest first, and the same acceptance pressed twice is found again."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from models import Batch
from models.batches import find_batches_of_digest, find_standing_batch, list_batches
from models.database import reading
from tests.models.conftest import keep
from tests.models.rows import row

NEXT_DAY = datetime(2026, 12, 11, 3, 0, tzinfo=UTC)


def test_the_newest_first_without_their_bytes(province: Engine) -> None:
    keep(province, [row(Batch, id=2, token="other", recorded_at=NEXT_DAY)])
    with reading(province) as session:
        assert list_batches(session, date(2026, 12, 9))["batch_id"].tolist() == []
        assert list_batches(session, date(2026, 12, 10))["batch_id"].tolist() == [1]
        frame = list_batches(session, date(2026, 12, 11))
        assert list_batches(session, date(2026, 12, 11), most=1)["batch_id"].tolist() == [2]
    assert frame["batch_id"].tolist() == [2, 1]
    assert "content" not in frame.columns


def test_an_undone_batch_no_longer_stands(province: Engine) -> None:
    keep(province, [row(Batch, id=2, token="other", digest="d" * 64, undone_at=NEXT_DAY)])
    with reading(province) as session:
        standing = find_standing_batch(session, "a" * 64)
        assert standing is not None
        assert standing.id == 1
        assert find_standing_batch(session, "other") is None
        assert find_batches_of_digest(session, "b" * 64) == [1]
        assert find_batches_of_digest(session, "d" * 64) == []
