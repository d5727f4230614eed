"""Registers to take away: statuses for supervision, and open data; made only when asked for."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from documents.open_data.datasets import build_open_data
from documents.open_data.registers import YearData
from documents.open_data.supervision import build_supervision_book
from documents.printing.listing_books import XLSX
from pages.components import frames, notes
from pages.components.headline import show_subtitle
from pages.components.privacy import find_threshold
from pages.components.visit import Visit


class RegisterFile(NamedTuple):
    """One register: how its file is called and made."""

    file: str
    ending: str
    kind: str
    make: Callable[[Visit], bytes]


def show_registers(visit: Visit) -> None:
    """The part of a screen that hands them over."""
    words = visit.words
    with st.container(key="screen-only-registers"):
        show_subtitle(words.say("registers.take"))
        notes.show_note(words.say("registers.about"))
        with st.container(horizontal=True):
            for name, register_file in REGISTER_FILES.items():
                st.download_button(
                    words.say(f"registers.take.{name}"),
                    partial(register_file.make, visit),
                    _name_file(visit, register_file),
                    register_file.kind,
                    key=f"registers-{name}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def _build_register_data(visit: Visit) -> YearData:
    """What is known on the visit's day, each unit as of its day, whatever structure is seen."""
    known = frames.load_snapshot(visit, visit.as_of)
    return YearData(visit.year, known, find_threshold(visit), visit.sample)


def _name_file(visit: Visit, register_file: RegisterFile) -> str:
    mark = "-minh-hoa" if visit.sample else ""
    return (
        f"gs18-{register_file.file}-{visit.year}-{visit.as_of:%Y%m%d}{mark}.{register_file.ending}"
    )


def _make_supervision(visit: Visit) -> bytes:
    return build_supervision_book(_build_register_data(visit), visit.words)


def _make_open_data(visit: Visit) -> bytes:
    return build_open_data(_build_register_data(visit))


REGISTER_FILES = {
    "supervision": RegisterFile("giam-sat", "xlsx", XLSX, _make_supervision),
    "open_data": RegisterFile("du-lieu-mo", "zip", "application/zip", _make_open_data),
}
