"""A unit officer's file meets nothing of another unit's: no row to write, no value to read."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions.kept import kept_batch, kept_batches
from actions.permissions import Actor
from actions.receive import Choices, Letter, preview, receive
from actions.refusals import Refused
from intake.tables import Upload
from models import UserRole
from models.batches import batches_known
from models.database import reading
from models.units import units_known
from tests.province import NOW, OFFICER, TODAY, received

HEAD = b"period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note\n"
SECRET = HEAD + b"2026,STC,KP_NS,in_progress,,41,987,123456789,rieng cua STC\n"
PROBE = HEAD + b"2026,STC,KP_NS,in_progress,,40,1,1,\n2026,SYT,HM_TV,in_progress,,40,5,,\n"
ADDRESS = (
    "code,commune_code,kind,categories,status,surveyed_on\n"
    "{code},{commune},household,poor,confirmed,2026-03-01\n"
)


def communes(engine: Engine) -> tuple[str, str]:
    with reading(engine) as session:
        known = units_known(session).query("level == 'commune' and valid_to.isna()")
    return str(known["code"].iloc[0]), str(known["code"].iloc[1])


def of(code: str) -> Actor:
    return Actor(f"can-bo-{code}", UserRole.UNIT_OFFICER, code)


def address(code: str, commune: str) -> bytes:
    return ADDRESS.format(code=code, commune=commune).encode()


def test_a_probe_learns_nothing_of_what_another_unit_told(province: Engine) -> None:
    received(province, SECRET)
    seen = preview(province, Upload("probe.csv", PROBE), Letter(TODAY), actor=OFFICER)
    told = repr([(one.code, one.facts) for one in seen.arrival.findings])
    plan = seen.arrival.plan
    assert plan is not None
    everything = told + plan.writes.to_string() + seen.arrival.not_resent.to_string()
    assert "register.unit_of_another" in told
    for secret in ("987", "123456789", "123.456.789", "rieng cua STC"):
        assert secret not in everything
    receive(province, seen, Choices(True, True), actor=OFFICER, now=NOW)
    again = preview(province, Upload("stc.csv", SECRET), Letter(TODAY), actor=of("STC"))
    assert again.arrival.plan is not None
    assert again.arrival.plan.unchanged == 1


def test_an_address_is_told_of_by_its_own_commune(province: Engine) -> None:
    first, second = communes(province)
    received(province, address("DC-1", first))
    for content in (address("DC-1", second), address("DC-1", first)):
        seen = preview(province, Upload("a.csv", content), Letter(TODAY), actor=of(second))
        assert {one.code for one in seen.arrival.findings} >= {"register.unit_of_another"}
        with pytest.raises(Refused):
            receive(province, seen, Choices(True, True, withdraw=True), actor=of(second), now=NOW)
    own = preview(province, Upload("a.csv", address("DC-1", first)), Letter(TODAY), actor=of(first))
    assert own.arrival.plan is not None
    assert (own.arrival.plan.left, own.arrival.plan.unchanged) == (0, 1)


def test_nothing_of_another_commune_is_withdrawn(province: Engine) -> None:
    first, second = communes(province)
    received(province, address("DC-1", first))
    mixed = address("DC-2", second) + address("DC-3", first).partition(b"\n")[2]
    seen = preview(province, Upload("a.csv", mixed), Letter(TODAY), actor=of(second))
    assert seen.arrival.not_resent.empty
    receive(province, seen, Choices(True, True, withdraw=True), actor=of(second), now=NOW)
    again = preview(
        province, Upload("b.csv", address("DC-1", first)), Letter(TODAY), actor=of(first)
    )
    assert again.arrival.plan is not None
    assert again.arrival.plan.unchanged == 1


@pytest.mark.parametrize(
    ("helper", "of_own_address", "told"),
    [("SYT", False, 1), ("STC", False, 0), ("STC", True, 1)],
)
def test_help_is_told_of_by_who_gave_it_or_where_it_went(
    province: Engine, helper: str, of_own_address: bool, told: int
) -> None:
    first, second = communes(province)
    received(province, address("DC-1", first if of_own_address else second))
    content = (
        "address_code,supporter_unit_code,kind,form,value_vnd,given_on\n"
        f"DC-1,{helper},one-off,cash,1000000,2026-05-05\n"
    ).encode()
    sender = of(first) if of_own_address else of("SYT")
    seen = preview(province, Upload("s.csv", content), Letter(date(2026, 12, 1)), actor=sender)
    assert seen.arrival.plan is not None
    assert len(seen.arrival.plan.writes) == told


def test_a_batch_of_another_unit_is_not_there(province: Engine) -> None:
    own = received(province, HEAD + b"2026,SYT,HM_TV,in_progress,,40,5,,\n").batch_id
    both = received(province, PROBE.replace(b",40,", b",45,")).batch_id
    others = received(province, SECRET).batch_id
    with reading(province) as session:
        seen = {
            number: kept_batch(session, OFFICER, number) is not None
            for number in (own, both, others, 4711)
        }
        known = kept_batches(session, OFFICER, batches_known(session, TODAY))
        assert list(known["batch_id"]) == [own]
        with pytest.raises(Refused):
            kept_batch(session, Actor("x", UserRole.LEADER), own)
    assert seen == {own: True, both: False, others: False, 4711: False}
