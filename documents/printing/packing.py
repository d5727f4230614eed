"""Packing: ZIP files whose bytes say nothing of the moment they were made."""

import io
from collections.abc import Callable, Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def build_zip(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The files by name, in their order, as one ZIP: the same files, the same bytes.

    Raises RuntimeError where two have one name: the second would hide the first.
    """
    stream = io.BytesIO()
    names: set[str] = set()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name in names:
                raise RuntimeError(f"two files are called {name}")
            names.add(name)
            part = ZipInfo(name, BEGINNING_OF_ZIP)
            part.external_attr = READABLE
            archive.writestr(part, content, ZIP_DEFLATED)
    return stream.getvalue()


def keep_content(_name: str, content: bytes) -> bytes:
    return content


def rebuild_zip(archive: bytes, *, mend: Callable[[str, bytes], bytes] = keep_content) -> bytes:
    """The same ZIP without its moments, each file as `mend` makes it."""
    with ZipFile(io.BytesIO(archive)) as parts:
        return build_zip((name, mend(name, parts.read(name))) for name in parts.namelist())
