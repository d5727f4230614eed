"""Backing up, restoring, checking and erasing from the terminal."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

import oversight
from cli.base import UNTRIED
from cli.start import end_copies_each_hour
from models.database import ADDRESS_VARIABLE
from server.auth.modes import WAY_VARIABLE
from tests.actions.archives import change_about, make_old
from tests.actions.keeping import PASSPHRASE, forge_journal, register

TOLD = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    register(province)
    province.dispose()
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    return tmp_path


def said(capsys: TOLD, *words: str) -> dict[str, Any]:
    """The JSON that the terminal prints; what JSON holds has no types."""
    assert oversight.main([*words, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_backup_erase_restore_verify(desk: Path, capsys: TOLD) -> None:
    (desk / "secret").write_text(PASSPHRASE + "\n", "utf-8")
    sealed = ["--passphrase-file", str(desk / "secret")]
    made = said(capsys, "backup", str(desk / "copies"), *sealed)
    assert (made["proven"], made["encrypted"]) == (True, True)
    assert said(capsys, "erase", "DC-002")["supports"] == 2
    done = said(capsys, "restore", made["file"], *sealed)
    assert done["erased_again"] == 1
    found = said(capsys, "verify", "--against", made["file"], *sealed)
    assert (found["sound"], found["rows"]["address"]) == (True, 2)
    retained = said(capsys, "retain")
    assert set(retained) >= {"files", "sign_ins", "codes", "copies"}
    assert not any(retained.values())


def test_a_restore_says_where_the_database_before_it_is(desk: Path, capsys: TOLD) -> None:
    made = said(capsys, "backup", str(desk / "copies"))
    assert oversight.main(["restore", made["file"]]) == 0
    told = re.search(r"được giữ tại: (\S+)", capsys.readouterr().out)
    assert told is not None and Path(told[1].rstrip(".")).exists()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"entries": 7}, "tệp đã bị sửa hoặc bị hỏng"),
        ({"head": "0" * 64}, "tệp đã bị sửa hoặc bị hỏng"),
        ({"tallies": {"unit": [1, "x"]}}, "tệp đã bị sửa hoặc bị hỏng"),
    ],
)
def test_an_altered_backup_is_refused_in_words(
    desk: Path, capsys: TOLD, *, facts: dict[str, object], why: str
) -> None:
    made = said(capsys, "backup", str(desk / "copies"))
    change_about(Path(made["file"]), **facts)
    assert oversight.main(["restore", made["file"]]) != 0
    told = capsys.readouterr().err
    assert why in told
    assert not re.search(r"[a-z]+_[a-z]+", told.replace(str(desk), ""))


@pytest.mark.parametrize("secret", [None, PASSPHRASE])
def test_a_backup_of_the_old_form_is_opened_and_restored(
    desk: Path, capsys: TOLD, secret: str | None
) -> None:
    sealed = []
    if secret:
        (desk / "secret").write_text(secret, "utf-8")
        sealed = ["--passphrase-file", str(desk / "secret")]
    made = said(capsys, "backup", str(desk / "copies"))
    old = desk / "giam-sat-18-20251220-090000.gs18"
    old.write_bytes(make_old(Path(made["file"]).read_bytes(), secret))
    assert oversight.main(["restore", str(old), *sealed]) == UNTRIED
    assert f'open-old-backup "{old}" ' in capsys.readouterr().err
    new = said(capsys, "open-old-backup", str(old), str(desk / "new"), *sealed)["file"]
    ending = ".tar.gz.age" if secret else ".tar.gz"
    assert Path(new).name == f"giam-sat-18-20251220-090000{ending}"
    assert said(capsys, "restore", new, *sealed)["rows"] == made["table_rows"]
    assert said(capsys, "verify", "--against", new, *sealed)["sound"]
    assert oversight.main(["open-old-backup", str(old), str(desk / "new"), *sealed]) == 1
    assert old.exists()


@pytest.mark.usefixtures("desk")
def test_what_is_typed_for_an_anchor_and_is_none_is_told_with_an_example(capsys: TOLD) -> None:
    for language, sentence in (("vi", "không phải là mốc nhật ký"), ("en", "is no anchor")):
        words = ["verify", "--anchor", "812:3f2a", "--lang", language]
        assert oversight.main(words) == UNTRIED
        told = capsys.readouterr().err
        assert sentence in told and "812:3f2a-91bc-0d44-e1a7-55c0" in told


@pytest.fixture
def leftovers(desk: Path, province: Engine) -> list[Path]:
    """What a restore of long ago left, and the half of a backup that was cut short."""
    near = Path(str(province.url.database))
    copy = Path(shutil.copy(near, near.with_name("oversight-before-20200101-080000.db")))
    (near.parent / "backups").mkdir()
    half = near.parent / "backups" / "giam-sat-18-20200101-080000.tar.gz.part"
    half.write_bytes(b"half")
    assert desk.exists()
    return [copy, half]


def test_a_start_ends_what_restores_and_backups_left(
    leftovers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAY_VARIABLE, "accounts")
    monkeypatch.setattr("server.serve.serve", lambda *_words, **_more: 0)
    assert oversight.main(["serve", "--no-browser"]) == 0
    assert [file for file in leftovers if file.exists()] == []


def test_a_server_that_runs_ends_what_restores_left_each_hour(
    leftovers: list[Path], province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = iter([None])
    monkeypatch.setattr("cli.start.time.sleep", lambda _seconds: next(hours))
    with pytest.raises(StopIteration):
        end_copies_each_hour(str(province.url))
    assert not leftovers[0].exists()


def test_another_offices_backup_needs_a_word(desk: Path, province: Engine, capsys: TOLD) -> None:
    made = said(capsys, "backup", str(desk / "copies"))
    forge_journal(province)
    Path(f"{province.url.database}.anchors").unlink()
    province.dispose()
    for language, sentence in (("vi", "của cơ quan khác"), ("en", "another office's")):
        assert oversight.main(["restore", made["file"], "--lang", language]) == 1
        told = capsys.readouterr().err
        assert sentence in told and "--other-office" in told
    assert said(capsys, "restore", made["file"], "--other-office")["rows"] == made["table_rows"]
    assert said(capsys, "verify")["sound"]


def make_foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("CREATE TABLE unit (a TEXT)")


def write_list(file: Path) -> None:
    file.write_text("danh sách bài hát\n" * 1000, "utf-8")


@pytest.mark.parametrize("make", [make_foreign, write_list])
def test_what_is_not_ours_is_restored_over_only_where_that_is_meant(
    desk: Path,
    capsys: TOLD,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
) -> None:
    made = said(capsys, "backup", str(desk / "copies"))
    other = desk / "mistyped" / "songs.db"
    other.parent.mkdir()
    make(other)
    before = other.read_bytes()
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{other}")
    for language, sentence in (("vi", "của chương trình khác"), ("en", "another program's")):
        assert oversight.main(["restore", made["file"], "--lang", language]) == 1
        told = capsys.readouterr().err
        assert sentence in told and "--replace" in told
        assert [place.name for place in other.parent.iterdir()] == ["songs.db"]
        assert other.read_bytes() == before
    assert said(capsys, "restore", made["file"], "--replace")["rows"] == made["table_rows"]


@pytest.mark.parametrize("share", [1.0, 0.02])
def test_a_damaged_one_of_ours_is_restored_over_without_a_word(
    desk: Path, province: Engine, capsys: TOLD, share: float
) -> None:
    made = said(capsys, "backup", str(desk / "copies"))
    file = Path(str(province.url.database))
    if share < 1:  # nothing beside it tells
        for beside in file.parent.glob(f"{file.name}.*"):
            beside.unlink()
    content = file.read_bytes()
    lost = int(len(content) * share)
    file.write_bytes(b"\xff" * lost + content[lost:])
    assert said(capsys, "restore", made["file"])["rows"] == made["table_rows"]


def test_refusals_are_sentences(desk: Path, capsys: TOLD) -> None:
    for words, code in (
        (["restore", str(desk / "absent.tar.gz")], 1),
        (["backup", str(desk / "name.zip")], 2),
        (["erase", "NO-SUCH"], 1),
    ):
        assert oversight.main(words) == code
        told = capsys.readouterr().err
        assert "Traceback" not in told
        assert len(told) > 20
