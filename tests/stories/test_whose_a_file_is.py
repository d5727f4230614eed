"""Whose a file is: of the unit that it was received for, whatever becomes afterwards of who
received it. Somebody is moved, disabled, loses the name to another, and the clock goes back, in
every order; after each step a file, an account of help and a scan come, and everybody asks for
everything."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.accounts.accounts import Account, add_user, change_user, disable_user, enable_user
from actions.permissions import Actor, Verb, build_actor
from actions.refusals import Refused
from actions.returns.batch_access import (
    filter_own_batches,
    find_own_batch,
    load_own_copy,
    select_own_batches,
)
from actions.returns.receive import Choices, Letter, preview_file, receive
from actions.returns.receive_nil import Declaration, receive_nil
from actions.returns.scans import attach_scan, fetch_scan, withdraw_scan
from actions.returns.undo import undo
from intake.tables import Upload
from locales.words import words_in
from models import Entry, Unit, User, UserRole
from models.batches import list_batches
from models.database import reading, writing
from pages.components.download_buttons import build_receipt_file
from pages.components.visit import Structure, Visit
from pages.own_unit.own_returns import build_slip
from tests.province import CLERK, NOW, TODAY

KEEPER = Actor("quan-tri", UserRole.ADMINISTRATOR)
HEAD = "period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note"
TASKS = {"SYT": "HM_TV", "STC": "KP_NS"}
HELP = "address_code,supporter_unit_code,kind,form,value_vnd,given_on"
LIST = (
    "code,commune_code,kind,categories,status,surveyed_on\n"
    "DC-0,01279,household,poor,confirmed,2026-03-01\n"
)
DAY_BACK = timedelta(days=3)
OFFICER = UserRole.UNIT_OFFICER


def find_person(engine: Engine, number: int) -> Actor:
    with reading(engine) as session:
        return build_actor(session.get_one(User, number))


def add_person(engine: Engine, code: str, role: UserRole, unit: str | None = None) -> int:
    add_user(engine, Account(code, code, role, unit), actor=KEEPER, now=NOW)
    with reading(engine) as session:
        return session.exec(select(User).where(User.code == code)).one().id or 0


@dataclass
class Office:
    """The people by number, the moment of the clock, and of each batch whose it has to be: a
    unit's code, or None for the secretariat's own."""

    engine: Engine
    people: list[int] = field(default_factory=list)
    now: datetime = NOW
    owners: dict[int, str | None] = field(default_factory=dict)
    files: dict[int, Upload] = field(default_factory=dict)
    scans: dict[int, int] = field(default_factory=dict)

    @property
    def an(self) -> Actor:
        """The officer to whom it all happens, as the database knows them now."""
        return find_person(self.engine, self.people[0])

    def receive(self, actor: Actor, content: str) -> int:
        """A file from `actor`, whose it is from then on."""
        upload = Upload("tep.csv", content.encode())
        seen = preview_file(self.engine, upload, Letter(TODAY), actor=actor)
        choices = Choices(accept_valid_rows=True, confirm=True)
        number = receive(self.engine, seen, choices, actor=actor, now=self.now).batch_id
        self.owners[number], self.files[number] = actor.unit_code, upload
        return number

    def receive_all_kinds(self) -> None:
        """A return with a row at fault and its scan, and an account of help."""
        place, unit = len(self.owners) + 1, self.an.unit_code or ""
        rows = [
            f"2026,{unit},{TASKS[unit]},in_progress,,40,{place},,",
            f"2026,{unit},KCB_LN,in_progress,,140,{place},,",
        ]
        number = self.receive(self.an, "\n".join([HEAD, *rows]))
        scan = Upload("ky.pdf", b"%PDF-1 " + str(number).encode())
        self.scans[number] = attach_scan(self.engine, number, scan, actor=self.an, now=self.now)
        self.receive(self.an, f"{HELP}\nDC-{place},{unit},one-off,cash,{place}000,2026-05-05")

    def declare_nil(self) -> None:
        """Of the year before nothing arose, says the officer."""
        with reading(self.engine) as session:
            unit = session.exec(select(Unit).where(Unit.code == self.an.unit_code)).one().id or 0
        declared = Declaration(unit, 2025, Letter(TODAY))
        number = receive_nil(self.engine, declared, actor=self.an, now=self.now)
        self.owners[number] = self.an.unit_code


def move(office: Office) -> None:
    """To the other unit; the people who stay see nothing of it."""
    other = "STC" if office.an.unit_code == "SYT" else "SYT"
    account = Account(office.an.code, "Đã chuyển", OFFICER, other)
    change_user(office.engine, account, actor=KEEPER, now=office.now)


def disable_and_enable(office: Office) -> None:
    disable_user(office.engine, office.an.code, actor=KEEPER, now=office.now)
    with pytest.raises(Refused, match="rights_changed"), reading(office.engine) as session:
        find_own_batch(session, replace(office.an), 1)
    enable_user(office.engine, office.an.code, actor=KEEPER, now=office.now)


def take_name_over(office: Office) -> None:
    """The officer is called otherwise from now on, and somebody of the other unit so."""
    name, unit = office.an.code, office.an.unit_code
    with writing(office.engine) as session:
        session.get_one(User, office.people[0]).code = f"{name}.cu"
    other = "STC" if unit == "SYT" else "SYT"
    office.people.append(add_person(office.engine, name, OFFICER, other))


def set_clock_back(office: Office) -> None:
    office.now -= DAY_BACK


Step = Callable[[Office], None]
Ways = Callable[[Office, Actor], Iterator[tuple[str, set[int], set[int]]]]
ORDERS = list(permutations((move, disable_and_enable, take_name_over, set_clock_back)))


def open_office(engine: Engine) -> Office:
    office = Office(engine)
    office.people = [
        add_person(engine, "an", OFFICER, "SYT"),
        add_person(engine, "binh", OFFICER, "SYT"),
        add_person(engine, "chi", OFFICER, "STC"),
        add_person(engine, "dung", UserRole.SECRETARIAT),
    ]
    dung = find_person(engine, office.people[3])
    office.receive(dung, LIST)
    account = Account("dung", "Dung", OFFICER, "STC")
    change_user(engine, account, actor=KEEPER, now=NOW)
    office.declare_nil()
    office.receive_all_kinds()
    return office


def find_seen(office: Office, actor: Actor) -> Iterator[tuple[str, set[int], set[int]]]:
    """Each way to meet a batch or to fetch what was sent: the batches that the actor meets by
    it, and those that it is there for."""
    every, returns, files = set(office.owners), set(office.scans), set(office.files)
    with reading(office.engine) as session:
        yield (
            "card",
            {one for one in every if find_own_batch(session, actor, one) is not None},
            every,
        )
        listed = filter_own_batches(session, actor, list_batches(session, TODAY))
        yield "history", set(listed["batch_id"]), every
        yield "what became of it", {*select_own_batches(session, actor, every)}, every
        fetched = {one for one in files if load_own_copy(session, actor, one)}
        yield "copy", fetched, files if actor == CLERK else returns
        scans = {one for one, scan in office.scans.items() if fetch_scan(session, actor, scan)}
        yield "scan", scans, returns


def find_papers(office: Office, actor: Actor) -> Iterator[tuple[str, set[int], set[int]]]:
    """The same of the papers, which are made when they are fetched, and of a file that is looked
    at again."""
    engine, words, returns = office.engine, words_in("vi"), set(office.scans)
    visit = Visit(engine, actor, words, TODAY, 2026, TODAY, Structure.NOW, 1, sample=False)
    every = set(office.owners)
    yield "receipt", {one for one in every if build_receipt_file(visit, one)}, every
    yield "slip", {one for one in returns if build_slip(engine, actor, one, words=words)}, returns
    again = {
        one: preview_file(engine, upload, Letter(TODAY), actor=actor).arrival.findings
        for one, upload in office.files.items()
    }
    told = {one for one, found in again.items() if "file.same_again" in {f.code for f in found}}
    yield "same again", told, set(office.files)


def check_everybody(office: Office, *ways: Ways) -> None:
    """Whoever has a place in the office meets, by each way, the own unit's and no others."""
    for number in office.people:
        actor = find_person(office.engine, number)
        own = {one for one, owner in office.owners.items() if owner == actor.unit_code}
        assert own, "every person has something to see"
        for name, seen, there in (found for way in ways for found in way(office, actor)):
            assert seen == own & there, (name, actor)
        for one in office.scans.keys() - own:
            with pytest.raises(Refused, match="scan_missing"):
                withdraw_scan(office.engine, office.scans[one], actor=actor, now=office.now)
        with pytest.raises(Refused, match="not_allowed"):
            undo(office.engine, 1, actor=actor, now=office.now)
    for name, seen, there in find_seen(office, CLERK):
        assert seen == there, name


