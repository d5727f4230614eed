"""An outline that is not as it is kept says where, and how to keep it."""

from pathlib import Path

import pytest

from tests.browser import outlines
from tests.browser.places import PLACES


def test_what_follows_itself_is_counted() -> None:
    assert outlines.folded(["heading 1", "figure", "figure", "chart"]) == [
        "heading 1",
        "figure ×2",
        "chart",
    ]


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (["heading 1", "chart"], ""),
        (["heading 1", "table"], "line 3: kept is “chart”, seen is “table”"),
        (["heading 1"], "line 3: kept is “chart”, seen is “nothing”"),
        (["heading 1", "chart", "fold"], "line 4: kept is “nothing”, seen is “fold”"),
    ],
)
def test_a_difference_is_told_by_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seen: list[str], said: str
) -> None:
    monkeypatch.setattr(outlines, "KEPT", tmp_path)
    outlines.accept("one", outlines.written({"390": ["heading 1", "chart"]}))
    told = outlines.difference("one", outlines.written({"390": seen}))
    assert said in told
    assert ("accept" in told) is bool(said)


def test_every_place_has_its_outline_and_no_other_is_kept() -> None:
    kept = {file.stem for file in outlines.KEPT.glob("*.txt")}
    assert kept == {place.name for place in PLACES}
