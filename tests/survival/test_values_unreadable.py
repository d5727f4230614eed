"""Values of a sound file that cannot be read as their columns say: every verb of the terminal and
every screen tells of damage, `verify` names table, row and column, no backup of it is proven, and a
good backup restores it."""

import sqlite3
from contextlib import closing

import pytest
import streamlit as st
from sqlalchemy import make_url

import oversight
from actions.refusals import Refused
from actions.returns.send_back import SendingBack, send_back
from models import UserRole
from models.database import open_database
from models.soundness import allow_writing, find_stop
from pages.components import cache
from server.health import check_health
from tests.conftest import NOW
from tests.province import CLERK
from tests.survival import test_damaged
from tests.survival.test_damaged import BROKEN, VERBS, Office, draw, read_alarms

whole, office = test_damaged.whole, test_damaged.office  # fixtures

# What was altered, and what `verify` says of it: the table and the column.
ALTERED = {
    "a day that is none": ("UPDATE submission SET received_on='zz'", "submission", "received_on"),
    "a day that no month has": (
        "UPDATE period_version SET data_from='2026-99-99'",
        *("period_version", "data_from"),
    ),
    "a moment": ("UPDATE batch SET recorded_at='20x6-12-01 00:00'", "batch", "recorded_at"),
    "a moment of the journal": ("UPDATE entry SET at='gestern'", "entry", "at"),
    "no JSON": ("UPDATE entry SET after='{'", "entry", "after"),
    "the day of a sample": ("UPDATE setting SET value=x'01'||'zz'", "setting", "value"),
    "a number": ("UPDATE data_version SET number='viele'", "data_version", "number"),
    "neither yes nor no": ("UPDATE submission SET nil='vielleicht'", "submission", "nil"),
}


def alter(office: Office, order: str) -> None:
    with closing(sqlite3.connect(office.file)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        assert raw.execute(order).rowcount
        raw.commit()
        assert raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
    st.cache_resource.clear()
    cache.forget_everything()  # as a server that nobody has asked yet


@pytest.mark.parametrize(("order", "table", "column"), ALTERED.values(), ids=ALTERED)
def test_verify_names_table_row_and_column(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    order: str,
    table: str,
    column: str,
) -> None:
    alter(office, order)
    assert oversight.main(["verify"]) == 1
    answer = capsys.readouterr()
    (line, *_) = [line for line in answer.out.splitlines() if column in line]
    key = "sample_as_of" if table == "setting" else "1"
    assert table in line
    assert key in line
    assert "zz" not in answer.out  # a value may be a person's


@pytest.mark.parametrize("kind", ["a day that is none", "a moment of the journal", "no JSON"])
def test_no_backup_of_it_is_proven(
    office: Office, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    alter(office, ALTERED[kind][0])
    assert oversight.main(["backup", "more"]) != 0
    answer = capsys.readouterr()
    assert "đã được kiểm chứng" not in answer.out
    assert "verify" in answer.out or BROKEN[0] in answer.err


@pytest.mark.parametrize("kind", ["a day that is none", "the day of a sample"])
def test_no_verb_ends_in_a_traceback(
    office: Office, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    sound = office.file.read_bytes()
    for verb, more in VERBS.items():
        if verb == "serve":
            continue
        office.file.write_bytes(sound)
        alter(office, ALTERED[kind][0])
        code = oversight.main([verb, *more])
        answer = capsys.readouterr()
        assert code == 0 or answer.err or answer.out, verb


@pytest.mark.parametrize(
    ("order", "place", "verbs"),
    [
        ("UPDATE submission SET received_on='zz'", "submission.received_on", ["due", "figures"]),
        ("UPDATE setting SET value='zz'", "setting.value", ["init", "serve"]),
        (
            "UPDATE period_version SET data_from='2026-99-99'",
            *("period_version.data_from", ["due", "figures"]),
        ),
    ],
)
def test_a_verb_that_needs_it_tells_where_it_is(
    office: Office, capsys: pytest.CaptureFixture[str], order: str, place: str, verbs: list[str]
) -> None:
    alter(office, order)
    for verb in verbs:
        allow_writing(make_url(office.address))  # each is a process of its own
        assert oversight.main([verb, *VERBS[verb]]) == 2, verb
        told = capsys.readouterr().err
        assert BROKEN[0] in told, verb
        assert place in told, verb
        assert test_damaged.BACKUP in told, verb


@pytest.mark.parametrize("screen", ["", "co-quan", "qua-han"])
def test_a_screen_tells_of_damage_and_the_writing_stops(office: Office, screen: str) -> None:
    alter(office, "UPDATE submission SET received_on='zz'")
    engine = open_database(office.address)
    app = draw(screen, UserRole.SECRETARIAT)
    assert not app.exception
    assert "chỉ xem, không ghi" in read_alarms(app)
    assert test_damaged.BACKUP in read_alarms(app)
    assert find_stop(engine.url) is not None
    assert check_health(engine).status_code == 503
    with pytest.raises(Refused, match="database_broken"):
        send_back(engine, 1, SendingBack("thiếu"), actor=CLERK, now=NOW)
    engine.dispose()


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE app_user SET disabled_at='x'",
        "UPDATE app_user SET role='boss'",
        "UPDATE entry SET verb='x'||verb, at='gestern'",
        "UPDATE entry SET after='{'",
    ],
)
def test_a_good_backup_restores_it_and_says_that_rights_are_not_known(
    office: Office, capsys: pytest.CaptureFixture[str], order: str
) -> None:
    adding = ["user", "add", "officer", "--name", "Cán bộ", "--role", "leader"]
    assert oversight.main(adding) == 0
    assert oversight.main(["backup", "good.tar.gz"]) == 0
    removing = ["user", "disable", "officer"]
    assert oversight.main(removing) == 0
    alter(office, order)
    capsys.readouterr()
    assert oversight.main(["restore", "good.tar.gz"]) == 0
    assert "không biết" in capsys.readouterr().out.lower()
    assert oversight.main(["verify"]) == 0
