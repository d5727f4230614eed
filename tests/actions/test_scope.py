"""A unit officer's file meets nothing of another unit's: no row to write, no value to read."""

import io
import json
from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.erasure.erase import erase
from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.batch_access import filter_own_batches, find_own_batch
from actions.returns.receive import Choices, Letter, Preview, preview_file, preview_sheets, receive
from intake.tables import Upload
from models import Batch, Entry, Ground, Submission, Unit, UserRole
from models.batches import list_batches
from models.database import reading, writing
from models.units import list_units
from tests.models.rows import row
from tests.province import CLERK, NOW, OFFICER, TODAY, received

LETTER = Letter(date(2026, 12, 1))
HEAD = b"period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note\n"
SECRET = HEAD + b"2026,STC,KP_NS,in_progress,,41,987,123456789,rieng cua STC\n"
PROBE = HEAD + b"2026,STC,KP_NS,in_progress,,40,1,1,\n2026,SYT,HM_TV,in_progress,,40,5,,\n"
ADDRESS = (
    "code,commune_code,kind,categories,status,surveyed_on\n"
    "{code},{commune},household,poor,confirmed,2026-03-01\n"
)


def communes(engine: Engine) -> tuple[str, str]:
    with reading(engine) as session:
        known = list_units(session).query("level == 'commune' and valid_to.isna()")
    return str(known["code"].iloc[0]), str(known["code"].iloc[1])


def of(code: str) -> Actor:
    return Actor(f"can-bo-{code}", UserRole.UNIT_OFFICER, code)


def address(code: str, commune: str) -> bytes:
    return ADDRESS.format(code=code, commune=commune).encode()


def help_to(code: str, helper: str = "SYT", *, day: str = "2026-05-05") -> bytes:
    head = "address_code,supporter_unit_code,kind,form,value_vnd,given_on"
    return f"{head}\n{code},{helper},one-off,cash,1000000,{day}\n".encode()


def test_a_probe_learns_nothing_of_what_another_unit_told(province: Engine) -> None:
    received(province, SECRET)
    seen = preview_file(province, Upload("probe.csv", PROBE), Letter(TODAY), actor=OFFICER)
    told = repr([(one.code, one.facts) for one in seen.arrival.findings])
    plan = seen.arrival.plan
    assert plan is not None
    everything = told + plan.writes.to_string() + seen.arrival.unsent_rows.to_string()
    assert "register.unit_of_another" in told
    for secret in ("987", "123456789", "123.456.789", "rieng cua STC"):
        assert secret not in everything
    receive(province, seen, Choices(True, True), actor=OFFICER, now=NOW)
    again = preview_file(province, Upload("stc.csv", SECRET), Letter(TODAY), actor=of("STC"))
    assert again.arrival.plan is not None
    assert again.arrival.plan.unchanged == 1


def codes_in(seen: Preview) -> set[str]:
    return {one.code for one in seen.arrival.findings}


def shape_of(seen: Preview, code: str) -> tuple[Sequence[tuple[object, ...]], tuple[object, ...]]:
    """All that an officer could tell two previews of one code apart by, but the code itself."""
    plan = seen.arrival.plan
    assert plan is not None
    findings = [
        (one.code, one.row, one.column, sorted(one.facts.items())) for one in seen.arrival.findings
    ]
    rows = [part.to_csv().replace(code, "") for part in (plan.writes, plan.waiting, plan.before)]
    unsent = len(seen.arrival.unsent_rows)
    return findings, (*rows, plan.unchanged, plan.left, seen.arrival.outcome, unsent)


@pytest.fixture
def register(province: Engine) -> Engine:
    """DC-1 is the first commune's, DC-7 was erased; nobody has DC-9."""
    first, _ = communes(province)
    for code in ("DC-1", "DC-7"):
        received(province, address(code, first))
    erase(province, "DC-7", Ground.REQUESTED, actor=CLERK, now=NOW)
    return province


def test_a_file_of_guessed_codes_tells_an_agency_nothing_of_them(register: Engine) -> None:
    """Known, unknown, erased: one finding for each, and nothing else differs."""
    told = [
        shape_of(
            preview_file(register, Upload("s.csv", help_to(code)), LETTER, actor=OFFICER), code
        )
        for code in ("DC-1", "DC-7", "DC-9")
    ]
    assert told[0] == told[1] == told[2]
    assert [one[0] for one in told[0][0]] == ["register.address_to_confirm"]


