"""Words: both languages say the same things with the same facts, and our faults are loud."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from locales.catalogues import LANGUAGES, read_sentences, read_sentences_in
from locales.words import SPECS, Words, words_in

NUMBERS_THAT_ARE_NAMES = {"year", "row", "line", "port"}  # 2026, never 2.026

ANY_TEXT = """
msgid "a.b"
msgstr "{name} có {count} việc"
"""


def placeholders(sentence: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(sentence) if name}


def test_both_languages_know_the_same_keys() -> None:
    assert set(read_sentences("vi")) == set(read_sentences("en"))


def test_both_languages_ask_for_the_same_facts() -> None:
    facts: dict[str, list[set[str]]] = defaultdict(list)
    for language in LANGUAGES:
        for key, forms in read_sentences(language).items():
            asked = {name for name, _ in placeholders(forms[-1])}
            facts[key].append(asked)
    assert {key: asked for key, asked in facts.items() if asked[0] != asked[-1]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spec_is_known_and_names_are_written_plain(language: str) -> None:
    for key, forms in read_sentences(language).items():
        for name, spec in {found for form in forms for found in placeholders(form)}:
            assert spec in SPECS, key
            assert spec == "plain" or name not in NUMBERS_THAT_ARE_NAMES, f"{key}: {name}:plain"


def test_plural() -> None:
    words = words_in("en")
    assert words.say("report_state.overdue_days", count=1) == "Overdue by 1 day"
    assert words.say("report_state.overdue_days", count=1200) == "Overdue by 1,200 days"
    assert words_in("vi").say("report_state.overdue_days", count=1) == "Quá hạn 1 ngày"


def test_facts_are_written_as_people_write_them() -> None:
    words = Words(
        "vi",
        {
            "all": (
                "{text}; {whole}; {year:plain}; {share:percent}; {value:money}; "
                "{value:exact_money}; {day}; {day:long}; {none}",
            )
        },
    )
    said = words.say(
        "all",
        text="Sở Y tế {x}",  # braces of data are data
        whole=1234,
        year=2026,
        share=0.73,
        value=1_234_567_890,
        day=date(2026, 12, 14),
        none=None,
    )
    assert said == (
        "Sở Y tế {x}; 1.234; 2026; 73\u00a0%; 1,2 tỷ đồng; 1.234.567.890 đồng; 14/12/2026; "
        "ngày 14 tháng 12 năm 2026; chưa có số liệu"
    )


def test_a_language_not_spoken_is_vietnamese() -> None:
    assert words_in("fr").language == "vi"
    assert words_in("fr").say("state.nil") == "Không phát sinh"


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("no.such.key", {}),
        ("chart.arrivals.deadline", {}),  # its fact is missing
        ("report_state.overdue_days", {}),  # its count is missing
    ],
)
def test_our_own_faults_are_loud(key: str, facts: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        words_in("en").say(key, **facts)


def test_what_nobody_knows_how_to_write_is_refused() -> None:
    with pytest.raises(TypeError):
        words_in("vi").say("number.count", value=[1, 2])


def test_knows_and_keys() -> None:
    words = words_in("vi")
    assert words.knows("state.nil") and not words.knows("state.nothing")
    assert set(words.keys()) == set(read_sentences("vi"))


@pytest.mark.parametrize(
    "files",
    [
        {"one.po": ANY_TEXT, "two.po": ANY_TEXT},  # a key in two files
        {"one.po": ANY_TEXT + ANY_TEXT},  # twice in one
        {"one.po": 'msgid "a.b"\nmsgstr ""\n'},  # no words
    ],
)
def test_a_faulty_catalogue_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "vi"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"a\.b|twice"):
        read_sentences_in(folder)
