"""The lines of vCard 2.1, 3.0 and 4.0, unfolded in each of the three ways they are folded (RFC 6350 section 3.2)."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from models.exchange.byte_lines import chunks, numbered

LIMIT = 8_000_000
TOO_LONG = "the line is over 8 MB"

_SHOWN_OF_TOO_LONG = 400
_STRUCTURE = (b"BEGIN:", b"END:")


@dataclass(slots=True)
class Logical:
    """A line being unfolded, from the physical line `number` on; its head tells how it is folded."""

    number: int
    raw: bytearray
    too_long: bool
    quoted_printable: bool
    base64: bool

    def take(self, raw: bytes) -> bool:
        """Append a physical line if it continues this one."""
        if self.quoted_printable and self.raw.endswith(b"=") and not _is_structure(raw):
            del self.raw[-1:]
            return self._append(raw)
        if raw[:1] in (b" ", b"\t") and raw:
            return self._append(raw[1:])
        # Old phones do not indent base64; a line without a colon cannot be a property.
        return self.base64 and bool(raw) and b":" not in raw and self._append(raw)

    def _append(self, raw: bytes) -> bool:
        self.too_long = self.too_long or len(self.raw) + len(raw) > LIMIT
        if self.too_long:
            del self.raw[_SHOWN_OF_TOO_LONG:]
        else:
            self.raw += raw
        return True


def unfolded(stream: BinaryIO) -> Iterator[Logical]:
    """Yield the lines of a buffered stream, blank ones left out; of one over `LIMIT` bytes only the beginning."""
    held: Logical | None = None
    for number, line, too_long in numbered(_with_newlines(chunks(stream)), limit=LIMIT):
        raw = line.rstrip(b"\n")
        if held and held.take(raw):
            held.too_long = held.too_long or too_long
            continue
        if held:
            yield held
        held = _begun(number, raw, too_long=too_long) if raw.strip() else None
    if held:
        yield held


def _with_newlines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    r"""Make \n of every end of a line: \r\r\n, which some exports write, \r\n and \r."""
    held = b""
    for piece in pieces:
        whole = held + piece
        cut = len(whole) - (whole[-1:] == b"\r") - (whole[-2:] == b"\r\r")
        held = whole[cut:]  # the next piece may begin with the \n of this end
        yield whole[:cut].replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    yield held.replace(b"\r", b"\n")


def _begun(number: int, raw: bytes, *, too_long: bool) -> Logical:
    raw = raw.removeprefix(codecs.BOM_UTF8)  # files joined with `cat` have marks in the middle
    head = raw.split(b":", 1)[0].upper()
    base64 = b"BASE64" in head or b"ENCODING=B" in head
    return Logical(number, bytearray(raw), too_long, b"QUOTED-PRINTABLE" in head, base64)


def _is_structure(raw: bytes) -> bool:
    return raw.upper().startswith(_STRUCTURE)
