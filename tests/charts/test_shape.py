"""Shapes: no data inside, only the palette's colours, the columns its rows function gives."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd
import pytest
import vl_convert

from charts import palette
from charts.amounts import build_amounts_rows
from charts.arrivals import build_arrivals_rows
from charts.causes import build_causes_rows
from charts.completion import build_completion_rows
from charts.coverage_areas import build_coverage_areas_rows
from charts.coverage_list import build_coverage_list_rows
from charts.coverage_map import build_coverage_map_rows
from charts.lengths import build_lengths_rows
from charts.matrix import build_matrix_rows
from charts.moved import build_moved_rows
from charts.palette import Shade, State
from charts.reorganisations import Reorganisation
from charts.shape import DRAWINGS, build_shape
from charts.small_multiples import build_small_multiples_rows
from charts.timeliness import build_timeliness_rows
from locales.catalogues import LANGUAGES
from locales.words import words_in
from tests.charts import frames

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
DEADLINE, AS_OF = date(2026, 12, 14), date(2026, 12, 20)
EVENTS = {2025: "bỏ cấp huyện"}


def rows_of(name: str, language: str, *, empty: bool = False) -> pd.DataFrame:
    """What the page would send for the picture `name`."""
    words = words_in(language)

    def answer(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.head(0) if empty else frame

    made = {
        "completion": lambda: build_completion_rows(answer(frames.completion_answer()), words),
        "coverage_map": lambda: build_coverage_map_rows(answer(frames.coverage_answer()), words),
        "coverage_areas": lambda: build_coverage_areas_rows(
            answer(frames.coverage_answer()), words
        ),
        "coverage_list": lambda: build_coverage_list_rows(answer(frames.coverage_answer()), words),
        "timeliness": lambda: build_timeliness_rows(
            answer(frames.timeliness_answer()), words, reorganised=EVENTS
        ),
        "arrivals": lambda: build_arrivals_rows(
            answer(frames.reports_owed()), words, deadline=DEADLINE, as_of=AS_OF
        ),
        "lengths": lambda: build_lengths_rows(answer(frames.lengths_answer()), words),
        "matrix": lambda: build_matrix_rows(answer(frames.cells_answer()), words),
        "small_multiples": lambda: build_small_multiples_rows(
            answer(frames.histories_answer()),
            words,
            reorganisations={
                year: Reorganisation(name, frozenset({"SYT"})) for year, name in EVENTS.items()
            },
            shares=True,
        ),
        "amounts": lambda: build_amounts_rows(
            answer(frames.amounts_answer()), words, reorganised=EVENTS
        ),
        "moved": lambda: build_moved_rows(
            answer(frames.moved_answer()), words, since=DEADLINE, until=AS_OF
        ),
        "causes": lambda: build_causes_rows(
            answer(frames.causes_answer()), words, old=2024, new=2025
        ),
    }
    return made[name]()


def parts(spec: object) -> Iterator[dict[str, Any]]:  # Any: Vega-Lite's JSON
    """Every object inside a spec."""
    if isinstance(spec, dict):
        yield spec
        for inner in spec.values():
            yield from parts(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from parts(inner)


def colours_of_the_palette() -> set[str]:
    shades: list[Shade] = []
    for thing in vars(palette).values():
        if isinstance(thing, Shade):
            shades.append(thing)
        if isinstance(thing, tuple):
            shades += [part for part in thing if isinstance(part, Shade)]
        if isinstance(thing, dict):
            states = [state for state in thing.values() if isinstance(state, State)]
            shades += [value for state in states for value in (state.fill, state.on_fill) if value]
    return {getattr(shade, paper.name) for shade in shades for paper in fields(Shade)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWINGS)
class TestPicture:
    def test_holds_no_data(self, name: str, language: str) -> None:
        spec = build_shape(name, language).spec
        assert not {"data", "datasets", "$schema"} & set(spec)
        assert [part for part in parts(spec) if "values" in part and "data" in part] == []

    def test_is_what_vega_lite_can_draw(self, name: str, language: str) -> None:
        rows = rows_of(name, language).to_json(orient="records", date_format="iso")
        told = {"$schema": SCHEMA, "data": {"values": json.loads(rows)}}
        assert vl_convert.vegalite_to_vega({**build_shape(name, language).spec, **told})["marks"]

    def test_names_only_columns_its_rows_have(self, name: str, language: str) -> None:
        drawn = build_shape(name, language)
        named = {part["field"] for part in parts(drawn.spec) if isinstance(part.get("field"), str)}
        assert named
        assert named <= set(drawn.columns)
        assert list(rows_of(name, language).columns) == list(drawn.columns)

    def test_paints_only_from_the_palette(self, name: str, language: str) -> None:
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", json.dumps(build_shape(name, language).spec)))
        assert used
        assert used <= colours_of_the_palette()

    def test_an_empty_answer_keeps_its_columns_and_types(self, name: str, language: str) -> None:
        rows = rows_of(name, language, empty=True)
        assert rows.empty
        assert rows.dtypes.astype("str").to_dict() == dict(DRAWINGS[name][1])

    def test_states_shown_have_a_place_on_the_scale(self, name: str, language: str) -> None:
        rows = rows_of(name, language)
        scales = [part for part in parts(build_shape(name, language).spec) if "domain" in part]
        on_scale = {word for scale in scales for word in _words(scale["domain"])}
        column = next((known for known in ("state", "band") if known in rows), None)
        shown = set(rows[column].dropna()) if column else set()
        assert shown <= on_scale


def _words(domain: object) -> list[str]:
    return [word for word in domain if isinstance(word, str)] if isinstance(domain, list) else []


def test_languages_differ_and_unknown_ones_are_vietnamese() -> None:
    assert "Chưa báo cáo" in json.dumps(build_shape("completion", "vi").spec, ensure_ascii=False)
    assert "Not reported" in json.dumps(build_shape("completion", "en").spec)
    assert build_shape("amounts", "fr").spec == build_shape("amounts", "vi").spec


def test_a_shape_is_built_once() -> None:
    assert build_shape("amounts", "vi") is build_shape("amounts", "vi")


def test_an_unknown_picture_is_our_fault() -> None:
    with pytest.raises(KeyError):
        build_shape("pie", "vi")
