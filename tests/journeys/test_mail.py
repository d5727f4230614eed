"""E-mails of Đôn đốc, sent through a real mail server on this machine, and what arrived there."""

import io
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from actions.permissions import Actor
from actions.reminders.contacts import set_contacts
from models import Unit, UserRole
from models.database import reading
from tests.chromium import PATIENCE_MS
from tests.conftest import NOW
from tests.journeys.conftest import open_desk
from tests.journeys.desk import Desk, open_screen, press

pytestmark = pytest.mark.browser
CLERK = Actor("terminal", UserRole.SECRETARIAT)
SENDER = "hoichuthapdo@caobang.example.vn"
SEND = re.compile(r"^Gửi (\d+) thư điện tử")


@dataclass
class Mailbox:
    """Takes every message and keeps it, with the mailboxes it was for."""

    messages: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (as aiosmtpd calls it; its own, untyped)
        assert server is not None and session is not None
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append((envelope.rcpt_tos, message))
        return "250 taken"


def give_mailboxes(desk: Desk) -> None:
    """Write a mailbox down for every unit in being, under its number."""
    with reading(desk.engine) as session:
        units = session.exec(select(Unit.id).where(col(Unit.valid_to).is_(None))).all()
    contacts = {unit: f"vanthu{unit}@example.vn" for unit in units if unit}
    set_contacts(desk.engine, contacts, actor=CLERK, now=NOW)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def desk_with_mail(mailbox: Mailbox, tmp_path: Path, sample_file: Path) -> Iterator[Desk]:
    """The trial on a server that hands its e-mails to `mailbox`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    listening = Controller(mailbox, hostname="127.0.0.1", port=port)
    listening.start()
    named = {
        "OVERSIGHT_SMTP": f"smtp://127.0.0.1:{port}?plain",
        "OVERSIGHT_SMTP_SENDER": SENDER,
    }
    with open_desk(tmp_path, sample_file, **named) as desk:
        give_mailboxes(desk)
        yield desk
    listening.stop()


def read_ledger(desk: Desk) -> dict[int, dict[str, Any]]:
    """The lines of the ledger by their numbers."""
    lines = desk.ask("reminders", "--year", "2026")["reminders"]
    return {line["reminder_id"]: line for line in lines}


def test_a_set_of_emails_arrives_and_stands_in_the_ledger(
    desk_with_mail: Desk, mailbox: Mailbox, page: Page
) -> None:
    before = read_ledger(desk_with_mail)
    open_screen(page, desk_with_mail, "don-doc?xem-nhu=secretariat")
    button = page.get_by_role("button", name=SEND)
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    found = SEND.search(button.inner_text())
    assert found is not None
    count = int(found[1])
    press(page, SEND)
    sent = page.get_by_text(re.compile("đã gửi", re.IGNORECASE))
    expect(sent.first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name=SEND)).to_have_count(0)  # nobody is asked twice

    assert len(mailbox.messages) == count > 0
    after = read_ledger(desk_with_mail)
    lines = [line for number, line in after.items() if number not in before]
    assert {(line["channel"], line["delivery"]) for line in lines} == {("email", "sent")}
    assert len(lines) == count
    for recipients, message in mailbox.messages:
        assert recipients == [message["To"].addresses[0].addr_spec]
        assert message["From"].addresses[0].addr_spec == SENDER
        body = message.get_body(("plain",))
        assert body is not None
        assert "Kính gửi:" in body.get_content()
        assert "X-Unsent" not in message  # a draft's mark
        attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        (form,) = [name for name in attached if str(name).endswith(".xlsx")]
        sheet = load_workbook(io.BytesIO(attached[form])).worksheets[0]
        assert sheet.max_row > 1  # the form to fill in, with the unit's tasks
