"""Reminders sent by e-mail: each once, and one that is refused stops no other."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.mail_server import MailServer
from actions.reminders.remind import Reminding
from actions.reminders.sending import Outgoing, SendOutcome, SendResult, claim, send_all, settle
from models.database import reading
from models.reminders import list_reminders
from tests.actions.returns import CLERK, OFFICER, ONLOOKERS, at, journal
from tests.indicators.tables import shown

DAY = date(2026, 12, 18)
SENDER = "vanthu@example.vn"
ADDRESSES = ("mot@example.vn", "hai@example.vn", "ba@example.vn")


@dataclass
class Postman:
    """Takes every message but those to the addresses he refuses or hangs up on."""

    refuses: set[str] = field(default_factory=set)
    hangs_up_on: set[str] = field(default_factory=set)
    taken: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (as aiosmtpd calls it)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:  # aiosmtpd's own, untyped
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (as above)
        (address,) = envelope.rcpt_tos
        self.taken.append(address)
        if address in self.hangs_up_on:
            server.transport.close()
            await asyncio.sleep(0)
        return "250 taken"


@pytest.fixture
def postman() -> Postman:
    return Postman()


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture
def server(postman: Postman) -> Iterator[MailServer]:
    port = find_free_port()
    listening = Controller(postman, hostname="127.0.0.1", port=port)
    listening.start()
    yield MailServer("127.0.0.1", port, SENDER)
    listening.stop()


def outgoing(unit: int = 1) -> Outgoing:
    """The message of a rung to the unit of that number."""
    message = EmailMessage()
    message["Subject"], message["To"] = "Báo cáo", ADDRESSES[unit - 1]
    message.set_content("Đề nghị gửi báo cáo.")
    said = Reminding(unit, 2026, "email", DAY, rung_days=3, rung_on=date(2026, 12, 17))
    return Outgoing(said, message, ADDRESSES[unit - 1])


ALL = [1, 2, 3]


def sent(engine: Engine, server: MailServer, units: list[int] = ALL) -> list[SendOutcome]:
    messages = [outgoing(unit) for unit in units]
    told = send_all(engine, messages, server, actor=CLERK, now=at(DAY))
    assert [one.unit_id for one in told] == units
    return [one.outcome for one in told]


def ledger(engine: Engine) -> list[tuple[object, ...]]:
    with reading(engine) as session:
        return shown(list_reminders(session, 2026, DAY), ["unit_id", "delivery"])


def test_each_goes_out_once_however_often_it_is_sent(
    province: Engine, server: MailServer, postman: Postman
) -> None:
    assert sent(province, server) == [SendOutcome.SENT] * 3
    for _ in range(4):
        assert sent(province, server) == [SendOutcome.BEFORE] * 3
    assert postman.taken == list(ADDRESSES)
    assert ledger(province) == [(unit, "sent") for unit in ALL]
    assert len(journal(province, "send")) == 6  # a claim and its outcome for each


@pytest.mark.parametrize(("password", "given"), [("bi mat", "bi mat"), (None, "")])
def test_it_signs_in_where_a_user_is_named_with_the_password_or_none(
    province: Engine, postman: Postman, *, password: str | None, given: str
) -> None:
    signed_in: list[tuple[str, str]] = []

    def let_in(*facts: Any) -> AuthResult:  # aiosmtpd's own, untyped
        signed_in.append((facts[-1].login.decode(), facts[-1].password.decode()))
        return AuthResult(success=True)

    port = find_free_port()
    guarded = {"authenticator": let_in, "auth_require_tls": False}
    listening = Controller(postman, hostname="127.0.0.1", port=port, **guarded)
    listening.start()
    server = MailServer("127.0.0.1", port, SENDER, user="vanthu", password=password)
    assert sent(province, server, [1]) == [SendOutcome.SENT]
    listening.stop()
    assert signed_in == [("vanthu", given)]


def test_a_refusal_stops_no_other_and_may_be_tried_again(
    province: Engine, server: MailServer, postman: Postman
) -> None:
    postman.refuses = {ADDRESSES[1]}
    assert sent(province, server) == [SendOutcome.SENT, SendOutcome.REFUSED, SendOutcome.SENT]
    assert [unit for unit, _ in ledger(province)] == [1, 3]
    postman.refuses = set()
    assert sent(province, server) == [SendOutcome.BEFORE, SendOutcome.SENT, SendOutcome.BEFORE]
    assert sorted(postman.taken) == sorted(ADDRESSES)


def test_where_the_line_breaks_nothing_is_sent_twice(
    province: Engine, server: MailServer, postman: Postman
) -> None:
    postman.hangs_up_on = {ADDRESSES[1]}
    assert sent(province, server) == [SendOutcome.SENT, SendOutcome.UNSURE, SendOutcome.SENT]
    assert sent(province, server) == [SendOutcome.BEFORE] * 3
    assert ledger(province) == [(1, "sent"), (2, "pending"), (3, "sent")]
    assert postman.taken.count(ADDRESSES[1]) == 1


def test_where_no_server_answers_all_may_be_tried_again(province: Engine) -> None:
    nobody = MailServer("127.0.0.1", 1, SENDER)
    assert sent(province, nobody) == [SendOutcome.UNTRIED] * 3
    assert ledger(province) == []


def test_a_sending_that_was_killed_in_between_is_not_repeated(
    province: Engine, server: MailServer, postman: Postman
) -> None:
    claim(province, outgoing(), actor=CLERK, now=at(DAY))
    assert sent(province, server, [1]) == [SendOutcome.BEFORE]
    assert postman.taken == []
    assert ledger(province) == [(1, "pending")]


def test_what_became_of_nothing_is_refused(province: Engine) -> None:
    with pytest.raises(Refused, match="reminder_unknown"):
        settle(province, 77, SendResult(1, SendOutcome.SENT), actor=CLERK, now=at(DAY))


@pytest.mark.parametrize("actor", [OFFICER, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_sends(
    province: Engine, server: MailServer, postman: Postman, *, actor: Actor
) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        send_all(province, [outgoing()], server, actor=actor, now=at(DAY))
    assert (postman.taken, ledger(province)) == ([], [])
