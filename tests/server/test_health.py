"""Whoever watches the server hears whether the database answers."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from models.database import open_database, writing
from models.settings import raise_data_version
from server.health import build_health_route, check_health


def test_a_good_database_tells_its_version(engine: Engine) -> None:
    client = TestClient(Starlette(routes=[build_health_route(engine)]))
    assert client.get("/health").json() == {"status": "ok", "data_version": 1}
    with writing(engine) as session:
        raise_data_version(session)
    assert client.get("/health").json() == {"status": "ok", "data_version": 2}


@pytest.mark.parametrize("place", ["empty.db", "no-such-folder/oversight.db"])
def test_a_database_that_does_not_answer_is_unavailable(tmp_path: Path, place: str) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/{place}")
    answer = check_health(engine)
    engine.dispose()
    assert answer.status_code == 503
    assert json.loads(bytes(answer.body)) == {"status": "unavailable"}
