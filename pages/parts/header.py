"""The header: one line that says what is shown, and folds open to change it."""

import streamlit as st

from gate.ways import Way
from locales.catalogues import LANGUAGES
from pages.parts.address_bar import FIRST_DAY, moved, tied
from pages.parts.as_published import as_published, issue_choice
from pages.parts.failing import tell_stopped
from pages.parts.me import me
from pages.parts.visit import Structure, Visit
from pages.parts.visit_from import DAY, LANGUAGE, ROLE, STRUCTURE, TRIAL_ROLES, YEAR


def header(visit: Visit) -> None:
    """The strip of a sample database, and the choices: year, day, structure, language, role."""
    words = visit.words
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            sample_strip(visit)
            if visit.way == Way.TRIAL:
                _show_role(visit)
        said = words.say("header.shown", year=visit.year, day=visit.as_of)
        with st.popover(
            said, type="tertiary", help=words.say("header.help"), key="header-shown-open"
        ):
            _choices(visit)
    as_published(visit)
    tell_stopped(visit.engine, words)


def sample_strip(visit: Visit) -> None:
    """“Số liệu minh họa”, on every screen of a sample database."""
    if visit.sample:
        st.badge(visit.words.say("header.sample"), color="orange")
    else:
        st.space("small")


def _choices(visit: Visit) -> None:
    words = visit.words
    issue_choice(visit)
    st.selectbox(
        words.say("header.year"),
        sorted(visit.years, reverse=True) or [visit.year],
        key=tied(YEAR, visit.year),
        on_change=moved(YEAR),
        disabled=visit.issue is not None,
    )
    st.date_input(
        words.say("header.day"),
        min_value=FIRST_DAY,
        max_value=visit.today,
        format="DD/MM/YYYY",
        key=tied(DAY, visit.as_of),
        on_change=moved(DAY),
        help=words.say("header.day_help"),
        disabled=visit.issue is not None,
    )
    _choice(visit, STRUCTURE, list(Structure), current=visit.structure)
    _choice(visit, LANGUAGE, list(LANGUAGES), current=words.language)
    if visit.way != Way.TRIAL:
        me(visit)


def _show_role(visit: Visit) -> None:
    """In a trial: as whom one looks, and the others one may be, each with what it does."""
    words = visit.words
    role = words.say(f"user_role.{visit.actor.role}")
    said = words.say("header.role", role=role)
    with st.popover(
        said, icon=":material/person:", help=words.say("header.role_help"), key="header-role-open"
    ):
        st.radio(
            words.say("header.xem-nhu"),
            list(TRIAL_ROLES),
            format_func=lambda role: words.say(f"user_role.{role}"),
            captions=[words.say(f"people.may.{role}") for role in TRIAL_ROLES],
            key=tied(ROLE, visit.actor.role),
            on_change=moved(ROLE),
        )


def _choice(visit: Visit, name: str, options: list[str], *, current: str) -> None:
    words = visit.words
    st.segmented_control(
        words.say(f"header.{name}"),
        options,
        format_func=lambda option: words.say(f"header.{name}.{option}"),
        required=True,
        key=tied(name, current),
        on_change=moved(name),
    )
