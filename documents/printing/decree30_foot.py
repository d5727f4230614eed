"""The foot of an official paper: who gets it, at the left; who signs it, at the right, with
the room for signature and seal that nobody may fill for them (cells 7, 8 and 9b)."""

from docx.document import Document as Paper
from docx.shared import Mm, Pt
from docx.table import _Cell

from documents.printing.official import Official, clean_text, fill_open
from documents.printing.paragraphs import LEFT, TextStyle, add_columns, add_text, get_first_line
from locales.words import Words

COPIES, SIGNER = 64.0, 96.0  # mm
OFFICE, NAME = TextStyle(14, bold=True), TextStyle(14, bold=True)
COPIES_TITLE = TextStyle(12, bold=True, italic=True, alignment=LEFT)
PROOF = TextStyle(10, alignment=LEFT)
COPY = TextStyle(11, alignment=LEFT)
ROOM = Mm(25)  # for the signature
DASH = 2.5


def print_foot(paper: Paper, official: Official, words: Words) -> None:
    """Both blocks level with each other, kept with the end of the text."""
    before = paper.paragraphs[-1].paragraph_format
    before.keep_with_next = True
    before.space_after = Pt(12)
    copies, signer = add_columns(paper, (COPIES, SIGNER)).rows[0].cells
    _print_copies(copies, official, words)
    _print_signer(signer, official)
    if official.proof:
        proof = add_text(paper.add_paragraph(), clean_text(official.proof), PROOF)
        proof.paragraph_format.space_before = Pt(12)


def _print_copies(cell: _Cell, official: Official, words: Words) -> None:
    add_text(get_first_line(cell), words.say("paper.copies"), COPIES_TITLE)
    lines = [f"{clean_text(recipient)};" for recipient in official.copies]
    lines.append(words.say("paper.archive", drafter=fill_open(official.head.drafter)))
    for line in lines:
        about = add_text(cell.add_paragraph(), f"-\t{line}", COPY).paragraph_format
        about.left_indent, about.first_line_indent = Mm(DASH), Mm(-DASH)


def _print_signer(cell: _Cell, official: Official) -> None:
    offices = official.head.signer_offices or ("",)
    for number, office in enumerate(offices):
        line = get_first_line(cell) if number == 0 else cell.add_paragraph()
        add_text(line, fill_open(office).upper(), OFFICE)
    name = add_text(cell.add_paragraph(), fill_open(official.head.signer_name), NAME)
    name.paragraph_format.space_before = ROOM
