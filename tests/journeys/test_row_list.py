"""The one list over 100,000 rows: what it reads, what it paints, and where its cursor is."""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, ClassVar, NamedTuple

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from typing_extensions import override

from screens.keys import KeyedScreen, bound
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


class Host(App[None], inherit_bindings=False):
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


@pytest.fixture(scope="module")
def everyone() -> list[Person]:
    return people(range(100_000))


async def test_the_first_page_needs_one_read_and_is_painted_before_the_count(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone)
        book.count_gate.clear()
        await it.show(book)
        assert book.asked == ["page", "count"]
        assert it.picture[0] == "▸ Person 000000"
        assert it.picture[9] == "  Person 000009"
        assert (it.id, it.rows.position, it.rows.total) == (0, 1, None)
        book.count_gate.set()
        await it.pilot.pause()
        assert it.rows.total == 100_000
        assert it.screen.messages == [everyone[0], 100_000]


async def test_a_plain_move_repaints_two_lines(everyone: list[Person]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        it.start_watching()
        await it.press("j")
        assert it.rows.drawn == [0, 1]
        assert it.rows.repainted == [Region(0, 0, 40, 1), Region(0, 1, 40, 1)]
        assert it.pointed == ["Person 000001"]
        await it.press("k", "k")
        assert it.rows.drawn == [0, 1, 0, 1]
        assert it.screen.messages[-2:] == [everyone[1], everyone[0]]


async def test_reading_ahead_repaints_nothing(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone)
        await it.show(book)
        await it.press("4", "8", "j", "k", "k", "k")
        assert book.asked == ["page", "count"]
        it.start_watching()
        await it.press("3", "j")
        assert it.rows.drawn == [6, 9]
        await it.press("j", "j", "j", "k")
        assert book.asked == ["page", "count", "page"]
        assert it.rows.position == 51
        it.start_watching()
        await it.press("k")
        assert it.rows.drawn == [7, 8]


async def test_the_cursor_is_seen_without_colour(everyone: list[Person]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        await it.press("j")
        strips = [it.rows.render_line(y) for y in range(3)]
        styles = [[segment.style for segment in strip] for strip in strips]
        assert all(style and style.reverse for style in styles[1])
        assert not any(style and style.reverse for style in styles[0] + styles[2])
        assert any(style and style.bold for style in styles[1])
        assert [strip.cell_length for strip in strips] == [40] * 3


async def test_top_bottom_and_far_counts(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone)
        await it.show(book)
        await it.press("G")
        assert (it.id, it.rows.position) == (99_999, 100_000)
        assert it.picture[9] == "▸ Person 099999"
        await it.press("k")
        assert (it.id, it.rows.position) == (99_998, 99_999)
        await it.press("g", "g")
        assert (it.id, it.rows.position) == (0, 1)
        assert it.picture[0] == "▸ Person 000000"
        await it.press("5", "0", "0", "0", "j")
        assert (it.id, it.rows.position) == (5_000, 5_001)
        await it.press("1", "0", "0", "0", "k")
        assert (it.id, it.rows.position) == (4_000, 4_001)
        await it.press("9", "9", "9", "9", "k")
        assert (it.id, it.rows.position) == (0, 1)
        await it.press("4", "2", "G")
        assert it.id == 41
        await it.press("7", "g", "g")
        assert it.id == 6


async def test_moving_by_pages_keeps_the_cursor_where_it_is_on_the_screen(everyone: list[Person]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        await it.press("3", "j", "ctrl+d")
        assert (it.id, it.picture.index("▸ Person 000008")) == (8, 3)
        await it.press("pagedown")
        assert (it.id, it.picture.index("▸ Person 000017")) == (17, 3)
        await it.press("2", "ctrl+u", "pageup")
        assert (it.id, it.picture[0]) == (0, "▸ Person 000000")


async def test_only_so_many_rows_are_kept(everyone: list[Person]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        for step in [400] * 30 + [-190] * 60:
            await it.rows.move(step)
            assert it.rows._window
            assert len(it.rows._window.rows) <= 600
            assert it.rows.position == (it.id or 0) + 1
            assert len(it.pointed) == 1


@pytest.mark.parametrize("steps", [[250, -3, 1], [700, -700], [-1], [99_999, 5], [60, -59, 58, -61]])
async def test_every_way_leads_to_the_same_row(everyone: list[Person], steps: list[int]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        place = 0
        for step in steps:
            await it.rows.move(step)
            place = min(max(place + step, 0), len(everyone) - 1)
            assert it.id == place
            await it.pilot.pause()
            assert it.pointed == [everyone[place].name]


STAGED = [
    Person("Ann Moss", 1, "Hot"),
    Person("Bob Stone", 2, "Hot"),
    Person("Cara Dunn", 3, "Warm"),
    Person("Dee Park", 4, ""),
    Person("Eva Brandt", 5, "Warm"),
]


async def test_headings_stand_above_their_rows_and_are_never_under_the_cursor() -> None:
    async with desk(by_stage=True) as it:
        await it.show(Book(STAGED))
        assert it.picture[:8] == [
            " Hot",
            "▸ Ann Moss                          Hot",
            "  Bob Stone                         Hot",
            " Warm",
            "  Cara Dunn                         Warm",
            "  Dee Park",
            " Warm",
            "  Eva Brandt                        Warm",
        ]
        ids = []
        for _ in range(6):
            await it.press("j")
            ids.append(it.id)
        assert ids == [2, 3, 4, 5, 5, 5]
        assert it.rows.total == 5


async def test_the_heading_above_the_first_row_comes_back_into_view() -> None:
    async with desk(by_stage=True, size=(40, 3)) as it:
        await it.show(Book(STAGED))
        await it.press("G")
        assert it.picture == ["  Dee Park", " Warm", "▸ Eva Brandt                        Warm"]
        await it.press("3", "k")
        assert it.picture[0] == "▸ Bob Stone                         Hot"
        await it.press("k")
        assert it.picture[0] == " Hot"
        assert it.pointed == ["Ann Moss                          Hot"]


async def test_headings_do_not_appear_where_a_window_begins() -> None:
    rows = [Person(f"Person {number:06}", number, "Cold") for number in range(2_000)]
    async with desk(by_stage=True) as it:
        await it.show(Book(rows))
        await it.press("1", "5", "0", "0", "j", "1", "0", "0", "k")
        assert " Cold" not in it.picture
        assert it.rows.position == 1_401
        await it.press("g", "g")
        assert it.picture[0] == " Cold"


async def test_an_empty_list_says_what_to_press() -> None:
    async with desk() as it:
        await it.show(Book([]))
        assert [line.strip() for line in it.picture if line] == ["Nobody yet. Press o to add a contact."]
        await it.press("j", "k", "G", "g", "g", "ctrl+d", "pageup")
        assert (it.rows.current, it.rows.position, it.rows.total) == (None, None, 0)
        assert it.screen.messages == [0]
        it.rows.empty = "Nothing [/b] found."
        await it.pilot.pause()
        assert [line.strip() for line in it.picture if line] == ["Nothing [/b] found."]


async def test_before_the_first_page_nothing_is_drawn_and_keys_do_no_harm() -> None:
    async with desk() as it:
        await it.press("j", "G")
        assert not any(it.picture)
        assert (it.rows.current, it.rows.position, it.rows.total) == (None, None, None)


async def test_twenty_columns_are_enough(everyone: list[Person]) -> None:
    async with desk(size=(20, 6)) as it:
        await it.show(Book([]))
        assert [line.strip() for line in it.picture if line] == ["Nobody yet. Press", "o to add a", "contact."]
        await it.show(Book([Person("Augusta von Hohenfels-Lindau", 1), *everyone[:3]]))
        assert it.picture[0] == "▸ Augusta von H…"
        assert all(it.rows.render_line(y).cell_length == 20 for y in range(6))


async def test_pieces_too_wide_or_unclean_are_cut_and_cleaned() -> None:
    async with desk(size=(21, 5)) as it:
        await it.show(Book([Person("Bo\x1b[2J\nb渡渡渡渡渡渡渡渡", 1, "soft mark"), Person("c", 2)]))
        assert it.rows.render_line(0).text == "▸ Bo\ufffd[2J b渡渡渡渡渡 "
        assert it.rows.render_line(1).text == "  c".ljust(21)


async def test_resizing_keeps_the_cursor_in_view_and_the_view_filled(everyone: list[Person]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        await it.press("9", "j")
        await it.pilot.resize_terminal(30, 4)
        await it.pilot.pause()
        assert it.picture[3] == "▸ Person 000009"
        await it.press("4", "0", "j")
        await it.pilot.resize_terminal(60, 50)
        await it.pilot.pause()
        assert it.pointed == ["Person 000049"]
        assert len([line for line in it.picture if "Person" in line]) == 50
        assert len({line for line in it.picture if "Person" in line}) == 50


async def test_the_count_of_an_older_list_is_not_taken(everyone: list[Person]) -> None:
    async with desk() as it:
        old, new = Book(everyone), Book(everyone[:70])
        old.count_gate.clear()
        await it.show(old)
        await it.show(new)
        assert it.rows.total == 70
        old.count_gate.set()
        await it.pilot.pause()
        assert it.rows.total == 70
        assert 100_000 not in it.screen.messages


async def test_leaving_while_counting_does_no_harm(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone)
        book.count_gate.clear()
        await it.show(book)
        await it.pilot.app.pop_screen()
        book.count_gate.set()
        await it.pilot.pause()
        assert it.rows.total is None
        await it.rows.show(book)


async def test_of_two_lists_shown_at_once_the_last_wins(everyone: list[Person]) -> None:
    async with desk() as it:
        slow, quick = Book(everyone[:100]), Book(everyone[500:600])
        slow.page_gate.clear()
        first = asyncio.create_task(it.rows.show(slow))
        await it.pilot.pause()
        await it.show(quick)
        slow.page_gate.set()
        await first
        await it.pilot.pause()
        assert it.picture[0] == "▸ Person 000500"
        assert it.rows.total == 100
        assert slow.asked == ["page"]


async def test_a_move_that_a_new_list_overtakes_is_dropped(everyone: list[Person]) -> None:
    async with desk() as it:
        slow = Book(everyone)
        await it.show(slow)
        slow.page_gate.clear()
        move = asyncio.create_task(it.rows.move(5_000))
        await it.pilot.pause()
        await it.show(Book(STAGED))
        slow.page_gate.set()
        await move
        assert it.id == 1


async def test_two_moves_at_once_add_up(everyone: list[Person]) -> None:
    async with desk() as it:
        await it.show(Book(everyone))
        await asyncio.gather(it.rows.move(1_000), it.rows.move(500), it.rows.move(-1))
        assert it.id == 1_499


async def test_after_a_refresh_the_cursor_is_on_the_same_row_at_the_same_height(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(list(everyone))
        await it.show(book)
        await it.press("5", "0", "0", "j", "2", "k")
        height = it.picture.index("▸ Person 000498")
        book.rows.insert(3, Person("Person 000002b", 7))
        messages = len(it.screen.messages)
        await it.show(book, keep=lambda row: row.id == 498)
        assert it.picture.index("▸ Person 000498") == height
        assert it.screen.messages[messages:] == [100_001]
        await it.press("g", "g", "5", "j")
        assert it.id == 4


async def test_an_edited_row_keeps_the_cursor_and_is_told() -> None:
    async with desk() as it:
        book = Book(people(range(30)))
        await it.show(book)
        await it.press("4", "j")
        book.rows[4] = book.rows[4]._replace(stage="New")
        await it.show(book, keep=lambda row: row.id == 4)
        assert (it.id, it.rows.position) == (4, 5)
        assert it.screen.messages[-2] == book.rows[4]


async def test_a_renamed_row_is_followed_to_its_new_place(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(list(everyone))
        await it.show(book)
        await it.press("4", "j")
        renamed = Person("Person 050000b", 4)
        book.rows = sorted([*book.rows[:4], *book.rows[5:], renamed])
        await it.show(book, keep=lambda row: row.id == 4, near=renamed)
        assert it.rows.current == renamed
        assert it.rows.position is None
        await it.press("k")
        assert it.id == 50_000


async def test_when_the_row_is_gone_the_next_takes_its_place(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone[:300])
        await it.show(book)
        await it.press("2", "0", "0", "j")
        assert it.rows.position == 201
        del book.rows[200]
        await it.show(book, keep=lambda row: row.id == 200)
        assert (it.id, it.rows.position, it.rows.total) == (201, 201, 299)
        await it.press("G")
        del book.rows[-1]
        await it.show(book, keep=lambda row: row.id == 299)
        assert (it.id, it.rows.position, it.rows.total) == (298, 298, 298)


async def test_a_list_that_shrinks_to_nothing(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone[:300])
        await it.show(book)
        await it.press("G")
        book.rows.clear()
        await it.press("9", "9", "k", "g", "g")
        assert it.id == 240
        await it.show(book, keep=lambda _: True)
        assert (it.rows.current, it.rows.position, it.rows.total) == (None, None, 0)
        assert "Nobody yet" in "".join(it.picture)
        assert it.screen.messages[-2:] == [None, 0]


async def test_rows_that_went_meanwhile_end_the_list_early(everyone: list[Person]) -> None:
    async with desk() as it:
        book = Book(everyone[:300])
        await it.show(book)
        del book.rows[70:]
        await it.press("9", "9", "9", "j")
        assert (it.id, it.rows.position) == (69, 70)


async def test_the_motions_are_in_the_help() -> None:
    async with desk() as it:
        helped = {entry.id: (entry.keys, entry.help) for entry in bound(it.screen)}
        assert list(helped) == ["down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom"]
        assert helped["top"] == ("g g, home", "First row, or the row of that number.")
