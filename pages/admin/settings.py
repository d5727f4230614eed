"""Thiết lập: what does this office decide itself, and what is usual?"""

import streamlit as st

from actions.paths import BACKUP_FOLDER, find_backup_folder, get_default_backup_folder
from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.settings import set_folder, set_number
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.choices import CHOICES, SECOND_FACTOR_FOR, Choice, read_choice
from models.database import reading
from models.settings import read_setting
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.headline import show_headline
from pages.components.visit import Visit

MESSAGES = "settings-of-the-house-told"


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    show_headline(visit, words.say("screen.settings"))
    st.markdown(escape_markdown(words.say("settings.lead")))
    for sentence in st.session_state.pop(MESSAGES, ()):
        st.info(escape_markdown(sentence))
    if may(visit.actor, Verb.SET):
        _show_form(visit)


def _show_form(visit: Visit) -> None:
    words = visit.words
    values, folder = once(_load_settings, visit)
    with st.form("settings"):
        numbers = {choice: _show_number(visit, choice, values[choice]) for choice in CHOICES}
        place = st.text_input(
            words.say("settings.backup_folder"),
            folder,
            max_chars=500,
            key=f"{BACKUP_FOLDER}-{folder}",
            placeholder=str(get_default_backup_folder(visit.engine)),
            help=words.say("settings.backup_folder.why"),
        )
        pressed = st.form_submit_button(words.say("settings.keep"), type="primary")
    if pressed:
        changed = {choice: number for choice, number in numbers.items() if number != values[choice]}
        st.session_state[MESSAGES] = _save_changes(
            visit, changed, None if place == folder else place.strip()
        )
        st.rerun()


def _load_settings(visit: Visit) -> tuple[dict[Choice, int], str]:
    """The numbers as they stand, and the folder of backups ("": the usual one)."""
    with reading(visit.engine) as session:
        values = {choice: read_choice(session, choice) for choice in CHOICES}
        return values, read_setting(session, BACKUP_FOLDER) or ""


def _show_number(visit: Visit, choice: Choice, value: int) -> int:
    """One number; what it decides, what is usual and its bounds beneath."""
    words, key = visit.words, f"settings.{choice.name}"
    if choice == SECOND_FACTOR_FOR:
        return _show_option(visit, choice, value)
    number = st.number_input(
        words.say(key),
        choice.least,
        choice.most,
        value,
        step=1,
        key=f"{choice.name}-{value}",
        width=320,
    )
    bounds = words.say("settings.bounds", **choice._asdict())
    st.caption(escape_markdown(f"{words.say(f'{key}.why')} {bounds}"))
    return int(number)


def _show_option(visit: Visit, choice: Choice, value: int) -> int:
    """A number that stands for one of a few words."""
    words, key = visit.words, f"settings.{choice.name}"
    options = range(choice.least, choice.most + 1)
    number = st.selectbox(
        words.say(key),
        options,
        options.index(value),
        format_func=lambda option: words.say(f"{key}.{option}"),
        key=f"{choice.name}-{value}",
        width=320,
    )
    st.caption(escape_markdown(words.say(f"{key}.why")))
    return int(number)


def _format_value(visit: Visit, choice: Choice, number: int) -> object:
    if choice == SECOND_FACTOR_FOR:
        return visit.words.say(f"settings.{choice.name}.{number}")
    return number


def _save_changes(visit: Visit, changed: dict[Choice, int], folder: str | None) -> list[str]:
    """Keep what is other than before, one entry of the journal each; what to say."""
    words, sentences = visit.words, []
    authorship = {"actor": visit.actor, "now": read_moment(visit)}
    try:
        for choice, number in changed.items():
            set_number(visit.engine, choice, number, **authorship)  # type: ignore[arg-type]  # two kinds in one dict
            name = words.say(f"settings.{choice.name}")
            sentences.append(
                words.say("settings.kept", name=name, value=_format_value(visit, choice, number))
            )
        if folder is not None:
            set_folder(visit.engine, BACKUP_FOLDER, folder, **authorship)  # type: ignore[arg-type]  # as above
            sentences.append(
                words.say("settings.folder_kept", folder=str(find_backup_folder(visit.engine)))
            )
    except Refused as refused:
        sentences.append(build_refusal_sentence(refused, words))
    return sentences or [words.say("settings.same")]
