"""Secrets behind a lock or a veil: not on the screen, and not a moment too late."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from models.reading import secrets
from tests.journeys.book import ANN, BEN
from tests.journeys.confidences import lock, sitting, unlock
from tests.journeys.secrets_kept import BODY, HOW, TITLE, secret_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_while_locked_a_contact_shows_no_sign_and_today_says_so(keyed: Path) -> None:
    await secret_of(keyed, BEN)
    async with sitting(keyed, BEN) as me:
        assert "locked: secrets are not counted" in me.screen
        assert "SECRET LEARNED" not in me.screen
        await me.press("enter")
        assert TITLE not in me.words
        await me.press("escape", "g m")
        assert "◆ confidential  by ann, for ann and ben" in me.screen
        await me.press("enter")
        await unlock(me)
        assert f"◆ confidential: {TITLE}" in me.screen
        assert BODY in me.words
        assert "TALK WITH THEM" in me.screen
        assert HOW in me.screen
        await lock(me)
        assert TITLE not in me.screen
        assert me.session.secrets == {}
        assert me.state.startswith("Closed: the secret is sealed again.")
        await me.press("g t")
        assert "locked: secrets are not counted" in me.screen


async def test_the_veil_takes_secrets_from_today_and_from_the_contact(keyed: Path) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("escape", "g t")
        await me.go_down_to(TITLE[:8])
        await me.press("enter")
        assert TITLE in me.words
        await me.press("f2")
        assert TITLE not in me.words
        await me.press("escape")
        assert "veiled: secrets are not shown" in me.screen
        assert "SECRET LEARNED" not in me.screen
        await me.press("c m")
        assert "Lift the veil first" in me.words
        await me.press("f2")
        assert "SECRET LEARNED 1" in me.screen


async def test_the_veil_is_quicker_than_what_is_being_opened(keyed: Path) -> None:
    """The key of the veil waits for nothing, also not for a secret on its way to the screen."""
    await secret_of(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("escape", "enter f2")
        assert me.session.veiled
        assert "[Matters]" in me.screen
        for words in (TITLE, BODY, "Bob Stone"):
            assert words not in me.words
        await me.press("f2", "g t")
        await me.go_down_to(TITLE[:8])
        await me.press("d f2")
        assert me.session.veiled
        assert "Talked with" not in me.screen
        await me.press("f2", "c m f2")
        assert "What Bob Stone knows" not in me.screen


async def test_who_was_being_looked_up_is_not_shown_once_it_is_locked(
    keyed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("escape", "g t")
        looked_up, agent, locked = secrets.due, me.session.vault.agent, asyncio.Event()
        noticed = agent.on_change

        def ended() -> None:
            if noticed:
                noticed()
            locked.set()

        agent.on_change = ended

        async def and_then_locked(*given: Any, **how: Any) -> Any:
            rows = await looked_up(*given, **how)
            monkeypatch.setattr(secrets, "due", looked_up)
            agent.lock()
            await locked.wait()
            return rows

        monkeypatch.setattr(secrets, "due", and_then_locked)
        await me.press("R")
        assert "locked: secrets are not counted" in me.screen
        assert TITLE[:8] not in me.screen
