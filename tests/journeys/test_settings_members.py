"""Members and their keys in Settings, and how one comes to a key of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import models
from models import db
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.confidences import PASSPHRASES, WORDS, confided, lock, sitting, unlock, vault_of
from tests.journeys.settings_of import come_to

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

CARA = 3
GOOD = "harbour walnut kettle mimic spruce anthem"


async def typed_in(me: Desk, *passphrases: str) -> None:
    """Type a passphrase in each field, and go on."""
    for passphrase in passphrases:
        await me.type(passphrase)
        await me.press("enter")


async def test_the_first_confidence_leads_through_making_a_key(full: Path) -> None:
    async with sitting(full, ANN) as me:
        await me.press("enter", "C")
        assert "Make your key" in me.screen
        assert "Nobody can reset it" in me.words
        [suggested] = re.findall(r"│     ((?:[a-z-]+ ){5}[a-z-]+) +│", me.screen)
        await typed_in(me, suggested, GOOD)
        assert "The two are not the same." in me.words
        await typed_in(me, "password", "password")
        assert "too easy to guess" in me.words
        await typed_in(me, suggested, suggested)
        assert "Confidential note on Bob Stone" in me.screen, "an owner's first key counts at once"
        await me.type(WORDS)
        await me.press("ctrl+s")
        assert me.state.startswith("sealed on Bob Stone, for ann")
        await lock(me)
        await me.press("g g", "enter")
        await typed_in(me, suggested)
        assert WORDS in me.screen


async def test_a_key_that_waits_is_read_to_an_owner_who_takes_it_in(full: Path) -> None:
    async with sitting(full, ANN) as me:
        await come_to(me, "your key")
        assert "none yet" in me.current
        await me.press("enter")
        await typed_in(me, PASSPHRASES[ANN], PASSPHRASES[ANN])
        assert me.state.startswith("your key is made, and open")
    async with sitting(full, BEN) as me:
        await me.press("enter", "C")
        await typed_in(me, PASSPHRASES[BEN], PASSPHRASES[BEN])
        assert "Your key does not count yet. Read your fingerprint to an owner:" in me.words
        assert me.session.vault.agent.public
        fingerprint = me.session.vault.agent.public.fingerprint
        assert fingerprint in me.words
        await me.press("g ,", "escape")
        await come_to(me, "fingerprint")
        assert fingerprint in me.current
        await me.press("enter")
        assert "read it aloud to an owner" in me.words
        await come_to(me, "ben member")
        await me.press("enter")
        await me.press("y")
        assert "Only an owner" in me.words or "does not count yet" in me.words
    async with sitting(full, ANN) as me:
        await me.press("enter", "C")
        await unlock(me)
        assert "ben cannot yet: they read their fingerprint to an owner first" in me.words
        await me.press("escape", "g ,")
        await come_to(me, "ben member")
        assert "key waits, enter takes it in" in me.current
        await me.press("enter")
        assert f"Is it {fingerprint}?" in me.words
        await me.press("n")
        assert me.state.startswith("not taken in")
        await me.press("enter", "y")
        assert me.state.startswith("the key of ben counts now")
        assert "key counts" in me.current
        await me.press("enter")
        assert "wellkept members role NAME owner" in me.words


async def test_another_passphrase_takes_the_place_of_the_one_there_is(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await come_to(me, "your passphrase")
        await me.press("enter")
        assert "Older backups still open with the passphrase that you have now." in me.words
        await typed_in(me, "guessed it", GOOD, GOOD)
        assert "does not open your key" in me.words
        await typed_in(me, PASSPHRASES[ANN], GOOD, GOOD)
        assert me.state.startswith("your passphrase is another now")
        await lock(me)
        await me.press("enter", "escape")
        assert "another" not in me.state
        await models.keys.unlock(bytearray(GOOD.encode()), vault=me.session.vault)


async def test_a_recovery_key_is_shown_once(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await come_to(me, "recovery")
        assert "none yet" in me.current
        await me.press("enter")
        await unlock(me)
        await me.press("n")
        assert "none yet" in me.current
        await me.press("enter", "y")
        assert "AGE-SECRET-KEY-1" in me.screen
        await me.press("escape")
        assert "AGE-SECRET-KEY-1" not in me.screen
        assert "there is one" in me.current
        await me.press("g t", "enter", "C")
        assert "ann and the recovery key can read it" in me.words
    async with sitting(keyed, BEN) as me:
        await come_to(me, "recovery")
        await me.press("enter")
        await unlock(me)
        await me.press("y")
        assert "Only an owner can change whose keys count." in me.words


async def test_an_owner_adds_a_member_and_has_one_leave(keyed: Path) -> None:
    await confided(keyed, BEN)
    async with sitting(keyed, ANN) as me:
        await come_to(me, "ben member")
        await me.press("o")
        await me.fill(account="cara", name="Cara")
        await me.press("ctrl+s")
        assert me.state.startswith("added Cara; they make a key when they first need one")
        assert "Cara" in me.screen
        await come_to(me, "Cara")
        assert "no key yet" in me.current
        await me.press("x", "y")
        assert me.state.startswith("Cara is a member no more")
        await come_to(me, "ben member")
        await me.press("x", "n")
        assert "ben" in me.screen
        await me.press("x", "y")
        await me.press("escape")
        assert "ben" in me.screen, "without the owner's key his would still count"
        await me.press("x", "y")
        await unlock(me)
        assert me.state.startswith("ben is a member no more; your own notes are sealed anew without them")
        assert me.rows("SELECT count(*) FROM confidence_reader WHERE member_id = 2") == [(0,)]


async def test_what_is_no_member_cannot_leave(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await come_to(me, "fingerprint")
        await me.press("x")
        assert "is no member" in me.words


async def test_who_left_meanwhile_is_said(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await come_to(me, "ben member")
        async with db.transaction() as connection:
            await connection.execute_query("UPDATE member SET left_at = '2026-11-01 00:00:00+00:00' WHERE id = 2")
        await me.press("x")
        assert "ben is no member" in me.words


async def test_a_key_log_that_was_altered_is_said(keyed: Path) -> None:
    async with db.opened(keyed), db.transaction() as connection:
        await connection.execute_query("UPDATE key_entry SET body = replace(body, 'ben', 'eve')")
    async with sitting(keyed, ANN) as me:
        await come_to(me, "key log")
        assert "! key log" in me.screen
        await me.press("enter", "g t", "enter", "C")
        await unlock(me)
        assert "Confidential note on" not in me.screen
        assert "the key log has a false signature, so nothing is sealed or opened." in me.words


async def test_a_key_that_was_taken_in_meanwhile_is_not_taken_in_again(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        vault = vault_of(CARA)
        await models.members.add("cara", by=ANN, at=NOW)
        await models.keys.create(bytearray(GOOD.encode()), vault=vault, by=CARA, at=NOW)
        vault.agent.lock()
        await come_to(me, "cara member")
        await me.press("enter")
        await unlock(me)
        await models.keys.accept(CARA, vault=me.session.vault, by=ANN, at=NOW)
        await me.press("y")
        assert "counts already" in me.words
