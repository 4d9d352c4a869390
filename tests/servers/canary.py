"""A canary: a random text that belongs in sealed notes alone, and the search for it in what a program left behind."""

from __future__ import annotations

import base64
import bz2
import io
import lzma
import re
import secrets
import string
import tarfile
import urllib.parse
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

LENGTH = 48
PIECE = 8
"""So many characters in a row are no chance, wherever they stand: a terminal, a page or a line may break the text."""
DEPTH = 3
"""Packed within packed."""
ROOM = 1 << 26
"""So many bytes are unpacked of one beginning."""

_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|BZh[1-9]|\xfd7zXZ\x00|PK\x03\x04")


def new() -> str:
    """Make a text that stands nowhere else: small letters and digits."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(LENGTH))


def forms(canary: str) -> dict[str, bytes]:
    """Return the ways in which a text may lie in a file, by name; a piece of it counts, too."""
    pieces = [canary[start : start + PIECE] for start in range(0, len(canary) - PIECE + 1, PIECE)]
    whole: dict[str, Callable[[str], bytes]] = {
        "utf-8": str.encode,
        "capitals": lambda text: text.upper().encode(),
        "utf-16, little end first": lambda text: text.encode("utf-16le"),
        "utf-16, big end first": lambda text: text.encode("utf-16be"),
        "utf-32, little end first": lambda text: text.encode("utf-32le"),
        "utf-32, big end first": lambda text: text.encode("utf-32be"),
        "hexadecimal": lambda text: text.encode().hex().encode(),
        "hexadecimal, capitals": lambda text: text.encode().hex().upper().encode(),
        "backwards": lambda text: text[::-1].encode(),
        "rot13": lambda text: text.translate(_ROT13).encode(),
        "percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
        "percent, capitals": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
        "escaped for JSON": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
        "written apart": lambda text: " ".join(text).encode(),
        "ended by NUL each": lambda text: "\x00\x00".join(text).encode(),
    }
    found = {
        f"{name}, piece {place}": made(piece) for name, made in whole.items() for place, piece in enumerate(pieces)
    }
    return found | dict(_in_bases(canary))


_ROT13 = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])  # digits stay


def _in_bases(canary: str) -> Iterator[tuple[str, bytes]]:
    """Write it in the bases that shift with what stands before, without what its ends share with others."""
    for before in range(3):
        padded = b"\0" * before + canary.encode()
        for name, made in (("base64", base64.b64encode), ("base64 for addresses", base64.urlsafe_b64encode)):
            yield f"{name}, {before} before", made(padded)[4:36]
    for before in range(5):
        yield f"base32, {before} before", base64.b32encode(b"\0" * before + canary.encode())[8:40]
    yield "quoted", urllib.parse.quote(canary).encode()


def found_in(data: bytes, canary: str, *, depth: int = DEPTH) -> set[str]:
    """Return the forms in which the text, or a piece of it, stands in these bytes, packed ones unpacked."""
    ways = {name for name, form in forms(canary).items() if form in data}
    if depth:
        for within in _unpacked(data):
            ways |= {f"packed: {way}" for way in found_in(within, canary, depth=depth - 1)}
    return ways


def found_below(places: Iterable[Path], canary: str) -> dict[str, set[str]]:
    """Search files, and all files below folders, with their names; return what was found, by path."""
    found: dict[str, set[str]] = {}
    for path in (path for place in places for path in _files(place)):
        ways = {f"name: {way}" for way in found_in(path.name.encode(), canary, depth=0)}
        with suppress(OSError):  # gone meanwhile, or a socket
            ways |= found_in(path.read_bytes(), canary) if path.is_file() else set()
        if ways:
            found[str(path)] = ways
    return found


def _files(place: Path) -> Iterator[Path]:
    yield place
    if place.is_dir():
        yield from place.rglob("*")


def _unpacked(data: bytes) -> Iterator[bytes]:
    for begin in (match.start() for match in _PACKED.finditer(data)):
        for unpack in _UNPACKERS:
            with suppress(zlib.error, OSError, EOFError, ValueError, lzma.LZMAError):
                if got := unpack(data[begin:]):
                    yield got
    yield from _members(data)


_UNPACKERS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: zlib.decompressobj(47).decompress(data, ROOM),
    lambda data: bz2.BZ2Decompressor().decompress(data, ROOM),
    lambda data: lzma.LZMADecompressor().decompress(data, ROOM),
)


def _members(data: bytes) -> Iterator[bytes]:
    with suppress(zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, NotImplementedError, zlib.error):
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from (archive.read(name) for name in archive.namelist())
