"""What moved, as one would say it: each figure in a sentence with its causes."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from charts.moved import format_signed
from indicators.change.moved import split_change_by_cause
from indicators.change.steps import Steps
from indicators.disclosure.published import round_changes
from locales.numbers import FigureChange, is_missing, round_points
from locales.words import Words
from pages.components.privacy import find_threshold, may_see_exact
from pages.components.visit import Visit

COVERAGE = "coverage"
DESCRIBED = ("received", "overdue", "completion", COVERAGE)


def count_moves(visit: Visit, path: Steps) -> pd.DataFrame:
    """What moved, as the visitor may read it."""
    moves = split_change_by_cause(path)
    return (
        moves
        if may_see_exact(visit)
        else round_changes(moves, COVERAGE, least=find_threshold(visit))
    )


def describe_changes(moves: pd.DataFrame, words: Words, *, rough: str = "") -> list[str]:
    """A sentence for each figure that moved; `moves` is an answer of
    `split_change_by_cause`, in which the
    figure `rough` is rounded."""
    figures = {str(figure): causes for figure, causes in moves.groupby("figure")}
    sentences = [
        (figure, sentence)
        for figure in DESCRIBED
        for sentence in _describe_figure(figure, figures, words)
    ]
    return [
        words.say("moved.rough", sentence=sentence) if figure == rough else sentence
        for figure, sentence in sentences
    ]


def _describe_figure(figure: str, figures: dict[str, pd.DataFrame], words: Words) -> Iterator[str]:
    causes = figures[figure]
    if figure == "completion":
        sentence = _describe_completion(causes, words)
        if sentence:
            yield sentence
            return
        figure, causes = "progress", figures["progress"]
    moved = causes[causes["part"] != 0]
    if len(moved):
        total = int(causes["part"].sum())
        way = "up" if total > 0 else "down" if total < 0 else "same"
        amounts = [format_signed(part, words) for part in moved["part"]]
        facts = {"causes": _join_causes(moved["cause"].tolist(), amounts, words)}
        yield words.say(f"moved.{figure}.{way}", count=abs(total), **facts)


def _describe_completion(causes: pd.DataFrame, words: Words) -> str:
    """The share before and now; empty where, as it is rounded for reading, no cause moved it.

    The points of the causes are the steps between rounded levels, so that what is read adds
    up too.
    """
    levels = _list_shares(causes)
    if is_missing(levels[-1]):
        return ""
    if is_missing(levels[0]):
        return _describe_fallen_due(causes, words)
    steps = [FigureChange(then or 0, now or 0) for then, now in pairwise(levels)]
    named = zip(causes["cause"], steps, strict=True)
    moved = {str(cause): step for cause, step in named if round_points(*step)}
    if not moved:
        return ""
    names = list(moved)
    amounts = [words.say("moved.points", difference=step) for step in moved.values()]
    total = round_points(levels[0], levels[-1])
    way = "up" if total > 0 else "down" if total < 0 else "same"
    return words.say(
        f"moved.completion.{way}",
        before=levels[0],
        now=levels[-1],
        causes=_join_causes(names, amounts, words),
    )


def _describe_fallen_due(causes: pd.DataFrame, words: Words) -> str:
    """Nothing had fallen due on the earlier day: a share cannot have risen or fallen."""
    last = causes.iloc[-1]
    moved = causes[causes["part"] != 0]
    amounts = [format_signed(part, words) for part in moved["part"]]
    facts = {"causes": _join_causes(moved["cause"].tolist(), amounts, words)}
    whole, part = last["whole_after"], last["part_after"]
    return words.say("moved.completion.due", count=whole, part=part, **facts)


def _list_shares(causes: pd.DataFrame) -> list[float | None]:
    """The share before the first cause, and after each."""
    first = causes.iloc[0]
    levels = [(first["part_before"], first["whole_before"])]
    levels += list(zip(causes["part_after"], causes["whole_after"], strict=True))
    return [part / whole if whole else None for part, whole in levels]


def _join_causes(names: list[str], amounts: list[str], words: Words) -> str:
    """“do báo cáo mới +21, do đính chính −1”; a cause alone needs no amount."""
    shorts = [words.say(f"moved.short.{name}") for name in names]
    if len(shorts) == 1:
        return shorts[0]
    pairs = zip(shorts, amounts, strict=True)
    return ", ".join(
        words.say("moved.cause_said", cause=name, amount=amount) for name, amount in pairs
    )
