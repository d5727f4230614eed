"""The signed scan beside a return: kept as sent, told by its bytes, fetched by its own."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.erasure.erase import erase
from actions.erasure.retain import Retained, retain
from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.scans import MOST_BYTES, MOST_SCANS, attach_scan, fetch_scan, withdraw_scan
from actions.returns.undo import undo
from actions.settings import set_number
from actions.verify import verify
from intake.tables import Upload
from models import Ground, Scan, UserRole
from models.choices import FILES_KEPT
from models.database import reading
from tests.actions.keeping import register
from tests.actions.returns import (
    CLERK,
    DAY,
    OFFICER,
    ONLOOKERS,
    Sent,
    at,
    journal,
    received,
    results,
)

RETURN = Sent(results("2026,SYT,HM_DK,done,,,1,,"))
PDF, JPEG, PNG = b"%PDF-1.7 signed", b"\xff\xd8\xff\xe0 photo", b"\x89PNG\r\n\x1a\n picture"
OTHER = Actor("stc.canbo", UserRole.UNIT_OFFICER, "STC")


@pytest.fixture
def batch(province: Engine) -> int:
    return received(province, RETURN).batch_id


def attach(
    engine: Engine, batch: int, *, name: str = "ký.pdf", content: bytes = PDF, actor: Actor = CLERK
) -> int:
    return attach_scan(engine, batch, Upload(name, content), actor=actor, now=at(DAY, 15))


def refusal(engine: Engine, batch: int, content: bytes = PDF, actor: Actor = CLERK) -> str:
    with pytest.raises(Refused) as refused:
        attach(engine, batch, content=content, actor=actor)
    return refused.value.code


def fetched(engine: Engine, scan: int, actor: Actor = CLERK) -> tuple[str, str, bytes] | None:
    with reading(engine) as session:
        found = fetch_scan(session, actor, scan)
    return None if found is None else (found.file_name, found.mime, found.content)


def test_it_is_kept_as_sent_and_told_to_the_journal(each_province: Engine) -> None:
    number = received(each_province, RETURN).batch_id
    scan = attach(each_province, number)
    assert fetched(each_province, scan) == ("ký.pdf", "application/pdf", PDF)
    (entry,) = journal(each_province, "attach_scan")
    assert entry.subject == f"batch {number}"
    told = json.loads(entry.after)
    assert (told["file"], told["bytes"], len(told["digest"])) == ("ký.pdf", len(PDF), 64)
    assert verify(each_province).sound


@pytest.mark.parametrize(
    ("name", "content", "kept", "mime"),
    [
        ("a.pdf", PDF, "a.pdf", "application/pdf"),
        ("anh.JPG", JPEG, "anh.JPG", "image/jpeg"),
        ("anh.png", PNG, "anh.png", "image/png"),
        ("ky.html", PDF, "ky.html.pdf", "application/pdf"),  # by its bytes, not by its name
        ("C:\\may\\scan.exe", PNG, "scan.exe.png", "image/png"),
        ("../../etc/x.jpeg", JPEG, "x.jpeg", "image/jpeg"),
    ],
)
def test_its_bytes_say_what_it_is(
    province: Engine, batch: int, name: str, content: bytes, kept: str, mime: str
) -> None:
    scan = attach(province, batch, name=name, content=content)
    assert fetched(province, scan) == (kept, mime, content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_empty"),
        (b"<html><script>", "scan_unknown"),
        (b"GIF89a", "scan_unknown"),
        (b"\n%PDF-1.7", "scan_unknown"),
        (PDF + b"0" * MOST_BYTES, "scan_too_large"),
    ],
)
def test_anything_else_is_refused(province: Engine, batch: int, content: bytes, code: str) -> None:
    assert refusal(province, batch, content) == code


def test_the_same_scan_twice_is_once_and_there_is_an_end(province: Engine, batch: int) -> None:
    attach(province, batch)
    assert refusal(province, batch) == "scan_attached_before"
    for place in range(MOST_SCANS - 1):
        attach(province, batch, content=PDF + bytes([place]))
    assert refusal(province, batch, JPEG) == "scans_too_many"
    assert refusal(province, batch + 1000) == "batch_unknown"


def test_withdrawn_its_content_is_gone_and_another_takes_its_place(
    province: Engine, batch: int
) -> None:
    scan = attach(province, batch, content=b"%PDF-BI-MAT-0099")
    withdraw_scan(province, scan, actor=CLERK, now=at(DAY, 16))
    assert fetched(province, scan) is None
    assert b"BI-MAT-0099" not in Path(str(province.url.database)).read_bytes()
    (entry,) = journal(province, "withdraw_scan")
    assert json.loads(entry.before)["file"] == "ký.pdf"
    with pytest.raises(Refused, match="scan_missing"):
        withdraw_scan(province, scan, actor=CLERK, now=at(DAY, 17))
    assert attach(province, batch, content=b"%PDF-BI-MAT-0099") != scan
    assert verify(province).sound


def test_an_officer_has_those_of_the_own_unit(province: Engine, batch: int) -> None:
    theirs = attach(province, batch)
    own = attach(province, batch, content=JPEG, actor=OFFICER)
    assert fetched(province, theirs, OFFICER) is not None
    assert fetched(province, theirs, OTHER) is None
    assert refusal(province, batch, PNG, OTHER) == "batch_unknown"
    with pytest.raises(Refused, match="not_allowed"):
        withdraw_scan(province, theirs, actor=OFFICER, now=at(DAY, 16))
    with pytest.raises(Refused, match="scan_missing"):
        withdraw_scan(province, own, actor=OTHER, now=at(DAY, 16))
    withdraw_scan(province, own, actor=OFFICER, now=at(DAY, 16))


@pytest.mark.parametrize("actor", ONLOOKERS, ids=lambda actor: actor.role.value)
def test_onlookers_neither_attach_nor_fetch(province: Engine, batch: int, actor: Actor) -> None:
    scan = attach(province, batch)
    assert refusal(province, batch, PNG, actor) == "not_allowed"
    with pytest.raises(Refused, match="not_allowed"):
        fetched(province, scan, actor)


def test_its_time_of_keeping_ends_with_the_files(province: Engine, batch: int) -> None:
    scan = attach(province, batch)
    set_number(province, FILES_KEPT, 1, actor=CLERK, now=at(DAY, 16))
    later = at(DAY) + timedelta(days=367)
    assert retain(province, actor=CLERK, now=later) == Retained(2, 0, 0)
    assert fetched(province, scan) is None
    assert verify(province).sound


def test_beside_an_erased_address_it_goes_whole(province: Engine, batch: int) -> None:
    register(province)
    with reading(province) as session:
        batches = {scan.batch_id for scan in session.exec(select(Scan))}
    assert batches == set()
    apart = attach(province, batch)
    beside = attach(province, batch + 1, content=b"%PDF-DC-001")
    done = erase(province, "DC-001", Ground.REQUESTED, actor=CLERK, now=at(DAY, 16))
    assert done.scans == 1
    assert fetched(province, beside) is None
    assert fetched(province, apart) is not None
    assert verify(province).sound


def test_an_undone_receipt_takes_none(province: Engine, batch: int) -> None:
    undo(province, batch, actor=CLERK, now=at(DAY, 15))
    assert refusal(province, batch, JPEG) == "scan_of_undone"
