"""What lies nearest to a code, a name or a choice that nobody knows: told with the fault and
offered to be chosen, never taken."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from math import log
from typing import TypeVar

import pandas as pd

from intake.cells.rows import Rows
from intake.checks.unit_names import WORDS
from intake.findings import Finding
from intake.headers.layouts import Kind, Layout
from intake.references import References
from intake.text.normalisation import normalise_text

MOST_NAMED = 3
MOST_OFFERED = 6  # to be chosen from
MOST_LOOKED_UP = 20  # different texts of a file: comparing one costs some milliseconds
LIKENESS = 0.72
FEWEST_SHARED = 2  # words that a text and a name have in common
COVERED = 0.4  # of a text's words, the rare ones counting more
UNSEEN = 1.5  # the weight of a word that no name has: it tells little
DENIALS = frozenset({"chua", "khong", "not"})
Meaning = TypeVar("Meaning", bound=Hashable)
Offer = tuple[str, str]  # what is written where it is chosen, and how it is told
Place = tuple[str, str | None, str | None]  # a finding's code, column and value


def tell_nearest(rows: Rows, references: References) -> Rows:
    """The rows, whose unknown units, tasks and choices are told with the nearest known ones:
    `near` in the facts names the likeliest, `offers` are what is written for each, and its name."""
    looked_up = list(
        dict.fromkeys(
            _get_place(finding)
            for finding in rows.findings
            if finding.code in FINDERS and finding.value
        )
    )[:MOST_LOOKED_UP]
    near = {
        place: offers
        for place in looked_up
        if (offers := FINDERS[place[0]](place, references, rows.headers.layout))
    }
    if not near:
        return rows
    return replace(rows, findings=tuple(_add_nearest(finding, near) for finding in rows.findings))


def _get_place(finding: Finding) -> Place:
    return finding.code, finding.column, finding.value


def _add_nearest(finding: Finding, near: Mapping[Place, tuple[Offer, ...]]) -> Finding:
    offers = near.get(_get_place(finding))
    if offers is None:
        return finding
    named = tuple(label for _, label in offers[:MOST_NAMED])
    return replace(finding, facts={**finding.facts, "near": named, "offers": offers})


def find_nearest(
    text: str, names: Mapping[str, Meaning], *, most: int = MOST_NAMED
) -> tuple[Meaning, ...]:
    """The likeliest meanings of the text, the likeliest first; none where nothing is like it.
    `names` are the folded spellings of each. Like is what has nearly the same letters, or the
    weightier half of the text's words; "chưa hoàn thành" is not like "hoàn thành"."""
    key = normalise_text(text)
    names = {name: meaning for name, meaning in names.items() if _denies(name) == _denies(key)}
    close = get_close_matches(key, names, n=2 * most, cutoff=LIKENESS)
    likeness = {name: SequenceMatcher(None, name, key).ratio() for name in close}
    for name, covered in _measure_shared_words(key, names).items():
        likeness[name] = max(likeness.get(name, 0.0), covered)
    ranked = sorted(likeness, key=lambda name: -likeness[name])
    return tuple(dict.fromkeys(names[name] for name in ranked))[:most]


def _denies(name: str) -> bool:
    return not DENIALS.isdisjoint(name.split())


def _measure_shared_words(key: str, names: Mapping[str, object]) -> dict[str, float]:
    """How much of the text's words each name has, from COVERED to 1, and from there where it has
    them one after the other; the names that have less are left out."""
    words = _split_words(key)
    split = {name: _split_words(name) for name in names}
    counts: dict[str, int] = {}
    for name_words in split.values():
        for word in name_words & words:
            counts[word] = counts.get(word, 0) + 1
    weights = {
        word: log(1 + len(names) / counts[word]) if word in counts else UNSEEN for word in words
    }
    whole = sum(weights.values()) or 1.0
    shares: dict[str, float] = {}
    for name, name_words in split.items():
        shared = name_words & words
        covered = sum(weights[word] for word in shared) / whole
        covered += f" {key} " in f" {name} "  # word for word: before all that only share words
        if len(shared) >= FEWEST_SHARED and covered >= COVERED:
            shares[name] = covered * (0.9 + 0.1 * len(shared) / len(name_words))
    return shares


