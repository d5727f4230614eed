"""Killed at any moment of receiving or taking back, the work is there whole or not at all."""

import json
import os
import subprocess
import sys

import pytest
from sqlalchemy import Engine

from tests.house.tracked import HOUSE

KILLS, SEED = 10, 18

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_whole_or_not_at_all(own_province: Engine) -> None:
    own_province.dispose()
    address = own_province.url.render_as_string(hide_password=False)
    asked = [sys.executable, "-m", "tests.survival.killing", address, str(KILLS)]
    done = subprocess.run(
        [*asked, str(SEED)], cwd=HOUSE, capture_output=True, text=True, check=False, timeout=400
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == KILLS
    for one in found:
        assert one | {"batches": 0} == {
            "sound": True, "integrity": "ok", "batches": 0, "halves": [], "twice": 0
        }  # fmt: skip
    batches = [one["batches"] for one in found]
    assert batches == sorted(batches)  # what was told as received is never gone
    assert batches[-1] > KILLS / 5  # and many lived long enough to receive, on a slow machine too


def test_an_issue_is_published_whole_or_not_at_all(province: Engine) -> None:
    province.dispose()
    asked = [sys.executable, "-m", "tests.survival.publishing", str(province.url), str(KILLS)]
    done = subprocess.run(
        [*asked, str(SEED)], cwd=HOUSE, capture_output=True, text=True, check=False, timeout=400
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == KILLS
    for one in found:
        assert one | {"issues": 0} == {
            "sound": True, "integrity": "ok", "in_turn": True, "whole": True, "issues": 0
        }  # fmt: skip
    issues = [one["issues"] for one in found]
    assert issues == sorted(issues)  # what was told as published is never gone
    assert issues[-1] > KILLS / 5
