"""Somebody restores the book while it is open on a screen: one goes on in what it holds now, as whom one is there."""

from pathlib import Path

import models
from models import backups, db, restoring
from models.rules.words import Role
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.desk import Desk
from tui.app import RESTORED

NOT_HERE = "“ann” {}. Ask {} to run: wellkept members add ann"


async def restore(copy: Path, book: Path) -> None:
    async with restoring.incoming(copy, book) as incoming:
        await incoming.restore(at=NOW)


async def noticed(me: Desk) -> None:
    """Let the second pass after which it is looked; in these tests no clock runs."""
    me.session.account = "ann"
    await me.app._look_whether_restored().wait()  # raises WorkerFailed when that ends the app
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


async def test_who_is_not_in_it_is_told_whom_to_ask(full: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    async with db.opened(other):
        await models.members.present("joan", at=NOW)
    async with desk.sent_away(full) as me:
        await noticed(me)
        await restore(other, full)
        await noticed(me)
    assert (me.app.return_code, me.app.failure) == (4, NOT_HERE.format("is no member of this book", "joan"))
    assert me.rows("SELECT id, account FROM member ORDER BY id") == [(1, "joan")]


async def test_who_is_removed_meanwhile_is_told_and_leaves(full: Path) -> None:
    async with desk.sent_away(full) as me:
        await noticed(me)
        await models.notes.add(1, "x", by=ANN, at=NOW)
        await noticed(me)
        assert "Today" in me.screen
        await models.membership.set_role(BEN, Role.OWNER, by=ANN, at=NOW)
        await models.membership.remove(ANN, to=BEN, by=BEN, at=NOW)
        await noticed(me)
    assert (me.app.return_code, me.app.failure) == (4, NOT_HERE.format("is a member of this book no more", "ben"))


async def test_a_book_that_nobody_began_is_begun(full: Path, tmp_path: Path) -> None:
    await db.up_to_date(tmp_path / "new.db")
    async with desk.opened(full) as me:
        await noticed(me)
        await restore(tmp_path / "new.db", full)
        await noticed(me)
        assert "Welcome to Wellkept." in me.screen
