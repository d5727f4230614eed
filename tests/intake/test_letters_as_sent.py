"""Letters as programs save them: old fonts, lost letters and odd ways of quoting, each in a
return that is sound otherwise."""

import unicodedata

import pytest

from intake.findings import Outcome
from intake.tables import Unreadable
from tests.intake.builders import HEADINGS, SECOND, SOUND, stored
from tests.intake.files import text_file
from tests.intake.register import arrival

ACCEPT, ASK = Outcome.ACCEPT, Outcome.ASK
KEYS = ["period", "unit_code", "task_code", "status", "note"]


def noted(note: str) -> str:
    """A return in plain letters but for its one note."""
    return text_file([KEYS, ["2026", "SYT", "HM_DK", "done", note]]).decode()


@pytest.mark.parametrize(
    "note", ["ông Nô-en · 3 × 4", "«café» Đà Nẵng", "12 °C, ±5%", "São João", "§ 5", "à", "25 m²"]
)
def test_sound_letters_are_never_taken_for_an_old_font(note: str) -> None:
    came = arrival(noted(note).encode())
    assert (came.outcome, stored(came, "note")) == (ACCEPT, {2: note})


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (noted("toå 3").encode(), "tổ 3"),  # VNI, in good UTF-8
        (noted("tæ 3").encode("latin-1"), "tổ 3"),  # TCVN3
        (noted("®á").encode("latin-1"), "đỏ"),
    ],
)
def test_an_old_font_in_one_short_note_is_asked_about(content: bytes, note: str) -> None:
    came = arrival(content)
    assert (came.outcome, stored(came, "note")) == (ASK, {2: note})


@pytest.mark.parametrize("note", ["t? 3", "?ang làm", "??"])
def test_question_marks_that_may_be_lost_letters_are_asked_about(note: str) -> None:
    (asked,) = arrival(noted(note).encode()).findings
    assert (asked.code, note in str(asked.facts["shown"])) == ("file.letters_doubtful", True)


def test_a_question_is_not_a_lost_letter() -> None:
    assert arrival(noted("Có cần bổ sung không? Xin ý kiến").encode()).findings == ()


def test_a_part_that_was_encoded_twice_is_shown() -> None:
    spoilt = "Cao Bằng".encode().decode("latin-1")
    (asked,) = arrival(noted(f"Đã gửi {spoilt}").encode()).findings
    assert asked.code == "file.encoding_uncertain"


def test_text_cut_in_the_middle_of_a_letter_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        arrival(noted("đỏ").encode().rstrip()[:-1])
    assert refusal.value.finding.code == "file.encoding_unknown"


WHOLE = text_file([HEADINGS, SOUND, SECOND]).decode()
SAVED = {
    "sep line": "sep=,\r\n" + WHOLE,
    "sep line in quotes": '"sep=,"\r\n' + WHOLE,
    "marks apart": unicodedata.normalize("NFD", WHOLE),
    "each line in quotes": "\r\n".join(f'"{line}"' for line in WHOLE.splitlines()),
    "a blank before quotes": "\r\n".join(
        ", ".join(f'"{cell}"' for cell in row) for row in (HEADINGS, SOUND, SECOND)
    ),
}


@pytest.mark.parametrize("way", SAVED)
def test_a_program_s_way_of_saving_does_not_matter(way: str) -> None:
    came = arrival(SAVED[way].encode())
    assert (came.outcome, stored(came, "quantity")) == (ACCEPT, {2: 12, 3: 7})
