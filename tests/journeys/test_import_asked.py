"""What is asked before an import, and what is said beside each answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from screens.importing import asking
from tests.journeys import desk
from tests.journeys.address_books import CARDS, GOOGLE, asked, kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_what_the_form_asks_is_what_the_import_does(full: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "google.csv", GOOGLE)
    async with desk.opened(full) as me:
        await asked(me, path, known="aa", every="monthly", spread="y")
        assert "already here: add them again · monthly, spread" in me.screen
        await me.press("Y")
        assert me.rows("SELECT name, every_days FROM contact WHERE id > 17 ORDER BY id") == [
            ("Ada Moss", 30),
            ("Bob Stone", 30),
        ]
        assert len(me.rows("SELECT DISTINCT until_at FROM snooze")) == 2
        await me.press("I")
        assert me.typed == {"file": str(path), "known": "add them again", "every": "monthly", "spread": "yes"}
        await me.fill(known="aa")
        await me.press("ctrl+s")
        assert "already here: add what they lack" in me.screen
        assert "would come in: 0 added, 1 updated, 1 skipped" in me.screen
        await me.press("Y", "I", "ctrl+s")
        assert "would come in: 0 added, 0 updated, 2 skipped" in me.screen
        assert "everybody in it is here already: I asks for another file, esc leaves" in me.screen
        assert "import now" not in me.lines[-1]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (str, "There is no file"),
        (lambda path: path.mkdir(), "is a folder. Name a file in it."),
        (os.mkfifo, "is a pipe or a device."),
        (lambda path: path.write_bytes(b"PK\x03\x04"), "is a zip file, or an Excel one. Unpack it"),
        (lambda path: path.write_bytes(b"\x1f\x8b\x08"), "is packed by gzip. Unpack it"),
    ],
)
async def test_what_is_no_file_to_import_is_said_beside_the_field(
    empty: Path, tmp_path: Path, make: Callable[[Path], Any], said: str
) -> None:
    path = tmp_path / "a.csv"
    make(path)
    async with desk.opened(empty) as me:
        await me.press("I")
        await me.paste(str(path))
        assert said in me.words.replace(" a.csv", "a.csv")
        await me.press("ctrl+s")
        assert "Import an address book" in me.screen


async def test_the_form_says_what_is_wrong(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    kept(tmp_path, "notes.doc", "x")
    kept(tmp_path, "cards.vcf", CARDS)
    async with desk.opened(empty) as me:
        await me.press("I")
        assert "‼" not in "\n".join(me.lines[1:8])
        await me.press("ctrl+s")
        assert "Name the file that another program exported: .vcf, .csv or .json." in me.words
        await me.paste("~/notes.doc")
        assert "tells of no known format. It can be .csv, .tsv, .vcf, .vcard or .json." in me.words
        await me.fill(file="~nobody-here/x.csv")
        assert "Nobody knows the home directory in" in me.words
        await me.fill(file="~/cards.vcf", spread="y")
        assert "→ vCard, 136 bytes" in me.screen
        assert "Spreading needs a cadence" in me.words
        await me.fill(every="monthly", spread="n")
        assert "~ all come due on one day; yes staggers them" in me.words
        await me.fill(spread="y")
        assert "the first dates are staggered over the cadence" in me.words
        await me.press("escape")
        assert "Import" not in me.screen


async def test_a_file_that_may_not_be_read_is_said(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, "a.csv", GOOGLE)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    async with desk.opened(empty) as me:
        await me.press("I")
        with monkeypatch.context() as patch:
            patch.setattr("pathlib.Path.open", refused)
            await me.paste(str(path))
        assert "cannot be read: Permission denied. Ask its owner, or name another file." in me.words


def test_a_size_is_said_in_the_unit_that_fits() -> None:
    assert [asking.size(count) for count in (0, 999, 1_000, 6_700_000, 2 * 10**15)] == [
        *("0 bytes", "999 bytes", "1.0 kB", "6.7 MB", "2000.0 TB"),
    ]
