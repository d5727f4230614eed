"""What is done for all files at once: receive those that leave nothing to decide, and fetch the
receipts and correction slips of this sitting as one ZIP."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from documents.packing import build_zip
from documents.slip import list_slip_rows
from intake.arrivals import Arrival
from locales.names import fit_file_name
from models.batches import StandingBatch
from pages.parts.visit import Visit
from pages.report.acceptance import build_card_mark, is_clean, record_presses
from pages.report.handing import receipt_of, slip_of
from pages.report.previews import Card

LONGEST_NAME = 80  # letters of a file's name within the ZIP's names


def show_together(
    visit: Visit, cards: Sequence[Card], received: Mapping[str, StandingBatch]
) -> None:
    """The two buttons, where there is anything for them to do."""
    words = visit.words
    clean = [
        card for card in cards if build_card_mark(card) not in received and is_clean(visit, card)
    ]
    with st.container(horizontal=True):
        if len(clean) > 1:
            st.button(
                words.say("together.accept", count=len(clean)),
                type="primary",
                key="accept-together",
                on_click=record_presses,
                args=([(card.number, card.seen.token) for card in clean],),
            )
        faulty = {
            build_card_mark(card): card.seen.arrival
            for card in cards
            if list_slip_rows(card.seen.arrival)
        }
        _offer_papers(visit, received, faulty)


def _offer_papers(
    visit: Visit, received: Mapping[str, StandingBatch], faulty: Mapping[str, Arrival]
) -> None:
    """The ZIP, once something was received, where it holds the papers of several files."""
    if not received or len({*received, *faulty}) < 2:
        return
    words = visit.words
    st.download_button(
        words.say("together.papers", count=len(received) + len(faulty)),
        partial(pack_papers, visit, list(received.values()), list(faulty.values())),
        file_name=words.say("together.papers_file", day=f"{visit.today:%Y%m%d}"),
        mime="application/zip",
        on_click="ignore",
        key="papers-together",
    )


def pack_papers(
    visit: Visit, received: Sequence[StandingBatch], faulty: Sequence[Arrival]
) -> bytes:
    """The receipts of the batches and the slips of the files with errors, as one ZIP."""
    words, papers = visit.words, dict[str, bytes]()
    for batch in received:
        name = words.say(
            "together.receipt", batch=batch.number, file=_name_of(batch.file_name), count=None
        )
        papers[name] = receipt_of(visit, batch.number)
    for place, arrival in enumerate(faulty, 1):
        names = (_name_of(arrival.upload.name), fit_file_name(arrival.sheet or ""))
        file = " - ".join(filter(None, names))
        name = words.say("together.slip", number=place, file=file, count=None)
        papers[name] = slip_of(visit.engine, arrival, words, actor=visit.actor)
    return build_zip(papers.items())


def _name_of(file: str) -> str:
    return fit_file_name(PurePath(file).stem)[:LONGEST_NAME]
