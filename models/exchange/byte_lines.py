"""Lines of bytes out of a file of any size and almost any encoding, in flat memory."""

import codecs
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, NamedTuple

LINE_LIMIT = 1_000_000
_CHUNK, _SAMPLE = 1 << 18, 1 << 12
_KEPT_OF_TOO_LONG = 1_000
_UTF16 = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"B\0E\0": "utf-16-le",  # a vCard without a mark: BEGIN
    b"\0B\0E": "utf-16-be",
}
_SINGLE_BYTE = "cp1252"


class Line(NamedTuple):
    """One physical line with its ending; of a line over the limit only the beginning is here."""

    number: int
    raw: bytes
    too_long: bool


def numbered(pieces: Iterable[bytes], *, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """Yield the lines of bytes that come in pieces, numbered from 1."""
    for number, (raw, too_long) in enumerate(_split(pieces, limit), start=1):
        yield Line(number, raw[:_KEPT_OF_TOO_LONG] if too_long else raw, too_long)


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a buffered stream in pieces, without a byte order mark; UTF-16 becomes UTF-8."""
    first = stream.read(_CHUNK)
    pieces: Iterator[bytes] = chain([first], iter(partial(stream.read, _CHUNK), b""))
    if encoding := utf16(first):
        pieces = _as_utf8(pieces, encoding)
    yield next(pieces).removeprefix(codecs.BOM_UTF8)
    yield from pieces


def utf16(first: bytes) -> str:
    """Return the codec of UTF-16 by how a file begins, or by where the NULs of plain letters stand; else ""."""
    if encoding := next((name for mark, name in _UTF16.items() if first.startswith(mark)), ""):
        return encoding
    sample = first[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd) * 8 > max(even, odd) or not even + odd:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def decoded(raw: bytes, charset: str = "utf-8") -> tuple[str, bool]:
    """Return the text, and whether its encoding was a guess (Latin-1 as Windows writes it)."""
    for encoding in (charset, "utf-8", _SINGLE_BYTE):
        try:
            return raw.decode(encoding), encoding == _SINGLE_BYTE != charset
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), True


def _as_utf8(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Recode UTF-16; what is not valid stays visible as backslash escapes rather than being lost."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="backslashreplace")
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def _split(pieces: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, bool]]:
    """Yield each line, and whether it is longer than the limit; what follows the beginning of such a line is let go."""
    held, too_long = b"", False
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            raw = held + line + b"\n"
            yield raw, too_long or len(raw) > limit
            held, too_long = b"", False
        held = held if too_long else held + rest
        too_long = too_long or len(held) > limit
        held = held[:_KEPT_OF_TOO_LONG] if too_long else held
    if held:
        yield held, too_long
