"""The search for a canary finds every leak that is planted, and nothing where there is none."""

from __future__ import annotations

import base64
import bz2
import gzip
import json
import lzma
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import canary

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "q7w2e9r4t6y1u8i3o5p0a2s4d6f8g1h3j5k7l9z2x4c6v8b0"
AROUND = b"\x00\xff what stands before it \n"


@pytest.mark.parametrize(
    "leak",
    [
        str.encode,
        lambda text: text.upper().encode(),
        lambda text: text.encode("utf-16le"),
        lambda text: text.encode("utf-16be"),
        lambda text: text.encode("utf-32"),
        lambda text: text.encode().hex().encode(),
        lambda text: text.encode().hex().upper().encode(),
        lambda text: text[::-1].encode(),
        lambda text: base64.b64encode(text.encode()),
        lambda text: base64.b64encode(b"a" + text.encode()),
        lambda text: base64.b64encode(b"ab" + text.encode() + b"rest"),
        lambda text: base64.urlsafe_b64encode(b"ab" + text.encode()),
        lambda text: base64.b32encode(b"abc" + text.encode()),
        lambda text: zlib.compress(text.encode()),
        lambda text: gzip.compress(gzip.compress(text.encode())),
        lambda text: bz2.compress(text.encode()),
        lambda text: lzma.compress(text.encode()),
        lambda text: json.dumps([text]).encode(),
        lambda text: text[20:36].encode(),
        lambda text: b"\x1b[3;4H".join((text[:17].encode(), text[17:30].encode(), text[30:].encode())),
        lambda text: " ".join(text).encode(),
    ],
)
def test_a_planted_leak_is_found(leak: Callable[[str], bytes]) -> None:
    assert canary.found_in(AROUND + leak(TEXT) + AROUND, TEXT)


def test_nothing_is_found_where_there_is_none() -> None:
    other = canary.new()
    assert canary.found_in(AROUND + other.encode() + zlib.compress(other.encode()), TEXT) == set()
    assert other != canary.new()


def test_leaks_below_a_folder_are_told_by_their_files_and_never_by_the_text(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "innocent").write_text("nothing here")
    (tmp_path / TEXT[:16]).touch()
    with zipfile.ZipFile(tmp_path / "archive", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("inside", TEXT)
    with closing(sqlite3.connect(tmp_path / "deep" / "book", isolation_level=None)) as book:
        book.execute("PRAGMA secure_delete = OFF")
        book.execute("CREATE TABLE note (text)")
        book.execute("INSERT INTO note VALUES (?)", [TEXT])
        book.execute("DELETE FROM note")  # its page is free, its bytes stay
    found = canary.found_below([tmp_path, tmp_path / "gone"], TEXT)
    assert {Path(path).name for path in found} == {TEXT[:16], "archive", "book"}
    assert TEXT not in repr(found.values())
