"""The page of Decree 30/2020: A4, its margins, its font, and numbers from the second page on."""

from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from documents.paragraphs import CENTRE, FONT, element

WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
TEXT_WIDTH = WIDTH - LEFT - RIGHT
HEADER = 10  # the number stands in the top margin
TEXT_SIZE, NUMBER_SIZE = 14, 13
LONG_AGO = datetime(2018, 7, 9)  # a paper says nothing of the moment it was printed
SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def new_paper(title: str, author: str) -> Paper:
    """An empty paper of the decree's page."""
    paper = Document()
    _fonts(paper)
    _lay_out(paper.sections[0])
    about = paper.core_properties
    about.title, about.subject = title[:255], ""
    about.author = about.last_modified_by = author[:255]
    about.comments, about.language = "", "vi-VN"
    about.created = about.modified = LONG_AGO
    return paper


def new_pages(paper: Paper) -> None:
    """Go on with pages that are numbered on their own: those of an annex."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section._sectPr.append(element("w:pgNumType", start="1"))


def _fonts(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(TEXT_SIZE)
    normal.font.color.rgb = RGBColor(0, 0, 0)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    defaults = paper.styles.element.find(qn("w:docDefaults"))
    for fonts in (
        normal.element.get_or_add_rPr().get_or_add_rFonts(),
        *defaults.iter(qn("w:rFonts")),
    ):
        for theme in THEMES:
            fonts.attrib.pop(qn(theme), None)
        for script in SCRIPTS:
            fonts.set(qn(script), FONT)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def _lay_out(section: Section) -> None:
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(HEADER)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    _number(section.header.paragraphs[0])


def _number(paragraph: Paragraph) -> None:
    """The page's number, in the middle."""
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size = Pt(NUMBER_SIZE)
    asked = element("w:instrText")
    asked.text = "PAGE"
    marks = [element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    shown = element("w:t")
    shown.text = "2"
    for part in (marks[0], asked, marks[1], shown, marks[2]):
        run._r.append(part)
