"""A batch of letters as files: each letter ready to be signed, its draft e-mail, the last day
for a calendar, the year's blank; and all of it as one ZIP. Names come from codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from documents.blank import blank_form
from documents.chasing_cases import Case
from documents.chasing_letters import Desk, letter, letter_to_all
from documents.chasing_mail import draft
from documents.deadline_calendar import MIME as CALENDAR
from documents.deadline_calendar import deadline_ics
from documents.decree30 import MIME as DOCX
from documents.decree30 import official_docx
from documents.official import Official, unprintable_texts
from intake.layouts import RESULTS
from models.snapshots import Duties

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
File = tuple[str, bytes]  # its name and content


@dataclass(frozen=True)
class Post:
    """How letters leave: the mailbox they come from, where one is known, the mailboxes of
    units by their ids, the numbers given to letters by unit, and the instant they are made."""

    now: datetime
    sender: str | None = None
    addresses: Mapping[int, str] | None = None
    numbers: Mapping[int, str] | None = None

    def address(self, case: Case) -> str | None:
        """The unit's mailbox, if it is known."""
        return (self.addresses or {}).get(case.unit_id)

    def number(self, case: Case) -> str:
        """The letter's number; empty while it has none."""
        return (self.numbers or {}).get(case.unit_id, "")


@dataclass(frozen=True)
class Bundle:
    """What one unit gets: its letter, what goes with it, and the message that carries them."""

    case: Case
    paper: Official
    message: EmailMessage
    files: tuple[File, ...]


def bundle(case: Case, desk: Desk, duties: Duties, post: Post) -> Bundle:
    """The letter to one unit with all that goes with it. `duties` of the year and the one
    before fill the blank, where it is enclosed."""
    paper = letter(case, desk, number=post.number(case))
    enclosed = {f"{case.file_name}.docx": (DOCX, official_docx(paper, desk.words))}
    enclosed[f"{case.file_name}.ics"] = (CALENDAR, _calendar(case, desk, post.now))
    if desk.enclosed:
        unit = (case.unit_id, case.code)
        form = blank_form(RESULTS, duties, desk.words, unit=unit, year=case.year, kind="xlsx")
        enclosed[f"{case.file_name}-{RESULTS.name}.xlsx"] = (XLSX, form)
    message = draft(
        paper,
        sender=post.sender,
        address=post.address(case),
        enclosed=enclosed,
        uid=_uid(case),
        now=post.now,
    )
    files = [(name, content) for name, (_, content) in enclosed.items()]
    files.append((f"{case.file_name}.eml", message.as_bytes()))
    return Bundle(case, paper, message, tuple(files))


def letters_to_all(cases: Sequence[Case], desk: Desk, *, number: str = "") -> Iterator[File]:
    """One letter to all, as a file; requested bodies get one of their own."""
    for requested in (False, True):
        addressed = [case for case in cases if case.requested == requested]
        if addressed:
            paper = letter_to_all(addressed, desk, number="" if requested else number)
            manner = "requested" if requested else "required"
            name = f"letter-{manner}-{addressed[0].year}.docx"
            yield name, official_docx(paper, desk.words)


def unprintable_in(bundles: Sequence[Bundle]) -> list[str]:
    """The texts that lost signs which no paper can hold, as they are printed."""
    told = [text for one in bundles for text in unprintable_texts(one.paper)]
    return list(dict.fromkeys(told))


def _calendar(case: Case, desk: Desk, now: datetime) -> bytes:
    key = "letter.event_requested" if case.requested else "letter.event"
    words, body = desk.words, desk.setting("body")
    return deadline_ics(
        case.until,
        uid=f"{_uid(case)}@giamsat18.invalid",
        title=words.say(key, year=case.year),
        details=words.say("letter.event_details", unit=case.name, body=body),
        now=now,
    )


def _uid(case: Case) -> str:
    """The same for the same letter: unit, year, and the day it was due to be written."""
    day = case.rung_on or case.as_of
    return f"{case.file_name}-{day:%Y%m%d}"
