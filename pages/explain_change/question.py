"""The question of Vì sao tăng, giảm: since which year, of what and of whom; in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from indicators.coverage import mark_addresses
from locales.names import add_units, list_short_names, list_titles
from pages.components import frames
from pages.components.address_bar import bind_widget, follow_widget, sync_choice
from pages.components.cache import once
from pages.components.privacy import may_see_exact
from pages.components.switch import show_switch
from pages.components.visit import Visit

SINCE, ABOUT, WHOSE = "so-voi", "ve", "cua"
DUTIES, ADDRESSES = "nhiem-vu", "dia-chi"
ALL = ""


@dataclass(frozen=True)
class Question:
    """The year compared with; the addresses or the duties; whose (a unit's or task's code,
    "" for all), and the number of a commune whose addresses are asked about."""

    before: int
    addresses: bool
    whose: str
    commune_id: int | None

    @property
    def of_one(self) -> bool:
        """Of a single unit?"""
        return self.commune_id is not None or self.whose != ALL


def choose_question(visit: Visit, earlier: list[int]) -> Question:
    """The three controls, and what they say."""
    words = visit.words
    years = [str(year) for year in reversed(earlier)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        abouts = {name: words.say(f"why.about.{name}") for name in (DUTIES, ADDRESSES)}
        about = show_switch(words.say("why.about"), ABOUT, abouts)
        year_labels = {year: words.say("why.since_year", year=int(year)) for year in years}
        before = int(_show_select(words.say("why.since"), SINCE, year_labels))
        names, numbers = _list_choices(visit, about)
        whose = _show_select(words.say("why.whose"), WHOSE, {ALL: words.say("why.all"), **names})
    return Question(before, about == ADDRESSES, whose, numbers.get(whose))


def _list_choices(visit: Visit, about: str) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Who may be asked about: code → name, and the communes' numbers."""
    if about == DUTIES:
        return once(_list_duties, visit), {}
    if not may_see_exact(visit):
        return {}, {}
    return once(_list_communes, visit)


def _list_duties(visit: Visit) -> dict[str, str]:
    rows = frames.load_results(visit, (visit.year,))
    units = rows.drop_duplicates("unit_id")
    tasks = rows.drop_duplicates("task_code").sort_values("task_position")
    names = dict(zip(units["code"], list_short_names(units, visit.words), strict=True))
    return names | dict(zip(tasks["task_code"], list_titles(tasks, visit.words), strict=True))


def _list_communes(visit: Visit) -> tuple[dict[str, str], dict[str, int]]:
    marked = mark_addresses(frames.load_register(visit, (visit.year,)))
    numbers = marked[["commune_id"]].drop_duplicates().dropna()
    communes = add_units(numbers, "commune_id", frames.load_catalogue(visit).units).sort_values(
        "position"
    )
    names = dict(zip(communes["code"], list_short_names(communes, visit.words), strict=True))
    return names, {
        code: int(n) for code, n in zip(communes["code"], communes["commune_id"], strict=True)
    }


def _show_select(label: str, name: str, labels: Mapping[str, str]) -> str:
    options = list(labels)
    value = sync_choice(name, options, options[0])
    st.selectbox(
        label,
        options,
        format_func=labels.__getitem__,
        key=bind_widget(name, value),
        on_change=follow_widget(name),
        width=260,
    )
    return value
