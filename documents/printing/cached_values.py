"""Formulas with their values: openpyxl writes a formula alone, and who only reads the file
would see nothing."""

import re
from collections.abc import Mapping

CachedValues = Mapping[str, float | int]  # value by cell: {"B12": 49}
FORMULA = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)')


def insert_values(sheet: bytes, values: CachedValues) -> bytes:
    """The XML of a sheet whose formulas say what they come to, where `values` knows."""

    def insert_value(match: re.Match[bytes]) -> bytes:
        value = values.get(match[2].decode())
        return match[0] if value is None else match[1] + b"<v>%s</v>" % repr(value).encode()

    return FORMULA.sub(insert_value, sheet) if values else sheet
