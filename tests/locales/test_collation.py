"""Names in the order a Vietnamese reader expects."""

import random
import unicodedata

import pytest

from locales.collation import build_collation_key

ORDERED = [
    # letters before tones
    ["An", "Ăn", "Âu", "Ba", "Ca", "Cần Yên", "Cô Ba", "Dân", "Đông Khê", "Em", "Êm", "Gà"],
    ["o", "ô", "ơ", "pa", "u", "ư", "xa", "y"],
    # ngang, huyền, hỏi, ngã, sắc, nặng
    ["ma", "mà", "mả", "mã", "má", "mạ", "man"],
    # tones count only where all letters are the same
    ["Bảo Lạc", "Bảo Lâm", "Bế Văn Đàn"],
    # f j w z stand in their Latin places
    ["Ê", "F", "G", "I", "J", "K", "V", "W", "X", "Y", "Z"],
    # case last, numbers as numbers, words before longer words
    ["hạ", "Hạ", "Hạ Lang"],
    ["Xóm 2", "Xóm 10", "Xóm Chợ"],
    ["Hòa An", "Hoàng"],
]


@pytest.mark.parametrize("names", ORDERED, ids=lambda names: names[0])
def test_order(names: list[str]) -> None:
    shuffled = random.Random(18).sample(names, len(names))
    assert sorted(shuffled, key=build_collation_key) == names


def test_composed_and_decomposed_letters_are_the_same() -> None:
    for name in ("Đề Thám", "Quảng Uyên", "Trùng Khánh", "Sở Tài nguyên"):
        apart = unicodedata.normalize("NFD", name)
        assert build_collation_key(apart) == build_collation_key(name)


def test_odd_text_has_a_key() -> None:
    assert sorted(["", "Ω", "–", "3", "a"], key=build_collation_key) == ["", "–", "3", "a", "Ω"]
