"""Privacy: who reads exact counts of the register, and how the others' counts are written."""

import pandas as pd

from actions.permissions import Verb, may
from indicators.birth import Provenance
from indicators.published import UNPLACED, round_province, suppress_parts
from indicators.suppression import suppress_counts
from locales.names import short_names, with_units
from locales.numbers import missing
from models.choices import SMALL_COUNTS, chosen
from models.database import reading
from models.users import UserRole
from pages.parts import frames
from pages.parts.visit import Visit


def exact(visit: Visit) -> bool:
    """May the visitor know single addresses, and so every count of them?"""
    return may(visit.actor, Verb.READ_REGISTER)


def names_files(visit: Visit) -> bool:
    """Is the visitor told which file a figure came from? The supervisor sees figures only."""
    return visit.actor.role != UserRole.SUPERVISOR


def least(visit: Visit) -> int:
    """The smallest count that everybody may read; never under 2."""
    return frames.once(visit, SMALL_COUNTS.name, lambda: _least(visit))


def _least(visit: Visit) -> int:
    with reading(visit.engine) as session:
        return chosen(session, SMALL_COUNTS)


def told(visit: Visit, counts: pd.Series, hidden: pd.Series) -> list[str]:
    """Each count in words: 15, or about 15 for who reads no exact one; hidden; no data.
    `hidden` says why a count is missing; where nothing was counted it is missing too."""
    words = visit.words
    known = "number.count" if exact(visit) else "privacy.about"
    lacking = {True: words.say("privacy.hidden"), False: words.say("state.no_data")}
    return [
        lacking[not missing(barred) and bool(barred)]
        if missing(count)
        else words.say(known if count else "number.count", value=count)
        for count, barred in zip(counts, hidden, strict=True)
    ]


def of_province(visit: Visit, totals: pd.DataFrame) -> pd.DataFrame:
    """The province's totals of the register by year, as the visitor may read them."""
    return totals if exact(visit) else round_province(totals, least=least(visit))


def counted(visit: Visit, value: object) -> str:
    """A count of addresses over the province, in words: 966, or about 965."""
    told = missing(value) or not value or exact(visit)
    return visit.words.say("number.count" if told else "privacy.about", value=value)


def worth(visit: Visit, vnd: object) -> str:
    """What help was worth, in words: 19,8 triệu đồng, or about 20."""
    plain = missing(vnd) or not vnd or exact(visit)
    return visit.words.say("figure.money" if plain else "privacy.about_money", value=vnd)


def alone(visit: Visit, counts: pd.Series) -> pd.DataFrame:
    """Counts of agencies, each by itself, as the visitor may read them: count, hidden, and
    `said`, in words."""
    shown = pd.DataFrame({"count": counts.astype("Int64")}).assign(hidden=False)
    if not exact(visit):
        shown = suppress_counts(shown, ["count"], down=False, least=least(visit))
    return shown.assign(said=told(visit, shown["count"], shown["hidden"]))


def told_by_commune(
    visit: Visit, born: Provenance, part: str, *, only: int | None = None
) -> pd.DataFrame | None:
    """About how many rows of `part` of a certificate each commune has, the most first, or the
    commune `only`; None where they belong to no commune, or are too few in each to be told."""
    if part in ("left_out", "closed", "unreported") or "commune_id" not in born.counted:
        return None
    lists = (born.counted, born.rest, born.closed)
    counts = suppress_parts(*lists, least=least(visit))
    named = with_units(counts, "commune_id", frames.catalogue(visit).units)
    named = named.assign(commune=short_names(named, visit.words))
    ordered = named.sort_values([part, "position"], ascending=[False, True], na_position="last")
    shown = ordered[ordered[part].isna() | (ordered[part] > 0)]
    if only is not None:
        shown = ordered[ordered["commune_id"].fillna(UNPLACED) == only]
    return shown.assign(count=told(visit, shown[part], shown[part].isna()))[["commune", "count"]]
