"""Forms: the pages before the first screen, plain HTML of our own, without a script.

What a form asks is declared here as data; its words are in locales (sign_in.…).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlencode

import segno

from locales.catalogues import LANGUAGES
from locales.words import Words
from server.url_paths import (
    CHANGE_PASSWORD,
    FACTOR_CODE,
    REMOVE_FACTOR,
    SET_FACTOR,
    SET_PASSWORD,
    SET_UP,
    SIGN_IN,
    SIGN_OUT,
    add_redirect,
)
from server.url_paths import CODE as CODE_FILLED
from server.url_paths import NAME as NAME_FILLED

HERE = Path(__file__).resolve().parent
PAGE = Template((HERE / "page.html").read_text("utf-8"))
FORM = Template((HERE / "form.html").read_text("utf-8"))
STYLE_SHEET = HERE / "page.css"


@dataclass(frozen=True)
class FormField:
    """One box of a form: its name, what browsers may fill in, and whether it is hidden."""

    name: str
    autocomplete: str
    secret: bool = False
    longest: int = 128


NAME = FormField("name", "username", longest=64)
CODE = FormField("code", "one-time-code", longest=20)
FULL_NAME = FormField("full_name", "name", longest=120)
OLD = FormField("old", "current-password", secret=True)
PASSWORD = FormField("password", "current-password", secret=True)
NEW = FormField("new", "new-password", secret=True)
AGAIN = FormField("again", "new-password", secret=True)


@dataclass(frozen=True)
class Form:
    """A page with one form; `name` gives its words (sign_in.<name>.…)."""

    name: str
    path: str
    fields: tuple[FormField, ...]
    ways_on: tuple[str, ...] = ()


FORMS = {
    form.name: form
    for form in (
        Form("sign_in", SIGN_IN, (NAME, PASSWORD), (SET_PASSWORD,)),
        Form("set_up", SET_UP, (CODE, FULL_NAME, NAME, NEW, AGAIN), (SIGN_IN,)),
        Form("set_password", SET_PASSWORD, (NAME, CODE, NEW, AGAIN), (SIGN_IN,)),
        Form("change_password", CHANGE_PASSWORD, (OLD, NEW, AGAIN), ("/",)),
        Form("factor_code", FACTOR_CODE, (CODE,), (SIGN_IN,)),
        Form("set_factor", SET_FACTOR, (OLD, CODE), ("/", REMOVE_FACTOR)),
        Form("remove_factor", REMOVE_FACTOR, (OLD,), (SET_FACTOR, "/")),
        Form("sign_out", SIGN_OUT, (), ("/",)),
    )
}
NAMES = {form.path: form.name for form in FORMS.values()} | {"/": "home"}


@dataclass(frozen=True)
class FormState:
    """What stands in a form: why it is shown again, what was written that is no secret, and what
    everybody has to know."""

    fault: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    key: "FactorKey | None" = None
    notice: str = ""


@dataclass(frozen=True)
class FactorKey:
    """What an authenticator application is told: the secret, the address that the picture holds,
    and the secret sealed, to come back with the form."""

    secret: str
    address: str
    sealed: str


def build_form_page(form: Form, words: Words, *, seal: str, place: str, filled: FormState) -> str:
    """The whole page of a form."""
    ways_on = (*form.ways_on, *filled.also)
    body = FORM.substitute(
        alert=_build_alert(filled.notice) + _build_alert(filled.fault),
        action=_build_href(add_redirect(form.path, place), words.language),
        seal=seal,
        turn=escape(filled.values.get("turn", "")),
        key=_build_key(filled.key, words) if filled.key else "",
        fields="".join(_build_box(box, form, words, filled=filled) for box in form.fields),
        button=_escape_message(words, f"sign_in.{form.name}.button"),
    )
    return PAGE.substitute(
        language=words.language,
        name=form.name,
        title=_escape_message(words, f"sign_in.{form.name}.title"),
        brand=_escape_message(words, "sign_in.brand"),
        about=_escape_message(words, "sign_in.about"),
        lead=_escape_message(words, f"sign_in.{form.name}.lead"),
        body=body,
        ways_on="".join(_build_link(path, words, place=place) for path in ways_on),
        other=_build_language_link(form, words, place=place, filled=filled),
    )


def build_recovery_page(codes: Iterable[str], words: Words, *, place: str) -> str:
    """The page that shows the recovery codes, once, and leads on."""
    listed = "".join(f"<li><code>{escape(code)}</code></li>" for code in codes)
    way_on = _build_href(place, words.language)
    button = _escape_message(words, "sign_in.recovery.button")
    return PAGE.substitute(
        language=words.language,
        name="recovery",
        title=_escape_message(words, "sign_in.recovery.title"),
        brand=_escape_message(words, "sign_in.brand"),
        about=_escape_message(words, "sign_in.about"),
        lead=_escape_message(words, "sign_in.recovery.lead"),
        body=f'<ol class="codes">{listed}</ol><a class="button" href="{way_on}">{button}</a>',
        ways_on="",
        other="",
    )


def build_failure_page(sentence: str, words: Words) -> str:
    """The page where the database gives none."""
    return PAGE.substitute(
        language=words.language,
        name="failure",
        title=_escape_message(words, "failed.title"),
        brand=_escape_message(words, "sign_in.brand"),
        about=_escape_message(words, "sign_in.about"),
        lead=_escape_message(words, "sign_in.failure.lead"),
        body=_build_alert(sentence),
        ways_on="",
        other="",
    )


def _build_key(key: FactorKey, words: Words) -> str:
    """The picture for the application, and the secret in groups of four to type instead."""
    picture = segno.make(key.address, error="m", micro=False).svg_data_uri(scale=5, light="#ffffff")
    groups = " ".join(key.secret[start : start + 4] for start in range(0, len(key.secret), 4))
    alt, label = (
        _escape_message(words, f"sign_in.set_factor.{name}") for name in ("picture", "key")
    )
    return (
        f'<input type="hidden" name="secret" value="{escape(key.sealed)}">'
        f'<img class="qr" alt="{alt}" src="{picture}">'
        f'<p class="key">{label}<br><code>{groups}</code></p>'
    )


def _find_message(form: Form, name: str, words: Words) -> str:
    """The key of a form's own words for a box, else of those that all forms share."""
    own = f"sign_in.{form.name}.{name}"
    return own if words.knows(own) else f"sign_in.{name}"


