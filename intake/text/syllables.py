"""Vietnamese syllables: what tells one decoding of a text from another.

A wrong decoding gives letters in an order the language does not have. Tones are taken off
first; the rest must be an onset and a rhyme.
"""

import re
import unicodedata

TONES = dict.fromkeys([0x300, 0x301, 0x303, 0x309, 0x323])
CONSONANTS = re.compile("[bcdđfghjklmnpqrstvwxz]+")
# Signs that old fonts use as letters. Quotation marks, degrees and powers do stand by words.
SIGNS = "¡¢£¤¥¦§¨©¬®¯±´¶¸¹¼½¾"
STRANGE = re.compile(rf"[^\W\d_]+[{SIGNS}][^\W\d_]*|[{SIGNS}][^\W\d_]+|µ[^\W\d_{SIGNS}]*[{SIGNS}]")
WORD = re.compile(r"[^\W\d_]+")
ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om
on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych
uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ych
"""
SYLLABLES = frozenset(
    onset + rhyme for onset in ["", *ONSETS.split()] for rhyme in RHYMES.split()
) | {
    "gin",
    "giêng",
    "quôc",
    "quy",
    "miâu",
}


def remove_tone(word: str) -> str:
    """The word in lower case without its tone; ă â đ ê ô ơ ư stay."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", apart.translate(TONES))


def is_syllable(word: str) -> bool:
    """Could the word be written in Vietnamese? An abbreviation without a vowel (UBND) could."""
    plain = remove_tone(word)
    toned = sum(ord(mark) in TONES for mark in unicodedata.normalize("NFD", word))
    return (plain in SYLLABLES and toned <= 1) or CONSONANTS.fullmatch(plain) is not None


def count_strange_words(text: str) -> int:
    """How many different words have a sign inside or beside them that no word has: "®á", "µ¹"."""
    return len(set(STRANGE.findall(text)))


def count_syllables(text: str) -> tuple[int, int]:
    """How many different marked words are Vietnamese syllables, and how many are not.

    Words of plain ASCII say nothing: every decoding has them.
    """
    marked = {word for word in WORD.findall(text) if not word.isascii()}
    valid = sum(is_syllable(word) for word in marked)
    return valid, len(marked) - valid


def strip_marks(text: str) -> str:
    """The same letters without their marks: "Sở Y tế" → "So Y te"."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d").replace("Ð", "D"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
