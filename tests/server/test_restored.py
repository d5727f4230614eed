"""A restore lets nobody back in: who was signed in when the copy was made signs in again."""

import json
from datetime import timedelta
from pathlib import Path

import time_machine
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts.accounts import add_user, open_set_up
from actions.backups.backup import back_up
from actions.backups.restore import restore
from models import Entry, OneTimeCode
from models.database import reading
from models.sign_ins import IDLE
from server.auth.sign_in_routes import read_clock
from tests.actions.accounts import LAN, MINH, OFFICE, PASSWORD, signed_up
from tests.server.test_authentication import VISIT, client, sent, signed_in
from tests.server.test_second_factor import set_up as set_up_factor


def restored(engine: Engine, folder: Path) -> None:
    """Back up and restore at once, minutes after whoever is in came in."""
    now = read_clock()
    made = back_up(engine, folder, passphrase=None, actor=OFFICE, now=now)
    engine.dispose()
    later = now + IDLE / 8
    restore(str(engine.url), Path(made.place), passphrase=None, actor=OFFICE, now=later)


def test_a_cookie_of_before_the_backup_opens_nothing(province: Engine, tmp_path: Path) -> None:
    with client(province) as reader:
        signed_in(reader, province)
        assert reader.get("/co-quan", headers=VISIT).text.startswith("reached")
        restored(province, tmp_path / "copies")
        led = reader.get("/co-quan", headers=VISIT)
        assert (led.status_code, led.headers["location"][:10]) == (303, "/dang-nhap")
        assert reader.get("/_stcore/host-config").status_code == 401
        sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
        assert reader.get("/co-quan", headers=VISIT).text.startswith("reached")


def test_codes_that_were_given_before_work_no_longer(province: Engine, tmp_path: Path) -> None:
    code = add_user(province, LAN, actor=OFFICE, now=read_clock())
    set_up = open_set_up(province, actor=OFFICE, now=read_clock())
    restored(province, tmp_path / "copies")
    with reading(province) as session:
        assert session.exec(select(OneTimeCode)).all() == []
    with client(province) as reader:
        told = {"name": "lan", "code": code, "new": PASSWORD, "again": PASSWORD}
        assert sent(reader, "/dat-mat-khau", **told).status_code != 303
        told = {"name": MINH.code, "full_name": MINH.name, "code": set_up, "new": PASSWORD}
        assert sent(reader, "/thiet-lap", again=PASSWORD, **told).status_code != 303
        assert reader.get("/co-quan", headers=VISIT).status_code == 303


def test_a_code_that_opened_before_does_not_open_again(province: Engine, tmp_path: Path) -> None:
    signed_up(province, LAN, now=read_clock())
    with client(province) as reader:
        sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
        telephone = set_up_factor(reader, old=PASSWORD)
    made = back_up(province, tmp_path / "copies", passphrase=None, actor=OFFICE, now=read_clock())
    with time_machine.travel(read_clock() + timedelta(minutes=5), tick=True):
        code = telephone.code()
        with client(province) as reader:
            sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
            assert sent(reader, "/ma-xac-thuc", code=code).status_code == 303
        province.dispose()
        address = province.url.render_as_string(hide_password=False)
        restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=read_clock())
        with client(province) as reader:
            sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
            assert sent(reader, "/ma-xac-thuc", code=code).status_code == 422
    with time_machine.travel(read_clock() + timedelta(minutes=7)), client(province) as reader:
        sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
        assert sent(reader, "/ma-xac-thuc", code=telephone.code()).status_code == 303


def test_how_many_ended_stands_in_the_journal(province: Engine, tmp_path: Path) -> None:
    with client(province) as reader:
        signed_in(reader, province)
    restored(province, tmp_path / "copies")
    with reading(province) as session:
        told = session.exec(select(Entry).where(Entry.verb == "restore")).one()
    assert json.loads(told.after)["sign_ins_ended"] == 2  # the first password lets in too


def test_a_used_recovery_code_does_not_come_back(province: Engine, tmp_path: Path) -> None:
    signed_up(province, LAN, now=read_clock())
    with client(province) as reader:
        sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
        telephone = set_up_factor(reader, old=PASSWORD)
    made = back_up(province, tmp_path / "copies", passphrase=None, actor=OFFICE, now=read_clock())
    first = telephone.recovery_codes[0]
    with client(province) as reader:
        sent(reader, "/dang-nhap", name="lan", password=PASSWORD)
        assert sent(reader, "/ma-xac-thuc", code=first).status_code == 303
    province.dispose()
    address = province.url.render_as_string(hide_password=False)
    restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=read_clock())
    with client(province) as reader:
        assert sent(reader, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
        for code in telephone.recovery_codes:
            assert sent(reader, "/ma-xac-thuc", code=code).status_code in (422, 429)
        assert reader.get("/co-quan", headers=VISIT).status_code == 303
