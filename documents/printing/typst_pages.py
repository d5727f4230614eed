"""Pages set by Typst: a template of ours and data, as PDF. Same template, same data, same bytes.

A template is `documents/printing/templates/<name>.typ`. It reads the data with
`json(bytes(sys.inputs.data))`, so that data is text and never Typst's own language; it can
open no file but the templates. It sets the document's date: to none, or to one of the data.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from documents.printing.typefaces import find_font_folder

TEMPLATES = Path(__file__).parent / "templates"
CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if code != 10}


def render_pdf(template: str, data: Mapping[str, object], *, archival: bool = False) -> bytes:
    """The pages that `template` makes of `data` (what JSON can hold); where they are
    `archival`, PDF/UA-1 and PDF/A-2a, for who reads by ear and who opens it in thirty years.

    Signs that no paper can show (controls) become blanks, broken halves of letters "?". A fault
    in the template is ours: typst.TypstError. So is a sign without a face on archival pages.
    """
    arguments = _build_arguments(template, data)
    if archival:
        arguments["pdf_standards"] = ["ua-1", "a-2a"]
    return _check_bytes(typst.compile(format="pdf", timestamp=0, **arguments))


def render_png(template: str, data: Mapping[str, object], *, resolution: float) -> bytes:
    """The one page that `template` makes of `data`, as dots, so many to the inch."""
    return _check_bytes(
        typst.compile(format="png", ppi=resolution, **_build_arguments(template, data))
    )


def _build_arguments(
    template: str, data: Mapping[str, object]
) -> dict[str, Any]:  # typst's arguments
    return {
        "input": TEMPLATES / f"{template}.typ",
        "root": TEMPLATES,
        "font_paths": _load_fonts(),
        "sys_inputs": {"data": json.dumps(_clean_data(data), ensure_ascii=False)},
    }


def _check_bytes(content: object) -> bytes:
    if not isinstance(content, bytes):
        raise TypeError("one paper is one file")
    return content


@cache
def _load_fonts() -> typst.Fonts:
    """Roboto, and for signs that it has not those that Typst carries: what a machine has of
    its own must not change a paper."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(find_font_folder())],
    )


def _clean_data(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").translate(CONTROLS)
    if isinstance(value, Mapping):
        return {str(name): _clean_data(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_data(item) for item in value]
    return value
