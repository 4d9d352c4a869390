"""A secret of the business: who knows, who has been talked with, what they feel, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from screens.confiding import open_secrets
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.confidences import found_in, sitting, unlock
from tests.journeys.secrets_kept import BODY, HOW, TITLE, secret_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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
        await me.go_down_to(TITLE[:8])
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


async def test_who_reads_no_secret_is_told_nothing_of_any(keyed: Path) -> None:
    await secret_of(keyed)
    async with sitting(keyed, BEN) as me:
        assert "secrets" not in me.screen
        await me.press("g m", "enter")
        await unlock(me)
        assert "You are not a reader of this secret." in me.words
        assert me.session.secrets == {}


async def test_on_its_page_people_are_added_changed_put_off_and_the_secret_is_decided(keyed: Path) -> None:
    await secret_of(keyed, BEN)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("o")
        await me.type("anna")
        await me.press("ctrl+s")
        await me.fill(standing="s", learned="3 days ago", wish="k")
        await me.press("ctrl+s")
        assert "Anna" in me.screen
        assert "would keep" in me.screen
        assert "1 suspects" in me.words
        await me.press("Y")
        await me.fill(course="g", text="ask them both")
        await me.press("ctrl+s")
        assert "decided to gather views" in me.words
        assert "ask them both" in me.words
        await me.press("g g", "d")
        await me.fill(log="n", good_idea="y")
        await me.press("ctrl+s")
        assert me.state.startswith("noted that you talked with Anna")
        assert "TALKED WITH" in me.screen
        await me.press("z")
        assert "ask them both" in me.words
        await me.press("escape", "g g", "s w")
        assert "in 7 days" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("put off")
        await me.press("enter")
        await me.fill(standing="n")
        await me.press("ctrl+s", "x")
        assert me.state.startswith("closed: nobody is to be talked with")
        await me.press("x", "e")
        await me.fill(title="zanzibar at last")
        await me.press("ctrl+s")
        assert "◆ confidential: zanzibar at last" in me.screen
        (secret,) = me.session.secrets.values()
        assert [(each.standing, each.wish) for each in secret.matter.knowers] == [("suspects", "keep")]
        await me.press("escape")
        assert "zanzibar at last" in me.screen


async def test_its_keys_are_in_its_help_and_lead_nowhere_else(keyed: Path) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN, size=(80, 60)) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("g t", "u", "c m")
        assert f"◆ confidential: {TITLE}" in me.screen
        await me.press("?")
        assert "Decide: contain, gather views or share." in me.screen
        await me.press("escape", "escape")
        assert "[Matters]" in me.screen
        assert TITLE in me.screen


async def test_a_talk_is_put_off_from_today(keyed: Path) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("escape", "g t")
        await me.go_down_to(TITLE[:8])
        await me.press("s w")
        assert me.state.startswith("put off Bob Stone: Sat 28 Nov")
        assert "SECRET LEARNED" not in me.screen
        assert me.rows("SELECT count(*) FROM snooze") == [(0,)]


async def test_a_draft_is_sealed_and_names_nobody(keyed: Path, tmp_path: Path) -> None:
    await secret_of(keyed)
    drafts = tmp_path / "drafts"
    async with sitting(keyed, ANN, drafts=drafts) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("enter")
        await me.fill(how="by telephone")
        await me.press("escape")
        assert list(drafts.iterdir())
        for words in (TITLE, HOW, "telephone", "Bob Stone"):
            assert not found_in(drafts, words)
        await me.press("enter")
        assert me.typed["how"] == "by telephone"
        await me.press("escape", "o")
        await me.type("anna")
        await me.press("ctrl+s")
        assert me.typed["how"] == ""


async def test_a_reader_who_was_quicker_is_said(keyed: Path) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        await me.press("e")
        (secret,) = me.session.secrets.values()
        await models.secrets.close(secret, vault=me.session.vault, by=ANN, at=NOW)
        await me.type("x")
        await me.press("ctrl+s")
        assert "This secret was sealed anew since you read it. Open it again." in me.words
        await me.press("escape")
        assert "closed · sealed by ann" in me.screen
        await me.press("e")
        assert me.typed["title"] == f"{TITLE}x", "what was typed is not lost"
        assert "a reader changed the secret since you typed this" in me.words
        await me.press("ctrl+s")
        assert f"◆ confidential: {TITLE}x" in me.screen


async def test_what_was_sealed_while_secrets_are_opened_stays_the_newest(
    keyed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "enter")
        await unlock(me)
        opened = models.secrets.opened

        async def and_then_closed(**how: Any) -> Any:
            found = await opened(**how)
            (secret,) = me.session.secrets.values()
            closed = await models.secrets.close(secret, vault=me.session.vault, by=ANN, at=NOW)
            open_secrets.keep(me.session, closed)
            return found

        monkeypatch.setattr(models.secrets, "opened", and_then_closed)
        await open_secrets.fresh(me.session)
        (secret,) = me.session.secrets.values()
        assert secret.matter.closed_at
