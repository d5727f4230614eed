"""What was kept for its time goes: files are emptied and their rows stay, sign-ins and codes
are removed; how long is a setting, and the journal tells what went."""

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts import CODE_LASTS, add_user
from actions.retain import Retained, count_past_terms, find_first_day, load_terms, retain
from actions.settings import set_number
from actions.sign_ins import find_session_actor, sign_out
from actions.verify import verify
from models import Batch, Dossier, Entry, SignIn
from models.choices import FILES_KEPT, SIGN_INS_KEPT
from models.database import reading, writing
from models.sign_ins import LONGEST
from tests.actions.accounts import HOA, LAN, MINH, OFFICE, signed_up
from tests.actions.keeping import register
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


def test_the_edge_of_a_leap_year() -> None:
    assert find_first_day(TODAY, 2).year == TODAY.year - 2
    assert find_first_day(TODAY.replace(2028, 2, 29), 1).day == 28


def test_a_file_that_an_earlier_version_kept_is_read_again_once(each_province: Engine) -> None:
    """As if it had come before anybody read it: its name, a hamlet, an unknown column."""
    register(each_province)
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
        told = session.exec(select(Entry.after).where(Entry.verb == "retain")).one()
        assert json.loads(told)["cleaned"] == 1
    assert verify(each_province).sound
    if each_province.dialect.name == "sqlite":
        content = Path(str(each_province.url.database)).read_bytes()
        assert "Nông Văn Páo".encode() not in content and b"0912345678" not in content
    assert retain(each_province, actor=CLERK, now=NOW).cleaned == 0
