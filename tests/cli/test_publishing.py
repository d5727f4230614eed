"""From a terminal a period is closed once and opened again, and what is published is listed."""

import json

import pytest
from sqlalchemy import Engine

from actions.yearly_report.publish import publish
from models.database import ADDRESS_VARIABLE
from oversight import main
from tests.actions.publications import publication
from tests.actions.returns import CLERK
from tests.conftest import NOW


def test_close_reopen_and_list(
    province: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(province, publication(province), actor=CLERK, now=NOW)
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    said = [main([verb, "--year", "2026", "--json"]) for verb in ("close", "close", "reopen")]
    assert said == [0, 1, 0]
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["closed"] for one in told] == [True, False]
    assert main(["issues", "--json"]) == 0
    (issue,) = json.loads(capsys.readouterr().out)["issues"]
    assert issue["issue"] == "2026-committee-1"
