"""The one list over 100,000 rows: what it reads, and what stays when it is read again."""

import asyncio

from tests.journeys.listing import EVERYONE, STAGED, Book, Person, desk, people


async def test_the_first_page_needs_one_read_and_is_painted_before_the_count() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
        book.count_gate.clear()
        await it.show(book)
        assert book.asked == ["page", "count"]
        assert it.picture[0] == "▸ Person 000000"
        assert it.picture[9] == "  Person 000009"
        assert (it.id, it.rows.position, it.rows.total) == (0, 1, None)
        book.count_gate.set()
        await it.pilot.pause()
        assert it.rows.total == 100_000
        assert it.screen.messages == [EVERYONE[0], 100_000]


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


async def test_resizing_keeps_the_cursor_in_view_and_the_view_filled() -> None:
    async with desk() as it:
        await it.show(Book(EVERYONE))
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


async def test_the_count_of_an_older_list_is_not_taken() -> None:
    async with desk() as it:
        old, new = Book(EVERYONE), Book(EVERYONE[:30])
        old.count_gate.clear()
        await it.show(old)
        await it.show(new)
        assert it.rows.total == 30
        old.count_gate.set()
        await it.pilot.pause()
        assert it.rows.total == 30
        assert 100_000 not in it.screen.messages


async def test_the_old_total_stands_for_the_same_list_only() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
        await it.show(book)
        book.count_gate.clear()
        await it.show(book, keep=lambda row: row.id)
        assert it.rows.total == 100_000
        await it.show(book)
        assert it.rows.total is None


async def test_leaving_while_counting_does_no_harm() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
        book.count_gate.clear()
        await it.show(book)
        await it.pilot.app.pop_screen()
        book.count_gate.set()
        await it.pilot.pause()
        assert it.rows.total is None
        await it.rows.show(book)


async def test_of_two_lists_shown_at_once_the_last_wins() -> None:
    async with desk() as it:
        slow, quick = Book(EVERYONE[:100]), Book(EVERYONE[500:600])
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


async def test_a_move_that_a_new_list_overtakes_is_dropped() -> None:
    async with desk() as it:
        slow = Book(EVERYONE)
        await it.show(slow)
        slow.page_gate.clear()
        move = asyncio.create_task(it.rows.move(5_000))
        await it.pilot.pause()
        await it.show(Book(STAGED))
        slow.page_gate.set()
        await move
        assert it.id == 1


async def test_two_moves_at_once_add_up() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
        await it.show(book)
        book.page_gate.clear()
        moves = [asyncio.create_task(it.rows.move(by)) for by in (1_000, 500, -1)]
        await it.pilot.pause()
        book.page_gate.set()
        await asyncio.gather(*moves)
        assert it.id == 1_499


async def test_after_a_refresh_the_cursor_is_on_the_same_row_at_the_same_height() -> None:
    async with desk() as it:
        book = Book(list(EVERYONE))
        await it.show(book)
        await it.press("5", "0", "0", "j", "2", "k")
        height = it.picture.index("▸ Person 000498")
        book.rows.insert(3, Person("Person 000002b", 7))
        messages = len(it.screen.messages)
        await it.show(book, keep=lambda row: row.id)
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
        await it.show(book, keep=lambda row: row.id)
        assert (it.id, it.rows.position) == (4, 5)
        assert it.screen.messages[-2] == book.rows[4]


async def test_a_renamed_row_is_followed_to_its_new_place() -> None:
    async with desk() as it:
        book = Book(list(EVERYONE))
        await it.show(book)
        await it.press("4", "j")
        renamed = Person("Person 050000b", 4)
        book.rows = sorted([*book.rows[:4], *book.rows[5:], renamed])
        await it.show(book, keep=lambda row: row.id, near=renamed)
        assert it.rows.current == renamed
        assert it.rows.position is None
        await it.press("k")
        assert it.id == 50_000


async def test_when_the_row_is_gone_the_next_takes_its_place() -> None:
    async with desk() as it:
        book = Book(EVERYONE[:300])
        await it.show(book)
        await it.press("2", "0", "0", "j")
        assert it.rows.position == 201
        del book.rows[200]
        await it.show(book, keep=lambda row: row.id)
        assert (it.id, it.rows.position, it.rows.total) == (201, 201, 299)
        await it.press("G")
        del book.rows[-1]
        await it.show(book, keep=lambda row: row.id)
        assert (it.id, it.rows.position, it.rows.total) == (298, 298, 298)


async def test_a_list_that_shrinks_to_nothing() -> None:
    async with desk() as it:
        book = Book(EVERYONE[:300])
        await it.show(book)
        await it.press("G")
        book.rows.clear()
        await it.press("9", "9", "k", "g", "g")
        assert it.id == 240
        await it.show(book, keep=lambda row: row.id)
        assert (it.rows.current, it.rows.position, it.rows.total) == (None, None, 0)
        assert "Nobody yet" in "".join(it.picture)
        assert it.screen.messages[-2:] == [None, 0]


async def test_rows_that_went_meanwhile_end_the_list_early() -> None:
    async with desk() as it:
        book = Book(EVERYONE[:300])
        await it.show(book)
        del book.rows[70:]
        await it.press("9", "9", "9", "j")
        assert (it.id, it.rows.position) == (69, 70)


async def test_a_move_while_the_list_is_read_again_is_not_lost() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
        await it.show(book)
        book.page_gate.clear()
        reading = asyncio.create_task(it.rows.show(book, keep=lambda row: row.id))
        await it.pilot.pause()
        moving = asyncio.create_task(it.rows.move(2))
        await it.pilot.pause()
        book.page_gate.set()
        await asyncio.gather(reading, moving)
        assert it.id == 2


async def test_a_jump_under_way_when_the_list_is_read_again_is_not_taken_back() -> None:
    async with desk() as it:
        book = Book(EVERYONE)
        await it.show(book)
        book.page_gate.clear()
        jumping = asyncio.create_task(it.rows.move(500))
        await it.pilot.pause()
        reading = asyncio.create_task(it.rows.show(book, keep=lambda row: row.id))
        await it.pilot.pause()
        book.page_gate.set()
        await asyncio.gather(jumping, reading)
        assert it.id == 500
