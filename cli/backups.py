"""Keeping: back up, restore, open an old backup, verify, erase an address, end the time of
keeping."""

import argparse
import getpass
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from actions.backups.backup import back_up
from actions.backups.restore import restore
from actions.backups.standing import refuse_other_programs
from actions.copies.archive import ENDINGS, get_ending, load_about
from actions.copies.old_archive import renew_backup
from actions.disk_faults import translate_faults
from actions.erasure.erase import erase
from actions.erasure.retain import retain
from actions.journal.anchors import EXAMPLE, parse_anchor, write_anchor
from actions.opening import Unavailable, load_file, open_checked_database
from actions.verify import verify
from cli.base import (
    ADMINISTRATOR,
    MOST_SHOWN,
    NO,
    OPERATOR,
    Command,
    choose_words,
    find_moment,
    print_answer,
    replace_unprintable,
)
from documents.journal.verified import build_record, list_lines
from locales.arguments import HELD, SEALED
from locales.refusals import explain_backup_fault
from locales.restored import list_people_sentences
from locales.retained import list_retained_lines
from models import Ground
from models.database import get_database_address
from models.journal import Anchor

PASSPHRASE = "OVERSIGHT_PASSPHRASE"  # of a timer, which nobody sits at


def make_backup(options: argparse.Namespace) -> int:
    """Make a backup and prove it; 1 where it could not be proven."""
    place = Path(options.place)
    secret = read_passphrase(options, is_needed=options.encrypt)
    if place.suffix and not place.name.endswith(ENDINGS) and not place.is_dir():
        raise Unavailable("backup_name", ending=get_ending(secret))
    with open_checked_database(get_database_address()) as engine:
        now = find_moment(engine)
        kept_backup = back_up(engine, place, passphrase=secret, actor=OPERATOR, now=now)
    record = kept_backup.model_dump(mode="json", exclude={"id"})
    record = {"file": record.pop("place"), "proven": kept_backup.proven_at is not None, **record}
    words, fault = choose_words(options), kept_backup.fault
    key = "terminal.backup_unproven" if fault else "terminal.backed_up"
    facts = {**record, "fault": explain_backup_fault(fault, words) if fault else ""}
    print_answer(options, record, [words.say(key, count=None, **facts)])
    return 0 if record["proven"] else NO


def restore_from(options: argparse.Namespace) -> int:
    """Put a backup in the place of the database."""
    secret = read_passphrase(options, is_needed=options.encrypt)
    if not options.replace:
        refuse_other_programs(get_database_address())
    restored = restore(
        get_database_address(),
        Path(options.source),
        passphrase=secret,
        actor=ADMINISTRATOR,
        now=datetime.now(UTC),
        other_office=options.other_office,
    )
    words, record = choose_words(options), asdict(restored)
    made_at = datetime.fromisoformat(restored.made_at)
    lines = [words.say("terminal.restored", made_at=made_at, rows=restored.rows)]
    if restored.kept:
        lines.append(words.say("terminal.restored_kept", kept=restored.kept))
        key = "restored.encrypted" if restored.encrypted else "restored.open"
        lines.append(words.say(key, count=None, kept=restored.kept, days=restored.kept_days))
    if restored.closed_factors:
        lines.append(words.say("terminal.restored_closed", people=restored.closed_factors))
    if restored.erased_again:
        lines.append(words.say("terminal.restored_erased", erased=restored.erased_again))
    lines.append(words.say("terminal.restored_people"))
    lines += list_people_sentences(restored.people, words)
    print_answer(options, record, lines)
    return 0


def open_old_backup(options: argparse.Namespace) -> int:
    """Write a backup of the form before age again as one that can be restored."""
    source, folder = Path(options.source), Path(options.folder)
    secret, url = (
        read_passphrase(options, is_needed=options.encrypt),
        make_url(get_database_address()),
    )
    renewed, words = renew_backup(source, folder, url=url, passphrase=secret), choose_words(options)
    lines = [words.say("terminal.old_backup_opened", file=str(renewed.file))]
    lines.append(words.say(f"terminal.old_backup_{'proven' if renewed.is_proven else 'unproven'}"))
    print_answer(options, {"file": str(renewed.file), "proven": renewed.is_proven}, lines)
    return 0


