"""The entrance: what the forms before the first screen do."""

import math
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, WouldBlock, to_thread
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from actions.accounts import Account, sign_in_name
from actions.permissions import Actor
from actions.refusals import Refused
from actions.sign_ins import (
    change_password,
    find_password_digest,
    set_password,
    set_up,
    sign_in,
    sign_out,
    still_there,
)
from gate.addresses import (
    CODE,
    FONT,
    ICON,
    NAME,
    SET_UP,
    SIGN_IN,
    STYLE,
    WHERE,
    own_place,
)
from gate.cookies import (
    drop_token,
    find_turn,
    form_seal,
    give_token,
    seal_holds,
    seal_turn,
    token_of,
)
from gate.devices import find_device, remember_device
from gate.forms import FORMS, STYLE_SHEET, Filled, Form, form_page
from gate.index import language_of
from gate.throttle import PATIENCE, Attempt, Throttle
from locales.refusals import refusal_sentence
from locales.words import Words, words_in
from models import UserRole
from models.database import reading
from models.users import administrators

LARGEST_FORM = 8192  # bytes
AT_ONCE, WAITING = 2, 16  # passwords tried at a time (128 MB each), and in the queue
GUESSES = frozenset({"sign_in_failed", "code_failed"})
LONG_SECONDS = 120  # and more are said in minutes
TOO_MANY, UNPROCESSED, BUSY, FORBIDDEN = 429, 422, 503, 403
Written = Mapping[str, str]


def clock() -> datetime:
    """Now, as an instant."""
    return datetime.now(UTC)


