"""Anchors are stamped by a service where one is named; one that fails holds nothing up."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.journal import timestamps
from actions.journal.anchors import write_anchor
from actions.journal.timestamps import (
    ADDRESS,
    AUTHORITIES,
    ENDING,
    Stamp,
    StampFault,
    check_stamp,
    find_service,
    find_stamps,
    stamp_anchor,
)
from actions.paths import get_path_beside
from actions.verify import verify
from actions.yearly_report.publish import publish
from documents.journal.verified import list_lines
from locales.words import words_in
from models.database import reading
from models.issues import list_issues
from models.journal import Anchor, FaultKind
from tests.actions.keeping import backed_up, forge_journal, register
from tests.actions.publications import publication
from tests.province import CLERK, NOW
from tests.timestamping import Service, make_authority, time_stamping

ANCHOR = Anchor(812, "3f2a91bc0d44e1a755c0" * 3)
WORDS = words_in("vi")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with time_stamping(tmp_path / "authority") as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def test_each_backup_and_publication_is_stamped_and_the_stamp_is_checked(
    province: Engine, service: Service, tmp_path: Path
) -> None:
    register(province)
    backed_up(province, tmp_path / "copies")
    publish(province, publication(province), actor=CLERK, now=NOW)
    found = verify(province)
    assert found.sound
    assert len(service.queries) == len(found.stamps) == 2
    line = f"2 dấu thời gian còn đúng; mới nhất: mốc {write_anchor(found.stamps[-1].anchor)}"
    assert any(said.startswith(line) for said in list_lines(found, WORDS))
    assert all(stamp.at is not None for stamp in found.stamps)


@pytest.mark.usefixtures("service")
def test_a_stamp_shows_a_journal_written_anew_though_its_anchors_were_forged_too(
    province: Engine, tmp_path: Path
) -> None:
    register(province)
    backed_up(province, tmp_path / "copies")
    forge_journal(province)
    get_path_beside(province.url, ".anchors").unlink()
    assert [fault.kind for fault in verify(province).faults] == [FaultKind.ANCHOR]
    kept = get_path_beside(province.url, ENDING)
    told = json.loads(kept.read_text("utf-8"))
    kept.write_text(json.dumps({**told, "digest": verify(province).head.digest}), "utf-8")
    found = verify(province)
    assert not found.sound
    assert any("là của mốc khác" in line for line in list_lines(found, WORDS))


@pytest.mark.parametrize(
    ("manner", "fault"),
    [
        ("silent", "slow"),
        ("dripping", "slow"),
        ("redirecting", "refused"),
        ("failing", "refused"),
        ("garbage", "unreadable"),
        ("endless", "too_large"),
        ("replaying", "of_another"),
    ],
)
def test_a_service_that_fails_is_told_of_and_asked_again(
    province: Engine, service: Service, monkeypatch: pytest.MonkeyPatch, manner: str, fault: str
) -> None:
    monkeypatch.setattr(timestamps, "SECONDS", 0.5)
    if manner == "replaying":
        stamp_anchor(province.url, ANCHOR, now=NOW)
    service.manner = manner
    publish(province, publication(province), actor=CLERK, now=NOW)
    with reading(province) as session:
        assert len(list_issues(session)) == 1
    assert find_stamps(province.url)[-1].fault == fault
    assert WORDS.knows(f"stamp.{fault}")
    service.manner = "honest"
    monkeypatch.undo()
    stamp_anchor(province.url, ANCHOR, now=NOW, environment=service.environment)
    assert find_stamps(province.url)[-1].fault == ""


def test_nobody_listening_and_no_service_named(province: Engine, service: Service) -> None:
    gone = {**service.environment, ADDRESS: "http://127.0.0.1:9/"}
    stamp_anchor(province.url, ANCHOR, now=NOW, environment=gone)
    stamp_anchor(province.url, ANCHOR, now=NOW, environment={ADDRESS: "https://nơi..nào/"})
    stamp_anchor(province.url, ANCHOR, now=NOW, environment={ADDRESS: " "})
    assert [stamp.fault for stamp in find_stamps(province.url)] == ["unreachable"] * 2


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://a/", "http:///x", "a.example", "http://a:b@c/", "http://a:99999/", "http://[a/"),
        *("file:///etc/passwd", "http://a/#x", "http://a:0/"),
    ],
)
def test_an_address_that_is_none_is_never_asked(address: str) -> None:
    with pytest.raises(StampFault, match="malformed"):
        find_service({ADDRESS: address})


def test_a_stamp_of_an_authority_that_is_not_ours_is_not_kept(
    province: Engine, service: Service, tmp_path: Path
) -> None:
    make_authority(tmp_path / "other")
    other = {**service.environment, AUTHORITIES: str(tmp_path / "other" / "authority.pem")}
    stamp_anchor(province.url, ANCHOR, now=NOW, environment=other)
    assert find_stamps(province.url) == [Stamp(ANCHOR, NOW, b"", "untrusted")]


@pytest.mark.usefixtures("service")
def test_without_authorities_a_stamp_is_kept_and_said_to_be_unchecked(
    province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(province)
    monkeypatch.delenv(AUTHORITIES)
    backed_up(province, tmp_path / "copies")
    found = verify(province)
    assert found.sound
    assert "1 dấu thời gian chưa kiểm được" in "\n".join(list_lines(found, WORDS))
    (tmp_path / "empty.pem").write_text("none")
    monkeypatch.setenv(AUTHORITIES, str(tmp_path / "empty.pem"))
    assert [stamp.fault for stamp in verify(province).stamps] == ["no_authority"]


@pytest.mark.usefixtures("service")
def test_a_stamp_of_which_any_byte_was_changed_proves_nothing(
    province: Engine,
) -> None:
    stamp_anchor(province.url, ANCHOR, now=NOW)
    (stamp,) = find_stamps(province.url)
    good = check_stamp(stamp)
    assert good.fault == ""
    for place in range(0, len(stamp.answer), 7):
        changed = bytearray(stamp.answer)
        changed[place] ^= 1
        check = check_stamp(stamp._replace(answer=bytes(changed)))
        assert check.fault or check.at == good.at, place  # some bytes are no part of the proof


@pytest.mark.usefixtures("service")
def test_lines_that_are_no_stamps_are_left_out(province: Engine) -> None:
    stamp_anchor(province.url, ANCHOR, now=NOW)
    with get_path_beside(province.url, ENDING).open("ab") as kept:
        for line in (b"{}", b"\xff\x00", b"[1]", b'{"entries": 1, "digest": "a"}', b"null"):
            kept.write(line + b"\n")
    (stamp,) = find_stamps(province.url)
    assert check_stamp(stamp).fault == ""
