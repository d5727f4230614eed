"""Passwords: the same letters typed otherwise match, nobody's takes as long, codes are read out."""

import time
import unicodedata
from runpy import run_path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.accounts import passwords
from actions.accounts.password_strength import LONGEST
from actions.accounts.passwords import (
    hash_code,
    hash_password,
    is_password_right,
    make_code,
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_matches_however_its_letters_are_put_together(form: str) -> None:
    kept = hash_password(unicodedata.normalize("NFC", "đường về xóm nhỏ"))
    typed = "".join(unicodedata.normalize(form, "đường về xóm nhỏ"))
    assert is_password_right(typed, kept)
    assert not is_password_right("đường về xóm nho", kept)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=140), st.text(min_size=1, max_size=140))
def test_only_the_password_matches_its_digest(one: str, other: str) -> None:
    kept = hash_password(one)
    assert is_password_right(one, kept)
    longest = LONGEST + 1
    same = (
        unicodedata.normalize("NFC", one)[:longest] == unicodedata.normalize("NFC", other)[:longest]
    )
    assert is_password_right(other, kept) == same or "\ud800" <= max(one + other) <= "\udfff"


def test_a_digest_never_holds_the_password_and_is_never_the_same_twice() -> None:
    first, second = hash_password("con đường 18"), hash_password("con đường 18")
    assert first != second
    assert "con" not in first


def test_nothing_matches_where_there_is_no_password() -> None:
    assert not is_password_right("", None)
    assert not is_password_right("\0" * 32, None)


def test_a_try_costs_what_owasp_asks_for() -> None:
    assert run_path(passwords.__file__)["COST"] >= 17  # the tests' own is lower


def test_a_name_that_nobody_has_takes_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", 14)
    kept = hash_password("con đường 18")
    took = [min(_seconds(digest) for _ in range(7)) for digest in (kept, None)]
    assert 0.5 < took[0] / took[1] < 2


def _seconds(digest: str | None) -> float:
    began = time.process_time()
    is_password_right("another one", digest)
    return time.process_time() - began


def test_a_code_is_the_same_however_it_is_written_down() -> None:
    code = make_code()
    assert len(code) == 14
    assert hash_code(code) == hash_code(f" {code.lower().replace('-', ' ')} ")
    assert len({make_code() for _ in range(50)}) == 50
