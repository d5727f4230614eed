"""The secret of a second factor is readable in no file of the database's: it is sealed with a key
that lies beside it, and without that key it is set up anew."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, make_url
from sqlmodel import select
from starlette.testclient import TestClient

from actions.accounts.factor_keys import KEY, seal_open_secrets
from actions.accounts.second_factors import remove_second_factor
from actions.backups.backup import back_up
from actions.backups.restore import restore
from actions.paths import get_path_beside
from models import SecondFactor
from models.database import open_database, reading, writing
from tests.actions.accounts import MINH, OFFICE, PASSWORD, signed_up
from tests.server.test_authentication import client, sent
from tests.server.test_second_factor import (
    BEGUN,
    CODE,
    Telephone,
    give_password,
    is_in,
    set_up,
    shift,
    with_telephone,
)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.accounts.passwords.COST", 4)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time, which goes when it is told to."""
    with time_machine.travel(BEGUN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reader(province: Engine, clock: time_machine.Traveller) -> Iterator[TestClient]:
    assert clock
    with client(province) as opened:
        yield opened


def read_files(engine: Engine, *, but: str = KEY) -> bytes:
    """All that lies in the folder of the database, but the key."""
    folder = Path(str(engine.url.database)).parent
    files = [file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(but)]
    return b"".join(file.read_bytes() for file in files)


def opens(reader: TestClient, telephone: Telephone) -> bool:
    """Does a code of this telephone's open?"""
    give_password(reader)
    return bool(sent(reader, CODE, code=telephone.code()).status_code == 303)


def test_no_file_but_the_key_gives_a_code(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    assert telephone.secret.encode() not in read_files(province)
    key = get_path_beside(province.url, KEY)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert opens(reader, telephone)


def test_what_was_kept_before_is_sealed_at_the_start_and_opens_on(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    with writing(province) as session:
        session.exec(select(SecondFactor)).one().secret = telephone.secret
    assert opens(reader, telephone)  # an earlier version's
    province.dispose()
    assert telephone.secret.encode() in read_files(province)
    seal_open_secrets(province)
    province.dispose()
    assert telephone.secret.encode() not in read_files(province)
    sent(reader, "/dang-xuat")
    shift(clock)
    assert opens(reader, telephone)


def test_a_sealed_secret_in_anothers_place_opens_nothing(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    signed_up(province, MINH, now=datetime.now(UTC))
    other = client(province)
    give_password(other, "minh")
    set_up(other, old=PASSWORD)
    with writing(province) as session:
        own, foreign = session.exec(select(SecondFactor).order_by("user_id")).all()
        foreign.secret = own.secret
    shift(clock)
    thief = client(province)
    give_password(thief, "minh")
    answer = sent(thief, CODE, code=telephone.code())
    assert answer.status_code == 422
    assert not is_in(thief)


def test_restored_elsewhere_without_the_key_it_is_said_and_set_up_anew(
    reader: TestClient, province: Engine, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    telephone = with_telephone(reader, province, clock)
    now = datetime.now(UTC)
    made = back_up(province, tmp_path / "copies", passphrase=None, actor=OFFICE, now=now)
    (tmp_path / "other").mkdir()
    address = f"sqlite:///{tmp_path}/other/oversight.db"
    done = restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=now)
    assert done.closed_factors == 1
    engine = open_database(address)
    with client(engine) as elsewhere:
        give_password(elsewhere)
        answer = sent(elsewhere, CODE, code=telephone.code())
        assert answer.status_code == 422
        assert ".factors-key" in answer.text
        assert not is_in(elsewhere)
        assert not get_path_beside(make_url(address), KEY).exists()

        remove_second_factor(engine, "lan", actor=OFFICE, now=now)
        assert give_password(elsewhere) == "/"
        fresh = set_up(elsewhere, old=PASSWORD)
        sent(elsewhere, "/dang-xuat")
        shift(clock)
        assert opens(elsewhere, fresh)
    engine.dispose()


def test_with_the_key_brought_along_codes_open_as_before(
    reader: TestClient, province: Engine, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    telephone = with_telephone(reader, province, clock)
    now = datetime.now(UTC)
    made = back_up(province, tmp_path / "copies", passphrase=None, actor=OFFICE, now=now)
    (tmp_path / "other").mkdir()
    address = f"sqlite:///{tmp_path}/other/oversight.db"
    get_path_beside(make_url(address), KEY).write_bytes(
        get_path_beside(province.url, KEY).read_bytes()
    )
    assert restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=now)
    engine = open_database(address)
    shift(clock)  # no code of the moment of the restore opens
    with client(engine) as elsewhere:
        assert opens(elsewhere, telephone)
    engine.dispose()


def test_without_the_key_recovery_codes_open_and_a_key_that_is_found_again_is_added(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    signed_up(province, MINH, now=datetime.now(UTC))
    key = get_path_beside(province.url, KEY)
    lost = key.read_bytes()
    key.unlink()
    give_password(reader)
    assert sent(reader, CODE, code=telephone.code()).status_code == 422
    assert sent(reader, CODE, code=telephone.recovery_codes[0]).status_code == 303
    other = client(province)
    give_password(other, "minh")
    set_up(other, old=PASSWORD)  # a new key begins
    with reading(province) as session:
        assert len(session.exec(select(SecondFactor)).all()) == 2
    key.write_bytes(lost + key.read_bytes())
    sent(reader, "/dang-xuat")
    shift(clock)
    assert opens(reader, telephone)
