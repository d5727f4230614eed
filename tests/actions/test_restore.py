"""A restore puts back what was copied and keeps what stood; whatever is wrong with the file is
known before anything is touched."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine
from sqlmodel import col, select

from actions.backups.restore import restore
from actions.copies.copies_left import find_copies, find_encrypted_copies
from actions.erasure.erase import erase
from actions.refusals import Refused
from actions.settings import set_value
from actions.verify import verify
from actions.yearly_report.publish import publish
from models import Address, Entry, Ground
from models.database import open_database, reading
from models.issues import list_issues, read_issue
from models.settings import read_data_version, read_setting
from tests.actions.archives import change_about, pack, read_parts
from tests.actions.keeping import PASSPHRASE, backed_up, forge_journal, register
from tests.actions.publications import publication
from tests.conftest import ADMINISTRATOR
from tests.province import CLERK, NOW


def again(
    engine: Engine,
    source: str,
    passphrase: str | None = None,
    *,
    now: datetime = NOW,
    other_office: bool = False,
) -> str | None:
    """Restore `source` over the engine's database; where that is kept."""
    engine.dispose()
    return restore(
        engine.url.render_as_string(hide_password=False),
        Path(source),
        passphrase=passphrase,
        actor=ADMINISTRATOR,
        now=now,
        other_office=other_office,
    ).kept


def named(engine: Engine, name: str) -> URL:
    """The address of another database of the same server, or of another file."""
    return engine.url.set(database=name)


def theme(engine: Engine) -> str | None:
    with reading(engine) as session:
        return read_setting(session, "theme")


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_there_and_back(own_province: Engine, tmp_path: Path, passphrase: str | None) -> None:
    set_value(own_province, "theme", "then", actor=CLERK, now=NOW)
    made = backed_up(own_province, tmp_path / "copies", passphrase=passphrase)
    set_value(own_province, "theme", "now", actor=CLERK, now=NOW)
    with reading(own_province) as session:
        seen = read_data_version(session)
    kept = again(own_province, made.place, passphrase)
    assert theme(own_province) == "then"
    with reading(own_province) as session:
        last = session.exec(select(Entry).order_by(col(Entry.id).desc())).first()
        assert last is not None and last.verb == "restore"
        assert read_data_version(session) > seen
    assert verify(own_province).sound
    if passphrase:
        assert kept is not None and kept.endswith(".tar.gz.age")
        again(own_province, kept, passphrase)
        assert theme(own_province) == "now"
        return
    old = open_database(named(own_province, str(kept)).render_as_string(hide_password=False))
    assert theme(old) == "now"
    old.dispose()


def test_what_was_erased_since_is_erased_again(own_province: Engine, tmp_path: Path) -> None:
    register(own_province)
    made = backed_up(own_province, tmp_path / "copies")
    erase(own_province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=NOW)
    again(own_province, made.place)
    with reading(own_province) as session:
        assert sorted(session.exec(select(Address.code))) == ["DC-001", "DC-0021"]
    assert verify(own_province).sound


def test_also_when_the_database_itself_is_lost(province: Engine, tmp_path: Path) -> None:
    register(province)
    made = backed_up(province, tmp_path / "copies")
    erase(province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=NOW)
    province.dispose()
    Path(str(province.url.database)).write_bytes(b"not a database " * 1000)
    kept = again(province, made.place)
    assert kept is not None and Path(kept).read_bytes().startswith(b"not a database")
    with reading(province) as session:
        assert "DC-002" not in list(session.exec(select(Address.code)))


def test_without_the_key_nothing_is_touched(province: Engine, tmp_path: Path) -> None:
    register(province)
    made = backed_up(province, tmp_path / "copies")
    erase(province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=NOW)
    Path(f"{province.url.database}.erasures-key").unlink()
    refused_untouched(province, made.place, "erasure_key_missing")


def test_in_an_empty_place(own_province: Engine, tmp_path: Path) -> None:
    made = backed_up(own_province, tmp_path / "copies")
    place = tmp_path / "another" / "machine.db"
    on_file = own_province.dialect.name == "sqlite"
    name = str(place) if on_file else f"{own_province.url.database}_new"
    new = open_database(named(own_province, name).render_as_string(hide_password=False))
    assert again(new, made.place) is None
    assert verify(new).sound
    new.dispose()


@pytest.mark.parametrize("own_province", ["postgresql"], indirect=True)
def test_while_somebody_has_a_server_open_it_is_refused(
    own_province: Engine, tmp_path: Path
) -> None:
    made = backed_up(own_province, tmp_path / "copies")
    own_province.dispose()
    somebody = open_database(own_province.url.render_as_string(hide_password=False))
    with somebody.connect(), pytest.raises(Refused, match="database_in_use"):
        again(own_province, made.place)
    somebody.dispose()


