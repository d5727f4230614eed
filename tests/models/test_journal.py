"""The journal shows when somebody altered, removed or reordered what was written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text

from models import Entry
from models.database import reading, writing
from models.journal import GENESIS, broken_links, canonical, entry_digest, last_digest
from tests.models.rows import row

HANOI = timezone(timedelta(hours=7))


@pytest.fixture
def journal(each_engine: Engine) -> Engine:
    """Four entries, each carrying the digest of the one before."""
    for number in range(1, 5):
        with writing(each_engine) as session:
            entry = row(
                Entry,
                id=number,
                at=datetime(2026, 12, number, 8, 30, tzinfo=HANOI),
                subject=f"batch {number}",
                previous=last_digest(session),
            )
            entry.digest = entry_digest(entry)
            session.add(entry)
    return each_engine


def test_an_honest_journal_holds(journal: Engine) -> None:
    with reading(journal) as session:
        assert broken_links(session) == []


def test_an_empty_journal_begins_with_noughts(each_engine: Engine) -> None:
    with reading(each_engine) as session:
        assert last_digest(session) == GENESIS
        assert broken_links(session) == []


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE entry SET after = '{\"value\": 1}' WHERE id = 2", [2]),
        ("UPDATE entry SET actor = 'somebody' WHERE id = 4", [4]),
        ("UPDATE entry SET at = '2020-01-01 00:00:00' WHERE id = 1", [1]),
        ("DELETE FROM entry WHERE id = 1", [2]),  # the first
        ("DELETE FROM entry WHERE id = 3", [4]),  # one in the middle
        ("UPDATE entry SET id = 9 WHERE id = 2", [3, 9]),  # out of its place
    ],
)
def test_tampering_is_found(journal: Engine, tampering: str, broken: list[int]) -> None:
    with writing(journal) as session:
        session.execute(text(tampering.replace(":", "\\:")))
    with reading(journal) as session:
        assert broken_links(session) == broken


def test_the_same_moment_has_the_same_digest_in_every_time_zone() -> None:
    at = datetime(2026, 12, 1, 8, 30, tzinfo=HANOI)
    assert entry_digest(row(Entry, at=at)) == entry_digest(row(Entry, at=at.astimezone(UTC)))


def test_the_same_facts_are_the_same_text() -> None:
    assert (
        canonical({"b": 1, "a": "Cần"}) == canonical({"a": "Cần", "b": 1}) == '{"a": "Cần", "b": 1}'
    )
