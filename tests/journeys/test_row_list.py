"""The one list over 100,000 rows: where its cursor goes and what it paints."""

import pytest
from textual.geometry import Region

from screens.keys import bound
from screens.widgets.row_lines import lines_of
from screens.widgets.row_window import RowWindow
from tests.journeys.listing import EVERYONE, STAGED, Book, Person, desk


async def test_a_plain_move_repaints_two_lines() -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
        it.start_watching()
        await it.press("j")
        assert it.rows.drawn == [0, 1]
        assert it.rows.repainted == [Region(0, 0, 40, 1), Region(0, 1, 40, 1)]
        assert it.pointed == ["Person 000001"]
        await it.press("k", "k")
        assert it.rows.drawn == [0, 1, 0, 1]
        assert it.screen.messages[-2:] == [EVERYONE[1], EVERYONE[0]]


async def test_reading_ahead_repaints_nothing() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
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


async def test_the_cursor_is_seen_without_colour() -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
        await it.press("j")
        strips = [it.rows.render_line(y) for y in range(3)]
        styles = [[segment.style for segment in strip] for strip in strips]
        assert all(style and style.reverse for style in styles[1])
        assert not any(style and style.reverse for style in styles[0] + styles[2])
        assert any(style and style.bold for style in styles[1])
        assert [strip.cell_length for strip in strips] == [40] * 3


async def test_top_bottom_and_far_counts() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
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


async def test_moving_by_pages_keeps_the_cursor_where_it_is_on_the_screen() -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
        await it.press("3", "j", "ctrl+d")
        assert (it.id, it.picture.index("▸ Person 000008")) == (8, 3)
        await it.press("pagedown")
        assert (it.id, it.picture.index("▸ Person 000017")) == (17, 3)
        await it.press("2", "ctrl+u", "pageup")
        assert (it.id, it.picture[0]) == (0, "▸ Person 000000")


async def test_only_so_many_rows_are_kept() -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
        for step in [400] * 30 + [-190] * 60:
            await it.rows.move(step)
            assert it.rows._window
            assert len(it.rows._window.rows) <= 600
            assert it.rows.position == (it.id or 0) + 1
            assert len(it.pointed) == 1


@pytest.mark.parametrize("steps", [[250, -3, 1], [700, -700], [-1], [99_999, 5], [60, -59, 58, -61]])
async def test_every_way_leads_to_the_same_row(steps: list[int]) -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
        place = 0
        for step in steps:
            await it.rows.move(step)
            place = min(max(place + step, 0), len(EVERYONE) - 1)
            assert it.id == place
            await it.pilot.pause()
            assert it.pointed == [EVERYONE[place].name]


async def test_the_way_up_from_the_bottom_and_back_again() -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
        await it.rows.to_bottom()
        for step, place in [(-900, 99_099), (100, 99_199), (797, 99_996), (5, 99_999), (-650, 99_349), (9_000, 99_999)]:
            await it.rows.move(step)
            assert (it.id, it.rows.position) == (place, place + 1)


async def test_the_position_is_told_as_soon_as_it_is_known() -> None:
    async with desk() as it:
        book = Book(EVERYONE[:700])
        book.count_gate.clear()
        await it.show(book)
        await it.rows.to_bottom()
        told = []
        for step in (-500, -190):
            told.append(it.rows.position)
            await it.rows.move(step)
        assert told == [None, None]
        assert (it.id, it.rows.position) == (9, 10)


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


def test_above_a_window_in_the_midst_of_a_group_there_is_no_heading() -> None:
    window = RowWindow(Book([]), tuple(STAGED[:3]), 0, at_start=False, at_end=False, before=None, after=None)
    assert lines_of(window, lambda row: row.stage) == [(None, 0), (None, 1), ("Warm", 2), (None, 2)]


async def test_headings_do_not_appear_where_pages_meet() -> None:
    rows = [Person(f"Person {number:06}", number, "Cold") for number in range(2_000)]
    async with desk(by_stage=True) as it:
        await it.show(Book(rows))
        await it.press("1", "5", "0", "0", "j", "1", "0", "0", "k")
        assert " Cold" not in it.picture
        assert it.rows.position == 1_401
        await it.press("g", "g")
        assert it.picture[0] == " Cold"


async def test_twenty_columns_are_enough() -> None:
    async with desk(size=(20, 6)) as it:
        await it.show(Book([]))
        assert [line.strip() for line in it.picture if line] == ["Nobody yet. Press", "o to add a", "contact."]
        await it.show(Book([Person("Augusta von Hohenfels-Lindau", 1), *EVERYONE[:3]]))
        assert it.picture[0] == "▸ Augusta von H…"
        assert all(it.rows.render_line(y).cell_length == 20 for y in range(6))


async def test_pieces_too_wide_or_unclean_are_cut_and_cleaned() -> None:
    async with desk(size=(21, 5)) as it:
        await it.show(Book([Person("Bo\x1b[2J\nb渡渡渡渡渡渡渡渡", 1, "soft mark"), Person("c", 2)]))
        assert it.rows.render_line(0).text == "▸ Bo\ufffd[2J b渡渡渡渡渡 "
        assert it.rows.render_line(1).text == "  c".ljust(21)


async def test_the_motions_are_in_the_help() -> None:
    async with desk() as it:
        helped = {entry.id: (entry.keys, entry.help) for entry in bound(it.screen)}
        assert list(helped) == ["down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom"]
        assert helped["top"] == ("g g, home", "First row, or the row of that number.")
