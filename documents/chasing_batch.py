"""Reminders as files: a letter ready to be signed with its draft e-mail, the last day for a
calendar and the year's blank; or, where the ladder asks for one, an e-mail alone. Files are
named by the letter's number and the unit: "301 - So Y te (SYT).docx"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from documents.blank import blank_form
from documents.chasing_cases import Case
from documents.chasing_letters import Desk, letter, letter_to_all
from documents.chasing_mail import Mailboxes, draft
from documents.deadline_calendar import MIME as CALENDAR
from documents.deadline_calendar import deadline_ics
from documents.decree30 import MIME as DOCX
from documents.decree30 import official_docx
from documents.official import Official, numbered, unprintable_texts
from intake.layouts import RESULTS
from locales.names import fit_file_name
from models.ladders import Channel
from models.snapshots import Duties

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 80  # letters of a unit's name in a file's
File = tuple[str, bytes]  # its name and content
Enclosed = dict[str, tuple[str, bytes]]  # name → MIME type, content


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
    """The reminder of one unit with all that goes with it: a letter, or an e-mail whose text
    says the same. `duties` of the year and the one before fill the blank, where it is
    enclosed."""
    if case.channel == Channel.EMAIL:
        return build_email(case, desk, duties, post)
    paper = letter(case, desk, number=post.number(case))
    name = f"{file_name(case, paper.number)}.docx"
    written = (name, official_docx(paper, desk.words))
    return enclose(case, paper, written, desk, duties=duties, post=post)


def bundle_for_all(
    cases: Sequence[Case], desk: Desk, duties: Duties, post: Post
) -> tuple[File, list[Bundle]]:
    """One letter to all of `cases` (all required, or all requested), and what each of them
    gets with it: a draft that carries the letter, the last day, the blank."""
    paper = letter_to_all(cases, desk, number=post.number(cases[0]))
    manner = "requested" if cases[0].requested else "required"
    to_all = desk.words.say(f"letter.file.{manner}")
    name = f"{prefixed(fit_file_name(to_all), paper.number)}.docx"
    written = (name, official_docx(paper, desk.words))
    return written, [
        enclose(case, paper, written, desk, duties=duties, post=post) for case in cases
    ]


def build_email(case: Case, desk: Desk, duties: Duties, post: Post) -> Bundle:
    """An e-mail that says what a letter would: it has no number, and no letter is enclosed."""
    paper = letter(case, desk)
    enclosed = _attachments(case, desk, duties, stem=file_name(case, ""), now=post.now)
    return _bundle(case, paper, enclosed, desk, post=post, stem=file_name(case, ""))


def enclose(
    case: Case, paper: Official, written: File, desk: Desk, *, duties: Duties, post: Post
) -> Bundle:
    """The letter `written` to a unit with its draft, calendar and blank. The letter's own file
    is the first."""
    stem = file_name(case, paper.number)
    enclosed: Enclosed = {written[0]: (DOCX, written[1])}
    enclosed |= _attachments(case, desk, duties, stem=stem, now=post.now)
    return _bundle(case, paper, enclosed, desk, post=post, stem=stem)


def _bundle(
    case: Case, paper: Official, enclosed: Enclosed, desk: Desk, *, post: Post, stem: str
) -> Bundle:
    message = draft(
        paper,
        desk.words,
        mailboxes=Mailboxes(post.sender, post.address(case)),
        enclosed=enclosed,
        uid=_uid(case),
        now=post.now,
    )
    files = [(name, content) for name, (_, content) in enclosed.items()]
    files.append((f"{stem}.eml", message.as_bytes()))
    return Bundle(case, paper, message, tuple(files))


def _attachments(case: Case, desk: Desk, duties: Duties, *, stem: str, now: datetime) -> Enclosed:
    """The last day for a calendar, and the year's blank where it is enclosed."""
    enclosed: Enclosed = {f"{stem}.ics": (CALENDAR, _calendar(case, desk, now))}
    if desk.enclosed:
        unit = (case.unit_id, case.code)
        form = blank_form(RESULTS, duties, desk.words, unit=unit, year=case.year, kind="xlsx")
        name = fit_file_name(desk.words.say("letter.file.blank", year=case.year))
        enclosed[f"{stem} - {name}.xlsx"] = (XLSX, form)
    return enclosed


def file_name(case: Case, number: str) -> str:
    """What a unit's files are called, without their kind, in letters that every system takes:
    the letter's number, where it has one, the unit and its code."""
    name = fit_file_name(case.name)[:LONGEST_NAME].strip(" ,-")
    code = fit_file_name(case.code)
    return prefixed(f"{name} ({code})" if name else f"({code})", number)


def prefixed(name: str, number: str) -> str:
    """`name` behind the letter's number, where it has one."""
    return f"{numbered(number)} - {name}" if number else name


def unprintable_in(bundles: Sequence[Bundle]) -> list[str]:
    """The texts that lost signs which no paper can hold, as they are printed."""
    texts = [text for one in bundles for text in unprintable_texts(one.paper)]
    return list(dict.fromkeys(texts))


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
    return f"{case.key}-{day:%Y%m%d}"
