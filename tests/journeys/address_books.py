"""Address books that somebody brings in on screen, and how they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

NAMES = "SELECT name FROM contact WHERE archived_at IS NULL ORDER BY id"
GOOGLE = """\
Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Shoe size
Ada Moss,Ada,Moss,ada@engine.example,+44 20 7946 0001,37
Bob Stone,Bob,Stone,bob@stone.example,+44 20 7946 0321,44
"""
CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Ada Moss
BDAY:1971-02-30
X-SPOUSE:Kay
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bob Stone
BDAY:some day
END:VCARD
"""


async def asked(me: Desk, path: Path | str, **answers: str) -> None:
    """Name a file to import, and answer what else is asked."""
    await me.press("I", "ctrl+u")
    await me.paste(str(path))
    await me.fill(**answers)
    await me.press("ctrl+s")


def kept(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    return kept(folder, "many.csv", "Name\n" + "".join(f"Person {number}\n" for number in range(count)))
