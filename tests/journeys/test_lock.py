"""The first line always tells how it stands with one's key, and changes in the same breath as that does."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import models
from screens.glyphs import ASCII
from tests.journeys import desk
from tests.journeys.book import ANN, BEN
from tests.journeys.confidences import PASSPHRASES, WORDS, confided, sitting, unlock
from tests.journeys.settings_of import set_to

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.journeys.desk import Desk


async def opened(me: Desk) -> None:
    """Unlock one's key, as any screen that asks for it does."""
    passphrase = bytearray(PASSPHRASES[me.session.member_id].encode())
    await models.keys.unlock(passphrase, vault=me.session.vault)
    await me.settle()


async def test_where_nothing_is_confidential_nothing_is_told(full: Path) -> None:
    async with desk.opened(full) as me:
        assert me.lines[0].endswith("Insight      ann")


async def test_who_has_no_key_is_told_so_once_there_is_something_to_read(keyed: Path) -> None:
    await confided(keyed, ANN)
    async with desk.opened(keyed) as me:
        me.session.sit_down(3, "cara")
        await me.press("g c")
        assert me.lines[0].endswith("cara ◆ no key")


async def test_a_key_is_locked_at_first_then_open_and_locked_again_by_its_key(keyed: Path) -> None:
    async with sitting(keyed) as me:
        assert me.lines[0].endswith("ann ◆ locked")
        await opened(me)
        assert me.lines[0].endswith("ann ◆ open")
        await me.press("g c")
        assert me.lines[0].endswith("ann ◆ open")
        await me.press("L")
        assert me.lines[0].endswith("ann ◆ locked")
        assert not me.session.vault.agent.is_open
        await me.press("g t")
        assert me.lines[0].endswith("ann ◆ locked")


async def test_it_is_seen_when_the_agent_is_killed_and_what_was_open_closes(keyed: Path) -> None:
    await confided(keyed, ANN)
    async with sitting(keyed) as me:
        await me.press("/", "b o b", "enter", "enter", "g g", "enter")
        await unlock(me)
        assert WORDS in me.screen
        os.kill(_agent_of(me), signal.SIGKILL)
        while me.session.vault.agent.is_open:
            await me.settle()
        await me.settle()
        assert WORDS not in me.screen
        assert me.lines[0].endswith("ann ◆ locked")


def _agent_of(me: Desk) -> int:
    """The process that holds the keys."""
    link = me.session.vault.agent._link
    assert link is not None
    return link._process.pid


async def test_it_is_seen_behind_a_question_too(keyed: Path) -> None:
    async with sitting(keyed) as me:
        await opened(me)
        await me.press("x")
        me.session.vault.agent.lock()
        await me.settle()
        assert "ann ◆ locked" in me.lines[0]


async def test_the_lock_says_what_it_did(keyed: Path) -> None:
    async with sitting(keyed) as me:
        await me.press("L")
        assert me.state.startswith("Your key is locked already.")
        await opened(me)
        await me.press("L")
        assert me.state.startswith("Your key is locked.")
        assert me.lines[0].endswith("ann ◆ locked")


async def test_the_veil_is_told_before_the_lock(keyed: Path) -> None:
    async with sitting(keyed) as me:
        await me.press("f2")
        assert me.lines[0].endswith("ann ◆ veiled")
        await me.press("f2")
        assert me.lines[0].endswith("ann ◆ locked")


async def test_every_key_and_paste_keeps_the_agent_awake(keyed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    async with sitting(keyed) as me:
        monkeypatch.setattr(me.session.vault.agent, "keep_awake", lambda: told.append("awake"))
        await me.press("j", "A", "x", "f2")
        await me.paste("likes boats")
        assert len(told) == 5


async def test_it_is_told_in_ascii_and_in_every_width(keyed: Path) -> None:
    async with sitting(keyed, glyphs=ASCII) as me:
        assert me.lines[0].endswith("ann [c] locked")
        await me.resize(40, 10)
        assert me.lines[0].split() == ["[Today]", "ann", "[c]", "locked"]
        me.session.member = "Maximilian-Alexander von Hohenberg"
        await me.press("g c")
        assert me.lines[0].split() == ["[Contacts]", "[c]", "locked"]


async def test_it_stands_at_the_right_of_the_business(keyed: Path) -> None:
    async with sitting(keyed) as me:
        await set_to(me, "its name", value="Stone")
        assert me.lines[0].endswith("ann · Stone ◆ locked")
        await set_to(me, "its name", value="Stone Roofing and Sons")
        assert me.lines[0].endswith("Insight         ann ◆ locked")


async def test_companies_give_way_where_the_line_is_narrow_unless_one_is_there(keyed: Path) -> None:
    async with sitting(keyed) as me:
        assert me.lines[0].split()[:4] == ["[Today]", "Contacts", "Stages", "Follow-ups"]
        await me.press("g o")
        assert me.lines[0].split()[:4] == ["Today", "[Companies]", "Stages", "Follow-ups"]
        assert me.lines[0].endswith("Matters Problems Insight      ann ◆ locked")
        await me.resize(100, 24)
        assert me.lines[0].split()[:4] == ["Today", "Contacts", "[Companies]", "Stages"]


async def test_another_member_has_their_own_key(keyed: Path) -> None:
    async with sitting(keyed, BEN) as me:
        assert me.session.vault.member_id == BEN
        await opened(me)
        assert me.lines[0].endswith("ben ◆ open")
