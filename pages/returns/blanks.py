"""Blank forms to download: of a unit and a year, as XLSX or CSV; all of a year as one ZIP; and
files for a first try."""

import mimetypes
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from actions.paths import get_returns_folder
from actions.returns.own_register import OwnRegister, take_own_register
from documents.returns.blank import KINDS, build_blank_form, build_register_form
from documents.returns.blank_batch import (
    BlankFile,
    build_blank_archive,
    build_blank_files,
    build_blank_name,
    collect_stored_rows,
    find_units_on,
    select_units,
)
from intake.headers.layouts import LAYOUTS, RESULTS
from locales.findings import name_layout
from locales.names import list_full_names, list_short_names
from locales.texts import escape_markdown
from models.database import reading
from models.snapshots import Duties, read_duties
from pages.components import frames
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

FORMS = {layout.name: layout for layout in LAYOUTS}  # a widget copies its options: by name
ARCHIVE = "blanks-archive"
Unit = tuple[int, str]  # its id and its code


def show_blank_forms(visit: Visit) -> None:
    """Choose a unit, a form and a year; the file is made when it is fetched."""
    words = visit.words
    with st.expander(words.say("blanks.title"), key="blanks-open"):
        st.markdown(escape_markdown(words.say("blanks.lead")))
        units = once(_list_own_units, visit)
        labels = dict(zip(units["unit_id"], units["label"], strict=True))
        years = sorted(visit.years, reverse=True)
        with st.container(horizontal=True):
            form = st.selectbox(
                words.say("blanks.form"),
                list(FORMS),
                format_func=lambda name: name_layout(FORMS[name], words),
                key="blank-form",
            )
            unit = st.selectbox(
                words.say("blanks.unit"), list(labels), format_func=labels.__getitem__
            )
            at = years.index(visit.year) if visit.year in years else 0
            year = st.selectbox(words.say("blanks.year"), years, index=at)
        if form is None or unit is None or year is None:
            return
        unit_row = units.set_index("unit_id").loc[unit]
        _offer_forms(
            visit, form, year, chosen_unit=(int(unit), unit_row["code"], unit_row["short"])
        )
        _offer_archive(visit, year)


def _offer_forms(visit: Visit, form: str, year: int, *, chosen_unit: tuple[int, str, str]) -> None:
    """The buttons that fetch one form of one unit (its id, code and short name)."""
    number, code, short = chosen_unit
    with st.container(horizontal=True):
        for kind in KINDS:
            st.download_button(
                visit.words.say(f"blanks.{kind}"),
                partial(_make_form, visit, form, kind=kind, unit=(number, code), year=year),
                file_name=build_blank_name(
                    FORMS[form], code, short, year=year, kind=kind, words=visit.words
                ),
                mime=mimetypes.guess_type(f"a.{kind}")[0],
                on_click="ignore",
                key=f"blank-{kind}",
            )


def _make_form(visit: Visit, form: str, *, kind: str, unit: Unit, year: int) -> bytes:
    duties, layout = _load_duties(visit, year), FORMS[form]
    if layout.name == RESULTS.name:
        return build_blank_form(layout, duties, visit.words, unit=unit, year=year, kind=kind)
    register = _load_register(visit, {unit[0]: unit[1]}, year)
    prefilled = collect_stored_rows(layout, register, duties, unit=unit, year=year)
    return build_register_form(layout, visit.words, prefilled, kind=kind)


def _load_duties(visit: Visit, year: int) -> Duties:
    with reading(visit.engine) as session:
        return read_duties(session, [year - 1, year], visit.today)


def _load_register(visit: Visit, units: dict[int, str], year: int) -> OwnRegister:
    return take_own_register(visit.engine, units, year, actor=visit.actor, now=read_moment(visit))


def _offer_archive(visit: Visit, year: int) -> None:
    """Make the blanks of every unit that owes something in the year, or all of an officer's
    own, and offer them as one file."""
    words = visit.words
    units = once(_find_owing_units, visit, year)
    if units.empty:
        st.caption(escape_markdown(words.say("blanks.nobody", year=year)))
        return
    officer = visit.actor.unit_code is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        register = officer or st.toggle(words.say("blanks.all.register"), key="blanks-register")
        label = words.say("blanks.all.own" if officer else "blanks.all.make", count=len(units))
        pressed = st.button(label, key="blanks-make", icon=":material/folder_zip:")
    if pressed:
        archive = _make_archive(visit, units, year, register=bool(register))
        st.session_state[ARCHIVE] = (visit.version, visit.actor.code, year, register, archive)
    stored = st.session_state.get(ARCHIVE)
    if stored is None or stored[:4] != (visit.version, visit.actor.code, year, register):
        st.session_state.pop(ARCHIVE, None)  # of older data, or of another choice
        return
    count, content = stored[4]
    st.download_button(
        words.say("blanks.all.take", count=count),
        content,
        file_name=f"{words.say('blank.file.zip', year=year)}.zip",
        mime="application/zip",
        on_click="ignore",
        type="primary",
        key="blanks-take",
    )


def _make_archive(
    visit: Visit, units: pd.DataFrame, year: int, *, register: bool
) -> tuple[int, bytes]:
    """How many blanks there are, and all of them as a ZIP; says how far it is."""
    words, duties = visit.words, _load_duties(visit, year)
    codes = dict(zip(units["unit_id"].astype(int), units["code"], strict=True))
    own = _load_register(visit, codes, year) if register else None
    line, files = st.progress(0.0), list[BlankFile]()
    for file in build_blank_files(duties, year, words, units=units, register=own):
        files.append(file)
        unit_count = len({blank.code for blank in files})
        progress_text = words.say(
            "blanks.all.progress", done=unit_count, count=len(units), unit=file.unit
        )
        line.progress(unit_count / len(units), escape_markdown(progress_text))
    line.empty()
    return len(files), build_blank_archive(files, year, words)


def _find_owing_units(visit: Visit, year: int) -> pd.DataFrame:
    """The units of the visitor that owe something in the year."""
    units, ids = frames.load_catalogue(visit).units, frames.find_owing(visit, year)
    owing = select_units(units, ids)
    code = visit.actor.unit_code
    return owing if code is None else owing[owing["code"] == code]


def _list_own_units(visit: Visit) -> pd.DataFrame:
    """The units in being today that this visitor may ask for: unit_id, code, short name, and
    how the list calls it."""
    units = find_units_on(frames.load_catalogue(visit).units, visit.today)
    if visit.actor.unit_code is not None:
        units = units[units["code"] == visit.actor.unit_code]
    label = list_full_names(units, visit.words) + " (" + units["code"] + ")"
    rows = units.assign(short=list_short_names(units, visit.words), label=label)
    return rows[["unit_id", "code", "short", "label"]]


def offer_sample_files(visit: Visit) -> None:
    """The sample files that lie beside a sample database, if they do."""
    folder = get_returns_folder(visit.engine) / "to-try"
    if not (visit.sample and folder.is_dir()):
        return
    words = visit.words
    with st.expander(words.say("to_try.title"), key="to-try-open"):
        st.markdown(escape_markdown(words.say("to_try.lead")))
        with st.container(horizontal=True):
            for path in sorted(folder.iterdir()):
                _offer_file(path)


def _offer_file(path: Path) -> None:
    kind = mimetypes.guess_type(path.name)[0]
    st.download_button(
        path.name, path.read_bytes, path.name, mime=kind, on_click="ignore", key=f"try-{path.name}"
    )
