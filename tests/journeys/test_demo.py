"""The demo on screen: what is confidential leaps to the eye, and how to open it is said where one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import models
from models import db
from tests.journeys import desk
from tests.journeys.book import NOW
from tests.journeys.confidences import sitting
from tests.journeys.settings_of import come_to
from tui.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.command import Command

PASSPHRASE = "open sesame"  # noqa: S105  (the demo tells it)


@pytest.fixture
async def demo(tmp_path: Path) -> Path:
    path = tmp_path / "demo.db"
    async with db.opened(path):
        by = await models.members.present("ann", at=NOW)
        await models.demo.fill(by=by, at=NOW)
        await models.demo.confide(by=by, at=NOW)
    return path


async def test_a_note_is_opened_with_the_passphrase_that_is_told(demo: Path) -> None:
    async with sitting(demo) as me:
        assert me.state == f"Everybody is fictional. The passphrase for what is confidential: {PASSPHRASE}"
        assert "Bob Stone ◆ confidential" in me.screen
        assert "ann ◆ locked" in me.lines[0]
        await me.press("enter", "j", "j", "j", "j")
        assert "◆ confidential  by ann, for ann and cara" in me.current
        await me.press("enter")
        assert f"the passphrase is no secret: {PASSPHRASE}" in me.words
        await me.type(PASSPHRASE)
        await me.press("enter")
        assert "His partner takes half the firm" in me.screen
        await me.press("escape", "g c", "/")
        await me.type("hill bakery")
        await me.press("enter", "enter", "=", "ctrl+d")
        assert "1 confidential item: ask cara" in me.words


def test_of_a_demo_that_is_thrown_away_nothing_stays(cli: Command, opened: dict[str, Any], tmp_path: Path) -> None:
    assert main(["demo"], now=cli.now) == 7
    assert (opened["drafts"], opened["pins"]) == (None, None)
    assert main(["demo", "--db", str(tmp_path / "new.db")], now=cli.now) == 7
    assert None not in (opened["drafts"], opened["pins"])


async def test_settings_tell_it_until_it_is_changed(demo: Path) -> None:
    async with sitting(demo) as me:
        await come_to(me, "your passphrase")
        assert f"{PASSPHRASE}, the demo's" in me.current


async def test_other_books_say_nothing_of_it(keyed: Path) -> None:
    async with desk.opened(keyed) as me:
        assert "passphrase" not in me.screen
        await come_to(me, "your passphrase")
        assert "known to you alone" in me.current


async def test_with_the_people_goes_what_is_confidential(demo: Path) -> None:
    async with sitting(demo) as me:
        await come_to(me, "fictional people")
        await me.press("x")
        assert "removed the fictional people and everything about them" in me.words
        assert "Your key stays" not in me.words
        assert me.rows("SELECT count(*) FROM identity") == [(0,)]


async def test_a_key_that_stays_wants_a_passphrase_of_its_own(demo: Path) -> None:
    async with sitting(demo) as me:
        by, at = me.session.member_id, me.session.now()
        await models.keys.unlock(bytearray(PASSPHRASE.encode()), vault=me.session.vault)
        real = await models.contacts.add("Ada Real", by=by, at=at)
        await models.confidences.write(real.id, "mine", [], vault=me.session.vault, by=by, at=at)
        await come_to(me, "fictional people")
        await me.press("x")
        assert "Your key stays, with the passphrase of the demo: change it under MEMBERS AND KEYS" in me.words
