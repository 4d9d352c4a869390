"""A secret of the business: who knows, who has been talked with, what they feel, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from models.rules.secrets import Standing
from tests.journeys.book import ANN, NOW
from tests.journeys.confidences import BOB, PASSPHRASES, found_in, sitting, unlock, vault_of

if TYPE_CHECKING:
    from pathlib import Path

    from models.secrets import Opened

TITLE, BODY, HOW = "zanzibar move", "the quokka leaves for zanzibar in may", "overheard by the okapi"


async def secret_of(path: Path, *readers: int, by: int = ANN, knows: bool = True) -> Opened:
    """Have a member keep a secret, of which Bob Stone knows."""
    async with db.opened(path):
        vault = vault_of(by)
        await models.keys.unlock(bytearray(PASSPHRASES[by].encode()), vault=vault)
        kept = await models.secrets.add(TITLE, BODY, readers, vault=vault, by=by, at=NOW)
        if knows:
            said = {"standing": Standing.KNOWS, "how": HOW}
            kept = await models.secrets.place(kept, BOB, said, vault=vault, by=by, at=NOW)
        vault.agent.lock()
    return kept


async def test_who_knows_a_secret_is_talked_with_before_it_spreads(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "c m")
        assert "Unlock your key" in me.screen
        await unlock(me)
        assert "What Bob Stone knows" in me.screen
        await me.press("ctrl+s")
        assert "New secret" in me.screen
        await me.fill(title=TITLE, body=BODY)
        await me.press("tab", "space", "ctrl+s")
        assert f"Bob Stone: {TITLE}" in me.screen
        await me.fill(how=HOW)
        await me.press("ctrl+s")
        assert me.state.startswith("noted where Bob Stone stands, for ann and ben; this is not undone")
        assert f"knows since Sat 21 Nov 09:14: {TITLE} (nobody has talked with them)" in me.words
        await me.press("g t")
        assert "SECRET LEARNED 1  talk it over" in me.screen
        while TITLE not in me.current:
            await me.press("j")
        assert "Bob Stone" in me.current
        await me.press("d")
        assert f"Talked with Bob Stone: {TITLE}" in me.screen
        assert "everybody can read this: no word of the secret" in me.words
        await me.fill(good_idea="n", text="a walk by the river")
        await me.press("ctrl+s")
        assert me.state.startswith("noted that you talked with Bob Stone, for ann and ben")
        assert "SECRET LEARNED" not in me.screen
        assert me.rows("SELECT text FROM interaction ORDER BY id DESC LIMIT 1") == [("a walk by the river",)]
    for words in (TITLE, BODY, HOW):
        assert not found_in(keyed, words)
