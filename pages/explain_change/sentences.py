"""Why a figure rose or fell, as one would say it; and whether that is real."""

from itertools import pairwise

import pandas as pd

from charts.causes import convert_tenths_to_points, round_shares_to_tenths
from indicators.change.causes import CAUSES, RESULTS
from locales.words import Words

WAYS = {1: "up", -1: "down", 0: "same"}


def describe_why(causes: pd.DataFrame, words: Words, *, figure: str, year: int) -> str:
    """“Tỷ lệ hoàn thành giảm 4,2 điểm so với kỳ 2024: trong đó 3,1 điểm do sắp xếp bộ máy, 1,1
    điểm do kết quả.” `causes` is an answer of `split_by_cause`, `year` the one compared with."""
    moved = _find_moves(causes)
    total = sum(moved.values())
    way = _sign(total)
    name = words.say(f"why.figure.{figure}")
    sentence = words.say(
        f"why.{WAYS[way]}", figure=name, points=convert_tenths_to_points(abs(total)), year=year
    )
    if not moved:
        return words.say("why.ended", sentence=sentence)
    if len(moved) == 1:
        return words.say("why.only", sentence=sentence, cause=_name_cause(next(iter(moved)), words))
    along = [name for name, amount in moved.items() if _sign(amount) == (way or 1)]
    against = [name for name in moved if name not in along]
    parts = {"sentence": sentence, "along": _join_causes(along, moved, words)}
    if not against:
        return words.say("why.split", **parts)
    rest = _join_causes(against, moved, words)
    return words.say(f"why.both.{WAYS[way]}", **parts, against=rest)


def build_verdict(causes: pd.DataFrame, words: Words) -> str:
    """Is it real? Real is what the units that can be compared did and told in both years."""
    moved = _find_moves(causes)
    total = sum(moved.values())
    way = _sign(total)
    real = moved.get(RESULTS, 0) * (way or 1)
    if not way:
        return words.say("why.verdict.same")
    facts = {
        "points": convert_tenths_to_points(max(real, 0)),
        "total": convert_tenths_to_points(abs(total)),
    }
    kind = "not_real" if real <= 0 else "real" if real >= abs(total) else "partly"
    return words.say(f"why.verdict.{kind}.{WAYS[way]}", **facts)


def _find_moves(causes: pd.DataFrame) -> dict[str, int]:
    """Cause → tenths of a point, the largest first; without those that read as nothing."""
    steps = [now - then for then, now in pairwise(round_shares_to_tenths(causes))]
    moves = {cause: step for cause, step in zip(CAUSES, steps, strict=False) if step}
    return dict(sorted(moves.items(), key=lambda move: -abs(move[1])))


def _join_causes(names: list[str], moved: dict[str, int], words: Words) -> str:
    return ", ".join(
        words.say(
            "why.part",
            points=convert_tenths_to_points(abs(moved[name])),
            cause=_name_cause(name, words),
        )
        for name in names
    )


def _name_cause(cause: str, words: Words) -> str:
    return words.say(f"why.short.{cause}")


def _sign(amount: int) -> int:
    return (amount > 0) - (amount < 0)
