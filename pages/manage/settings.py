"""Thiết lập: what does this office decide itself, and what is usual?"""

from functools import partial

import streamlit as st

from actions.backup import FOLDER, backup_folder
from actions.permissions import Verb, may
from actions.places import backups_folder
from actions.refusals import Refused
from actions.settings import set_folder, set_number
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.choices import CHOICES, SECOND_FACTOR_FOR, Choice, read_choice
from models.database import reading
from models.settings import read_setting
from pages.parts import frames
from pages.parts.headline import show_headline
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD = "settings-of-the-house-told"


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    show_headline(visit, words.say("screen.settings"))
    st.markdown(escaped(words.say("settings.lead")))
    for told in st.session_state.pop(TOLD, ()):
        st.info(escaped(told))
    if may(visit.actor, Verb.SET):
        _form(visit)


def _form(visit: Visit) -> None:
    words = visit.words
    kept, folder = frames.once(visit, "settings of the house", partial(_set, visit))
    with st.form("settings"):
        said = {choice: _number(visit, choice, kept[choice]) for choice in CHOICES}
        place = st.text_input(
            words.say("settings.backup_folder"),
            folder,
            max_chars=500,
            key=f"{FOLDER}-{folder}",
            placeholder=str(backups_folder(visit.engine)),
            help=words.say("settings.backup_folder.why"),
        )
        pressed = st.form_submit_button(words.say("settings.keep"), type="primary")
    if pressed:
        changed = {one: number for one, number in said.items() if number != kept[one]}
        st.session_state[TOLD] = _kept(visit, changed, None if place == folder else place.strip())
        st.rerun()


def _set(visit: Visit) -> tuple[dict[Choice, int], str]:
    """The numbers as they stand, and the folder of backups ("": the usual one)."""
    with reading(visit.engine) as session:
        kept = {choice: read_choice(session, choice) for choice in CHOICES}
        return kept, read_setting(session, FOLDER) or ""


def _number(visit: Visit, choice: Choice, kept: int) -> int:
    """One number; what it decides, what is usual and its bounds beneath."""
    words, key = visit.words, f"settings.{choice.name}"
    if choice == SECOND_FACTOR_FOR:
        return _option(visit, choice, kept)
    number = st.number_input(
        words.say(key),
        choice.least,
        choice.most,
        kept,
        step=1,
        key=f"{choice.name}-{kept}",
        width=320,
    )
    bounds = words.say("settings.bounds", **choice._asdict())
    st.caption(escaped(f"{words.say(f'{key}.why')} {bounds}"))
    return int(number)


def _option(visit: Visit, choice: Choice, kept: int) -> int:
    """A number that stands for one of a few words."""
    words, key = visit.words, f"settings.{choice.name}"
    options = range(choice.least, choice.most + 1)
    number = st.selectbox(
        words.say(key),
        options,
        options.index(kept),
        format_func=lambda option: words.say(f"{key}.{option}"),
        key=f"{choice.name}-{kept}",
        width=320,
    )
    st.caption(escaped(words.say(f"{key}.why")))
    return int(number)


def _value_said(visit: Visit, choice: Choice, number: int) -> object:
    if choice == SECOND_FACTOR_FOR:
        return visit.words.say(f"settings.{choice.name}.{number}")
    return number


def _kept(visit: Visit, changed: dict[Choice, int], folder: str | None) -> list[str]:
    """Keep what is other than before, one entry of the journal each; what to say."""
    words, told = visit.words, []
    who = {"actor": visit.actor, "now": moment(visit)}
    try:
        for choice, number in changed.items():
            set_number(visit.engine, choice, number, **who)  # type: ignore[arg-type]  # two kinds in one dict
            name = words.say(f"settings.{choice.name}")
            told.append(
                words.say("settings.kept", name=name, value=_value_said(visit, choice, number))
            )
        if folder is not None:
            set_folder(visit.engine, FOLDER, folder, **who)  # type: ignore[arg-type]  # as above
            told.append(words.say("settings.folder_kept", folder=str(backup_folder(visit.engine))))
    except Refused as refused:
        told.append(refusal_sentence(refused, words))
    return told or [words.say("settings.same")]
