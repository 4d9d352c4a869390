"""Somebody restores the book while it is open on a screen: one goes on in what it holds now, as whom one is there."""

from pathlib import Path

import models
from models import backups, db, restoring
from tests.journeys import desk
from tests.journeys.book import ANN, NOW
from tests.journeys.desk import Desk
from tui.app import RESTORED


async def restore(copy: Path, book: Path) -> None:
    async with restoring.incoming(copy, book) as incoming:
        await incoming.restore(at=NOW)


async def noticed(me: Desk) -> None:
    """Let the second pass after which it is looked; in these tests no clock runs."""
    me.session.account = "ann"
    await me.app._look_whether_restored().wait()
    await me.settle()


async def test_the_screen_shows_what_the_book_holds_now_and_says_why(full: Path, tmp_path: Path) -> None:
    async with desk.opened(full) as me:
        await noticed(me)
        copy = (await backups.make(tmp_path / "copy.db", by=ANN, at=NOW)).file
        await models.contacts.add("Zed New", by=ANN, at=NOW)
        await me.press("g c", "G")
        await noticed(me)
        assert "Zed New" in me.screen
        assert RESTORED not in me.words
        await restore(copy, full)
        await noticed(me)
        assert "Zed New" not in me.screen
        assert RESTORED in me.words


async def test_who_is_not_in_it_joins_it(full: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    async with db.opened(other):
        await models.members.present("joan", at=NOW)
    async with desk.opened(full) as me:
        await noticed(me)
        await restore(other, full)
        await noticed(me)
        assert me.rows("SELECT id, account FROM member ORDER BY id") == [(1, "joan"), (2, "ann")]
        assert me.session.member_id == 2
        await me.press("g ,")
        assert "Settings" in me.screen


async def test_a_book_that_nobody_began_is_begun(full: Path, tmp_path: Path) -> None:
    await db.up_to_date(tmp_path / "new.db")
    async with desk.opened(full) as me:
        await noticed(me)
        await restore(tmp_path / "new.db", full)
        await noticed(me)
        assert "Welcome to Wellkept." in me.screen
