"""The ledger of reminders: what was sent, what was promised."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.refusals import Refused
from actions.remind import Reminding, remind
from models.database import reading
from models.reminders import last_reminders
from models.units import unit_on
from tests.actions.returns import CLERK, OFFICER, ONLOOKERS, at, journal
from tests.indicators.tables import shown

CALLED, WROTE = date(2026, 12, 15), date(2026, 12, 18)
PROMISED = date(2026, 12, 22)


def call(engine: Engine) -> Reminding:
    """A telephone call to the department of health, with a promise."""
    with reading(engine) as session:
        health = unit_on(session, "SYT", CALLED)
    number = health.id if health and health.id else 0
    return Reminding(number, 2026, "telephone", sent_on=CALLED, promised_on=PROMISED)


def known(engine: Engine, day: date) -> list[tuple[object, ...]]:
    with reading(engine) as session:
        return shown(last_reminders(session, [2026], day), ["reminded_on", "promised_on"])


def test_the_last_reminder_is_what_is_known(each_province: Engine) -> None:
    first = call(each_province)
    remind(each_province, first, actor=CLERK, now=at(CALLED))
    letter = replace(first, channel="letter", sent_on=WROTE, promised_on=None, letter_no="12/CTĐ")
    remind(each_province, letter, actor=CLERK, now=at(WROTE))
    assert known(each_province, CALLED) == [(CALLED, PROMISED)]
    assert known(each_province, WROTE) == [(WROTE, None)]


def test_it_is_told_to_the_journal_once(each_province: Engine) -> None:
    number = remind(each_province, call(each_province), actor=CLERK, now=at(CALLED))
    (entry,) = journal(each_province, "remind")
    assert (entry.actor, entry.subject) == ("vanthu", f"reminder {number}")


@pytest.mark.parametrize("actor", [OFFICER, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_reminds(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused) as refused:
        remind(province, call(province), actor=actor, now=at(CALLED))
    assert refused.value.code == "not_allowed"
    assert known(province, WROTE) == []
