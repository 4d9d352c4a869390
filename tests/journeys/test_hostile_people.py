"""Names that would be markup, control codes or turned-round text: past the cleaning, and harmless on every screen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from models.rules.text import BAD
from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

HOSTILE = {
    "[/b][@click=app.x]z[b": "[/b][@click=app.x]z[b",
    "[A]\\[b] $primary {0} %s": "[A]\\[b] $primary {0} %s",
    "A\x1b]52;c;ZQ==\x07\x9b2J": "A\ufffd]52;c;ZQ==\ufffd\ufffd2J",
    "\u202eA\u2066\u200e\nB\tC": "\ufffdA\ufffd\ufffd B C",
}
"""What stands in the book, and how it is drawn."""

PLACES = (
    "UPDATE contact SET name = ?1, sort_key = 'aa', safe_topics = ?1, off_limits = ?1 WHERE id = 1",
    "UPDATE company SET name = ?1 || id",
    "UPDATE contact_point SET value = ?1 WHERE contact_id = 1",
    "UPDATE tag SET name = ?1 || id",
    "UPDATE note SET text = ?1",
    "UPDATE follow_up SET text = ?1",
    "UPDATE interaction SET text = ?1",
    "UPDATE stage SET name = substr(name, 1, 1) || ?1",
    "UPDATE reason SET name = ?1 || id WHERE is_unknown = 0",
    "UPDATE member SET name = ?1 || id",
)

VISITS = (
    *("R", "?", "escape", "f", "escape", "d", "escape", "e", "escape", "s .", "escape"),
    *("b", "j", "G", "f2", "f2", "escape"),
    *("A", "escape", "t", "escape", "m f", "escape", "m z", "escape", "x", "n"),
    *("g c", "z", "z", "e", "escape", "d", "escape"),
    *("g b", "j", "l", ">", "u", "3 l", "<", "o", "escape", "2 h", "2 >", "escape", "g c"),
    *("enter", "j", "j", "j", "?", "escape", "e", "escape", "w", "d", "escape", "x", "y", "escape"),
    *("s d", "u", "m c", "u", "/", "[", "escape", "g t"),
)


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_is_only_text_everywhere(full: Path, name: str) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        for sql in PLACES:
            connection.execute(sql, [name] if "?1" in sql else [])
    async with desk.opened(full) as me:
        me.session.member = name
        for keys in ("g c", "g t", *VISITS):
            await me.press(keys)
            assert not BAD.search(me.screen.replace("\n", "")), keys
            assert actions(me) == []
        await me.press("g c")
        assert HOSTILE[name] in me.current
        await me.press("x")
        assert f"Archive {HOSTILE[name]}?" in me.screen
        assert me.app.title == "Wellkept"


def actions(me: Desk) -> list[object]:
    """What would run at a click: nothing ever should."""
    lines = me.app.screen._compositor.render_strips()
    return [part.style.meta for line in lines for part in line if part.style and "@click" in part.style.meta]


@pytest.mark.parametrize("name", ["[/b] Ada", "[@click=app.quit]x", "Ada\u202e\x1b[2J"])
async def test_a_hostile_name_typed_is_kept_clean_and_shown_as_it_is(empty: Path, name: str) -> None:
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.paste(name)
        await me.press("ctrl+s", "g c")
        clean = BAD.sub("", name)
        assert me.rows("SELECT name FROM contact") == [(clean,)]
        assert clean in me.current
