"""Sign-ins: one answer for all that is wrong, ended by the server, and once only."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from actions.accounts import held_sign_ins, sign_ins
from actions.accounts.accounts import (
    CODE_LASTS,
    Account,
    add_user,
    change_user,
    give_code,
    open_set_up,
)
from actions.accounts.sign_ins import (
    change_password,
    find_session_actor,
    record_held_sign_outs,
    set_password,
    set_up,
    sign_in,
    sign_out,
)
from actions.paths import get_path_beside
from actions.permissions import Actor
from actions.refusals import Refused
from actions.settings import set_value
from models import Entry, SignIn, UserRole, database
from models.database import open_database, reading, writing
from models.sign_ins import IDLE, LONGEST
from tests.actions.accounts import DUNG, LAN, MINH, OFFICE, PASSWORD, signed_up
from tests.conftest import NOW

OTHER = "một mật khẩu khác hẳn"


def refused(act: Callable[..., object], *args: object, now: datetime = NOW, **rest: object) -> str:
    """The code with which an action is refused."""
    with pytest.raises(Refused) as refusal:
        act(*args, now=now, **rest)
    return refusal.value.code


def test_who_signs_in_acts_as_the_database_knows_them(province: Engine) -> None:
    signed_up(province, DUNG)
    token = sign_in(province, "  DUNG ", PASSWORD, now=NOW)
    actor = find_session_actor(province, token, now=NOW)
    assert actor is not None
    assert (actor.code, actor.role, actor.unit_code) == ("dung", UserRole.UNIT_OFFICER, "SYT")


def test_all_that_is_wrong_has_one_answer(province: Engine) -> None:
    signed_up(province, LAN)
    add_user(province, MINH, actor=OFFICE, now=NOW)  # has no password yet
    tries = [("lan", "wrong one here"), ("nobody", PASSWORD), ("minh", PASSWORD), ("", "")]
    for name, password in tries:
        assert refused(sign_in, province, name, password) == "sign_in_failed"


def test_a_sign_in_ends_when_idle_when_old_and_when_ended(province: Engine) -> None:
    signed_up(province, LAN)
    token = sign_in(province, "lan", PASSWORD, now=NOW)
    assert find_session_actor(province, token, now=NOW + IDLE + timedelta(seconds=1)) is None
    moment = NOW
    while moment < NOW + LONGEST - IDLE / 2:
        moment += IDLE / 2
        assert find_session_actor(province, token, now=moment) is not None
    assert find_session_actor(province, token, now=NOW + LONGEST) is None
    token = sign_in(province, "lan", PASSWORD, now=NOW)
    sign_out(province, token, now=NOW)
    sign_out(province, token, now=NOW)
    assert find_session_actor(province, token, now=NOW) is None
    assert find_session_actor(province, "forged", now=NOW) is None


def test_the_table_of_sign_ins_lets_nobody_in(province: Engine) -> None:
    token = signed_up(province, LAN)
    with reading(province) as session:
        kept = session.exec(select(SignIn)).one()
    assert token not in kept.digest
    assert find_session_actor(province, kept.digest, now=NOW) is None


def test_a_new_password_ends_every_sign_in_but_the_new_one(province: Engine) -> None:
    first = signed_up(province, LAN)
    other = sign_in(province, "lan", PASSWORD, now=NOW)
    actor = find_session_actor(province, first, now=NOW)
    assert actor is not None
    assert refused(change_password, province, actor, "wrong", OTHER) == "sign_in_failed"
    fresh = change_password(province, actor, PASSWORD, OTHER, now=NOW)
    there = [
        find_session_actor(province, token, now=NOW) is not None for token in (first, other, fresh)
    ]
    assert there == [False, False, True]
    assert sign_in(province, "lan", OTHER, now=NOW)


def test_a_one_time_code_is_for_its_user_once_and_not_for_ever(province: Engine) -> None:
    code = add_user(province, LAN, actor=OFFICE, now=NOW)
    add_user(province, MINH, actor=OFFICE, now=NOW)
    late = NOW + CODE_LASTS
    for name, told, now in (("minh", code, NOW), ("lan", "AAAA", NOW), ("lan", code, late)):
        assert refused(set_password, province, name, told, OTHER, now=now) == "code_failed"
    assert refused(set_password, province, "lan", code, "ngắn") == "password_short"
    set_password(province, "lan", code.lower(), OTHER, now=NOW)
    assert refused(set_password, province, "lan", code, OTHER) == "code_failed"
    newer = give_code(province, "lan", actor=OFFICE, now=NOW)
    assert newer != code


def test_two_who_use_one_code_at_once_are_not_both_let_in(province: Engine) -> None:
    code = add_user(province, LAN, actor=OFFICE, now=NOW)
    let_in: list[str] = []

    def enter() -> None:
        with suppress(Refused):
            let_in.append(set_password(province, "lan", code, OTHER, now=NOW))

    threads = [Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(let_in) == 1


def test_the_first_administrator_is_made_once(province: Engine) -> None:
    old = open_set_up(province, actor=OFFICE, now=NOW)
    code = open_set_up(province, actor=OFFICE, now=NOW)
    assert refused(set_up, province, old, MINH, PASSWORD) == "code_failed"
    token = set_up(
        province, code, Account("minh", "Minh", UserRole.ADMINISTRATOR), PASSWORD, now=NOW
    )
    actor = find_session_actor(province, token, now=NOW)
    assert actor is not None
    assert actor.role == UserRole.ADMINISTRATOR
    assert refused(set_up, province, code, LAN, PASSWORD) == "set_up_done"
    assert refused(open_set_up, province, actor=OFFICE) == "set_up_done"


@pytest.mark.parametrize("change", [{"role": UserRole.LEADER}, {"role": UserRole.SUPERVISOR}])
def test_a_right_taken_away_is_gone_at_the_next_deed(
    province: Engine, change: dict[str, UserRole]
) -> None:
    token = signed_up(province, LAN)
    held = find_session_actor(province, token, now=NOW)
    assert held is not None
    set_value(province, "theme", "a", actor=held, now=NOW)
    change_user(province, Account("lan", "Lan", **change), actor=OFFICE, now=NOW)
    assert refused(set_value, province, "theme", "b", actor=held) == "rights_changed"


def test_a_forged_actor_of_no_user_is_refused(province: Engine) -> None:
    forged = Actor("lan", UserRole.SECRETARIAT, None, 4711)
    assert refused(set_value, province, "theme", "b", actor=forged) == "rights_changed"


def test_no_secret_is_ever_in_the_journal(province: Engine) -> None:
    token = signed_up(province, LAN)
    sign_in(province, "lan", PASSWORD, now=NOW)
    with reading(province) as session:
        told = "".join(
            f"{one.subject}{one.before}{one.after}" for one in session.exec(select(Entry))
        )
    assert PASSWORD not in told
    assert token not in told


def test_a_sign_out_while_the_database_is_busy_is_written_later(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that it holds after a restart too, when nothing is in memory any more."""
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    token, other = signed_up(province, LAN), signed_up(province, MINH)
    engine = open_database(str(province.url))
    holder = sqlite3.connect(str(province.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    sign_out(engine, token, now=NOW)
    assert find_session_actor(engine, token, now=NOW) is None
    assert find_session_actor(engine, other, now=NOW) is not None
    holder.execute("ROLLBACK")
    holder.close()
    assert not is_signed_out(engine, "lan")
    later = NOW + timedelta(minutes=1)
    assert find_session_actor(engine, other, now=later) is not None
    check_out_for_good(engine, monkeypatch, token, now=later)
    engine.dispose()


@pytest.mark.parametrize("code", ["database_busy", "disk_full", "database_read_only"])
def test_a_sign_out_that_could_not_be_written_is_written_at_the_end(
    each_province: Engine, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    token = signed_up(each_province, LAN)

    def refuse(*_: object, **__: object) -> None:
        raise Refused(code)

    with monkeypatch.context() as faulty:
        faulty.setattr(sign_ins, "deed", refuse)
        sign_out(each_province, token, now=NOW)
        record_held_sign_outs(each_province, now=NOW)
        assert find_session_actor(each_province, token, now=NOW) is None
    record_held_sign_outs(each_province, now=NOW)
    check_out_for_good(each_province, monkeypatch, token, now=NOW)


def test_a_sign_out_outlasts_the_process_that_was_killed(
    each_province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed_up(each_province, LAN)

    def refuse(*_: object, **__: object) -> None:
        raise Refused("database_busy")

    with monkeypatch.context() as faulty:
        faulty.setattr(sign_ins, "deed", refuse)
        sign_out(each_province, token, now=NOW)
    start = get_path_beside(each_province.url, held_sign_ins.NOTE)
    (note,) = start.parent.glob(f"{start.name}*")
    assert note.stat().st_size == 0
    assert token not in note.name
    monkeypatch.setattr(held_sign_ins, "_sign_outs", {})  # as after a kill
    record_held_sign_outs(each_province, now=NOW + timedelta(minutes=5))  # as a start does
    assert list(start.parent.glob(f"{start.name}*")) == []
    check_out_for_good(each_province, monkeypatch, token, now=NOW)


def test_whoever_is_there_does_not_wait_for_one_who_writes(
    each_province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day's work at a database that another program holds: no request waits for the lock."""
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 60)  # a test that waits once does not end
    token = signed_up(each_province, LAN)
    engine = open_database(each_province.url.render_as_string(hide_password=False))
    with writing(each_province) as session:
        session.exec(select(SignIn.id)).first()
        moment = NOW
        while moment < NOW + LONGEST - IDLE:
            moment += timedelta(minutes=20)
            assert find_session_actor(engine, token, now=moment) is not None
            assert find_session_actor(engine, token, now=moment) is not None
    moment += timedelta(minutes=2)
    assert find_session_actor(engine, token, now=moment) is not None
    set_value(engine, "theme", "a", actor=OFFICE, now=moment)  # who waits, waits again
    engine.dispose()


def test_it_is_tried_once_a_minute_to_write_that_somebody_is_there(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, tries = signed_up(province, LAN), 0

    def count(engine: Engine, *, waits: bool) -> AbstractContextManager[Session]:
        nonlocal tries
        tries += 1
        return writing(engine, waits=waits)

    monkeypatch.setattr(sign_ins, "writing", count)
    engine = open_database(str(province.url))
    with writing(province) as session:
        session.exec(select(SignIn.id)).first()
        for seconds in range(70, 180, 10):
            assert find_session_actor(engine, token, now=NOW + timedelta(seconds=seconds))
    assert tries == 2
    with reading(province) as session:
        assert session.exec(select(SignIn)).one().seen_at == NOW
    engine.dispose()


def check_out_for_good(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, token: str, *, now: datetime
) -> None:
    """The sign-out stands in the journal, once, and holds where no memory tells of it."""
    monkeypatch.setattr(held_sign_ins, "_sign_outs", {})
    assert find_session_actor(engine, token, now=now) is None
    assert is_signed_out(engine, "lan")


def is_signed_out(engine: Engine, user: str) -> bool:
    with reading(engine) as session:
        query = select(Entry).where(Entry.verb == "sign_out", Entry.subject == f"user {user}")
        return len(session.exec(query).all()) == 1
