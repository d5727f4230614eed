"""The catalogue's workbook in words: what its sheets and columns are called."""

from dataclasses import fields

from actions.catalogue_lines import BOOK, Line
from actions.catalogue_names import Names, Sent
from locales.catalogues import LANGUAGES
from locales.words import Words, words_in


def sheet_title(file: str, words: Words) -> str:
    """What the sheet of a file is called."""
    return words.say(f"catalogue.sheet.{_table(file)}")


def column_heading(file: str, name: str, words: Words) -> str:
    """What a column of a file is called; itself where it is none of ours."""
    own, shared = f"catalogue.heading.{_table(file)}.{name}", f"catalogue.heading.{name}"
    key = own if words.knows(own) else shared
    return words.say(key) if words.knows(key) else name


def names_of(kind: type[Line]) -> list[str]:
    """The columns of a kind of line, in their order."""
    return [one.name for one in fields(kind) if one.name != "line"]


def names_known(words: Words) -> Names:
    """By which names sheets and columns are known when they come back: those of every language
    and the files' own, however they are written. `words` are the reader's."""
    spoken = [words_in(language) for language in LANGUAGES]
    sheets, columns = {}, {}
    for kind in BOOK:
        file = kind.file
        called = [_table(file), *(sheet_title(file, one) for one in spoken)]
        sheets.update(dict.fromkeys(called, file))
        columns[file] = {
            heading: name
            for name in names_of(kind)
            for heading in (name, *(column_heading(file, name, one) for one in spoken))
        }
    about = frozenset(one.say("catalogue.book.about") for one in spoken)
    return Names(sheets, columns, tuple(sheet_title(kind.file, words) for kind in BOOK), about)


def sheet_seen(file: str, words: Words, sent: Sent | None) -> str:
    """What its sender called the sheet of a file; a file that came alone by its own name."""
    return sent.sheets.get(file) or sheet_title(file, words) if sent else file


def column_seen(file: str, name: str, *, words: Words, sent: Sent | None) -> str:
    """What its sender called a column."""
    if sent is None:
        return name
    return sent.headings.get(file, {}).get(name) or column_heading(file, name, words)


def _table(file: str) -> str:
    return file.removesuffix(".csv")
