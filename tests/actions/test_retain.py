"""What was kept for its time goes: files are emptied and their rows stay, sign-ins and codes
are removed; how long is a setting, and the journal tells what went."""

import io
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts.accounts import CODE_LASTS, add_user
from actions.accounts.sign_ins import find_session_actor, sign_out
from actions.catalogue.load import load_catalogue
from actions.erasure import read_again
from actions.erasure.erase import erase
from actions.erasure.retain import (
    Retained,
    count_past_terms,
    end_old_copies,
    find_first_day,
    load_terms,
    retain,
)
from actions.settings import set_number
from actions.verify import verify
from cli.start import CATALOGUE
from intake.headers.headings import HeaderMap
from intake.pipeline import detect_layouts
from intake.tables import Upload
from locales.retained import list_retained_lines
from locales.words import words_in
from models import Batch, Dossier, DraftRow, Entry, Ground, Setting, SignIn
from models.choices import FILES_KEPT, SIGN_INS_KEPT
from models.database import reading, writing
from models.sign_ins import LONGEST
from tests.actions.accounts import HOA, LAN, MINH, OFFICE, signed_up
from tests.actions.keeping import REGISTER, register, workbook
from tests.models.rows import row
from tests.province import CLERK, NOW, TODAY

YEAR = timedelta(days=365)
NOTHING = Retained(0, 0, 0)


def test_files_are_emptied_when_their_time_is_over_and_the_rows_stay(province: Engine) -> None:
    register(province)
    set_number(province, FILES_KEPT, 1, actor=CLERK, now=NOW)
    later = NOW + YEAR + timedelta(days=1)
    assert retain(province, actor=CLERK, now=NOW + YEAR) == NOTHING
    assert retain(province, actor=CLERK, now=later) == Retained(4, 0, 0)
    assert retain(province, actor=CLERK, now=later) == NOTHING
    with reading(province) as session:
        assert {one.content for one in session.exec(select(Batch))} == {b""}
        assert len(session.exec(select(Dossier)).all()) == 4
    assert verify(province).sound
    assert b"DC-001,01290" not in Path(str(province.url.database)).read_bytes()


def test_what_was_typed_and_never_sent_is_kept_no_longer_than_a_file(province: Engine) -> None:
    set_number(province, FILES_KEPT, 1, actor=CLERK, now=NOW)
    with writing(province) as session:
        session.add(row(DraftRow, saved_at=NOW))
    later = NOW + YEAR + timedelta(days=1)
    assert retain(province, actor=CLERK, now=NOW + YEAR) == NOTHING
    ended = retain(province, actor=CLERK, now=later)
    assert ended == Retained(0, 0, 0, draft_rows=1)
    with reading(province) as session:
        assert session.exec(select(DraftRow)).all() == []
        entry = session.exec(select(Entry).where(Entry.verb == "retain")).all()[-1]
    assert json.loads(entry.after)["draft_rows"] == 1
    assert "1 dòng nháp" in " ".join(list_retained_lines(vars(ended), words_in("vi")))


def test_sign_ins_and_codes_go_and_whoever_is_in_stays(each_province: Engine) -> None:
    set_number(each_province, SIGN_INS_KEPT, 30, actor=CLERK, now=NOW)
    out = signed_up(each_province, LAN)
    sign_out(each_province, out, now=NOW)
    add_user(each_province, MINH, actor=OFFICE, now=NOW)  # never used her code
    soon, later = NOW + timedelta(days=29), NOW + timedelta(days=30) + LONGEST + CODE_LASTS
    with reading(each_province) as session:
        assert count_past_terms(session, load_terms(session, soon), soon).sign_ins == 0
    token = signed_up(each_province, HOA, now=later)
    assert retain(each_province, actor=CLERK, now=later) == Retained(0, 1, 1)
    assert find_session_actor(each_province, token, now=later) is not None
    with reading(each_province) as session:
        assert len(session.exec(select(SignIn)).all()) == 1
        told = session.exec(select(Entry).where(Entry.verb == "retain")).one()
    assert json.loads(told.after) | {"received_before": ""} == {
        **{"years": 10, "days": 30, "received_before": ""},
        **{"files": 0, "sign_ins": 1, "codes": 1, "copies": 0},
    }


