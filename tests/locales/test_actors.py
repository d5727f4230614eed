"""Who did something: nobody reads a raw name of sign-in."""

import pytest

from locales.actors import identify_actor, name_actor
from locales.words import words_in

PEOPLE = {"van.thu": "Nông Thị Lan", "terminal2": "Lý A"}


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("van.thu", "vi", "Nông Thị Lan"),
        ("trial-secretariat", "vi", "Văn thư, tổng hợp (dùng thử)"),
        ("trial-unit_officer", "vi", "Cán bộ đơn vị (dùng thử)"),
        ("trial-secretariat", "en", "Secretariat (trial)"),
        ("terminal", "vi", "Dòng lệnh (máy chủ)"),
        ("da.nghi", "vi", "da.nghi"),  # nobody has it any more
    ],
)
def test_somebody_is_called_by_name_or_role(code: str, language: str, name: str) -> None:
    assert name_actor(code, PEOPLE, words_in(language)) == name


def test_the_journal_tells_two_of_one_name_apart() -> None:
    words = words_in("vi")
    assert identify_actor("van.thu", PEOPLE, words) == "Nông Thị Lan (van.thu)"
    assert identify_actor("terminal", PEOPLE, words) == "Dòng lệnh (máy chủ)"
