"""What the sheets and columns of the catalogue's workbook are called: by us, and by who sent it."""

from collections.abc import Mapping
from typing import NamedTuple

from actions.catalogue.files import Rows


class Names(NamedTuple):
    """The file of each sheet's title, and of each file the field of each heading; what the
    sheets are called for who reads, and the sheet that only explains, in every language."""

    sheets: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    titles: tuple[str, ...]
    about: frozenset[str] = frozenset()


class CatalogueWorkbook(NamedTuple):
    """The files that a workbook holds, and what their sheets and, by field, their columns are
    called in it."""

    files: dict[str, Rows]
    sheets: dict[str, str]
    headings: dict[str, dict[str, str]]
