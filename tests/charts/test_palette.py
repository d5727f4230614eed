"""The palette tells states apart: for every eye, on both papers, and in black and white."""

from itertools import combinations

import pytest

from charts.palette import INK, MARKS, REPORT_STATES, STATES, Shade, State

Colour = tuple[float, float, float]

PAPERS = {"light": "#FBFAF7", "dark": "#121817"}
# Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB
SIGHT = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
SEEN_APART = 12.0  # CIE Lab distance
APART_IN_GREY = 6.0  # of 100 steps of lightness


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def seen(colour: str, sight: str) -> Colour:
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True))))
        for row in SIGHT[sight]
    )
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(light: Colour) -> Colour:
    red, green, blue = light
    parts = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def on(shade: Shade | None, paper: str) -> str:
    return PAPERS[paper] if shade is None else str(getattr(shade, paper))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("states", [STATES, REPORT_STATES], ids=["results", "reports"])
@pytest.mark.parametrize("sight", SIGHT)
def test_fills_differ_for_every_eye(states: dict[str, State], paper: str, sight: str) -> None:
    fills = {name: lab(seen(on(state.fill, paper), sight)) for name, state in states.items()}
    for one, other in combinations(fills, 2):
        apart = sum((a - b) ** 2 for a, b in zip(fills[one], fills[other], strict=True)) ** 0.5
        assert apart > SEEN_APART, (one, other)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("states", [STATES, REPORT_STATES], ids=["results", "reports"])
def test_fills_differ_in_black_and_white(states: dict[str, State], paper: str) -> None:
    greys = {name: lab(linear(on(state.fill, paper)))[0] for name, state in states.items()}
    for one, other in combinations(greys, 2):
        assert abs(greys[one] - greys[other]) > APART_IN_GREY, (one, other)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("states", [STATES, REPORT_STATES], ids=["results", "reports"])
def test_text_reads_on_its_fill(states: dict[str, State], paper: str) -> None:
    for name, state in states.items():
        assert contrast(on(state.on_fill, paper), on(state.fill, paper)) >= 4.5, name
    assert contrast(on(INK, paper), PAPERS[paper]) >= 7


def test_each_state_of_a_kind_has_its_own_mark() -> None:
    for states in (STATES, REPORT_STATES):
        marks = [MARKS[name] for name in states]
        assert len(set(marks)) == len(marks)
    assert len({MARKS[name] for name in ("nil", "not_asked", "no_data", "not_reported")}) == 4
