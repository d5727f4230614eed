"""What a plan rests on: a change that does not concern a file leaves its plan as it is."""

from dataclasses import replace
from unittest.mock import patch

import pytest
from sqlalchemy import Engine

from actions.refusals import Refused
from actions.returns import receive as receiving
from actions.returns.grounds import Changes, find_changes_since, find_concern
from actions.returns.receive import Choices, Preview, receive
from actions.returns.undo import undo
from models.database import reading
from tests.province import CLERK, GOOD, NOW, looked_at, received

HEAD = GOOD.splitlines(keepends=True)[0]
OTHER = HEAD + b"2026,STC,KP_NS,in_progress,,40,5,,\n"
REGISTER = b"code,commune_code,surveyed_on,status\n"
FIRST = REGISTER + b"A-1,01273,01/02/2026,surveyed\n"
SECOND = REGISTER + b"A-2,01279,01/02/2026,surveyed\n"
HELP = b"address_code,supporter_unit_code,kind,form,given_on\na-1,SYT,one_off,goods,01/03/2026\n"


def since(engine: Engine, seen: Preview) -> Changes:
    """What changed since the preview."""
    with reading(engine) as session:
        return find_changes_since(session, seen.entry)


@pytest.mark.parametrize(
    ("file", "then", "concerned"),
    [
        (GOOD, OTHER, False),
        (GOOD, GOOD.replace(b",12,", b",13,"), True),
        (GOOD, GOOD, True),
        (GOOD, FIRST, False),
        (FIRST, SECOND, False),
        (FIRST, GOOD, False),
        (FIRST, FIRST.replace(b"A-1", b"A-9"), True),  # of the same commune
        (HELP, FIRST, True),  # which registers its address
        (HELP, SECOND, False),
    ],
)
def test_whom_a_batch_concerns(province: Engine, file: bytes, then: bytes, concerned: bool) -> None:
    seen = looked_at(province, file)
    receipt = received(province, then, name="then.csv")
    assert find_concern(seen.arrival).is_concerned_by(since(province, seen)) is concerned
    if then != GOOD:
        undone = looked_at(province, file)
        undo(province, receipt.batch_id, actor=CLERK, now=NOW)
        assert find_concern(undone.arrival).is_concerned_by(since(province, undone)) is concerned


def test_what_is_not_known_concerns_every_file(province: Engine) -> None:
    seen = looked_at(province, GOOD)
    with patch("actions.returns.grounds.BESIDE", frozenset()):
        assert not since(province, seen).everything
        received(province, OTHER)
        with patch("actions.returns.grounds.OF_A_BATCH", frozenset()):
            assert since(province, seen).everything


def test_a_file_is_not_examined_again_for_what_does_not_concern_it(province: Engine) -> None:
    seen = looked_at(province, GOOD)
    received(province, OTHER, name="other.csv")
    with patch.object(receiving, "validate_upload", side_effect=AssertionError("validated again")):
        receipt = receive(province, seen, Choices(), actor=CLERK, now=NOW)
    assert receipt.new == 3


def test_a_change_that_concerns_it_is_seen_whatever_the_screen_believed(province: Engine) -> None:
    seen = looked_at(province, GOOD.replace(b",40,5,", b",60,5,"))
    received(province, GOOD)
    with pytest.raises(Refused, match="preview_stale"):
        receive(province, seen, Choices(), actor=CLERK, now=NOW)
    with pytest.raises(Refused, match="preview_stale"):
        receive(province, replace(seen, grounds=""), Choices(), actor=CLERK, now=NOW)
