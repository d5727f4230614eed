"""One run of chasing: whose letters are to be written now, as files, and what the ledger is to
say of them. A run decides and makes; actions/remind.py and actions/sending.py act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from actions.mail_server import mailbox_in
from actions.remind import Reminding
from actions.sending import Outgoing
from documents.chasing_batch import Bundle, File, Post, bundle, letters_to_all
from documents.chasing_cases import Case
from documents.chasing_letters import Desk
from documents.chasing_mail import to_send
from indicators.chasing import Step
from models.ladders import Channel
from models.snapshots import Duties

WRITTEN = (Channel.LETTER, Channel.EMAIL)
GRACE, MOST_GRACE = 5, 60  # days in which to answer, once the last day has passed


@dataclass(frozen=True)
class Run:
    """The bundles made, in the plan's order, and their files in one list. `each` is false
    where one letter goes to all."""

    bundles: tuple[Bundle, ...]
    files: tuple[File, ...]
    each: bool = True


def grace_days(settings: Mapping[str, str]) -> int:
    """How many days a unit is given whose last day has passed; by default GRACE."""
    said = settings.get("paper.grace_days", "")
    return min(int(said), MOST_GRACE) if said.isdecimal() and int(said) else GRACE


def to_write(cases: Iterable[Case]) -> list[Case]:
    """Those to be written to now: their rung was reached, is a letter or an e-mail, and was
    not asked."""
    return [case for case in cases if case.step == Step.NOW and case.channel in WRITTEN]


def to_call(cases: Iterable[Case]) -> list[Case]:
    """Those to be called now: their rung is a call, or a promised day passed."""
    by_ladder = [Step.NOW, Step.BROKEN]
    return [case for case in cases if case.step in by_ladder and case.channel == Channel.TELEPHONE]


def numbers_from(cases: Sequence[Case], first: str) -> dict[int, str]:
    """A number for each letter, counted on from `first`; none where that is no number."""
    if not first.strip().isdecimal():
        return {}
    return {case.unit_id: f"{int(first) + at:02}" for at, case in enumerate(cases)}


def addresses_of(cases: Iterable[Case]) -> dict[int, str]:
    """The mailboxes found in what is known of how the units are reached."""
    found = {case.unit_id: mailbox_in(case.contact) for case in cases}
    return {unit: mailbox for unit, mailbox in found.items() if mailbox}


def run_each(cases: Sequence[Case], desk: Desk, duties: Duties, post: Post) -> Run:
    """A letter to each."""
    bundles = tuple(bundle(case, desk, duties, post) for case in cases)
    return Run(bundles, tuple(file for one in bundles for file in one.files))


def run_for_all(
    cases: Sequence[Case], desk: Desk, duties: Duties, *, post: Post, number: str
) -> Run:
    """One letter to all; the drafts and calendars of each beside it."""
    run = run_each(cases, desk, duties, post)
    kept = [file for file in run.files if not file[0].endswith(".docx")]
    return Run(run.bundles, (*letters_to_all(cases, desk, number=number), *kept), each=False)


def remindings(run: Run, sent_on: date) -> list[Reminding]:
    """What the ledger is to say of each."""
    return [reminding(one, sent_on) for one in run.bundles]


def reminding(one: Bundle, sent_on: date) -> Reminding:
    """What the ledger is to say of one letter."""
    number = f"{one.paper.number}/{one.paper.symbol}" if one.paper.number else None
    return Reminding(
        unit_id=one.case.unit_id,
        year=one.case.year,
        channel=one.case.channel or Channel.LETTER.value,
        sent_on=sent_on,
        letter_no=number,
        rung_days=one.case.rung_days,
        rung_on=one.case.rung_on,
    )


def outgoing(run: Run, sent_on: date) -> list[Outgoing]:
    """The messages that can leave by themselves: those whose rung is an e-mail and whose
    unit's mailbox is known."""
    return [
        Outgoing(reminding(one, sent_on), to_send(one.message), str(one.message["To"]))
        for one in run.bundles
        if one.case.channel == Channel.EMAIL and one.message["To"]
    ]
