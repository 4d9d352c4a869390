"""Every screen as a person sees it, kept as plain text. `make pictures` draws them anew; look at the difference."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from screens.glyphs import ASCII
from tests.journeys import desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.journeys.desk import Desk

KEPT = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 40))


async def nothing(_: Desk) -> None:
    """Today, as the program opens."""


async def contacts(me: Desk) -> None:
    await me.press("g c", "j")


async def contacts_filtered(me: Desk) -> None:
    await me.press("/")
    await me.type("pet")


async def contacts_nobody(me: Desk) -> None:
    await me.press("/")
    await me.type("quentin")


async def contact(me: Desk) -> None:
    await me.press("enter")


async def contact_wide(me: Desk) -> None:
    await me.press("g c", "G", "enter")


async def new_contact(me: Desk) -> None:
    await me.press("o")
    await me.fill(name="Ada Stone", stage="c", emails="ada@stone.example, office@stone.example")


async def follow_up(me: Desk) -> None:
    await me.press("f")
    await me.fill(text="the price goes up", when="fri 10am", tone="u", channel="e")
    await me.press("ctrl+s")


async def done(me: Desk) -> None:
    await me.press("d")


async def stage_reason(me: Desk) -> None:
    await me.press("m f")


async def archive(me: Desk) -> None:
    await me.press("x")


async def keys(me: Desk) -> None:
    await me.press("?")


FULL: dict[str, Callable[[Desk], Awaitable[None]]] = {
    "today": nothing,
    "contacts-preview": contacts,
    "contacts-filtered": contacts_filtered,
    "contacts-nobody": contacts_nobody,
    "contact": contact,
    "contact-wide": contact_wide,
    "new-contact": new_contact,
    "follow-up-refused": follow_up,
    "done": done,
    "stage-reason": stage_reason,
    "confirm-archive": archive,
    "help": keys,
}
EMPTY: dict[str, Callable[[Desk], Awaitable[None]]] = {"today-empty": nothing, "contacts-empty": contacts}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", FULL)
async def test_the_picture_of_a_full_book_is_as_kept(full: Path, name: str, size: tuple[int, int]) -> None:
    async with desk.opened(full, size=size) as me:
        await FULL[name](me)
        compare(me, name)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", EMPTY)
async def test_the_picture_of_an_empty_book_is_as_kept(empty: Path, name: str, size: tuple[int, int]) -> None:
    async with desk.opened(empty, size=size) as me:
        await EMPTY[name](me)
        compare(me, name)


@pytest.mark.parametrize("name", ["today", "contact"])
async def test_the_picture_in_ascii_is_as_kept(full: Path, name: str) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await FULL[name](me)
        compare(me, f"{name}-ascii")


def test_every_picture_kept_is_one_that_is_compared() -> None:
    drawn = {f"{name}-{width}x{height}" for name in (*FULL, *EMPTY) for width, height in SIZES}
    assert {file.stem for file in KEPT.iterdir()} == drawn | {"today-ascii-80x24", "contact-ascii-80x24"}


def compare(me: Desk, name: str) -> None:
    """Compare what is seen with the picture kept, or keep it when asked to draw anew."""
    size = me.app.size
    kept = KEPT / f"{name}-{size.width}x{size.height}.txt"
    if os.environ.get("WELLKEPT_REDRAW"):
        kept.write_text(f"{me.screen}\n", encoding="utf-8")
    before = kept.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(difflib.unified_diff(before, me.lines, "kept", "seen", lineterm=""))
    assert not difference, f"{kept.name} is not what is seen; `make pictures` if it should be:\n{difference}"
