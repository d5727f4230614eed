"""An erased address is nowhere: not in a table, not in a kept file, not in the bytes on disk;
and everybody else is still there."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, String, update
from sqlmodel import AutoString, col, select

from actions.erasure.erase import TEXTS, Erasing, erase
from actions.erasures import KEY, LIST
from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import Choices, Letter, correct_cells, preview_file, receive
from actions.verify import verify
from intake.corrections import CellCorrection
from intake.tables import Upload
from models import (
    Address,
    Batch,
    Correction,
    Dossier,
    DraftRow,
    Entry,
    Erasure,
    Ground,
    Record,
    Support,
    UserRole,
)
from models.database import reading, writing
from tests.actions.keeping import REGISTER, register
from tests.models.conftest import keep
from tests.models.rows import GOOD, row
from tests.province import CLERK, NOW, TODAY


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
    assert [cell.value for cell in aside["A"]] == [None]  # no form knows what stood in it
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


def test_what_the_office_corrected_of_it_goes_too(province: Engine) -> None:
    sent = Upload("so.csv", REGISTER.replace("person", "persn").encode())
    seen = preview_file(province, sent, Letter(TODAY), actor=CLERK)
    cells = [CellCorrection(row, "kind", "person") for row in (3, 4)]  # DC-002 and DC-0021
    seen = correct_cells(province, seen, cells, actor=CLERK)
    choices = Choices(True, True, correction_reason="đã hỏi lại")
    receive(province, seen, choices, actor=CLERK, now=NOW)
    erase(province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    with reading(province) as session:
        assert list(session.exec(select(Correction.row))) == [4]


def test_a_correction_of_a_row_that_changed_nothing_goes_too(own_province: Engine) -> None:
    """No version tells of such a row: it is found in the file that was kept."""
    register(own_province)  # rows 3 and 4 of what comes below are stored already
    text = REGISTER.replace("Tổ 1", "Tổ 9").replace("person", "persn")
    seen = preview_file(own_province, Upload("lai.csv", text.encode()), Letter(TODAY), actor=CLERK)
    cells = [CellCorrection(row, "kind", "person") for row in (3, 4)]  # DC-002 and DC-0021
    seen = correct_cells(own_province, seen, cells, actor=CLERK)
    choices = Choices(True, True, correction_reason="đã hỏi lại")
    receive(own_province, seen, choices, actor=CLERK, now=NOW)
    erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    with reading(own_province) as session:
        assert list(session.exec(select(Correction.row))) == [4]


@pytest.mark.parametrize("code", ["DC-999", "", "DC-00", "%"])
def test_what_is_not_there_is_not_erased(province: Engine, code: str) -> None:
    register(province)
    with pytest.raises(Refused, match="address_unknown"):
        erase(province, code, Ground.REQUESTED, actor=CLERK, now=NOW)


@pytest.mark.parametrize("role", [one for one in UserRole if one != UserRole.SECRETARIAT])
def test_only_the_secretariat_erases(province: Engine, role: UserRole) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        erase(province, "DC-001", Ground.REQUESTED, actor=Actor("x", role), now=NOW)


# What else a person may have written, and why it holds no code of an address.
ELSEWHERE = {
    "app_user": "names of users",
    "backup": "the server's own file names",
    "counted_address": "counted from the dossiers, and gone with the address",
    "credential": "a digest",
    "draft_row": "a row that names the code goes whole",
    "entry": "append only: counted and told",
    "issue": "frozen: whole figures, and digests held in the journal",
    "second_factor": "a secret that the program drew",
    "setting": "choices of the office",
    "succession": "of the catalogue",
    "task": "of the catalogue",
    "unit": "of the catalogue",
    "unit_alias": "names of units",
    "confirmed_spelling": "names of tasks and of statuses",
    "succession_version": "of the catalogue",
    "task_version": "of the catalogue",
    "unit_version": "of the catalogue",
}
CHOICES = {("dossier", "categories"), ("dossier", "needs"), ("reminder", "address")}


def written_columns() -> list[tuple[str, str]]:
    """Every column that could hold what somebody wrote: 50 letters and more, or unbounded."""
    texts = [
        (table.name, column.name, getattr(column.type, "length", None))
        for table in Record.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, AutoString | String)
    ]
    digests = 64  # and the codes of users
    return [one[:2] for one in texts if one[2] is None or (one[2] >= 50 and one[2] != digests)]


def test_every_text_that_people_write_is_looked_through() -> None:
    """A new column is decided about: looked through, or told here why not."""
    looked_through = {(table, name) for table, names in TEXTS.items() for name in names}
    assert looked_through <= set(written_columns())
    others = {one for one in written_columns() if one[0] not in ELSEWHERE} - CHOICES
    assert others - looked_through == set()


def test_what_is_being_typed_of_the_address_goes_and_the_rest_stays(each_engine: Engine) -> None:
    keep(each_engine, [row(table) for table in GOOD if table not in (Entry, Erasure, DraftRow)])
    with writing(each_engine) as session:
        code = session.exec(select(Address.code)).one()
        for row_key, value in (
            (code, ""),
            ("+1", f" {code.lower()}"),
            ("+2", f"thăm {code}"),
            ("+3", f"{code}9"),
        ):
            content = json.dumps({"values": {"note": value}, "removed": {}}, ensure_ascii=False)
            session.add(row(DraftRow, id=None, row_key=row_key, content=content))
    erase(each_engine, code, Ground.MISTAKEN, actor=CLERK, now=NOW)
    with reading(each_engine) as session:
        assert session.exec(select(DraftRow.row_key)).all() == ["+3"]


def test_a_code_goes_from_every_such_text(each_engine: Engine) -> None:
    numbered = (Entry, Erasure)  # the action adds rows of its own to them
    keep(each_engine, [row(table) for table in GOOD if table not in numbered])
    with writing(each_engine) as session:
        code = session.exec(select(Address.code)).one()
        for table, names in TEXTS.items():
            held = Record.metadata.tables[table]
            for name in names:
                session.execute(update(held).values({name: f"thăm {code.lower()}, {code}"}))
    erase(each_engine, code, Ground.MISTAKEN, actor=CLERK, now=NOW)
    with reading(each_engine) as session:
        for table, names in TEXTS.items():
            held = Record.metadata.tables[table]
            for name in names:
                said = {str(one) for one in session.execute(select(held.c[name])).scalars()}
                assert said <= {"thăm …, …"}, (table, name)
