"""Which signs the typeface of our pictures and pages has: Roboto, carried by a package."""

import re
import struct
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Roboto"  # every Vietnamese letter, and the same on every machine
UNKNOWN = "\ufffd"  # printed for a sign that the typeface has not
OUR_MARKS = "●◕◐○◌↩→■▲▼"  # marks of ours, which a face that Typst carries has
TABLE, GROUPS = 16, 12  # bytes of an entry; the format of a cmap that lists spans


@cache
def find_font_folder() -> Path:
    """Where its files lie."""
    return Path(str(files("font_roboto"))) / "files"


def replace_undrawable_signs(text: str) -> str:
    """The text in one form, with UNKNOWN for every sign that our typefaces have not:
    another machine would draw it from another font, or not at all."""
    return _build_undrawable_pattern().sub(UNKNOWN, unicodedata.normalize("NFC", text))


@cache
def _build_undrawable_pattern() -> re.Pattern[str]:
    spans = "".join(
        f"\\U{first:08x}-\\U{last:08x}" for first, last in _read_code_spans() if first >= 32
    )
    return re.compile(f"[^\n\u200b{OUR_MARKS}{spans}]")


def _read_code_spans() -> list[tuple[int, int]]:
    """The code points that the regular face has, as first and last (its table cmap, whose
    format 12 lists them so)."""
    face = (find_font_folder() / "Roboto-Regular.ttf").read_bytes()
    count = struct.unpack_from(">H", face, 4)[0]
    entries = [struct.unpack_from(">4s4xL", face, 12 + TABLE * number) for number in range(count)]
    start = dict(entries)[b"cmap"]
    tables = struct.unpack_from(">H", face, start + 2)[0]
    for number in range(tables):
        offset = start + struct.unpack_from(">L", face, start + 8 + 8 * number)[0]
        if struct.unpack_from(">H", face, offset)[0] == GROUPS:
            groups = struct.unpack_from(">L", face, offset + 12)[0]
            return [
                struct.unpack_from(">LL", face, offset + 16 + GROUPS * group)
                for group in range(groups)
            ]
    raise RuntimeError("the typeface does not list its signs")
