"""Somebody guesses at a name from another address each time, on the wire: its owner comes in at the
first try on her own device and within a minute on another; a code opens at once."""

import asyncio
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message

from actions.accounts.accounts import give_code
from server.auth.sign_in_routes import SignInRoutes, list_own_files, read_clock
from server.auth.throttle import FREE, PATIENCE, Throttle
from tests.actions.accounts import LAN, MINH, OFFICE, PASSWORD, signed_up
from tests.server.conftest import HOME
from tests.server.test_authentication import seal, sent

GUESSES, FEWER_THAN = 1000, 20
WRONG = "một mật khẩu sai"


class Town:
    """Browsers at many addresses before one sign-in page; its clock goes when it is told to."""

    def __init__(self, engine: Engine) -> None:
        self.entrance = SignInRoutes(engine, Throttle())
        routes = self.entrance.build_routes(list_own_files(__file__, __file__))
        self.program = Starlette(routes=routes)
        self.now = 1000.0
        self.form: dict[str, str] = {}
        self.cookies: dict[str, str] = {}

    def browse(self, address: str) -> TestClient:
        return TestClient(
            self.program, base_url=HOME, client=(address, 40_000), follow_redirects=False
        )

    def guess(self, number: int, path: str = "/dang-nhap", **written: str) -> int:
        """A guess from an address that nobody came from before: the answer's status."""
        if not self.form:  # a guesser loads the page once and sends the form from everywhere
            browser = self.browse("10.6.0.1")
            self.form = {"seal": seal(browser.get("/dang-nhap").text)}
            self.cookies = dict(browser.cookies)
        self.now += 0.05
        sender = self.browse(f"10.7.{number // 250}.{number % 250}")
        sender.cookies.update(self.cookies)
        guessed = {"name": "lan", "password": WRONG, **written}
        return int(sender.post(path, data={**self.form, **guessed}).status_code)


