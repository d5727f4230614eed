"""The catalogue's workbook in words: what its sheets and columns are called."""

from dataclasses import fields

from actions.catalogue.lines import BOOK, Line
from actions.catalogue.names import CatalogueWorkbook, Names
from locales.catalogues import LANGUAGES
from locales.words import Words, words_in


def name_catalogue_sheet(file: str, words: Words) -> str:
    """What the sheet of a file is called."""
    return words.say(f"catalogue.sheet.{_get_table(file)}")


def name_catalogue_column(file: str, name: str, words: Words) -> str:
    """What a column of a file is called; itself where it is none of ours."""
    own, shared = f"catalogue.heading.{_get_table(file)}.{name}", f"catalogue.heading.{name}"
    key = own if words.knows(own) else shared
    return words.say(key) if words.knows(key) else name


def list_column_names(kind: type[Line]) -> list[str]:
    """The columns of a kind of line, in their order."""
    return [field.name for field in fields(kind) if field.name != "line"]


def list_known_names(words: Words) -> Names:
    """By which names sheets and columns are known when they come back: those of every language
    and the files' own, however they are written. `words` are the reader's."""
    spoken = [words_in(language) for language in LANGUAGES]
    sheets, columns = {}, {}
    for kind in BOOK:
        file = kind.file
        called = [
            _get_table(file),
            *(name_catalogue_sheet(file, spoken_words) for spoken_words in spoken),
        ]
        sheets.update(dict.fromkeys(called, file))
        columns[file] = {
            heading: name
            for name in list_column_names(kind)
            for heading in (
                name,
                *(name_catalogue_column(file, name, spoken_words) for spoken_words in spoken),
            )
        }
    about = frozenset(spoken_words.say("catalogue.book.about") for spoken_words in spoken)
    return Names(
        sheets, columns, tuple(name_catalogue_sheet(kind.file, words) for kind in BOOK), about
    )


def name_sent_sheet(file: str, words: Words, sent: CatalogueWorkbook | None) -> str:
    """What its sender called the sheet of a file; a file that came alone by its own name."""
    return sent.sheets.get(file) or name_catalogue_sheet(file, words) if sent else file


def name_sent_column(file: str, name: str, *, words: Words, sent: CatalogueWorkbook | None) -> str:
    """What its sender called a column."""
    if sent is None:
        return name
    return sent.headings.get(file, {}).get(name) or name_catalogue_column(file, name, words)


def _get_table(file: str) -> str:
    return file.removesuffix(".csv")
