"""E-mail drafts of letters: RFC 5322 messages that a mail program opens ready to be sent.

Every header goes through clean_text(), so that no text of ours or theirs can begin another
header; an address is taken only where it is one mailbox.
"""

from collections.abc import Mapping
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import NamedTuple

from documents.printing.official import Official, Paragraph, clean_text
from locales.words import Words

MIME = "message/rfc822"


class SubjectPolicy(EmailPolicy):
    """SMTP's policy, which folds a long subject itself: the standard library of Python 3.11
    and 3.12 drops the space between two encoded words ("thựchiện")."""

    def fold(self, name: str, value: str) -> str:
        if name != "Subject":
            folded: str = super().fold(name, value)
            return folded
        lines = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {lines}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


SMTP = SubjectPolicy(linesep="\r\n")


class Mailboxes(NamedTuple):
    """From which mailbox a message goes to which, as far as they are known."""

    sender: str | None = None
    address: str | None = None


def build_draft(
    paper: Official,
    words: Words,
    *,
    mailboxes: Mailboxes,
    enclosed: Mapping[str, tuple[str, bytes]],
    uid: str,
    now: datetime,
) -> EmailMessage:
    """The letter as a message: its text, and the files of `enclosed` (name → MIME type,
    content) attached. Without an address the clerk fills it in."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = build_subject(paper)
    if mailboxes.sender:
        message["From"] = mailboxes.sender
    if mailboxes.address:
        message["To"] = mailboxes.address
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{uid}@giamsat18.invalid>"
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message.set_content(build_plain_text(paper, words), cte="base64")
    for name, (kind, content) in enclosed.items():
        major, minor = kind.split("/")
        message.add_attachment(content, maintype=major, subtype=minor, filename=name)
    if enclosed:
        message.set_boundary(f"=={uid}==")
    return message


def drop_draft_mark(message: EmailMessage) -> EmailMessage:
    del message["X-Unsent"]
    return message


def build_subject(paper: Official) -> str:
    """What the message is about: as the letter says it, beginning with a capital."""
    about = clean_text(paper.about)
    return about[:1].upper() + about[1:]


def build_plain_text(paper: Official, words: Words) -> str:
    """The letter's text, a paragraph a line: to whom, what, and who writes it beneath."""
    names = ", ".join(clean_text(name) for name in paper.addressees)
    texts = [clean_text(block.text) for block in paper.body if isinstance(block, Paragraph)]
    parts = [f"{words.say('paper.to')} {names}", *texts, clean_text(paper.head.body)]
    return "\n\n".join(parts) + "\n"
