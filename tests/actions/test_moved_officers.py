"""What an officer received is the unit's that he served then, wherever he serves later."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts import Account, add_user, change_user
from actions.kept import kept_batch
from actions.permissions import Actor, actor_of
from actions.receive import Choices, Letter, preview, receive
from actions.refusals import Refused
from actions.scans import attach_scan
from intake.tables import Upload
from models import User, UserRole
from models.database import reading
from tests.province import NOW, TODAY

HEAD = b"period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note\n"
HEALTH = HEAD + b"2026,SYT,HM_TV,in_progress,,40,5,,\n"
KEEPER = Actor("quan-tri", UserRole.ADMINISTRATOR)
LATER = NOW + timedelta(minutes=1)


def find_actor(engine: Engine, code: str) -> Actor:
    with reading(engine) as session:
        return actor_of(session.exec(select(User).where(User.code == code)).one())


def add(engine: Engine, code: str, role: UserRole, unit: str | None = None) -> Actor:
    add_user(engine, Account(code, code, role, unit), actor=KEEPER, now=NOW)
    return find_actor(engine, code)


def move(engine: Engine, code: str, unit: str) -> Actor:
    account = Account(code, code, UserRole.UNIT_OFFICER, unit)
    change_user(engine, account, actor=KEEPER, now=LATER)
    return find_actor(engine, code)


def receive_from(engine: Engine, content: bytes, actor: Actor) -> int:
    seen = preview(engine, Upload("a.csv", content), Letter(TODAY), actor=actor)
    return receive(engine, seen, Choices(True, True), actor=actor, now=NOW).batch_id


def is_seen(engine: Engine, actor: Actor, batch: int) -> bool:
    with reading(engine) as session:
        return kept_batch(session, actor, batch) is not None


def test_a_moved_officer_brings_no_file_along(each_province: Engine) -> None:
    engine = each_province
    an, binh = (add(engine, name, UserRole.UNIT_OFFICER, "SYT") for name in ("an", "binh"))
    chi = add(engine, "chi", UserRole.UNIT_OFFICER, "SCT")
    batch = receive_from(engine, HEALTH, an)
    assert is_seen(engine, an, batch)
    moved = move(engine, "an", "SCT")
    assert not is_seen(engine, moved, batch)
    assert not is_seen(engine, chi, batch)
    assert is_seen(engine, binh, batch)
    for actor in (moved, chi):
        with pytest.raises(Refused, match="batch_unknown"):
            attach_scan(engine, batch, Upload("ky.pdf", b"%PDF-1"), actor=actor, now=LATER)
    back = move(engine, "an", "SYT")
    assert is_seen(engine, back, batch)


def test_who_was_of_the_secretariat_hands_a_unit_none_of_its_files(province: Engine) -> None:
    chi = add(province, "chi", UserRole.UNIT_OFFICER, "SCT")
    batch = receive_from(province, HEALTH, add(province, "dung", UserRole.SECRETARIAT))
    moved = move(province, "dung", "SCT")
    assert not is_seen(province, moved, batch)
    assert not is_seen(province, chi, batch)


@pytest.mark.parametrize("name", ["terminal", "Terminal", "trial-secretariat"])
def test_nobody_is_called_as_who_acts_without_an_account(province: Engine, name: str) -> None:
    with pytest.raises(Refused, match="user_name_reserved"):
        add(province, name, UserRole.UNIT_OFFICER, "SYT")
