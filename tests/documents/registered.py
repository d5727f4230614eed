"""Registers on the small province that the screens' tests fill, and on hostile names."""

import io
import zipfile
from datetime import date

import pandas as pd
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from documents.open_data.datasets import build_open_data
from documents.open_data.registers import YearData
from documents.open_data.supervision import build_supervision_book
from indicators.change.steps import DaySnapshot
from locales.words import words_in
from models.database import reading
from models.snapshots import read_duties, read_register
from tests.pages.watching import TODAY, fill


def registered(engine: Engine, *, as_of: date = TODAY, sample: bool = False) -> YearData:
    """What is known of the small province in 2026."""
    fill(engine)
    with reading(engine) as session:
        known = DaySnapshot(
            read_duties(session, [2026], as_of), read_register(session, [2026], as_of)
        )
    return YearData(2026, known, 5, sample)


def book(of: YearData, language: str = "vi") -> Workbook:
    """The workbook for supervision, opened again."""
    return load_workbook(io.BytesIO(build_supervision_book(of, words_in(language))))


def unpacked(of: YearData) -> dict[str, str]:
    """The files of the open data by their names, as text."""
    with zipfile.ZipFile(io.BytesIO(build_open_data(of))) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def read(of: YearData, file: str) -> pd.DataFrame:
    """One CSV of the open data, every cell as text."""
    return pd.read_csv(io.StringIO(unpacked(of)[f"{file}.csv"]), dtype="str", keep_default_na=False)
