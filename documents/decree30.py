"""Official papers as Decree 30/2020 has them, printed as DOCX.

An Official (documents/official.py) goes in; out comes a file that Word opens and that is
ready to be read, completed and signed. The same paper always gives the same bytes.
"""

import io
from collections import Counter
from xml.etree import ElementTree
from zipfile import ZipFile

from docx.document import Document as Paper
from docx.shared import Pt

from documents.decree30_body import body
from documents.decree30_foot import foot
from documents.decree30_head import TITLE, head, in_middle
from documents.decree30_page import TEXT_WIDTH, mark_pages, new_pages, new_paper
from documents.official import (
    Annex,
    Official,
    cells_of,
    is_symbol_open,
    numbered,
    printable,
    texts,
    told,
    with_end,
)
from documents.packing import repacked
from documents.paragraphs import Set, outlined, put
from locales.words import Words

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, TAB = f"{WORDS}t", f"{WORDS}tab"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BODY, FOOT = "word/document.xml", "word/footer"
ATTACHED = Set(14, italic=True)


def official_docx(official: Official, words: Words) -> bytes:
    """The paper as a file. `words` are those of its fixed phrases, as a rule Vietnamese.

    The file is opened again before it is given out: RuntimeError where a text that was put
    in is not in it.
    """
    paper = new_paper(printable(official.about), printable(official.head.body))
    if official.mark:
        mark_pages(paper, printable(official.mark))
    head(paper, official, words)
    body(paper, with_end(official.body))
    foot(paper, official, words)
    for annex in official.annexes:
        _annex(paper, annex, official, words=words)
    printed = io.BytesIO()
    paper.save(printed)
    content = repacked(printed.getvalue())
    lost = lost_texts(official, content)
    if lost:
        raise RuntimeError(f"not in the printed paper: {lost}")
    return content


def printed_text(content: bytes) -> str:
    """All that a DOCX says in its body, a paragraph a line."""
    with ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(_lines(parts.read(BODY)))


def lost_texts(official: Official, content: bytes) -> list[str]:
    """The texts of the paper that its file does not have, but for capitals; those of cells as
    often as they were put in."""
    lines = Counter(line.upper() for line in _all_lines(content))
    cells = Counter(printable(text) for text in cells_of(official))
    lost = [text for text, times in cells.items() if text and lines[text.upper()] < times]
    there = "\n".join(lines)
    wanted = {printable(text).removesuffix("./.").rstrip(" .;"): None for text in texts(official)}
    wanted = {text: None for text in wanted if text not in cells}
    return lost + [text for text in wanted if text.upper() not in there]


def _all_lines(content: bytes) -> list[str]:
    """What the body and the feet of pages say, and what pictures say to who cannot see them."""
    with ZipFile(io.BytesIO(content)) as parts:
        feet = sorted(name for name in parts.namelist() if name.startswith(FOOT))
        return [line for name in (BODY, *feet) for line in _lines(parts.read(name))]


def _lines(part: bytes) -> list[str]:
    tree = ElementTree.fromstring(part)
    lines = [_line(paragraph) for paragraph in tree.iter(f"{WORDS}p")]
    return lines + [picture.get("descr", "") for picture in tree.iter(PICTURE)]


def _line(paragraph: ElementTree.Element) -> str:
    texts_and_tabs = (part for part in paragraph.iter() if part.tag in (TEXT, TAB))
    return "".join(part.text or " " for part in texts_and_tabs)


def _annex(paper: Paper, annex: Annex, official: Official, *, words: Words) -> None:
    """Pages of its own: its number, its title, and the paper that it belongs to."""
    new_pages(paper)
    number = words.say("paper.annex", number=printable(annex.number)).strip()
    outlined(put(paper.add_paragraph(), number, TITLE), 1)
    in_middle(paper.add_paragraph(), told(annex.title).upper(), TITLE, within=TEXT_WIDTH)
    for line in paper.paragraphs[-2:]:
        line.paragraph_format.keep_with_next = True
    attached = put(paper.add_paragraph(), _attached(official, words), ATTACHED)
    attached.paragraph_format.space_after = Pt(12)
    body(paper, annex.body)


def _attached(official: Official, words: Words) -> str:
    day = official.dated
    key = "paper.attached" if day else "paper.attached_undated"
    kind = printable(official.kind).capitalize() or words.say("paper.letter")
    facts = {"number": numbered(official.number), "symbol": told(official.symbol)}
    alone = is_symbol_open(official)
    number = words.say("paper.attached_number" if alone else "paper.number_only", **facts)
    return words.say(key, kind=kind, number=number, day=day, year=official.year)
