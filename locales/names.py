"""Names of units as a reader of the language has them."""

import re

import pandas as pd

from intake.text.syllables import strip_marks
from locales.catalogues import LANGUAGES
from locales.words import Words, words_in

OF_A_UNIT = ["code", "name_vi", "name_en", "short_vi", "level", "kind", "position", "lat", "lon"]


def list_short_names(units: pd.DataFrame, words: Words) -> pd.Series:
    """A short name per row of `units` (code, short_vi, name_en); a name borne by several
    codes carries its code, so that each stays one."""
    names = units["short_vi"] if words.language == "vi" else units["name_en"]
    codes = units["code"].groupby(names).transform("nunique")
    return names.where(codes <= 1, names + " (" + units["code"] + ")")


def list_full_names(units: pd.DataFrame, words: Words) -> pd.Series:
    """The official name per row of `units`."""
    return units["name_vi"] if words.language == "vi" else units["name_en"]


def name_first_of(units: pd.DataFrame, words: Words) -> str:
    """The first of `units` that stand alike (one at least), and how many more there are."""
    name, others = str(list_full_names(units, words).iloc[0]), len(units) - 1
    if not others:
        return name
    return words.say("names.together", name=name, others=words.say("names.others", count=others))


def list_titles(tasks: pd.DataFrame, words: Words) -> pd.Series:
    """The title per row of `tasks`."""
    return tasks["title_vi"] if words.language == "vi" else tasks["title_en"]


def add_units(frame: pd.DataFrame, column: str, units: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the facts of the unit that `column` names; a row without one is named as
    what could not be placed, has an empty code and stands last."""
    facts = units[["unit_id", *OF_A_UNIT]].rename(columns={"unit_id": column})
    named = frame.merge(facts, how="left", on=column)
    unplaced = named[column].isna()
    last = 0 if units.empty else int(units["position"].max()) + 1
    for name, value in name_unplaced(last=last).items():
        named[name] = named[name].mask(unplaced, value)
    return named


def name_unplaced(*, last: int) -> dict[str, object]:
    """What stands for a unit where addresses could not be placed, at the position `last`."""
    vietnamese, english = (words_in(language) for language in LANGUAGES)
    name = vietnamese.say("unit.unplaced")
    names = {"name_vi": name, "short_vi": name, "name_en": english.say("unit.unplaced")}
    return {**names, "code": "", "position": last}


def fit_file_name(text: str) -> str:
    """The text in plain Latin letters, for the name of a file that any system and archive
    takes: "Sở Y tế" is "So Y te". Empty where nothing is left."""
    plain = re.sub(r"[^0-9A-Za-z ,()._-]+", " ", strip_marks(text))
    return " ".join(plain.split()).strip(" .,-")
