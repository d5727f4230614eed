"""Drafts: what is typed into a return form is saved at each change, for all who send the unit's
returns; received as a file is; gone when it was received."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import Deed, deed
from actions.own_unit import find_own_unit
from actions.permissions import Actor, Verb, check_still
from actions.refusals import Refused
from actions.returns.draft_stamps import DraftStamp, hash_revisions
from actions.returns.receive import Letter, Preview, preview_file
from intake.headers.layouts import LAYOUTS, OF_GIVERS, OF_PLACES, Field, Kind, Layout
from intake.privacy.personal_codes import is_personal_code
from intake.privacy.personal_details import About, redact
from intake.privacy.personal_numbers import REMOVED, Detail
from intake.redaction.rows_redaction import COUNTED
from intake.tables import Upload
from models import DraftRow, Period, Unit, UserRole
from models.database import reading
from models.drafts import delete_draft_rows, find_draft_rows
from models.spans import day_of

LONGEST = 2000  # letters of what is typed into a field without a bound of its own
MOST_ROWS = 2000  # of one draft
TYPED = frozenset({Kind.TEXT, Kind.NUMBER, Kind.WHOLE, Kind.PERCENT, Kind.MONEY})


@dataclass(frozen=True)
class DraftKey:
    """Whose draft it is: the unit's id, the year, and the name of the form."""

    unit_id: int
    year: int
    layout: str


@dataclass(frozen=True)
class DraftEntry:
    """One row of a draft: by the fields that were typed what stands there ("" where it was
    emptied), and what was taken out of each because it told of a person. `revision` is 0 of a row
    of which nothing was saved yet."""

    row_key: str
    values: Mapping[str, str]
    removed: Mapping[str, tuple[str, ...]]
    revision: int
    saved_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """All that was typed so far into a form of a unit and a year; `is_closed` where the year's
    report was published already."""

    key: DraftKey
    entries: Mapping[str, DraftEntry]
    is_closed: bool = False

    @property
    def stamp(self) -> DraftStamp:
        """Identifies the draft as it stands."""
        key, entries = self.key, self.entries.values()
        digest = hash_revisions({entry.row_key: entry.revision for entry in entries})
        return DraftStamp(key.unit_id, key.year, key.layout, digest)

    @property
    def last(self) -> DraftEntry | None:
        """The entry that was saved last; None of an empty draft."""
        saved = [entry for entry in self.entries.values() if entry.saved_at is not None]
        return max(saved, key=lambda entry: str(entry.saved_at), default=None)


class DraftChanged(Refused):
    """Somebody else saved the row since it was read; `entry` is what stands now, with revision 0
    where the row is gone."""

    def __init__(self, entry: DraftEntry) -> None:
        super().__init__("draft_changed")
        self.entry = entry


def load_draft(engine: Engine, key: DraftKey, *, actor: Actor, now: datetime) -> Draft:
    """The draft as it stands. Raises Refused: not_allowed, rights_changed, own_unit_missing,
    unit_not_own, unit_unknown, period_unknown, period_not_begun."""
    with reading(engine) as session:
        check_still(session, actor, Verb.SAVE_DRAFT)
        _find_unit(session, key, actor=actor, now=now)
        period = session.get_one(Period, key.year)
        return replace(_read_draft(session, key), is_closed=period.closed_at is not None)


def save_draft_row(
    engine: Engine, key: DraftKey, entry: DraftEntry, *, actor: Actor, now: datetime
) -> DraftEntry:
    """Save what was typed into a row whose revision `entry` has, without what tells of a person.

    The journal is told when a draft begins and whenever it passes into other hands; what its
    reader can see of it, never what was typed. Raises Refused: those of `load_draft`, longer_than,
    draft_too_long, and DraftChanged where another saved the row since.
    """
    saved = _redact_entry(key, entry)
    with deed(engine, actor, Verb.SAVE_DRAFT, now=now) as under_way:
        session = under_way.session
        unit = _find_unit(session, key, actor=actor, now=now)
        before = _read_draft(session, key)
        row = _find_row(session, key, entry)
        if row is None:
            if len(before.entries) >= MOST_ROWS:
                raise Refused("draft_too_long", most=MOST_ROWS)
            row = DraftRow(
                unit_id=key.unit_id,
                year=key.year,
                layout=key.layout,
                row_key=entry.row_key,
                content="{}",
                revision=0,
                saved_by=actor.code,
                saved_at=now,
            )
            session.add(row)
        row.content = _format_content(saved)
        row.revision, row.saved_by, row.saved_at = row.revision + 1, actor.code, now
        session.flush()
        _tell_hands(under_way, before, unit)
        return _parse_row(row)


def remove_draft_row(
    engine: Engine, key: DraftKey, entry: DraftEntry, *, actor: Actor, now: datetime
) -> None:
    """Take a row out of the draft again. Raises as `save_draft_row`."""
    with deed(engine, actor, Verb.SAVE_DRAFT, now=now) as under_way:
        session = under_way.session
        unit = _find_unit(session, key, actor=actor, now=now)
        before = _read_draft(session, key)
        row = _find_row(session, key, entry)
        if row is not None:
            session.delete(row)
        _tell_hands(under_way, before, unit)


