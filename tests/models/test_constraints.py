"""The database itself refuses what must not be: every named constraint bites."""

import sqlite3
from datetime import date

import psycopg
from sqlalchemy import CheckConstraint, Engine, Index, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from models import (
    Address,
    Assignment,
    Batch,
    ConfirmedSpelling,
    Dossier,
    DraftRow,
    Entry,
    Erasure,
    Extension,
    ExtensionRequest,
    Issue,
    OneTimeCode,
    Period,
    Record,
    RecoveryCode,
    Reminder,
    ReportText,
    Result,
    Rung,
    Scan,
    SendBack,
    SignIn,
    Succession,
    Support,
    Task,
    Unit,
    UnitAlias,
    User,
)
from models.database import writing
from models.rule_versions import VERSIONS
from tests.models.conftest import keep
from tests.models.rows import AT, GOOD, Fields, row

BEFORE = date(2017, 12, 31)
NOBODY_ELSE: Fields = {"email": None, "subject": None}

# constraint: the table, and what is changed in a copy of its good row, which stands already.
CASES: dict[str, tuple[type[Record], Fields]] = {
    "uq_erasure_digest": (Erasure, {}),
    "uq_draft_row_unit_id_year_layout_row_key": (DraftRow, {}),
    "ck_draft_row_revision_positive": (DraftRow, {"row_key": "II.1-b", "revision": 0}),
    "ck_erasure_ground_known": (Erasure, {"digest": "f" * 64, "ground": "whim"}),
    "ck_app_user_role_known": (User, {**NOBODY_ELSE, "code": "new", "role": "guest"}),
    "ck_app_user_code_not_reserved": (User, {**NOBODY_ELSE, "code": "trial-leader"}),
    "uq_app_user_code": (User, NOBODY_ELSE),
    "uq_app_user_email": (User, {"code": "new", "subject": None}),
    "uq_app_user_subject": (User, {"code": "new", "email": None}),
    "ck_one_time_code_digest_whole": (OneTimeCode, {"user_id": 2, "digest": "short"}),
    "uq_recovery_code_user_id_digest": (RecoveryCode, {}),
    "ck_recovery_code_digest_whole": (RecoveryCode, {"digest": "short"}),
    "uq_sign_in_digest": (SignIn, {}),
    "uq_entry_previous": (Entry, {"digest": "2" * 64}),
    "uq_entry_digest": (Entry, {"previous": "1" * 64}),
    "ck_unit_level_known": (Unit, {"code": "X", "level": "region"}),
    "ck_unit_kind_known": (Unit, {"code": "X", "kind": "company"}),
    "ck_unit_certainty_known": (Unit, {"code": "X", "certainty": "rumour"}),
    "ck_unit_span_runs_forward": (Unit, {"code": "X", "valid_to": date(2018, 1, 1)}),
    "uq_scan_standing": (Scan, {}),
    "ck_scan_kind_known": (Scan, {"digest": "c" * 64, "kind": "gif"}),
    "ck_scan_size_not_negative": (Scan, {"digest": "c" * 64, "size_bytes": -1}),
    "uq_send_back_standing": (SendBack, {}),
    "uq_unit_code_valid_from": (Unit, {}),
    "ck_succession_kind_known": (Succession, {"on_day": BEFORE, "kind": "sale"}),
    "ck_succession_certainty_known": (Succession, {"on_day": BEFORE, "certainty": "rumour"}),
    "uq_succession_from_unit_id_to_unit_id_on_day": (Succession, {}),
    "uq_unit_alias_spelling_unit_id": (UnitAlias, {}),
    "uq_confirmed_spelling_field_spelling": (ConfirmedSpelling, {}),
    "ck_batch_overlap_known": (Batch, {"token": "z", "overlap": "both"}),
    "ck_task_adds_up_known": (Task, {"code": "X", "adds_up": "average"}),
    "ck_task_money_known": (Task, {"code": "X", "money": "twice"}),
    "ck_task_certainty_known": (Task, {"code": "X", "certainty": "rumour"}),
    "uq_task_code": (Task, {}),
    "ck_assignment_role_known": (Assignment, {"valid_from": BEFORE, "role": "guest"}),
    "ck_assignment_certainty_known": (Assignment, {"valid_from": BEFORE, "certainty": "rumour"}),
    "ck_assignment_span_runs_forward": (Assignment, {"valid_from": BEFORE, "valid_to": BEFORE}),
    "uq_assignment_task_id_unit_id_valid_from": (Assignment, {}),
    "ck_period_data_span_runs_forward": (Period, {"year": 2027, "data_to": date(2025, 12, 15)}),
    "ck_period_last_day_after_start": (Period, {"year": 2027, "last_day": date(2025, 12, 14)}),
    "uq_extension_current": (Extension, {"last_day": date(2026, 12, 20)}),
    "ck_extension_request_decision_known": (
        ExtensionRequest,
        {"decision": "lost", "decided_at": AT},
    ),
    "ck_extension_request_decision_has_its_moment": (ExtensionRequest, {"decision": "granted"}),
    "uq_extension_request_open": (ExtensionRequest, {"wanted_day": date(2026, 12, 20)}),
    "ck_batch_size_not_negative": (Batch, {"token": "new", "size_bytes": -1}),
    "uq_batch_token_standing": (Batch, {"file_name": "the same pressed twice.csv"}),
    "ck_result_status_known": (Result, {"superseded_at": AT, "status": "almost"}),
    "ck_result_percent_within_hundred": (Result, {"superseded_at": AT, "percent": 100.5}),
    "ck_result_quantity_not_negative": (Result, {"superseded_at": AT, "quantity": -0.5}),
    "ck_result_value_not_negative": (Result, {"superseded_at": AT, "value_vnd": -1}),
    "uq_result_current": (Result, {"status": "in_progress"}),
    "uq_address_code": (Address, {}),
    "ck_dossier_kind_known": (Dossier, {"superseded_at": AT, "kind": "village"}),
    "ck_dossier_status_known": (Dossier, {"superseded_at": AT, "status": "lost"}),
    "ck_dossier_closed_reason_known": (Dossier, {"superseded_at": AT, "closed_reason": "tired"}),
    "ck_dossier_household_not_empty": (Dossier, {"superseded_at": AT, "household_size": 0}),
    "uq_dossier_current": (Dossier, {"status": "paused"}),
    "ck_support_kind_known": (Support, {"superseded_at": AT, "kind": "loan"}),
    "ck_support_supporter_kind_known": (Support, {"superseded_at": AT, "supporter_kind": "pet"}),
    "ck_support_value_not_negative": (Support, {"superseded_at": AT, "value_vnd": -1}),
    "ck_support_span_runs_forward": (Support, {"superseded_at": AT, "until": BEFORE}),
    "ck_support_supporter_named": (Support, {"superseded_at": AT, "supporter_unit_id": None}),
    "uq_support_current": (Support, {"value_vnd": 500_000}),
    "uq_issue_year_recipient_number": (Issue, {}),
    "uq_report_text_current": (ReportText, {}),
    "ck_rung_channel_known": (Rung, {"days": 4, "channel": "pigeon"}),
    "ck_rung_days_within_a_year": (Rung, {"days": 367}),
    "uq_rung_year_days": (Rung, {"channel": "email"}),
    "ck_reminder_delivery_known": (Reminder, {"superseded_at": AT, "delivery": "lost"}),
    "uq_reminder_rung_current": (Reminder, {"channel": "email"}),
}

