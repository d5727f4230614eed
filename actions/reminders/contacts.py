"""Say how offices are reached: the office's own telephone, never a person's."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from actions.deeds import deed
from actions.own_unit import find_own_unit
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from intake.privacy.personal_numbers import has_identity_mention
from models import Unit
from models.spans import day_of

LONGEST = 200  # letters of a contact


def set_contacts(
    engine: Engine, contacts: Mapping[int, str], *, actor: Actor, now: datetime
) -> None:
    """Give each unit, by its id, its contact; all of them or none.

    Raises Refused: not_allowed, unit_unknown (with the first id that is no unit's),
    longer_than, contact_personal (an identity number in it).
    """
    for contact in contacts.values():
        check_contact(contact)
    with deed(engine, actor, Verb.SET, now=now) as under_way:
        units = under_way.session.exec(select(Unit).where(col(Unit.id).in_(contacts))).all()
        known = {unit.id: unit for unit in units}
        before, after = {}, {}
        for unit_id, contact in contacts.items():
            if unit_id not in known:
                raise Refused("unit_unknown", unit=unit_id)
            unit = known[unit_id]
            before[unit.code], after[unit.code] = unit.contact, contact
            unit.contact = contact
        under_way.record_catalogue()
        under_way.tell("contacts", before=before, after=after)


def set_own_contact(engine: Engine, contact: str, *, actor: Actor, now: datetime) -> None:
    """Say how the officer's own office is reached. Raises Refused: not_allowed,
    own_unit_missing, longer_than, contact_personal, text_unseen."""
    contact = " ".join(contact.split())
    check_contact(contact)
    with deed(engine, actor, Verb.SET_OWN_CONTACT, now=now) as under_way:
        unit = find_own_unit(under_way.session, actor, day_of(now))
        before, unit.contact = unit.contact, contact
        under_way.record_catalogue()
        under_way.tell("contacts", before={unit.code: before}, after={unit.code: contact})


def check_contact(contact: str) -> None:
    """Raise Refused("longer_than") or Refused("contact_personal")."""
    if len(contact) > LONGEST:
        raise Refused("longer_than", most=LONGEST)
    if has_identity_mention(contact):
        raise Refused("contact_personal")
