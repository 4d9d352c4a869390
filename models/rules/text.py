"""Cleaning what people type or import, before it is kept."""

import re
import unicodedata

from models.rules.refusals import Refused

__all__ = ["BAD", "Refused", "block", "email", "line", "link", "name", "phone", "quoted"]

# Zero-width joiner and non-joiner (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
BAD = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"  # controls and line breaks, all but tab and newline
    "\u00ad\u200b\u2060-\u2065\ufeff"  # invisible: soft hyphen, zero-width space, word joiner, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls, Unicode Standard Annex 9
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters, interlinear annotation
    "\U000e0000-\U000e007f"  # tag characters: text that nobody sees
    "]"
)
"""Characters that are never kept, in a line or in a block; line() and block() first put every line break right."""

_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # Hangul fillers and the empty Braille cell draw nothing

EMAIL_LIMIT = 254  # RFC 5321, as corrected by erratum 1690 of RFC 3696
PHONE_LIMIT = 40
PHONE_DIGITS = 3
LINK_LIMIT = 2_000
QUOTE_LIMIT = 40


def line(text: str, *, what: str, limit: int = 200) -> str:
    """Clean one line: tabs and line breaks become a space, the ends are stripped. It may be empty.

    `what` is the noun of the sentence, without article; `limit` counts characters.
    Raises Refused when the text is too long.
    """
    if text.isascii() and text.isprintable():  # most of what an import reads
        return _within(text.strip(), what, limit)
    return _within(_clean(_BREAK.sub(" ", text).replace("\t", " ")), what, limit)


def block(text: str, *, what: str, limit: int = 20_000) -> str:
    """Clean text of several lines: every line break becomes a newline, tabs stay. It may be empty.

    Raises Refused when the text is longer than `limit` characters.
    """
    return _within(_clean(_BREAK.sub("\n", text)), what, limit)


def name(text: str, *, what: str = "contact") -> str:
    """Clean the name of a `what`. Raises Refused when nothing visible is left, or more than 200 characters."""
    cleaned = line(text, what="name")
    if not cleaned:
        raise Refused(f"{_a(what)} needs a name.")
    return cleaned


def email(text: str) -> str:
    """Clean an e-mail address, checked leniently: one @ with something on both sides, no spaces.

    Raises Refused.
    """
    cleaned = line(text, what="e-mail address", limit=EMAIL_LIMIT)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", cleaned):
        raise Refused(
            f"{quoted(cleaned)} is not an e-mail address: "
            "it needs one @ with something on both sides and no spaces, like ada@stone.example."
        )
    return cleaned


def phone(text: str) -> str:
    """Clean a phone number and keep it as typed. Raises Refused without three digits, or past 40 characters."""
    cleaned = line(text, what="phone number", limit=PHONE_LIMIT)
    if sum(map(str.isdecimal, cleaned)) < PHONE_DIGITS:
        raise Refused(f"{quoted(cleaned)} is not a phone number: it needs at least three digits.")
    return cleaned


def link(text: str) -> str:
    """Clean a web address or other link, checked leniently: no spaces, a dot or a colon in it. Raises Refused."""
    cleaned = line(text, what="link", limit=LINK_LIMIT)
    if not re.fullmatch(r"\S+[.:]\S+", cleaned):
        raise Refused(
            f"{quoted(cleaned)} is not a link: it needs a dot or a colon and no spaces, like https://stone.example."
        )
    return cleaned


def quoted(text: str) -> str:
    """Quote what was typed, safe and short enough to stand in a sentence: “fri 10am”."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split())[: QUOTE_LIMIT + 1])
    return f"“{shown}”" if len(shown) <= QUOTE_LIMIT else f"“{shown[:QUOTE_LIMIT]}…”"


def _clean(text: str) -> str:
    """Text that draws nothing is no text. NFC comes last: what was removed may have stood before an accent."""
    cleaned = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", BAD.sub("", text))).strip()
    return cleaned if any(map(_visible, cleaned)) else ""


def _within(text: str, what: str, limit: int) -> str:
    if len(text) > limit:
        raise Refused(f"{_a(what)} can have at most {limit:,} characters; this one has {len(text):,}. Shorten it.")
    return text


def _a(noun: str) -> str:
    return f"An {noun}" if noun.startswith(tuple("aeiou")) else f"A {noun}"


def _visible(char: str) -> bool:
    """Unassigned code points count as visible: they may be an emoji newer than this Python."""
    category = unicodedata.category(char)
    return category[0] not in "MZ" and category not in {"Cc", "Cf"} and char not in _BLANK_LETTERS
