"""Nhật ký has its words for all that an action may tell; what each told is tried with it."""

from enum import StrEnum

import pytest

from actions.backup import FOLDER
from actions.read_register import Manner
from actions.sending import Outcome
from documents.journal import setting_key
from documents.letterheads import PARTS, PREFIX
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import Channel, Ground, UserRole
from models.choices import CHOICES
from models.reminders import Delivery
from models.settings import SAMPLE_DAY


@pytest.mark.parametrize("family", [Channel, Outcome, Delivery, Ground, UserRole, Manner])
def test_every_choice_that_an_action_tells_has_its_word(family: type[StrEnum]) -> None:
    for language in LANGUAGES:
        words = words_in(language)
        assert [one for one in family if not words.knows(f"journal.value.{one}")] == []


def test_every_setting_is_called_by_its_name() -> None:
    settings = [SAMPLE_DAY, FOLDER, *(choice.name for choice in CHOICES)]
    settings += [PREFIX + part.name for part in PARTS]
    for language in LANGUAGES:
        words = words_in(language)
        assert [name for name in settings if not words.knows(setting_key(name))] == []
