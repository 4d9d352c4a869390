"""What a person may ask to see: all that is kept about them, in words they understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db, extras
from models.history import changing
from models.rules.words import Channel
from screens.as_read.pages import broken
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW, day

if TYPE_CHECKING:
    from pathlib import Path

BOB, ANNA = 1, 2


TALL = (80, 90)
"""A window in which all of it stands."""


async def scrolled(me: desk.Desk, key: str) -> str:
    """Read all that can be scrolled to by a key."""
    assert me.app.frame
    rows, before, seen = me.app.frame.rows, None, [me.screen]
    while rows.current != before:
        before = rows.current
        await me.press(key)
        seen.append(me.screen)
    return "\n".join(seen)


async def test_everything_about_bob_is_there_to_be_read_to_him(full: Path) -> None:
    async with desk.opened(full, size=TALL) as me:
        await me.press("enter", "=")
        assert "Bob Stone: as they would read it" in me.screen
        told = me.words
        for words in (
            "company Stone Roofing",
            "birthday 22 Mar 1971",
            "off limits the divorce",
            "looked after by ann",
            "phone +44 20 7946 0321",
            "19 Nov 2026 16:20 call, they to us, spoke, 6 min, by ann where is my money?",
            "note, by ben Wants everything in writing. Two invoices a year.",
            "open, call, service, unpleasant, for ann, planned by ann warranty claim: explain the refusal",
            "2 Mar 2023 12:00 added, by ann",
        ):
            assert words in told
        assert told.count("WHAT HAPPENED") == told.count("WHO CHANGED WHAT") == 1
        await me.press("escape")
        assert "Timeline" in me.screen


async def test_what_came_with_an_address_book_is_read_as_it_came_but_for_pictures(full: Path) -> None:
    async with db.opened(full), changing("import", by=ANN, at=NOW) as change:
        lines = ["TITLE:Roofer", f"PHOTO:data:image/jpeg;base64,{'A' * 40_000}", f"X-ODD:{'b' * 30_000}", "N:Moss;Anna"]
        await extras.add(ANNA, lines, change=change)
    async with desk.opened(full) as me:
        await me.press("/", "a n n a", "enter", "=")
        told = await scrolled(me, "pagedown")
    assert "title                 TITLE:Roofer" in told
    assert "photo                 a picture of 30 kB; an export has it" in told
    assert "10,006 more characters; an export has them" in told
    assert "parts of the name     N:Moss;Anna" in told
    assert "AAAA" not in told


async def test_changes_are_told_with_the_fields_and_what_was_taken_back(full: Path) -> None:
    async with db.opened(full):
        await models.contacts.edit(ANNA, off_limits="money", company="Moss", by=BEN, at=day("2026-11-03"))
        await models.undo.last(by=BEN, at=day("2026-11-04"))
        await models.contacts.archive(ANNA, by=BEN, at=day("2026-11-05"))
        async with db.transaction() as connection:
            await connection.execute_query("UPDATE history SET verb = 'tea.pour_out' WHERE verb = 'contact.archive'")
            await connection.execute_query("UPDATE contact SET archived_at = NULL WHERE id = 2")
    async with desk.opened(full, size=TALL) as me:
        await me.press("/", "a n n a", "enter", "=")
        told = me.words
    assert "changed: off limits, company, by ben, taken back 4 Nov 2026" in told
    assert "took back a change, by ben" in told
    assert "tea pour out, by ben" in told, "a verb that is not known yet is named all the same"


async def test_a_long_life_is_read_page_by_page_and_from_its_end(full: Path) -> None:
    async with db.opened(full):
        with models.bulk.one_step():
            for number in range(200):
                words = f"call {number} " + "and so on " * 30
                await models.interactions.log(ANNA, words, channel=Channel.CALL, by=ANN, at=day("2026-11-03"))
    async with desk.opened(full) as me:
        await me.press("/", "a n n a", "enter", "=", "G")
        assert "added, by ann" in me.current
        up = await scrolled(me, "pageup")
        assert me.current.startswith("▸ name")
        down = await scrolled(me, "pagedown")
        assert "added, by ann" in me.current
    for seen in (up, down):
        assert all(f" call {number} and so on" in seen for number in range(200))


async def test_lines_are_broken_anew_in_a_window_of_another_width(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "=", "14 j")
        here = me.current
        await me.resize(50, 20)
        assert me.current.split()[:3] == here.split()[:3]
        assert all(len(line) <= 50 for line in me.lines)
        await me.resize(200, 50)
        assert "warranty claim: explain the refusal. By" in me.screen


async def test_somebody_who_is_gone_is_not_read_any_more(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("a")
        await me.type("Ada Stone")
        await me.press("enter", "/", "a d a", "enter", "=")
        assert "Ada Stone: as they would read it" in me.screen
        await me.press("u")
        assert "as they would read it" not in me.screen


async def test_nobody_under_the_cursor_has_nothing_to_read(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g c", "=")
        assert "as they would read it needs somebody under the cursor" in me.words or "Contacts" in me.screen


def test_a_text_is_broken_at_its_spaces_or_where_the_line_is_full() -> None:
    assert broken("", 5) == [""]
    assert broken("one two three", 8) == ["one two", "three"]
    assert broken("a\nb", 5) == ["a", "b"]
    assert broken("x" * 2_001, 2_000) == ["x" * 2_000, "x"]
    assert all(line for line in broken("[/b] \x1b[31m and 日本日本日本", 6))
