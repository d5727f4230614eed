"""Web pages: tables in HTML, as a file of its own, often named .xls, or in a web archive (.mht).
Run as a program, confined."""

import re
from email import message_from_bytes
from email.message import Message
from email.policy import default
from html.parser import HTMLParser
from typing import Any

from intake.reading.confined import run_reader
from intake.reading.extracts import Extract, Passage, convert_text
from intake.reading.grids import RAISED
from intake.reading.package_texts import Notes
from intake.reading.sheets import Merged
from intake.tables import MOST_COLUMNS, MOST_ROWS, Unreadable

ARCHIVED = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\w-]+:[ \t]", re.ASCII)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LINE_WORDS = """
address article blockquote br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr
li main nav ol p pre section ul
"""
LINES = frozenset(LINE_WORDS.split())
SILENT = frozenset({"script", "style", "title", "template", "noscript", "comment", "xml"})
STRUCK = frozenset({"s", "strike", "del"})
VOID = frozenset({"br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
LIFTED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
CROSSED = re.compile(r"text-decoration[^;]*:[^;]*line-through", re.IGNORECASE)
CLASS = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,4000})\}")
SAID = ("alt", "title", "content", "href")
HEADERS = ("from", "to", "cc", "subject", "reply-to")
FRAMES = re.compile(r"<frame\s", re.IGNORECASE)


class TableInPage:
    """A table while it is read: its rows, and the blocks that reach into those below."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.merged: list[Merged] = []
        self.hidden: set[int] = set()
        self._taken: dict[int, int] = {}  # by column: the last row of the block in it
        self.text: list[str] | None = None  # of the cell that is open
        self._spans = (1, 1)

    def begin_row(self, *, is_hidden: bool) -> None:
        """A new row; what was open ends. Raises Unreadable past the limits."""
        self.end_cell()
        if len(self.rows) >= MOST_ROWS:
            raise Unreadable("file.too_many_rows", most=MOST_ROWS)
        self.rows.append([])
        if is_hidden:
            self.hidden.add(len(self.rows))

    def begin_cell(self, width: int, height: int) -> None:
        """A new cell, of so many columns and rows."""
        if not self.rows:
            self.begin_row(is_hidden=False)
        self.end_cell()
        self.text, self._spans = [], (width, height)

    def end_cell(self) -> None:
        """The cell that is open, if one is, at its place. Raises Unreadable past the limits."""
        if self.text is None:
            return
        row, number = self.rows[-1], len(self.rows)
        value, self.text = convert_text(tidy("".join(self.text)), number), None
        while self._taken.get(len(row), 0) >= number:
            row.append("")
        column, (width, height) = len(row), self._spans
        if column + width > MOST_COLUMNS:
            if value != "":
                raise Unreadable("file.too_wide", most=MOST_COLUMNS)
            return
        row += [value, *[""] * (width - 1)]
        if height > 1 or width > 1:
            self.merged.append(Merged(column, number, column + width - 1, number + height - 1))
        if height > 1:
            self._taken |= dict.fromkeys(range(column, column + width), number + height - 1)

    def build_passage(self) -> Passage:
        """The table as it stands."""
        self.end_cell()
        return Passage(
            self.rows, is_table=True, merged=tuple(self.merged), hidden=frozenset(self.hidden)
        )