# Versions that no longer stand do not stand in the way: the same rows are taken, superseded.
HISTORY: dict[str, Fields] = {
    "uq_extension_request_open": {"decision": "withdrawn", "decided_at": AT},
    "uq_extension_current": {"superseded_at": AT},
    "uq_batch_token_standing": {"undone_at": AT},
    "uq_result_current": {"superseded_at": AT},
    "uq_dossier_current": {"superseded_at": AT},
    "uq_support_current": {"superseded_at": AT},
    "uq_reminder_rung_current": {"superseded_at": AT},
}


def test_every_named_constraint_has_a_case() -> None:
    named = {name for table in _own_tables() for name in _named(table)}
    assert named == set(CASES)


def test_every_table_has_a_good_row() -> None:
    tables = {table.name for table in _own_tables()}
    assert tables == {str(table.__tablename__) for table in GOOD}


def test_every_named_constraint_bites(each_engine: Engine) -> None:
    keep(each_engine, [row(table) for table in GOOD])
    bitten = {
        name: _refusal_of(each_engine, _copy(table, changes))
        for name, (table, changes) in CASES.items()
    }
    assert bitten == {name: _as_told(each_engine, name) for name in CASES}


def test_history_may_repeat_what_stands(each_engine: Engine) -> None:
    keep(each_engine, [row(table) for table in GOOD])
    copies = {name: _copy(CASES[name][0], changes) for name, changes in HISTORY.items()}
    assert {name: _refusal_of(each_engine, copy) for name, copy in copies.items()} == dict.fromkeys(
        HISTORY
    )


