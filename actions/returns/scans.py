"""Keep the signed scan of a return beside its batch, as it was sent, and withdraw it.

A scan is told by its first bytes and never opened: what it shows cannot be searched, so it is
fetched only by whoever may fetch the file it belongs to.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import deed
from actions.erasure.erase import wipe
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.returns.batch_access import find_own_batch
from intake.tables import Upload
from intake.text.unseen_letters import remove_unseen
from models import Batch, Scan, UserRole
from models.scans import ScanKind, count_batch_scans, is_attached

MOST_BYTES = 10 * 1024 * 1024
MOST_SCANS = 10  # beside one batch
SIGNATURES = {
    b"%PDF-": ScanKind.PDF,
    b"\xff\xd8\xff": ScanKind.JPEG,
    b"\x89PNG\r\n\x1a\n": ScanKind.PNG,
}
ENDINGS = {ScanKind.PDF: (".pdf",), ScanKind.JPEG: (".jpg", ".jpeg"), ScanKind.PNG: (".png",)}
MIMES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Fetched:
    """A scan as it is handed out: its name, its MIME type, its bytes."""

    file_name: str
    mime: str
    content: bytes


def find_scan_kind(content: bytes) -> ScanKind | None:
    """What the first bytes say the file is; None for anything else."""
    return next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), None)


def check_scan(upload: Upload) -> ScanKind:
    """What the scan is. Raises Refused: scan_empty, scan_too_large, scan_unknown."""
    if not upload.content:
        raise Refused("scan_empty", file=upload.name)
    if len(upload.content) > MOST_BYTES:
        raise Refused("scan_too_large", file=upload.name, most=MOST_BYTES // (1024 * 1024))
    kind = find_scan_kind(upload.content)
    if kind is None:
        raise Refused("scan_unknown", file=upload.name)
    return kind


def attach_scan(
    engine: Engine, batch_id: int, upload: Upload, *, actor: Actor, now: datetime
) -> int:
    """Keep the scan beside the batch; gives its number.

    Raises Refused: not_allowed, scan_empty, scan_too_large, scan_unknown, batch_unknown (or
    another unit's), scan_of_undone, scan_attached_before, scans_too_many.
    """
    kind = check_scan(upload)
    digest = hashlib.sha256(upload.content).hexdigest()
    with deed(engine, actor, Verb.ATTACH_SCAN, now=now) as under_way:
        session = under_way.session
        batch = _get_own_batch(session, actor, batch_id)
        if batch.undone_at is not None:
            raise Refused("scan_of_undone", batch=batch_id)
        if is_attached(session, batch_id, digest):
            raise Refused("scan_attached_before", file=upload.name, batch=batch_id)
        if count_batch_scans(session, batch_id) >= MOST_SCANS:
            raise Refused("scans_too_many", batch=batch_id, most=MOST_SCANS)
        scan = Scan(
            batch_id=batch.id or 0,
            file_name=_build_file_name(upload.name, kind),
            kind=kind.value,
            digest=digest,
            content=upload.content,
            size_bytes=len(upload.content),
            attached_by=actor.code,
            recorded_at=now,
        )
        session.add(scan)
        session.flush()
        after = {
            "scan": scan.id,
            "file": scan.file_name,
            "digest": digest,
            "bytes": len(upload.content),
        }
        under_way.tell(f"batch {batch_id}", before={}, after=after)
        return scan.id or 0


def withdraw_scan(engine: Engine, scan_id: int, *, actor: Actor, now: datetime) -> None:
    """Take the scan away: its content goes for good, its name and digest stay in the journal.

    A unit officer withdraws only what the same officer attached. Raises Refused: not_allowed,
    scan_missing.
    """
    with deed(engine, actor, Verb.WITHDRAW_SCAN, now=now) as under_way:
        session = under_way.session
        scan = _get_own_scan(session, actor, scan_id)
        if scan is None or scan.superseded_at is not None:
            raise Refused("scan_missing", scan=scan_id)
        if not may_withdraw(actor, attached_by=scan.attached_by):
            raise Refused("not_allowed", verb=Verb.WITHDRAW_SCAN.value, role=actor.role.value)
        before = {"scan": scan.id, "file": scan.file_name, "digest": scan.digest}
        scan.superseded_at = now
        _empty(scan, now)
        under_way.tell(f"batch {scan.batch_id}", before=before, after={})
    wipe(engine)


def may_withdraw(actor: Actor, *, attached_by: str) -> bool:
    """May the actor withdraw a scan that `attached_by` attached?"""
    return actor.role != UserRole.UNIT_OFFICER or attached_by == actor.code


def fetch_scan(session: Session, actor: Actor, scan_id: int) -> Fetched | None:
    """The scan to hand out; None where there is none, its content is gone, or its batch is
    another unit's. Raises Refused: not_allowed, rights_changed."""
    scan = _get_own_scan(session, actor, scan_id)
    if scan is None or scan.superseded_at is not None or not scan.content:
        return None
    return Fetched(scan.file_name, MIMES[scan.kind], scan.content)


def _empty(scan: Scan, now: datetime) -> None:
    scan.content, scan.size_bytes, scan.emptied_at = b"", 0, scan.emptied_at or now


def _get_own_scan(session: Session, actor: Actor, scan_id: int) -> Scan | None:
    scan = session.get(Scan, scan_id)
    if scan is None or find_own_batch(session, actor, scan.batch_id) is None:
        return None
    return scan


def _get_own_batch(session: Session, actor: Actor, batch_id: int) -> Batch:
    batch = find_own_batch(session, actor, batch_id)
    if batch is None:
        raise Refused("batch_unknown", batch=batch_id)
    return batch


def _build_file_name(name: str, kind: ScanKind) -> str:
    """The file's name without its folders and unseen signs, ending as its kind does."""
    bare = remove_unseen(PurePath(name.replace("\\", "/")).name).strip() or "scan"
    endings = ENDINGS[kind]
    bare = bare if bare.lower().endswith(endings) else f"{bare}{endings[0]}"
    return bare[-255:]
