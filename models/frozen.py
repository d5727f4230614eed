"""The catalogue that older issues carry, as bytes that can be read again.

Reports published before the rules had versions (models/rule_versions.py) keep the catalogue they
were counted with, under their seal. Later issues keep none.
"""

import io
from typing import NamedTuple
from zipfile import ZipFile

import pandas as pd

from models.snapshots import Catalogue

FRAMES = ("units", "successions", "tasks", "periods")


class Frozen(NamedTuple):
    """A catalogue and its assignments of every period."""

    catalogue: Catalogue
    assignments: pd.DataFrame


def thaw_catalogue(content: bytes) -> Frozen:
    """The catalogue of an issue, each column of the type it had."""
    with ZipFile(io.BytesIO(content)) as archive:
        frames = {
            name: pd.read_feather(io.BytesIO(archive.read(name)))
            for name in (*FRAMES, "assignments")
        }
    return Frozen(Catalogue(*(frames[name] for name in FRAMES)), frames["assignments"])