def _split_words(key: str) -> frozenset[str]:
    """The words of a folded text, the usual abbreviations spelt out."""
    return frozenset(" ".join(WORDS.get(word, word) for word in key.split()).split())


def _offer_units(place: Place, references: References, _layout: Layout) -> tuple[Offer, ...]:
    """The units that the text nearly means; those in being on the day the file came."""
    _, column, text = place
    standing = _select_standing_units(references, communes=column == "commune_code")
    columns = ("code", "name_vi", "short_vi", "name_en")
    names = _build_names(standing, columns, name="name_vi", code="code")
    key = " ".join(WORDS.get(word, word) for word in normalise_text(str(text)).split())
    contained = (names[name] for name in names if " " in name and f" {name} " in f" {key} ")
    near = find_nearest(str(text), names, most=MOST_OFFERED)
    return tuple(dict.fromkeys([*contained, *near]))[:MOST_OFFERED]


def _offer_named_units(place: Place, references: References, _layout: Layout) -> tuple[Offer, ...]:
    """What became of the units that the text means, or all that bear its name; the likeliest by
    their names first."""
    _, column, text = place
    numbers = references.book.list_possible_units(str(text), references.day)
    standing = _select_standing_units(references, communes=column == "commune_code")
    chosen = standing[standing["unit_id"].isin(numbers)]
    key = normalise_text(str(text))
    offers = [
        (str(code), f"{code} – {name}")
        for code, name in zip(chosen["code"], chosen["name_vi"], strict=True)
    ]
    offers.sort(key=lambda offer: -SequenceMatcher(None, normalise_text(offer[1]), key).ratio())
    return tuple(offers[:MOST_OFFERED])


def _select_standing_units(references: References, *, communes: bool) -> pd.DataFrame:
    units, day = references.units, pd.Timestamp(references.day)
    standing = units[~(units["valid_from"] > day) & ~(units["valid_to"] <= day)]
    if communes and "level" in standing:
        standing = standing[standing["level"] == "commune"]
    return standing


def _offer_tasks(place: Place, references: References, _layout: Layout) -> tuple[Offer, ...]:
    columns = ("task_code", "title_vi", "title_en")
    names = _build_names(references.tasks, columns, name="title_vi", code="task_code")
    return find_nearest(str(place[2]), names, most=MOST_OFFERED)


def _build_names(
    frame: pd.DataFrame, columns: tuple[str, ...], *, name: str, code: str
) -> dict[str, Offer]:
    offers = [
        (str(key), f"{key} – {title}") for key, title in zip(frame[code], frame[name], strict=True)
    ]
    return {
        normalise_text(str(spelling)): offer
        for column in columns
        for spelling, offer in zip(frame[column], offers, strict=True)
    }


def _offer_choices(place: Place, _references: References, layout: Layout) -> tuple[Offer, ...]:
    """The nearest choices of a column that takes one."""
    field = layout.find_field(str(place[1]))
    if field.kind != Kind.CHOICE:
        return ()
    names = {
        normalise_text(spelling): (choice, choice)
        for choice, spellings in field.choices.items()
        for spelling in (choice, *spellings)
    }
    return find_nearest(str(place[2]), names, most=MOST_OFFERED)


FINDERS: dict[str, Callable[[Place, References, Layout], tuple[Offer, ...]]] = {
    "register.unit_unknown": _offer_units,
    "register.unit_ambiguous": _offer_named_units,
    "register.unit_abolished": _offer_named_units,
    "register.task_unknown": _offer_tasks,
    "value.not_a_choice": _offer_choices,
}
