"""Figures about the running program, as Prometheus reads them. None is about anybody.

Open to this machine only: nginx hands `/metrics` to nobody (docs/deploy.md).
"""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.backups import find_last_proven_backup
from models.database import reading
from models.journal import read_journal_head
from models.settings import read_data_version

PATH = "/metrics"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # an answer took at most


class Requests:
    """Answers by their status, how long they took, and the pages open now; never which
    address, never who."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Counter(
            "oversight_requests",
            "answers, by the first digit of their status",
            ["status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "oversight_request_seconds",
            "time until an answer began",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.open = Gauge(
            "oversight_sessions", "pages open in a browser now", registry=self.registry
        )


class CountingMiddleware:
    """Counts what passes through into `requests`."""

    def __init__(self, app: ASGIApp, requests: Requests) -> None:
        self.app = app
        self.requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, counted."""
        if scope["type"] == "http":
            await self._count_answer(scope, receive, send)
        elif scope["type"] == "websocket":
            with self.requests.open.track_inprogress():
                await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _count_answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = time.perf_counter()

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.requests.answers.labels(f"{message['status'] // 100}xx").inc()
                self.requests.seconds.observe(time.perf_counter() - start)
            await send(message)

        await self.app(scope, receive, send_counted)


class DatabaseFigures(Collector):
    """What the database says at the moment it is asked; where it does not answer, only that."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def collect(self) -> Iterator[Metric]:
        """The figures of now."""
        try:
            with reading(self.engine) as session:
                version = read_data_version(session)
                entries = read_journal_head(session).entries
                proven = find_last_proven_backup(session)
        except SQLAlchemyError:
            yield GaugeMetricFamily("oversight_up", "1 while the database answers", 0)
            return
        yield GaugeMetricFamily("oversight_up", "1 while the database answers", 1)
        yield GaugeMetricFamily(
            "oversight_data_version", "how often the data were written to", version
        )
        yield GaugeMetricFamily("oversight_journal_entries", "entries in the journal", entries)
        if proven is not None:
            yield GaugeMetricFamily(
                "oversight_backup_proven_timestamp_seconds",
                "when the last proven backup was made",
                proven.made_at.timestamp(),
            )


def build_metrics_route(engine: Engine, requests: Requests) -> Route:
    """`GET /metrics`; the questions run on a thread of their own."""
    requests.registry.register(DatabaseFigures(engine))

    def answer_metrics(_request: Request) -> Response:
        return Response(
            generate_latest(requests.registry),
            headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4},
        )

    return Route(PATH, answer_metrics, methods=["GET"])
