"""One run of chasing: whose letters are to be written now, as files, and what is recorded of
them. A run decides and makes; actions/reminders/remind.py and actions/reminders/sending.py act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.reminders.mail_server import find_mailbox
from actions.reminders.remind import Reminding
from actions.reminders.sending import Outgoing
from documents.reminders.batch import (
    File,
    LetterPackage,
    MailingOptions,
    build_package,
    build_package_for_all,
)
from documents.reminders.cases import ReminderCase
from documents.reminders.letters import LetterContext, format_letter_number
from documents.reminders.mail import drop_draft_mark
from indicators.chasing import ChasingStep
from models.reminder_schedules import Channel
from models.snapshots import Duties

WRITTEN_CHANNELS = (Channel.LETTER, Channel.EMAIL)
GRACE, MOST_GRACE = 5, 60  # days in which to answer, once the last day has passed


@dataclass(frozen=True)
class LetterChoices:
    """How a set of letters is made: the number of the first (None: they have none yet, and
    the signer writes number and day), the day they are signed and sent, whether one letter
    goes to all, and whether the year's blank goes with them."""

    first: int | None
    sent_on: date
    one_for_all: bool = False
    enclosed: bool = False


@dataclass(frozen=True)
class ReminderRun:
    """The bundles made, in the order of their cases, and their files in one list."""

    bundles: tuple[LetterPackage, ...]
    files: tuple[File, ...]


def read_grace_days(settings: Mapping[str, str]) -> int:
    """How many days a unit is given whose last day has passed; by default GRACE."""
    setting = settings.get("paper.grace_days", "")
    return min(int(setting), MOST_GRACE) if setting.isdecimal() and int(setting) else GRACE


def select_to_write(cases: Iterable[ReminderCase]) -> list[ReminderCase]:
    """Those to be written to now: their step of the schedule was reached, is a letter or an
    e-mail, and was not taken yet."""
    return [
        case for case in cases if case.step == ChasingStep.NOW and case.channel in WRITTEN_CHANNELS
    ]


def select_to_call(cases: Iterable[ReminderCase]) -> list[ReminderCase]:
    """Those to be called now: their step is a call, or a promised day passed."""
    steps = [ChasingStep.NOW, ChasingStep.BROKEN]
    return [case for case in cases if case.step in steps and case.channel == Channel.TELEPHONE]


def select_letters(cases: Iterable[ReminderCase]) -> list[ReminderCase]:
    return [case for case in cases if case.channel == Channel.LETTER]


def select_emails(cases: Iterable[ReminderCase]) -> list[ReminderCase]:
    return [case for case in cases if case.channel == Channel.EMAIL]


def number_letters(cases: Sequence[ReminderCase], choices: LetterChoices) -> dict[int, str]:
    """The number of each unit's letter, counted on from the first; none without a first. Where
    one letter goes to all, those who owe share its number, and those who were asked share that
    of their own."""
    if choices.first is None:
        return {}
    if choices.one_for_all:
        manners = list(dict.fromkeys(case.requested for case in cases))
        places = {case.unit_id: manners.index(case.requested) for case in cases}
    else:
        places = {case.unit_id: place for place, case in enumerate(cases)}
    return {unit: f"{choices.first + place:02}" for unit, place in places.items()}


def find_mailboxes(cases: Iterable[ReminderCase]) -> dict[int, str]:
    """The mailboxes found in what is known of how the units are reached."""
    mailboxes = {case.unit_id: find_mailbox(case.contact) for case in cases}
    return {unit: mailbox for unit, mailbox in mailboxes.items() if mailbox}


def build_run(
    cases: Sequence[ReminderCase],
    context: LetterContext,
    duties: Duties,
    mailing: MailingOptions,
    *,
    choices: LetterChoices,
) -> ReminderRun:
    """The letters and e-mails to `cases` as `choices` have them: their files, and what is
    recorded of them, come from the same papers."""
    dated = choices.sent_on if choices.first is not None else None
    context = replace(context, enclosed=choices.enclosed, dated=dated)
    letters, emails = select_letters(cases), select_emails(cases)
    mailing = replace(mailing, numbers=number_letters(letters, choices))
    if not choices.one_for_all:
        return build_run_for_each([*letters, *emails], context, duties, mailing)
    by_letter = build_run_for_all(letters, context, duties, mailing)
    by_email = build_run_for_each(emails, context, duties, mailing)
    return ReminderRun((*by_letter.bundles, *by_email.bundles), (*by_letter.files, *by_email.files))


def build_run_for_each(
    cases: Sequence[ReminderCase], context: LetterContext, duties: Duties, mailing: MailingOptions
) -> ReminderRun:
    bundles = tuple(build_package(case, context, duties, mailing) for case in cases)
    return ReminderRun(bundles, tuple(file for package in bundles for file in package.files))


def build_run_for_all(
    cases: Sequence[ReminderCase], context: LetterContext, duties: Duties, mailing: MailingOptions
) -> ReminderRun:
    """One letter to all who owe, one to all who were asked; the drafts and calendars of each
    beside them."""
    bundles: list[LetterPackage] = []
    letters: list[File] = []
    for requested in (False, True):
        addressed = [case for case in cases if case.requested == requested]
        if addressed:
            letter_file, packages = build_package_for_all(addressed, context, duties, mailing)
            letters.append(letter_file)
            bundles += packages
    rest = [file for package in bundles for file in package.files[1:]]
    return ReminderRun(tuple(bundles), (*letters, *rest))


def build_remindings(run: ReminderRun, sent_on: date) -> list[Reminding]:
    return [build_reminding(package, sent_on) for package in run.bundles]


def build_reminding(package: LetterPackage, sent_on: date) -> Reminding:
    number = (
        format_letter_number(package.paper.number, package.paper.symbol)
        if package.paper.number
        else None
    )
    return Reminding(
        unit_id=package.case.unit_id,
        year=package.case.year,
        channel=package.case.channel or Channel.LETTER.value,
        sent_on=sent_on,
        letter_no=number,
        rung_days=package.case.rung_days,
        rung_on=package.case.rung_on,
    )


def build_outgoing(run: ReminderRun, sent_on: date) -> list[Outgoing]:
    """The messages that can leave by themselves: those whose step is an e-mail and whose
    unit's mailbox is known."""
    return [
        Outgoing(
            build_reminding(package, sent_on),
            drop_draft_mark(package.message),
            str(package.message["To"]),
        )
        for package in run.bundles
        if package.case.channel == Channel.EMAIL and package.message["To"]
    ]