def told_of(engine: Engine, fact: str) -> list[int]:
    """What the journal's entries of the end of keeping say of a fact."""
    with reading(engine) as session:
        entries = session.exec(select(Entry.after).where(Entry.verb == "retain")).all()
    return [told[fact] for told in map(json.loads, entries) if fact in told]


def test_the_edge_of_a_leap_year() -> None:
    assert find_first_day(TODAY, 2).year == TODAY.year - 2
    assert find_first_day(TODAY.replace(2028, 2, 29), 1).day == 28


def test_a_file_that_an_earlier_version_kept_is_read_again_once(each_province: Engine) -> None:
    """As if it had come before anybody read it: its name, a hamlet, an unknown column."""
    register_as_before(each_province)
    kept = "code,commune_code,hamlet,Ghi riêng\nDC-001,01290,Nông Văn Páo,0912345678\n"
    with writing(each_province) as session:
        batch = session.exec(select(Batch).where(Batch.layout == "addresses")).first()
        assert batch is not None
        batch.content, batch.size_bytes = kept.encode(), len(kept.encode())
        batch.file_name, number = "so ho ong Nông Văn Páo.csv", batch.id
    assert retain(each_province, actor=CLERK, now=NOW).cleaned == 1
    with reading(each_province) as session:
        batch = session.get_one(Batch, number)
        text = batch.content.decode("utf-8-sig")
        assert text.splitlines() == ["code,commune_code,hamlet,Ghi riêng", "DC-001,01290,…,"]
        assert "Páo" not in batch.file_name
    assert told_of(each_province, "cleaned") == [1]
    assert verify(each_province).sound
    if each_province.dialect.name == "sqlite":
        content = Path(str(each_province.url.database)).read_bytes()
        assert "Nông Văn Páo".encode() not in content and b"0912345678" not in content
    assert retain(each_province, actor=CLERK, now=NOW).cleaned == 0


def register_as_before(engine: Engine) -> None:
    """Files that an earlier version received: nobody has read them since."""
    register(engine)
    with writing(engine) as session:
        session.delete(session.get_one(Setting, read_again.NAME))


def kept_files(engine: Engine) -> dict[str, bytes]:
    with reading(engine) as session:
        return {batch.file_name: batch.content for batch in session.exec(select(Batch))}


