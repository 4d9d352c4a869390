"""Drafts of confidential forms: sealed to their writer before anything keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.rules.refusals import Locked
from models.vault.agent import Agent
from models.vault.identity import PublicKeys
from screens.drafts import Drafts
from screens.sealed_drafts import SealedDrafts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

KEY = ("Confidential note on Bob Stone", 1)
WORDS = {"text": "he drinks again"}


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    agent = Agent()
    await agent.create(bytearray(b"harbour walnut kettle mimic spruce anthem"))
    yield agent
    agent.lock()


def kept(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.iterdir()]


async def test_what_is_held_is_sealed_from_the_first_letter(agent: Agent, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    form = await SealedDrafts.of(drafts, KEY, agent)
    assert form.take(KEY) == {}
    form.hold(KEY, WORDS)
    assert "drinks" not in repr(vars(drafts))
    short = len(drafts.take(KEY)["sealed"])
    form.hold(KEY, {"text": "x" * 500})
    assert abs(len(drafts.take(KEY)["sealed"]) - short) < 400, "its length says little; age adds some of its own"
    form.hold(KEY, WORDS)
    form.flush()
    assert [b"drinks" in content for content in kept(tmp_path)] == [False]
    form.leave(KEY)
    again = await SealedDrafts.of(Drafts(tmp_path), KEY, agent)
    assert again.take(KEY) == WORDS
    assert again.take(KEY) == {}, "it is handed out once, and kept nowhere"


async def test_a_form_as_it_was_leaves_no_draft(agent: Agent, tmp_path: Path) -> None:
    form = await SealedDrafts.of(Drafts(tmp_path), KEY, agent)
    form.hold(KEY, WORDS)
    form.flush()
    form.hold(KEY, {})
    form.flush()
    assert kept(tmp_path) == []


async def test_a_locked_key_opens_no_draft_and_loses_none(agent: Agent, tmp_path: Path) -> None:
    form = await SealedDrafts.of(Drafts(tmp_path), KEY, agent)
    form.hold(KEY, WORDS)
    form.leave(KEY)
    drafts = Drafts(tmp_path)
    ended = Ended()
    with pytest.raises(Locked):
        await SealedDrafts.of(drafts, KEY, ended)
    agent_again = await SealedDrafts.of(drafts, KEY, agent)
    assert agent_again.take(KEY) == WORDS, "the draft was let go of, and is found again"
    agent.lock()
    with pytest.raises(Locked):
        await SealedDrafts.of(drafts, KEY, agent)


class Ended(Agent):
    """An agent that is killed just as it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.public = PublicKeys("age1", "sign")
