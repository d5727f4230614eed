"""Why a workbook of the catalogue cannot be opened, in words."""

from actions.catalogue.unread import CatalogueUnread
from locales.findings import build_finding_sentence
from locales.words import Words


def build_unread_sentence(refused: CatalogueUnread, words: Words) -> str:
    """The file, and the sentence that a return of the same kind would get."""
    finding_sentence = build_finding_sentence(refused.finding, words)
    return words.say("refusal.catalogue_unread", count=None, **refused.facts, said=finding_sentence)