@pytest.mark.parametrize("place", [1, 0])
def test_a_list_of_guessed_codes_tells_a_commune_nothing_of_them(
    register: Engine, place: int
) -> None:
    own = communes(register)[place]
    told = []
    for code in ("DC-1", "DC-7", "DC-9") if place else ("DC-7", "DC-9"):
        guess = Upload("a.csv", address(code, own).replace(b"poor", b"disabled"))
        told.append(shape_of(preview_file(register, guess, LETTER, actor=of(own)), code))
    assert all(one == told[0] for one in told)
    assert [one[0] for one in told[0][0]] == ["register.address_to_confirm"]


def test_a_commune_gives_the_codes_that_bear_its_own(province: Engine) -> None:
    first, second = communes(province)
    code = f"DC-{second}-0007"
    seen = preview_file(province, Upload("a.csv", address(code, second)), LETTER, actor=of(second))
    receipt = receive(province, seen, Choices(), actor=of(second), now=NOW)
    assert (receipt.new, receipt.left) == (1, 0)
    strange = address(f"DC-{first}-0007", second)
    other = preview_file(province, Upload("b.csv", strange), LETTER, actor=of(second))
    assert "register.address_to_confirm" in codes_in(other)


def test_first_help_goes_with_its_file_to_the_secretariat(register: Engine) -> None:
    """An agency helps an address for the first time: it hands its file in, the secretariat
    takes the row on, and from then on the address is one that the agency knows."""
    content = help_to("DC-1")
    seen = preview_file(register, Upload("s.csv", content), LETTER, actor=OFFICER)
    receipt = receive(register, seen, Choices(), actor=OFFICER, now=NOW)
    assert (receipt.new, receipt.left) == (0, 1)
    with reading(register) as session:
        batch = find_own_batch(session, CLERK, receipt.batch_id)
        entry = session.exec(select(Entry).order_by(col(Entry.id).desc())).first()
    assert batch is not None and batch.content == content
    assert entry is not None and json.loads(entry.after)["to_confirm"] == 1
    assert received(register, batch.content).new == 1
    again = help_to("DC-1", day="2026-06-06")
    later = preview_file(register, Upload("t.csv", again), LETTER, actor=OFFICER)
    assert codes_in(later) == set()
    assert later.arrival.plan is not None
    assert later.arrival.plan.new == 1


def test_an_address_is_told_of_by_its_own_commune(province: Engine) -> None:
    first, second = communes(province)
    received(province, address("DC-1", first))
    anothers = preview_file(
        province, Upload("a.csv", address("DC-1", first)), Letter(TODAY), actor=of(second)
    )
    assert "register.unit_of_another" in codes_in(anothers)
    with pytest.raises(Refused):
        receive(province, anothers, Choices(True, True, withdraw=True), actor=of(second), now=NOW)
    taken = preview_file(
        province, Upload("a.csv", address("DC-1", second)), Letter(TODAY), actor=of(second)
    )
    receive(province, taken, Choices(withdraw=True), actor=of(second), now=NOW)
    own = preview_file(
        province, Upload("a.csv", address("DC-1", first)), Letter(TODAY), actor=of(first)
    )
    assert own.arrival.plan is not None
    assert (own.arrival.plan.left, own.arrival.plan.unchanged) == (0, 1)


def test_nothing_of_another_commune_is_withdrawn(province: Engine) -> None:
    first, second = communes(province)
    received(province, address("DC-1", first))
    mixed = address(f"DC-{second}-2", second) + address("DC-3", first).partition(b"\n")[2]
    seen = preview_file(province, Upload("a.csv", mixed), Letter(TODAY), actor=of(second))
    assert seen.arrival.unsent_rows.empty
    receive(province, seen, Choices(True, True, withdraw=True), actor=of(second), now=NOW)
    again = preview_file(
        province, Upload("b.csv", address("DC-1", first)), Letter(TODAY), actor=of(first)
    )
    assert again.arrival.plan is not None
    assert again.arrival.plan.unchanged == 1


