"""The bytes of a CSV file: told apart from a spreadsheet's, old Macs' line ends made line feeds."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from models.exchange import byte_lines
from models.rules.refusals import NotAnAddressBook

_SAMPLE = 1 << 12


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    r"""Yield a file in pieces, as `byte_lines.chunks` does; one that has \r alone comes with \n.

    Raises NotAnAddressBook for what is no text.
    """
    pieces = byte_lines.chunks(stream)
    start = next(pieces)
    _check(start)
    is_old_mac = b"\r" in start[:-1] and b"\n" not in start
    for piece in chain([start], pieces):
        yield piece.replace(b"\r", b"\n") if is_old_mac else piece


def _check(first: bytes) -> None:
    sample = first[:_SAMPLE]
    if sample.count(0) * 10 > len(sample):
        raise NotAnAddressBook("The file is no text. Save it as CSV in the program that wrote it, and import that.")