def discard_draft(engine: Engine, draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Delete the draft that was seen. Raises Refused: those of `load_draft`, draft_moved (somebody
    saved something in it since)."""
    with deed(engine, actor, Verb.DISCARD_DRAFT, now=now) as under_way:
        key, session = draft.key, under_way.session
        unit = _find_unit(session, key, actor=actor, now=now)
        if _read_draft(session, key).stamp != draft.stamp:
            raise Refused("draft_moved")
        delete_draft_rows(session, key.unit_id, key.year, key.layout)
        facts = {"unit": unit.code, "year": str(key.year), "layout": key.layout}
        before = {**facts, "rows": len(draft.entries)}
        under_way.tell(f"draft {unit.code} {key.year}", before=before, after={})


def preview_draft(
    engine: Engine, upload: Upload, letter: Letter, *, stamp: DraftStamp, actor: Actor
) -> Preview:
    """The draft of `stamp`, written as the file `upload`, understood and compared as a file is.
    What is received of it leaves the draft. Raises Refused("not_allowed")."""
    return replace(preview_file(engine, upload, letter, actor=actor), draft=stamp)


def _find_unit(session: Session, key: DraftKey, *, actor: Actor, now: datetime) -> Unit:
    """The draft's unit, which is the officer's own; its year has begun."""
    unit = session.get(Unit, key.unit_id)
    if unit is None:
        raise Refused("unit_unknown", unit=key.unit_id)
    if actor.role == UserRole.UNIT_OFFICER and find_own_unit(session, actor, day_of(now)) != unit:
        raise Refused("unit_not_own")
    period = session.get(Period, key.year)
    if period is None:
        raise Refused("period_unknown", year=key.year)
    if day_of(now) < period.data_from:
        raise Refused("period_not_begun", year=key.year, day=period.data_from)
    return unit


def _read_draft(session: Session, key: DraftKey) -> Draft:
    rows = find_draft_rows(session, key.unit_id, key.year, key.layout)
    return Draft(key, {row.row_key: _parse_row(row) for row in rows})


def _find_row(session: Session, key: DraftKey, entry: DraftEntry) -> DraftRow | None:
    """The stored row of `entry`, None where there is none; it is as the entry's revision has it."""
    rows = find_draft_rows(session, key.unit_id, key.year, key.layout)
    row = next((row for row in rows if row.row_key == entry.row_key), None)
    if (0 if row is None else row.revision) != entry.revision:
        stored = DraftEntry(entry.row_key, {}, {}, 0) if row is None else _parse_row(row)
        raise DraftChanged(stored)
    return row


def _tell_hands(under_way: Deed, before: Draft, unit: Unit) -> None:
    """Tell the journal that a draft began, or that another goes on with it."""
    if before.last is not None and before.last.saved_by == under_way.actor.code:
        under_way.go_on()
        return
    key = before.key
    facts = {"unit": unit.code, "year": str(key.year), "layout": key.layout}
    under_way.tell(f"draft {unit.code} {key.year}", before={}, after=facts)


def _format_content(entry: DraftEntry) -> str:
    content = {"values": dict(entry.values), "removed": dict(entry.removed)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _parse_row(row: DraftRow) -> DraftEntry:
    content = json.loads(row.content)
    removed = {name: tuple(details) for name, details in content["removed"].items()}
    return DraftEntry(
        row.row_key, content["values"], removed, row.revision, row.saved_by, row.saved_at
    )


def _redact_entry(key: DraftKey, entry: DraftEntry) -> DraftEntry:
    """The entry on one line a field, without what tells of a person. What was told of before
    stays told while its field is as it was left."""
    layout = next(layout for layout in LAYOUTS if layout.name == key.layout)
    values: dict[str, str] = {}
    removed: dict[str, tuple[str, ...]] = {}
    for name, typed in entry.values.items():
        field = layout.find_field(name)
        text = " ".join(typed.split())
        most = LONGEST if field.most is None or field.kind != Kind.TEXT else field.most
        if len(text) > most:
            raise Refused("longer_than", most=most)
        values[name], details = _redact_text(layout, field, text)
        if details:
            removed[name] = details
        elif REMOVED in text and name in entry.removed:
            removed[name] = entry.removed[name]
    return replace(entry, values=values, removed=removed)


def _redact_text(layout: Layout, field: Field, text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it may be kept, and what kinds of detail were taken out of it."""
    if field.kind == Kind.CODE and is_personal_code(text):
        return "", (Detail.OTHER.value,)
    if field.kind not in TYPED:
        return text, ()
    about = About.MANY if layout.name == "results" else About.ONE
    redaction = redact(
        text,
        names=field.name not in OF_GIVERS,
        counted=field.name in COUNTED,
        about=About.PLACE if field.name in OF_PLACES else about,
    )
    return redaction.text, tuple(detail.value for detail in redaction.details)
