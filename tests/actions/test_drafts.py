"""Drafts of typed returns: saved row by row, never over what nobody saw, gone once received."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.drafts import (
    Draft,
    DraftChanged,
    DraftEntry,
    DraftKey,
    discard_draft,
    load_draft,
    preview_draft,
    remove_draft_row,
    save_draft_row,
)
from actions.returns.receive import AlreadyReceived, Choices, Letter, receive
from intake.tables import Upload
from models import DraftRow, Entry, Period, Unit, UserRole
from models.database import reading, writing
from models.settings import read_data_version
from tests.province import CLERK, GOOD, NOW, OFFICER, TODAY

COLLEAGUE = Actor("can-bo-2", UserRole.UNIT_OFFICER, "SYT")
STRANGER = Actor("can-bo-stc", UserRole.UNIT_OFFICER, "STC")
LOOKERS = [Actor(role, role) for role in UserRole if role not in ("secretariat", "unit_officer")]
LATER = NOW + timedelta(minutes=5)
TASK = "HM_TV"


def find_key(engine: Engine, *, layout: str = "results", year: int = 2026) -> DraftKey:
    """The draft of Sở Y tế."""
    with reading(engine) as session:
        unit = session.exec(select(Unit).where(Unit.code == "SYT")).one()
    return DraftKey(unit.id or 0, year, layout)


def type_row(
    engine: Engine, values: dict[str, str], *, actor: Actor = OFFICER, revision: int = 0
) -> DraftEntry:
    entry = DraftEntry(TASK, values, {}, revision)
    return save_draft_row(engine, find_key(engine), entry, actor=actor, now=NOW)


def read_back(engine: Engine, actor: Actor = OFFICER) -> Draft:
    return load_draft(engine, find_key(engine), actor=actor, now=NOW)


def list_entries(engine: Engine) -> list[tuple[str, str]]:
    """Who the journal says typed or discarded a draft, in order."""
    with reading(engine) as session:
        entries = session.exec(select(Entry)).all()
    return [(entry.verb, entry.actor) for entry in entries if "draft" in entry.verb]


def test_what_one_officer_typed_another_of_the_unit_finds(each_province: Engine) -> None:
    type_row(each_province, {"status": "done", "quantity": "12"})
    seen = read_back(each_province, COLLEAGUE)
    assert seen.entries[TASK].values == {"status": "done", "quantity": "12"}
    assert seen.last is not None
    assert (seen.last.saved_by, seen.last.saved_at) == (OFFICER.code, NOW)
    assert read_back(each_province, CLERK).stamp == seen.stamp


def test_the_journal_is_told_when_a_draft_begins_and_changes_hands_and_never_what_was_typed(
    province: Engine,
) -> None:
    with reading(province) as session:
        version = read_data_version(session)
    first = type_row(province, {"note": "mật"})
    second = type_row(province, {"note": "mật hơn"}, revision=first.revision)
    third = type_row(province, {"note": "khác"}, actor=COLLEAGUE, revision=second.revision)
    type_row(province, {"note": "khác nữa"}, actor=COLLEAGUE, revision=third.revision)
    assert list_entries(province) == [
        ("save_draft", OFFICER.code),
        ("save_draft", COLLEAGUE.code),
    ]
    with reading(province) as session:
        assert read_data_version(session) == version  # no figure is another
        told = " ".join(entry.after for entry in session.exec(select(Entry)))
    assert "mật" not in told and "khác" not in told


def test_a_later_saving_does_not_write_over_one_that_was_not_seen(each_province: Engine) -> None:
    first = type_row(each_province, {"quantity": "12"})
    type_row(each_province, {"quantity": "15"}, actor=COLLEAGUE, revision=first.revision)
    with pytest.raises(DraftChanged) as refused:
        type_row(each_province, {"quantity": "13"}, revision=first.revision)
    stored = refused.value.entry
    assert (stored.values["quantity"], stored.saved_by) == ("15", COLLEAGUE.code)
    type_row(each_province, {"quantity": "13"}, revision=stored.revision)  # having chosen
    assert read_back(each_province).entries[TASK].values["quantity"] == "13"


def test_a_row_that_another_took_away_is_not_brought_back_unseen(province: Engine) -> None:
    first = type_row(province, {"quantity": "12"})
    key = find_key(province)
    remove_draft_row(province, key, first, actor=COLLEAGUE, now=NOW)
    with pytest.raises(DraftChanged) as refused:
        type_row(province, {"quantity": "13"}, revision=first.revision)
    assert refused.value.entry.revision == 0
    assert read_back(province).entries == {}


@pytest.mark.parametrize(
    ("field", "typed", "kept", "details"),
    [
        ("note", "Ông Nguyễn Văn An, ĐT 0912 345 678", None, {"name", "telephone"}),
        ("quantity", "12", "12", set()),
        ("value_vnd", "36 triệu", "36 triệu", set()),
        ("note", "hai dòng\nlà một", "hai dòng là một", set()),
    ],
)
def test_what_tells_of_a_person_is_not_saved_and_that_is_said(
    province: Engine, field: str, typed: str, kept: str | None, details: set[str]
) -> None:
    entry = type_row(province, {field: typed})
    assert set(entry.removed.get(field, ())) == details
    with reading(province) as session:
        stored = session.exec(select(DraftRow)).one().content
    assert "Nguyễn" not in stored and "345" not in stored
    if kept is not None:
        assert entry.values[field] == kept
    else:  # it stays told while the field is as it was left
        again = save_draft_row(province, find_key(province), entry, actor=OFFICER, now=LATER)
        assert set(again.removed[field]) == details


def test_the_code_of_an_address_that_is_somebodys_number_is_not_saved(province: Engine) -> None:
    entry = DraftEntry("+1", {"code": "079123456789"}, {}, 0)
    key = find_key(province, layout="addresses")
    saved = save_draft_row(province, key, entry, actor=OFFICER, now=NOW)
    assert saved.values["code"] == ""
    assert saved.removed["code"]


def test_received_it_is_gone_and_the_journal_says_that_it_was_typed(each_province: Engine) -> None:
    type_row(each_province, {"status": "done", "quantity": "12"})
    draft = read_back(each_province)
    seen = preview_draft(
        each_province, Upload("syt.csv", GOOD), Letter(TODAY), stamp=draft.stamp, actor=OFFICER
    )
    receipt = receive(each_province, seen, Choices(True, True), actor=OFFICER, now=LATER)
    assert receipt.new == 3
    assert read_back(each_province).entries == {}
    with reading(each_province) as session:
        entry = session.exec(select(Entry).where(Entry.verb == "receive")).one()
    assert json.loads(entry.after)["typed"] is True
    with pytest.raises(AlreadyReceived):  # pressed twice
        receive(each_province, seen, Choices(True, True), actor=OFFICER, now=LATER)


def test_a_row_that_was_left_out_stays_in_the_draft(each_province: Engine) -> None:
    for task, percent in (("HM_TV", "100"), ("YT_TT", "140")):
        entry = DraftEntry(task, {"status": "done", "percent": percent}, {}, 0)
        save_draft_row(each_province, find_key(each_province), entry, actor=OFFICER, now=NOW)
    lines = ((2, "HM_TV"), (3, "YT_TT"))
    stamp = read_back(each_province).stamp._replace(lines=lines)
    content = b"period,unit_code,task_code,status,percent\n2026,SYT,HM_TV,done,100\n"
    upload = Upload("syt.csv", content + b"2026,SYT,YT_TT,done,140\n")
    seen = preview_draft(each_province, upload, Letter(TODAY), stamp=stamp, actor=OFFICER)
    receipt = receive(each_province, seen, Choices(True, True), actor=OFFICER, now=LATER)
    assert (receipt.new, receipt.left) == (1, 1)
    assert list(read_back(each_province).entries) == ["YT_TT"]


def test_what_was_saved_after_the_preview_is_not_lost_by_receiving(each_province: Engine) -> None:
    first = type_row(each_province, {"quantity": "12"})
    draft = read_back(each_province)
    seen = preview_draft(
        each_province, Upload("syt.csv", GOOD), Letter(TODAY), stamp=draft.stamp, actor=OFFICER
    )
    type_row(each_province, {"quantity": "15"}, actor=COLLEAGUE, revision=first.revision)
    with pytest.raises(Refused) as refused:
        receive(each_province, seen, Choices(True, True), actor=OFFICER, now=LATER)
    assert refused.value.code == "draft_moved"
    assert read_back(each_province).entries[TASK].values["quantity"] == "15"


def test_discarded_it_is_gone_unless_somebody_saved_since(province: Engine) -> None:
    first = type_row(province, {"quantity": "12"})
    draft = read_back(province)
    type_row(province, {"quantity": "13"}, revision=first.revision)
    with pytest.raises(Refused) as refused:
        discard_draft(province, draft, actor=OFFICER, now=NOW)
    assert refused.value.code == "draft_moved"
    discard_draft(province, read_back(province), actor=OFFICER, now=NOW)
    assert read_back(province).entries == {}
    assert list_entries(province)[-1] == ("discard_draft", OFFICER.code)


@pytest.mark.parametrize("actor", [STRANGER, *LOOKERS], ids=lambda actor: actor.code)
def test_nobody_else_reads_or_writes_it(province: Engine, actor: Actor) -> None:
    entry = type_row(province, {"quantity": "12"})
    draft = read_back(province)
    for attempt in (
        lambda: read_back(province, actor),
        lambda: type_row(province, {"quantity": "1"}, actor=actor, revision=entry.revision),
        lambda: remove_draft_row(province, find_key(province), entry, actor=actor, now=NOW),
        lambda: discard_draft(province, draft, actor=actor, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == ("unit_not_own" if actor == STRANGER else "not_allowed")
    assert read_back(province).entries[TASK].values == {"quantity": "12"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 2027}, "period_unknown"),
        ({"year": 2031}, "period_not_begun"),
        ({"unit_id": 4711}, "unit_unknown"),
    ],
)
def test_it_is_of_a_unit_and_a_year_that_are(
    province: Engine, changes: dict[str, int], code: str
) -> None:
    with writing(province) as session:
        begins, ends = date(2030, 12, 15), date(2031, 12, 14)
        session.add(Period(year=2031, data_from=begins, data_to=ends, last_day=ends))
    key = replace(find_key(province), **changes)
    with pytest.raises(Refused) as refused:
        save_draft_row(province, key, DraftEntry(TASK, {}, {}, 0), actor=CLERK, now=NOW)
    assert refused.value.code == code


def test_a_text_too_long_for_its_field_is_refused(province: Engine) -> None:
    with pytest.raises(Refused) as refused:
        type_row(province, {"note": "a " * 2001})
    assert refused.value.code == "longer_than"


def test_of_a_published_year_it_says_so(province: Engine) -> None:
    assert not read_back(province).is_closed
    with writing(province) as session:
        session.get_one(Period, 2026).closed_at = NOW
    assert read_back(province).is_closed
