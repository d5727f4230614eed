"""A backup of the form before age is written again whole, or what is wrong with it is said."""

import json
import unicodedata
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.copies.old_archive import renew_backup
from actions.refusals import Refused
from actions.verify import verify
from tests.actions.archives import make_old, pack, read_parts, write_old
from tests.actions.keeping import PASSPHRASE, backed_up
from tests.actions.test_restore import again, theme

SECRET = "mật khẩu đủ dài"
TALLY_THEN = "942610834c8c25b736ef43d9e26d83efa14c0091417ba384c607267533d4dd59"


class Old:
    """An old backup of a province, and the new one that it was made of."""

    def __init__(self, engine: Engine, folder: Path, secret: str | None) -> None:
        self.engine, self.folder, self.secret = engine, folder, secret
        self.new = Path(backed_up(engine, folder / "copies").place).read_bytes()
        self.content = make_old(self.new, secret)

    def renew(self, content: bytes, secret: str | None = None) -> bytes:
        """What `content` becomes."""
        file = self.folder / "old.gs18"
        file.write_bytes(content)
        url, secret = self.engine.url, secret or self.secret
        written = renew_backup(file, self.folder, url=url, passphrase=secret)
        return written.file.read_bytes()


@pytest.fixture(params=[None, SECRET], ids=["open", "encrypted"])
def old(request: pytest.FixtureRequest, province: Engine, tmp_path: Path) -> Old:
    return Old(province, tmp_path, request.param)


@pytest.fixture
def encrypted(province: Engine, tmp_path: Path) -> Old:
    return Old(province, tmp_path, SECRET)


def test_what_it_held_is_in_the_new_one(old: Old) -> None:
    assert read_parts(old.renew(old.content), old.secret) == read_parts(old.new)


@pytest.mark.parametrize("secret", ["mật khẩu đủ dàj", "Mật khẩu đủ dài"])
def test_another_passphrase_does_not_open_it(encrypted: Old, secret: str) -> None:
    with pytest.raises(Refused, match="passphrase_wrong"):
        encrypted.renew(encrypted.content, secret)


def test_the_same_passphrase_typed_with_other_marks_does(encrypted: Old) -> None:
    assert encrypted.renew(encrypted.content, unicodedata.normalize("NFD", SECRET))


def test_one_is_asked_for(encrypted: Old) -> None:
    encrypted.secret = None
    with pytest.raises(Refused, match="passphrase_missing"):
        encrypted.renew(encrypted.content)


def test_cut_anywhere_it_is_known_for_cut_and_nothing_is_written(old: Old) -> None:
    length = len(old.content)
    for size in (12, 40, length // 2, length - 30, length - 1):
        with pytest.raises(Refused, match=r"backup_cut|backup_altered"):
            old.renew(old.content[:size])
    assert list(old.folder.glob("old.tar*")) == []


def test_a_changed_byte_anywhere_is_found(old: Old) -> None:
    for place in (12, 20, 60, len(old.content) // 2, len(old.content) - 1):
        changed = bytearray(old.content)
        changed[place] ^= 1
        with pytest.raises(Refused):
            old.renew(bytes(changed))


def test_more_after_the_end_is_found(old: Old) -> None:
    with pytest.raises(Refused, match="backup_altered"):
        old.renew(old.content + b"x")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "backup_foreign"),
        (b"PK\x03\x04 a workbook", "backup_foreign"),
        (b"GS18BACKUP\n", "backup_cut"),
        (b"GS18BACKUP\n\xff\xff\xff\xff", "backup_altered"),
        (b"GS18BACKUP\n\x00\x00\x00\x02[]", "backup_altered"),
        (write_old({"format": 2}, [b".{}"], None), "backup_newer"),
        (write_old({"database": "another"}, [b".{}"], None), "backup_altered"),
        (write_old({"database": "sqlite"}, [b".{}"], None), "backup_altered"),
    ],
)
def test_another_file_is_told_for_what_it_is(
    province: Engine, tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "another.gs18"
    file.write_bytes(content)
    with pytest.raises(Refused, match=code):
        renew_backup(file, tmp_path, url=province.url, passphrase=None)


OLD_BACKUPS = Path(__file__).parent / "old_backups"  # written by the program of those days
SECRETS = {"open": None, "encrypted": PASSPHRASE}


@pytest.mark.parametrize("name", SECRETS)
def test_one_that_was_written_then_is_written_again_with_its_own_tallies_and_restored(
    own_province: Engine, tmp_path: Path, name: str
) -> None:
    source, secret = OLD_BACKUPS / f"{name}.gs18", SECRETS[name]
    renewed = renew_backup(source, tmp_path, url=own_province.url, passphrase=secret)
    assert renewed.is_proven
    about = json.loads(read_parts(renewed.file.read_bytes(), secret)["backup.json"])
    assert about["tallies"]["batch"][1] == TALLY_THEN
    if own_province.dialect.name == "sqlite":
        again(own_province, str(renewed.file), secret, other_office=True)
        assert theme(own_province) == "then"
        assert verify(own_province).faults == ()


@pytest.mark.parametrize("name", SECRETS)
def test_a_tar_with_the_tallies_of_then_is_restored(province: Engine, name: str) -> None:
    (source,) = OLD_BACKUPS.glob(f"{name}.tar.gz*")
    again(province, str(source), SECRETS[name], other_office=True)
    assert theme(province) == "then"
    assert verify(province).faults == ()


def test_one_whose_copy_is_not_what_was_tallied_is_refused(
    province: Engine, tmp_path: Path
) -> None:
    old = Old(province, tmp_path, None)
    parts = read_parts(old.new)
    about = json.loads(parts["backup.json"])
    about["tallies"]["unit"][0] += 1
    changed = pack({**parts, "backup.json": json.dumps(about).encode()})
    with pytest.raises(Refused, match="backup_broken"):
        old.renew(make_old(changed))
    assert not list(tmp_path.glob("old.tar*"))
