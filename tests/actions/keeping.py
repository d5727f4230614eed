"""A database with a register in it, for the tests of backups, restores and erasures."""

import hashlib
import io
import json
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.backups.backup import back_up
from actions.paths import find_backup_folder
from actions.returns.receive import Choices, Letter, Receipt, preview_file, receive
from intake.tables import Upload
from models import Backup, Entry
from models.database import writing
from models.journal import GENESIS, JournalHead, compute_entry_digest
from models.migrations import newest_revision
from tests.actions.archives import pack
from tests.province import CLERK, GOOD, NOW, TODAY

PASSPHRASE = "mật khẩu đủ dài 2026"
REGISTER = """code,commune_code,hamlet,kind,categories,household_size,surveyed_on,status
DC-001,01290,Tổ 1,household,poor,4,01/10/2026,confirmed
DC-002,01290,Tổ 2,person,disabled,1,01/10/2026,confirmed
DC-0021,01290,Tổ 3,person,disabled,1,01/10/2026,confirmed
"""
HELP = """address_code,supporter_unit_code,kind,form,value_vnd,given_on,note
DC-001,SYT,one_off,cash,500000,05/12/2026,
DC-002,SYT,one_off,cash,700000,05/12/2026,cùng với DC-001
DC-002,SYT,regular,cash,900000,06/12/2026,
"""


def workbook(text: str) -> bytes:
    """A CSV's cells as a workbook, with a second sheet and a remark that name an address."""
    book = Workbook()
    sheet = book.worksheets[0]
    for line in text.strip().splitlines():
        sheet.append(line.split(","))
    sheet["C2"].comment = Comment("xem DC-002", "văn thư")
    aside = book.create_sheet("Ghi chú")
    aside.append(["DC-002", "Tổ 2", "đã thăm"])
    aside.append(["tổng hợp", "DC-002 và DC-0021"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def take(engine: Engine, name: str, content: bytes, *, now: datetime = NOW) -> Receipt:
    """Receive a file, whatever is asked about it."""
    seen = preview_file(engine, Upload(name, content), Letter(TODAY), actor=CLERK)
    return receive(engine, seen, Choices(True, True), actor=CLERK, now=now)


def register(engine: Engine) -> None:
    """Three addresses, from two files, and the help given to two of them."""
    take(engine, "so.csv", REGISTER.encode())
    take(engine, "so.xlsx", workbook(REGISTER.replace("Tổ 1", "Tổ 10")))
    take(engine, "giup.csv", HELP.encode())
    take(engine, "syt.csv", GOOD)


def backed_up(
    engine: Engine, folder: Path, *, passphrase: str | None = None, now: datetime = NOW
) -> Backup:
    """A proven backup in `folder`."""
    return back_up(engine, folder, passphrase=passphrase, actor=CLERK, now=now)


def backup_brought(engine: Engine) -> Upload:
    """An open backup's file as from another machine: what it says of itself, and no more."""
    about = {"format": 1, "made_at": NOW.isoformat(), "tallies": {}, "entries": 0, "head": ""}
    about |= {"database": engine.dialect.name, "revision": newest_revision()}
    return Upload("từ máy cũ.tar.gz", pack({"backup.json": json.dumps(about).encode()}))


def sealed_backup(engine: Engine) -> str:
    """The name of a backup's file, encrypted as the table says."""
    folder = find_backup_folder(engine)
    folder.mkdir()
    (folder / "a.tar.gz.age").write_bytes(b"sealed")
    with writing(engine) as session:
        made = session.get_one(Backup, 1)
        made.place = str((folder / "a.tar.gz.age").resolve())
        made.digest = hashlib.sha256(b"sealed").hexdigest()
    return "a.tar.gz.age"


def forge_journal(engine: Engine) -> None:
    """Write the whole journal anew with another first actor: every digest and the head agree."""
    with writing(engine) as session:
        entries = session.exec(select(Entry).order_by(col(Entry.id))).all()
        entries[0].actor, previous = "nobody", GENESIS
        for entry in entries:
            entry.previous, entry.digest = f"{entry.id}-", f"{entry.id}"  # two are never the same
        session.flush()
        for entry in entries:
            entry.previous = previous
            entry.digest = previous = compute_entry_digest(entry)
            session.flush()
        head = session.get_one(JournalHead, 1)
        head.digest = previous
