"""What the forms before the first screen do."""

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, WouldBlock, to_thread
from sqlalchemy import Engine
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from actions.accounts.accounts import Account, normalise_sign_in_name
from actions.accounts.second_factors import build_setup_address, make_secret
from actions.accounts.sign_ins import (
    KnownUser,
    Proof,
    change_password,
    check_password,
    find_required_factor,
    find_session_actor,
    find_user_with_password,
    remove_own_second_factor,
    set_password,
    set_second_factor,
    set_up,
    sign_in,
    sign_in_with_code,
    sign_out,
)
from actions.permissions import Actor
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.words import Words, words_in
from models import UserRole
from models.database import reading
from models.second_factors import FactorNeed
from models.sign_ins import LONGEST
from models.users import count_administrators
from server.auth.cookies import (
    TOKEN,
    drop_cookie,
    find_turn,
    is_seal_valid,
    read_token,
    seal_form,
    seal_turn,
    set_lasting_cookie,
)
from server.auth.devices import find_device, remember_device
from server.auth.forms import CODE as CODE_FIELD
from server.auth.forms import (
    FORMS,
    STYLE_SHEET,
    FactorKey,
    Form,
    FormState,
    add_language,
    build_form_page,
    build_recovery_page,
)
from server.auth.throttle import PATIENCE, Attempt, Throttle
from server.auth.tickets import (
    drop_ticket,
    find_secret,
    find_ticket,
    give_ticket,
    hash_text,
    seal_secret,
)
from server.stop_notice import build_stop_notice
from server.url_paths import (
    CODE,
    FACTOR_CODE,
    FONT,
    ICON,
    NAME,
    SET_FACTOR,
    SET_UP,
    SIGN_IN,
    SIGN_OUT,
    STYLE,
    WHERE,
    add_redirect,
    find_language,
    find_safe_redirect,
    get_request_path,
)

LARGEST_FORM, LONGEST_FORM_SECONDS = 8192, 20.0  # bytes; to be sent in
AT_ONCE, WAITING = 2, 16  # passwords tried at a time (128 MB each), and in the queue
GUESSES = frozenset({"sign_in_failed", "code_failed", "factor_failed", "factor_closed"})
OF_A_PERSON = frozenset({"factor_code", "set_factor", "remove_factor"})  # forms of somebody known
OF_WHO_IS_IN = frozenset({"change_password", "set_factor", "remove_factor"})
SECOND = {FactorNeed.CODE: FACTOR_CODE, FactorNeed.SET_UP: SET_FACTOR}
LONG_SECONDS = 120  # and more are said in minutes
TOO_MANY, UNPROCESSED, BUSY, FORBIDDEN = 429, 422, 503, 403
Written = Mapping[str, str]


class FormOutcome(NamedTuple):
    """What a form did: the token of a sign-in, "" where a second factor is asked for; and the
    recovery codes to show."""

    token: str
    recovery_codes: tuple[str, ...] = ()


def read_clock() -> datetime:
    """Now, as an instant."""
    return datetime.now(UTC)


