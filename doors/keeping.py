"""Keeping: back up, restore, open an old backup, verify, erase an address, end the time of
keeping."""

import argparse
import getpass
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from actions.archive import ENDINGS, ending_of, read_about
from actions.backup import back_up
from actions.erase import erase
from actions.old_archive import renew_backup
from actions.opening import Unavailable, file_content, standing_database
from actions.restore import restore
from actions.retain import retain
from actions.storage import in_words
from actions.verify import verify
from documents.verified import build_record, list_lines
from doors.answers import KEEPER, NO, OPERATOR, Verb, answer, moment, words_of
from locales.arguments import HELD, SEALED
from models import Ground
from models.database import get_database_address
from models.journal import Anchor

PASSPHRASE = "OVERSIGHT_PASSPHRASE"  # of a timer, which nobody sits at


def backup(chosen: argparse.Namespace) -> int:
    """Make a backup and prove it; 1 where it could not be proven."""
    place = Path(chosen.place)
    secret = passphrase(chosen, asked=chosen.encrypt)
    if place.suffix and not place.name.endswith(ENDINGS) and not place.is_dir():
        raise Unavailable("backup_name", ending=ending_of(secret))
    with standing_database(get_database_address()) as engine:
        now = moment(engine)
        made = back_up(engine, place, passphrase=secret, actor=OPERATOR, now=now)
    told = made.model_dump(mode="json", exclude={"id"})
    told = {"file": told.pop("place"), "proven": made.proven_at is not None, **told}
    key = "terminal.backed_up" if told["proven"] else "terminal.backup_unproven"
    facts = {**told, "fault": words_of(chosen).say(f"proof.{made.fault}") if made.fault else ""}
    answer(chosen, told, [words_of(chosen).say(key, count=None, **facts)])
    return 0 if told["proven"] else NO


def restore_from(chosen: argparse.Namespace) -> int:
    """Put a backup in the place of the database."""
    secret = passphrase(chosen, asked=chosen.encrypt)
    done = restore(
        get_database_address(),
        Path(chosen.source),
        passphrase=secret,
        actor=KEEPER,
        now=datetime.now(UTC),
    )
    words, told = words_of(chosen), asdict(done)
    lines = [words.say("terminal.restored", count=None, **told)]
    if done.kept:
        lines.append(words.say("terminal.restored_kept", kept=done.kept))
        key = "restored.encrypted" if done.encrypted else "restored.open"
        lines.append(words.say(key, count=None, kept=done.kept, days=done.kept_days))
    if done.erased_again:
        lines.append(words.say("terminal.restored_erased", erased=done.erased_again))
    lines.append(words.say("terminal.restored_people"))
    answer(chosen, told, lines)
    return 0


def open_old_backup(chosen: argparse.Namespace) -> int:
    """Write a backup of the form before age again as one that can be restored."""
    source, folder = Path(chosen.source), Path(chosen.folder)
    secret, url = passphrase(chosen, asked=chosen.encrypt), make_url(get_database_address())
    written = str(renew_backup(source, folder, url=url, passphrase=secret))
    line = words_of(chosen).say("terminal.old_backup_opened", file=written)
    answer(chosen, {"file": written}, [line])
    return 0


def verify_all(chosen: argparse.Namespace) -> int:
    """Check the journal and what refers to what; 1 where something is wrong."""
    anchors = [anchor_in(Path(chosen.against), chosen)] if chosen.against else []
    with standing_database(get_database_address()) as engine:
        found = verify(engine, anchors, papers=chosen.anchor or ())
    answer(chosen, build_record(found), list_lines(found, words_of(chosen)))
    return 0 if found.sound else NO


def anchor_in(place: Path, chosen: argparse.Namespace) -> Anchor:
    """The journal's head that a backup tells of. Raises Unavailable."""
    with in_words(place):
        return read_about(place, passphrase=passphrase(chosen, asked=chosen.encrypt)).head


def erase_one(chosen: argparse.Namespace) -> int:
    """Erase an address."""
    unseen = chosen.address == "-"
    code = getpass.getpass("Mã địa chỉ / code: ") if unseen else chosen.address
    with standing_database(get_database_address()) as engine:
        ground = Ground(chosen.ground)
        done = erase(engine, code, ground, actor=OPERATOR, now=moment(engine))
    words, told = words_of(chosen), asdict(done)
    lines = [words.say("erase.done", count=None, **told), words.say("erase.backups")]
    if done.scans:
        lines.append(words.say("erase.scans", scans=done.scans))
    if done.copies:
        lines.append(words.say("erase.copies", copies=done.copies))
    if done.entries:
        lines.append(words.say("erase.entries", entries=done.entries))
    answer(chosen, told, lines)
    return 0


def retain_files(chosen: argparse.Namespace) -> int:
    """Empty the kept files whose time of keeping has ended."""
    with standing_database(get_database_address()) as engine:
        done = asdict(retain(engine, actor=OPERATOR, now=moment(engine)))
    answer(chosen, done, [words_of(chosen).say("retain.ended", count=None, **done)])
    return 0


def passphrase(chosen: argparse.Namespace, *, asked: bool) -> str | None:
    """The passphrase: from a file, from the environment, or typed unseen; None for none."""
    if chosen.passphrase_file:
        return file_content(chosen.passphrase_file).decode("utf-8", "replace").strip("\r\n")
    if os.environ.get(PASSPHRASE):
        return os.environ[PASSPHRASE]
    return getpass.getpass("Mật khẩu / passphrase: ") if asked else None


VERBS = {
    "backup": Verb("sao lưu và kiểm chứng / back up, proven", ("place", *SEALED), backup),
    "restore": Verb("khôi phục từ bản sao / restore", ("source", *SEALED), restore_from),
    "open-old-backup": Verb(
        "ghi lại bản sao dạng cũ .gs18 / write a .gs18 backup again",
        ("source", "folder", *SEALED),
        open_old_backup,
    ),
    "verify": Verb("kiểm tra nhật ký, dữ liệu / check the journal", (*HELD, *SEALED), verify_all),
    "erase": Verb("xóa một địa chỉ / erase an address", ("address", "--ground"), erase_one),
    "retain": Verb("xóa tệp hết hạn lưu / end old files' keeping", (), retain_files),
}