def test_a_workbook_that_cannot_be_read_this_once_is_kept_and_tried_again(
    each_province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_as_before(each_province)
    before = kept_files(each_province)
    with writing(each_province) as session:  # as an earlier version kept it: with remarks
        batch = session.exec(select(Batch).where(Batch.file_name == "so.xlsx")).one()
        batch.content = before["so.xlsx"] = workbook(REGISTER)
        batch.size_bytes = len(batch.content)

    def run_too_long(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("reader", 60)

    with monkeypatch.context() as busy:
        busy.setattr(subprocess, "run", run_too_long)
        retained = retain(each_province, actor=CLERK, now=NOW)
    assert (retained.cleaned, retained.emptied, retained.unread) == (0, 0, 1)
    assert kept_files(each_province) == before
    assert told_of(each_province, "unread") == [1]
    with reading(each_province) as session:
        assert count_past_terms(session, load_terms(session, NOW), NOW).unread == 1
    retained = retain(each_province, actor=CLERK, now=NOW)
    assert (retained.cleaned, retained.emptied, retained.unread) == (1, 0, 0)
    rewritten = load_workbook(io.BytesIO(kept_files(each_province)["so.xlsx"]))
    assert rewritten.worksheets[0]["A2"].value == "DC-001"
    assert rewritten["Ghi chú"]["C1"].value is None
    with reading(each_province) as session:
        assert count_past_terms(session, load_terms(session, NOW), NOW).unread == 0


def test_a_workbook_that_always_takes_too_much_is_told_and_no_longer_tried(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_as_before(province)
    with writing(province) as session:
        batch = session.exec(select(Batch).where(Batch.file_name == "so.xlsx")).one()
        batch.content = workbook(REGISTER)
        batch.size_bytes = len(batch.content)
    before, tries = kept_files(province), []

    def run_too_long(*_: object, **__: object) -> None:
        tries.append(1)
        raise subprocess.TimeoutExpired("reader", 60)

    monkeypatch.setattr(subprocess, "run", run_too_long)
    runs = [retain(province, actor=CLERK, now=NOW) for _ in range(read_again.MOST_TRIES)]
    assert [(run.unread, run.too_heavy) for run in runs] == [(1, 0), (1, 0), (0, 1)]
    assert kept_files(province) == before
    tried = len(tries)
    last = retain(province, actor=CLERK, now=NOW)
    assert (last.unread, last.too_heavy, len(tries)) == (0, 1, tried)
    for language, words in (("vi", "quá nặng: 1."), ("en", "took too much each time")):
        assert words in " ".join(list_retained_lines(vars(last), words_in(language)))
    with reading(province) as session:
        assert count_past_terms(session, load_terms(session, NOW), NOW).too_heavy == 1
    monkeypatch.setattr(read_again, "READING", "next")  # which may be lighter
    assert retain(province, actor=CLERK, now=NOW).unread == 1


def test_a_file_of_no_form_of_today_is_emptied_and_told_apart(each_province: Engine) -> None:
    register_as_before(each_province)
    with writing(each_province) as session:
        batch = session.exec(select(Batch).where(Batch.file_name == "giup.csv")).one()
        batch.content = "Cột cũ,Nông Văn Páo\n1,2\n".encode()
    retained = retain(each_province, actor=CLERK, now=NOW)
    assert (retained.cleaned, retained.emptied, retained.unread) == (0, 1, 0)
    assert kept_files(each_province)["giup.csv"] == b""
    assert (told_of(each_province, "emptied"), told_of(each_province, "cleaned")) == ([1], [])
    lines = list_retained_lines(vars(retained), words_in("en"))
    assert [line for line in lines if "emptied whole: 1" in line] == lines[1:]


def test_others_write_while_kept_files_are_read(
    each_province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what they write of a file that is being read is not written over."""
    register_as_before(each_province)
    kept = b"code,commune_code,hamlet,Own\nDC-001,01290,To 1,0912345678\n"
    with writing(each_province) as session:
        batch = session.exec(select(Batch).where(Batch.file_name == "so.csv")).one()
        batch.content, batch.size_bytes = kept, len(kept)
    read, looked_at = detect_layouts, []

    def read_and_write(upload: Upload) -> list[HeaderMap]:
        if not looked_at:
            erase(each_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
            with writing(each_province) as session:
                batch = session.exec(select(Batch).where(Batch.file_name == "so.csv")).one()
                batch.content, batch.size_bytes = b"", 0
        looked_at.append(upload.name)
        return read(upload)

    monkeypatch.setattr(read_again, "detect_layouts", read_and_write)
    assert retain(each_province, actor=CLERK, now=NOW).cleaned == 0
    assert kept_files(each_province)["so.csv"] == b""
    assert len(looked_at) == 4


def test_a_new_database_has_nothing_to_be_read_again(province: Engine) -> None:
    load_catalogue(province, CLERK, CATALOGUE, now=NOW)
    register(province)
    with reading(province) as session:
        assert count_past_terms(session, load_terms(session, NOW), NOW).unread == 0


def test_a_copy_that_cannot_be_removed_is_told_in_the_log(
    province: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse_removal(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", "/srv/Nông Văn Páo.db")

    monkeypatch.setattr("actions.erasure.retain.find_old_copies", lambda *_, **__: [Path("old")])
    monkeypatch.setattr("actions.erasure.retain.remove_old_copies", refuse_removal)
    assert end_old_copies(province, now=NOW) == 0
    (line,) = caplog.messages
    assert "PermissionError" in line and "Páo" not in line