class SignInRoutes:
    """The forms over one database; tries are counted by `throttle`."""

    def __init__(self, engine: Engine, throttle: Throttle) -> None:
        self.engine = engine
        self.throttle = throttle
        self._turns = CapacityLimiter(AT_ONCE)
        self._waiting = 0
        self._last_seconds = 0.0  # that a try took
        self._does: dict[str, Callable[[Request, Written], FormOutcome]] = {
            "sign_in": self._sign_in,
            "set_up": self._set_up,
            "set_password": self._set_password,
            "change_password": self._change_password,
            "factor_code": self._sign_in_with_code,
            "set_factor": self._set_factor,
            "remove_factor": self._remove_factor,
        }

    def build_routes(self, files: Mapping[str, str]) -> list[Route]:
        """The forms, and the `files` (path → place) that their pages load."""
        pages = [
            Route(form.path, partial(self.handle_page, form), methods=["GET", "POST"])
            for form in FORMS.values()
        ]
        return [*pages, *(Route(path, _build_file_route(place)) for path, place in files.items())]

    async def handle_page(self, form: Form, request: Request) -> Response:
        """Show a form, or do what it was sent for."""
        words = _choose_words(request)
        request.state.notice = await to_thread.run_sync(build_stop_notice, self.engine, words)
        if form.name == "set_up" and not await to_thread.run_sync(self._may_set_up):
            return RedirectResponse(SIGN_IN, 303)
        if form.name in OF_A_PERSON:
            person, is_in = await to_thread.run_sync(self._find_person, form, request)
            is_link = request.method != "POST" and WHERE not in request.query_params
            if person is None and form.name == "set_factor" and is_link:
                place = add_redirect(SIGN_IN, find_safe_redirect(get_request_path(request)))
                return RedirectResponse(place, 303)
            if person is None:
                fault = "sign_in.fault.ticket_old" if request.method == "POST" else ""
                return await self._show_form(FORMS["sign_in"], request, fault=fault)
            request.state.person, request.state.is_in = person, is_in
            form = await to_thread.run_sync(self._fit_form, form, person, is_in)
        if request.method != "POST":
            return await self._show_form(form, request)
        written = await _parse_form(request)
        if written is None:
            return await self._show_form(form, request, fault="sign_in.fault.form_bad")
        if not is_seal_valid(request, written.get("seal", "")):
            return await self._show_form(
                form, request, fault="sign_in.fault.form_old", written=written
            )
        if form.name == "sign_out":
            return await self._sign_out(request)
        return await self._handle_form(form, request, written)

    async def _handle_form(self, form: Form, request: Request, written: Written) -> Response:
        words = _choose_words(request)
        attempt = await to_thread.run_sync(self._build_attempt, form, request, written)
        wait = await to_thread.run_sync(self.throttle.admit, attempt, time.time())
        if wait:
            return self._build_waiting_form(form, request, written, seconds=math.ceil(wait))
        try:
            may_compute = partial(self.throttle.may_compute, attempt, time.time())
            if not await to_thread.run_sync(may_compute):
                await asyncio.sleep(self._last_seconds)  # answered like any other
                raise Refused("sign_in_failed")
            act = partial(self._does[form.name], request, written)
            entered = await self._run_in_turn(act, is_known=bool(attempt.device))
        except WouldBlock:
            await self._take_back(attempt, is_in=False)
            fault_sentence = words.say("sign_in.fault.busy")
            return self._build_form_answer(
                form, request, FormState(fault_sentence, written), status=BUSY
            )
        except Refused as refused:
            if refused.code not in GUESSES:
                await self._take_back(attempt, is_in=False)
            fault_sentence = build_refusal_sentence(refused, words)
            return self._build_form_answer(
                form, request, FormState(fault_sentence, written), status=UNPROCESSED
            )
        await self._take_back(attempt, is_in=True)
        token = entered.token
        if not token:
            return await to_thread.run_sync(self._redirect_to_factor, request, written)
        answer: Response = RedirectResponse(_get_redirect_place(request), 303)
        if entered.recovery_codes:
            page = build_recovery_page(
                entered.recovery_codes, words, place=_get_redirect_place(request)
            )
            answer = HTMLResponse(page, headers={"Cache-Control": "no-store"})
        earlier = read_token(request.cookies)
        if earlier:  # of another tab: a browser has one sign-in
            await to_thread.run_sync(partial(sign_out, self.engine, earlier, now=read_clock()))
        set_lasting_cookie(request, answer, TOKEN, token, lasts=LONGEST)
        drop_ticket(request, answer)
        actor = await to_thread.run_sync(
            partial(find_session_actor, self.engine, token, now=read_clock())
        )
        if actor is not None:
            remember = partial(self.throttle.remember_network, actor.code, _get_host(request))
            await to_thread.run_sync(remember)
            known = await to_thread.run_sync(find_user_with_password, self.engine, actor.code)
            remember_device(request, answer, actor.code, known.digest if known else None)
        return answer

    async def _take_back(self, attempt: Attempt, *, is_in: bool) -> None:
        await to_thread.run_sync(partial(self.throttle.take_back, attempt, is_in=is_in))

    def _redirect_to_factor(self, request: Request, written: Written) -> Response:
        """On to the second factor of whoever gave the right password."""
        person: KnownUser | None = getattr(request.state, "person", None)
        name = person.user.code if person is not None else written.get("name", "")
        known = find_user_with_password(self.engine, normalise_sign_in_name(name))
        need = FactorNeed.NOTHING if known is None else find_required_factor(self.engine, known)
        if known is None or need == FactorNeed.NOTHING:
            return RedirectResponse(SIGN_IN, 303)
        address = add_redirect(SECOND[need], _get_redirect_place(request))
        answer = RedirectResponse(add_language(address, _choose_words(request).language), 303)
        give_ticket(request, answer, known)
        return answer

    def _find_person(self, form: Form, request: Request) -> tuple[KnownUser | None, bool]:
        """Who may use this form, and whether they are in already. A ticket opens the code's
        form, or that of a first set-up, where one is required; never a second set-up."""
        actor = self._find_actor(request)
        if actor is not None and form.name != "factor_code":
            return find_user_with_password(self.engine, actor.code), True
        known = find_ticket(request, partial(find_user_with_password, self.engine))
        if known is None or SECOND.get(find_required_factor(self.engine, known)) != form.path:
            return None, False
        return known, False

    def _fit_form(self, form: Form, person: KnownUser, is_in: bool) -> Form:
        """The form without what whoever it is for need not give, and with their ways on."""
        if form.name == "set_factor" and not is_in:
            return replace(form, fields=(CODE_FIELD,), ways_on=(SIGN_IN,))
        need = find_required_factor(self.engine, person)
        if is_in and need != FactorNeed.CODE:  # there is nothing to turn off
            return replace(form, ways_on=("/",) if need == FactorNeed.NOTHING else (SIGN_OUT,))
        return form

    def _build_attempt(self, form: Form, request: Request, written: Written) -> Attempt:
        name, host = normalise_sign_in_name(written.get("name", "")), _get_host(request)
        patient = _is_patient(form, request, written)
        if form.name == "factor_code":
            person: KnownUser = request.state.person
            device = find_device(request, person.user.code, person.digest)
            waiter = _find_waiter(form, request, written)
            return Attempt(waiter, host, device, patient, second=person.user.code)
        token = read_token(request.cookies)
        if form.name in OF_WHO_IS_IN and token:  # wherever it is brought from
            return Attempt(name, host, f"of {hash_text(token)}")
        if form.name != "sign_in":
            return Attempt(name, host, by_code=True)
        known = find_user_with_password(self.engine, name)
        device = find_device(request, name, known.digest if known else None)
        return Attempt(name, host, device, patient, is_nobody=known is None)

    def _build_waiting_form(
        self, form: Form, request: Request, written: Written, *, seconds: int
    ) -> Response:
        """The form again, with the time to wait; who tries again on it has waited since now, or
        since it was first said."""
        turn = written.get("turn", "")
        if form.name in ("sign_in", "factor_code"):
            waiter = f"{_find_waiter(form, request, written)} {_get_host(request)}"
            if find_turn(waiter, turn) is None:
                turn = seal_turn(waiter, time.time())
        long = seconds > LONG_SECONDS
        key, count = ("wait_minutes", math.ceil(seconds / 60)) if long else ("wait", seconds)
        fault_sentence = _choose_words(request).say(f"sign_in.fault.{key}", count=count)
        filled = FormState(fault_sentence, {**written, "turn": turn})
        answer = self._build_form_answer(form, request, filled, status=TOO_MANY)
        answer.headers["Retry-After"] = str(seconds)
        return answer

    async def _run_in_turn(self, act: Callable[[], FormOutcome], *, is_known: bool) -> FormOutcome:
        """Try one password on a thread, a few at a time. Raises WouldBlock when too many wait; not
        for a known device, whose tries are few."""
        if self._waiting >= WAITING and not is_known:
            raise WouldBlock
        self._waiting += 1
        begun = time.monotonic()
        try:
            return await to_thread.run_sync(act, limiter=self._turns)
        finally:
            self._waiting -= 1
            self._last_seconds = time.monotonic() - begun

    async def _show_form(
        self, form: Form, request: Request, *, fault: str = "", written: Written | None = None
    ) -> Response:
        also: tuple[str, ...] = ()
        if form.name == "sign_in":
            if await to_thread.run_sync(self._find_actor, request) is not None:
                return RedirectResponse(_get_redirect_place(request), 303)
            also = (SET_UP,) if await to_thread.run_sync(self._may_set_up) else ()
        fault_sentence = _choose_words(request).say(fault) if fault else ""
        filled = FormState(fault_sentence, written or _get_link_values(form, request), also)
        return self._build_form_answer(form, request, filled, status=FORBIDDEN if fault else 200)

    def _build_form_answer(
        self, form: Form, request: Request, filled: FormState, *, status: int
    ) -> Response:
        answer = HTMLResponse(status_code=status, headers={"Cache-Control": "no-store"})
        filled = replace(filled, notice=getattr(request.state, "notice", ""))
        seal = seal_form(request, answer)
        if form.name == "set_factor":
            filled = replace(filled, key=_show_key(request, filled.values, seal))
        page = build_form_page(
            form,
            _choose_words(request),
            seal=seal,
            place=_get_redirect_place(request),
            filled=filled,
        )
        answer.body = page.encode()
        answer.headers["Content-Length"] = str(len(answer.body))
        return answer

    async def _sign_out(self, request: Request) -> Response:
        token = read_token(request.cookies)
        await to_thread.run_sync(partial(sign_out, self.engine, token, now=read_clock()))
        place = add_language(SIGN_IN, _choose_words(request).language)
        answer = RedirectResponse(place, 303)
        drop_cookie(request, answer, TOKEN)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    def _find_actor(self, request: Request) -> Actor | None:
        token = read_token(request.cookies)
        return find_session_actor(self.engine, token, now=read_clock()) if token else None

    def _may_set_up(self) -> bool:
        with reading(self.engine) as session:
            return not count_administrators(session)

    def _sign_in(self, _request: Request, written: Written) -> FormOutcome:
        name, password = written.get("name", ""), written.get("password", "")
        return FormOutcome(sign_in(self.engine, name, password, now=read_clock()))

    def _set_up(self, _request: Request, written: Written) -> FormOutcome:
        name, full_name = written.get("name", ""), written.get("full_name", "")
        first = Account(name, full_name, UserRole.ADMINISTRATOR)
        code = written.get("code", "")
        return FormOutcome(
            set_up(self.engine, code, first, _check_new_password(written), now=read_clock())
        )

    def _set_password(self, _request: Request, written: Written) -> FormOutcome:
        name, code = written.get("name", ""), written.get("code", "")
        return FormOutcome(
            set_password(self.engine, name, code, _check_new_password(written), now=read_clock())
        )

    def _change_password(self, request: Request, written: Written) -> FormOutcome:
        actor = self._find_actor(request)
        if actor is None:
            raise Refused("sign_in_failed")
        request.state.person = find_user_with_password(self.engine, actor.code)
        old, new = written.get("old", ""), _check_new_password(written)
        return FormOutcome(change_password(self.engine, actor, old, new, now=read_clock()))

    def _sign_in_with_code(self, request: Request, written: Written) -> FormOutcome:
        person, code = request.state.person, written.get("code", "")
        return FormOutcome(sign_in_with_code(self.engine, person, code, now=read_clock()))

    def _set_factor(self, request: Request, written: Written) -> FormOutcome:
        person, is_in = request.state.person, request.state.is_in
        name = person.user.code
        if is_in:
            person = check_password(self.engine, name, written.get("old", ""))
        secret = find_secret(written.get("seal", ""), name, written.get("secret", ""))
        if secret is None:
            raise Refused("factor_key_old")
        proof = Proof(secret, written.get("code", ""))
        now = read_clock()
        return FormOutcome(*set_second_factor(self.engine, person, proof, replaces=is_in, now=now))

    def _remove_factor(self, request: Request, written: Written) -> FormOutcome:
        name = request.state.person.user.code
        known = check_password(self.engine, name, written.get("old", ""))
        return FormOutcome(remove_own_second_factor(self.engine, known, now=read_clock()))


