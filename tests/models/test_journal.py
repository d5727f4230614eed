"""The journal shows when somebody altered, removed or reordered what was written."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text

from models import Entry
from models.database import reading, writing
from models.journal import (
    GENESIS,
    Anchor,
    EntryFilter,
    FaultKind,
    JournalFault,
    add_entry,
    check_journal,
    compute_entry_digest,
    count_entries,
    find_entries,
    find_last_digest,
    format_facts,
    list_actors_and_verbs,
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
        found = check_journal(session)
        assert (found.head.entries, found.head.digest) == (4, find_last_digest(session))
        assert found.faults == ()


def test_an_empty_journal_begins_with_noughts(each_engine: Engine) -> None:
    with reading(each_engine) as session:
        assert find_last_digest(session) == GENESIS
        assert check_journal(session) == (Anchor(0, GENESIS), (), frozenset())


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
        assert list(check_journal(session).faults) == found


def test_a_removed_tail_is_found_after_more_was_written(journal: Engine) -> None:
    with writing(journal) as session:
        session.execute(text("DELETE FROM entry WHERE id = 4"))
    with writing(journal) as session:
        add_entry(session, row(Entry, id=5, subject="batch 5"))
    with reading(journal) as session:
        assert [fault.kind for fault in check_journal(session).faults] == [TAIL]


def test_a_chain_written_anew_is_shown_by_an_anchor_outside(journal: Engine) -> None:
    with reading(journal) as session:
        anchor = check_journal(session).head
    with writing(journal) as session:
        session.execute(text("DELETE FROM entry WHERE id > 2"))
        session.execute(text("DELETE FROM journal_head"))
    with writing(journal) as session:
        session.execute(
            text("INSERT INTO journal_head SELECT 1, 2, digest FROM entry WHERE id = 2")
        )
    with reading(journal) as session:
        assert check_journal(session).faults == ()
        assert check_journal(session, [anchor]).faults == (JournalFault(ANCHOR, 4),)
    with writing(journal) as session:
        for number in (3, 4, 5):
            add_entry(session, row(Entry, id=number, subject=f"another {number}"))
            session.flush()
    with reading(journal) as session:
        assert check_journal(session, [anchor]).faults == (JournalFault(ANCHOR, 4),)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (EntryFilter(), [4, 3, 2, 1]),
        (EntryFilter(first=date(2026, 12, 3)), [4, 3]),
        (EntryFilter(first=date(2026, 12, 2), last=date(2026, 12, 3)), [3, 2]),
        (EntryFilter(actor="vanthu", verb="set"), [4, 3, 2, 1]),
        (EntryFilter(actor="nobody"), []),
        (EntryFilter(subject="BATCH 2"), [2]),
        (EntryFilter(subject="%"), []),
    ],
)
def test_entries_are_asked_for(journal: Engine, wanted: EntryFilter, ids: list[int]) -> None:
    with reading(journal) as session:
        assert list(find_entries(session, wanted, start=0, most=9)["id"]) == ids
        assert list(find_entries(session, wanted, start=1, most=2)["id"]) == ids[1:3]
        assert count_entries(session, wanted) == len(ids)
        assert list_actors_and_verbs(session) == (["vanthu"], ["set"])


def test_the_same_moment_has_the_same_digest_in_every_time_zone() -> None:
    at = datetime(2026, 12, 1, 8, 30, tzinfo=HANOI)
    assert compute_entry_digest(row(Entry, at=at)) == compute_entry_digest(
        row(Entry, at=at.astimezone(UTC))
    )


def test_the_same_facts_are_the_same_text() -> None:
    assert (
        format_facts({"b": 1, "a": "Cần"})
        == format_facts({"a": "Cần", "b": 1})
        == '{"a": "Cần", "b": 1}'
    )
