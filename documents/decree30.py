"""Official papers as Decree 30/2020 has them, printed as DOCX.

An Official (documents/official.py) goes in; out comes a file that Word opens and that is
ready to be read, completed and signed. The same paper always gives the same bytes.
"""

import io
from xml.etree import ElementTree
from zipfile import ZipFile

from docx.document import Document as Paper
from docx.shared import Pt

from documents.decree30_body import body
from documents.decree30_foot import foot
from documents.decree30_head import TITLE, head, in_middle
from documents.decree30_page import TEXT_WIDTH, new_pages, new_paper
from documents.official import Annex, Official, numbered, printable, texts, told, with_end
from documents.packing import repacked
from documents.paragraphs import Set, put
from locales.words import Words

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, TAB = f"{WORDS}t", f"{WORDS}tab"
ATTACHED = Set(14, italic=True)


def official_docx(said: Official, words: Words) -> bytes:
    """The paper as a file. `words` are those of its fixed phrases, as a rule Vietnamese.

    The file is opened again before it is given out: RuntimeError where a text that was put
    in is not in it.
    """
    paper = new_paper(printable(said.about), printable(said.head.body))
    head(paper, said, words)
    body(paper, with_end(said.body))
    foot(paper, said, words)
    for annex in said.annexes:
        _annex(paper, annex, said, words=words)
    printed = io.BytesIO()
    paper.save(printed)
    content = repacked(printed.getvalue())
    lost = lost_texts(said, content)
    if lost:
        raise RuntimeError(f"not in the printed paper: {lost}")
    return content


def printed_text(content: bytes) -> str:
    """All that a DOCX says in its body, a paragraph a line."""
    with ZipFile(io.BytesIO(content)) as parts:
        tree = ElementTree.fromstring(parts.read("word/document.xml"))
    return "\n".join(_line(paragraph) for paragraph in tree.iter(f"{WORDS}p"))


def lost_texts(said: Official, content: bytes) -> list[str]:
    """The texts of the paper that its file does not have, but for capitals."""
    there = printed_text(content).upper()
    wanted = (printable(text).removesuffix("./.").rstrip(" .;") for text in texts(said))
    return [text for text in wanted if text.upper() not in there]


def _line(paragraph: ElementTree.Element) -> str:
    texts_and_tabs = (part for part in paragraph.iter() if part.tag in (TEXT, TAB))
    return "".join(part.text or " " for part in texts_and_tabs)


def _annex(paper: Paper, annex: Annex, said: Official, *, words: Words) -> None:
    """Pages of its own: its number, its title, and the paper that it belongs to."""
    new_pages(paper)
    number = words.say("paper.annex", number=printable(annex.number)).strip()
    put(paper.add_paragraph(), number, TITLE)
    in_middle(paper.add_paragraph(), told(annex.title).upper(), TITLE, within=TEXT_WIDTH)
    attached = put(paper.add_paragraph(), _attached(said, words), ATTACHED)
    attached.paragraph_format.space_after = Pt(12)
    body(paper, annex.body)


def _attached(said: Official, words: Words) -> str:
    day = said.dated
    key = "paper.attached" if day else "paper.attached_undated"
    kind = printable(said.kind).capitalize() or words.say("paper.letter")
    number = words.say("paper.number_only", number=numbered(said.number), symbol=told(said.symbol))
    return words.say(key, kind=kind, number=number, day=day, year=said.year)
