"""Verify: the journal's chain, the counts that must agree, and what refers to what."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Engine, String, cast, func, literal, select
from sqlmodel import Session, col

from actions.counting import find_miscounted
from actions.journal.anchors import load_anchors
from actions.journal.timestamps import StampCheck, check_stamps
from actions.opening import refuse_damage
from actions.permissions import Verb
from actions.yearly_report.publish import compute_seal, format_subject
from models import Batch, Entry, Issue, Record, Scan, Submission
from models.batches import NIL
from models.database import reading
from models.journal import Anchor, JournalFault, check_journal, is_mistyped
from models.rule_versions import VersionFault, find_version_faults
from models.soundness import stop_writing
from models.value_faults import ValueFault, find_unreadable_values


class Orphans(NamedTuple):
    """Rows of `table` whose `column` names nothing that is there."""

    table: str
    column: str
    rows: int


@dataclass(frozen=True)
class Verified:
    """What a check found: the journal's head and faults, how many anchors outside it was held
    against, of those typed from papers whether it holds them, which of these are only mistyped,
    the stamps that a service set on anchors, rows without their parent,
    batches that the journal does not know as they are, kept files of another size than recorded,
    published reports that are not as the journal tells of them (or gone), tables of rules that
    are not as their versions say, the first values that cannot be read as their columns say (with
    one, what those would be needed for was not looked at), addresses that are not counted as they
    would be anew, and the rows of every table."""

    head: Anchor
    faults: tuple[JournalFault, ...]
    anchors: int
    papers: dict[Anchor, bool]
    mistyped: frozenset[Anchor]
    stamps: tuple[StampCheck, ...]
    orphans: tuple[Orphans, ...]
    batches: tuple[int, ...]
    sizes: tuple[int, ...]
    issues: tuple[str, ...]
    versions: tuple[VersionFault, ...]
    values: tuple[ValueFault, ...]
    miscounted: tuple[int, ...]
    rows: dict[str, int]

    @property
    def sound(self) -> bool:
        """Is nothing wrong?"""
        records = (self.orphans, self.batches, self.sizes, self.issues, self.versions)
        is_miscounted = bool(self.miscounted)
        return not (
            self.faults or self.values or self.forged_stamps or is_miscounted or any(records)
        )

    @property
    def forged_stamps(self) -> list[StampCheck]:
        """The stamps that prove nothing; not those that nobody could check."""
        return [stamp for stamp in self.stamps if stamp.fault not in ("", "no_authority")]


def verify(
    engine: Engine, anchors: Sequence[Anchor] = (), *, papers: Sequence[Anchor] = ()
) -> Verified:
    """Read everything as it stands at one moment; nothing is written. `anchors` are heads
    known from elsewhere (a backup), `papers` those typed from papers; both are held against
    the journal with those beside the database.

    Raises Unavailable("database_damaged…") where the database's own check finds it broken."""
    refuse_damage(engine)
    stamps = tuple(check_stamps(engine.url))
    stamped = [stamp.anchor for stamp in stamps]
    with reading(engine) as session:
        mistyped = frozenset(anchor for anchor in papers if is_mistyped(session, anchor))
        typed = [anchor for anchor in papers if anchor not in mistyped]
        known = list(dict.fromkeys([*load_anchors(engine.url), *stamped, *anchors, *typed]))
        checked = check_journal(session, known)
        values = tuple(find_unreadable_values(session))
        if values:
            stop_writing(engine.url)
        return Verified(
            checked.head,
            checked.faults,
            len(known),
            {anchor: anchor not in checked.lost | mistyped for anchor in papers},
            mistyped,
            stamps,
            tuple(_find_orphans(session)),
            () if values else tuple(_find_unknown_batches(session)),
            () if values else tuple(_find_wrong_sizes(session)),
            () if values else tuple(_find_altered_issues(session)),
            () if values else tuple(find_version_faults(session)),
            values,
            () if values else tuple(find_miscounted(session)),
            {
                table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
                for table in Record.metadata.sorted_tables
            },
        )


def _find_orphans(session: Session) -> Iterator[Orphans]:
    for table in Record.metadata.sorted_tables:
        for key in table.foreign_keys:
            own, other = key.parent, key.column
            parent = other.table.alias("parent")
            parent_exists = select(1).where(parent.c[other.name] == own).exists()
            lost = select(func.count()).select_from(table).where(own.is_not(None), ~parent_exists)
            rows = session.execute(lost).scalar_one()
            if rows:
                yield Orphans(table.name, own.name, rows)


def _find_unknown_batches(session: Session) -> Iterator[int]:
    """Batches that no entry tells of, or with another digest; batches told of and gone."""
    journal_digests: dict[int, str] = {}
    receiving = (Verb.RECEIVE, Verb.RECEIVE_NIL)
    query = select(col(Entry.subject), col(Entry.after)).where(col(Entry.verb).in_(receiving))
    for subject, after in session.execute(query):
        number = subject.removeprefix("batch ")
        if number.isdecimal():
            journal_digests[int(number)] = str(_parse_facts(after).get("digest"))
    query = select(col(Batch.id), col(Batch.digest))
    stored_digests = {
        number: digest for number, digest in session.execute(query) if number is not None
    }
    for number in _find_old_nil_batches(session):
        stored_digests.pop(number, None)
    numbers = sorted(journal_digests.keys() | stored_digests.keys())
    yield from (
        number for number in numbers if journal_digests.get(number) != stored_digests.get(number)
    )


def _find_old_nil_batches(session: Session) -> Iterator[int]:
    """The batches of nil returns from before those had batches: the journal tells of the
    submission instead."""
    subject = literal("submission ") + cast(col(Submission.id), String)
    query = (
        select(col(Batch.id))
        .join(Submission, col(Submission.batch_id) == col(Batch.id))
        .join(Entry, (col(Entry.subject) == subject) & (col(Entry.verb) == Verb.RECEIVE_NIL))
        .where(col(Batch.layout) == NIL)
    )
    yield from session.execute(query).scalars()


def _parse_facts(text: str) -> dict[str, object]:
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _find_wrong_sizes(session: Session) -> Iterator[int]:
    wrong = func.length(col(Batch.content)) != col(Batch.size_bytes)
    yield from session.execute(select(col(Batch.id)).where(wrong).order_by(col(Batch.id))).scalars()
    wrong = func.length(col(Scan.content)) != col(Scan.size_bytes)
    query = select(col(Scan.batch_id)).where(wrong).order_by(col(Scan.id))
    yield from session.execute(query).scalars()


def _find_altered_issues(session: Session) -> Iterator[str]:
    """Issues other than published: their papers, figures, errata or catalogue; or gone."""
    query = select(col(Entry.subject), col(Entry.after)).where(col(Entry.verb) == Verb.PUBLISH)
    journal_seals = {
        subject: _parse_facts(after).get("seal") for subject, after in session.execute(query)
    }
    stored_seals: dict[str, str] = {}
    for issue in session.scalars(select(Issue).execution_options(yield_per=1)):
        papers = hashlib.sha256(issue.content).hexdigest()
        stored_seals[format_subject(issue)] = compute_seal(issue) if papers == issue.digest else ""
    subjects = sorted(journal_seals.keys() | stored_seals.keys())
    yield from (
        subject for subject in subjects if journal_seals.get(subject) != stored_seals.get(subject)
    )
