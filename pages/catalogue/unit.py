"""One unit of the catalogue: what it came from, what became of it, how to reach it."""

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.reminders.contacts import set_contacts
from locales.names import list_full_names
from locales.numbers import is_missing
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.units import Level
from pages.components import frames
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

LONGEST_CONTACT = 200
MESSAGE = "contact-told"


def show_unit(visit: Visit, number: int) -> None:
    """Its card."""
    words = visit.words
    if message := st.session_state.pop(MESSAGE, None):
        st.info(escape_markdown(message))
    unit = _find_unit(visit, number)
    name = unit["name_vi" if words.language == "vi" else "name_en"]
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(str(name))}**")
        for line in once(_describe_history, visit, number):
            st.markdown(escape_markdown(line))
        _show_contact_form(visit, unit, str(name))


def _find_unit(visit: Visit, number: int) -> "pd.Series":
    units = frames.load_catalogue(visit).units
    return units[units["unit_id"] == number].iloc[0]


def _describe_history(visit: Visit, number: int) -> list[str]:
    """Its span and certainty, what it came from, what became of it."""
    words, unit = visit.words, _find_unit(visit, number)
    until = words.say("catalogue.running") if is_missing(unit["valid_to"]) else unit["valid_to"]
    lines = [
        words.say(
            "catalogue.unit.span",
            code=unit["code"],
            level=words.say(f"catalogue.level.{unit['level']}"),
            since=unit["valid_from"],
            until=until,
            certainty=words.say(f"catalogue.certainty.{unit['certainty']}"),
        )
    ]
    catalogue = frames.load_catalogue(visit)
    districts = set(
        catalogue.units.loc[catalogue.units["level"] == Level.DISTRICT.value, "unit_id"]
    )
    names = dict(
        zip(catalogue.units["unit_id"], list_full_names(catalogue.units, words), strict=True)
    )
    for step in catalogue.successions.to_dict("records"):
        kind = words.say(f"catalogue.kind.{step['kind']}")
        if step["to_unit_id"] == unit["unit_id"]:
            of_district = step["from_unit_id"] in districts and unit["level"] == Level.COMMUNE.value
            key = "of_district" if of_district else "from"
            fact = {"key": key, "name": names[step["from_unit_id"]]}
        elif step["from_unit_id"] != unit["unit_id"]:
            continue
        elif is_missing(step["to_unit_id"]):
            fact = {"key": "end", "name": ""}
        else:
            fact = {"key": "to", "name": names[step["to_unit_id"]]}
        key = f"catalogue.unit.{fact['key']}"
        lines.append(words.say(key, day=step["on_day"], kind=kind, name=fact["name"]))
    return lines


def _show_contact_form(visit: Visit, unit: "pd.Series", name: str) -> None:
    """The field for the office's contact; a contact is the office's, never a person's."""
    words, contact = visit.words, "" if is_missing(unit["contact"]) else str(unit["contact"])
    if not may(visit.actor, Verb.SET) or visit.as_of != visit.today:
        return
    with st.form(f"contact-{unit['unit_id']}", border=False):
        text = st.text_input(
            words.say("catalogue.unit.contact"), contact, max_chars=LONGEST_CONTACT
        )
        pressed = st.form_submit_button(words.say("catalogue.unit.keep"))
    if not pressed or text.strip() == contact:
        return
    try:
        contacts = {int(unit["unit_id"]): text.strip()}
        set_contacts(visit.engine, contacts, actor=visit.actor, now=read_moment(visit))
        st.session_state[MESSAGE] = words.say("catalogue.unit.kept", name=name)
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, words)
    st.rerun()
