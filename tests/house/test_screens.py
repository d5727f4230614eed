"""Every screen names its roles, has its words, and opens on an empty database."""

import pytest
from sqlalchemy import Engine

from locales.catalogues import LANGUAGES
from locales.words import words_in
from models.users import UserRole
from pages.app.screens import SCREENS
from tests.pages.watching import opened, written

NAMES = [screen.name for screen in SCREENS]


def test_every_screen_names_its_roles_and_its_own_address() -> None:
    assert all(screen.roles for screen in SCREENS)
    assert len({screen.url_path for screen in SCREENS}) == len(SCREENS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_has_its_help_in_three_steps(name: str, language: str) -> None:
    words = words_in(language)
    assert words.knows(f"help.{name}.purpose")
    assert words.knows(f"help.{name}.concerns")
    assert len(words.say(f"help.{name}.steps").splitlines()) == 3


def test_every_role_has_a_screen() -> None:
    assert {role for screen in SCREENS for role in screen.roles} == set(UserRole)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_opens_on_an_empty_database(engine: Engine, name: str, language: str) -> None:
    screen = next(screen for screen in SCREENS if screen.name == name)
    app = opened(engine, name, role=min(screen.roles), language=language)
    assert words_in(language).say("header.sample") in written(app)
    assert len(app.title) == 1  # the headline says what is missing
    assert words_in(language).say(f"help.{name}.purpose") in written(app)


@pytest.mark.parametrize("name", NAMES)
def test_to_a_role_that_may_not_see_it_it_never_was(engine: Engine, name: str) -> None:
    screen = next(screen for screen in SCREENS if screen.name == name)
    for role in set(UserRole) - screen.roles:
        app = opened(engine, name, role=role)
        assert [title.value for title in app.title] == ["Không có trang này"]
        assert not app.metric
        assert not app.dataframe
