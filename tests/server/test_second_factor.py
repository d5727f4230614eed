"""The second factor on the wire: set up by an application, asked for after the password, and not
to be passed by without it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape

import pyotp
import pytest
import time_machine
from sqlalchemy import Engine
from sqlmodel import select
from starlette.testclient import TestClient

from actions.accounts.accounts import Account, add_user, change_user, disable_user, give_code
from actions.accounts.second_factors import remove_second_factor
from actions.accounts.sign_ins import change_password, find_session_actor
from actions.refusals import Refused
from actions.settings import set_number
from models import Entry, RecoveryCode, SecondFactor, UserRole
from models.choices import SECOND_FACTOR_FOR
from models.database import reading
from server.auth.cookies import TICKET
from server.auth.tickets import LASTS
from tests.actions.accounts import HOA, LAN, MINH, OFFICE, PASSWORD, signed_up
from tests.server.conftest import HOME
from tests.server.test_authentication import VISIT, client, seal, sent

BEGUN = datetime(2026, 12, 20, 2, 0, 5, tzinfo=UTC)
SET, CODE, REMOVE = "/xac-thuc-hai-buoc", "/ma-xac-thuc", "/bo-xac-thuc"


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


@dataclass
class Telephone:
    """An authenticator application, and the recovery codes put away beside it."""

    secret: str
    recovery_codes: list[str]

    def code(self) -> str:
        return pyotp.TOTP(self.secret).now()


def shift(clock: time_machine.Traveller, seconds: float = 60) -> None:
    clock.shift(timedelta(seconds=seconds))


def key_on(page: str) -> str:
    """The key as the page writes it, to be typed."""
    found = re.search(r'class="key">.*<code>([A-Z2-7 ]+)</code>', page)
    assert found is not None
    return found[1].replace(" ", "")


def set_up(reader: TestClient, **written: str) -> Telephone:
    """Set a second factor up on the page of it."""
    page = reader.get(SET).text
    sealed = re.search(r'name="secret" value="([^"]+)"', page)
    assert sealed is not None
    key = key_on(page)
    told = {"seal": seal(page), "secret": unescape(sealed[1]), "code": pyotp.TOTP(key).now()}
    answer = reader.post(SET, data={**told, **written})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return Telephone(key, re.findall(r"<li><code>([^<]+)</code>", answer.text))


def with_telephone(reader: TestClient, engine: Engine, clock: time_machine.Traveller) -> Telephone:
    """Lan, who signed in, set a second factor up and signed out, a minute ago."""
    signed_up(engine, LAN, now=datetime.now(UTC))
    assert give_password(reader) == "/"
    telephone = set_up(reader, old=PASSWORD)
    assert is_in(reader)
    assert sent(reader, "/dang-xuat").status_code == 303
    shift(clock)
    return telephone


def give_password(reader: TestClient, name: str = "lan", password: str = PASSWORD) -> str:
    """Where the right password leads to."""
    answer = sent(reader, "/dang-nhap", name=name, password=password)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def is_in(reader: TestClient) -> bool:
    return reader.get("/co-quan", headers=VISIT).text.startswith("reached")


def test_the_code_is_asked_for_after_the_password_and_opens_once(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    assert give_password(reader) == CODE
    assert not is_in(reader)
    wrong = sent(reader, CODE, code="000000")
    assert wrong.status_code == 422
    assert "Mã không đúng" in wrong.text
    code = telephone.code()
    assert sent(reader, CODE, code=f"{code[:3]} {code[3:]}").headers["location"] == "/"
    assert is_in(reader)

    assert sent(reader, "/dang-xuat").status_code == 303
    assert give_password(reader) == CODE
    assert sent(reader, CODE, code=code).status_code == 422  # the same code twice
    assert not is_in(reader)
    shift(clock, 30)
    assert sent(reader, CODE, code=telephone.code()).status_code == 303
    assert is_in(reader)


def test_where_one_was_going_and_the_language_are_kept(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    led = sent(reader, "/dang-nhap?den=%2Fqua-han%3Flang%3Den", name="lan", password=PASSWORD)
    page = reader.get(led.headers["location"]).text
    assert "<h1>Authentication code</h1>" in page
    answer = sent(reader, led.headers["location"], code=telephone.code())
    assert answer.headers["location"] == "/qua-han?lang=en"


def test_a_recovery_code_opens_once(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    assert len(set(telephone.recovery_codes)) == 10
    give_password(reader)
    code = telephone.recovery_codes[3].lower().replace("-", " ")
    assert sent(reader, CODE, code=code).status_code == 303
    assert is_in(reader)
    sent(reader, "/dang-xuat")
    give_password(reader)
    assert sent(reader, CODE, code=code).status_code == 422
    assert sent(reader, CODE, code=telephone.recovery_codes[4]).status_code == 303


def test_nothing_that_opens_is_kept_or_told_but_the_secret(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    give_password(reader)
    sent(reader, CODE, code=telephone.recovery_codes[0])
    with reading(province) as session:
        kept = [code.digest for code in session.exec(select(RecoveryCode))]
        told = "".join(f"{one.before}{one.after}" for one in session.exec(select(Entry)))
    assert len(kept) == 9
    assert not set(telephone.recovery_codes) & set(kept)
    assert telephone.secret not in told
    assert not any(code in told for code in telephone.recovery_codes)
    assert '"second_factor":"recovery_code"' in told.replace(" ", "")


@pytest.mark.parametrize("moment", ["in another browser", "too late", "password", "disabled"])
def test_a_ticket_does_not_outlive_what_it_stands_for(
    reader: TestClient, province: Engine, clock: time_machine.Traveller, moment: str
) -> None:
    telephone = with_telephone(reader, province, clock)
    actor_token = signed_up(province, MINH, now=datetime.now(UTC))
    give_password(reader)
    told = {"seal": seal(reader.get(CODE).text), "code": telephone.code()}
    thief = reader
    if moment == "in another browser":
        thief = client(province)
        told["seal"] = seal(thief.get("/dang-nhap").text)
        thief.cookies.set(TICKET, reader.cookies[TICKET])
    elif moment == "too late":
        shift(clock, LASTS + 1)
        told["code"] = telephone.code()
    elif moment == "disabled":
        disable_user(province, "lan", actor=OFFICE, now=datetime.now(UTC))
    else:
        sent(reader, CODE, code=telephone.recovery_codes[0])
        actor = find_session_actor(province, reader.cookies["phien"], now=datetime.now(UTC))
        assert actor is not None
        ticket = reader.cookies.get(TICKET)
        assert ticket is None  # it is dropped when one is in
        sent(reader, "/dang-xuat")
        give_password(reader)
        change_password(province, actor, PASSWORD, "một mật khẩu khác", now=datetime.now(UTC))
        told["seal"] = seal(reader.get("/dang-nhap").text)
    answer = thief.post(CODE, data=told)
    assert answer.status_code == 403
    assert "đăng nhập lại từ đầu" in answer.text
    assert not is_in(thief)
    assert actor_token not in answer.text


def test_a_ticket_is_no_sign_in_and_sets_no_other_factor_up(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    with_telephone(reader, province, clock)
    give_password(reader)
    for path in (SET, REMOVE, "/doi-mat-khau"):
        page = reader.get(path, headers=VISIT)
        assert 'class="qr"' not in page.text
        assert "reached" not in page.text
    told = {"seal": seal(reader.get(CODE).text), "code": "1", "old": PASSWORD}
    assert reader.post(SET, data=told).status_code == 403
    assert reader.post(REMOVE, data=told).status_code in (401, 403)
    with reading(province) as session:
        assert len(session.exec(select(SecondFactor)).all()) == 1


def test_a_one_time_code_for_the_password_does_not_stand_in_for_the_second_factor(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    code = give_code(province, "lan", actor=OFFICE, now=datetime.now(UTC))
    new = {"new": "bàn ghế đèn sách", "again": "bàn ghế đèn sách"}
    answer = sent(reader, "/dat-mat-khau", name="lan", code=code, **new)
    assert answer.headers["location"] == CODE
    assert not is_in(reader)
    assert sent(reader, CODE, code=telephone.code()).status_code == 303
    assert is_in(reader)


def test_codes_are_not_guessed_from_a_known_device_either(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    tried = 0
    for _ in range(60):
        give_password(reader)  # right each time, which clears nothing of the codes
        tried += sent(reader, CODE, code="000000").status_code == 422
    assert tried < 20
    last = sent(reader, CODE, code="000000")
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) >= 1

    code = give_code(province, "lan", actor=OFFICE, now=datetime.now(UTC))
    new = {"new": "bàn ghế đèn sách", "again": "bàn ghế đèn sách"}
    home = TestClient(reader.app, base_url=HOME, client=("198.51.100.7", 1), follow_redirects=False)
    assert sent(home, "/dat-mat-khau", name="lan", code=code, **new).headers["location"] == CODE
    assert sent(home, CODE, code=telephone.code()).status_code == 303  # new to the guesser


@pytest.mark.parametrize(
    ("level", "account", "led"),
    [
        (0, MINH, "/"),
        (1, MINH, SET),
        (1, LAN, "/"),
        (2, LAN, SET),
        (2, MINH, SET),
        (2, HOA, "/"),
    ],
)
def test_who_must_have_one_sets_it_up_before_any_screen(
    reader: TestClient, province: Engine, level: int, account: Account, led: str
) -> None:
    now = datetime.now(UTC)
    signed_up(province, account, now=now)
    set_number(province, SECOND_FACTOR_FOR, level, actor=OFFICE, now=now)
    assert give_password(reader, account.code) == led
    assert is_in(reader) == (led == "/")
    if led == SET:
        assert 'id="old"' not in reader.get(SET).text
        set_up(reader)
        assert is_in(reader)


def test_who_must_have_one_is_led_there_from_a_one_time_code_too(
    reader: TestClient, province: Engine
) -> None:
    now = datetime.now(UTC)
    set_number(province, SECOND_FACTOR_FOR, 2, actor=OFFICE, now=now)
    code = add_user(province, LAN, actor=OFFICE, now=now)
    told = {"name": "lan", "code": code, "new": PASSWORD, "again": PASSWORD}
    assert sent(reader, "/dat-mat-khau", **told).headers["location"] == SET
    assert not is_in(reader)
    assert set_up(reader).recovery_codes
    assert is_in(reader)


def test_who_must_have_one_and_turns_it_off_sets_another_up(
    reader: TestClient, province: Engine
) -> None:
    signed_up(province, LAN, now=datetime.now(UTC))
    give_password(reader)
    assert REMOVE not in reader.get(SET).text
    set_up(reader, old=PASSWORD)
    assert REMOVE in reader.get(SET).text
    set_number(province, SECOND_FACTOR_FOR, 2, actor=OFFICE, now=datetime.now(UTC))
    assert sent(reader, REMOVE, old=PASSWORD).headers["location"] == SET
    assert not is_in(reader)
    set_up(reader)
    assert is_in(reader)


def test_it_is_changed_and_turned_off_with_the_password(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    signed_up(province, LAN, now=datetime.now(UTC))
    give_password(reader)
    first = set_up(reader, old=PASSWORD)
    other = client(province)
    shift(clock)
    give_password(other)
    assert sent(other, CODE, code=first.code()).status_code == 303
    page = reader.get(SET).text
    assert key_on(page) != first.secret
    assert sent(reader, SET, old="không phải", code="1").status_code == 422
    second = set_up(reader, old=PASSWORD)
    assert not is_in(other)  # which signed in with the first
    assert second.secret != first.secret
    assert sent(reader, REMOVE, old="không phải").status_code == 422
    assert sent(reader, REMOVE, old=PASSWORD).status_code == 303
    assert is_in(reader)
    assert "chưa thiết lập" in sent(reader, REMOVE, old=PASSWORD).text
    sent(reader, "/dang-xuat")
    assert give_password(reader) == "/"


def test_an_administrator_removes_it_and_the_sign_ins_end(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    give_password(reader)
    assert sent(reader, CODE, code=telephone.code()).status_code == 303
    own = find_session_actor(
        province, signed_up(province, MINH, now=datetime.now(UTC)), now=datetime.now(UTC)
    )
    assert own is not None
    with pytest.raises(Refused, match="own_second_factor"):
        remove_second_factor(province, "minh", actor=own, now=datetime.now(UTC))
    remove_second_factor(province, "lan", actor=OFFICE, now=datetime.now(UTC))
    assert not is_in(reader)
    assert give_password(reader) == "/"
    with reading(province) as session:
        told = [one for one in session.exec(select(Entry)) if one.verb == "remove_second_factor"]
    assert [one.subject for one in told] == ["user lan"]


def test_a_key_of_another_page_is_not_taken(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    assert clock
    signed_up(province, LAN, now=datetime.now(UTC))
    signed_up(province, HOA, now=datetime.now(UTC))
    other = client(province)
    give_password(reader)
    give_password(other, "hoa")
    page = other.get(SET).text
    foreign = re.search(r'name="secret" value="([^"]+)"', page)
    assert foreign is not None
    code = pyotp.TOTP(key_on(page)).now()
    told = {"old": PASSWORD, "secret": unescape(foreign[1]), "code": code}
    answer = sent(reader, SET, **told)
    assert answer.status_code == 422
    assert "quá hạn" in answer.text
    assert key_on(answer.text) != key_on(page)


def test_another_role_at_the_second_step_lets_nobody_in_with_the_old_one(
    reader: TestClient, province: Engine, clock: time_machine.Traveller
) -> None:
    telephone = with_telephone(reader, province, clock)
    give_password(reader)
    lesser = type(LAN)("lan", "Lan", UserRole.LEADER)
    change_user(province, lesser, actor=OFFICE, now=datetime.now(UTC))
    assert sent(reader, CODE, code=telephone.code()).status_code == 303
    actor = find_session_actor(province, reader.cookies["phien"], now=datetime.now(UTC))
    assert actor is not None
    assert actor.role == UserRole.LEADER


def test_the_picture_is_shown_under_the_policy_and_without_a_script(
    reader: TestClient, province: Engine
) -> None:
    signed_up(province, LAN, now=datetime.now(UTC))
    give_password(reader)
    answer = reader.get(SET)
    assert 'src="data:image/svg+xml' in answer.text
    assert "img-src 'self' data:" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_who_is_in_when_it_becomes_required_sets_it_up_at_the_next_page(
    reader: TestClient, province: Engine
) -> None:
    now = datetime.now(UTC)
    other = client(province)
    for one, account in ((reader, LAN), (other, HOA)):
        signed_up(province, account, now=now)
        give_password(one, account.code)
    set_number(province, SECOND_FACTOR_FOR, 2, actor=OFFICE, now=now)
    assert is_in(other)  # a role that need not have one
    led = reader.get("/co-quan?lang=en", headers=VISIT)
    assert (led.status_code, led.headers["location"]) == (303, f"{SET}?den=%2Fco-quan%3Flang%3Den")
    assert reader.get("/_stcore/host-config").status_code == 401
    assert reader.get("/dang-nhap", headers=VISIT).headers["location"] == "/"
    page = reader.get(SET)
    assert 'href="./dang-xuat"' in page.text
    set_up(reader, old=PASSWORD)
    assert is_in(reader)


def test_who_is_in_and_must_set_it_up_may_leave(reader: TestClient, province: Engine) -> None:
    signed_up(province, LAN, now=datetime.now(UTC))
    give_password(reader)
    set_number(province, SECOND_FACTOR_FOR, 2, actor=OFFICE, now=datetime.now(UTC))
    assert sent(reader, "/dang-xuat").headers["location"] == "/dang-nhap"
    assert give_password(reader) == SET
