"""Whoever watches the server reads how it fares, and nothing of anybody."""

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from models import Backup
from models.database import open_database
from server.metrics import SECONDS, CountingMiddleware, Requests, build_metrics_route
from tests.models.conftest import keep
from tests.models.rows import AT, row

Figures = dict[tuple[str, str], float]  # by name and the value of its one label


async def open_page(socket: WebSocket) -> None:
    await socket.accept()
    await socket.receive()


def served(engine: Engine) -> TestClient:
    requests = Requests()
    page = Route("/page", lambda _request: PlainTextResponse("page"))
    routes = [page, WebSocketRoute("/open", open_page), build_metrics_route(engine, requests)]
    middleware = [Middleware(CountingMiddleware, requests=requests)]
    return TestClient(Starlette(routes=routes, middleware=middleware))


def figures(client: TestClient) -> Figures:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    samples = [sample for family in families for sample in family.samples]
    return {(one.name, "".join(one.labels.values())): one.value for one in samples}


def test_it_counts_answers_and_knows_the_last_proven_backup(engine: Engine) -> None:
    keep(engine, [row(Backup)])
    client = served(engine)
    client.get("/no-such-page")
    client.get("/page")
    read = figures(client)
    assert read["oversight_requests_total", "4xx"] == 1
    assert read["oversight_requests_total", "2xx"] == 1
    assert read["oversight_up", ""] == 1
    assert read["oversight_data_version", ""] == 1
    assert read["oversight_backup_proven_timestamp_seconds", ""] == AT.timestamp()


def test_what_answers_took_can_be_read_as_a_share(engine: Engine) -> None:
    client = served(engine)
    client.get("/page")
    client.get("/page")
    read = figures(client)
    within = [read["oversight_request_seconds_bucket", str(float(most))] for most in SECONDS]
    assert within == sorted(within)
    assert read["oversight_request_seconds_bucket", "+Inf"] == 2
    assert 0 < read["oversight_request_seconds_sum", ""] < 60


def test_it_counts_the_pages_open_now(engine: Engine) -> None:
    client = served(engine)
    with client.websocket_connect("/open"), client.websocket_connect("/open") as left:
        assert figures(client)["oversight_sessions", ""] == 2
        left.send_text("close")
    assert figures(client)["oversight_sessions", ""] == 0


@pytest.mark.parametrize("place", ["empty.db", "no-such-folder/x.db"])
def test_a_silent_database_is_down(tmp_path_factory: pytest.TempPathFactory, place: str) -> None:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('db')}/{place}")
    read = figures(served(engine))
    engine.dispose()
    assert read["oversight_up", ""] == 0
    assert ("oversight_data_version", "") not in read
