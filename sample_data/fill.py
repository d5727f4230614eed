"""Fill a database by receiving, day after day, the very files the offices would have sent.

Nothing is put into a table directly: every row comes through the actions, recorded at nine
o'clock of its day, so that what was known on any past day is true in the sample as well.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from actions.counting import count_register
from actions.permissions import Actor
from actions.reminders.contacts import set_contacts
from actions.reminders.remind import remind
from actions.returns.receive import Choices, preview_file, receive
from actions.returns.send_back import SendingBack, send_back
from actions.settings import set_value
from intake.findings import Outcome
from intake.tables import Upload
from models import UserRole
from models.database import reading
from models.settings import SAMPLE_DAY
from models.spans import HANOI_TIME
from models.submissions import list_submissions
from sample_data.accounts import build_support_files
from sample_data.addresses import Case, build_cases
from sample_data.deliveries import SentReturn
from sample_data.lists import build_list_files
from sample_data.province import AS_OF, THIS_YEAR, Province, load_province
from sample_data.reminders import list_reminders
from sample_data.sendings import SENT_BACK, SENT_BACK_AND_AGAIN, build_return_files
from sample_data.supports import Help, draw_helps
from sample_data.to_try import build_trials
from sample_data.trials import write_to_try

CLERK = Actor("trial-secretariat", UserRole.SECRETARIAT)
GOOD = frozenset({Outcome.ACCEPT, Outcome.WARN, Outcome.ASK})
CONTACT = "Văn phòng · 0206 000 0{number:03d} (minh họa)"
SENT_BACK_ON = {
    SENT_BACK_AND_AGAIN: (date(2026, 12, 10), "Số liệu chưa khớp với phụ lục kèm theo"),
    SENT_BACK: (date(2026, 12, 16), "Báo cáo chưa có chữ ký của lãnh đạo đơn vị"),
}
CONTACTS_DAY = date(2018, 12, 15)  # so that every day of the sample knows them
Say = Callable[[int, int, str], None]
Step = tuple[date, str, Callable[[], object]]  # the day, what it is, how it is done


@dataclass(frozen=True)
class FillSummary:
    """What a fill did: how many files, and the digest over all of them in their order."""

    files: int
    addresses: int
    supports: int
    digest: str


def fill(engine: Engine, folder: Path, *, say: Say) -> FillSummary:
    """Write every file under `folder`, by year, and receive each on its day.

    The database is migrated, has the catalogue loaded and no returns. `say` is told
    (steps done, of how many, what). Raises RuntimeError when a file made here is not sound.
    """
    with reading(engine) as session:
        province = load_province(session)
    cases = build_cases(province)
    helps = draw_helps(province, cases)
    deliveries = build_deliveries(province, cases, helps=helps)
    steps = [
        *_plan_receipts(engine, folder, deliveries),
        *_plan_sending_back(engine, province),
        *_plan_reminders(engine, province),
        *_plan_settings(engine, province),
    ]
    # below some thousand rows Python's own strings cost less than Arrow's
    with pd.option_context("mode.string_storage", "python"):
        for number, (_, what, act) in enumerate(sorted(steps, key=lambda step: step[0])):
            say(number, len(steps), what)
            act()
    count_register(engine, now=get_recording_moment(AS_OF))
    write_to_try(folder / "to-try", build_trials(province, cases, helps=helps))
    say(len(steps), len(steps), "")
    digest = hashlib.sha256(b"".join(delivery.content for delivery in deliveries)).hexdigest()
    return FillSummary(len(deliveries), len(cases), len(helps), digest)


def build_deliveries(
    province: Province, cases: Sequence[Case], *, helps: Sequence[Help]
) -> list[SentReturn]:
    """Every file the offices sent, addresses before the help given to them."""
    return [*build_list_files(cases), *build_support_files(helps), *build_return_files(province)]


def get_recording_moment(day: date) -> datetime:
    """The moment at which everything of a day is recorded."""
    return datetime.combine(day, time(9), tzinfo=HANOI_TIME)


def _plan_receipts(
    engine: Engine, folder: Path, deliveries: Sequence[SentReturn]
) -> Iterator[Step]:
    for delivery in deliveries:
        path = folder / str(delivery.year) / delivery.name
        yield delivery.letter.received_on, delivery.name, partial(_receive, engine, path, delivery)


def _receive(engine: Engine, path: Path, delivery: SentReturn) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(delivery.content)
    upload = Upload(delivery.name, delivery.content)
    file_preview = preview_file(engine, upload, delivery.letter, actor=CLERK)
    if file_preview.arrival.outcome not in GOOD:
        raise RuntimeError(f"{delivery.name}: {file_preview.arrival.findings[:3]}")
    now = get_recording_moment(delivery.letter.received_on)
    receive(engine, file_preview, Choices(confirm=True), actor=CLERK, now=now)


def _plan_sending_back(engine: Engine, province: Province) -> Iterator[Step]:
    for code, (day, reason) in SENT_BACK_ON.items():
        unit_id = province.find_body(code).unit_id
        yield day, reason, partial(_send_back, engine, unit_id, (day, reason))


def _send_back(engine: Engine, unit_id: int, day_and_reason: tuple[date, str]) -> None:
    day, reason = day_and_reason
    with reading(engine) as session:
        known = list_submissions(session, [THIS_YEAR], day)
    number = int(known.loc[known["unit_id"] == unit_id, "submission_id"].iloc[-1])
    send_back(engine, number, SendingBack(reason), actor=CLERK, now=get_recording_moment(day))


def _plan_reminders(engine: Engine, province: Province) -> Iterator[Step]:
    for reminding in list_reminders(province):
        now = get_recording_moment(reminding.sent_on)
        act = partial(remind, engine, reminding, actor=CLERK, now=now)
        yield reminding.sent_on, reminding.letter_no or reminding.channel, act


def _plan_settings(engine: Engine, province: Province) -> Iterator[Step]:
    """The contacts, and the day the sample is pinned to."""
    now, contacts_day = get_recording_moment(AS_OF), CONTACTS_DAY
    bodies = province.list_reporters(THIS_YEAR)
    contacts = {
        body.unit_id: CONTACT.format(number=number) for number, body in enumerate(bodies, 1)
    }
    yield (
        contacts_day,
        "",
        partial(
            set_contacts, engine, contacts, actor=CLERK, now=get_recording_moment(contacts_day)
        ),
    )
    day = AS_OF.isoformat()
    yield AS_OF, "", partial(set_value, engine, SAMPLE_DAY, day, actor=CLERK, now=now)
