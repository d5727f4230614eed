"""A workbook of the catalogue that cannot be opened."""

from actions.refusals import Refused
from intake.findings import Finding


class CatalogueUnread(Refused):
    """`finding` says why, as of any return."""

    def __init__(self, file: str, finding: Finding) -> None:
        super().__init__("catalogue_unread", file=file)
        self.finding = finding
