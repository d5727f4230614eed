"""The letter that sends a return back to its sender, and the e-mail of the same words. To a
body that was only asked it is a request with thanks: nothing is said to be late or returned."""

from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage

from documents.chasing_letters import Desk
from documents.chasing_mail import Mailboxes, draft
from documents.decree30 import MIME as DOCX
from documents.decree30 import official_docx
from documents.letterheads import settings_of
from documents.official import Official, Paragraph, printable


@dataclass(frozen=True)
class SentBack:
    """A return that goes back: whose (`unit` as a letter addresses it), of which year, how it
    came, when it went back, why, and until when it is asked for again."""

    unit: str
    code: str
    year: int
    requested: bool
    received_on: date
    document_no: str | None
    sent_back_on: date
    reason: str
    until: date | None = None
    letter_no: str = ""


def send_back_letter(returned: SentBack, desk: Desk) -> Official:
    """The letter as a công văn."""
    words, manner = desk.words, "requested" if returned.requested else "required"
    facts = {
        "unit": returned.unit,
        "year": returned.year,
        "body": desk.setting("body"),
        "received_on": returned.received_on,
        "document": printable(returned.document_no or ""),
        "reason": printable(returned.reason).rstrip(" .;"),
        "until": returned.until,
    }
    came = "came_document" if returned.document_no else "came"
    asked = "asked" if returned.until else "asked_undated"
    key = "sending_back.letter"
    sentences = [
        words.say(f"letter.ground.{manner}", plan=desk.setting("plan"), body=desk.setting("body")),
        words.say(f"{key}.{came}.{manner}", **facts),
        words.say(f"{key}.{asked}.{manner}", **facts),
    ]
    if contact := desk.setting("contact"):
        sentences.append(words.say("letter.contact", contact=contact))
    sentences.append(words.say(f"letter.end.{manner}", body=desk.setting("body")))
    return Official(
        head=desk.head,
        symbol=desk.head.letter_symbol,
        year=returned.sent_back_on.year,
        about=words.say(f"{key}.about.{manner}", year=returned.year),
        addressees=(returned.unit,),
        body=tuple(Paragraph(text) for text in sentences),
        copies=settings_of(desk.settings, "letter_copies", words),
        number=_bare_number(returned.letter_no),
        dated=returned.sent_back_on if returned.letter_no else None,
    )


def send_back_docx(returned: SentBack, desk: Desk) -> bytes:
    """The letter as DOCX."""
    return official_docx(send_back_letter(returned, desk), desk.words)


def send_back_mail(
    returned: SentBack, desk: Desk, *, sender: str | None, address: str | None, now: datetime
) -> EmailMessage:
    """The letter as a message, the DOCX attached."""
    name = desk.words.say("sending_back.file", code=returned.code, year=returned.year)
    return draft(
        send_back_letter(returned, desk),
        desk.words,
        mailboxes=Mailboxes(sender, address),
        enclosed={f"{name}.docx": (DOCX, send_back_docx(returned, desk))},
        uid=f"{name}-{returned.sent_back_on:%Y%m%d}",
        now=now,
    )


def _bare_number(letter_no: str) -> str:
    """The number before the symbol, which the head prints after it: 45 of 45/CTĐ-VP."""
    return letter_no.partition("/")[0].strip()
