"""The files in the uploader: each read once, and planned again only where a change of the data,
of its sender or of the day it came concerns it. Kept with the visitor's session, and no longer;
after ten minutes in which nobody looked they are read again."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Timer
from weakref import ref

import streamlit as st

from actions.returns.grounds import Changes, Concern, find_changes_since, find_concern
from actions.returns.receive import Letter, Preview, plan_again
from actions.returns.receive import preview_sheets as sheets_of
from intake.privacy.strict_reading import redact_file_name
from intake.remembered import forget_texts
from intake.tables import Upload
from locales.texts import escape_markdown
from models.database import reading
from models.journal import find_latest_number
from pages.components.visit import Visit
from pages.returns.letters import letter_of, new_letter
from pages.returns.pasting import SentFile, ask_pasted_tables
from server.memory import give_back

FILES, NUMBERED, NUMBERS = "receive-files", "receive-numbered", "receive-numbers"
CLOCK = "receive-clock"
IDLE_SECONDS = 600.0
MOST_CELLS = 4_000_000  # of all files that lie in one uploader: some 400 MB of memory


@dataclass
class Card:
    """One file, or one sheet of it, in this session: what is seen of it, and the number that its
    widgets go by. `version` and `entry` are the data's version and the journal's last entry up
    to which nothing concerns it. `said` holds what was worked out of it for the screen."""

    number: int
    seen: Preview
    version: int = 0
    entry: int = 0
    concern: Concern = field(default_factory=Concern)
    said: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.show_anew(self.seen)

    def show_anew(self, preview: Preview) -> None:
        """The file as it is seen now."""
        self.seen, self.version, self.entry = preview, preview.version, preview.entry
        self.concern = find_concern(preview.arrival)
        self.said.clear()


class Lying(dict[str, list[Card]]):
    """What is seen of each file in the uploader, by Streamlit's number of it."""


def ask_files(visit: Visit) -> list[Card]:
    """The uploader, and its files in the order they were dropped, then what was pasted; each sheet
    with rows apart."""
    dropped = st.file_uploader(
        visit.words.say("receive.files"), accept_multiple_files=True, key="files"
    )
    files: list[SentFile] = [*dropped, *ask_pasted_tables(visit)]
    known: dict[str, list[Card]] = st.session_state.get(FILES, {})
    lying = Lying({sent.file_id: known.get(sent.file_id, []) for sent in files})
    st.session_state[FILES] = lying
    _drop_when_idle(lying)
    # A rerun may interrupt reading.
    unread = [sent for sent in files if not lying[sent.file_id]]
    _examine_new(visit, lying, unread)
    return [card for cards in lying.values() for card in cards]


def _drop_when_idle(lying: Lying) -> None:
    """What was read of the files is much larger than they are: it goes when nobody looked for a
    while. What was typed beside each stays, by its number."""
    clock: Timer | None = st.session_state.get(CLOCK)
    if clock is not None:
        clock.cancel()
    if lying:
        clock = st.session_state[CLOCK] = Timer(IDLE_SECONDS, _drop, [ref(lying)])
        clock.daemon = True
        clock.start()


def _drop(lying: "ref[Lying]") -> None:
    there = lying()
    if there is not None:
        there.clear()
        forget_texts()
        give_back()


def _examine_new(visit: Visit, lying: dict[str, list[Card]], new: list[SentFile]) -> None:
    """Read the files not seen before, saying which; those beyond what is held at once wait."""
    if not new:
        return
    words, waiting = visit.words, 0
    progress = st.empty()
    for place, uploaded in enumerate(new):
        if sum(_cells(card.seen) for cards in lying.values() for card in cards) > MOST_CELLS:
            waiting += 1
            del lying[uploaded.file_id]
            continue
        if len(new) > 1:
            facts = {
                "place": place + 1,
                "total": len(new),
                "file": redact_file_name(uploaded.name).text,
            }
            sentence = words.say("together.reading", count=None, **facts)
            progress.progress(place / len(new), text=escape_markdown(sentence))
        upload = Upload(uploaded.name, uploaded.getvalue())
        previews = sheets_of(visit.engine, upload, new_letter(visit), actor=visit.actor)
        numbers = _number_sheets(uploaded.file_id, len(previews))
        lying[uploaded.file_id] = [Card(*each) for each in zip(numbers, previews, strict=True)]
    progress.empty()
    if waiting:
        st.warning(escape_markdown(words.say("together.waiting", count=waiting)))


def _cells(preview: Preview) -> int:
    return 0 if preview.header_map is None else int(preview.header_map.table.cells.size)


def _number_sheets(file_id: str, sheets: int) -> list[int]:
    """The numbers of a file's sheets: those they had, where it is read again."""
    numbers: dict[str, list[int]] = st.session_state.setdefault(NUMBERS, {})
    if len(numbers.get(file_id, [])) != sheets:
        numbers[file_id] = [_take_number() for _ in range(sheets)]
    return numbers[file_id]


def _take_number() -> int:
    """A number never given before in this session: no widget takes over what was typed for
    another file."""
    number: int = st.session_state.get(NUMBERED, 0)
    st.session_state[NUMBERED] = number + 1
    return number


def renew(visit: Visit, cards: Iterable[Card]) -> None:
    """Plan again what is concerned by what was written meanwhile, or by what its letter says."""
    changes: dict[int, tuple[Changes, int]] = {}
    for card in cards:
        letter, preview = letter_of(visit, card.number), card.seen
        if _is_read_otherwise(visit, preview, letter) or _is_concerned(visit, card, changes):
            card.show_anew(plan_again(visit.engine, preview, letter, actor=visit.actor))
        elif letter != preview.letter:
            card.seen = replace(preview, letter=letter)


def _is_read_otherwise(visit: Visit, preview: Preview, letter: Letter) -> bool:
    """Is it another's file now, or of another day or sender?"""
    if preview.actor != visit.actor:
        return True
    return (letter.received_on, letter.sender) != (
        preview.letter.received_on,
        preview.letter.sender,
    )


def _is_concerned(visit: Visit, card: Card, changes: dict[int, tuple[Changes, int]]) -> bool:
    """Was anything written since that concerns the file? What was not is looked at once."""
    if card.version == visit.version:
        return False
    if card.entry not in changes:
        with reading(visit.engine) as session:
            latest = find_latest_number(session)  # first: what comes meanwhile is looked at again
            changes[card.entry] = find_changes_since(session, card.entry), latest
    since, latest = changes[card.entry]
    if card.concern.is_concerned_by(since):
        return True
    card.version, card.entry = visit.version, latest
    return False
