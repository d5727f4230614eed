"""A database that fails before any screen is drawn: a page in words instead of a bare 500."""

from anyio import to_thread
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.refusals import Refused
from locales.catalogues import LANGUAGES
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models.soundness import find_storage_fault
from server.auth.forms import build_failure_page
from server.stop_notice import build_stop_notice
from server.url_paths import find_language, is_visit

UNAVAILABLE, TRY_AGAIN_LATER = 503, 1013


class DatabaseFaultMiddleware:
    """Answers for whatever is within when the database `engine` does not; other faults stay
    faults."""

    def __init__(self, app: ASGIApp, engine: Engine) -> None:
        self.app = app
        self.engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why nobody can answer it."""
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except DBAPIError as fault:
            code = find_storage_fault(fault, self.engine.url)
            if code is None or begun or scope["type"] not in ("http", "websocket"):
                raise
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
                return
            answer = await to_thread.run_sync(self._explain, HTTPConnection(scope), code)
            await answer(scope, receive, send)

    def _explain(self, connection: HTTPConnection, code: str) -> Response:
        """A page for who opens one, else a line in each language."""
        sentences = {
            language: build_stop_notice(self.engine, words_in(language))
            or build_refusal_sentence(Refused(code), words_in(language))
            for language in LANGUAGES
        }
        headers = {"Cache-Control": "no-store", "Retry-After": "60"}
        if not is_visit(connection):
            return PlainTextResponse("\n".join(sentences.values()), UNAVAILABLE, headers)
        language = find_language(connection.url.query)
        page = build_failure_page(sentences[language], words_in(language))
        return HTMLResponse(page, UNAVAILABLE, headers)
