"""Comments: what somebody wrote beside a cell of a workbook, by the cell."""

import html
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from intake.appearances import Comment

OURS = "Giám sát 18"  # who writes comments into a correction slip
MOST_READ = 4 * 1024 * 1024
MOST_COMMENTS = 200
LONGEST = 200
TARGET = re.compile(r"""<(?:\w+:)?Relationship\s[^>]*/comments["'][^>]*>""")
PATH = re.compile(r"""\bTarget=["']([^"']+)["']""")
AUTHOR = re.compile(r"<(?:\w+:)?author>([^<]*)</")
COMMENT = re.compile(r"<(?:\w+:)?comment\s([^>]*)>(.*?)</(?:\w+:)?comment>", re.DOTALL)
REFERENCE = re.compile(r"""\bref=["']([A-Z]{1,3}\d{1,7})["']""")
AUTHOR_NUMBER = re.compile(r"""\bauthorId=["'](\d{1,5})["']""")
TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")


def load_comments(archive: ZipFile, sheet: str) -> tuple[Comment, ...]:
    """The comments of the sheet whose part is `sheet`, but for our own."""
    folder, name = posixpath.split(sheet.lstrip("/"))
    relations = _read(archive, f"{folder}/_rels/{name}.rels")
    paths = [match[1] for found in TARGET.findall(relations) if (match := PATH.search(found))]
    comments = (
        comment
        for path in paths
        for comment in _parse(
            _read(archive, posixpath.normpath(posixpath.join("/", folder, path))[1:])
        )
    )
    return tuple(comments)[:MOST_COMMENTS]


def _read(archive: ZipFile, name: str) -> str:
    if name not in archive.namelist():
        return ""
    with archive.open(name) as raw:
        return raw.read(MOST_READ).decode("utf-8", "replace")


def _parse(part: str) -> Iterator[Comment]:
    authors = [html.unescape(author) for author in AUTHOR.findall(part)]
    for attributes, body in COMMENT.findall(part):
        reference, number = REFERENCE.search(attributes), AUTHOR_NUMBER.search(attributes)
        text = " ".join(html.unescape("".join(TEXT.findall(body))).split())[:LONGEST]
        author = authors[int(number[1])] if number and int(number[1]) < len(authors) else ""
        if reference is None or not text or author == OURS:
            continue
        letters, row = coordinate_from_string(reference[1])
        yield Comment(row, column_index_from_string(letters) - 1, text)
