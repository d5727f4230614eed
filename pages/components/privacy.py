"""Privacy: who reads exact counts of the register, and how the others' counts are written."""

import pandas as pd

from actions.permissions import Verb, may
from indicators.disclosure.published import UNPLACED, round_province, suppress_parts
from indicators.disclosure.suppression import suppress_counts
from indicators.provenance import Provenance
from locales.names import add_units, list_short_names
from locales.numbers import is_missing
from models.choices import SMALL_COUNTS, read_choice
from models.database import reading
from models.users import UserRole
from pages.components import frames
from pages.components.cache import once
from pages.components.visit import Visit


def may_see_exact(visit: Visit) -> bool:
    """May the visitor know single addresses, and so every count of them?"""
    return may(visit.actor, Verb.READ_REGISTER)


def may_see_files(visit: Visit) -> bool:
    """Is the visitor told which file a figure came from? The supervisor sees figures only."""
    return visit.actor.role != UserRole.SUPERVISOR


def find_threshold(visit: Visit) -> int:
    """The smallest count that everybody may read; never under 2."""
    return once(_load_threshold, visit)


def _load_threshold(visit: Visit) -> int:
    with reading(visit.engine) as session:
        return read_choice(session, SMALL_COUNTS)


def format_counts(visit: Visit, counts: pd.Series, hidden: pd.Series) -> list[str]:
    """Each count in words: 15, or about 15 for who reads no exact one; hidden; no data.
    `hidden` says why a count is missing; where nothing was counted it is missing too."""
    words = visit.words
    known = "number.count" if may_see_exact(visit) else "privacy.about"
    lacking = {True: words.say("privacy.hidden"), False: words.say("state.no_data")}
    return [
        lacking[not is_missing(barred) and bool(barred)]
        if is_missing(count)
        else words.say(known if count else "number.count", value=count)
        for count, barred in zip(counts, hidden, strict=True)
    ]


def suppress_totals(visit: Visit, totals: pd.DataFrame) -> pd.DataFrame:
    """The province's totals of the register by year, as the visitor may read them."""
    return totals if may_see_exact(visit) else round_province(totals, least=find_threshold(visit))


def format_count(visit: Visit, value: object) -> str:
    """A count of addresses over the province, in words: 966, or about 965."""
    is_plain = is_missing(value) or not value or may_see_exact(visit)
    return visit.words.say("number.count" if is_plain else "privacy.about", value=value)


def format_worth(visit: Visit, vnd: object) -> str:
    """What help was worth, in words: 19,8 triệu đồng, or about 20."""
    is_plain = is_missing(vnd) or not vnd or may_see_exact(visit)
    return visit.words.say("figure.money" if is_plain else "privacy.about_money", value=vnd)


def suppress_alone(visit: Visit, counts: pd.Series) -> pd.DataFrame:
    """Counts of agencies, each by itself, as the visitor may read them: count, hidden, and
    `figure_text`, in words."""
    published_counts = pd.DataFrame({"count": counts.astype("Int64")}).assign(hidden=False)
    if not may_see_exact(visit):
        published_counts = suppress_counts(
            published_counts, ["count"], down=False, least=find_threshold(visit)
        )
    return published_counts.assign(
        figure_text=format_counts(visit, published_counts["count"], published_counts["hidden"])
    )


def count_by_commune(
    visit: Visit, provenance: Provenance, part: str, *, only: int | None = None
) -> pd.DataFrame | None:
    """About how many rows of `part` of a certificate each commune has, the most first, or the
    commune `only`; None where they belong to no commune, or are too few in each to be told."""
    if part in ("left_out", "closed", "unreported") or "commune_id" not in provenance.counted:
        return None
    lists = (provenance.counted, provenance.rest, provenance.closed)
    counts = suppress_parts(*lists, least=find_threshold(visit))
    communes = add_units(counts, "commune_id", frames.load_catalogue(visit).units)
    communes = communes.assign(commune=list_short_names(communes, visit.words))
    ordered = communes.sort_values([part, "position"], ascending=[False, True], na_position="last")
    listed = ordered[ordered[part].isna() | (ordered[part] > 0)]
    if only is not None:
        listed = ordered[ordered["commune_id"].fillna(UNPLACED) == only]
    return listed.assign(count=format_counts(visit, listed[part], listed[part].isna()))[
        ["commune", "count"]
    ]
