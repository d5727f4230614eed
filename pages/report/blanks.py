"""Blank forms to download: of a unit and a year, as XLSX or CSV; and files for a first try."""

import mimetypes
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from actions.places import returns_folder
from documents.blank import Row, blank_csv, blank_workbook, owed_rows
from intake.layouts import LAYOUTS, Layout
from locales.findings import title
from locales.texts import escaped
from models.database import reading
from models.periods import periods_known
from models.tasks import assignments_due, tasks_known
from models.units import units_known
from pages.parts.visit import Visit

MAKERS = {"xlsx": blank_workbook, "csv": blank_csv}


def blanks(visit: Visit) -> None:
    """Choose a unit, a form and a year; the file is made when it is fetched."""
    words = visit.words
    with st.expander(words.say("blanks.title")):
        st.markdown(escaped(words.say("blanks.lead")))
        units, years = _units(visit), _years(visit)
        with st.container(horizontal=True):
            form = st.selectbox(
                words.say("blanks.form"),
                LAYOUTS,
                format_func=lambda layout: title(layout, words),
                key="blank-form",
            )
            unit = st.selectbox(
                words.say("blanks.unit"), list(units), format_func=lambda one: units[one][1]
            )
            at = years.index(visit.year) if visit.year in years else 0
            year = st.selectbox(words.say("blanks.year"), years, index=at)
        if unit is None or year is None:
            return
        code = units[unit][0]
        with st.container(horizontal=True):
            for kind in MAKERS:
                st.download_button(
                    words.say(f"blanks.{kind}"),
                    partial(_made, visit, form, kind=kind, unit=(unit, code), year=year),
                    file_name=f"{form.name}-{code}-{year}.{kind}",
                    mime=mimetypes.guess_type(f"a.{kind}")[0],
                    on_click="ignore",
                    key=f"blank-{kind}",
                )


def _made(visit: Visit, form: Layout, *, kind: str, unit: tuple[int, str], year: int) -> bytes:
    return MAKERS[kind](form, visit.words, _rows(visit, form, unit, year=year))


def _units(visit: Visit) -> dict[int, tuple[str, str]]:
    """The units in being today that this visitor may ask for: id → code and name."""
    with reading(visit.engine) as session:
        known = units_known(session)
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
    with reading(visit.engine) as session:
        years = periods_known(session)["year"]
    return sorted((int(year) for year in years), reverse=True)


def _rows(visit: Visit, form: Layout, unit: tuple[int, str], *, year: int) -> list[Row]:
    if form.name != "results":
        return []
    with reading(visit.engine) as session:
        owed, tasks = assignments_due(session, [year]), tasks_known(session)
    return owed_rows(owed, tasks, unit=unit, words=visit.words)


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