def test_while_somebody_has_it_open_it_is_refused(province: Engine, tmp_path: Path) -> None:
    made = backed_up(province, tmp_path / "copies")
    province.dispose()
    somebody = sqlite3.connect(str(province.url.database))
    somebody.execute("PRAGMA journal_mode=WAL")
    somebody.execute("SELECT count(*) FROM unit").fetchone()
    refused_untouched(province, made.place, "database_in_use")
    somebody.close()


def refused_untouched(
    engine: Engine, source: str, code: str, passphrase: str | None = None
) -> None:
    """It is refused, and the database's file is the same, and nothing lies beside it."""
    engine.dispose()
    file = Path(str(engine.url.database))
    before = (digest(file), sorted(other.name for other in file.parent.iterdir()))
    with pytest.raises(Refused, match=code):
        again(engine, source, passphrase)
    after = (digest(file), sorted(other.name for other in file.parent.iterdir()))
    assert after == before


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"format": 3}, "backup_newer"),
        ({"revision": "9999"}, "backup_newer"),
        ({"database": "postgresql"}, "backup_other_kind"),
        ({"entries": 7}, "backup_broken"),
        ({"entries": "x"}, "backup_altered"),
    ],
)
def test_another_head_is_refused(
    province: Engine, tmp_path: Path, *, facts: dict[str, object], code: str
) -> None:
    made = backed_up(province, tmp_path / "copies")
    change_about(Path(made.place), **facts)
    refused_untouched(province, made.place, code)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("foreign", b"%PDF-1.7 ...", "backup_foreign"),
        ("empty", b"", "backup_foreign"),
        ("absent", None, "file_missing"),
    ],
)
def test_another_file_is_refused(
    province: Engine, tmp_path: Path, *, name: str, content: bytes | None, code: str
) -> None:
    file = tmp_path / "elsewhere" / name
    file.parent.mkdir()
    if content is not None:
        file.write_bytes(content)
    refused_untouched(province, str(file), code)


def test_a_database_itself_and_a_cut_backup_are_refused(province: Engine, tmp_path: Path) -> None:
    made = backed_up(province, tmp_path / "copies")
    bare = shutil.copy(str(province.url.database), tmp_path / "copies" / "bare.tar.gz")
    refused_untouched(province, bare, "backup_foreign")
    whole = Path(made.place).read_bytes()
    Path(made.place).write_bytes(whole[: len(whole) * 2 // 3])
    refused_untouched(province, made.place, "backup_cut")


def test_another_programs_database_packed_as_ours_is_refused(
    province: Engine, tmp_path: Path
) -> None:
    made = backed_up(province, tmp_path / "copies")
    parts = read_parts(Path(made.place).read_bytes())
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE customers (id INTEGER)")
    Path(made.place).write_bytes(pack(parts | {"oversight.db": foreign.read_bytes()}))
    refused_untouched(province, made.place, "backup_broken")


def test_another_offices_backup_is_restored_only_where_that_is_meant(
    own_province: Engine, tmp_path: Path
) -> None:
    set_value(own_province, "paper.body", "Hội Chữ thập đỏ tỉnh khác", actor=CLERK, now=NOW)
    made = backed_up(own_province, tmp_path / "copies", passphrase=PASSPHRASE)
    set_value(own_province, "paper.body", "Hội Chữ thập đỏ tỉnh ta", actor=CLERK, now=NOW)
    forge_journal(own_province)
    with pytest.raises(Refused, match="other_office") as refused:
        again(own_province, made.place, PASSPHRASE)
    facts = refused.value.facts
    assert (facts["theirs"], facts["ours"]) == (
        "Hội Chữ thập đỏ tỉnh khác",
        "Hội Chữ thập đỏ tỉnh ta",
    )
    assert find_copies(own_province.url) == find_encrypted_copies(own_province.url) == []
    again(own_province, made.place, PASSPHRASE, other_office=True)
    with reading(own_province) as session:
        assert read_setting(session, "paper.body") == "Hội Chữ thập đỏ tỉnh khác"


def test_a_wrong_passphrase_is_refused(province: Engine, tmp_path: Path) -> None:
    made = backed_up(province, tmp_path / "copies", passphrase=PASSPHRASE)
    refused_untouched(province, made.place, "passphrase_wrong", "không phải mật khẩu")
    refused_untouched(province, made.place, "passphrase_missing")


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_what_was_published_comes_back_to_the_byte(
    own_province: Engine, tmp_path: Path, passphrase: str | None
) -> None:
    register(own_province)
    drafted = publication(own_province, content=bytes(range(256)) * 400)
    publish(own_province, drafted, actor=CLERK, now=NOW)
    before = published(own_province)
    made = backed_up(own_province, tmp_path / "copies", passphrase=passphrase)
    erase(own_province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=NOW)
    again(own_province, made.place, passphrase)
    assert published(own_province) == before
    assert verify(own_province).sound


def published(engine: Engine) -> list[dict[str, object]]:
    """All that the issues keep."""
    with reading(engine) as session:
        return [read_issue(session, one.id).model_dump() for one in list_issues(session)]
