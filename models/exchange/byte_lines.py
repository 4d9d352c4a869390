"""Lines of bytes out of a file of any size and almost any encoding, in flat memory."""

import codecs
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, NamedTuple

LINE_LIMIT = 1_000_000
_CHUNK = 1 << 18
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


def lines(stream: BinaryIO, *, limit: int = LINE_LIMIT, any_end: bool = False) -> Iterator[Line]:
    r"""Yield the lines of a buffered stream, numbered from 1, without a byte order mark; UTF-16 becomes UTF-8.

    A line may have `limit` bytes. It ends with \n; with `any_end` a lone \r ends one, too, and each end comes as \n.
    """
    chunks = _without_mark(stream)
    return numbered(_with_newlines(chunks) if any_end else chunks, limit=limit)


def numbered(chunks: Iterable[bytes], *, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """Yield the lines of bytes that come in pieces, numbered from 1."""
    for number, (raw, too_long) in enumerate(_split(chunks, limit), start=1):
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
    if encoding := next((name for mark, name in _UTF16.items() if first.startswith(mark)), ""):
        return _as_utf8(chunks, encoding)
    return chain([first.removeprefix(codecs.BOM_UTF8)], (chunk for chunk in chunks if chunk is not first))


def _as_utf8(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Recode UTF-16; what is not valid stays visible as backslash escapes rather than being lost."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="backslashreplace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _with_newlines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Make \n of every end of a line: \r\r\n, which some exports write, \r\n and \r."""
    held = b""
    for chunk in chunks:
        whole = held + chunk
        cut = len(whole) - (whole[-1:] == b"\r") - (whole[-2:] == b"\r\r")
        held = whole[cut:]  # the next chunk may begin with the \n of this end
        yield whole[:cut].replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    yield held.replace(b"\r", b"\n")


def _split(chunks: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, bool]]:
    """Yield each line, and whether it is longer than the limit; what follows the beginning of such a line is let go."""
    held, too_long = b"", False
    for chunk in chunks:
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            raw = held + piece + b"\n"
            yield raw, too_long or len(raw) > limit
            held, too_long = b"", False
        held = held if too_long else held + rest
        too_long = too_long or len(held) > limit
        held = held[:_KEPT_OF_TOO_LONG] if too_long else held
    if held:
        yield held, too_long
