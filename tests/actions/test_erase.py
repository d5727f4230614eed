"""An erased address is nowhere: not in a table, not in a kept file, not in the bytes on disk;
and everybody else is still there."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.erase import Erasing, erase
from actions.erasures import KEY, LIST
from actions.permissions import Actor
from actions.refusals import Refused
from actions.verify import verify
from models import Address, Batch, Dossier, Entry, Ground, Support, UserRole
from models.database import reading
from tests.actions.keeping import register
from tests.province import CLERK, NOW


@pytest.fixture
def erased(own_province: Engine) -> Engine:
    register(own_province)
    done = erase(own_province, " dc-002 ", Ground.REQUESTED, actor=CLERK, now=NOW)
    assert done == Erasing(1, 1, 2, 3, 0, 0, 0)
    return own_province


def test_the_tables_know_it_no_longer(erased: Engine) -> None:
    with reading(erased) as session:
        assert sorted(session.exec(select(Address.code))) == ["DC-001", "DC-0021"]
        assert len(session.exec(select(Dossier)).all()) == 3
        (left,) = session.exec(select(Support))
        assert left.value_vnd == 500000
    assert verify(erased).sound


def test_the_kept_files_have_its_rows_blank_and_the_others_in_their_place(erased: Engine) -> None:
    with reading(erased) as session:
        kept = {one.file_name: one.content for one in session.exec(select(Batch))}
    text = kept["so.csv"].decode("utf-8-sig").splitlines()
    assert text[1].startswith("DC-001,")
    assert text[2].strip(",") == ""
    assert text[3].startswith("DC-0021,")
    book = load_workbook(io.BytesIO(kept["so.xlsx"]))
    first, aside = book.worksheets
    assert [cell.value for cell in first["A"]] == ["code", "DC-001", None, "DC-0021"]
    assert first["C2"].comment is None
    assert [cell.value for cell in aside["A"]] == [None, "tổng hợp"]
    assert aside["B2"].value == "… và DC-0021"
    help_given = kept["giup.csv"].decode("utf-8-sig").splitlines()
    assert [line.strip(",") != "" for line in help_given] == [True, True, False, False]


def test_the_bytes_on_disk_do_not_hold_it(province: Engine) -> None:
    register(province)
    erase(province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    file = Path(str(province.url.database))
    for part in file.parent.iterdir():
        content = part.read_bytes()
        assert content.count(b"DC-002") == content.count(b"DC-0021"), part.name
    assert file.with_name(file.name + LIST).read_text("utf-8").count('"digest"') == 1
    assert file.with_name(file.name + KEY).stat().st_mode & 0o77 == 0


def test_the_journal_tells_that_and_not_who(erased: Engine) -> None:
    with reading(erased) as session:
        entry = session.exec(select(Entry).order_by(col(Entry.id).desc())).first()
    assert entry is not None
    assert (entry.verb, entry.subject) == ("erase", "erasure 1")
    assert "DC-002" not in entry.after
    assert '"ground": "requested"' in entry.after


def test_a_code_in_others_texts_is_taken_out(province: Engine) -> None:
    register(province)
    done = erase(province, "DC-001", Ground.MISTAKEN, actor=CLERK, now=NOW)
    assert (done.addresses, done.texts) == (1, 1)
    with reading(province) as session:
        notes = {one.note for one in session.exec(select(Support))}
    assert notes == {"cùng với …", None}


@pytest.mark.parametrize("code", ["DC-999", "", "DC-00", "%"])
def test_what_is_not_there_is_not_erased(province: Engine, code: str) -> None:
    register(province)
    with pytest.raises(Refused, match="address_unknown"):
        erase(province, code, Ground.REQUESTED, actor=CLERK, now=NOW)


@pytest.mark.parametrize("role", [one for one in UserRole if one != UserRole.SECRETARIAT])
def test_only_the_secretariat_erases(province: Engine, role: UserRole) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        erase(province, "DC-001", Ground.REQUESTED, actor=Actor("x", role), now=NOW)
