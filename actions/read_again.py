"""Read again: files that an earlier version kept are looked through once more as a file that comes
today is; what would not be kept of them today goes."""

import io
import re
from datetime import datetime
from zipfile import ZipFile

from sqlmodel import Session, col, func, select

from intake.arrivals import detect_layouts
from intake.headings import HeaderMap
from intake.redaction import redact_upload
from intake.tables import Unreadable, Upload
from intake.workbooks import is_workbook
from models import Batch, Setting
from models.settings import read_setting

EMPTY_ROWS = re.compile(rb"<dimension[^>]*/>|<row [^>]*(?:/>|></row>)")
MOMENTS = "docProps/core.xml"
NAME = "kept_files_reading"
READING = "2"  # raised when the reading learns to find more


def keep_files_again(session: Session, batch_ids: list[int], *, now: datetime) -> int:
    """Take out of these batches' kept files, and of their names, what would not be kept today;
    how many were changed. A file that cannot be read any more is emptied whole."""
    changed = 0
    for number in batch_ids:
        batch = session.get_one(Batch, number)
        upload = Upload(batch.file_name, batch.content)
        content = _keep_as_today(upload, batch.sheet)
        if content != batch.content or upload.name != batch.file_name:
            batch.content, batch.size_bytes = content, len(content)
            batch.file_name = upload.name
            batch.emptied_at = batch.emptied_at if content else now
            changed += 1
        session.flush()
        session.expire(batch)  # one file in memory at a time
    kept = session.get(Setting, NAME)
    if kept is None:
        session.add(Setting(name=NAME, value=READING))
    else:
        kept.value = READING
    return changed


def find_unread_batches(session: Session) -> list[int]:
    """The batches whose kept files the present reading has not looked through yet."""
    if read_setting(session, NAME) == READING:
        return []
    asked = select(Batch.id).where(func.length(col(Batch.content)) > 0).order_by(col(Batch.id))
    return [number for number in session.exec(asked) if number is not None]


def _keep_as_today(upload: Upload, sheet: str | None) -> bytes:
    try:
        found = _find_sheet(detect_layouts(upload), sheet)
        content = redact_upload(upload, found)
    except Unreadable:
        return b""
    return upload.content if _says_the_same(content, upload.content) else content


def _says_the_same(content: bytes, other: bytes) -> bool:
    """Do two files say the same? A workbook written again differs in moments and empty rows."""
    if not (is_workbook(content) and is_workbook(other)):
        return content == other
    return _read_parts(content) == _read_parts(other)


def _read_parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name != MOMENTS]
        return {name: EMPTY_ROWS.sub(b"", parts.read(name)) for name in names}


def _find_sheet(sheets: list[HeaderMap], sheet: str | None) -> HeaderMap:
    named = [one for one in sheets if sheet is not None and one.table.sheet == sheet]
    return named[0] if named else max(sheets, key=lambda one: len(one.columns))
