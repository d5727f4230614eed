"""The head of an official paper: who issues it, the country and its motto, number and day,
what it is about, and to whom (Decree 30/2020, Annex I, cells 1 to 5 and 9a)."""

from dataclasses import replace

from docx.document import Document as Paper
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents.decree30_page import TEXT_WIDTH
from documents.letter_widths import balanced, width
from documents.official import Official, is_symbol_open, numbered, printable, told
from documents.paragraphs import CENTRE, JUSTIFIED, Set, columns, element, first_line, put, rule
from locales.words import Words

ISSUER, COUNTRY = 64.0, 96.0  # mm; 40 : 60, as the official samples part the page
SUPERIOR, BODY = Set(12), Set(12, bold=True)
NATION, MOTTO = Set(12, bold=True), Set(13, bold=True)
NUMBER, DATED, SUBJECT = Set(13), Set(13, italic=True), Set(12)
DRAFT = Set(12, bold=True)
TITLE, TO = Set(14, bold=True), Set(14, alignment=JUSTIFIED)
RULE_SHARE = 0.4  # of the text above it: between a third and a half
COLON = 45.0  # mm from the left: where the colon of Kính gửi stands above the dashes
DASH = 4.0
ONE_LINE = 150.0
SPARE = 1.06  # one printer's letters are a little wider than another's


def head(paper: Paper, official: Official, words: Words) -> None:
    """Both blocks, the number and the day level with each other, then the title and whom
    it addresses."""
    put_masthead(paper, official, words)
    _addressees(paper, official.addressees, words)


def put_masthead(paper: Paper, official: Official, words: Words) -> None:
    """The head without whom it addresses: of a paper that is handed to whoever brought a file."""
    table = columns(paper, (ISSUER, COUNTRY), rows=2)
    (issuer, country), (number, dated) = (row.cells for row in table.rows)
    _issuer(issuer, official)
    _country(country, words)
    put(first_line(number), _number(official, words), NUMBER)
    put(first_line(dated), _dated(official, words), DATED)
    for cell in (number, dated):
        first_line(cell).paragraph_format.space_before = Pt(6)
    if official.draft:
        _mark_draft(number.add_paragraph(), printable(official.draft))
    if not official.kind:
        about = words.say("paper.about", about=told(official.about))
        subject = in_middle(number.add_paragraph(), about, SUBJECT, within=ISSUER)
        subject.paragraph_format.space_before = Pt(6)
    else:
        _title(paper, official)


def _issuer(cell: _Cell, official: Official) -> None:
    superior, body = told(official.head.superior).upper(), told(official.head.body).upper()
    in_middle(first_line(cell), superior, SUPERIOR, within=ISSUER)
    in_middle(cell.add_paragraph(), body, BODY, within=ISSUER)
    rule(cell, length=_rule_length(body, BODY, within=ISSUER), within=ISSUER)


def _country(cell: _Cell, words: Words) -> None:
    motto = words.say("paper.motto")
    put(first_line(cell), words.say("paper.country"), NATION)
    put(cell.add_paragraph(), motto, MOTTO)
    rule(cell, length=width(motto, MOTTO.size, bold=True), within=COUNTRY)


def _mark_draft(line: Paragraph, text: str) -> None:
    """The mark of a draft, boxed."""
    line.paragraph_format.space_before = Pt(6)
    put(line, text, DRAFT)
    box = element("w:bdr", val="single", sz="6", space="2", color="000000")
    line.runs[-1].font.element.get_or_add_rPr().append(box)


def _number(official: Official, words: Words) -> str:
    if is_symbol_open(official):
        return words.say("paper.number_alone", number=numbered(official.number))
    return words.say("paper.number", number=numbered(official.number), symbol=told(official.symbol))


def _dated(official: Official, words: Words) -> str:
    place = told(official.head.place)
    if official.dated is None:
        return words.say("paper.undated", place=place, year=official.year)
    return words.say("paper.dated", place=place, day=official.dated)


def _title(paper: Paper, official: Official) -> None:
    """The kind of paper and its summary, with a rule beneath."""
    kind = put(paper.add_paragraph(), printable(official.kind).upper(), TITLE)
    kind.paragraph_format.space_before = Pt(18)
    about = told(official.about)
    in_middle(paper.add_paragraph(), about, TITLE, within=TEXT_WIDTH)
    length = _rule_length(about, TITLE, within=TEXT_WIDTH)
    rule(paper, length=length, within=TEXT_WIDTH)


def in_middle(line: Paragraph, text: str, how: Set, *, within: float) -> Paragraph:
    """The text in the middle of `within` mm; where it needs several lines, of like length."""
    lines = balanced(text, how.size, bold=how.bold, within=within / SPARE)
    if len(lines) > 1:
        longest = max(width(one, how.size, bold=how.bold) for one in lines)
        indent = Mm(max(0.0, (within - longest * SPARE) / 2))
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = indent
    return put(line, text, how)


def _addressees(paper: Paper, names: tuple[str, ...], words: Words) -> None:
    """One on the same line as the words; several beneath, their dashes under the colon."""
    to, first = words.say("paper.to"), paper.add_paragraph()
    if len(names) > 1:
        put(first, f"\t{to}", TO)
        first.paragraph_format.tab_stops.add_tab_stop(Mm(COLON), WD_TAB_ALIGNMENT.RIGHT)
        dash = COLON - width(":", TO.size)
        for number, name in enumerate(names, 1):
            end = "." if number == len(names) else ";"
            line = put(paper.add_paragraph(), f"-\t{told(name)}{end}", TO)
            _hang(line, dash, by=DASH)
    else:
        _only(first, to, told("".join(names)))
    first.paragraph_format.space_before = Pt(12)
    paper.paragraphs[-1].paragraph_format.space_after = Pt(12)


def _only(line: Paragraph, to: str, name: str) -> None:
    """In the middle where it fits in one line, else its further lines under its first."""
    if width(f"{to} {name}", TO.size) <= ONE_LINE:
        put(line, f"{to} {name}", replace(TO, alignment=CENTRE))
    else:
        put(line, f"{to}\t{name}", TO)
        _hang(line, 0, by=width(f"{to} ", TO.size))


def _hang(line: Paragraph, left: float, *, by: float) -> None:
    """Begin at `left` mm, and set all but the first word `by` mm further in."""
    about = line.paragraph_format
    about.left_indent, about.first_line_indent = Mm(left + by), Mm(-by)
    about.tab_stops.add_tab_stop(Mm(left + by))


def _rule_length(text: str, how: Set, *, within: float) -> float:
    lines = balanced(text, how.size, bold=how.bold, within=within)
    return RULE_SHARE * max(width(line, how.size, bold=how.bold) for line in lines)
