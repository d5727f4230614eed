"""All blanks of a year as one ZIP: a file for each unit that owes something, and a list of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from actions.returns.own_register import OwnRegister
from documents.printing.listing_books import build_listing_book
from documents.printing.listings import About, Listing
from documents.printing.packing import build_zip
from documents.printing.sheet_names import UNFIT
from documents.returns.blank import build_register_form, build_results_form
from documents.returns.blank_owed import list_due_tasks
from documents.returns.blank_register import StoredRows
from intake.headers.layouts import ADDRESSES, RESULTS, SUPPORTS, Layout
from locales.findings import name_layout
from locales.names import fit_file_name, list_full_names, list_short_names
from locales.words import Words
from models.snapshots import Duties
from models.units import Level, are_in_being

LONGEST_NAME = 60  # letters of a unit's name in the name of a file


@dataclass(frozen=True)
class BlankFile:
    """One file of the ZIP: its name, its content, whose and which form it is, and its rows."""

    name: str
    content: bytes
    code: str
    unit: str
    layout: Layout
    rows: int


def build_blank_name(
    layout: Layout, code: str, name: str, *, year: int, kind: str, words: Words
) -> str:
    """The name of a blank's file: the form, the year, and the unit by its code and its name, in
    plain letters. The catalogue may hold any code, of anybody's making."""
    plain = fit_file_name(name)[:LONGEST_NAME].strip()
    form = words.say(f"blank.file.{layout.name}", year=year)
    parts = (form, UNFIT.sub("-", code).strip("-."), plain)
    return f"{' - '.join(filter(None, parts))}.{kind}"


def find_units_on(units: pd.DataFrame, day: date) -> pd.DataFrame:
    return units[are_in_being(units, pd.Timestamp(day))]


def select_units(units: pd.DataFrame, unit_ids: Collection[int]) -> pd.DataFrame:
    """The units whose ids are among `unit_ids`, in the plan's order, each once."""
    selected: pd.DataFrame = units[units["unit_id"].isin(list(unit_ids))]
    return selected.sort_values("position", kind="stable")


def collect_stored_rows(
    layout: Layout, register: OwnRegister, duties: Duties, *, unit: tuple[int, str], year: int
) -> StoredRows:
    """What the blank of a unit (its id and code) of a form of the register begins with."""
    own = register.of_unit(unit[0])
    units, periods = duties.catalogue.units, duties.catalogue.periods
    ids = units["unit_id"].astype("int64")
    codes = dict(zip(ids, units["code"], strict=True)) | {unit[0]: unit[1]}
    if layout.name == ADDRESSES.name:
        return StoredRows(own.dossiers, duties.as_of, codes)
    own_addresses = own.dossiers[["code", "commune_id"]]
    addresses = pd.concat(
        [own.helped, own_addresses[~own_addresses["code"].isin(own.helped["code"])]]
    )
    return StoredRows(
        own.supports,
        duties.as_of,
        codes,
        communes=dict(zip(ids, units["name_vi"], strict=True)),
        codes=addresses.sort_values("code", kind="stable"),
        first_day=periods.loc[periods["year"] == year, "data_from"].iloc[0],
    )


def build_blank_files(
    duties: Duties, year: int, words: Words, *, units: pd.DataFrame, register: OwnRegister | None
) -> Iterator[BlankFile]:
    """The blanks of `units`, one after another: the form of results, and where a `register`
    is given the forms of addresses (communes only) and of help, with what is stored."""
    due_tasks = list_due_tasks(duties, year)
    names, files = list_short_names(units, words), list_full_names(units, words)
    for unit_id, code, short, full in zip(
        units["unit_id"], units["code"], names, files, strict=True
    ):
        unit = (int(unit_id), str(code))
        content = build_results_form(due_tasks, words, unit=unit, kind="xlsx")
        forms = [(RESULTS, content, len(due_tasks.build_rows(unit, words)))]
        if register is not None:
            forms += _build_register_forms(duties, register, words, unit=unit, year=year)
        for layout, form_content, count in forms:
            name = build_blank_name(layout, code, short, year=year, kind="xlsx", words=words)
            yield BlankFile(name, form_content, code, full, layout, count)


def _build_register_forms(
    duties: Duties, register: OwnRegister, words: Words, *, unit: tuple[int, str], year: int
) -> list[tuple[Layout, bytes, int]]:
    """The forms of the register that a unit fills in: each with its content and its rows. Only
    a commune keeps addresses."""
    units = duties.catalogue.units
    level = units.loc[units["unit_id"] == unit[0], "level"].iloc[0]
    forms = []
    for layout in (ADDRESSES, SUPPORTS) if level == Level.COMMUNE else (SUPPORTS,):
        prefilled = collect_stored_rows(layout, register, duties, unit=unit, year=year)
        content = build_register_form(layout, words, prefilled, kind="xlsx")
        forms.append((layout, content, len(prefilled.rows)))
    return forms


def build_blank_archive(files: Sequence[BlankFile], year: int, words: Words) -> bytes:
    """The files as one ZIP, a list of them first."""
    frame = pd.DataFrame(
        {
            "number": range(1, len(files) + 1),
            "code": [file.code for file in files],
            "unit": [file.unit for file in files],
            "form": [name_layout(file.layout, words) for file in files],
            "rows": [file.rows for file in files],
            "file": [file.name for file in files],
        }
    )
    headings = {str(name): words.say(f"blank.index.{name}") for name in frame}
    about = About(words.say("blank.index.title", year=year))
    index = build_listing_book(about, [Listing(about.title, frame, headings)], words)
    first = (f"00 - {words.say('blank.file.index', year=year)}.xlsx", index)
    return build_zip([first, *((file.name, file.content) for file in files)])
