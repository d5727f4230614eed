"""Plain rows of every table: one that stands, to be varied in the one place a test is about."""

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from models import (
    Address,
    Assignment,
    Backup,
    Batch,
    ConfirmedSpelling,
    Correction,
    CountedAddress,
    CountedHelp,
    CountedState,
    Credential,
    DataVersion,
    Dossier,
    DraftRow,
    Entry,
    Erasure,
    Extension,
    ExtensionRequest,
    Issue,
    JournalHead,
    OneTimeCode,
    Period,
    Record,
    RecoveryCode,
    Reminder,
    ReportText,
    Result,
    Rung,
    Scan,
    SecondFactor,
    SendBack,
    Setting,
    SignIn,
    Submission,
    Succession,
    Support,
    Task,
    Unit,
    UnitAlias,
    User,
)
from models.counted import HELPED_BY, VISITS_BY

Row = TypeVar("Row", bound=Record)
Fields = dict[
    str, Any
]  # as a table's constructor takes them: nothing is checked before the database

AT = datetime(2026, 12, 10, 3, 0, tzinfo=UTC)
DAY = date(2026, 12, 10)

# In the order in which the tables can be filled; each row stands on the ones before it.
GOOD: dict[type[Record], Fields] = {
    DataVersion: {"id": 2, "number": 1},  # the migration wrote the first
    Setting: {"name": "language", "value": "vi"},
    User: {
        **{"id": 1, "code": "vanthu", "name": "Văn thư", "role": "secretariat"},
        **{"email": "vanthu@example.vn", "subject": "s-1"},
    },
    Credential: {"user_id": 1, "digest": "scrypt$4$AA==$AA==", "set_at": AT},
    OneTimeCode: {"user_id": 1, "digest": "d" * 64, "expires_at": AT},
    SignIn: {"id": 1, "digest": "e" * 64, "user_id": 1, "began_at": AT, "seen_at": AT},
    SecondFactor: {"user_id": 1, "secret": "A" * 32, "confirmed_at": AT, "last_step": 1},
    RecoveryCode: {"id": 1, "user_id": 1, "digest": "c" * 64},
    Entry: {
        **{"id": 1, "at": AT, "actor": "vanthu", "verb": "set", "subject": "language"},
        **{"before": "{}", "after": "{}", "previous": "0" * 64, "digest": "1" * 64},
    },
    JournalHead: {"entries": 1, "digest": "1" * 64},
    Backup: {
        **{"id": 1, "made_at": AT, "made_by": "vanthu", "place": "sao-luu.tar.gz"},
        **{"size_bytes": 1, "digest": "d" * 64, "encrypted": True, "revision": "0001"},
        **{"table_rows": 1, "entries": 1, "head": "1" * 64, "proven_at": AT},
    },
    Erasure: {
        **{"id": 1, "digest": "e" * 64, "ground": "requested", "erased_at": AT},
        **{"erased_by": "vanthu"},
    },
    Unit: {
        **{"id": 1, "code": "SYT", "valid_from": date(2018, 1, 1), "short_vi": "Sở Y tế"},
        **{"name_vi": "Sở Y tế", "name_en": "Department of Health", "position": 1},
        **{"level": "province", "kind": "department"},
    },
    Succession: {
        **{"id": 1, "kind": "rename", "on_day": date(2025, 3, 1)},
        **{"from_unit_id": 1, "to_unit_id": 1},
    },
    UnitAlias: {
        **{"id": 1, "spelling": "so y te cao bang", "unit_id": 1},
        **{"confirmed_by": "vanthu", "confirmed_at": AT},
    },
    Task: {
        **{"id": 1, "code": "II.1-a", "clause": "II.1", "theme": "II.1", "position": 1},
        **{"title_vi": "Tuyên truyền", "title_en": "Communication", "adds_up": "sum"},
    },
    Assignment: {
        **{"id": 1, "task_id": 1, "unit_id": 1, "role": "lead"},
        **{"valid_from": date(2018, 1, 1)},
    },
    Period: {
        **{"year": 2026, "data_from": date(2025, 12, 15), "data_to": date(2026, 12, 14)},
        **{"last_day": date(2026, 12, 14)},
    },
    Extension: {
        **{"id": 1, "unit_id": 1, "year": 2026, "last_day": date(2026, 12, 18)},
        **{"reason": "lũ", "recorded_at": AT},
    },
    ExtensionRequest: {
        **{"id": 1, "unit_id": 1, "year": 2026, "wanted_day": date(2026, 12, 18), "reason": "lũ"},
        **{"requested_by": "syt.canbo", "requested_at": AT},
    },
    Batch: {
        **{"id": 1, "token": "a" * 64, "file_name": "syt.csv", "digest": "b" * 64},
        **{"content": b"period", "size_bytes": 6, "layout": "results", "received_on": DAY},
        **{"received_by": "vanthu", "rows_new": 1, "rows_changed": 0, "rows_unchanged": 0},
        **{"rows_left": 0, "recorded_at": AT},
    },
    Submission: {
        **{"id": 1, "batch_id": 1, "unit_id": 1, "year": 2026, "received_on": DAY},
        **{"recorded_at": AT},
    },
    Result: {
        **{"id": 1, "assignment_id": 1, "year": 2026, "submission_id": 1, "row": 2},
        **{"status": "done", "recorded_at": AT},
    },
    Address: {"id": 1, "code": "NĐ-0001", "recorded_at": AT},
    Dossier: {
        **{"id": 1, "address_id": 1, "commune_id": 1, "kind": "household", "row": 2},
        **{"status": "confirmed", "batch_id": 1, "recorded_at": AT},
    },
    Support: {
        **{"id": 1, "address_id": 1, "supporter_unit_id": 1, "supporter_key": "SYT"},
        **{"kind": "one_off", "form": "cash", "given_on": DAY, "batch_id": 1, "row": 2},
        **{"recorded_at": AT},
    },
    CountedAddress: {
        **{"year": 2026, "address_id": 1, "later_homes": "", "later_communes": "", "helped": 1},
        **dict.fromkeys(("several", "committed", "closed", "confirmed", "risen"), 0),
        **dict.fromkeys((*HELPED_BY, *VISITS_BY, "visits"), 0),
    },
    CountedHelp: {"year": 2026, "unit_id": 1, "address_id": 1, "visits": 1},
    CountedState: {"id": 1, "counted_at": AT, "catalogue": "0" * 64},
    DraftRow: {
        **{"id": 1, "unit_id": 1, "year": 2026, "layout": "results", "row_key": "II.1-a"},
        **{"content": '{"values": {"quantity": "12"}, "removed": {}}', "revision": 1},
        **{"saved_by": "syt.canbo", "saved_at": AT},
    },
    Rung: {"id": 1, "year": 2026, "days": 3, "channel": "letter", "requested": False},
    Reminder: {
        **{"id": 1, "unit_id": 1, "year": 2026, "channel": "letter", "sent_on": DAY},
        **{"rung_days": 3, "rung_on": DAY},
        **{"recorded_by": "vanthu", "recorded_at": AT},
    },
    Scan: {
        **{"id": 1, "batch_id": 1, "file_name": "syt.pdf", "kind": "pdf", "digest": "b" * 64},
        **{"content": b"%PDF-", "size_bytes": 5, "attached_by": "vanthu", "recorded_at": AT},
    },
    SendBack: {
        **{"id": 1, "submission_id": 1, "reason": "Thiếu chữ ký", "recorded_by": "vanthu"},
        **{"recorded_at": AT},
    },
    Correction: {
        **{"id": 1, "batch_id": 1, "row": 2, "field": "quantity", "heading": "Số lượng"},
        **{"sent": "1O", "corrected": "10", "reason": "Đã gọi điện", "recorded_at": AT},
    },
    ConfirmedSpelling: {
        **{"id": 1, "field": "results.task_code", "spelling": "hien mau", "meaning": "HM_DK"},
        **{"batch_id": 1, "confirmed_by": "vanthu", "confirmed_at": AT},
    },
    Issue: {
        **{"id": 1, "year": 2026, "recipient": "committee", "number": 1, "as_of": DAY},
        **{"digest": "c" * 64, "content": b"docx", "figures": "{}", "published_at": AT},
        **{"published_by": "vanthu"},
    },
    ReportText: {
        **{"id": 1, "year": 2026, "recipient": "committee", "slot": "difficulties"},
        **{"text": "Thiếu kinh phí", "recorded_by": "vanthu", "recorded_at": AT},
    },
}


def row(table: type[Row], **changes: object) -> Row:
    """A row of `table` that would stand, but for what `changes` makes of it."""
    return table(**{**GOOD[table], **changes})
