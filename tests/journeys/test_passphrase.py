"""A field for a passphrase takes what is typed and never says how much that is."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input
from typing_extensions import override

from screens.keys import KeyedScreen, Press
from screens.widgets.passphrase import ROOM, Passphrase
from tests.journeys import desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.app import ComposeResult

    from tests.journeys.desk import Desk


class Asking(KeyedScreen[None], ModalScreen[None]):
    """Asks for a passphrase, and then for a word."""

    SECTIONS = ("form",)
    DEFAULT_CSS = "Asking Vertical { height: 4; }"

    def __init__(self) -> None:
        super().__init__()
        self.field = Passphrase()
        self.submits = 0

    @override
    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield self.field
            yield Input(id="word")

    def on_mount(self) -> None:
        """Begin in the field."""
        self.set_focus(self.field)

    @override
    async def submitted(self) -> None:
        self.submits += 1

    def action_next_field(self, _: Press) -> None:
        """Go on."""
        self.focus_next()

    def action_cancel(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)

    @property
    def shown(self) -> str:
        """What the field shows."""
        return self.field.render_line(0).text.strip()


@asynccontextmanager
async def asked(path: Path) -> AsyncIterator[tuple[Desk, Asking]]:
    """Sit down before the field."""
    asking = Asking()
    async with desk.opened(path) as me:
        me.app.push_screen(asking)
        await me.settle()
        yield me, asking


async def test_it_shows_that_something_was_typed_and_not_how_much(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        assert not asking.field.is_typed
        seen = set()
        for letter in "horse staple":
            await me.type(letter)
            seen.add(me.screen)
        assert len(seen) == 1
        assert "typed" in seen.pop()
        assert asking.field.is_typed
        assert asking.field.take() == b"horse staple"


async def test_every_letter_is_a_letter_also_those_that_are_keys_elsewhere(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.type("Qu?/ LgG é漢🌻")
        assert asking.field.take().decode() == "Qu?/ LgG é漢🌻"


async def test_backspace_takes_back_a_letter_however_many_bytes_it_is(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.type("aé🌻")
        await me.press("backspace")
        await me.type("b")
        await me.press("backspace", "backspace")
        assert asking.shown == "typed"
        await me.press("backspace")
        assert asking.shown == ""
        await me.press("backspace")
        assert asking.field.take() == b""


async def test_ctrl_u_clears_it(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.type("wrong")
        await me.press("ctrl+u")
        assert asking.shown == ""
        assert not asking.field.is_typed
        await me.type("right")
        assert asking.field.take() == b"right"


async def test_enter_and_tab_are_what_they_are_in_other_fields(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.press("a enter b tab c")
        assert asking.submits == 1
        assert me.typed == {"word": "c"}
        assert asking.field.take() == b"ab"


async def test_a_paste_is_refused_and_says_why(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.type("a")
        await me.paste("correct horse")
        assert asking.shown == "type it: what is pasted stays in memory"
        await me.type("b")
        assert asking.shown == "typed"
        assert asking.field.take() == b"ab"


async def test_it_takes_no_more_than_there_is_room_for(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.type("x" * (ROOM - 1))
        assert asking.shown == "typed"
        await me.type("é")
        assert asking.shown == "typed, and no more fits in"
        assert len(asking.field.take()) == ROOM - 1


async def test_what_was_taken_or_left_is_not_there_any_more(empty: Path) -> None:
    async with asked(empty) as (me, asking):
        await me.type("horse")
        assert asking.field.take() == b"horse"
        assert asking.shown == ""
        assert asking.field.take() == b""
        await me.type("staple")
        await me.press("escape")
        assert asking.field.take() == b""