def test_every_foreign_key_bites(each_engine: Engine) -> None:
    keep(each_engine, [row(table) for table in GOOD])
    silent = [
        str(key.parent)
        for table in GOOD
        for key in Record.metadata.tables[str(table.__tablename__)].foreign_keys
        if not str(_refusal_of(each_engine, _orphan(table, key.parent.name))).startswith(
            ("fk_", "FOREIGN KEY")
        )
    ]
    assert silent == []


def _own_tables() -> list[Table]:
    """Every table but those of versions (tests/models/test_rule_versions.py)."""
    versions = {table.name for table in VERSIONS.values()}
    return [table for table in Record.metadata.sorted_tables if table.name not in versions]


def _named(table: Table) -> set[str]:
    """The names of the table's CHECKs, UNIQUEs and unique indexes."""
    kinds = (CheckConstraint, UniqueConstraint)
    constraints = {str(each.name) for each in table.constraints if isinstance(each, kinds)}
    return constraints | {str(index.name) for index in table.indexes if index.unique}


def _copy(table: type[Record], changes: Fields) -> Record:
    """A second row of `table`, the same but for `changes` and its number."""
    number = {"id": 77} if "id" in GOOD[table] else {}
    return row(table, **{**number, **changes})


def _orphan(table: type[Record], column: str) -> Record:
    """A row of history (no unique index looks at it) whose `column` points at nobody."""
    history: Fields = {"superseded_at": AT} if "superseded_at" in table.model_fields else {}
    if table is SignIn:
        history = {"digest": "f" * 64}
    if table in (UnitAlias, ConfirmedSpelling):
        history = {"spelling": "another"}
    if table is Batch:
        history = {"undone_at": AT}
    if table is ExtensionRequest:
        history = {"decision": "withdrawn", "decided_at": AT}
    return _copy(table, {**history, column: 4711})


def _refusal_of(engine: Engine, refused: Record) -> str | None:
    """What the database calls the reason it refuses a row; None when it takes it."""
    try:
        with writing(engine) as session:
            session.add(refused)
    except IntegrityError as fault:
        return _told_by(fault)
    return None


def _told_by(fault: IntegrityError) -> str | None:
    """PostgreSQL names the constraint; SQLite a CHECK by name and a UNIQUE by its columns."""
    if isinstance(fault.orig, psycopg.Error):
        return fault.orig.diag.constraint_name
    if isinstance(fault.orig, sqlite3.IntegrityError):
        return str(fault.orig).rpartition("constraint failed: ")[2]
    return None


def _as_told(engine: Engine, name: str) -> str:
    """How this database will tell of constraint `name`."""
    if engine.dialect.name == "postgresql" or name.startswith("ck_"):
        return name
    table = Record.metadata.tables[str(CASES[name][0].__tablename__)]
    unique: list[Index | UniqueConstraint] = [*table.indexes]
    unique += [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    columns = next(each.columns for each in unique if each.name == name)
    return ", ".join(str(column) for column in columns)
