"""Official papers as Decree 30/2020 has them, printed as DOCX.

An Official (documents/printing/official.py) goes in; out comes a file that Word opens and that is
ready to be read, completed and signed. The same paper always gives the same bytes.
"""

import io
from collections import Counter
from xml.etree import ElementTree
from zipfile import ZipFile

from docx.document import Document as Paper
from docx.shared import Pt

from documents.printing.decree30_body import print_body
from documents.printing.decree30_foot import print_foot
from documents.printing.decree30_head import TITLE, print_centred, print_head
from documents.printing.decree30_page import TEXT_WIDTH, add_annex_pages, build_paper, mark_pages
from documents.printing.official import (
    Annex,
    Official,
    add_end_mark,
    clean_text,
    fill_open,
    is_symbol_open,
    list_paper_cells,
    list_texts,
    pad_number,
)
from documents.printing.packing import rebuild_zip
from documents.printing.paragraphs import TextStyle, add_text, set_outline_level
from locales.words import Words

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, TAB = f"{WORDS}t", f"{WORDS}tab"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BODY, FOOT = "word/document.xml", "word/footer"
ORIGIN = TextStyle(14, italic=True)


def build_official_docx(official: Official, words: Words) -> bytes:
    """The paper as a file. `words` are those of its fixed phrases, as a rule Vietnamese.

    The file is opened again before it is given out: RuntimeError where a text that was put
    in is not in it.
    """
    paper = build_paper(clean_text(official.about), clean_text(official.head.body))
    if official.mark:
        mark_pages(paper, clean_text(official.mark))
    print_head(paper, official, words)
    print_body(paper, add_end_mark(official.body))
    print_foot(paper, official, words)
    for annex in official.annexes:
        _print_annex(paper, annex, official, words=words)
    printed = io.BytesIO()
    paper.save(printed)
    content = rebuild_zip(printed.getvalue())
    lost_in_print = find_lost_texts(official, content)
    if lost_in_print:
        raise RuntimeError(f"not in the printed paper: {lost_in_print}")
    return content


def read_text(content: bytes) -> str:
    """All that a DOCX says in its body, a paragraph a line."""
    with ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(_read_lines(parts.read(BODY)))


def find_lost_texts(official: Official, content: bytes) -> list[str]:
    """The texts of the paper that its file does not have, but for capitals; those of cells as
    often as they were put in."""
    with ZipFile(io.BytesIO(content)) as parts:
        feet = sorted(name for name in parts.namelist() if name.startswith(FOOT))
        texts = [line for name in (BODY, *feet) for line in _read_lines(parts.read(name))]
    lines = Counter(text.upper() for text in texts)
    cells = Counter(clean_text(text) for text in list_paper_cells(official))
    lost = [text for text, times in cells.items() if text and lines[text.upper()] < times]
    printed = "\n".join(lines)
    wanted = {
        clean_text(text).removesuffix("./.").rstrip(" .;"): None for text in list_texts(official)
    }
    wanted = {text: None for text in wanted if text not in cells}
    return lost + [text for text in wanted if text.upper() not in printed]


def _read_lines(part: bytes) -> list[str]:
    """What a part says, and what its pictures say to who cannot see them."""
    tree = ElementTree.fromstring(part)
    lines = [
        "".join(part.text or " " for part in paragraph.iter() if part.tag in (TEXT, TAB))
        for paragraph in tree.iter(f"{WORDS}p")
    ]
    return lines + [picture.get("descr", "") for picture in tree.iter(PICTURE)]


def _print_annex(paper: Paper, annex: Annex, official: Official, *, words: Words) -> None:
    """Pages of its own: its number, its title, and the paper that it belongs to."""
    add_annex_pages(paper)
    number = format_annex_number(annex.number, words)
    set_outline_level(add_text(paper.add_paragraph(), number, TITLE), 1)
    print_centred(paper.add_paragraph(), fill_open(annex.title).upper(), TITLE, within=TEXT_WIDTH)
    for line in paper.paragraphs[-2:]:
        line.paragraph_format.keep_with_next = True
    origin = add_text(paper.add_paragraph(), _format_origin(official, words), ORIGIN)
    origin.paragraph_format.space_after = Pt(12)
    print_body(paper, annex.body)


def format_annex_number(number: str, words: Words) -> str:
    """Phụ lục I; without a number where there is one only."""
    return words.say("paper.annex", number=clean_text(number)).strip()


def _format_origin(official: Official, words: Words) -> str:
    day = official.dated
    key = "paper.attached" if day else "paper.attached_undated"
    kind = clean_text(official.kind).capitalize() or words.say("paper.letter")
    facts = {"number": pad_number(official.number), "symbol": fill_open(official.symbol)}
    alone = is_symbol_open(official)
    number = words.say("paper.attached_number" if alone else "paper.number_only", **facts)
    return words.say(key, kind=kind, number=number, day=day, year=official.year)
