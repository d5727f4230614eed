"""The dictionary of the open data: every field of every file, in both languages."""

from collections.abc import Iterator

from documents.open_data.fields import FILES, OpenField
from documents.open_data.registers import YearData
from locales.words import Words, words_in

LANGUAGES = ("vi", "en")
HEADINGS = (
    "file", "field", "meaning_vi", "meaning_en", "unit", "allowed_values", "clause",
)  # fmt: skip


def build_dictionary_rows() -> list[tuple[str, ...]]:
    """The dictionary as rows, its headings first."""
    return [HEADINGS, *(row for file in FILES for row in _build_file_rows(file))]


def build_code_rows() -> list[tuple[str, ...]]:
    """Every code a field may hold, its headings first: field, code, meaning in both languages."""
    codes = {
        (name, code, key): None
        for fields in FILES.values()
        for field in fields
        for name, code, key in _list_codes(field)
    }
    languages = [words_in(language) for language in LANGUAGES]
    rows = [(name, code, *(words.say(key) for words in languages)) for name, code, key in codes]
    return [("field", "code", "meaning_vi", "meaning_en"), *rows]


def build_dictionary_text(year_data: YearData) -> str:
    """The dictionary to be read: Markdown, Vietnamese first."""
    lines: list[str] = []
    for language in LANGUAGES:
        lines += _build_text_lines(year_data, words_in(language))
    return "\n".join(lines) + "\n"


def _build_file_rows(file: str) -> Iterator[tuple[str, ...]]:
    vi, en = (words_in(language) for language in LANGUAGES)
    for field in FILES[file]:
        allowed = " ".join(field.allowed)
        meaning = (vi.say(_build_key(field)), en.say(_build_key(field)))
        yield (file, field.name, *meaning, field.unit.value, allowed, field.clause)
        if field.codes:
            codes = (words.say("open.field.code", field=field.name) for words in (vi, en))
            yield (file, field.code_column, *codes, "text", " ".join(field.codes), field.clause)


def _list_codes(field: OpenField) -> Iterator[tuple[str, str, str]]:
    for code, key in field.allowed.items():
        yield field.name, code, key
    for code in field.codes:
        yield field.code_column, code, f"open.code.{code}"


def _build_key(field: OpenField) -> str:
    return f"open.field.{field.name}"


def _build_text_lines(year_data: YearData, words: Words) -> Iterator[str]:
    yield f"# {words.say('open.title', year=year_data.year, day=year_data.as_of)}\n"
    if year_data.sample:
        yield f"**{words.say('listing.sample')}**\n"
    yield f"{words.say('open.about', least=year_data.least)}\n"
    for file, fields in FILES.items():
        yield f"## {file}.csv – {words.say(f'open.file.{file}')}\n"
        yield _format_line(
            words.say(f"open.{name}") for name in ("name", "meaning", "unit", "values")
        )
        yield "|---|---|---|---|"
        for field in fields:
            values = [f"{code}: {words.say(key)}" for _, code, key in _list_codes(field)]
            unit = words.say(f"open.unit.{field.unit.value}")
            names = f"{field.name}, {field.code_column}" if field.codes else field.name
            yield _format_line((names, words.say(_build_key(field)), unit, "; ".join(values)))
        yield ""


def _format_line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
