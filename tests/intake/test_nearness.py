"""A unit's name with a letter or a mark wrong is suggested and asked about, never taken."""

import pytest

from intake.checks.nearest import find_nearest
from intake.text.similar_names import has_agreeing_marks, is_one_letter_off
from tests.intake.register import RECEIVED, references


@pytest.mark.parametrize(
    ("text", "unit_id", "code"),
    [
        ("Sở Y tế", 1, "register.unit_by_name"),
        ("So Y te", 1, "register.unit_by_name"),
        ("SỞ Y TẾ tỉnh Cao Bằng", 1, "register.unit_by_name"),
        ("Sở Y tề", 1, "register.unit_read_as"),
        ("Sơ Y tế", 1, "register.unit_by_name"),  # a tone left out is no other name
        ("Sở Y té", 1, "register.unit_by_name"),
        ("Sở Y tếe", 1, "register.unit_read_as"),
        ("Sở Tài chinh", 2, "register.unit_by_name"),
        ("Sở Tài chímh", 2, "register.unit_read_as"),
        ("Sở Tài chí", 2, "register.unit_unknown"),
        ("UBND phường Thục Phán", 12, "register.unit_by_name"),
        ("Phường Thục Phấn", 12, "register.unit_read_as"),
        ("SYTX", None, "register.unit_unknown"),
    ],
)
def test_how_a_name_is_read(text: str, unit_id: int | None, code: str) -> None:
    meant = references().book.find_meaning(text, RECEIVED)
    expected = None if code == "register.unit_unknown" else unit_id
    assert (meant.unit_id, meant.code) == (expected, code)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Hoàn thàh", ("done",)),
        ("Chưa hoàn thành", ()),
        ("Không hoàn thành", ()),
        ("Chưa thực hiên", ("not_started",)),
    ],
)
def test_what_is_denied_is_not_like_what_is_not(text: str, nearest: tuple[str, ...]) -> None:
    known = {"hoan thanh": "done", "dang thuc hien": "in_progress", "chua thuc hien": "not_started"}
    assert find_nearest(text, known)[:1] == nearest


@pytest.mark.parametrize(
    ("text", "other", "near"),
    [
        ("so y te", "so y ta", True),
        ("so y te", "so y tee", True),
        ("so y te", "o y te", True),
        ("so y te", "so y te", False),
        ("so y te", "so a ta", False),
        ("abc", "bcd", False),
    ],
)
def test_one_letter(text: str, other: str, *, near: bool) -> None:
    assert is_one_letter_off(text, other) == near == is_one_letter_off(other, text)


def test_a_tone_may_stand_on_either_vowel() -> None:
    assert has_agreeing_marks("Huyện Hoà An", ["Huyện Hòa An"])
