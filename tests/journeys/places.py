"""Every place a person can come to, with the keys that lead there; for tests that look at all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea
from textual.widgets.input import Selection
from textual.widgets.text_area import Selection as Block

from tests.journeys.each_screen import ADDRESS_BOOK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.journeys.desk import Desk

    Way = Callable[[Desk], Awaitable[None]]


def by(*keys: str) -> Way:
    """Make a way of keys, as Desk.press takes them."""

    async def way(me: Desk) -> None:
        await me.press(*keys)

    return way


async def _new_contact(me: Desk) -> None:
    await me.press("o")
    await me.fill(name="Ada Stone", emails="ada", stage="c")


async def _selected(me: Desk) -> None:
    await me.press("o")
    await me.fill(name="Ada Stone")
    assert isinstance(me.app.focused, Input)
    me.app.focused.selection = Selection(0, 3)
    await me.settle()


async def _note(me: Desk) -> None:
    await me.press("A")
    await me.type("likes sailing")
    assert isinstance(me.app.focused, TextArea)
    me.app.focused.selection = Block((0, 0), (0, 5))
    await me.settle()


async def _follow_up(me: Desk) -> None:
    await me.press("f")
    await me.fill(text="the price goes up", when="fri 10am", tone="u", channel="e")
    await me.press("ctrl+s")


async def _announcement(me: Desk) -> None:
    """Announce something to everybody, and look at it."""
    await me.press("g m", "o", "ctrl+s")
    await me.fill(title="Prices rise")
    await me.press("ctrl+s", "enter")


async def import_looked_at(me: Desk) -> None:
    """Name a small address book, and see what would come in."""
    await me.press("I")
    await me.paste(str(ADDRESS_BOOK))
    await me.press("ctrl+s")


async def import_dropped(me: Desk) -> None:
    """See what of it would be dropped."""
    await import_looked_at(me)
    await me.press("tab")


async def import_column(me: Desk) -> None:
    """Be asked where a column goes."""
    await import_looked_at(me)
    await me.press("G", "e")


async def import_done(me: Desk) -> None:
    """Have it imported."""
    await import_looked_at(me)
    await me.press("Y")


PLACES: dict[str, Way] = {
    "today": by(),
    "today, on another row": by("j"),
    "refused": by("d", "ctrl+s", "escape", "u"),
    "contacts": by("g c", "j"),
    "contacts, filter": by("/"),
    "contacts, filtered": by("/", "p e t"),
    "contacts, nobody": by("/", "q q q"),
    "contact": by("enter"),
    "contact of a long life": by("g c", "G", "enter"),
    "new contact": _new_contact,
    "edit": by("enter", "e"),
    "words selected": _selected,
    "note": _note,
    "follow-up": _follow_up,
    "done": by("d"),
    "snooze": by("s ."),
    "stage": by("m f"),
    "tags": by("t"),
    "archive": by("x"),
    "companies": by("g o"),
    "company": by("g o", "enter"),
    "stages": by("g b"),
    "brief": by("b"),
    "follow-ups": by("g f"),
    "insight": by("g i"),
    "behind a bar": by("g i", "enter"),
    "matters": by("g m"),
    "new matter": by("g m", "o"),
    "announcement": _announcement,
    "told": by("c t"),
    "settings": by("g ,"),
    "import": import_looked_at,
    "import, dropped": import_dropped,
    "which-key": by("g"),
    "palette": by("ctrl+p"),
    "quick add": by("a"),
    "archive with a reason": by("g c", "/", "b o b", "enter", "x"),
    "keys": by("?"),
}
