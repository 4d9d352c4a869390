"""Two members keep confidences in one book: written, read, changed, and closed to everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.confidences import BOB, NEWER, PASSPHRASES, WORDS, confided, found_in, lock, sitting, unlock

if TYPE_CHECKING:
    from pathlib import Path


async def test_ann_confides_in_ben(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        assert "Unlock your key" in me.screen
        await unlock(me)
        assert "Confidential note on Bob Stone" in me.screen
        assert "ann can read it; space ticks others" in me.words
        await me.type(WORDS)
        await me.press("tab", "space")
        assert "ann and ben can read it" in me.words
        await me.press("ctrl+s")
        assert me.state.startswith("sealed on Bob Stone, for ann and ben")
        assert WORDS not in me.screen
        assert not found_in(keyed, WORDS)
        assert me.session.again is None, "it is nothing to be done again to somebody else"
    async with sitting(keyed, BEN) as me:
        await me.press("enter", "g g", "enter")
        assert WORDS not in me.screen
        await unlock(me)
        assert WORDS in me.screen
        assert "by ann for ann, ben" in me.words
        assert "e changes it" not in me.screen
        await me.press("e")
        assert WORDS in me.screen, "only its author changes it"
        await me.press("escape")
        assert WORDS not in me.screen


async def test_a_note_is_taken_back_and_nothing_of_it_is_told(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(WORDS)
        await me.press("ctrl+s", "u")
        assert me.state.startswith("undone: wrote a confidential note on Bob Stone")
        assert me.rows("SELECT count(*) FROM confidence") == [(0,)]


async def test_what_is_not_for_ben_stays_closed_to_him(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, BEN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        assert "You are not a reader of this note." in me.words
        assert WORDS not in me.screen


async def test_a_wrong_passphrase_is_said_and_asked_again(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter", "enter")
        assert "Type it in every field." in me.words
        await me.type("open sesame")
        assert "sesame" not in me.screen
        await me.press("enter")
        assert "That passphrase does not open your key." in me.words
        assert not me.session.vault.agent.is_open
        await unlock(me)
        assert WORDS in me.screen


async def test_who_leaves_the_question_opens_nothing(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter", "escape")
        assert me.state.startswith("left locked")
        await me.press("C", "escape")
        assert me.state.startswith("left locked")


async def test_its_author_changes_words_and_readers(keyed: Path) -> None:
    await confided(keyed, BEN)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        await me.press("e")
        assert me.typed["text"] == WORDS
        assert me.typed["readers"] == "ben"
        assert "who is taken off may have kept what they read; this is not undone" in me.words
        await me.fill(text=f"{WORDS}, {NEWER}")
        await me.press("tab", "space", "ctrl+s")
        assert me.state.startswith("sealed anew, for ann; this is not undone")
        await me.press("g g", "enter")
        assert f"{WORDS}, {NEWER}" in me.words
    async with sitting(keyed, BEN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        assert "You are not a reader of this note." in me.words


async def test_one_goes_on_writing_at_the_end_of_a_long_note(keyed: Path) -> None:
    await confided(keyed, words="\n".join(f"line {number}" for number in range(1, 9)))
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        await me.press("e")
        assert "line 8" in me.screen
        await me.type(" and on")
        assert me.typed["text"].endswith("line 7\nline 8 and on")


async def test_a_note_that_somebody_changed_meanwhile_is_opened_again_first(keyed: Path) -> None:
    note = await confided(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        await me.press("e")
        vault = me.session.vault
        await models.confidences.rewrite(note, NEWER, [], revision=1, vault=vault, by=ANN, at=NOW)
        await me.type("x")
        await me.press("ctrl+s")
        assert "Open it again." in me.words
        assert me.typed["text"] == f"{WORDS}x", "nothing typed is lost"


async def test_an_open_note_is_made_confidential(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "2 j", "enter")
        assert "Wants everything in writing. Two invoices a year." in me.words
        assert "C makes it confidential" in me.screen
        await me.press("C")
        await unlock(me)
        assert "Make this note on Bob Stone confidential" in me.screen
        assert "this is not undone, and older backups hold what was" in me.words
        await me.press("space", "ctrl+s")
        assert me.state.startswith("confidential from now on, for ann and ben; older backups hold it as before")
        assert me.rows("SELECT count(*) FROM note") == [(0,)]
        assert "Two invoices" not in me.screen
        assert "for ann and ben   older backups hold it" in me.screen
        await me.press("/", "i n v o i c e s")
        assert "Bob Stone" not in me.screen


async def test_it_stays_open_to_whoever_leaves_the_question(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "2 j", "enter", "C")
        await unlock(me)
        await me.press("escape")
        assert me.rows("SELECT count(*) FROM note") == [(1,)]


async def test_only_its_writer_or_an_owner_makes_it_confidential(keyed: Path) -> None:
    async with db.opened(keyed):
        await models.notes.add(BOB, "by ann", by=ANN, at=NOW)
    async with sitting(keyed, BEN) as me:
        await me.press("enter", "g g", "enter", "C")
        await unlock(me)
        await me.press("ctrl+s")
        assert "Only ann, who wrote it, or an owner can make this note confidential." in me.words


async def test_as_they_would_read_it_opens_what_is_yours_and_names_whom_to_ask(keyed: Path) -> None:
    await confided(keyed, by=BEN, words="ben's own")
    await confided(keyed, words=WORDS)
    async with sitting(keyed, ANN, size=(80, 60)) as me:
        await me.press("enter", "=")
        assert "1 confidential item: yours, locked" in me.screen
        assert "1 confidential item: ask ben" in me.screen
        assert WORDS not in me.screen
        await me.press("enter", "escape")
        assert me.state.startswith("left locked")
        await me.press("enter")
        await unlock(me)
        assert WORDS in me.screen
        assert "1 confidential item: ask ben" in me.screen
        await lock(me)
        assert WORDS not in me.screen
        assert "1 confidential item: yours, locked" in me.screen
    async with sitting(keyed, BEN, size=(80, 60)) as me:
        await me.press("enter", "=")
        assert "1 confidential item: yours, locked" in me.screen
        assert "1 confidential item: ask ann" in me.screen


async def test_a_damaged_note_says_so_among_the_others(keyed: Path) -> None:
    await confided(keyed)
    async with db.opened(keyed), db.transaction() as connection:
        await connection.execute_query("UPDATE confidence SET revision = 7")
    async with sitting(keyed, ANN, size=(80, 60)) as me:
        await me.press("enter", "=", "enter")
        await unlock(me)
        assert "by ann An older version was put in place of this note" in me.words
        await me.press("escape", "g g", "enter")
        assert "An older version was put in place of this note" in me.words
        assert WORDS not in me.screen


async def test_keys_typed_while_it_unlocks_go_to_what_opens(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        keys = " ".join("space" if letter == " " else letter for letter in PASSPHRASES[ANN])
        await me.press(f"{keys} ctrl+s h e l l o")
        assert me.typed["text"] == "hello"


async def test_the_fields_of_a_passphrase_are_gone_through_by_tab(full: Path) -> None:
    async with sitting(full, ANN) as me:
        await me.press("enter", "C", "a", "tab", "b", "shift+tab", "c", "ctrl+s")
        assert "The two are not the same." in me.words
