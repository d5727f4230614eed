"""The mail server of this installation, as its environment names it; none by default.

OVERSIGHT_SMTP is smtp://user:password@host:port (STARTTLS where there is a user; add ?plain
for a server of one's own that has none) or smtps://…; OVERSIGHT_SMTP_SENDER the address
messages come from. The password stays in the environment: it is never stored or told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from actions.refusals import Refused

ADDRESS, SENDER = "OVERSIGHT_SMTP", "OVERSIGHT_SMTP_SENDER"
PORTS = {"smtp": 587, "smtps": 465}
MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
LONGEST = 254  # letters of a mailbox


@dataclass(frozen=True)
class MailServer:
    """Where messages are handed over, and who says he is handing them."""

    host: str
    port: int
    sender: str
    tls: bool = False  # from the first byte on
    starttls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def parse_mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """The server, or None where none is named. Raises Refused("mail_server_malformed"),
    which never repeats the address: a password may be in it."""
    written = environment.get(ADDRESS, "").strip()
    if not written:
        return None
    sender = environment.get(SENDER, "").strip()
    try:
        parts = urlsplit(written)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Refused("mail_server_malformed") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (parts.hostname and port and parts.scheme in PORTS and find_mailbox(sender) == sender):
        raise Refused("mail_server_malformed")
    if not (user + password).isascii():  # smtplib sends no other
        raise Refused("mail_server_malformed")
    return MailServer(
        host=parts.hostname,
        port=port,
        sender=sender,
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and parts.query != "plain",
        user=user or None,
        password=password or None,
    )


def find_mailbox(text: str | None) -> str | None:
    """The first mailbox in a text, such as what is known of how an office is reached."""
    match = MAILBOX.search(text or "")
    return match.group() if match and len(match.group()) <= LONGEST else None
