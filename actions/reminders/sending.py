"""Send reminders as e-mail: each at most once, and one that is refused stops no other.

Before a message leaves, the ledger is told so, in a transaction of its own that looks whether
it was sent before; after it left, or was refused, the ledger is told that. Where the line
breaks in between nobody can know, and then it stays `pending` and is not sent again by itself.
"""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum

from sqlalchemy import Engine

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.reminders.mail_server import MailServer
from actions.reminders.remind import Reminding, build_reminder, find_reminder_of_rung
from models import Delivery, Reminder

PATIENCE = 20.0  # seconds


class SendOutcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    BEFORE = "before"  # it was sent earlier, or may have been
    REFUSED = "refused"  # the server said no: may be tried again
    UNSURE = "unsure"  # the line broke after it was handed over
    UNTRIED = "untried"  # no server answered


@dataclass(frozen=True)
class Outgoing:
    """A message, the address it goes to, and what the ledger says of it."""

    reminding: Reminding
    message: EmailMessage
    address: str


@dataclass(frozen=True)
class SendResult:
    """What became of the message to a unit; `why` is the server's own answer."""

    unit_id: int
    outcome: SendOutcome
    why: str = ""


def send_all(
    engine: Engine,
    outgoing: Sequence[Outgoing],
    server: MailServer,
    *,
    actor: Actor,
    now: datetime,
) -> list[SendResult]:
    """Send each message; gives what became of each, in their order. Raises
    Refused("not_allowed") before any was sent."""
    sent: list[SendResult] = []
    for number, mail in enumerate(outgoing):
        sent.append(_send(engine, mail, server, actor=actor, now=now))
        if sent[-1].outcome == SendOutcome.UNTRIED:
            left = outgoing[number + 1 :]
            return sent + [
                SendResult(other.reminding.unit_id, SendOutcome.UNTRIED) for other in left
            ]
    return sent


def claim(engine: Engine, mail: Outgoing, *, actor: Actor, now: datetime) -> int:
    """Write that the message is about to leave; gives the reminder's number. Raises Refused:
    not_allowed, reminded_before."""
    with deed(engine, actor, Verb.SEND, now=now) as under_way:
        if find_reminder_of_rung(under_way.session, mail.reminding) is not None:
            raise Refused("reminded_before", day=mail.reminding.rung_on)
        reminder = build_reminder(
            mail.reminding, actor=actor, now=now, address=mail.address, delivery=Delivery.PENDING
        )
        under_way.session.add(reminder)
        under_way.session.flush()
        facts = {"address": mail.address, "delivery": Delivery.PENDING.value}
        under_way.tell(f"reminder {reminder.id}", before={}, after=facts)
        return reminder.id or 0


def settle(
    engine: Engine, reminder_id: int, sent: SendResult, *, actor: Actor, now: datetime
) -> None:
    """Write what became of it: sent, or refused, which leaves its rung open again."""
    with deed(engine, actor, Verb.SEND, now=now) as under_way:
        reminder = under_way.session.get(Reminder, reminder_id)
        if reminder is None or reminder.superseded_at is not None:
            raise Refused("reminder_unknown", reminder=reminder_id)
        if sent.outcome == SendOutcome.SENT:
            reminder.delivery = Delivery.SENT.value
        elif sent.outcome != SendOutcome.UNSURE:
            reminder.superseded_at = now
        under_way.tell(
            f"reminder {reminder_id}",
            before={"delivery": Delivery.PENDING.value},
            after={"delivery": sent.outcome.value, "why": sent.why},
        )


def _send(
    engine: Engine, mail: Outgoing, server: MailServer, *, actor: Actor, now: datetime
) -> SendResult:
    try:
        reminder = claim(engine, mail, actor=actor, now=now)
    except Refused as refused:
        if refused.code != "reminded_before":
            raise
        return SendResult(mail.reminding.unit_id, SendOutcome.BEFORE)
    outcome, why = _try_to_send(mail, server)
    sent = SendResult(mail.reminding.unit_id, outcome, why)
    settle(engine, reminder, sent, actor=actor, now=now)
    return sent


def _try_to_send(mail: Outgoing, server: MailServer) -> tuple[SendOutcome, str]:
    try:
        with _connect(server) as line:
            return _send_message(mail, line, sender=server.sender)
    except (smtplib.SMTPException, OSError) as fault:  # nobody there, or not let in
        return SendOutcome.UNTRIED, _format_reason(fault)


def _send_message(mail: Outgoing, line: smtplib.SMTP, *, sender: str) -> tuple[SendOutcome, str]:
    """What the server answered; where the line broke instead, nobody knows."""
    try:
        line.send_message(mail.message, sender, [mail.address])
    except smtplib.SMTPServerDisconnected as fault:
        return SendOutcome.UNSURE, _format_reason(fault)
    except smtplib.SMTPException as fault:
        return SendOutcome.REFUSED, _format_reason(fault)
    except OSError as fault:
        return SendOutcome.UNSURE, _format_reason(fault)
    return SendOutcome.SENT, ""


@contextmanager
def _connect(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A line to the server, signed in. Its end is no matter: what was said was answered."""
    trusted, place = ssl.create_default_context(), (server.host, server.port)
    if server.tls:
        line: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=PATIENCE, context=trusted)
    else:
        line = smtplib.SMTP(*place, timeout=PATIENCE)
    try:
        if server.starttls:
            line.starttls(context=trusted)
        if server.user is not None:
            line.login(server.user, server.password or "")
        yield line
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.quit()


def _format_reason(fault: Exception) -> str:
    return " ".join(str(fault).split())[:300]
