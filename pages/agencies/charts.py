"""The pictures of the bodies: their bars this year, their lines over the years, their table."""

from functools import partial

import pandas as pd

from charts.completion import build_completion_rows
from charts.reorganisations import find_reorganisations
from charts.small_multiples import build_small_multiples_rows
from pages.components import frames, histories, notes
from pages.components.address_bar import set_choice
from pages.components.cache import once
from pages.components.clicks import Codes
from pages.components.headline import show_subtitle
from pages.components.origins import open_results
from pages.components.period import describe_reported, is_running
from pages.components.picture import MOST_ROWS, Pick, draw_chart, note_first_rows
from pages.components.tables import Opening, show_table
from pages.components.visit import Visit

UNIT = "don-vi"


def open_unit(codes: Codes) -> None:
    """A bar, a line or a row was picked: the address names its body."""
    set_choice(UNIT, codes["code"])


def draw_bars(visit: Visit, units: pd.DataFrame, group: str, *, order: str) -> None:
    """One bar a body of `group`, which opens it, and at its end its completion, which opens its
    certificate; over them the bar of the group."""
    rows, message = once(_build_bars, visit, units, group)
    show_subtitle(message)
    pick = Pick("agency-bars", open_unit, partial(_open_share, visit, units, group))
    draw_chart(visit, "completion", rows, alt=message, pick=pick, listed=False)
    note_first_rows(visit, len(units))
    notes.show_note(visit.words.say(f"agencies.order_help.{order}"))
    notes.show_hint(visit.words.say("pick.agency"), key="agencies")
    notes.show_source(visit, "returns")


def _open_share(visit: Visit, units: pd.DataFrame, group: str, codes: Codes) -> None:
    """The certificate of one body's completion, or of all that are shown."""
    results = frames.load_results(visit, (visit.year - 1, visit.year))
    matching = units[units["code"] == codes["code"]]
    if len(matching):
        body = matching.iloc[0]
        open_results(visit, results, {"unit_id": int(body["unit_id"])}, of=str(body["label"]))
    elif not codes["code"]:
        of = visit.words.say(f"agencies.group.{group}")
        open_results(visit, results[results["unit_id"].isin(units["unit_id"])], {}, of=of)


def _build_bars(visit: Visit, units: pd.DataFrame, group: str) -> tuple[pd.DataFrame, str]:
    message = _build_message(visit, units)
    of_all = visit.words.say(f"agencies.group.{group}")
    return build_completion_rows(units, visit.words, most=MOST_ROWS, of_all=of_all), message


def _build_message(visit: Visit, units: pd.DataFrame) -> str:
    if is_running(visit):
        return describe_reported(visit, units)
    return visit.words.say(
        "agencies.chart",
        silent=int((units["not_reported"] == units["assigned"]).sum()),
        full=int((units["share"] == 1).sum()),
        count=len(units),
    )


def draw_years(visit: Visit, units: pd.DataFrame, message: str) -> None:
    """One thin line a body, up to the visit's year."""
    words = visit.words
    show_subtitle(message)
    rows = once(_build_lines, visit, units)
    alt = f"{message}: {words.say('agencies.years_alt', count=len(units))}"
    draw_chart(visit, "small_multiples", rows, alt=alt, pick=Pick("agency-lines", open_unit))
    notes.show_note(words.say("agencies.years_help"))
    notes.show_source(visit, "returns")


def _build_lines(visit: Visit, units: pd.DataFrame) -> pd.DataFrame:
    years = tuple(year for year in sorted(visit.years) if year <= visit.year)
    shares = histories.build_share_histories(
        frames.load_results(visit, years), units.head(MOST_ROWS), years
    )
    reorganisations = find_reorganisations(frames.load_catalogue(visit), visit.words)
    return build_small_multiples_rows(
        histories.drop_leading_years(shares),
        visit.words,
        reorganisations=reorganisations,
        shares=True,
    )


def describe_years(visit: Visit, units: pd.DataFrame) -> str:
    """The message of the lines: how many do better than last year, and how many worse;
    before this year's last day neither."""
    if is_running(visit):
        return visit.words.say("agencies.years_running", year=visit.year)
    if units["share_before"].isna().all():
        return visit.words.say("agencies.years_no_data", before=visit.year - 1)
    comparable = units.dropna(subset=["share", "share_before"])
    up = int((comparable["share"] > comparable["share_before"]).sum())
    down = int((comparable["share"] < comparable["share_before"]).sum())
    return visit.words.say("agencies.years", before=visit.year - 1, up=up, down=down)


def show_units_table(visit: Visit, units: pd.DataFrame) -> None:
    """The same as a table; a row opens its body."""
    words = visit.words
    show_subtitle(words.say("agencies.table"))
    notes.show_hint(words.say("agencies.table_help"), key="agencies-table")
    rows, codes = once(_build_table, units)
    opening = Opening(lambda place: set_choice(UNIT, codes[place]), essential=("unit", "share"))
    show_table(visit, rows, key="agencies", opening=opening)


def _build_table(units: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    rows = units.rename(columns={"label": "unit", "part": "done", "whole": "fallen_due"})
    columns = ["unit", "share", "done", "fallen_due", "not_reported", "share_before"]
    return rows[columns], units["code"].tolist()