@pytest.fixture
def town(province: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    built = Town(province)
    monkeypatch.setattr(
        "server.auth.sign_in_routes.time",
        type("Clock", (), {"monotonic": lambda: built.now, "time": lambda: built.now}),
    )
    signed_up(province, LAN, now=read_clock())
    yield built


def wait_at(town: Town, browser: TestClient, **written: str) -> dict[str, str]:
    """The form that says to wait, as it is sent again after half a minute at the page."""
    told = sent(browser, "/dang-nhap", **written)
    assert told.status_code == 429
    assert "30 giây" in told.text
    town.now += PATIENCE
    hidden = dict(re.findall(r'name="(seal|turn)" value="([^"]*)"', told.text))
    return {**hidden, **written}


def test_a_thousand_guesses_keep_nobody_out(town: Town) -> None:
    known, new = town.browse("203.0.113.1"), town.browse("198.51.100.2")
    assert sent(known, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    known.cookies.delete("phien")  # the sign-in has ended; the device stays known
    statuses = [town.guess(number) for number in range(GUESSES)]
    assert 0 < statuses.count(422) < FEWER_THAN
    assert statuses.count(422) + statuses.count(429) == GUESSES
    assert sent(known, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303

    begun = town.now
    written = wait_at(town, new, name="lan", password=PASSWORD)
    assert [town.guess(number) for number in range(GUESSES, GUESSES + 40)] == [429] * 40
    assert new.post("/dang-nhap", data=written).status_code == 303
    assert town.now - begun < 60


def test_where_too_many_wait_a_known_device_has_its_turn_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, new = town.browse("203.0.113.1"), town.browse("198.51.100.2")
    assert sent(known, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    known.cookies.delete("phien")
    monkeypatch.setattr("server.auth.sign_in_routes.WAITING", 0)
    assert sent(new, "/dang-nhap", name="lan", password=PASSWORD).status_code == 503
    assert sent(known, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303


def test_a_new_device_in_a_network_she_signed_in_from_needs_no_wait(town: Town) -> None:
    office = town.browse("203.0.113.1")
    assert sent(office, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    for number in range(40):
        town.guess(number)
    desk = town.browse("203.0.113.77")
    assert sent(desk, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303


def test_guessers_who_wait_at_the_page_too_get_fewer_than_twenty(town: Town) -> None:
    tried = sum(town.guess(number) == 422 for number in range(20))
    waiting = [town.browse(f"10.8.0.{number}") for number in range(30)]
    turns = [
        dict(
            re.findall(
                r'name="(seal|turn)" value="([^"]*)"',
                sent(browser, "/dang-nhap", name="lan", password=WRONG).text,
            )
        )
        for browser in waiting
    ]
    town.now += PATIENCE
    for browser, turn in zip(waiting, turns, strict=True):
        written = {**turn, "name": "lan", "password": WRONG}
        tried += browser.post("/dang-nhap", data=written).status_code == 422
    assert 0 < tried < FEWER_THAN


def test_a_thousand_made_up_names_keep_nobody_out_and_are_told_from_nobody(town: Town) -> None:
    answers = {town.guess(number, name=f"khong.ai.{number}") for number in range(GUESSES)}
    assert answers == {422}
    new = town.browse("198.51.100.2")
    assert sent(new, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    assert [town.guess(2000 + number, name="khong.ai") for number in range(9)] == [
        town.guess(3000 + number, name="minh") for number in range(9)
    ]


@pytest.mark.parametrize("breaks_off", [True, False])
def test_a_form_that_comes_slowly_or_never_ends_is_let_go(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, breaks_off: bool
) -> None:
    monkeypatch.setattr("server.auth.sign_in_routes.LONGEST_FORM_SECONDS", 0.05)
    statuses: list[int] = []
    parts = [{"type": "http.request", "body": b"seal=", "more_body": True}]

    async def receive() -> Message:
        if parts:
            return parts.pop()
        if not breaks_off:
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    scope = {"type": "http", "method": "POST", "path": "/dang-nhap", "query_string": b""}
    scope |= {"headers": [(b"host", b"127.0.0.1")], "client": ("10.0.0.1", 1), "scheme": "http"}
    asyncio.run(asyncio.wait_for(town.program(scope, receive, send), 10))
    assert statuses == [403]


def test_who_stole_a_sign_in_does_not_guess_the_password_from_many_addresses(town: Town) -> None:
    owner = town.browse("203.0.113.1")
    assert sent(owner, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    new = {"old": WRONG, "new": WRONG * 2, "again": WRONG * 2}
    statuses = []
    for number in range(60):
        town.now += 20
        thief = town.browse(f"10.5.{number}.1")
        thief.cookies.set("phien", owner.cookies["phien"])
        statuses.append(sent(thief, "/doi-mat-khau", **new).status_code)
    assert 0 < statuses.count(422) < FEWER_THAN
    assert statuses.count(422) + statuses.count(429) == len(statuses)
    back = sent(town.browse("203.0.113.9"), "/dang-nhap", name="lan", password=PASSWORD)
    assert back.status_code == 303


def test_what_was_mistyped_between_makes_no_guess_forgotten(town: Town) -> None:
    thief = town.browse("203.0.113.1")  # at a page that was left open
    assert sent(thief, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    guessed = 0
    for _ in range(5):
        for _ in range(FREE - 1):
            new = {"new": WRONG * 2, "again": WRONG * 2}
            answer = sent(thief, "/doi-mat-khau", old=WRONG, **new)
            guessed += answer.status_code == 422
        sent(thief, "/doi-mat-khau", old=WRONG, new=WRONG, again="khác")
    assert guessed == FREE


def test_the_codes_of_an_administrator_are_no_way_to_guess(town: Town, province: Engine) -> None:
    give_code(province, "lan", actor=OFFICE, now=read_clock())
    wrong = {"code": "AAAA-BBBB-CCCC", "new": WRONG * 2, "again": WRONG * 2}
    one = town.browse("10.9.0.1")
    statuses = [sent(one, "/dat-mat-khau", name="lan", **wrong).status_code for _ in range(12)]
    assert statuses.count(422) == FREE


def test_waiting_is_ones_own(town: Town) -> None:
    for number in range(40):
        town.guess(number)
    told = sent(town.browse("203.0.113.2"), "/dang-nhap", name="lan", password=PASSWORD)
    turn = re.findall(r'name="turn" value="([^"]+)"', told.text)[0]
    other = town.browse("203.0.113.3")
    assert sent(other, "/dang-nhap", name="lan", password=WRONG, turn=turn).status_code == 429
    town.now += PATIENCE
    assert sent(other, "/dang-nhap", name="lan", password=WRONG, turn=turn).status_code == 429
    assert sent(other, "/dang-nhap", name="lan", password=WRONG, turn="x 0").status_code == 429


def test_a_device_is_known_for_the_person_who_signed_in_on_it(town: Town, province: Engine) -> None:
    signed_up(province, MINH, now=read_clock())
    thief = town.browse("203.0.113.4")
    assert sent(thief, "/dang-nhap", name="minh", password=PASSWORD).status_code == 303
    thief.cookies.delete("phien")
    for number in range(40):
        town.guess(number)
    assert sent(thief, "/dang-nhap", name="lan", password=WRONG).status_code == 429
    assert sent(thief, "/dang-nhap", name="minh", password=PASSWORD).status_code == 303


def test_a_guesser_on_a_known_device_is_slowed_there(town: Town) -> None:
    known = town.browse("203.0.113.1")
    assert sent(known, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    known.cookies.delete("phien")
    statuses = [
        sent(known, "/dang-nhap", name="lan", password=WRONG).status_code for _ in range(10)
    ]
    assert statuses.count(422) == 5


def test_a_code_of_an_administrator_opens_at_once(town: Town, province: Engine) -> None:
    for number in range(40):
        town.guess(number)
    code = give_code(province, "lan", actor=OFFICE, now=read_clock())
    browser = town.browse("203.0.113.2")
    written = {"name": "lan", "code": code, "new": PASSWORD, "again": PASSWORD}
    assert sent(browser, "/dat-mat-khau", **written).status_code == 303
