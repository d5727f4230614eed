"""Which passwords are refused, and why: common ones however they are filled up, and those made of
what anybody knows of the office and the person."""

import unicodedata

import pytest
from sqlalchemy import Engine

from actions.accounts.accounts import Account, add_user, give_code
from actions.accounts.password_strength import find_password_fault, split_name
from actions.accounts.sign_ins import set_password, sign_in
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models import UserRole
from tests.actions.accounts import OFFICE
from tests.conftest import NOW

LAN = Account("lan.nong", "Nông Thị Lan", UserRole.UNIT_OFFICER, "SYT")
OWN = [*split_name(LAN.code), *split_name(LAN.name), "SYT", "Sở Y tế"]

# The first twenty of the lists of leaked passwords.
COMMONEST = (
    *("123456", "123456789", "12345678", "password", "qwerty", "12345", "1234567", "111111"),
    *("123123", "abc123", "1234567890", "password1", "iloveyou", "000000", "qwerty123"),
    *("1q2w3e4r", "admin", "dragon", "monkey", "letmein"),
)
FILLINGS = ("1234567890", "!!!!!!!!!!", "0000000000", "..........", "@2026@2026", "2026202620")


@pytest.mark.parametrize("common", COMMONEST)
def test_a_common_password_is_refused_however_it_is_filled_up(common: str) -> None:
    filled = [(common + more)[:12] for more in FILLINGS]
    filled += [(more[: 12 - len(common)] + common) for more in FILLINGS]
    filled += [(common * 4)[:12], common.title() + "!" * 8]
    passed = [one for one in filled if len(one) > 11 and find_password_fault(one, []) is None]
    assert passed == []


@pytest.mark.parametrize(
    "password",
    [
        "bàn ghế đèn sách",
        "ban ghe den sach",
        "trâu bò lợn gà",
        "mưa nắng gió sương",
        "xóm nhỏ đường về",
        "cây đa bến nước Cao Bằng",
        "lantern copper walnut sky",
        "kW7#pQ2vLx9z",
        "con đường 18 bậc" * 8,
    ],
)
def test_four_words_will_do_in_either_language(password: str) -> None:
    for form in ("NFC", "NFD"):
        assert find_password_fault(unicodedata.normalize(form, password), OWN) is None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("ngắn quá", "password_short"),
        ("kW7#pQ2vLx9", "password_short"),
        ("đ" * 129, "password_long"),
        ("Giám sát 18 Cao Bằng", "password_named"),
        ("giamsat18caobang2026", "password_named"),
        ("GiamSat_18@CaoBang!", "password_named"),
        ("Hội Chữ thập đỏ tỉnh Cao Bằng", "password_named"),
        ("hoichuthapdo1946", "password_named"),
        ("chỉ thị 18/CT-TTg", "password_named"),
        ("xin chào lan.nong", "password_named"),
        ("NongThiLan1990!", "password_named"),
        ("nông thị lan 123", "password_named"),
        ("Sở Y tế Cao Bằng 2026", "password_named"),
        ("mật khẩu 123456", "password_easy"),
        ("Matkhau@2026", "password_easy"),
        ("anhyeuem123456", "password_easy"),
        ("Việt Nam 1945", "password_easy"),
        ("aaaaaaaaaaaa", "password_easy"),
        ("qwertyuiop[]", "password_easy"),
        ("!!!!!!!!!!!!!!", "password_easy"),
    ],
)
def test_what_will_not_do_is_told_apart(password: str, fault: str) -> None:
    assert find_password_fault(password, OWN) == fault


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("password", ["ngắn", "Sở Y tế Cao Bằng 2026", "Matkhau@2026"])
def test_the_refusal_says_why_and_what_to_do(
    province: Engine, password: str, language: str
) -> None:
    code = add_user(province, LAN, actor=OFFICE, now=NOW)
    with pytest.raises(Refused) as refusal:
        set_password(province, LAN.code, code, password, now=NOW)
    said = build_refusal_sentence(refusal.value, words_in(language))
    assert {"vi": "bốn từ", "en": "four "}[language] in said
    assert set_password(province, LAN.code, code, "bàn ghế đèn sách", now=NOW)


def test_a_password_of_before_opens_until_it_is_changed(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = add_user(province, LAN, actor=OFFICE, now=NOW)
    with monkeypatch.context() as before:
        before.setattr(
            "actions.accounts.sign_ins.find_password_fault", lambda _password, _words: None
        )
        set_password(province, LAN.code, code, "lan1234567", now=NOW)
    assert sign_in(province, LAN.code, "lan1234567", now=NOW)
    code = give_code(province, LAN.code, actor=OFFICE, now=NOW)
    with pytest.raises(Refused, match="password_short"):
        set_password(province, LAN.code, code, "lan1234567", now=NOW)
