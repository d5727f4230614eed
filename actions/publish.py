"""Publish: keep a signed report whole, with its digest and every figure behind it, for good.

Nothing updates or deletes an issue: there is no such action, and `verify` holds each against
what the journal said of it on its day.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Issue, Period
from models.frozen import frozen_now
from models.issues import last_number
from models.settings import data_version, renew_catalogue_token
from models.spans import day_of

MOST_NAMED = 300  # letters of an addressee


@dataclass(frozen=True)
class Publication:
    """A report ready to be published as issue `number`, as drafted from data of `version`.

    `content` is the package of its papers; `figures` and `errata` are JSON
    (documents/figures_kept.py, documents/errata.py). With `closing` the period is closed by
    the same deed."""

    year: int
    recipient: str
    number: int
    as_of: date
    content: bytes
    figures: str
    version: int
    addressee: str = ""
    document_no: str = ""
    language: str = "vi"
    errata: str | None = None
    closing: bool = False


def publish(engine: Engine, publication: Publication, *, actor: Actor, now: datetime) -> int:
    """Keep the issue; its id. Raises Refused: not_allowed, period_unknown, issue_published
    (the same number twice, as a double click does), issue_out_of_turn, issue_future,
    draft_stale (the data changed since it was drafted: look again), and deed's own."""
    with deed(engine, actor, Verb.PUBLISH, now=now) as under_way:
        session = under_way.session
        period = _checked(session, publication, now=now)
        issue = _issue(session, publication, actor=actor, now=now)
        session.add(issue)
        session.flush()
        closes = publication.closing and period.closed_at is None
        if closes:
            period.closed_at = now
            renew_catalogue_token(session)
        told = {"digest": issue.digest, "seal": seal_of(issue), "bytes": len(issue.content)}
        told |= {"as_of": issue.as_of, "document_no": issue.document_no, "closed": closes}
        under_way.tell(subject_of(issue), before={}, after=told)
        return issue.id or 0


def subject_of(issue: Issue) -> str:
    """What the journal calls it."""
    return f"issue {issue.year}-{issue.recipient}-{issue.number}"


def seal_of(issue: Issue) -> str:
    """sha256 over all that an issue keeps besides its papers, and their digest."""
    sealed = hashlib.sha256()
    texts = (
        *(issue.digest, issue.as_of.isoformat(), issue.published_at.astimezone(UTC).isoformat()),
        *(issue.addressee or "", issue.document_no or "", issue.figures, issue.errata or ""),
    )
    for part in (*(text.encode() for text in texts), issue.catalogue or b""):
        sealed.update(hashlib.sha256(part).digest())
    return sealed.hexdigest()


def _checked(session: Session, asked: Publication, *, now: datetime) -> Period:
    period = session.get(Period, asked.year)
    if period is None:
        raise Refused("period_unknown", year=asked.year)
    last = last_number(session, asked.year, asked.recipient)
    if asked.number <= last:
        raise Refused("issue_published", year=asked.year, number=asked.number)
    if asked.number != last + 1:
        raise Refused("issue_out_of_turn", number=asked.number, turn=last + 1)
    if asked.as_of > day_of(now):
        raise Refused("issue_future", day=asked.as_of)
    if data_version(session) != asked.version:
        raise Refused("draft_stale")
    return period


def _issue(session: Session, asked: Publication, *, actor: Actor, now: datetime) -> Issue:
    return Issue(
        year=asked.year,
        recipient=asked.recipient,
        addressee=asked.addressee[:MOST_NAMED] or None,
        number=asked.number,
        as_of=asked.as_of,
        digest=hashlib.sha256(asked.content).hexdigest(),
        content=asked.content,
        figures=asked.figures,
        document_no=asked.document_no.strip() or None,
        language=asked.language,
        errata=asked.errata,
        catalogue=frozen_now(session),
        published_at=now,
        published_by=actor.code,
    )