def _build_box(box: FormField, form: Form, words: Words, *, filled: FormState) -> str:
    kind = "password" if box.secret else "text"
    value = "" if box.secret else filled.values.get(box.name, "")
    label = _escape_message(words, _find_message(form, f"field.{box.name}", words))
    key = _find_message(form, f"help.{box.name}", words)
    help_text = (
        f'<small id="{box.name}-help">{_escape_message(words, key)}</small>'
        if words.knows(key)
        else ""
    )
    described = f' aria-describedby="{box.name}-help"' if help_text else ""
    return (
        f'<label for="{box.name}">{label}</label>'
        f'<input id="{box.name}" name="{box.name}" type="{kind}" value="{escape(value)}" '
        f'autocomplete="{box.autocomplete}" maxlength="{box.longest}" required '
        f'autocapitalize="none" spellcheck="false"{described}>{help_text}'
    )


def _build_alert(fault: str) -> str:
    return f'<p class="alert" role="alert">{escape(fault)}</p>' if fault else ""


def _build_link(path: str, words: Words, *, place: str) -> str:
    href = _build_href(add_redirect(path, place) if path != "/" else place, words.language)
    return f'<a href="{href}">{_escape_message(words, f"sign_in.way_on.{NAMES[path]}")}</a>'


def _build_language_link(form: Form, words: Words, *, place: str, filled: FormState) -> str:
    """A link to the same page in the other language; what an administrator's link filled in
    stays filled in."""
    other = next(language for language in LANGUAGES if language != words.language)
    address = add_redirect(form.path, place)
    if form.path == SET_PASSWORD:
        values = (
            (NAME_FILLED, filled.values.get("name")),
            (CODE_FILLED, filled.values.get("code")),
        )
        if carried := {name: value for name, value in values if value}:
            address += f"{'&' if '?' in address else '?'}{urlencode(carried)}"
    href = _build_href(address, other)
    label = _escape_message(words, "sign_in.other_language")
    return f'<a href="{href}" lang="{other}" hreflang="{other}">{label}</a>'


def _build_href(address: str, language: str) -> str:
    """`address` as a page of ours names it: beside itself, whatever path that is under."""
    return escape(f".{add_language(address, language)}")


def add_language(address: str, language: str) -> str:
    """`address` of ours, asked for in `language`."""
    if language == LANGUAGES[0] and "lang" not in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def _escape_message(words: Words, key: str) -> str:
    return escape(words.say(key))
