"""One folding for search: accents, case and punctuation never stand between a query and a name."""

import re
import unicodedata

SORT_LIMIT = 200

_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032"
_ALONE = {
    **dict.fromkeys(map(ord, _APOSTROPHES), ""),  # O'Brien is obrien, whichever of them was typed
    **str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}),
    **str.maketrans({"æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}),
}
"""Characters that Unicode does not decompose as people search for them, and what they are searched as."""

_CJK = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U0001b000-\U0001b16f\U00020000-\U0003fffd]"
)
"""Ideographs and kana: scripts written without spaces, where every character is a word."""

_IOTA = "\u0345"  # the one accent that case folding makes a letter of
_PHONE = re.compile(r"(?=(?:\D*\d){3})[\d\s+\-()/.]+")
_NO_DIGIT = re.compile("[^0-9]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}")


class _Letters(dict[int, str]):
    """The folding of one decomposed, case-folded character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _letter(chr(code))
        return self[code]


def fold(text: str) -> str:
    """Fold text for search: lower case, no accents, words parted by one space.

    Punctuation parts words, so that "ada@stone.example" is found by "ada@" and by "stone.exam"; apostrophes vanish.
    Ideographs and kana stand apart, so that two of them in the middle of a name match as a phrase.
    fold(fold(x)) == fold(x).
    """
    whole = text.replace("\u00b4", "'")  # this apostrophe would decompose into a space and an accent
    bare = unicodedata.normalize("NFKD", whole).replace(_IOTA, "")
    return " ".join(unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS).split())


def digits(phone: str) -> str:
    """Return the digits of a phone number, as they are indexed: "+44 (0)20 7946 0321" is "442079460321".

    The (0) that is dialled only at home is dropped.
    """
    kept = phone.replace("(0)", "") if phone.lstrip().startswith("+") else phone
    if kept.isascii():  # nearly all are, and an import reads many
        return _NO_DIGIT.sub("", kept)
    return "".join(str(unicodedata.decimal(char)) for char in kept if char.isdecimal())


def terms(query: str) -> list[str]:
    """Return the terms to look for, each in the middle of the folded text or of `digits(phone)`.

    A term is what one typed word folds to: one word, or several that must follow each other ("stone.exam" is
    "stone exam"). A query of three digits or more and phone punctuation, not a date, is one term: its digits
    without leading zeros, so that "020 7946 0321" and "0044 20 7946 0321" both find "+44 20 7946 0321".
    """
    if _PHONE.fullmatch(query) and not _DATE.fullmatch(query.strip()):
        number = digits(query)
        return [number.lstrip("0") or number]
    return [term for term in map(fold, query.split()) if term]


def sort_key(name: str) -> str:
    """Return what lists are ordered by, at most 200 characters; it is empty for a name of signs alone."""
    return fold(name)[:SORT_LIMIT].rstrip()


def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":  # accents; and joiners and soft hyphens, which hold a word together
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if not char.isalnum():
        return " "
    return f" {char} " if _CJK.match(char) else char


_LETTERS = _Letters(_ALONE)
