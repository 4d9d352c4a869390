"""The values of a JSON file of any size, one at a time and each with its line, in flat memory."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import ijson  # type: ignore[import-untyped]  # it brings no types

from models.exchange.card import Dropped, dropped

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUE_LIMIT = 50_000_000
"""Bytes of one contact, or of one text."""
_PIECES_LIMIT = 500_000
_DEEPEST = 20
_CHUNK = 1 << 16
_ESCAPE = 12
"""Bytes of the longest escape: a character beyond U+FFFF, as two surrogates."""

_ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
_OPENING, _CLOSING = {"start_map", "start_array"}, {"end_map", "end_array"}


class Value(NamedTuple):
    """One value: where it stands in the file ("contacts[3]"), its line, and what of it could not be read."""

    path: str
    line: int
    value: Any
    dropped: list[Dropped]


class _TooLong(Exception):
    """One text of the file is longer than any that is kept."""


def values(stream: BinaryIO) -> Iterator[Value | Dropped]:
    """Yield what stands under each key of the object that the file is, the elements of a list one by one.

    Never raises for what the file contains: where it is not JSON any more, the last item says so. A file that is not
    one object has its first value under the path "".
    """
    source = _Source(stream)
    try:
        yield from _Reading(source).values()
    except _TooLong:
        yield dropped(source.line, "", f"a text is over {VALUE_LIMIT // 1_000_000} MB: nothing is read from here on")
    except (ijson.JSONError, UnicodeError, ValueError) as error:
        yield dropped(source.line, source.shown(), _broken(error))


def _broken(error: Exception) -> str:
    if "premature EOF" in str(error):
        return "the file ends too early: what should follow here is missing"
    return "this is not JSON: nothing is read from here on"


class _Source:
    """Hands a file to the parser line by line, so that it is known where the parser is.

    Half a pair of surrogates, which is no character, becomes U+FFFD, as everywhere.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.line, self.taken, self.since = 0, 0, 0
        self._begun, self._last = True, b""

    def read(self, size: int) -> bytes:
        """Return a line, or a part of a long one; b"" at the end."""
        if not size:
            return b""
        chunk = self._stream.readline(_CHUNK)
        while b"\\" in chunk[-_ESCAPE:] and not chunk.endswith(b"\n") and len(chunk) < VALUE_LIMIT:
            if not (more := self._stream.readline(_CHUNK)):  # an escape is never parted
                break
            chunk += more
        self._count(chunk)
        if self.taken == len(chunk):
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        return _ESCAPES.sub(_whole, chunk) if b"\\u" in chunk else chunk

    def _count(self, chunk: bytes) -> None:
        if self._begun:
            self.line += bool(chunk)
        self._begun = chunk.endswith(b"\n")
        self._last = chunk or self._last
        self.taken += len(chunk)
        self.since += len(chunk)
        if self.since > VALUE_LIMIT:
            raise _TooLong

    def shown(self) -> str:
        """Return how the last line begins."""
        return self._last[:200].decode(errors="replace").strip()


def _whole(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if escape[1] else escape[0]


@dataclass(slots=True)
class _Open:
    """The value under way: what is built of it, and what it cost."""

    line: int
    begun: int
    pieces: int = 0
    too_big: bool = False
    dropped: list[Dropped] = field(default_factory=list)


class _Reading:
    def __init__(self, source: _Source) -> None:
        self._source = source
        self._events: Iterator[tuple[str, Any]] = ijson.basic_parse(source, use_float=True)
        self._open = _Open(0, 0)

    def values(self) -> Iterator[Value | Dropped]:
        if self._next()[0] != "start_map":
            yield Value("", self._source.line, None, [])
        else:
            yield from self._keys()

    def _keys(self) -> Iterator[Value | Dropped]:
        seen = set[str]()
        while (event := self._next())[0] == "map_key":
            key = event[1]
            if key in seen:
                yield dropped(self._source.line, key, "the file has this a second time; the first is kept")
                self._skip(self._next())
            else:
                yield from self._under(key)
            seen.add(key)
        next(self._events, None)  # what follows the end is looked at, too

    def _under(self, key: str) -> Iterator[Value]:
        event = self._next()
        if event[0] != "start_array":
            yield self._one(key, event)
            return
        place = 0
        while (event := self._next())[0] != "end_array":
            yield self._one(f"{key}[{place}]", event)
            place += 1

    def _one(self, path: str, event: tuple[str, Any]) -> Value:
        self._open = _Open(self._source.line, self._source.taken)
        value = self._built(event, path, 1)
        if self._open.too_big:
            why = f"over {VALUE_LIMIT // 1_000_000} MB or {_PIECES_LIMIT:,} values"
            value, self._open.dropped = None, [dropped(self._open.line, path, why)]
        return Value(path, self._open.line, value, self._open.dropped)

    def _built(self, event: tuple[str, Any], path: str, depth: int) -> Any:
        if event[0] not in _OPENING:
            return event[1]
        if depth > _DEEPEST:
            self._drop(path, "nested too deep")
            self._skip(event)
            return None
        return self._map(path, depth) if event[0] == "start_map" else self._array(path, depth)

    def _map(self, path: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (event := self._next())[0] != "end_map":
            inside = f"{path}.{event[1]}"
            value = self._built(self._next(), inside, depth + 1)
            if event[1] in found:
                self._drop(inside, "said a second time; the first is kept")
            elif not self._full():
                found[event[1]] = value
        return found

    def _array(self, path: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while (event := self._next())[0] != "end_array":
            value = self._built(event, f"{path}[{len(found)}]" if event[0] in _OPENING else path, depth + 1)
            if not self._full():
                found.append(value)
        return found

    def _skip(self, event: tuple[str, Any]) -> None:
        depth = int(event[0] in _OPENING)
        while depth:
            name = self._next()[0]
            depth += (name in _OPENING) - (name in _CLOSING)

    def _next(self) -> tuple[str, Any]:
        event = next(self._events)
        self._source.since = 0
        self._open.pieces += 1
        return event

    def _full(self) -> bool:
        """Say whether a value is too big by now: nothing more of it is built."""
        taken = self._source.taken - self._open.begun
        self._open.too_big |= self._open.pieces > _PIECES_LIMIT or taken > VALUE_LIMIT
        return self._open.too_big

    def _drop(self, path: str, why: str) -> None:
        if not self._full():
            self._open.dropped.append(dropped(self._open.line, path, why))
