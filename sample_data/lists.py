"""Lists of addresses: what the communes, or their districts, sent of them and when."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from intake.headers.layouts import ADDRESSES
from sample_data.addresses import FIRST_SURVEY, LISTED_AFTER, NEW_COMMUNES_LIST, SURVEYS, Case
from sample_data.deliveries import (
    SentReturn,
    build_delivery,
    build_letter,
    choose_secretariat_style,
    choose_style,
)
from sample_data.province import SILENT, THIS_YEAR, make_generator

FORGETFUL_COMMUNES = 0.08  # of their addresses a fifth still lies in communes abolished in 2025
ONLY_WHAT_CHANGED = 0.6  # of the communes that reviewed theirs in the autumn of 2025
OWN_FILES = 0.05  # of this year's communes; the others' lists came together


def build_list_files(cases: Sequence[Case]) -> Iterator[SentReturn]:
    """Every list of addresses, as a file, in the order they came."""
    for day, cases_of_day in list_cases_by_day(cases):
        for sender, theirs in _group_by_sender(cases_of_day, day).items():
            name = f"Dia chi nhan dao {day:%m-%Y} - {sender}"
            alone = sender == theirs[0].commune.name
            style = choose_style(theirs[0].commune) if alone else choose_secretariat_style(name)
            rows = [build_row(case, day) for case in theirs]
            letter = build_letter(name, day, suffix="BC-UBND")
            yield build_delivery(ADDRESSES, rows, name, style=style, letter=letter)


def _group_by_sender(cases: Sequence[Case], day: date) -> dict[str, list[Case]]:
    """Lists came together; this year a few communes sent theirs by themselves."""
    senders: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        alone = day.year == THIS_YEAR and _has_own_file(case.commune.code)
        senders[case.commune.name if alone else "các địa phương"].append(case)
    return dict(senders)


@cache
def _has_own_file(code: str) -> bool:
    return make_generator("own file", code).random() < OWN_FILES


def build_row(case: Case, day: date) -> dict[str, object]:
    """What a list received on `day` says of an address."""
    ended = case.closed_on is not None and case.closed_on <= day
    return {
        "code": case.code,
        "commune_code": case.place_on(day).code,
        **case.facts,
        "reviewed_on": None if case.listed_on == day else day - timedelta(days=12),
        "status": "closed" if ended else case.status,
        "closed_on": case.closed_on if ended else None,
        "closed_reason": case.closed_reason if ended else None,
    }


def list_cases_by_day(cases: Sequence[Case]) -> Iterator[tuple[date, list[Case]]]:
    """Each day that lists came, and the addresses they tell of: new ones, ended ones, those
    whose commune became another, and from the autumn of 2025 those reviewed."""
    before = FIRST_SURVEY
    for last in list(SURVEYS)[:-1]:
        day = last + LISTED_AFTER
        yield day, [case for case in cases if _is_on_list(case, before, day)]
        before = day
    for day in sorted({case.listed_again_on for case in cases if case.listed_again_on}):
        today = [case for case in cases if case.listed_again_on == day]
        yield day, [case for case in today if _is_on_new_list(case)]


def _is_on_list(case: Case, before: date, day: date) -> bool:
    if case.listed_on == day:
        return True
    if case.listed_on > before:
        return False
    if case.closed_on is not None and case.closed_on <= day:
        return case.closed_on > before
    if day == NEW_COMMUNES_LIST:
        return _has_autumn_review(case.commune.code)
    return case.place_on(before).unit_id != case.place_on(day).unit_id


def _is_on_new_list(case: Case) -> bool:
    """This year's list: what is new and what ended; of the communes that had not reviewed
    theirs in the autumn, and some that had, all that stand; a few communes forgot some."""
    if case.closed_on is not None and case.closed_on <= NEW_COMMUNES_LIST:
        return False
    if case.listed_on.year == THIS_YEAR or case.closed_on is not None:
        return True
    code = case.commune.code
    if _has_autumn_review(code) and make_generator("reviewed", code).random() < ONLY_WHAT_CHANGED:
        return False
    return not _is_forgetful(code) or make_generator("again", case.code).random() < 0.8


@cache
def _has_autumn_review(code: str) -> bool:
    return code in SILENT or make_generator("autumn", code).random() < 0.55


@cache
def _is_forgetful(code: str) -> bool:
    return make_generator("forgetful", code).random() < FORGETFUL_COMMUNES
