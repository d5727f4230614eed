"""Blank forms to download: of a unit and a year, as XLSX or CSV; and files for a first try."""

import mimetypes
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from actions.places import returns_folder
from documents.blank import KINDS, blank_form, blank_name
from intake.layouts import LAYOUTS, Layout
from locales.findings import title
from locales.texts import escaped
from models.database import reading
from models.snapshots import duties_of
from pages.parts import frames
from pages.parts.visit import Visit

FORMS = {layout.name: layout for layout in LAYOUTS}  # a widget copies its options: choose by name


def blanks(visit: Visit) -> None:
    """Choose a unit, a form and a year; the file is made when it is fetched."""
    words = visit.words
    with st.expander(words.say("blanks.title")):
        st.markdown(escaped(words.say("blanks.lead")))
        units = frames.once(visit, f"blanks {visit.today}", partial(_units, visit))
        years = _years(visit)
        with st.container(horizontal=True):
            form = st.selectbox(
                words.say("blanks.form"),
                list(FORMS),
                format_func=lambda name: title(FORMS[name], words),
                key="blank-form",
            )
            unit = st.selectbox(
                words.say("blanks.unit"), list(units), format_func=lambda one: units[one][1]
            )
            at = years.index(visit.year) if visit.year in years else 0
            year = st.selectbox(words.say("blanks.year"), years, index=at)
        if form is None or unit is None or year is None:
            return
        code = units[unit][0]
        with st.container(horizontal=True):
            for kind in KINDS:
                st.download_button(
                    words.say(f"blanks.{kind}"),
                    partial(_made, visit, FORMS[form], kind=kind, unit=(unit, code), year=year),
                    file_name=blank_name(FORMS[form], code, year=year, kind=kind),
                    mime=mimetypes.guess_type(f"a.{kind}")[0],
                    on_click="ignore",
                    key=f"blank-{kind}",
                )


def _made(visit: Visit, form: Layout, *, kind: str, unit: tuple[int, str], year: int) -> bytes:
    with reading(visit.engine) as session:
        duties = duties_of(session, [year - 1, year], visit.today)
    return blank_form(form, duties, visit.words, unit=unit, year=year, kind=kind)


def _units(visit: Visit) -> dict[int, tuple[str, str]]:
    """The units in being today that this visitor may ask for: id → code and name."""
    known = frames.catalogue(visit).units
    today = pd.Timestamp(visit.today)
    there = known[(known["valid_from"] <= today) & ~(known["valid_to"] <= today)]
    if visit.actor.unit_code is not None:
        there = there[there["code"] == visit.actor.unit_code]
    name = "name_vi" if visit.words.language == "vi" else "name_en"
    return {
        int(number): (code, f"{said} ({code})")
        for number, code, said in zip(there["unit_id"], there["code"], there[name], strict=True)
    }


def _years(visit: Visit) -> list[int]:
    years = frames.catalogue(visit).periods["year"]
    return sorted((int(year) for year in years), reverse=True)


def to_try(visit: Visit) -> None:
    """The sample files that lie beside a sample database, if they do."""
    folder = returns_folder(visit.engine) / "to-try"
    if not (visit.sample and folder.is_dir()):
        return
    words = visit.words
    with st.expander(words.say("to_try.title")):
        st.markdown(escaped(words.say("to_try.lead")))
        with st.container(horizontal=True):
            for path in sorted(folder.iterdir()):
                _offer(path)


def _offer(path: Path) -> None:
    kind = mimetypes.guess_type(path.name)[0]
    st.download_button(
        path.name, path.read_bytes, path.name, mime=kind, on_click="ignore", key=f"try-{path.name}"
    )
