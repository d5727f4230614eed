"""What was typed, understood as a file is: read, checked and compared with what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from actions.returns.drafts import preview_draft
from documents.returns.blank_batch import build_blank_name
from intake.findings import Finding, Severity
from intake.headers.layouts import Kind
from intake.tables import Upload
from locales.numbers import is_missing
from pages.returns.letters import letter_of
from pages.returns.previews import Card, renew
from pages.returns.typed.form import TypedForm

FAULTY = frozenset({Severity.REFUSE, Severity.ERROR})
SAID_ABOVE = frozenset({"register.period_closed"})  # once for the whole form
CARDS, NUMBERS = "typed-cards", "typed-numbers"


@dataclass(frozen=True)
class CheckedForm:
    """A form and what its file was understood as; None where nothing was typed."""

    form: TypedForm
    card: Card | None

    @property
    def findings(self) -> dict[str, list[Finding]]:
        """What was found in each row, by its key."""
        found: dict[str, list[Finding]] = {}
        for finding in self._list_all():
            row_key = self._find_row(finding)
            if row_key is not None:
                found.setdefault(row_key, []).append(finding)
        return found

    @property
    def whole(self) -> list[Finding]:
        """What was found of the form as a whole."""
        return [finding for finding in self._list_all() if self._find_row(finding) is None]

    def find_money(self, row_key: str, name: str) -> float | None:
        """What a field of money was read as; None where it says none."""
        rows = None if self.card is None else self.card.seen.arrival.rows
        number = {key: number for number, key in self.form.file.row_keys.items()}.get(row_key)
        if rows is None or name not in rows.frame or number not in rows.frame.index:
            return None
        if self.form.layout.find_field(name).kind != Kind.MONEY:
            return None
        value = rows.frame.at[number, name]
        return None if is_missing(value) else float(str(value))

    def count_rows(self, *severities: Severity) -> int:
        """How many rows have a finding of one of these."""
        return sum(
            any(finding.severity in severities for finding in found)
            for found in self.findings.values()
        )

    def _find_row(self, finding: Finding) -> str | None:
        return None if finding.row is None else self.form.file.row_keys.get(finding.row)

    def _list_all(self) -> Sequence[Finding]:
        """Every finding but what is said once above the form."""
        found = () if self.card is None else self.card.seen.arrival.findings
        return [finding for finding in found if finding.code not in SAID_ABOVE]


def renew_check(form: TypedForm) -> CheckedForm:
    """What was typed, read and compared as a file; once for each saving and state of the data."""
    cards: dict[object, tuple[object, Card]] = st.session_state.setdefault(CARDS, {})
    visit, number = form.visit, _take_number(form)
    if not form.draft.entries or not form.file.row_keys:
        cards.pop(form.key, None)
        return CheckedForm(form, None)
    mark = form.draft.stamp, form.file.content
    if form.key in cards and cards[form.key][0] == mark:
        card = cards[form.key][1]
        renew(visit, [card])
        return CheckedForm(form, card)
    unit = form.unit
    name = build_blank_name(
        form.layout, unit.code, unit.short, year=visit.year, kind="csv", words=visit.words
    )
    upload = Upload(visit.words.say("typed.file", name=name), form.file.content)
    letter = letter_of(visit, number)
    stamp = form.draft.stamp._replace(lines=tuple(form.file.row_keys.items()))
    seen = preview_draft(visit.engine, upload, letter, stamp=stamp, actor=visit.actor)
    cards[form.key] = mark, Card(number, seen)
    return CheckedForm(form, cards[form.key][1])


def _take_number(form: TypedForm) -> int:
    """The number of the form's card: below those of files."""
    numbers: dict[object, int] = st.session_state.setdefault(NUMBERS, {})
    return numbers.setdefault(form.key, -1 - len(numbers))
