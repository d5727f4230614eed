"""Nhật ký has its words for all that an action may tell; what each told is tried with it."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import get_args, get_type_hints

import pytest

from actions.catalogue.lines import BOOK
from actions.erasure.read_register import Manner
from actions.paths import BACKUP_FOLDER
from actions.reminders.sending import SendOutcome
from documents.journal.journal import JournalReader, build_setting_key, list_changes
from documents.printing.letterheads import PARTS, PREFIX
from locales.catalogue_names import list_column_names, name_catalogue_column
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import Channel, Ground, UserRole
from models.choices import CHOICES
from models.reminders import Delivery
from models.settings import SAMPLE_DAY


@pytest.mark.parametrize("family", [Channel, SendOutcome, Delivery, Ground, UserRole, Manner])
def test_every_choice_that_an_action_tells_has_its_word(family: type[StrEnum]) -> None:
    for language in LANGUAGES:
        words = words_in(language)
        assert [one for one in family if not words.knows(f"journal.value.{one}")] == []


def test_every_setting_is_called_by_its_name() -> None:
    settings = [SAMPLE_DAY, BACKUP_FOLDER, *(choice.name for choice in CHOICES)]
    settings += [PREFIX + part.name for part in PARTS]
    for language in LANGUAGES:
        words = words_in(language)
        assert [name for name in settings if not words.knows(build_setting_key(name))] == []


def choices_of_the_catalogue() -> Iterator[tuple[str, str, str]]:
    """File, column and value of every choice that a cell of the catalogue may hold."""
    for kind in BOOK:
        for column, hint in get_type_hints(kind).items():
            for one in (hint, *get_args(hint)):
                if isinstance(one, type) and issubclass(one, StrEnum):
                    yield from ((kind.file, column, value) for value in one)


def test_every_cell_of_the_catalogue_is_read_in_words() -> None:
    for language in LANGUAGES:
        reader = JournalReader(words_in(language))
        for file, column, value in choices_of_the_catalogue():
            (line,) = list_changes("{}", json.dumps({f"{file} X {column}": value}), reader)
            assert line.rpartition(": ")[2] != value or language == "en", (column, value)
            assert reader.words.knows(f"journal.value.{column}.{value}")
        for kind in BOOK:
            for column in list_column_names(kind):
                assert name_catalogue_column(kind.file, column, reader.words)


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Không ai → Quản trị viên"), ("en", "Nobody → Administrators")]
)
def test_a_setting_that_stands_for_words_is_told_in_them(language: str, said: str) -> None:
    reader = JournalReader(words_in(language))
    subject = "setting second_factor_for"
    (line,) = list_changes('{"value":"0"}', '{"value":"1"}', reader, subject=subject)
    for word in said.split(" → "):
        assert word in line
