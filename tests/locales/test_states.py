"""Every word the nouns use has a sentence; every definition is whole."""

from enum import StrEnum

import pytest

from locales.words import words_in
from models import Level, Role, SuccessionKind, UnitKind, UserRole
from models.record import Certainty

SAID: list[tuple[str, type[StrEnum]]] = [
    ("level", Level),
    ("unit_kind", UnitKind),
    ("role", Role),
    ("user_role", UserRole),
    ("succession", SuccessionKind),
    ("certainty", Certainty),
]
DEFINED = (
    "completion",
    "progress",
    "done_in_time",
    "coverage",
    "committed",
    "visits",
    "link_share",
    "timeliness",
    "received_share",
    "totals",
    "grand_total",
)
PARTS = ("title", "numerator", "denominator", "exclusions", "clause", "why")


@pytest.mark.parametrize(("prefix", "kinds"), SAID)
def test_every_kind_has_its_word(prefix: str, kinds: type[StrEnum]) -> None:
    for kind in kinds:
        assert words_in("vi").knows(f"{prefix}.{kind}")


@pytest.mark.parametrize("name", DEFINED)
def test_definitions_are_whole(name: str) -> None:
    said = [words_in("vi").say(f"definition.{name}.{part}") for part in PARTS]
    assert all(said)
    assert "Kế hoạch, mục" in said[4]
