"""Backslash escapes, as vCard has them (RFC 6350 section 3.4) and as our lists in one CSV cell borrow them."""

import re
from collections.abc import Iterable

# Google also writes \: and \" although no version of the standard asks for them.
_ESCAPED = re.compile(r'\\([nN,;:"\\])')
_NEWLINES = re.compile(r"\r\n?")


def escape(text: str, special: str = ",;") -> str:
    r"""Return text on one line: newlines as \n, and a backslash before each backslash and special character."""
    one_kind = _NEWLINES.sub("\n", text).replace("\\", "\\\\").replace("\n", "\\n")
    return re.sub(f"[{special}]", r"\\\g<0>", one_kind) if special else one_kind


def unescape(text: str) -> str:
    """Undo `escape`; a backslash before anything else is text and stays."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def split(text: str, separator: str) -> list[str]:
    """Return the unescaped parts between separators that no backslash protects."""
    return [unescape(piece) for piece in pieces(text, separator)]


def pieces(text: str, separator: str) -> list[str]:
    """Return the parts between separators that no backslash protects, still escaped."""
    parts, start = [], 0
    for found in re.finditer(rf"\\.|{separator}", text, re.DOTALL):
        if found[0] == separator:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def joined_list(items: Iterable[str]) -> str:
    """Return items as one readable list, "a, b", that `split_list` takes apart again."""
    return ", ".join(escape(item, ",") for item in items)


def split_list(text: str) -> list[str]:
    """Return the items of a comma-separated list, without the spaces round them, empty and repeated ones left out."""
    return list(dict.fromkeys(item for part in split(text, ",") if (item := part.strip(" "))))
