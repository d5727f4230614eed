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

from actions.contacts import set_contacts
from actions.permissions import Actor
from actions.receive import Choices, preview, receive
from actions.remind import remind
from actions.send_back import SendingBack, send_back
from actions.settings import set_value
from intake.findings import Outcome
from intake.tables import Upload
from models import UserRole
from models.database import reading
from models.settings import SAMPLE_DAY
from models.spans import HANOI_TIME
from models.submissions import list_submissions
from sample_data.accounts import accounts_sent
from sample_data.addresses import Case, cases_of
from sample_data.deliveries import Delivery
from sample_data.lists import lists_sent
from sample_data.province import AS_OF, THIS_YEAR, Province, province_of
from sample_data.reminders import reminders_of
from sample_data.sendings import SENT_BACK, SENT_BACK_AND_AGAIN, returns_sent
from sample_data.supports import Help, helps_of
from sample_data.to_try import trials_of
from sample_data.trials import write_to_try

CLERK = Actor("trial-secretariat", UserRole.SECRETARIAT)
GOOD = frozenset({Outcome.ACCEPT, Outcome.WARN, Outcome.ASK})
CONTACT = "Văn phòng · 0206 000 0{number:03d} (minh họa)"
SENT_BACK_ON = {
    SENT_BACK_AND_AGAIN: (date(2026, 12, 10), "Số liệu chưa khớp với phụ lục kèm theo"),
    SENT_BACK: (date(2026, 12, 16), "Báo cáo chưa có chữ ký của lãnh đạo đơn vị"),
}
CONTACTS_TOLD = date(2018, 12, 15)  # so that every day of the sample knows them
Say = Callable[[int, int, str], None]
Step = tuple[date, str, Callable[[], object]]  # the day, what it is, how it is done


@dataclass(frozen=True)
class Filled:
    """What a fill did: how many files, and the digest over all of them in their order."""

    files: int
    addresses: int
    supports: int
    digest: str


def fill(engine: Engine, folder: Path, *, say: Say) -> Filled:
    """Write every file under `folder`, by year, and receive each on its day.

    The database is migrated, has the catalogue loaded and no returns. `say` is told
    (steps done, of how many, what). Raises RuntimeError when a file made here is not sound.
    """
    with reading(engine) as session:
        province = province_of(session)
    cases = cases_of(province)
    helps = helps_of(province, cases)
    deliveries = deliveries_of(province, cases, helps=helps)
    steps = [
        *_receiving(engine, folder, deliveries),
        *_sending_back(engine, province),
        *_reminding(engine, province),
        *_setting(engine, province),
    ]
    # below some thousand rows Python's own strings cost less than Arrow's
    with pd.option_context("mode.string_storage", "python"):
        for number, (_, what, act) in enumerate(sorted(steps, key=lambda step: step[0])):
            say(number, len(steps), what)
            act()
    write_to_try(folder / "to-try", trials_of(province, cases, helps=helps))
    say(len(steps), len(steps), "")
    digest = hashlib.sha256(b"".join(one.content for one in deliveries)).hexdigest()
    return Filled(len(deliveries), len(cases), len(helps), digest)


def deliveries_of(
    province: Province, cases: Sequence[Case], *, helps: Sequence[Help]
) -> list[Delivery]:
    """Every file the offices sent, addresses before the help given to them."""
    return [*lists_sent(cases), *accounts_sent(helps), *returns_sent(province)]


def nine_o_clock(day: date) -> datetime:
    """The moment at which everything of a day is recorded."""
    return datetime.combine(day, time(9), tzinfo=HANOI_TIME)


def _receiving(engine: Engine, folder: Path, deliveries: Sequence[Delivery]) -> Iterator[Step]:
    for one in deliveries:
        path = folder / str(one.year) / one.name
        yield one.letter.received_on, one.name, partial(_receive, engine, path, one)


def _receive(engine: Engine, path: Path, delivery: Delivery) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(delivery.content)
    upload = Upload(delivery.name, delivery.content)
    seen = preview(engine, upload, delivery.letter, actor=CLERK)
    if seen.arrival.outcome not in GOOD:
        raise RuntimeError(f"{delivery.name}: {seen.arrival.findings[:3]}")
    now = nine_o_clock(delivery.letter.received_on)
    receive(engine, seen, Choices(confirm=True), actor=CLERK, now=now)


def _sending_back(engine: Engine, province: Province) -> Iterator[Step]:
    for code, (day, reason) in SENT_BACK_ON.items():
        unit_id = province.body(code).unit_id
        yield day, reason, partial(_send_back, engine, unit_id, (day, reason))


def _send_back(engine: Engine, unit_id: int, said: tuple[date, str]) -> None:
    day, reason = said
    with reading(engine) as session:
        known = list_submissions(session, [THIS_YEAR], day)
    number = int(known.loc[known["unit_id"] == unit_id, "submission_id"].iloc[-1])
    send_back(engine, number, SendingBack(reason), actor=CLERK, now=nine_o_clock(day))


def _reminding(engine: Engine, province: Province) -> Iterator[Step]:
    for said in reminders_of(province):
        now = nine_o_clock(said.sent_on)
        act = partial(remind, engine, said, actor=CLERK, now=now)
        yield said.sent_on, said.letter_no or said.channel, act


def _setting(engine: Engine, province: Province) -> Iterator[Step]:
    """The contacts, and the day the sample is pinned to."""
    now, told = nine_o_clock(AS_OF), CONTACTS_TOLD
    bodies = province.reporters(THIS_YEAR)
    contacts = {
        body.unit_id: CONTACT.format(number=number) for number, body in enumerate(bodies, 1)
    }
    yield told, "", partial(set_contacts, engine, contacts, actor=CLERK, now=nine_o_clock(told))
    day = AS_OF.isoformat()
    yield AS_OF, "", partial(set_value, engine, SAMPLE_DAY, day, actor=CLERK, now=now)