def verify_all(options: argparse.Namespace) -> int:
    """Check the journal and what refers to what; 1 where something is wrong."""
    papers = [parse_typed_anchor(text) for text in options.anchor or ()]
    anchors = [read_anchor(Path(options.against), options)] if options.against else []
    with open_checked_database(get_database_address()) as engine:
        verified = verify(engine, anchors, papers=papers)
    print_answer(options, build_record(verified), list_lines(verified, choose_words(options)))
    return 0 if verified.sound and all(verified.papers.values()) else NO


def parse_typed_anchor(text: str) -> Anchor:
    """An anchor typed from a paper. Raises Unavailable("anchor_wrong")."""
    try:
        return parse_anchor(text)
    except ValueError:
        typed, example = replace_unprintable(text)[:MOST_SHOWN], write_anchor(EXAMPLE)
        raise Unavailable("anchor_wrong", text=typed, example=example) from None


def read_anchor(place: Path, options: argparse.Namespace) -> Anchor:
    """The journal's head that a backup tells of. Raises Unavailable."""
    with translate_faults(place):
        return load_about(
            place, passphrase=read_passphrase(options, is_needed=options.encrypt)
        ).head


def erase_address(options: argparse.Namespace) -> int:
    """Erase an address."""
    unseen = options.address == "-"
    code = getpass.getpass("Mã địa chỉ / code: ") if unseen else options.address
    with open_checked_database(get_database_address()) as engine:
        ground = Ground(options.ground)
        erased = erase(engine, code, ground, actor=OPERATOR, now=find_moment(engine))
    words, record = choose_words(options), asdict(erased)
    lines = [words.say("erase.done", count=None, **record), words.say("erase.backups")]
    if erased.scans:
        lines.append(words.say("erase.scans", scans=erased.scans))
    if erased.copies:
        lines.append(words.say("erase.copies", copies=erased.copies))
    if erased.entries:
        lines.append(words.say("erase.entries", entries=erased.entries))
    print_answer(options, record, lines)
    return 0


def retain_files(options: argparse.Namespace) -> int:
    """Empty the kept files whose time of keeping has ended."""
    with open_checked_database(get_database_address()) as engine:
        record = asdict(retain(engine, actor=OPERATOR, now=find_moment(engine)))
    print_answer(options, record, list_retained_lines(record, choose_words(options)))
    return 0


def read_passphrase(options: argparse.Namespace, *, is_needed: bool) -> str | None:
    """The passphrase: from a file, from the environment, or typed unseen; None for none."""
    if options.passphrase_file:
        return load_file(options.passphrase_file).decode("utf-8", "replace").strip("\r\n")
    if os.environ.get(PASSPHRASE):
        return os.environ[PASSPHRASE]
    return getpass.getpass("Mật khẩu / passphrase: ") if is_needed else None


VERBS = {
    "backup": Command("sao lưu và kiểm chứng / back up, proven", ("place", *SEALED), make_backup),
    "restore": Command(
        "khôi phục từ bản sao / restore",
        ("source", "--other-office", "--replace", *SEALED),
        restore_from,
    ),
    "open-old-backup": Command(
        "ghi lại bản sao dạng cũ .gs18 / write a .gs18 backup again",
        ("source", "folder", *SEALED),
        open_old_backup,
    ),
    "verify": Command(
        "kiểm tra nhật ký, dữ liệu / check the journal", (*HELD, *SEALED), verify_all
    ),
    "erase": Command("xóa một địa chỉ / erase an address", ("address", "--ground"), erase_address),
    "retain": Command("xóa tệp hết hạn lưu / end old files' keeping", (), retain_files),
}
