"""The header: what is shown, the choices that change it, and the account menu."""

import streamlit as st

from actions.accounts.sign_ins import sign_out
from locales.catalogues import LANGUAGES
from locales.texts import escape_markdown
from pages.app.failing import show_stopped
from pages.components.address_bar import FIRST_DAY, bind_widget, follow_widget
from pages.components.as_published import show_issue_banner, show_issue_choice
from pages.components.restore_notice import show_restore_notice
from pages.components.visit import Structure, Visit, read_instant
from pages.components.visit_from import DAY, LANGUAGE, ROLE, STRUCTURE, TRIAL_ROLES, YEAR
from server.auth.cookies import read_token
from server.auth.modes import SignInMode
from server.url_paths import CHANGE_PASSWORD, SET_FACTOR


def show_header(visit: Visit) -> None:
    """The strip of a sample database, and the choices: year, day, structure, language, role."""
    words = visit.words
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            show_sample_strip(visit)
            if visit.way == SignInMode.TRIAL:
                _show_role(visit)
        label = words.say("header.shown", year=visit.year, day=visit.as_of)
        with st.popover(
            label, type="tertiary", help=words.say("header.help"), key="header-shown-open"
        ):
            _show_choices(visit)
    show_issue_banner(visit)
    show_stopped(visit.engine, words)
    show_restore_notice(visit)


def show_sample_strip(visit: Visit) -> None:
    """“Số liệu minh họa”, on every screen of a sample database."""
    if visit.sample:
        st.badge(visit.words.say("header.sample"), color="orange")
    else:
        st.space("small")


def _show_choices(visit: Visit) -> None:
    words = visit.words
    show_issue_choice(visit)
    st.selectbox(
        words.say("header.year"),
        sorted(visit.years, reverse=True) or [visit.year],
        key=bind_widget(YEAR, visit.year),
        on_change=follow_widget(YEAR),
        disabled=visit.issue is not None,
    )
    st.date_input(
        words.say("header.day"),
        min_value=FIRST_DAY,
        max_value=visit.today,
        format="DD/MM/YYYY",
        key=bind_widget(DAY, visit.as_of),
        on_change=follow_widget(DAY),
        help=words.say("header.day_help"),
        disabled=visit.issue is not None,
    )
    _show_choice(visit, STRUCTURE, list(Structure), current=visit.structure)
    _show_choice(visit, LANGUAGE, list(LANGUAGES), current=words.language)
    if visit.way != SignInMode.TRIAL:
        _show_account_menu(visit)


def _show_role(visit: Visit) -> None:
    """In a trial: as whom one looks, and the others one may be, each with what it does."""
    words = visit.words
    role = words.say(f"user_role.{visit.actor.role}")
    label = words.say("header.role", role=role)
    with st.popover(
        label, icon=":material/person:", help=words.say("header.role_help"), key="header-role-open"
    ):
        st.radio(
            words.say("header.xem-nhu"),
            list(TRIAL_ROLES),
            format_func=lambda role: words.say(f"user_role.{role}"),
            captions=[words.say(f"people.may.{role}") for role in TRIAL_ROLES],
            key=bind_widget(ROLE, visit.actor.role),
            on_change=follow_widget(ROLE),
        )


def _show_choice(visit: Visit, name: str, options: list[str], *, current: str) -> None:
    words = visit.words
    st.segmented_control(
        words.say(f"header.{name}"),
        options,
        format_func=lambda option: words.say(f"header.{name}.{option}"),
        required=True,
        key=bind_widget(name, current),
        on_change=follow_widget(name),
    )


def _show_account_menu(visit: Visit) -> None:
    """What the header offers to whoever has signed in."""
    words = visit.words
    st.divider()
    role = words.say(f"user_role.{visit.actor.role}")
    st.caption(escape_markdown(words.say("me.who", name=visit.actor.code, role=role)))
    if visit.way == SignInMode.ACCOUNTS:
        st.link_button(words.say("me.password"), f".{CHANGE_PASSWORD}", type="tertiary")
        st.link_button(words.say("me.second_factor"), f".{SET_FACTOR}", type="tertiary")
    if st.button(words.say("me.sign_out"), key="sign-out"):
        _leave(visit)


def _leave(visit: Visit) -> None:
    """Sign out; the page is drawn again, for nobody."""
    if visit.way == SignInMode.OIDC:
        st.logout()
        return
    sign_out(visit.engine, read_token(st.context.cookies.to_dict()), now=read_instant())
    st.rerun()
