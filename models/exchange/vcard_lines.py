"""The grammar of vCard 2.1, 3.0 and 4.0: physical lines become properties (RFC 6350 sections 3.2 and 3.3)."""

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from models.exchange.byte_lines import LINE_LIMIT, decoded, lines
from models.exchange.card import Dropped, dropped

TOO_LONG = "the line is over 1 MB"

_PROPERTY = re.compile(
    rb'(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:[^":;]|"[^"]*+")*+)*+):(?P<value>.*+)', re.DOTALL
)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*+")*+)')
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
_CHARSETS = {"us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251", "windows-1252"}
_STRUCTURE = (b"BEGIN:", b"END:")


@dataclass(frozen=True, slots=True)
class Property:
    """One unfolded line of a card; `params` has upper-case keys; `guessed` says the encoding was a guess."""

    line: int
    group: str
    name: str
    params: dict[str, list[str]]
    value: str
    guessed: bool

    @property
    def shown(self) -> str:
        """How a report names it: without its parameters."""
        return f"{self.name}:{self.value[:200]}"

    def types(self) -> list[str]:
        """Return the words of all TYPE parameters and of bare 2.1 ones, lower-case, in their order."""
        return [word for value in self.params.get("TYPE", []) for word in value.lower().split(",")]

    def first(self, key: str) -> str:
        """Return the first value of a parameter, or ""."""
        return self.params.get(key, [""])[0]


@dataclass(slots=True)
class _Logical:
    """A line being unfolded: first its head, to know which of the three ways of folding it uses."""

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
        self.too_long = self.too_long or len(self.raw) + len(raw) > LINE_LIMIT
        if not self.too_long:
            self.raw += raw
        return True


def properties(stream: BinaryIO) -> Iterator[Property | Dropped]:
    """Yield every property of a file, and a report for each line that is none."""
    return map(_property, _unfolded(stream))


def _unfolded(stream: BinaryIO) -> Iterator[_Logical]:
    held: _Logical | None = None
    for number, line, too_long in lines(stream):
        raw = line.rstrip(b"\r\n")  # some exports end their lines with \r\r\n
        if held and held.take(raw):
            held.too_long = held.too_long or too_long
            continue
        if held:
            yield held
        held = _begun(number, raw, too_long=too_long) if raw.strip() else None
    if held:
        yield held


def _begun(number: int, raw: bytes, *, too_long: bool) -> _Logical:
    raw = raw.removeprefix(codecs.BOM_UTF8)  # files joined with `cat` have marks in the middle
    head = raw.split(b":", 1)[0].upper()
    base64 = b"BASE64" in head or b"ENCODING=B" in head
    return _Logical(number, bytearray(raw), too_long, b"QUOTED-PRINTABLE" in head, base64)


def _property(logical: _Logical) -> Property | Dropped:
    raw = bytes(logical.raw)
    if logical.too_long:
        return dropped(logical.number, decoded(raw[:400])[0], TOO_LONG)
    if not (found := _PROPERTY.fullmatch(raw)):
        return dropped(logical.number, decoded(raw[:400])[0], "not a vCard line")
    params = _params(decoded(found["params"])[0])
    encoding = params.get("ENCODING", [""])[0].upper()
    value = quopri.decodestring(found["value"]) if encoding == "QUOTED-PRINTABLE" else found["value"]
    charset = params.get("CHARSET", [""])[0].lower()
    text, guessed = decoded(value, charset if charset in _CHARSETS else "utf-8")
    name, group = found["name"].decode().upper(), (found["group"] or b"").decode().lower()
    return Property(logical.number, group, name, params, text, guessed)


def _params(text: str) -> dict[str, list[str]]:
    """Return the values of each parameter; a bare word is an encoding or, as in version 2.1, a type."""
    params: dict[str, list[str]] = {}
    for parameter in _PARAMETER.findall(text):
        key, equals, value = parameter.replace('"', "").partition("=")
        if not equals:
            key, value = "ENCODING" if key.upper() in _ENCODINGS else "TYPE", key
        params.setdefault(key.strip().upper(), []).append(value.strip())
    return params


def _is_structure(raw: bytes) -> bool:
    return raw.upper().startswith(_STRUCTURE)
