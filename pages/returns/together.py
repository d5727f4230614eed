"""What is done for all files at once: receive those that leave nothing to decide, and fetch the
receipts and correction slips of this session as one ZIP."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from documents.printing.packing import build_zip
from documents.returns.slip import list_slip_rows
from intake.pipeline import Arrival
from locales.names import fit_file_name
from models.batches import StandingBatch
from pages.components.download_buttons import build_receipt_file, build_slip_file
from pages.components.visit import Visit
from pages.returns.acceptance import build_card_mark, is_clean, record_presses
from pages.returns.previews import Card

LONGEST_NAME = 80  # letters of a file's name within the ZIP's names


def show_together(
    visit: Visit, cards: Sequence[Card], batches: Mapping[str, StandingBatch]
) -> None:
    """The two buttons, where there is anything for them to do."""
    words = visit.words
    clean_cards = [
        card for card in cards if build_card_mark(card) not in batches and is_clean(visit, card)
    ]
    with st.container(horizontal=True):
        if len(clean_cards) > 1:
            st.button(
                words.say("together.accept", count=len(clean_cards)),
                type="primary",
                key="accept-together",
                on_click=record_presses,
                args=([(card.number, card.seen.token) for card in clean_cards],),
            )
        faulty_files = {
            build_card_mark(card): card.seen.arrival
            for card in cards
            if list_slip_rows(card.seen.arrival)
        }
        _offer_papers(visit, batches, faulty_files)


def _offer_papers(
    visit: Visit, batches: Mapping[str, StandingBatch], faulty_files: Mapping[str, Arrival]
) -> None:
    """The ZIP, once something was received, where it holds the papers of several files."""
    if not batches or len({*batches, *faulty_files}) < 2:
        return
    words = visit.words
    st.download_button(
        words.say("together.papers", count=len(batches) + len(faulty_files)),
        partial(pack_papers, visit, list(batches.values()), list(faulty_files.values())),
        file_name=words.say("together.papers_file", day=f"{visit.today:%Y%m%d}"),
        mime="application/zip",
        on_click="ignore",
        key="papers-together",
    )


def pack_papers(
    visit: Visit, batches: Sequence[StandingBatch], faulty_files: Sequence[Arrival]
) -> bytes:
    """The receipts of the batches and the slips of the files with errors, as one ZIP."""
    words, papers = visit.words, dict[str, bytes]()
    for batch in batches:
        name = words.say(
            "together.receipt",
            batch=batch.number,
            file=_build_file_name(batch.file_name),
            count=None,
        )
        papers[name] = build_receipt_file(visit, batch.number)
    for place, arrival in enumerate(faulty_files, 1):
        names = (_build_file_name(arrival.upload.name), fit_file_name(arrival.sheet or ""))
        file = " - ".join(filter(None, names))
        name = words.say("together.slip", number=place, file=file, count=None)
        papers[name] = build_slip_file(visit.engine, arrival, words, actor=visit.actor)
    return build_zip(papers.items())


def _build_file_name(file: str) -> str:
    return fit_file_name(PurePath(file).stem)[:LONGEST_NAME]
