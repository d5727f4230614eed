"""Catalogues: the sentences of each language, read from its gettext files at first use."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
LANGUAGES = ("vi", "en")

Forms = tuple[str, ...]  # one sentence, or singular and plural


def choose_language(language: str) -> str:
    """`language` where there are sentences in it, else Vietnamese."""
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def read_sentences(language: str) -> Mapping[str, Forms]:
    """Key → forms, from every .po of the language's folder.

    A key in two files, or one without words, is a fault of ours: ValueError.
    """
    return read_sentences_in(FOLDER / choose_language(language))


def read_sentences_in(folder: Path) -> Mapping[str, Forms]:
    """Key → forms, from every .po of `folder`; ValueError as above."""
    sentences: dict[str, Forms] = {}
    for path in sorted(folder.glob("*.po")):
        for key, forms in _read_file(path).items():
            if key in sentences:
                raise ValueError(f"{path.name} says {key} a second time")
            sentences[key] = forms
    return MappingProxyType(sentences)


def _read_file(path: Path) -> dict[str, Forms]:
    keys = [line for line in path.read_text("utf-8").splitlines() if line.startswith("msgid ")]
    if len(keys) != len(set(keys)):
        raise ValueError(f"{path.name} says a key twice")
    with path.open("rb") as opened:
        catalogue = read_po(opened, locale=path.parent.name, abort_invalid=True)
    return {_get_key(message): _read_forms(message, path) for message in catalogue if message.id}


def _get_key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _read_forms(message: Message, path: Path) -> Forms:
    text = message.string
    forms = (text,) if isinstance(text, str) else tuple(text or ("",))
    if not all(forms):
        raise ValueError(f"{path.name} has no words for {_get_key(message)}")
    return forms
