"""Reorganisations: the days on which units came and went, by the first year they changed."""

from collections.abc import Mapping

from locales.words import Words
from models.snapshots import Catalogue


def reorganised(catalogue: Catalogue, words: Words) -> Mapping[int, str]:
    """First reporting year of a new structure → the name of its rule in a chart.

    Several days within one year give their last."""
    days = catalogue.successions["on_day"].drop_duplicates().sort_values()
    periods = catalogue.periods
    return {
        int(year): words.say("reorganised", day=day)
        for day in days
        for year in periods.loc[periods["data_to"] >= day, "year"].head(1)
    }
