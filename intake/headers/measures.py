"""Measures: the words people put after a number to say what was counted.

"12 người", "1,5 tấn" and "30 suất quà" count what they name. Letters that are no words
("1.2x", "12a") may be a slip of the key for a digit, so they are never just left out.
"""

import re

from intake.text.normalisation import normalise_text
from intake.text.syllables import SYLLABLES

WORD = re.compile(r"[^\W\d_]+")
SPOKEN = frozenset(normalise_text(syllable) for syllable in SYLLABLES if len(syllable) > 1)
ABBREVIATED = "bs cb cbcc cbvc cm csvc ctv dv g gv ha hs hv kg km l m ml mm sv tnv tv"
ENGLISH = """
activities activity address addresses aid and article articles attendance attendances blood
breeding campaigns case cases chapter chapters child children class classes course courses cow
cows day days donor donors event events families family first for gift gifts given grants house
household households houses in item items litre litres meeting meetings member members month
months news of organisations oversight parcel parcels people person persons place places project
projects pupil pupils registered relieved school schools sessions student students the time
times ton tonne tonnes tons unit units visit visits volunteer volunteers young
"""
KNOWN = SPOKEN | frozenset(ABBREVIATED.split()) | frozenset(ENGLISH.split())


def are_measures(words: str) -> bool:
    """Does every word of `words` name something? Punctuation alone names nothing wrong."""
    return all(normalise_text(word) in KNOWN for word in WORD.findall(words))
