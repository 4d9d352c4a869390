"""A list of people on a small screen, and what a person sees and does there."""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from typing_extensions import override

from screens.keys import KeyedApp, KeyedScreen
from screens.text import fit
from screens.widgets.list_motion import ListMotion
from screens.widgets.row_list import RowList


class Person(NamedTuple):
    """A row: ordered by name, then id."""

    name: str
    id: int
    stage: str = ""


def people(numbers: Iterable[int]) -> list[Person]:
    return [Person(f"Person {number:06}", number) for number in numbers]


class Book:
    """An ordered source in memory that says what was asked of it."""

    def __init__(self, rows: list[Person]) -> None:
        self.rows = rows
        self.asked: list[str] = []
        self.page_gate = asyncio.Event()
        self.page_gate.set()
        self.count_gate = asyncio.Event()
        self.count_gate.set()

    async def page(self, *, after: Person | None, before: Person | None, limit: int) -> list[Person]:
        self.asked.append("page")
        await self.page_gate.wait()
        if before is not None:
            end = bisect_left(self.rows, before)
            return self.rows[max(0, end - limit) : end]
        start = 0 if after is None else bisect_right(self.rows, after)
        return self.rows[start : start + limit]

    async def last(self, limit: int) -> list[Person]:
        self.asked.append("last")
        return self.rows[-limit:]

    async def count(self) -> int:
        self.asked.append("count")
        await self.count_gate.wait()
        return len(self.rows)


def draw(row: Person, width: int) -> list[tuple[str, str]]:
    if "\x1b" in row.name:
        return [(row.name, row.stage)]
    return [(fit(row.name, width - 4), "pressing" if row.id % 2 else ""), (fit(row.stage, 4), "soft")]


class Listing(RowList[Person]):
    """Counts the lines it draws."""

    drawn: ClassVar[list[int]] = []
    repainted: ClassVar[list[Region]] = []

    @override
    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return super().render_line(y)

    @override
    def refresh(self, *regions: Region, **how: Any) -> Any:
        self.repainted.extend(regions or [Region(0, 0, *self.size)])
        return super().refresh(*regions, **how)


class ListScreen(ListMotion, KeyedScreen[None]):
    """A screen that is one list."""

    SECTIONS = ("list", "global")

    def __init__(self, *, by_stage: bool = False) -> None:
        super().__init__()
        self.messages: list[Any] = []
        self.listing = Listing(
            draw, heading=lambda row: row.stage if by_stage else "", empty="Nobody yet. Press o to add a contact."
        )

    @property
    @override
    def rows(self) -> RowList[Any]:
        return self.listing

    @override
    def compose(self) -> ComposeResult:
        yield self.listing

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        assert event.control is self.listing
        self.messages.append(event.row)

    def on_row_list_counted(self, event: RowList.Counted) -> None:
        self.messages.append(event.row_list.total)


class Host(KeyedApp[None], inherit_bindings=False):
    """Holds the screen."""

    ENABLE_COMMAND_PALETTE = False


class Desk:
    """A list on a screen of 40x10, and what a person sees and does there."""

    def __init__(self, pilot: Pilot[None], screen: ListScreen) -> None:
        self.pilot, self.screen, self.rows = pilot, screen, screen.listing

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pilot.app.simulate_key(key)
            await self.pilot.pause()

    async def show(self, book: Book, **how: Any) -> None:
        await self.rows.show(book, **how)
        await self.pilot.pause()
        await self.pilot.pause()

    def start_watching(self) -> None:
        self.rows.drawn.clear()
        self.rows.repainted.clear()

    @property
    def picture(self) -> list[str]:
        strips = self.pilot.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def pointed(self) -> list[str]:
        return [line[2:] for line in self.picture if line.startswith("▸ ")]

    @property
    def id(self) -> int | None:
        return self.rows.current.id if self.rows.current else None


@asynccontextmanager
async def desk(*, by_stage: bool = False, size: tuple[int, int] = (40, 10)) -> AsyncIterator[Desk]:
    async with Host().run_test(size=size) as pilot:
        screen = ListScreen(by_stage=by_stage)
        await pilot.app.push_screen(screen)
        await pilot.pause()
        yield Desk(pilot, screen)


STAGED = [
    Person("Ann Moss", 1, "Hot"),
    Person("Bob Stone", 2, "Hot"),
    Person("Cara Dunn", 3, "Warm"),
    Person("Dee Park", 4, ""),
    Person("Eva Brandt", 5, "Warm"),
]


EVERYONE = people(range(100_000))