class PageReader(HTMLParser):
    """Gathers the passages of a page, and what is beside them."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self._notes = notes
        self._tables: list[TableInPage] = []
        self._line: list[str] = []  # of the text outside of tables
        self._aside: list[tuple[str, int, str]] = []  # what is open: its tag, how deep, its place
        self._raised: list[str] = []  # the tags that are open within raised letters
        self._styles: dict[str, str] = {}  # by class, as the page declares them

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the tag begins."""
        said = {name: value or "" for name, value in attrs}
        for name in said.get("class", "").split():
            said["style"] = f"{said.get('style', '')};{self._styles.get(name, '')}"
        for name in SAID:
            self._notes.add("hidden_parts", said.get(name, ""))
        if self._is_within_aside(tag):
            return
        if tag in ("td", "th", "tr"):
            self._begin_in_table(tag, said)
        elif place := find_aside(tag, said):
            self._aside.append((tag, 1, place))
        elif tag == "table":
            self._end_line()
            self._tables.append(TableInPage())
        elif tag == "sup" or LIFTED.search(said.get("style", "")) or tag in self._raised:
            self._raised.append(tag)
        elif tag == "input":
            self._add(read_input(said))
        elif tag in LINES:
            self._break_line()

    def _is_within_aside(self, tag: str) -> bool:
        """Does the tag begin within an element that is not shown, or struck out? One that was
        never closed swallows no cell."""
        if not self._aside:
            return False
        top, depth, place = self._aside[-1]
        if tag in ("td", "th", "tr", "table") and place != "hidden_parts":
            self._aside.clear()
            return False
        if top == tag:
            self._aside[-1] = (top, depth + 1, place)
        return True

    def _begin_in_table(self, tag: str, said: dict[str, str]) -> None:
        if not self._tables:
            return
        style = said.get("style", "")
        if tag == "tr":
            is_hidden = UNSEEN.search(style) is not None or "hidden" in said
            self._tables[-1].begin_row(is_hidden=is_hidden)
            return
        self._tables[-1].begin_cell(read_span(said, "colspan"), read_span(said, "rowspan"))
        self._raised.clear()
        if CROSSED.search(style):
            self._aside.append((tag, 1, "struck"))

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if self._aside:
            top, depth, place = self._aside[-1]
            if top == tag:
                self._aside[-1:] = [(top, depth - 1, place)] if depth > 1 else []
            return
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._tables[-1].end_cell()
        elif self._raised and tag == self._raised[-1]:
            self._raised.pop()
        elif tag in LINES:
            self._break_line()

    def handle_data(self, data: str) -> None:
        """Text: of a cell, of a paragraph, or beside them."""
        if self._aside:
            tag, _, place = self._aside[-1]
            if tag == "style":
                self._styles |= dict(CLASS.findall(data))
            if place == "struck":
                self._notes.doubt(data)
            else:
                self._notes.add(place, data)
        else:
            self._add(data.translate(RAISED) if self._raised else data)

    def handle_comment(self, data: str) -> None:
        """A remark in the page that nobody sees."""
        self._notes.add("hidden_parts", data)

    def end_page(self) -> None:
        """End all that is open."""
        self.close()
        while self._tables:
            self._end_table()
        self._end_line()

    def _end_table(self) -> None:
        passage = self._tables.pop().build_passage()
        if any(cell != "" for row in passage.rows for cell in row):
            self.passages.append(passage)

    def _add(self, text: str) -> None:
        bare = re.sub(r"[ \t\r\n\f]+", " ", text)
        if not self._tables:
            self._line.append(bare)
        elif (cell := self._tables[-1].text) is not None:
            cell.append(bare)
        elif bare.strip():  # between the cells of a table: shown above it
            self.passages.append(Passage([[convert_text(bare)]]))

    def _break_line(self) -> None:
        if self._tables:
            if self._tables[-1].text is not None:
                self._tables[-1].text.append("\n")
        else:
            self._end_line()

    def _end_line(self) -> None:
        text = convert_text(tidy("".join(self._line)))
        self._line = []
        if text != "":
            self.passages.append(Passage([[text]]))


def find_aside(tag: str, said: dict[str, str]) -> str:
    """Where the text of an element is that does not stand in the page as it is shown, or does so
    struck out."""
    style = said.get("style", "")
    if tag in VOID or tag in ("body", "html"):
        return ""
    if tag in SILENT:
        return "comments" if tag == "comment" else "hidden_parts"
    if UNSEEN.search(style) or "hidden" in said:
        return "hidden_parts"
    return "struck" if tag in STRUCK or CROSSED.search(style) else ""


def read_input(said: dict[str, str]) -> str:
    """What a field of a form shows."""
    if said.get("type") in ("checkbox", "radio"):
        return "☑" if "checked" in said else "☐"
    return said.get("value", "")


def read_span(said: dict[str, str], name: str) -> int:
    """How many columns or rows a cell says that it takes."""
    text = said.get(name, "1").strip()
    most = MOST_COLUMNS if name == "colspan" else MOST_ROWS
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 9 else 1


def tidy(text: str) -> str:
    """The lines of a text without blanks around them, and without empty ones."""
    lines = (line.strip(" \u00a0") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def extract_pages(content: bytes) -> Extract:
    """The passages of a page, or of each page of a web archive. Raises Unreadable."""
    notes = Notes()
    left_out: set[str] = set()
    if ARCHIVED.match(content):
        pages = _open_archive(content, notes, left_out)
    else:
        pages = [decode_page(content)]
    documents = tuple(_read_page(page, notes) for page in pages)
    has_table = any(passage.is_table for document in documents for passage in document)
    if not has_table and any(FRAMES.search(page) for page in pages):
        raise Unreadable("file.to_save_as", kind="frames")
    return Extract(
        documents=documents,
        texts=notes.texts,
        left_out=tuple(sorted(left_out)),
        doubtful=tuple(notes.doubtful),
    )


def _read_page(page: str, notes: Notes) -> tuple[Passage, ...]:
    reader = PageReader(notes)
    reader.feed(page)
    reader.end_page()
    return tuple(reader.passages)


def _open_archive(content: bytes, notes: Notes, left_out: set[str]) -> list[str]:
    """The pages of a web archive; what stands at its head is noted, and that it has more."""
    message: Message = message_from_bytes(content, policy=default)
    notes.texts["properties"] = [str(message[name]) for name in HEADERS if message[name]]
    pages = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            pages.append(decode_page(payload if isinstance(payload, bytes) else b""))
        elif part.get_content_maintype() == "image":
            left_out.add("pictures")
        elif not part.is_multipart():
            left_out.add("others")
    return pages


def decode_page(content: bytes) -> str:
    """The text of a page: by its mark, as UTF-8, by the name it gives, else as Windows wrote
    Vietnamese. Raises Unreadable."""
    mark = next((name for start, name in MARKS if content.startswith(start)), None)
    named = CHARSET.search(content[:4096])
    own = named[1].decode("ascii") if named else "windows-1258"
    for name in [mark] if mark else ["utf-8", own]:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable("file.encoding_unknown")


if __name__ == "__main__":
    from intake.reading import web_pages

    run_reader(web_pages.extract_pages)
