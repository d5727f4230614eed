"""Pages set by Typst: a template of ours and data, as PDF. Same template, same data, same bytes.

A template is `documents/templates/<name>.typ`. It reads the data with
`json(bytes(sys.inputs.data))`, so that data is text and never Typst's own language; it can
open no file but the templates. It sets the document's date: to none, or to one of the data.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from documents.typefaces import folder

TEMPLATES = Path(__file__).parent / "templates"
CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if code != 10}


def pdf(template: str, data: Mapping[str, object], *, archival: bool = False) -> bytes:
    """The pages that `template` makes of `data` (what JSON can hold); where they are
    `archival`, PDF/UA-1 and PDF/A-2a, for who reads by ear and who opens it in thirty years.

    Signs that no paper can show (controls) become blanks, broken halves of letters "?". A fault
    in the template is ours: typst.TypstError. So is a sign without a face on archival pages.
    """
    asked = _asked(template, data)
    if archival:
        asked["pdf_standards"] = ["ua-1", "a-2a"]
    return _one_file(typst.compile(format="pdf", timestamp=0, **asked))


def png(template: str, data: Mapping[str, object], *, resolution: float) -> bytes:
    """The one page that `template` makes of `data`, as dots, so many to the inch."""
    return _one_file(typst.compile(format="png", ppi=resolution, **_asked(template, data)))


def _asked(template: str, data: Mapping[str, object]) -> dict[str, Any]:  # typst's arguments
    return {
        "input": TEMPLATES / f"{template}.typ",
        "root": TEMPLATES,
        "font_paths": _fonts(),
        "sys_inputs": {"data": json.dumps(_printable(data), ensure_ascii=False)},
    }


def _one_file(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("one paper is one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Roboto, and for signs that it has not those that Typst carries: what a machine has of
    its own must not change a paper."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder())]
    )


def _printable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").translate(CONTROLS)
    if isinstance(value, Mapping):
        return {str(name): _printable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value