def check_journal(office: Office) -> None:
    """The journal says of each batch for which unit it was received."""
    with reading(office.engine) as session:
        received = [Verb.RECEIVE.value, Verb.RECEIVE_NIL.value]
        entries = session.exec(select(Entry).where(col(Entry.verb).in_(received))).all()
    told = {int(entry.subject.removeprefix("batch ")): json.loads(entry.after) for entry in entries}
    assert {number: facts.get("unit") for number, facts in told.items()} == office.owners


def walk(office: Office, order: Sequence[Step]) -> None:
    for step in order:
        step(office)
        office.receive_all_kinds()


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(one.__name__ for one in order))
def test_a_file_stays_with_the_unit_it_was_received_for(
    province: Engine, order: Sequence[Step]
) -> None:
    office = open_office(province)
    walk(office, order)
    check_everybody(office, find_seen)
    check_journal(office)


def test_so_do_its_papers_on_each_database(each_province: Engine) -> None:
    office = open_office(each_province)
    walk(office, (set_clock_back, move, take_name_over))
    check_everybody(office, find_seen, find_papers)


def test_whoever_comes_back_finds_the_own_files_again(province: Engine) -> None:
    office = open_office(province)
    walk(office, (move, move))
    check_everybody(office, find_seen)


def test_a_file_that_two_units_rows_are_in_is_not_fetched_whole(province: Engine) -> None:
    """The secretariat received the sound rows of one unit; those at fault are of another."""
    rows = ["2026,SYT,HM_TV,in_progress,,40,5,,", "2026,STC,KP_NS,in_progress,,140,987,,"]
    office = Office(province, [add_person(province, "an", OFFICER, "SYT")])
    number = office.receive(CLERK, "\n".join([HEAD, *rows]))
    words = words_in("vi")
    with reading(province) as session:
        assert find_own_batch(session, office.an, number) is not None
        assert load_own_copy(session, office.an, number) == b""
        assert b"987" in load_own_copy(session, CLERK, number)
    assert build_slip(province, office.an, number, words=words) == b""


def test_nobody_at_the_terminal_hands_a_unit_its_files(province: Engine) -> None:
    """Somebody whose name is the terminal's, which nobody can have, would see none of it."""
    office = Office(province)
    number = office.receive(Actor("terminal", UserRole.SECRETARIAT), LIST)
    assumed = Actor("terminal", OFFICER, "01279")
    with reading(province) as session:
        assert find_own_batch(session, assumed, number) is None


@pytest.mark.parametrize("name", ["terminal", "Terminal", "trial-secretariat"])
def test_nobody_is_called_as_who_acts_without_an_account(province: Engine, name: str) -> None:
    with pytest.raises(Refused, match="user_name_reserved"):
        add_person(province, name, OFFICER, "SYT")
