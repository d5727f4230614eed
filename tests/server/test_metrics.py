"""Whoever watches the server reads how it fares, and nothing of anybody."""

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import Backup
from models.database import open_database
from server.metrics import CountingMiddleware, Requests, build_metrics_route, format_metrics
from tests.models.conftest import keep
from tests.models.rows import AT, row


def figures(text: str) -> dict[str, float]:
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def test_it_counts_answers_and_knows_the_last_proven_backup(engine: Engine) -> None:
    keep(engine, [row(Backup)])
    requests = Requests()
    routes = [build_metrics_route(engine, requests)]
    app = Starlette(routes=routes, middleware=[Middleware(CountingMiddleware, requests=requests)])
    client = TestClient(app)
    client.get("/no-such-page")
    client.get("/metrics")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = figures(answer.text)
    assert told['oversight_requests_total{status="4xx"}'] == 1
    assert told['oversight_requests_total{status="2xx"}'] == 1
    assert told["oversight_up"] == 1
    assert told["oversight_data_version"] == 1
    assert told["oversight_backup_proven_timestamp_seconds"] == AT.timestamp()


@pytest.mark.parametrize("place", ["empty.db", "no-such-folder/x.db"])
def test_a_silent_database_is_down(tmp_path_factory: pytest.TempPathFactory, place: str) -> None:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('db')}/{place}")
    told = figures(format_metrics(engine, Requests()))
    engine.dispose()
    assert told["oversight_up"] == 0
    assert "oversight_data_version" not in told
