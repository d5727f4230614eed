"""Người dùng says of everybody whether a second factor is set up, and who must but has not."""

import pyotp
import pytest
import streamlit as st
from sqlalchemy import Engine

from actions.accounts.accounts import Account
from actions.accounts.second_factors import make_secret
from actions.accounts.sign_ins import Proof, find_user_with_password, set_second_factor
from actions.settings import set_number
from models import UserRole
from models.choices import SECOND_FACTOR_FOR
from tests.actions.accounts import HOA, LAN, MINH, OFFICE, signed_up
from tests.conftest import NOW
from tests.pages import watching


@pytest.fixture
def people(province: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A secretary with a second factor, an administrator and a leader without."""
    monkeypatch.setattr("actions.accounts.passwords.COST", 4)
    for account in (LAN, MINH, HOA):
        signed_up(province, account)
    lan, secret = find_user_with_password(province, "lan"), make_secret()
    assert lan is not None
    proof = Proof(secret, pyotp.TOTP(secret).at(NOW))
    set_second_factor(province, lan, proof, replaces=False, now=NOW)
    return province


def read_column(engine: Engine, language: str) -> dict[str, str]:
    """The column of the table, by who it is about."""
    st.cache_data.clear()
    app = watching.opened(engine, "users", role=UserRole.ADMINISTRATOR, language=language)
    (table,) = [one.value for one in app.dataframe]
    heading = "Xác thực hai bước" if language == "vi" else "Two-step sign-in"
    names = table.iloc[:, 0]
    return dict(zip(names, table[heading], strict=True))


@pytest.mark.parametrize(
    ("language", "on", "missing", "off"),
    [
        ("vi", "Đã thiết lập", "Phải có, chưa thiết lập", "Không"),
        ("en", "Set up", "Required, not set up", "None"),
    ],
)
def test_who_has_one_and_who_must(
    people: Engine, *, language: str, on: str, missing: str, off: str
) -> None:
    before = read_column(people, language)
    assert before == {LAN.name: on, MINH.name: off, HOA.name: off}
    set_number(people, SECOND_FACTOR_FOR, 2, actor=OFFICE, now=NOW)
    after = read_column(people, language)
    assert after == {LAN.name: on, MINH.name: missing, HOA.name: off}


@pytest.mark.parametrize(
    ("accounts", "is_told"), [([MINH], True), ([MINH, HOA], False)], ids=["one", "two"]
)
def test_who_set_the_program_up_is_told_whom_to_add_first(
    province: Engine, accounts: list[Account], *, is_told: bool
) -> None:
    for account in accounts:
        signed_up(province, account)
    app = watching.opened(province, "users", role=UserRole.ADMINISTRATOR)
    assert not app.exception
    assert ("Mới chỉ có tài khoản quản trị." in watching.written(app)) is is_told
