"""Write the report: the clerk's own paragraphs, each change a version beside those before."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import deed
from actions.identities import refuse_personal
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.text_input import remove_unseen_signs
from intake.privacy.personal_details import About
from models import Period, ReportText
from models.report_texts import MOST_SIGNS

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
EVERY = "everybody"  # how the journal says EVERYBODY


@dataclass(frozen=True)
class ParagraphDraft:
    """What a clerk would have in `slot` of the report of `year` to `recipient` (EVERYBODY:
    in every recipient's). `opened_version` is the version that was open when it was written, 0 for
    none. An empty text takes the paragraph out."""

    year: int
    recipient: str
    slot: str
    text: str
    opened_version: int = 0


def write_text(
    engine: Engine, writing: ParagraphDraft, *, actor: Actor, now: datetime
) -> int | None:
    """Keep the paragraph as a new version; its number, None where it was taken out.

    Raises Refused: not_allowed, period_unknown, text_too_long, text_personal, text_unchanged;
    text_stale (somebody wrote since it was opened: `by`, `at`), text_taken_out (somebody emptied
    it)."""
    text = normalise_paragraph(writing.text)
    refuse_personal(text, about=About.ONE)
    if len(text) > MOST_SIGNS:
        raise Refused("text_too_long", count=len(text), most=MOST_SIGNS)
    with deed(engine, actor, Verb.WRITE_REPORT, now=now) as under_way:
        session = under_way.session
        standing = _find_standing(session, writing)
        if text == (standing.text if standing else ""):
            raise Refused("text_unchanged")
        if standing is not None:
            standing.superseded_at = now
            session.flush()
        made = _build_version(writing, text, actor=actor, now=now) if text else None
        if made is not None:
            session.add(made)
            session.flush()
        facts = {"slot": writing.slot, "recipient": writing.recipient or EVERY}
        under_way.tell(
            f"report-text {writing.year}",
            before={**facts, **_list_facts(standing)},
            after={**facts, **_list_facts(made)},
        )
        return made.id if made else None


def normalise_paragraph(text: str) -> str:
    """A paragraph in one form, without control signs; lines end as lines, and none is left
    hanging at either end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    visible_text = CONTROL.sub("", remove_unseen_signs(lines.replace("\t", " ")))
    return "\n".join(line.rstrip() for line in visible_text.split("\n")).strip()


def _find_standing(session: Session, writing: ParagraphDraft) -> ReportText | None:
    """What stands there, which must be what the clerk saw. Raises as `write_text`.

    The period is held while it is looked at: of two who write at once, one waits."""
    lock_query = select(Period).where(Period.year == writing.year).with_for_update()
    if session.exec(lock_query).first() is None:
        raise Refused("period_unknown", year=writing.year)
    query = select(ReportText).where(
        ReportText.year == writing.year,
        ReportText.recipient == writing.recipient,
        ReportText.slot == writing.slot,
        col(ReportText.superseded_at).is_(None),
    )
    standing = session.exec(query).first()
    if standing is None and writing.opened_version:
        raise Refused("text_taken_out")
    if standing is not None and standing.id != writing.opened_version:
        raise Refused("text_stale", by=standing.recorded_by, at=standing.recorded_at)
    return standing


def _build_version(
    writing: ParagraphDraft, text: str, *, actor: Actor, now: datetime
) -> ReportText:
    return ReportText(
        year=writing.year,
        recipient=writing.recipient,
        slot=writing.slot,
        text=text,
        recorded_by=actor.code,
        recorded_at=now,
    )


def _list_facts(version: ReportText | None) -> dict[str, int]:
    """A version in the journal: its number and length. The words may name somebody whom an
    erasure forgets, so they stand in the versions alone."""
    return {"version": version.id or 0, "signs": len(version.text)} if version else {}
