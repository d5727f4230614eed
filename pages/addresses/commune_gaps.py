"""The communes as a table, and those where help can be moved within the commune."""

import pandas as pd

from pages.addresses.commune import COMMUNE, UNPLACED_PLACE
from pages.components import frames, notes
from pages.components.address_bar import set_choice
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.privacy import may_see_exact
from pages.components.tables import Opening, show_table
from pages.components.visit import Visit


def show_communes_table(visit: Visit, communes: pd.DataFrame) -> None:
    """The list to act on; a row opens its commune."""
    words = visit.words
    rows, both_count = once(_build_table, visit, communes)
    codes, hidden = once(_list_places, communes)
    show_subtitle(once(_build_title, visit, communes, both_count, hidden=hidden))
    if both_count:
        notes.show_note(words.say("addresses.gaps_help"))
    notes.show_hint(words.say("addresses.open_help"), key="gaps")
    nobody = "nobody" if may_see_exact(visit) else "nobody_about"
    opening = Opening(
        lambda place: set_choice(COMMUNE, codes[place]), essential=("commune", nobody)
    )
    show_table(visit, rows, key="commune-table", opening=opening)


def _build_title(visit: Visit, communes: pd.DataFrame, both_count: int, *, hidden: bool) -> str:
    """How many communes have both a gap and an overlap; nothing of it where no help is reported."""
    words = visit.words
    if not communes["reported"].any():
        return words.say("addresses.where")
    key = "addresses.gaps_both" if both_count else "addresses.gaps_none"
    return words.say(f"{key}_told" if hidden or communes["silent"].any() else key, count=both_count)


def _list_places(communes: pd.DataFrame) -> tuple[list[str], bool]:
    """The place of each row, and whether a count of any is hidden."""
    hidden = communes["reported"] & communes[["nobody", "several"]].isna().any(axis=1)
    return communes["place"].tolist(), bool(hidden.any())


def _build_table(visit: Visit, communes: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The table as the visitor may read it, counts as numbers or in words; and how many
    communes have both a gap and an overlap."""
    both_count = int(((communes["nobody"] > 0) & (communes["several"] > 0)).sum())
    names = {"label": "commune", "in_force": "addresses", "share": "coverage"}
    rows = communes.rename(columns=names)
    reviewed = pd.to_datetime(rows["last_review"]).dt
    if may_see_exact(visit):
        age = (pd.Timestamp(visit.as_of) - rows["last_review"]).dt.days // 30
        rows = rows.assign(review_age=age.astype("Int64"))
        columns = ["commune", "nobody", "addresses", "several", "coverage", "committed"]
        columns += _list_unreported_columns(communes, "unreported")
        return rows[[*columns, "last_review", "review_age"]], both_count
    months = (visit.as_of.year - reviewed.year) * 12 + visit.as_of.month - reviewed.month
    rows = rows.assign(review_age=months.astype("Int64"))  # the day is one dossier's
    sources = {
        "addresses": "in_force",
        **{name: name for name in ("nobody", "several", "unreported")},
    }
    for name, source in sources.items():
        rows[f"{name}_about"] = rows[f"{source}_text"]
    columns = ["commune", "nobody_about", "addresses_about", "several_about", "coverage"]
    columns += _list_unreported_columns(communes, "unreported_about")
    return rows[[*columns, "review_age"]], both_count


def _list_unreported_columns(communes: pd.DataFrame, column: str) -> list[str]:
    """The column of addresses whose help is not reported, where there are any."""
    return [column] if communes["silent"].any() else []


def build_labels(visit: Visit, communes: pd.DataFrame) -> pd.Series:
    """A short name per commune: of two alike, and of one that had ended by the day looked at,
    with its last day; of those that are alike even so with its code, so that each stays one."""
    last = frames.load_catalogue(visit).units.set_index("unit_id")["valid_to"].to_dict()
    ends = pd.to_datetime(communes["commune_id"].map(last))
    names = communes["short_vi"] if visit.words.language == "vi" else communes["name_en"]
    dated = ends.notna() & (names.duplicated(keep=False) | (ends <= _find_structure_day(visit)))
    texts = [
        visit.words.say("commune.until", name=name, day=(end - pd.Timedelta(days=1)).date())
        if until
        else name
        for name, end, until in zip(names, ends, dated, strict=True)
    ]
    labels = pd.Series(texts, communes.index, "str")
    return labels.where(~labels.duplicated(keep=False), labels + " (" + communes["code"] + ")")


def _find_structure_day(visit: Visit) -> pd.Timestamp:
    """The day whose communes are shown: the structure's, or the last known of the period."""
    structure_day, periods = frames.find_structure_day(visit), frames.load_catalogue(visit).periods
    ends = periods.loc[periods["year"] == visit.year, "data_to"].tolist()
    return pd.Timestamp(
        structure_day or min([visit.as_of, *(pd.Timestamp(end).date() for end in ends)])
    )


def build_places(visit: Visit, communes: pd.DataFrame) -> pd.Series:
    """What the address bar calls each: its code, and of two that had it after another (codes
    were used again in 2025) with the day from which it was a commune; what could not be placed
    has a name of its own."""
    first_days = frames.load_catalogue(visit).units.set_index("unit_id")["valid_from"].to_dict()
    twice = communes["code"].duplicated(keep=False)
    codes = [
        f"{code}-{first_days[number]:%Y%m%d}" if again else str(code or UNPLACED_PLACE)
        for code, number, again in zip(communes["code"], communes["commune_id"], twice, strict=True)
    ]
    return pd.Series(codes, communes.index, "str")