@pytest.mark.parametrize(
    ("helper", "of_own_address", "told"),
    [("SYT", False, 0), ("STC", False, 0), ("STC", True, 1)],
)
def test_help_is_told_of_by_who_gave_it_or_where_it_went(
    province: Engine, helper: str, of_own_address: bool, told: int
) -> None:
    first, second = communes(province)
    received(province, address("DC-1", first if of_own_address else second))
    sender = of(first) if of_own_address else of("SYT")
    seen = preview_file(province, Upload("s.csv", help_to("DC-1", helper)), LETTER, actor=sender)
    assert seen.arrival.plan is not None
    assert len(seen.arrival.plan.writes) == told
    assert len(seen.arrival.plan.waiting) == (helper == "SYT")


def test_a_batch_of_another_unit_is_not_there(province: Engine) -> None:
    own = received(province, HEAD + b"2026,SYT,HM_TV,in_progress,,40,5,,\n").batch_id
    both = received(province, PROBE.replace(b",40,", b",45,")).batch_id
    others = received(province, SECRET).batch_id
    with reading(province) as session:
        seen = {
            number: find_own_batch(session, OFFICER, number) is not None
            for number in (own, both, others, 4711)
        }
        known = filter_own_batches(session, OFFICER, list_batches(session, TODAY))
        assert list(known["batch_id"]) == [own]
        with pytest.raises(Refused):
            find_own_batch(session, Actor("x", UserRole.LEADER), own)
    assert seen == {own: True, both: False, others: False, 4711: False}


def two_sheets(own: bytes, *, addresses: bytes) -> bytes:
    book = Workbook()
    for sheet, text in ((book.worksheets[0], own), (book.create_sheet("Địa chỉ"), addresses)):
        for line in text.decode().splitlines():
            sheet.append(line.split(","))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("taken", [2, 1])
def test_a_workbook_with_a_sheet_of_others_opens_to_the_secretariat_alone(
    province: Engine, taken: int
) -> None:
    """A sheet of Sở Y tế's results, a sheet of a commune's addresses; both received, or one."""
    commune, _ = communes(province)
    own = HEAD + b"2026,SYT,HM_TV,in_progress,,40,5,,\n"
    content = two_sheets(own, addresses=address("DC-SECRET", commune))
    sheets = preview_sheets(province, Upload("two.xlsx", content), Letter(TODAY), actor=CLERK)
    chosen = sorted(sheets, key=lambda one: one.arrival.sheet == "Địa chỉ")[:taken]
    numbers = [
        receive(province, one, Choices(True, True), actor=CLERK, now=NOW).batch_id for one in chosen
    ]
    with reading(province) as session:
        assert [find_own_batch(session, OFFICER, number) for number in numbers] == [None] * taken
        known = filter_own_batches(session, OFFICER, list_batches(session, TODAY))
        assert known.empty
        assert find_own_batch(session, CLERK, numbers[0]) is not None


def test_a_workbook_of_own_sheets_alone_opens_to_its_unit(province: Engine) -> None:
    first = HEAD + b"2026,SYT,HM_TV,in_progress,,40,5,,\n"
    content = two_sheets(first, addresses=first.replace(b"2026", b"2025"))
    for one in preview_sheets(province, Upload("two.xlsx", content), Letter(TODAY), actor=CLERK):
        number = receive(province, one, Choices(True, True), actor=CLERK, now=NOW).batch_id
    with reading(province) as session:
        assert find_own_batch(session, OFFICER, number) is not None


def test_a_code_given_anew_opens_nothing_of_who_bore_it(province: Engine) -> None:
    """01273 was Hợp Giang and is Thục Phán now: whose return it was is told by the unit."""
    with writing(province) as session:
        bearers = session.exec(
            select(Unit).where(Unit.code == "01273").order_by(col(Unit.valid_from))
        ).all()
        old, new = bearers[0], bearers[-1]
        assert old.id != new.id
        for number, unit in ((71, old), (72, new)):
            session.add(row(Batch, id=number, token=str(number), digest=str(number),
                            received_by=CLERK.code))  # fmt: skip
            session.flush()
            session.add(row(Submission, id=number, batch_id=number, unit_id=unit.id))
    with reading(province) as session:
        assert find_own_batch(session, of("01273"), 71) is None
        assert find_own_batch(session, of("01273"), 72) is not None
