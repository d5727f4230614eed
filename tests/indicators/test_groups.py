"""Every body stands in a group that is shown, so that the groups add up to the whole."""

import pandas as pd

from indicators.groups import GROUPS, add_group
from locales.words import words_in
from models.units import Level, UnitKind


def test_no_kind_of_body_is_left_out() -> None:
    bodies = pd.DataFrame(
        [(kind.value, level.value) for kind in UnitKind for level in Level],
        columns=["kind", "level"],
    )
    own = bodies[(bodies["kind"] != UnitKind.COMMITTEE) | (bodies["level"] != Level.PROVINCE)]
    assert set(add_group(own)["group"]) == set(GROUPS)
    assert len(set(GROUPS)) == len(GROUPS)


def test_each_has_a_name_in_both_languages() -> None:
    for language in ("vi", "en"):
        assert all(words_in(language).knows(f"group.{group}") for group in GROUPS)