class Entrance:
    """The forms over one database; tries are counted by `throttle`."""

    def __init__(self, engine: Engine, throttle: Throttle) -> None:
        self.engine = engine
        self.throttle = throttle
        self._turns = CapacityLimiter(AT_ONCE)
        self._waiting = 0
        self._does: dict[str, Callable[[Request, Written], str]] = {
            "sign_in": self._sign_in,
            "set_up": self._set_up,
            "set_password": self._set_password,
            "change_password": self._change_password,
        }

    def routes(self, files: Mapping[str, str]) -> list[Route]:
        """The forms, and the `files` (path → place) that their pages load."""
        pages = [
            Route(form.path, partial(self.page, form), methods=["GET", "POST"])
            for form in FORMS.values()
        ]
        return [*pages, *(Route(path, _file(place)) for path, place in files.items())]

    async def page(self, form: Form, request: Request) -> Response:
        """Show a form, or do what it was sent for."""
        if form.name == "set_up" and not await to_thread.run_sync(self._set_up_open):
            return RedirectResponse(SIGN_IN, 303)
        if request.method != "POST":
            return await self._shown(form, request)
        written = await _written(request)
        if written is None:
            return await self._shown(form, request, fault="gate.fault.form_bad")
        if not seal_holds(request, written.get("seal", "")):
            return await self._shown(form, request, fault="gate.fault.form_old", written=written)
        if form.name == "sign_out":
            return await self._signed_out(request)
        return await self._tried(form, request, written)

    async def _tried(self, form: Form, request: Request, written: Written) -> Response:
        words = _words(request)
        attempt = await to_thread.run_sync(self._attempt, form, request, written)
        wait = self.throttle.admit(attempt, time.monotonic())
        if wait:
            return self._waiting_form(form, request, written, seconds=math.ceil(wait))
        try:
            token = await self._in_turn(partial(self._does[form.name], request, written))
        except WouldBlock:
            said = words.say("gate.fault.busy")
            return self._form(form, request, Filled(said, written), status=BUSY)
        except Refused as refused:
            if refused.code not in GUESSES:
                self.throttle.take_back(attempt)
            said = refusal_sentence(refused, words)
            return self._form(form, request, Filled(said, written), status=UNPROCESSED)
        self.throttle.take_back(attempt)
        answer = RedirectResponse(_place(request), 303)
        give_token(request, answer, token)
        actor = await to_thread.run_sync(partial(still_there, self.engine, token, now=clock()))
        if actor is not None:
            digest = await to_thread.run_sync(find_password_digest, self.engine, actor.code)
            remember_device(request, answer, actor.code, digest)
        return answer

    def _attempt(self, form: Form, request: Request, written: Written) -> Attempt:
        name, host = sign_in_name(written.get("name", "")), _host(request)
        if form.name != "sign_in":
            return Attempt(name or token_of(request.cookies), host, by_code=True)
        device = find_device(request, name, find_password_digest(self.engine, name))
        since = find_turn(f"{name} {host}", written.get("turn", ""))
        patient = since is not None and time.monotonic() - since >= PATIENCE
        return Attempt(name, host, device, patient)

    def _waiting_form(
        self, form: Form, request: Request, written: Written, *, seconds: int
    ) -> Response:
        """The form again, with the time to wait; who tries again on it has waited since now, or
        since it was first said."""
        turn = written.get("turn", "")
        if form.name == "sign_in":
            waiter = f"{sign_in_name(written.get('name', ''))} {_host(request)}"
            if find_turn(waiter, turn) is None:
                turn = seal_turn(waiter, time.monotonic())
        long = seconds > LONG_SECONDS
        key, count = ("wait_minutes", math.ceil(seconds / 60)) if long else ("wait", seconds)
        said = _words(request).say(f"gate.fault.{key}", count=count)
        filled = Filled(said, {**written, "turn": turn})
        answer = self._form(form, request, filled, status=TOO_MANY)
        answer.headers["Retry-After"] = str(seconds)
        return answer

    async def _in_turn(self, act: Callable[[], str]) -> str:
        """Try one password on a thread, a few at a time. Raises WouldBlock when too many wait."""
        if self._waiting >= WAITING:
            raise WouldBlock
        self._waiting += 1
        try:
            return await to_thread.run_sync(act, limiter=self._turns)
        finally:
            self._waiting -= 1

    async def _shown(
        self, form: Form, request: Request, *, fault: str = "", written: Written | None = None
    ) -> Response:
        also: tuple[str, ...] = ()
        if form.name == "sign_in":
            if await to_thread.run_sync(self._actor, request) is not None:
                return RedirectResponse(_place(request), 303)
            also = (SET_UP,) if await to_thread.run_sync(self._set_up_open) else ()
        said = _words(request).say(fault) if fault else ""
        filled = Filled(said, written or _carried(form, request), also)
        return self._form(form, request, filled, status=FORBIDDEN if fault else 200)

    def _form(self, form: Form, request: Request, filled: Filled, *, status: int) -> Response:
        answer = HTMLResponse(status_code=status, headers={"Cache-Control": "no-store"})
        seal = form_seal(request, answer)
        page = form_page(form, _words(request), seal=seal, place=_place(request), filled=filled)
        answer.body = page.encode()
        answer.headers["Content-Length"] = str(len(answer.body))
        return answer

    async def _signed_out(self, request: Request) -> Response:
        token = token_of(request.cookies)
        await to_thread.run_sync(partial(sign_out, self.engine, token, now=clock()))
        answer = RedirectResponse(SIGN_IN, 303)
        drop_token(request, answer)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    def _actor(self, request: Request) -> Actor | None:
        token = token_of(request.cookies)
        return still_there(self.engine, token, now=clock()) if token else None

    def _set_up_open(self) -> bool:
        with reading(self.engine) as session:
            return not administrators(session)

    def _sign_in(self, _request: Request, written: Written) -> str:
        name, password = written.get("name", ""), written.get("password", "")
        return sign_in(self.engine, name, password, now=clock())

    def _set_up(self, _request: Request, written: Written) -> str:
        name, full_name = written.get("name", ""), written.get("full_name", "")
        first = Account(name, full_name, UserRole.ADMINISTRATOR)
        code = written.get("code", "")
        return set_up(self.engine, code, first, _twice(written), now=clock())

    def _set_password(self, _request: Request, written: Written) -> str:
        name, code = written.get("name", ""), written.get("code", "")
        return set_password(self.engine, name, code, _twice(written), now=clock())

    def _change_password(self, request: Request, written: Written) -> str:
        actor = self._actor(request)
        if actor is None:
            raise Refused("sign_in_failed")
        old = written.get("old", "")
        return change_password(self.engine, actor, old, _twice(written), now=clock())


def own_files(streamlit_files: str, icon: str) -> dict[str, str]:
    """What the pages load, path → place."""
    return {STYLE: str(STYLE_SHEET), FONT: streamlit_files, ICON: icon}


def _carried(form: Form, request: Request) -> Written:
    """What the link that an administrator handed out fills in: the name and the code."""
    if form.name != "set_password":
        return {}
    query = request.query_params
    return {"name": query.get(NAME, "")[:64], "code": query.get(CODE, "")[:20]}


async def _written(request: Request) -> Written | None:
    """What was written into a form; None where it is none of ours: too long, or not a form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            return None
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return None
    return dict(pairs)


def _twice(written: Written) -> str:
    """The new password, written twice alike. Raises Refused("passwords_differ")."""
    if written.get("new", "") != written.get("again", ""):
        raise Refused("passwords_differ")
    return written.get("new", "")


def _host(request: Request) -> str:
    return request.client.host if request.client else ""


def _place(request: Request) -> str:
    return own_place(request.query_params.get(WHERE, "/"))


def _words(request: Request) -> Words:
    """The language of the page, else of the screen one was going to."""
    query = request.url.query
    if "lang" not in request.query_params:
        query = _place(request).partition("?")[2]
    return words_in(language_of(query))


def _file(place: str) -> Callable[[Request], Response]:
    def send(_request: Request) -> Response:
        return FileResponse(place, headers={"Cache-Control": "public, max-age=86400"})

    return send
