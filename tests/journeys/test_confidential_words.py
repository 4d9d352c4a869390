"""Words of confidential notes on their way: drafts lie sealed and come back; lock and veil close what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from tests.journeys.book import ANN, NOW
from tests.journeys.confidences import NEWER, WORDS, confided, found_in, lock, sitting, unlock

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_draft_from_before_the_note_changed_brings_back_words_and_no_readers(keyed: Path) -> None:
    note = await confided(keyed)
    changed = "the note was changed since you typed this, so your words are back"
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        await me.press("e")
        await me.type("x")
        await me.press("tab", "space", "escape", "g g", "enter", "e")
        assert me.typed == {"text": f"{WORDS}x", "readers": "ben"}
        assert changed not in me.words
        vault = me.session.vault
        await models.confidences.rewrite(note, NEWER, [], revision=1, vault=vault, by=ANN, at=NOW)
        await me.press("ctrl+s")
        assert "Open it again." in me.words
        await me.press("escape", "g g", "enter", "e")
        assert me.typed == {"text": f"{WORDS}x", "readers": ""}
        assert f"ann can read it; space ticks others; {changed}" in me.words
        await me.press("ctrl+s")
        assert me.state.startswith("sealed anew, for ann; this is not undone")


async def test_words_go_to_no_clipboard(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(WORDS)
        await me.press("f7", "ctrl+c", "ctrl+x")
        assert me.app.clipboard == ""
        assert me.typed["text"] == WORDS
        await me.press("escape", "A")
        await me.type("open")
        await me.press("f7", "ctrl+c")
        assert me.app.clipboard == "open", "a note that is open is copied as any text"


async def test_a_draft_lies_sealed_and_comes_back(keyed: Path, tmp_path: Path) -> None:
    kept = tmp_path / "drafts"
    async with sitting(keyed, ANN, drafts=kept) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(WORDS)
        await me.press("tab", "space")
        me.session.drafts.flush()  # as at SIGHUP
        assert len([*kept.iterdir()]) == 1
        assert not found_in(kept, WORDS)
        assert WORDS not in repr(vars(me.session.drafts))
        await me.press("escape")
        assert WORDS not in repr(vars(me.session.drafts))
    async with sitting(keyed, ANN, drafts=kept) as me:
        await me.press("enter", "C")
        await unlock(me)
        assert "What you typed before is back." in me.words
        assert me.typed == {"text": WORDS, "readers": "ben", "hold": ""}
        await me.press("ctrl+s")
        assert me.state.startswith("sealed on Bob Stone, for ann and ben")
        assert [*kept.iterdir()] == []


async def test_a_draft_of_forgotten_keys_is_let_go(keyed: Path, tmp_path: Path) -> None:
    kept = tmp_path / "drafts"
    async with sitting(keyed, ANN, drafts=kept) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(WORDS)
        await me.press("escape")
        words = bytearray(b"harbour walnut kettle mimic spruce anthem")
        await models.keys.create(words, vault=me.session.vault, by=ANN, at=NOW, replace=True)
        await me.press("C")
        assert me.typed["text"] == ""
        assert [*kept.iterdir()] == []


async def test_locking_closes_what_is_open_and_keeps_what_was_typed(keyed: Path, tmp_path: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN, drafts=tmp_path / "drafts") as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        assert WORDS in me.screen
        await lock(me)
        assert WORDS not in me.screen
        assert me.state.startswith("Closed: the note is sealed again.")
        await me.press("C")
        await unlock(me)
        await me.type(NEWER)
        await me.press("f1")
        await lock(me)
        assert NEWER not in me.screen
        assert me.state.startswith("Closed. What you typed is kept, sealed")
        assert not found_in(tmp_path / "drafts", NEWER)
        await me.press("C")
        await unlock(me)
        assert me.typed["text"] == NEWER


async def test_keys_that_are_locked_while_it_is_sealed_lose_nothing(keyed: Path, tmp_path: Path) -> None:
    async with sitting(keyed, ANN, drafts=tmp_path / "drafts") as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(WORDS)
        me.session.vault.agent.lock()
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM confidence") == [(0,)]
        await lock(me)
        await me.press("C")
        await unlock(me)
        assert me.typed["text"] == WORDS


async def test_under_the_veil_nothing_is_opened_nor_written(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN, size=(80, 60)) as me:
        await me.press("enter", "g g", "f2", "enter")
        assert me.state.startswith("It is veiled.")
        await me.press("C")
        assert me.state.startswith("It is veiled.")
        await me.press("=", "enter")
        assert me.state.startswith("It is veiled.")
        assert "the divorce" not in me.screen
        assert "explain the refusal" not in me.screen
        await me.press("f2")
        assert "the divorce" in me.screen
        await me.press("escape", "2 j", "f2", "enter")
        assert "explain the refusal" not in me.screen, "what is unpleasant is veiled when it is opened, too"


async def test_the_veil_closes_what_is_open(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        assert WORDS in me.screen
        await me.press("f2")
        assert WORDS not in me.screen
