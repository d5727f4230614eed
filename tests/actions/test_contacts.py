"""Contacts of offices: given to all the units named, or to none."""

import pytest
from sqlalchemy import Engine

from actions.refusals import Refused
from actions.reminders.contacts import set_contacts, set_own_contact
from models.database import reading
from models.units import find_unit
from tests.actions.returns import CLERK, DAY, OFFICER, at, journal

NOBODY = 999_999


def unit(engine: Engine, code: str) -> tuple[int, str | None]:
    """The unit's id and its contact."""
    with reading(engine) as session:
        found = find_unit(session, code, DAY)
    return (found.id or 0, found.contact) if found else (0, None)


def test_each_unit_gets_its_own_and_the_journal_one_entry(each_province: Engine) -> None:
    contacts = {unit(each_province, code)[0]: f"Văn phòng {code}" for code in ("SYT", "01273")}
    set_contacts(each_province, contacts, actor=CLERK, now=at(DAY))
    assert unit(each_province, "SYT")[1] == "Văn phòng SYT"
    assert unit(each_province, "01273")[1] == "Văn phòng 01273"
    (entry,) = journal(each_province, "set")
    assert '"SYT": "Văn phòng SYT"' in entry.after


def test_one_unknown_unit_keeps_all_of_them_out(province: Engine) -> None:
    contacts = {unit(province, "SYT")[0]: "Văn phòng", NOBODY: "không ai"}
    with pytest.raises(Refused) as refused:
        set_contacts(province, contacts, actor=CLERK, now=at(DAY))
    assert (refused.value.code, refused.value.facts) == ("unit_unknown", {"unit": NOBODY})
    assert unit(province, "SYT")[1] is None


def test_an_officer_may_not(province: Engine) -> None:
    with pytest.raises(Refused) as refused:
        set_contacts(province, {unit(province, "SYT")[0]: "x"}, actor=OFFICER, now=at(DAY))
    assert refused.value.code == "not_allowed"


def test_an_officer_says_how_the_own_office_is_reached(each_province: Engine) -> None:
    set_own_contact(each_province, " Văn phòng:\n 0206 385 0000 ", actor=OFFICER, now=at(DAY))
    assert unit(each_province, "SYT")[1] == "Văn phòng: 0206 385 0000"
    with pytest.raises(Refused, match="contact_personal"):
        set_own_contact(each_province, "004085001234", actor=OFFICER, now=at(DAY))
    with pytest.raises(Refused, match="not_allowed"):
        set_own_contact(each_province, "x", actor=CLERK, now=at(DAY))


@pytest.mark.parametrize("written", ["004 085 001 234", "004.085.001.234", "0040-8500-1234"])
def test_an_identity_number_in_groups_is_one_too(province: Engine, written: str) -> None:
    with pytest.raises(Refused, match="contact_personal"):
        set_own_contact(province, f"gặp bà A, {written}", actor=OFFICER, now=at(DAY))


@pytest.mark.parametrize("written", ["0206 3852 123", "0206.3852.123 - 0206.3852.124"])
def test_telephones_of_an_office_are_none(province: Engine, written: str) -> None:
    set_own_contact(province, written, actor=OFFICER, now=at(DAY))
    assert unit(province, "SYT")[1] == written
