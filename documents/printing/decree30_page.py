"""The page of Decree 30/2020: A4, its margins, its font, and numbers from the second page on."""

import io
from datetime import datetime
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from documents.printing.paragraphs import (
    CENTRE,
    FONT,
    JUSTIFIED,
    TextStyle,
    add_text,
    build_element,
)

WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
TEXT_WIDTH = WIDTH - LEFT - RIGHT
HEADER = 10  # the number stands in the top margin
TEXT_SIZE, NUMBER_SIZE = 14, 13
LONG_AGO = datetime(2018, 7, 9)  # a paper says nothing of the moment it was printed
HEADINGS, CAPTION = ("Heading 1", "Heading 2"), "Caption"
TABLES = ("TableNormal", "TableGrid")
STYLES = ("Normal", *HEADINGS, CAPTION)
FIRST_LINE, BETWEEN = 12.7, 6  # mm, points
MARK = TextStyle(12, bold=True)
AFTER_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid")
THUMBNAIL = RELATIONSHIP_TYPE.THUMBNAIL
SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def build_paper(title: str, author: str) -> Paper:
    """An empty paper of the decree's page."""
    paper = Document(io.BytesIO(_build_empty_file()))
    about = paper.core_properties
    about.title, about.subject = title[:255], ""
    about.author = about.last_modified_by = author[:255]
    about.comments, about.language = "", "vi-VN"
    about.created = about.modified = LONG_AGO
    return paper


@cache
def _build_empty_file() -> bytes:
    """python-docx's own empty file, with the decree's page and styles; without the picture of
    its first page and the many table styles that our papers do not use."""
    paper = Document()
    _set_fonts(paper)
    _set_title_styles(paper)
    _set_page_layout(paper.sections[0])
    for style in paper.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in TABLES:
            style.getparent().remove(style)
    relations = paper.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype == THUMBNAIL]:
        del relations[name]
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def add_annex_pages(paper: Paper) -> None:
    """Go on with pages that are numbered on their own: those of an annex."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    # Word wants its own order of the parts
    section._sectPr.insert_element_before(build_element("w:pgNumType", start="1"), *AFTER_NUMBERS)


def mark_pages(paper: Paper, text: str) -> None:
    """The text at the foot of every page, those of annexes too."""
    section = paper.sections[0]
    for foot in (section.first_page_footer, section.footer):
        foot.is_linked_to_previous = False
        add_text(foot.paragraphs[0], text, MARK)


def _set_fonts(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    normal.font.size = Pt(TEXT_SIZE)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    defaults = paper.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _set_one_font(fonts)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    for name in STYLES:
        style = paper.styles[name]
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_one_font(style.element.get_or_add_rPr().get_or_add_rFonts())


def _set_one_font(fonts: Any) -> None:  # python-docx leaves its elements untyped
    for theme in THEMES:
        fonts.attrib.pop(qn(theme), None)
    for script in SCRIPTS:
        fonts.set(qn(script), FONT)


def _set_title_styles(paper: Paper) -> None:
    """The styles of headings and captions, for who goes on writing in Word."""
    for name in STYLES[1:]:
        style = paper.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(TEXT_SIZE), True, False
        about = style.paragraph_format
        about.space_before, about.space_after = Pt(0), Pt(BETWEEN)
        about.keep_with_next = name != CAPTION
        about.alignment = CENTRE if name == CAPTION else JUSTIFIED
        about.first_line_indent = None if name == CAPTION else Mm(FIRST_LINE)
    paper.styles[CAPTION].font.size = Pt(NUMBER_SIZE)


def _set_page_layout(section: Section) -> None:
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(HEADER)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    _print_page_number(section.header.paragraphs[0])


def _print_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size = Pt(NUMBER_SIZE)
    instruction = build_element("w:instrText")
    instruction.text = "PAGE"
    marks = [build_element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    placeholder = build_element("w:t")
    placeholder.text = "2"
    for part in (marks[0], instruction, marks[1], placeholder, marks[2]):
        run._r.append(part)