def list_own_files(streamlit_files: str, icon: str) -> dict[str, str]:
    """What the pages load, path → place."""
    return {STYLE: str(STYLE_SHEET), FONT: streamlit_files, ICON: icon}


def _get_link_values(form: Form, request: Request) -> Written:
    """What the link that an administrator handed out fills in: the name and the code."""
    if form.name != "set_password":
        return {}
    query = request.query_params
    return {"name": query.get(NAME, "")[:64], "code": query.get(CODE, "")[:20]}


async def _parse_form(request: Request) -> Written | None:
    """What was written into a form; None where it is none of ours: too long, too slow, broken off,
    or not a form."""
    try:
        async with asyncio.timeout(LONGEST_FORM_SECONDS):
            body = await _read_body(request)
    except (TimeoutError, ClientDisconnect):
        return None
    if body is None:
        return None
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return None
    return dict(pairs)


async def _read_body(request: Request) -> bytes | None:
    """What was sent; None where it is longer than any form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            return None
    return body


def _check_new_password(written: Written) -> str:
    """The new password, written twice alike. Raises Refused("passwords_differ")."""
    if written.get("new", "") != written.get("again", ""):
        raise Refused("passwords_differ")
    return written.get("new", "")


def _find_waiter(form: Form, request: Request, written: Written) -> str:
    """Whose tries are counted: the name that was written, or that of whom a code is asked, for as
    long as the password stays the same: who guesses codes knows it, and a new one ends that."""
    if form.name == "factor_code":
        person: KnownUser = request.state.person
        return f"code {hash_text(person.digest)[:16]} {person.user.code}"
    return normalise_sign_in_name(written.get("name", ""))


def _is_patient(form: Form, request: Request, written: Written) -> bool:
    """Did who tries wait at the open page?"""
    waiter = f"{_find_waiter(form, request, written)} {_get_host(request)}"
    since = find_turn(waiter, written.get("turn", ""))
    return since is not None and time.time() - since >= PATIENCE


def _show_key(request: Request, written: Written, seal: str) -> FactorKey:
    """The key of an application: the one shown before, else a fresh one."""
    name = request.state.person.user.code
    secret = find_secret(seal, name, written.get("secret", "")) or make_secret()
    return FactorKey(secret, build_setup_address(secret, name), seal_secret(seal, name, secret))


def _get_host(request: Request) -> str:
    return request.client.host if request.client else ""


def _get_redirect_place(request: Request) -> str:
    return find_safe_redirect(request.query_params.get(WHERE, "/"))


def _choose_words(request: Request) -> Words:
    """The language of the page, else of the screen one was going to."""
    query = request.url.query
    if "lang" not in request.query_params:
        query = _get_redirect_place(request).partition("?")[2]
    return words_in(find_language(query))


def _build_file_route(place: str) -> Callable[[Request], Response]:
    def send(_request: Request) -> Response:
        return FileResponse(place, headers={"Cache-Control": "public, max-age=86400"})

    return send
