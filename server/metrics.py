"""Figures about the running program, as Prometheus reads them. None is about anybody.

Open to this machine only: nginx hands `/metrics` to nobody (docs/deploy.md).
"""

import time
from collections.abc import Mapping

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.backups import find_last_proven_backup
from models.database import reading
from models.journal import read_journal_head
from models.settings import read_data_version

PATH = "/metrics"
KIND = "text/plain; version=0.0.4; charset=utf-8"
TOLD = {
    "oversight_up": ("gauge", "1 while the database answers"),
    "oversight_data_version": ("counter", "how often the data were written to"),
    "oversight_journal_entries": ("counter", "entries in the journal"),
    "oversight_backup_proven_timestamp_seconds": ("gauge", "when the last proven backup was made"),
    "oversight_sessions": ("gauge", "pages open in a browser now"),
    "oversight_requests_total": ("counter", "answers, by the first digit of their status"),
    "oversight_request_seconds_total": ("counter", "time spent on answers"),
}


class Requests:
    """Answers by their status and how long they took, and the pages open now; never which
    address, never who."""

    def __init__(self) -> None:
        self.answers: dict[str, int] = {}
        self.seconds = 0.0
        self.open = 0


class CountingMiddleware:
    """Counts what passes through into `requests`."""

    def __init__(self, app: ASGIApp, requests: Requests) -> None:
        self.app = app
        self.requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, counted."""
        if scope["type"] == "http":
            await self._answered(scope, receive, send)
            return
        page = int(scope["type"] == "websocket")
        self.requests.open += page
        try:
            await self.app(scope, receive, send)
        finally:
            self.requests.open -= page

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = time.perf_counter()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                status = f"{message['status'] // 100}xx"
                self.requests.answers[status] = self.requests.answers.get(status, 0) + 1
                self.requests.seconds += time.perf_counter() - start
            await send(message)

        await self.app(scope, receive, sent)


def format_metrics(engine: Engine, requests: Requests) -> str:
    """The figures as text; without those of the database where it does not answer."""
    found: dict[str, float] = {"oversight_up": 0, "oversight_sessions": requests.open}
    try:
        with reading(engine) as session:
            found["oversight_data_version"] = read_data_version(session)
            found["oversight_journal_entries"] = read_journal_head(session).entries
            proven = find_last_proven_backup(session)
            found["oversight_up"] = 1
    except SQLAlchemyError:
        proven = None
    if proven is not None:
        found["oversight_backup_proven_timestamp_seconds"] = proven.made_at.timestamp()
    found["oversight_request_seconds_total"] = round(requests.seconds, 3)
    lines = [line for name in TOLD for line in _format_metric(name, found, requests.answers)]
    return "\n".join(lines) + "\n"


def _format_metric(name: str, found: Mapping[str, float], answers: Mapping[str, int]) -> list[str]:
    kind, help_text = TOLD[name]
    head = [f"# HELP {name} {help_text}", f"# TYPE {name} {kind}"]
    if name == "oversight_requests_total":
        told = [f'{name}{{status="{status}"}} {count}' for status, count in sorted(answers.items())]
    else:
        told = [f"{name} {found[name]}"] if name in found else []
    return [*head, *told] if told else []


def build_metrics_route(engine: Engine, requests: Requests) -> Route:
    """`GET /metrics`; the questions run on a thread of their own."""

    def metrics(_request: Request) -> PlainTextResponse:
        return PlainTextResponse(format_metrics(engine, requests), media_type=KIND)

    return Route(PATH, metrics, methods=["GET"])
