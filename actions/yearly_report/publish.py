"""Publish: keep a signed report whole, with its digest and every figure behind it, for good.

What the checklist says is not ready holds it back, until a reason is written for each item.
Nothing updates or deletes an issue: there is no such action, and `verify` holds each against
what the journal said of it on its day.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import deed
from actions.identities import refuse_personal
from actions.impossible_days import refuse_unbegun_period
from actions.journal.anchors import write_down_head
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Issue, Period
from models.issues import MOST_REASON, Waiver, find_last_number, find_same_number, write_waivers
from models.settings import read_data_version
from models.spans import day_of

MOST_NAMED = 300  # letters of an addressee
NEVER_WAIVED = frozenset({"head"})  # a paper without them would be printed with gaps


@dataclass(frozen=True)
class Publication:
    """A report ready to be published as issue `number`, as drafted from data of `version`.

    `content` is the package of its papers; `figures` and `errata` are JSON
    (documents/yearly_report/issues.py, errata.py). `dated` is the day the document bears.
    `unready` are the items of the checklist that were not ready, each by its code with what
    the checklist said of it; `reasons` are those written for publishing all the same, by the
    same codes. `cause` says why there is an issue after the first. With `closing` the period
    is closed by the same deed."""

    year: int
    recipient: str
    number: int
    as_of: date
    content: bytes
    figures: str
    version: int
    unready: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    addressee: str = ""
    document_no: str = ""
    dated: date | None = None
    cause: str = ""
    language: str = "vi"
    errata: str | None = None
    closing: bool = False


def publish(engine: Engine, publication: Publication, *, actor: Actor, now: datetime) -> int:
    """Keep the issue, and write the journal's head down outside the database; the issue's id.

    Raises Refused: not_allowed, period_unknown, issue_published
    (the same number twice, as a double click does), issue_out_of_turn, issue_future,
    period_not_begun (on the day of the figures), draft_stale (the data changed since it was
    drafted: look again), those of `_check_document` and `_check_ready`, and deed's own."""
    with deed(engine, actor, Verb.PUBLISH, now=now) as under_way:
        session = under_way.session
        period = _check_publication(session, publication, now=now)
        issue = _build_issue(publication, actor=actor, now=now)
        session.add(issue)
        session.flush()
        closes = publication.closing and period.closed_at is None
        if closes:
            period.closed_at = now
            under_way.record_catalogue()
        facts = {"digest": issue.digest, "seal": compute_seal(issue), "bytes": len(issue.content)}
        facts |= {"as_of": issue.as_of, "document_no": issue.document_no, "closed": closes}
        facts |= {"dated": issue.dated, "cause": issue.cause}
        facts |= {
            f"waived_{code}": waiver.reason for code, waiver in _list_waivers(publication).items()
        }
        under_way.tell(format_subject(issue), before={}, after=facts)
        number = issue.id or 0
    write_down_head(engine, now=now)
    return number


def format_subject(issue: Issue) -> str:
    """What the journal calls it."""
    return f"issue {issue.year}-{issue.recipient}-{issue.number}"


def compute_seal(issue: Issue) -> str:
    """sha256 over all that an issue keeps besides its papers, and their digest."""
    sealed = hashlib.sha256()
    texts = (
        *(issue.digest, issue.as_of.isoformat(), issue.published_at.astimezone(UTC).isoformat()),
        *(issue.addressee or "", issue.document_no or "", issue.figures, issue.errata or ""),
    )
    for part in (*(text.encode() for text in texts), issue.catalogue or b""):
        sealed.update(hashlib.sha256(part).digest())
    later = (issue.dated.isoformat() if issue.dated else None, issue.cause, issue.waivers)
    if any(later):  # issues of before there was a checklist keep the seal they had
        sealed.update(hashlib.sha256(json.dumps(later).encode()).digest())
    return sealed.hexdigest()


def _check_publication(session: Session, publication: Publication, *, now: datetime) -> Period:
    period = session.get(Period, publication.year)
    if period is None:
        raise Refused("period_unknown", year=publication.year)
    last = find_last_number(session, publication.year, publication.recipient)
    if publication.number <= last:
        raise Refused("issue_published", year=publication.year, number=publication.number)
    if publication.number != last + 1:
        raise Refused("issue_out_of_turn", number=publication.number, turn=last + 1)
    if publication.as_of > day_of(now):
        raise Refused("issue_future", day=publication.as_of)
    refuse_unbegun_period(session, publication.year, today=publication.as_of)
    if read_data_version(session) != publication.version:
        raise Refused("draft_stale")
    _check_document(session, publication, now=now)
    _check_ready(publication)
    return period


def _check_document(session: Session, publication: Publication, *, now: datetime) -> None:
    """Each issue bears a number of its own and a day, from the day of its figures to today.

    Raises Refused: issue_no_number, issue_no_day, issue_day_wrong, issue_number_taken,
    issue_no_cause (an issue after the first that does not say why)."""
    number = publication.document_no.strip()
    refuse_personal(number)
    if not number:
        raise Refused("issue_no_number")
    if publication.dated is None:
        raise Refused("issue_no_day")
    if not publication.as_of <= publication.dated <= day_of(now):
        raise Refused(
            "issue_day_wrong", day=publication.dated, first=publication.as_of, last=day_of(now)
        )
    same = find_same_number(session, number, publication.dated.year)
    if same is not None:
        facts = {"no": number, "year": same.year, "number": same.number}
        raise Refused("issue_number_taken", name=same.addressee or same.recipient, **facts)
    if publication.number > 1 and not publication.cause.strip():
        raise Refused("issue_no_cause", number=publication.number)


def _check_ready(publication: Publication) -> None:
    """Raises Refused("issue_unready") for what is not ready and has no reason or may not be
    left as it is, ("reason_too_long") for a reason that would not fit, ("text_personal")
    for one that tells a person."""
    waivers = _list_waivers(publication)
    unready_items = {
        code: item
        for code, item in publication.unready.items()
        if code in NEVER_WAIVED or code not in waivers
    }
    if unready_items:
        items = "; ".join(f"{item} [{code}]" for code, item in unready_items.items())
        raise Refused("issue_unready", items=items, number=len(unready_items))
    for reason in (publication.cause, *(waiver.reason for waiver in waivers.values())):
        if len(reason) > MOST_REASON:
            raise Refused("reason_too_long", most=MOST_REASON)
        refuse_personal(reason)


def _list_waivers(publication: Publication) -> dict[str, Waiver]:
    """The reasons written for what is not ready; a reason for what is ready is of no use."""
    reasons = {code: publication.reasons.get(code, "").strip() for code in publication.unready}
    return {code: Waiver(publication.unready[code], text) for code, text in reasons.items() if text}


def _build_issue(publication: Publication, *, actor: Actor, now: datetime) -> Issue:
    return Issue(
        year=publication.year,
        recipient=publication.recipient,
        addressee=publication.addressee[:MOST_NAMED] or None,
        number=publication.number,
        as_of=publication.as_of,
        digest=hashlib.sha256(publication.content).hexdigest(),
        content=publication.content,
        figures=publication.figures,
        document_no=publication.document_no.strip(),
        dated=publication.dated,
        cause=publication.cause.strip() or None,
        waivers=write_waivers(_list_waivers(publication)),
        language=publication.language,
        errata=publication.errata,
        published_at=now,
        published_by=actor.code,
    )
