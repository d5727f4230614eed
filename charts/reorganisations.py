"""Reorganisations: the days on which units came and went, by the first year they changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.change.lineage import find_heirs
from locales.words import Words
from models.snapshots import Catalogue


@dataclass(frozen=True)
class Reorganisation:
    """The name of its rule in a chart, and the codes of the units it ended, founded or changed
    and of all that came of them since."""

    name: str
    codes: frozenset[str]


def find_reorganisations(catalogue: Catalogue, words: Words) -> dict[int, Reorganisation]:
    """First reporting year of a new structure → what happened. Several days within one year
    give the name of their last."""
    successions, periods = catalogue.successions, catalogue.periods
    years: dict[int, list[pd.Timestamp]] = {}
    for day in successions["on_day"].drop_duplicates().sort_values():
        for year in periods.loc[periods["data_to"] >= day, "year"].head(1):
            years.setdefault(int(year), []).append(day)
    return {
        year: Reorganisation(
            words.say("reorganised", day=days[-1]), _find_codes_concerned(catalogue, days)
        )
        for year, days in years.items()
    }


def name_reorganisations(
    catalogue: Catalogue, words: Words, codes: Iterable[str] | None = None
) -> Mapping[int, str]:
    """First reporting year of a new structure → the name of its rule; with `codes`, only of what
    concerned one of these units."""
    wanted_codes = None if codes is None else set(codes)
    return {
        year: reorganisation.name
        for year, reorganisation in find_reorganisations(catalogue, words).items()
        if wanted_codes is None or wanted_codes & reorganisation.codes
    }


def _find_codes_concerned(catalogue: Catalogue, days: Collection[pd.Timestamp]) -> frozenset[str]:
    successions = catalogue.successions[catalogue.successions["on_day"].isin(days)]
    unit_ids = (
        pd.concat([successions["from_unit_id"], successions["to_unit_id"]]).dropna().astype("Int64")
    )
    heirs = find_heirs(unit_ids.unique(), catalogue.successions)["heir"]
    units = catalogue.units
    return frozenset(units.loc[units["unit_id"].isin(pd.concat([unit_ids, heirs])), "code"])
