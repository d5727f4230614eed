"""The letter that sends a return back to its sender, and the e-mail of the same words. To a
body that was only asked it is a request with thanks: nothing is said to be late or returned."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage

from documents.printing.decree30 import MIME as DOCX
from documents.printing.decree30 import build_official_docx
from documents.printing.official import Official, clean_text
from documents.reminders.letters import LetterContext, build_unit_letter
from documents.reminders.mail import Mailboxes, build_draft


@dataclass(frozen=True)
class ReturnSentBack:
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


def build_letter(returned: ReturnSentBack, context: LetterContext) -> Official:
    """The letter as a công văn."""
    words, manner = context.words, "requested" if returned.requested else "required"
    facts = {
        "unit": returned.unit,
        "year": returned.year,
        "body": context.find_setting("body"),
        "received_on": returned.received_on,
        "document": clean_text(returned.document_no or ""),
        "reason": clean_text(returned.reason).rstrip(" .;"),
        "until": returned.until,
    }
    arrival = "came_document" if returned.document_no else "came"
    request = "asked" if returned.until else "asked_undated"
    key = "sending_back.letter"
    sentences = [words.say(f"{key}.{part}.{manner}", **facts) for part in (arrival, request)]
    return replace(
        build_unit_letter(context, sentences, unit=returned.unit, manner=manner),
        year=returned.sent_back_on.year,
        about=words.say(f"{key}.about.{manner}", year=returned.year),
        number=returned.letter_no.partition("/")[0].strip(),  # 45 of 45/CTĐ-VP
        dated=returned.sent_back_on if returned.letter_no else None,
    )


def build_docx(returned: ReturnSentBack, context: LetterContext) -> bytes:
    return build_official_docx(build_letter(returned, context), context.words)


def build_mail(
    returned: ReturnSentBack,
    context: LetterContext,
    *,
    sender: str | None,
    address: str | None,
    now: datetime,
) -> EmailMessage:
    """The letter as a message, the DOCX attached."""
    name = context.words.say("sending_back.file", code=returned.code, year=returned.year)
    return build_draft(
        build_letter(returned, context),
        context.words,
        mailboxes=Mailboxes(sender, address),
        enclosed={f"{name}.docx": (DOCX, build_docx(returned, context))},
        uid=f"{name}-{returned.sent_back_on:%Y%m%d}",
        now=now,
    )
