"""Forms: the pages before the first screen, plain HTML of our own, without a script.

What a form asks is declared here as data; its words are in locales (gate.…).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlencode

import segno

from gate.addresses import (
    CHANGE_PASSWORD,
    FACTOR_CODE,
    REMOVE_FACTOR,
    SET_FACTOR,
    SET_PASSWORD,
    SET_UP,
    SIGN_IN,
    SIGN_OUT,
    with_place,
)
from gate.addresses import CODE as CODE_FILLED
from gate.addresses import NAME as NAME_FILLED
from locales.catalogues import LANGUAGES
from locales.words import Words

HERE = Path(__file__).resolve().parent
PAGE = Template((HERE / "page.html").read_text("utf-8"))
FORM = Template((HERE / "form.html").read_text("utf-8"))
STYLE_SHEET = HERE / "page.css"


@dataclass(frozen=True)
class Field:
    """One box of a form: its name, what browsers may fill in, and whether it is hidden."""

    name: str
    autocomplete: str
    secret: bool = False
    longest: int = 128


NAME = Field("name", "username", longest=64)
CODE = Field("code", "one-time-code", longest=20)
FULL_NAME = Field("full_name", "name", longest=120)
OLD = Field("old", "current-password", secret=True)
PASSWORD = Field("password", "current-password", secret=True)
NEW = Field("new", "new-password", secret=True)
AGAIN = Field("again", "new-password", secret=True)


@dataclass(frozen=True)
class Form:
    """A page with one form; `name` gives its words (gate.<name>.…)."""

    name: str
    path: str
    fields: tuple[Field, ...]
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
class Filled:
    """What stands in a form that is shown again: why, and what was written that is no secret."""

    fault: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    key: "FactorKey | None" = None


@dataclass(frozen=True)
class FactorKey:
    """What an authenticator application is told: the secret, the address that the picture holds,
    and the secret sealed, to come back with the form."""

    secret: str
    address: str
    sealed: str


def form_page(form: Form, words: Words, *, seal: str, place: str, filled: Filled) -> str:
    """The whole page of a form."""
    ways_on = (*form.ways_on, *filled.also)
    body = FORM.substitute(
        alert=_alert(filled.fault),
        action=_href(with_place(form.path, place), words.language),
        seal=seal,
        turn=escape(filled.values.get("turn", "")),
        key=_key_shown(filled.key, words) if filled.key else "",
        fields="".join(_box(box, form, words, filled=filled) for box in form.fields),
        button=_said(words, f"gate.{form.name}.button"),
    )
    return PAGE.substitute(
        language=words.language,
        name=form.name,
        title=_said(words, f"gate.{form.name}.title"),
        brand=_said(words, "gate.brand"),
        about=_said(words, "gate.about"),
        lead=_said(words, f"gate.{form.name}.lead"),
        body=body,
        ways_on="".join(_way_on(path, words, place=place) for path in ways_on),
        other=_other_language(form, words, place=place, filled=filled),
    )


def recovery_page(codes: Iterable[str], words: Words, *, place: str) -> str:
    """The page that shows the recovery codes, once, and leads on."""
    listed = "".join(f"<li><code>{escape(code)}</code></li>" for code in codes)
    way_on = _href(place, words.language)
    button = _said(words, "gate.recovery.button")
    return PAGE.substitute(
        language=words.language,
        name="recovery",
        title=_said(words, "gate.recovery.title"),
        brand=_said(words, "gate.brand"),
        about=_said(words, "gate.about"),
        lead=_said(words, "gate.recovery.lead"),
        body=f'<ol class="codes">{listed}</ol><a class="button" href="{way_on}">{button}</a>',
        ways_on="",
        other="",
    )


def _key_shown(key: FactorKey, words: Words) -> str:
    """The picture for the application, and the secret in groups of four to type instead."""
    picture = segno.make(key.address, error="m", micro=False).svg_data_uri(scale=5, light="#ffffff")
    groups = " ".join(key.secret[start : start + 4] for start in range(0, len(key.secret), 4))
    return (
        f'<input type="hidden" name="secret" value="{escape(key.sealed)}">'
        f'<img class="qr" alt="{_said(words, "gate.set_factor.picture")}" src="{picture}">'
        f'<p class="key">{_said(words, "gate.set_factor.key")}<br><code>{groups}</code></p>'
    )


def _key(form: Form, name: str, words: Words) -> str:
    """The key of a form's own words for a box, else of those that all forms share."""
    own = f"gate.{form.name}.{name}"
    return own if words.knows(own) else f"gate.{name}"


def _box(box: Field, form: Form, words: Words, *, filled: Filled) -> str:
    kind = "password" if box.secret else "text"
    value = "" if box.secret else filled.values.get(box.name, "")
    label = _said(words, _key(form, f"field.{box.name}", words))
    key = _key(form, f"help.{box.name}", words)
    told = f'<small id="{box.name}-help">{_said(words, key)}</small>' if words.knows(key) else ""
    described = f' aria-describedby="{box.name}-help"' if told else ""
    return (
        f'<label for="{box.name}">{label}</label>'
        f'<input id="{box.name}" name="{box.name}" type="{kind}" value="{escape(value)}" '
        f'autocomplete="{box.autocomplete}" maxlength="{box.longest}" required '
        f'autocapitalize="none" spellcheck="false"{described}>{told}'
    )


def _alert(fault: str) -> str:
    return f'<p class="alert" role="alert">{escape(fault)}</p>' if fault else ""


def _way_on(path: str, words: Words, *, place: str) -> str:
    href = _href(with_place(path, place) if path != "/" else place, words.language)
    return f'<a href="{href}">{_said(words, f"gate.way_on.{NAMES[path]}")}</a>'


def _other_language(form: Form, words: Words, *, place: str, filled: Filled) -> str:
    """A link to the same page in the other language; what an administrator's link filled in
    stays filled in."""
    other = next(language for language in LANGUAGES if language != words.language)
    address = with_place(form.path, place)
    if form.path == SET_PASSWORD:
        values = (
            (NAME_FILLED, filled.values.get("name")),
            (CODE_FILLED, filled.values.get("code")),
        )
        if carried := {name: value for name, value in values if value}:
            address += f"{'&' if '?' in address else '?'}{urlencode(carried)}"
    href = _href(address, other)
    said = _said(words, "gate.other_language")
    return f'<a href="{href}" lang="{other}" hreflang="{other}">{said}</a>'


def _href(address: str, language: str) -> str:
    """`address` as a page of ours names it: beside itself, whatever path that is under."""
    return escape(f".{in_language(address, language)}")


def in_language(address: str, language: str) -> str:
    """`address` of ours, asked for in `language`."""
    if language == LANGUAGES[0] and "lang" not in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def _said(words: Words, key: str) -> str:
    return escape(words.say(key))
