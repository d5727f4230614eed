"""A database that fails before any screen is drawn: one sentence instead of a bare 500."""

from sqlalchemy.exc import DBAPIError
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.refusals import Refused
from locales.catalogues import LANGUAGES
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models.soundness import find_storage_fault

UNAVAILABLE, TRY_AGAIN_LATER = 503, 1013


class DatabaseFaultMiddleware:
    """Answers for whatever is within when the database does not; other faults stay faults."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

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
            code = find_storage_fault(fault)
            if code is None or begun or scope["type"] not in ("http", "websocket"):
                raise
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
                return
            said = [
                build_refusal_sentence(Refused(code), words_in(language)) for language in LANGUAGES
            ]
            await PlainTextResponse("\n".join(said), UNAVAILABLE)(scope, receive, send)
