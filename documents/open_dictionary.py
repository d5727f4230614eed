"""The dictionary of the open data: every field of every file, in both languages."""

from collections.abc import Iterator

from documents.open_fields import FILES, Field
from documents.registers import Registered
from locales.words import Words, words_in

LANGUAGES = ("vi", "en")
HEADINGS = (
    "file", "field", "meaning_vi", "meaning_en", "unit", "allowed_values", "clause",
)  # fmt: skip


def dictionary_rows() -> list[tuple[str, ...]]:
    """The dictionary as rows, its headings first."""
    return [HEADINGS, *(row for file in FILES for row in _rows(file))]


def code_rows() -> list[tuple[str, ...]]:
    """Every code a field may hold, its headings first: field, code, meaning in both languages."""
    told = {
        (name, code, key): None
        for fields in FILES.values()
        for field in fields
        for name, code, key in _codes(field)
    }
    said = [words_in(language) for language in LANGUAGES]
    rows = [(name, code, *(words.say(key) for words in said)) for name, code, key in told]
    return [("field", "code", "meaning_vi", "meaning_en"), *rows]


def dictionary_text(of: Registered) -> str:
    """The dictionary to be read: Markdown, Vietnamese first."""
    lines: list[str] = []
    for language in LANGUAGES:
        lines += _told(of, words_in(language))
    return "\n".join(lines) + "\n"


def _rows(file: str) -> Iterator[tuple[str, ...]]:
    vi, en = (words_in(language) for language in LANGUAGES)
    for field in FILES[file]:
        allowed = " ".join(field.allowed)
        meaning = (vi.say(_key(field)), en.say(_key(field)))
        yield (file, field.name, *meaning, field.unit.value, allowed, field.clause)
        if field.codes:
            codes = (words.say("open.field.code", field=field.name) for words in (vi, en))
            yield (file, field.coded, *codes, "text", " ".join(field.codes), field.clause)


def _codes(field: Field) -> Iterator[tuple[str, str, str]]:
    for code, key in field.allowed.items():
        yield field.name, code, key
    for code in field.codes:
        yield field.coded, code, f"open.code.{code}"


def _key(field: Field) -> str:
    return f"open.field.{field.name}"


def _told(of: Registered, words: Words) -> Iterator[str]:
    yield f"# {words.say('open.title', year=of.year, day=of.as_of)}\n"
    if of.sample:
        yield f"**{words.say('listing.sample')}**\n"
    yield f"{words.say('open.about', least=of.least)}\n"
    for file, fields in FILES.items():
        yield f"## {file}.csv – {words.say(f'open.file.{file}')}\n"
        yield _line(words.say(f"open.{name}") for name in ("name", "meaning", "unit", "values"))
        yield "|---|---|---|---|"
        for field in fields:
            values = [f"{code}: {words.say(key)}" for _, code, key in _codes(field)]
            unit = words.say(f"open.unit.{field.unit.value}")
            names = f"{field.name}, {field.coded}" if field.codes else field.name
            yield _line((names, words.say(_key(field)), unit, "; ".join(values)))
        yield ""


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
