"""The journal shows when somebody altered, removed or reordered what was written."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text

from models import Entry
from models.database import reading, writing
from models.journal import (
    GENESIS,
    Anchor,
    Fault,
    FaultKind,
    Wanted,
    actors_and_verbs,
    add_entry,
    canonical,
    entries_counted,
    entries_wanted,
    entry_digest,
    journal_checked,
    last_digest,
)
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
            )
            add_entry(session, entry)
    return each_engine


ALTERED, BROKEN, TAIL, ANCHOR = FaultKind


def test_an_honest_journal_holds(journal: Engine) -> None:
    with reading(journal) as session:
        found = journal_checked(session)
        assert (found.head.entries, found.head.digest) == (4, last_digest(session))
        assert found.faults == ()


def test_an_empty_journal_begins_with_noughts(each_engine: Engine) -> None:
    with reading(each_engine) as session:
        assert last_digest(session) == GENESIS
        assert journal_checked(session) == (Anchor(0, GENESIS), (), frozenset())


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE entry SET after = '{\"value\": 1}' WHERE id = 2", [(ALTERED, 2)]),
        ("UPDATE entry SET actor = 'somebody' WHERE id = 4", [(ALTERED, 4)]),
        ("UPDATE entry SET at = '2020-01-01 00:00:00' WHERE id = 1", [(ALTERED, 1)]),
        ("DELETE FROM entry WHERE id = 1", [(BROKEN, 2), (TAIL, 3)]),  # the first
        ("DELETE FROM entry WHERE id = 3", [(BROKEN, 4), (TAIL, 3)]),  # one in the middle
        ("DELETE FROM entry WHERE id > 2", [(TAIL, 2)]),  # the last ones
        ("DELETE FROM entry", [(TAIL, 0)]),
        ("DELETE FROM journal_head", [(TAIL, 4)]),
        # out of its place
        ("UPDATE entry SET id = 9 WHERE id = 2", [(BROKEN, 3), (BROKEN, 9), (TAIL, 4)]),
    ],
)
def test_tampering_is_found(
    journal: Engine, tampering: str, found: list[tuple[FaultKind, int]]
) -> None:
    with writing(journal) as session:
        session.execute(text(tampering.replace(":", "\\:")))
    with reading(journal) as session:
        assert list(journal_checked(session).faults) == found


def test_a_removed_tail_is_found_after_more_was_written(journal: Engine) -> None:
    with writing(journal) as session:
        session.execute(text("DELETE FROM entry WHERE id = 4"))
    with writing(journal) as session:
        add_entry(session, row(Entry, id=5, subject="batch 5"))
    with reading(journal) as session:
        assert [fault.kind for fault in journal_checked(session).faults] == [TAIL]


def test_a_chain_written_anew_is_shown_by_an_anchor_outside(journal: Engine) -> None:
    with reading(journal) as session:
        anchor = journal_checked(session).head
    with writing(journal) as session:
        session.execute(text("DELETE FROM entry WHERE id > 2"))
        session.execute(text("DELETE FROM journal_head"))
    with writing(journal) as session:
        session.execute(
            text("INSERT INTO journal_head SELECT 1, 2, digest FROM entry WHERE id = 2")
        )
    with reading(journal) as session:
        assert journal_checked(session).faults == ()
        assert journal_checked(session, [anchor]).faults == (Fault(ANCHOR, 4),)
    with writing(journal) as session:
        for number in (3, 4, 5):
            add_entry(session, row(Entry, id=number, subject=f"another {number}"))
            session.flush()
    with reading(journal) as session:
        assert journal_checked(session, [anchor]).faults == (Fault(ANCHOR, 4),)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), [4, 3, 2, 1]),
        (Wanted(first=date(2026, 12, 3)), [4, 3]),
        (Wanted(first=date(2026, 12, 2), last=date(2026, 12, 3)), [3, 2]),
        (Wanted(actor="vanthu", verb="set"), [4, 3, 2, 1]),
        (Wanted(actor="nobody"), []),
        (Wanted(subject="BATCH 2"), [2]),
        (Wanted(subject="%"), []),
    ],
)
def test_entries_are_asked_for(journal: Engine, wanted: Wanted, ids: list[int]) -> None:
    with reading(journal) as session:
        assert list(entries_wanted(session, wanted, start=0, most=9)["id"]) == ids
        assert list(entries_wanted(session, wanted, start=1, most=2)["id"]) == ids[1:3]
        assert entries_counted(session, wanted) == len(ids)
        assert actors_and_verbs(session) == (["vanthu"], ["set"])


def test_the_same_moment_has_the_same_digest_in_every_time_zone() -> None:
    at = datetime(2026, 12, 1, 8, 30, tzinfo=HANOI)
    assert entry_digest(row(Entry, at=at)) == entry_digest(row(Entry, at=at.astimezone(UTC)))


def test_the_same_facts_are_the_same_text() -> None:
    assert (
        canonical({"b": 1, "a": "Cần"}) == canonical({"a": "Cần", "b": 1}) == '{"a": "Cần", "b": 1}'
    )
