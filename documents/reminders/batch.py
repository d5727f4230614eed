"""Reminders as files: a letter ready to be signed with its draft e-mail, the last day for a
calendar and the year's blank; or, where the schedule has one, an e-mail alone. Files are
named by the letter's number and the unit: "301 - So Y te (SYT).docx"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from documents.printing.decree30 import MIME as DOCX
from documents.printing.decree30 import build_official_docx
from documents.printing.official import Official, list_unprintable_texts, pad_number
from documents.reminders.cases import ReminderCase
from documents.reminders.deadline_calendar import MIME as CALENDAR
from documents.reminders.deadline_calendar import build_deadline_ics
from documents.reminders.letters import LetterContext, build_letter, build_letter_to_all
from documents.reminders.mail import Mailboxes, build_draft
from documents.returns.blank import build_blank_form
from intake.headers.layouts import RESULTS
from locales.names import fit_file_name
from models.reminder_schedules import Channel
from models.snapshots import Duties

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 80  # letters of a unit's name in a file's
File = tuple[str, bytes]  # its name and content


@dataclass(frozen=True)
class MailingOptions:
    """How letters leave: the mailbox they come from, where one is known, the mailboxes of
    units by their ids, the numbers given to letters by unit, and the instant they are made."""

    now: datetime
    sender: str | None = None
    addresses: Mapping[int, str] | None = None
    numbers: Mapping[int, str] | None = None

    def find_address(self, case: ReminderCase) -> str | None:
        return (self.addresses or {}).get(case.unit_id)

    def find_number(self, case: ReminderCase) -> str:
        """The letter's number; empty while it has none."""
        return (self.numbers or {}).get(case.unit_id, "")


@dataclass(frozen=True)
class LetterPackage:
    """What one unit gets: its letter, what goes with it, and the message that carries them."""

    case: ReminderCase
    paper: Official
    message: EmailMessage
    files: tuple[File, ...]


def build_package(
    case: ReminderCase, context: LetterContext, duties: Duties, mailing: MailingOptions
) -> LetterPackage:
    """The reminder of one unit with all that goes with it: a letter, or an e-mail whose text
    says the same, which has no number and encloses no letter. `duties` of the year and the one
    before fill the blank, where it is enclosed."""
    if case.channel == Channel.EMAIL:
        paper, letter_file = build_letter(case, context), None
    else:
        paper = build_letter(case, context, number=mailing.find_number(case))
        name = f"{build_file_name(case, paper.number)}.docx"
        letter_file = (name, build_official_docx(paper, context.words))
    return _assemble(case, paper, letter_file, context, duties=duties, mailing=mailing)


def build_package_for_all(
    cases: Sequence[ReminderCase], context: LetterContext, duties: Duties, mailing: MailingOptions
) -> tuple[File, list[LetterPackage]]:
    """One letter to all of `cases` (all required, or all requested), and what each of them
    gets with it: a draft that carries the letter, the last day, the blank."""
    paper = build_letter_to_all(cases, context, number=mailing.find_number(cases[0]))
    to_all = context.words.say(f"letter.file.{cases[0].manner}")
    name = f"{_prefix_number(fit_file_name(to_all), paper.number)}.docx"
    letter_file = (name, build_official_docx(paper, context.words))
    return letter_file, [
        _assemble(case, paper, letter_file, context, duties=duties, mailing=mailing)
        for case in cases
    ]


def _assemble(
    case: ReminderCase,
    paper: Official,
    letter_file: File | None,
    context: LetterContext,
    *,
    duties: Duties,
    mailing: MailingOptions,
) -> LetterPackage:
    """The letter to a unit, whose own file is the first, the last day for a calendar, the year's
    blank where it is enclosed, and the draft of a message that carries them."""
    stem, words = build_file_name(case, paper.number), context.words
    enclosed = {letter_file[0]: (DOCX, letter_file[1])} if letter_file else {}
    enclosed[f"{stem}.ics"] = (CALENDAR, _build_calendar(case, context, mailing.now))
    if context.enclosed:
        unit = (case.unit_id, case.code)
        form = build_blank_form(RESULTS, duties, words, unit=unit, year=case.year, kind="xlsx")
        name = fit_file_name(words.say("letter.file.blank", year=case.year))
        enclosed[f"{stem} - {name}.xlsx"] = (XLSX, form)
    message = build_draft(
        paper,
        words,
        mailboxes=Mailboxes(mailing.sender, mailing.find_address(case)),
        enclosed=enclosed,
        uid=_build_uid(case),
        now=mailing.now,
    )
    files = [(name, content) for name, (_, content) in enclosed.items()]
    files.append((f"{stem}.eml", message.as_bytes()))
    return LetterPackage(case, paper, message, tuple(files))


def build_file_name(case: ReminderCase, number: str) -> str:
    """What a unit's files are called, without their kind, in letters that every system takes:
    the letter's number, where it has one, the unit and its code."""
    name = fit_file_name(case.name)[:LONGEST_NAME].strip(" ,-")
    code = fit_file_name(case.code)
    return _prefix_number(f"{name} ({code})" if name else f"({code})", number)


def _prefix_number(name: str, number: str) -> str:
    """`name` behind the letter's number, where it has one."""
    return f"{pad_number(number)} - {name}" if number else name


def list_lost_signs(bundles: Sequence[LetterPackage]) -> list[str]:
    """The texts that lost signs which no paper can hold, as they are printed."""
    texts = [text for package in bundles for text in list_unprintable_texts(package.paper)]
    return list(dict.fromkeys(texts))


def _build_calendar(case: ReminderCase, context: LetterContext, now: datetime) -> bytes:
    key = "letter.event_requested" if case.requested else "letter.event"
    words, body = context.words, context.find_setting("body")
    return build_deadline_ics(
        case.until,
        uid=f"{_build_uid(case)}@giamsat18.invalid",
        title=words.say(key, year=case.year),
        details=words.say("letter.event_details", unit=case.name, body=body),
        now=now,
    )


def _build_uid(case: ReminderCase) -> str:
    """The same for the same letter: unit, year, and the day it was due to be written."""
    day = case.rung_on or case.as_of
    return f"{case.key}-{day:%Y%m%d}"
