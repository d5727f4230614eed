"""The head of an official paper: who issues it, the country and its motto, number and day,
what it is about, and to whom (Decree 30/2020, Annex I, cells 1 to 5 and 9a)."""

from dataclasses import replace

from docx.document import Document as Paper
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents.printing.decree30_page import TEXT_WIDTH
from documents.printing.letter_widths import break_evenly, measure_width
from documents.printing.official import Official, clean_text, fill_open, is_symbol_open, pad_number
from documents.printing.paragraphs import (
    CENTRE,
    JUSTIFIED,
    TextStyle,
    add_columns,
    add_text,
    build_element,
    draw_rule,
    get_first_line,
)
from locales.words import Words

ISSUER, COUNTRY = 64.0, 96.0  # mm; 40 : 60, as the official samples part the page
SUPERIOR, BODY = TextStyle(12), TextStyle(12, bold=True)
NATION, MOTTO = TextStyle(12, bold=True), TextStyle(13, bold=True)
NUMBER, DATED, SUBJECT = TextStyle(13), TextStyle(13, italic=True), TextStyle(12)
DRAFT = TextStyle(12, bold=True)
TITLE, TO = TextStyle(14, bold=True), TextStyle(14, alignment=JUSTIFIED)
RULE_SHARE = 0.4  # of the text above it: between a third and a half
COLON = 45.0  # mm from the left: where the colon of Kính gửi stands above the dashes
DASH = 4.0
ONE_LINE = 150.0
SPARE = 1.06  # one printer's letters are a little wider than another's


def print_head(paper: Paper, official: Official, words: Words) -> None:
    """Both blocks, the number and the day level with each other, then the title and whom
    it addresses."""
    print_masthead(paper, official, words)
    _print_addressees(paper, official.addressees, words)


def print_masthead(paper: Paper, official: Official, words: Words) -> None:
    """The head without whom it addresses: of a paper that is handed to whoever brought a file."""
    table = add_columns(paper, (ISSUER, COUNTRY), rows=2)
    (issuer, country), (number_cell, day_cell) = (row.cells for row in table.rows)
    _print_issuer(issuer, official)
    motto = words.say("paper.motto")
    add_text(get_first_line(country), words.say("paper.country"), NATION)
    add_text(country.add_paragraph(), motto, MOTTO)
    draw_rule(country, length=measure_width(motto, MOTTO.size, bold=True), within=COUNTRY)
    add_text(get_first_line(number_cell), _format_number(official, words), NUMBER)
    add_text(get_first_line(day_cell), _format_day(official, words), DATED)
    for cell in (number_cell, day_cell):
        get_first_line(cell).paragraph_format.space_before = Pt(6)
    if official.draft:
        _print_draft_mark(number_cell.add_paragraph(), clean_text(official.draft))
    if not official.kind:
        about = words.say("paper.about", about=fill_open(official.about))
        subject = print_centred(number_cell.add_paragraph(), about, SUBJECT, within=ISSUER)
        subject.paragraph_format.space_before = Pt(6)
    else:
        _print_title(paper, official)


def _print_issuer(cell: _Cell, official: Official) -> None:
    head = official.head
    superior, body = fill_open(head.superior).upper(), fill_open(head.body).upper()
    print_centred(get_first_line(cell), superior, SUPERIOR, within=ISSUER)
    print_centred(cell.add_paragraph(), body, BODY, within=ISSUER)
    draw_rule(cell, length=_compute_rule_length(body, BODY, within=ISSUER), within=ISSUER)


def _print_draft_mark(line: Paragraph, text: str) -> None:
    line.paragraph_format.space_before = Pt(6)
    add_text(line, text, DRAFT)
    box = build_element("w:bdr", val="single", sz="6", space="2", color="000000")
    line.runs[-1].font.element.get_or_add_rPr().append(box)


def _format_number(official: Official, words: Words) -> str:
    if is_symbol_open(official):
        return words.say("paper.number_alone", number=pad_number(official.number))
    return words.say(
        "paper.number", number=pad_number(official.number), symbol=fill_open(official.symbol)
    )


def _format_day(official: Official, words: Words) -> str:
    place = fill_open(official.head.place)
    if official.dated is None:
        return words.say("paper.undated", place=place, year=official.year)
    return words.say("paper.dated", place=place, day=official.dated)


def _print_title(paper: Paper, official: Official) -> None:
    """The kind of paper and its summary, with a rule beneath."""
    kind = add_text(paper.add_paragraph(), clean_text(official.kind).upper(), TITLE)
    kind.paragraph_format.space_before = Pt(18)
    about = fill_open(official.about)
    print_centred(paper.add_paragraph(), about, TITLE, within=TEXT_WIDTH)
    length = _compute_rule_length(about, TITLE, within=TEXT_WIDTH)
    draw_rule(paper, length=length, within=TEXT_WIDTH)


def print_centred(line: Paragraph, text: str, how: TextStyle, *, within: float) -> Paragraph:
    """The text in the middle of `within` mm; where it needs several lines, of like length."""
    lines = break_evenly(text, how.size, bold=how.bold, within=within / SPARE)
    if len(lines) > 1:
        longest = max(measure_width(line_text, how.size, bold=how.bold) for line_text in lines)
        indent = Mm(max(0.0, (within - longest * SPARE) / 2))
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = indent
    return add_text(line, text, how)


def _print_addressees(paper: Paper, names: tuple[str, ...], words: Words) -> None:
    """One on the same line as the words; several beneath, their dashes under the colon."""
    to, first = words.say("paper.to"), paper.add_paragraph()
    if len(names) > 1:
        add_text(first, f"\t{to}", TO)
        first.paragraph_format.tab_stops.add_tab_stop(Mm(COLON), WD_TAB_ALIGNMENT.RIGHT)
        dash = COLON - measure_width(":", TO.size)
        for number, name in enumerate(names, 1):
            end = "." if number == len(names) else ";"
            line = add_text(paper.add_paragraph(), f"-\t{fill_open(name)}{end}", TO)
            _indent_hanging(line, dash, by=DASH)
    else:
        _print_single_addressee(first, to, fill_open("".join(names)))
    first.paragraph_format.space_before = Pt(12)
    paper.paragraphs[-1].paragraph_format.space_after = Pt(12)


def _print_single_addressee(line: Paragraph, to: str, name: str) -> None:
    """In the middle where it fits in one line, else its further lines under its first."""
    if measure_width(f"{to} {name}", TO.size) <= ONE_LINE:
        add_text(line, f"{to} {name}", replace(TO, alignment=CENTRE))
    else:
        add_text(line, f"{to}\t{name}", TO)
        _indent_hanging(line, 0, by=measure_width(f"{to} ", TO.size))


def _indent_hanging(line: Paragraph, left: float, *, by: float) -> None:
    """Begin at `left` mm, and set all but the first word `by` mm further in."""
    about = line.paragraph_format
    about.left_indent, about.first_line_indent = Mm(left + by), Mm(-by)
    about.tab_stops.add_tab_stop(Mm(left + by))


def _compute_rule_length(text: str, how: TextStyle, *, within: float) -> float:
    lines = break_evenly(text, how.size, bold=how.bold, within=within)
    return RULE_SHARE * max(measure_width(line, how.size, bold=how.bold) for line in lines)
