"""Every verb has its permission, its action, and exactly one entry in the journal."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import TypeGuard

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.backups.backup import back_up
from actions.backups.bring import bring_backup
from actions.backups.rights_since import OPEN, close_restore_review
from actions.backups.take import take_backup
from actions.catalogue.amend import amend_catalogue, list_amendments
from actions.catalogue.files import load_rows
from actions.catalogue.load import load_catalogue
from actions.catalogue.next_year import cancel_year, open_year, plan_next_year
from actions.deeds import LOOKS
from actions.erasure.erase import erase
from actions.erasure.read_again import record_reading
from actions.erasure.read_register import Manner, RegisterLook, read_register
from actions.erasure.retain import retain
from actions.periods import close_period, reopen_period, roll_weekend
from actions.permissions import PERMISSIONS, Actor, Verb
from actions.reminders.contacts import set_contacts, set_own_contact
from actions.reminders.extension_requests import (
    Requesting,
    decline_request,
    grant_request,
    request_extension,
    withdraw_request,
)
from actions.reminders.extensions import Extending, extend, withdraw_extension
from actions.reminders.remind import (
    Answering,
    Reminding,
    answer_reminder,
    keep_answer,
    remind,
    remind_all,
    withdraw_answer,
    withdraw_reminders,
)
from actions.reminders.schedule import Step, set_reminder_schedule
from actions.reminders.sending import Outgoing, SendOutcome, SendResult, claim, settle
from actions.returns.drafts import (
    DraftEntry,
    DraftKey,
    discard_draft,
    load_draft,
    remove_draft_row,
    save_draft_row,
)
from actions.returns.own_register import take_own_register
from actions.returns.receive import Choices, Letter, preview_file, receive
from actions.returns.receive_nil import Declaration, receive_nil
from actions.returns.scans import attach_scan, withdraw_scan
from actions.returns.send_back import SendingBack, send_back, withdraw_send_back
from actions.returns.undo import undo
from actions.settings import set_value
from actions.yearly_report.publish import publish
from actions.yearly_report.report_texts import ParagraphDraft, write_text
from intake.tables import Upload
from models import (
    Channel,
    Entry,
    ExtensionRequest,
    Ground,
    Period,
    Reminder,
    SendBack,
    Setting,
    Submission,
    Task,
    Unit,
    UserRole,
)
from models.database import reading, writing
from models.journal import add_entry, format_facts
from models.settings import read_data_version
from tests.actions.keeping import backup_brought, sealed_backup
from tests.actions.publications import publication
from tests.conftest import NOW
from tests.house.account_deeds import ACCOUNT_DEEDS, CHIEF, CLERK, LATER, NEWCOMER
from tests.house.journal_words import find_raw_lines, unsaid
from tests.house.tracked import HOUSE, modules
from tests.models.conftest import keep
from tests.models.rows import GOOD, row

DAY = date(2026, 12, 12)
RETURN = Upload("syt.csv", b"period,unit_code,task_code,status\n2026,SYT,II.1-a,in_progress\n")

OFFICER = Actor("syt.canbo", UserRole.UNIT_OFFICER, "SYT")
LOOK = RegisterLook(Manner.VIEW, 3, {"figure": "coverage", "list": "nobody", "commune": "01273"})
LONGER = Extending(2026, date(2026, 12, 20), "lũ quét")
PARAGRAPH = ParagraphDraft(2026, "", "difficulties", "Thiếu người")
MESSAGE = Outgoing(Reminding(1, 2026, "email", sent_on=DAY), EmailMessage(), "a@example.vn")


def receive_return(engine: Engine) -> None:
    seen = preview_file(engine, RETURN, Letter(received_on=DAY), actor=CLERK)
    receive(engine, seen, Choices(confirm=True), actor=CLERK, now=LATER)


def reopened(engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Period, 2026).closed_at = NOW
    reopen_period(engine, 2026, actor=CLERK, now=LATER)


def requested(engine: Engine) -> None:
    with writing(engine) as session:  # the good rows hold a request and a received report
        session.delete(session.get_one(ExtensionRequest, 1))
        session.get_one(Submission, 1).superseded_at = NOW
        session.get_one(Task, 1).reporting = True
    requesting = Requesting(2026, date(2026, 12, 24), "lũ quét")
    request_extension(engine, requesting, actor=OFFICER, now=LATER)


def sent_back(engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(SendBack, 1).superseded_at = NOW
    details = SendingBack("tổng sai", until=date(2026, 12, 31), letter_no="45/CTĐ-VP")
    send_back(engine, 1, details, actor=CLERK, now=LATER)


def answered(engine: Engine) -> None:
    with writing(engine) as session:  # of what came there is nothing to answer
        session.get_one(Submission, 1).superseded_at = NOW
    answering = Answering(DAY, "Sẽ gửi", LATER.date())
    answer_reminder(engine, 1, answering, actor=OFFICER, now=LATER)


def take_answer_back(engine: Engine) -> None:
    with writing(engine) as session:
        before = session.get_one(Reminder, 1)
        facts = before.model_dump(exclude={"id"}) | {"answer": "có", "answered_on": DAY}
        before.superseded_at = NOW
        session.flush()
        session.add(Reminder(**(facts | {"id": 2, "recorded_at": NOW})))
    withdraw_answer(engine, 2, "ghi nhầm", actor=CLERK, now=LATER)


def loaded(engine: Engine) -> None:
    with writing(engine) as session:  # it has the code of one of the catalogue's
        session.get_one(Unit, 1).valid_to = date(2018, 7, 9)
    load_catalogue(engine, CLERK, HOUSE / "catalogue", now=LATER)


def amended(engine: Engine) -> None:
    files = {"periods.csv": load_rows(HOUSE / "catalogue", "periods.csv")}
    seen = list_amendments(engine, files, actor=CLERK)
    amend_catalogue(engine, files, seen, actor=CLERK, now=LATER)


def opened_before(engine: Engine) -> None:
    """The period after the last one, as its opening left it."""
    facts = format_facts({"assignments_ended": [], "assignments_added": []})
    with writing(engine) as session:
        last = session.exec(select(Period).order_by(col(Period.year).desc())).first()
        assert last is not None
        year = last.year + 1
        days = {"data_from": date(year - 1, 12, 15), "data_to": date(year, 12, 14)}
        session.add(Period(year=year, last_day=date(year, 12, 14), **days))
        entry = Entry(
            at=NOW, actor=CLERK.code, verb=Verb.OPEN_YEAR, subject=f"period {year}", before="{}",
            after=facts, previous="", digest="",
        )  # fmt: skip
        add_entry(session, entry)
    cancel_year(engine, year, actor=CLERK, now=LATER)


def next_year_of(engine: Engine) -> int:
    """The year after the last period."""
    with reading(engine) as session:
        plan = plan_next_year(session)
    assert plan is not None
    return plan.year


def draft_saved(engine: Engine) -> None:
    key = DraftKey(1, 2026, "results")
    save_draft_row(engine, key, DraftEntry("II.1-b", {}, {}, 0), actor=CLERK, now=LATER)


def draft_row_removed(engine: Engine) -> None:
    key = DraftKey(1, 2026, "results")
    remove_draft_row(engine, key, DraftEntry("II.1-a", {}, {}, 1), actor=CLERK, now=LATER)


def draft_discarded(engine: Engine) -> None:
    draft = load_draft(engine, DraftKey(1, 2026, "results"), actor=CLERK, now=LATER)
    discard_draft(engine, draft, actor=CLERK, now=LATER)


def reviewed(engine: Engine) -> None:
    """A restore at which somebody looks: as the journal and a setting tell of one."""
    people = {"lan": {"deed": "disable_user", "name": "Lan", "role": "leader", "unit": None}}
    entry = Entry(
        at=NOW, actor=CHIEF.code, verb=Verb.RESTORE, subject="database", before="{}",
        after=format_facts({"people": people}), previous="", digest="",
    )  # fmt: skip
    with writing(engine) as session:
        session.add(Setting(name=OPEN, value=NOW.isoformat()))
        add_entry(session, entry)
    close_restore_review(engine, actor=CHIEF, now=LATER)


# Each action, its verb, and how it is done to a database in which every table has a good row.
DEEDS: dict[str, tuple[Verb, Callable[[Engine], object]]] = {
    "backups.backup._record": (
        Verb.BACK_UP,
        lambda engine: back_up(engine, folder_of(engine), passphrase=None, actor=CLERK, now=LATER),
    ),
    "backups.take.take_backup": (
        Verb.TAKE_BACKUP,
        lambda engine: take_backup(engine, sealed_backup(engine), actor=CHIEF, now=LATER),
    ),
    "backups.bring.bring_backup": (
        Verb.BRING_BACKUP,
        lambda engine: bring_backup(engine, backup_brought(engine), actor=CHIEF, now=LATER),
    ),
    "backups.rights_since.close_restore_review": (Verb.REVIEW_RESTORE, reviewed),
    "erasure.erase.erase": (
        Verb.ERASE,
        lambda engine: erase(engine, "NĐ-0001", Ground.MISTAKEN, actor=CLERK, now=LATER),
    ),
    "erasure.retain.retain": (Verb.RETAIN, lambda engine: retain_read_files(engine)),
    "catalogue.load.load_catalogue": (
        Verb.LOAD_CATALOGUE,
        loaded,
    ),
    "catalogue.amend.amend_catalogue": (Verb.LOAD_CATALOGUE, amended),
    "reminders.extensions.extend": (
        Verb.EXTEND,
        lambda engine: extend(engine, [1], LONGER, actor=CLERK, now=LATER),
    ),
    "reminders.extensions.withdraw_extension": (
        Verb.EXTEND,
        lambda engine: withdraw_extension(engine, 1, 2026, actor=CLERK, now=LATER),
    ),
    "reminders.extension_requests.request_extension": (
        Verb.REQUEST_EXTENSION,
        requested,
    ),
    "reminders.extension_requests.withdraw_request": (
        Verb.WITHDRAW_REQUEST,
        lambda engine: withdraw_request(engine, 1, actor=OFFICER, now=LATER),
    ),
    "reminders.extension_requests.grant_request": (
        Verb.EXTEND,
        lambda engine: grant_request(engine, 1, date(2026, 12, 22), actor=CLERK, now=LATER),
    ),
    "reminders.extension_requests.decline_request": (
        Verb.DECLINE_EXTENSION,
        lambda engine: decline_request(engine, 1, "đã đủ thời gian", actor=CLERK, now=LATER),
    ),
    "reminders.contacts.set_own_contact": (
        Verb.SET_OWN_CONTACT,
        lambda engine: set_own_contact(engine, "0206 000 0000", actor=OFFICER, now=LATER),
    ),
    "reminders.remind.answer_reminder": (Verb.ANSWER_REMINDER, answered),
    "periods.roll_weekend": (
        Verb.SET,
        lambda engine: roll_weekend(engine, 2026, rolls=True, actor=CLERK, now=LATER),
    ),
    "reminders.contacts.set_contacts": (
        Verb.SET,
        lambda engine: set_contacts(engine, {1: "0206 000 0000"}, actor=CLERK, now=LATER),
    ),
    "erasure.read_register.read_register": (
        Verb.READ_REGISTER,
        lambda engine: read_register(engine, LOOK, actor=CLERK, now=LATER),
    ),
    "returns.own_register.take_own_register": (
        Verb.TAKE_OWN_REGISTER,
        lambda engine: take_own_register(engine, {1: "SYT"}, 2026, actor=CLERK, now=LATER),
    ),
    "yearly_report.publish.publish": (
        Verb.PUBLISH,
        lambda engine: publish(engine, publication(engine, number=2), actor=CLERK, now=LATER),
    ),
    "yearly_report.report_texts.write_text": (
        Verb.WRITE_REPORT,
        lambda engine: write_text(engine, PARAGRAPH, actor=CLERK, now=LATER),
    ),
    "periods.close_period": (
        Verb.CLOSE_PERIOD,
        lambda engine: close_period(engine, 2026, actor=CLERK, now=LATER),
    ),
    "periods.reopen_period": (Verb.REOPEN_PERIOD, reopened),
    "catalogue.next_year.open_year": (
        Verb.OPEN_YEAR,
        lambda engine: open_year(engine, next_year_of(engine), {}, actor=CLERK, now=LATER),
    ),
    "catalogue.next_year.cancel_year": (Verb.CANCEL_YEAR, opened_before),
    "returns.receive.receive": (Verb.RECEIVE, receive_return),
    "returns.receive_nil.receive_nil": (
        Verb.RECEIVE_NIL,
        lambda engine: receive_nil(
            engine, Declaration(1, 2026, Letter(DAY), replacing=True), actor=CLERK, now=LATER
        ),
    ),
    "returns.drafts.save_draft_row": (Verb.SAVE_DRAFT, draft_saved),
    "returns.drafts.remove_draft_row": (Verb.SAVE_DRAFT, draft_row_removed),
    "returns.drafts.discard_draft": (Verb.DISCARD_DRAFT, draft_discarded),
    "reminders.schedule.set_reminder_schedule": (
        Verb.SET,
        lambda engine: set_reminder_schedule(
            engine, 2026, [Step(1, Channel.LETTER)], actor=CLERK, now=LATER
        ),
    ),
    "reminders.remind.remind_all": (
        Verb.REMIND,
        lambda engine: remind_all(
            engine, [Reminding(1, 2026, "letter", sent_on=DAY)], actor=CLERK, now=LATER
        ),
    ),
    "reminders.remind.keep_answer": (
        Verb.REMIND,
        lambda engine: keep_answer(engine, 1, Answering(DAY, "có"), actor=CLERK, now=LATER),
    ),
    "reminders.remind.withdraw_answer": (Verb.REMIND, take_answer_back),
    "reminders.remind.withdraw_reminders": (
        Verb.REMIND,
        lambda engine: withdraw_reminders(engine, [1], "ghi nhầm", actor=CLERK, now=LATER),
    ),
    "reminders.sending.claim": (
        Verb.SEND,
        lambda engine: claim(engine, MESSAGE, actor=CLERK, now=LATER),
    ),
    "reminders.sending.settle": (
        Verb.SEND,
        lambda engine: settle(engine, 1, SendResult(1, SendOutcome.SENT), actor=CLERK, now=LATER),
    ),
    "reminders.remind.remind": (
        Verb.REMIND,
        lambda engine: remind(
            engine, Reminding(1, 2026, "telephone", sent_on=DAY), actor=CLERK, now=LATER
        ),
    ),
    "returns.scans.attach_scan": (
        Verb.ATTACH_SCAN,
        lambda engine: attach_scan(
            engine, 1, Upload("syt.png", b"\x89PNG\r\n\x1a\n"), actor=CLERK, now=LATER
        ),
    ),
    "returns.scans.withdraw_scan": (
        Verb.WITHDRAW_SCAN,
        lambda engine: withdraw_scan(engine, 1, actor=CLERK, now=LATER),
    ),
    "returns.send_back.send_back": (
        Verb.SEND_BACK,
        sent_back,
    ),
    "returns.send_back.withdraw_send_back": (
        Verb.WITHDRAW_SEND_BACK,
        lambda engine: withdraw_send_back(engine, 1, actor=CLERK, now=LATER),
    ),
    "settings.set_value": (
        Verb.SET,
        lambda engine: set_value(engine, "language", "en", actor=CLERK, now=LATER),
    ),
    **ACCOUNT_DEEDS,
    "returns.undo.undo": (Verb.UNDO, lambda engine: undo(engine, 1, actor=CLERK, now=LATER)),
}


# Done to another database than the one it is asked of (tests/actions/test_restore.py), or only
# where a restore left one (tests/actions/test_copies_left.py).
ELSEWHERE = {
    ("backups.restore._make_ready", "RESTORE"),
    ("erasure.retain.end_old_copies", "RETAIN"),
    ("erasure.read_again._keep_changes", "RETAIN"),  # only of files that an earlier version kept
}


def retain_read_files(engine: Engine) -> None:
    """End the keeping where no file of an earlier version is left to be read again."""
    with writing(engine) as session:
        record_reading(session)
    retain(engine, actor=CLERK, now=LATER)


def folder_of(engine: Engine) -> Path:
    """The folder a test's database lies in."""
    return Path(str(engine.url.database)).parent


