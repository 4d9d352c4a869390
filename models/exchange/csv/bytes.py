"""The bytes of a CSV file: told apart from a spreadsheet's, and made UTF-8 or Latin-1 with line feeds."""

import codecs
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO

from models.rules.refusals import Refused

_CHUNK = 1 << 18
_SAMPLE = 1 << 12


class NotAnAddressBook(Refused):
    """The file is no text, or no column of it says who a row is about."""


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a file without its byte order mark; UTF-16 becomes UTF-8, old Macs' line ends become line feeds.

    Raises NotAnAddressBook for what is no text.
    """
    first = stream.read(_CHUNK)
    encoding = _utf16(first)
    if not encoding:
        _check(first)
    pieces: Iterator[bytes] = chain([first], iter(partial(stream.read, _CHUNK), b""))
    pieces = _recoded(pieces, encoding) if encoding else pieces
    start = next(pieces).removeprefix(codecs.BOM_UTF8)
    is_old_mac = b"\r" in start[:-1] and b"\n" not in start
    for piece in chain([start], pieces):
        yield piece.replace(b"\r", b"\n") if is_old_mac else piece


def _check(first: bytes) -> None:
    sample = first[:_SAMPLE]
    if sample.count(0) * 10 > len(sample):
        raise NotAnAddressBook("The file is no text. Save it as CSV in the program that wrote it, and import that.")


def _utf16(first: bytes) -> str:
    """Return the codec by the byte order mark, or by where the NULs of plain letters stand; "" when it is neither."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = first[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd) * 8 > max(even, odd) or not even + odd:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _recoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Recode UTF-16; what is not valid stays visible as backslash escapes rather than being lost."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="backslashreplace")
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()
