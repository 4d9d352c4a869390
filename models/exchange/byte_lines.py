"""Lines of bytes out of a file of any size and almost any encoding, in flat memory."""

import codecs
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, NamedTuple

LINE_LIMIT = 1_000_000
_CHUNK = 1 << 18
_KEPT_OF_TOO_LONG = 1_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SINGLE_BYTE = "cp1252"


class Line(NamedTuple):
    """One physical line with its ending; of a line over `LINE_LIMIT` bytes only the beginning is here."""

    number: int
    raw: bytes
    too_long: bool


def lines(stream: BinaryIO) -> Iterator[Line]:
    """Yield the lines of a buffered stream, numbered from 1, without a byte order mark; UTF-16 becomes UTF-8."""
    return numbered(_without_mark(stream))


def numbered(chunks: Iterable[bytes]) -> Iterator[Line]:
    """Yield the lines of bytes that come in pieces, numbered from 1."""
    for number, raw in enumerate(_split(chunks), start=1):
        too_long = len(raw) > LINE_LIMIT
        yield Line(number, raw[:_KEPT_OF_TOO_LONG] if too_long else raw, too_long)


def decoded(raw: bytes, charset: str = "utf-8") -> tuple[str, bool]:
    """Return the text, and whether its encoding was a guess (Latin-1 as Windows writes it)."""
    for encoding in (charset, "utf-8", _SINGLE_BYTE):
        try:
            return raw.decode(encoding), encoding == _SINGLE_BYTE != charset
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), True


def _without_mark(stream: BinaryIO) -> Iterator[bytes]:
    first = stream.read(_CHUNK)
    chunks = chain([first], iter(partial(stream.read, _CHUNK), b""))
    if first.startswith(_UTF16):
        return _as_utf8(chunks)
    return chain([first.removeprefix(codecs.BOM_UTF8)], (chunk for chunk in chunks if chunk is not first))


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Recode UTF-16; what is not valid stays visible as backslash escapes rather than being lost."""
    decoder = codecs.getincrementaldecoder("utf-16")(errors="backslashreplace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for chunk in chunks:
        *whole, rest = (held + chunk).split(b"\n")
        yield from (piece + b"\n" for piece in whole)
        held = rest[: LINE_LIMIT + 1]
    if held:
        yield held