def deeds_opened() -> Iterator[tuple[str, str]]:
    """Every function of the room of actions that opens a deed, and the verb it names."""
    for path, module in modules().items():
        if path.parts[0] != "actions":
            continue
        for function in module.body:
            for node in ast.walk(function):
                if isinstance(function, ast.FunctionDef) and opens_a_deed(node):
                    verbs = [each.attr for each in node.args if isinstance(each, ast.Attribute)]
                    of_module = ".".join(path.with_suffix("").parts[1:])
                    yield f"{of_module}.{function.name}", verbs[-1]


def opens_a_deed(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "deed"


def test_every_verb_has_a_permission_row() -> None:
    assert set(PERMISSIONS) == set(Verb)
    assert [verb for verb, roles in PERMISSIONS.items() if not roles] == []


def test_every_verb_has_an_action() -> None:
    assert {verb.name for verb in Verb} == {verb for _, verb in deeds_opened()}


def test_every_action_is_tried_here() -> None:
    tried = {(action, verb.name) for action, (verb, _) in DEEDS.items()}
    assert set(deeds_opened()) == tried | ELSEWHERE


@pytest.mark.parametrize("action", DEEDS)
def test_an_action_writes_one_entry_and_a_change_raises_the_version_once(
    engine: Engine, action: str
) -> None:
    verb, act = DEEDS[action]
    keep(engine, [row(table) for table in GOOD if table is not Entry])
    with reading(engine) as session:
        before = read_data_version(session)
    act(engine)
    with reading(engine) as session:
        entry = session.exec(select(Entry).where(Entry.verb == verb)).one()
        assert read_data_version(session) == before + (verb not in LOOKS)
    assert (entry.verb, entry.at) == (verb.value, LATER)
    assert entry.actor in (CLERK.code, CHIEF.code, NEWCOMER.code, OFFICER.code)
    assert [*unsaid(entry)] == []
    assert find_raw_lines(entry) == []
