"""The foot of an official paper: who gets it, at the left; who signs it, at the right, with
the room for signature and seal that nobody may fill for them (cells 7, 8 and 9b)."""

from docx.document import Document as Paper
from docx.shared import Mm, Pt
from docx.table import _Cell

from documents.official import Official, printable, told
from documents.paragraphs import LEFT, Set, columns, first_line, put
from locales.words import Words

COPIES, SIGNER = 64.0, 96.0  # mm
OFFICE, NAME = Set(14, bold=True), Set(14, bold=True)
COPIES_TITLE = Set(12, bold=True, italic=True, alignment=LEFT)
PROOF = Set(10, alignment=LEFT)
COPY = Set(11, alignment=LEFT)
ROOM = Mm(25)  # for the signature
DASH = 2.5


def foot(paper: Paper, official: Official, words: Words) -> None:
    """Both blocks level with each other, kept with the end of the text."""
    before = paper.paragraphs[-1].paragraph_format
    before.keep_with_next = True
    before.space_after = Pt(12)
    copies, signer = columns(paper, (COPIES, SIGNER)).rows[0].cells
    _copies(copies, official, words)
    _signer(signer, official)
    if official.proof:
        proof = put(paper.add_paragraph(), printable(official.proof), PROOF)
        proof.paragraph_format.space_before = Pt(12)


def _copies(cell: _Cell, official: Official, words: Words) -> None:
    put(first_line(cell), words.say("paper.copies"), COPIES_TITLE)
    lines = [f"{printable(one)};" for one in official.copies]
    lines.append(words.say("paper.archive", drafter=told(official.head.drafter)))
    for line in lines:
        about = put(cell.add_paragraph(), f"-\t{line}", COPY).paragraph_format
        about.left_indent, about.first_line_indent = Mm(DASH), Mm(-DASH)


def _signer(cell: _Cell, official: Official) -> None:
    offices = official.head.signer_offices or ("",)
    for number, office in enumerate(offices):
        line = first_line(cell) if number == 0 else cell.add_paragraph()
        put(line, told(office).upper(), OFFICE)
    name = put(cell.add_paragraph(), told(official.head.signer_name), NAME)
    name.paragraph_format.space_before = ROOM
