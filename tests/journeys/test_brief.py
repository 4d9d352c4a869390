"""The brief: what one reads in the minute before a call, and the guide for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from models.rules.words import Channel, Direction, Tone, Weight
from tests.data.desk import moment
from tests.journeys import desk
from tests.journeys.book import ANN, NOW, day
from tests.journeys.confidences import PASSPHRASES, lock, sitting, unlock, vault_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, ANNA, DORA = 1, 2, 4


def labels(me: Desk) -> list[str]:
    """The labels of the page, from above."""
    return [line[3:15].strip() for line in me.lines[2:-3] if line[2:3] == " " and line[3:15].strip()]


async def test_what_helps_most_stands_first_and_the_guide_below(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("b")
        assert "Brief: Bob Stone · Stone Roofing" in me.screen
        assert labels(me) == [
            *("why now", "last words", "safe", "off limits", "discretion"),
            *("open with", "ask", "do not say"),
        ]
        assert "‼ Bad news untold, due 2 days ago: warranty claim: explain the refusal." in me.words
        assert "where is my money?" in me.screen
        assert "UNPLEASANT NEWS: SAY IT YOURSELF" in me.screen
        assert "I wanted you to hear it from me" in me.words
        assert 'not promised yet. Say it: "What you tell me stays with me."' in me.screen
        await me.press("G")
        assert "Nothing in writing counts" in me.words
        await me.press("g g", "j")
        assert me.current.startswith("▸")
        await me.press("b")
        assert "Brief: Bob Stone" in me.screen, "one is there already"
        await me.press("escape")
        assert "Today:" in me.screen


async def test_problems_promises_and_needs(full: Path) -> None:
    async with db.opened(full):
        await models.needs.add(ANNA, "delivery before 8", weight=Weight.VITAL, by=ANN, at=day("2026-03-03"))
        await models.follow_ups.add(ANNA, moment(day("2026-12-01")), text="the samples", by=ANN, at=NOW)
        async with db.transaction() as connection:
            await connection.execute_query(
                "INSERT INTO problem (contact_id, text, amount, owner_id, fault, wanted, solution, opened_at, outcome,"
                " closing, by_id, version) VALUES (?1, 'the oven is late', 120050, 1, 'ours', 'a discount', '',"
                " '2026-11-19 09:00:00+00:00', '', '', 1, 1)",
                [ANNA],
            )
    async with desk.opened(full) as me:
        await me.press("/", "a n n a", "enter", "b")
        assert "‼ the oven is late; 1,200.50; they want a discount; open since 19 Nov, ann owns it" in me.words
        assert "Tue 1 Dec 12:00, in 10 days call: the samples (ann)" in me.words
        assert "delivery before 8 (vital, confirmed 3 Mar ~ stale, ask again)" in me.words


async def test_announcements_and_give_and_take(full: Path) -> None:
    async with db.opened(full):
        old = await models.announcements.add("We move", query="bob", by=ANN, at=NOW)
        await models.announcements.add("New hours", query="bob", by=ANN, at=NOW)
        await models.announcements.told(old.id, BOB, "fine", channel=Channel.CALL, by=ANN, at=NOW)
        await models.favours.add(BOB, "lent us a van", direction=Direction.IN, by=ANN, at=NOW)
        await models.favours.add(BOB, direction=Direction.IN, introduced_id=ANNA, by=ANN, at=NOW)
    async with desk.opened(full) as me:
        await me.press("b")
        assert "to tell     New hours" in me.screen
        assert "they know   We move (21 Nov)" in me.screen
        assert "give, take  they did 2 things for us, we nothing for them" in me.screen
        assert "introduced Anna Moss" in me.screen


async def test_a_private_place_is_asked_for_first(full: Path) -> None:
    async with db.opened(full):
        await models.follow_ups.add(ANNA, moment(NOW), text="his health", private_place=True, by=ANN, at=NOW)
    async with desk.opened(full) as me:
        await me.press("/", "a n n a", "enter", "b")
        assert "This needs a private place. Are you where nobody listens?" in me.words
        assert "Brief:" not in me.screen
        await me.press("b", "n")
        assert "Go where nobody listens first." in me.screen
        assert "Brief:" not in me.screen
        await me.press("b", "y")
        assert "Brief: Anna Moss" in me.screen


async def test_keys_typed_ahead_are_keys_of_the_brief(full: Path) -> None:
    async with db.opened(full):
        await models.follow_ups.add(ANNA, moment(NOW), text="x", private_place=True, by=ANN, at=NOW)
    async with desk.opened(full) as me:
        await me.press("b d escape escape")
        assert "Today:" in me.screen, "d was of the brief: two steps back"
        await me.press("/", "a n n a", "enter", "b y G")
        assert "Brief: Anna" in me.screen
        assert me.current.startswith("▸"), "the last line of the brief"
        await me.press("escape", "b n j")
        assert "nobody listens" not in me.screen


async def test_one_logs_plans_and_notes_from_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/", "d o r a", "enter", "b")
        assert "WIN BACK: SOMEBODY WHO LEFT" in me.screen
        await me.press("d")
        await me.type("she sold it")
        await me.press("ctrl+s", "n")
        assert "she sold it" in me.screen
        await me.press("A")
        await me.type("sold in May")
        await me.press("ctrl+s")
        assert me.state.startswith("noted on Dora Hill")
        await me.press("f")
        assert "Follow up with Dora Hill" in me.screen
        assert me.rows("SELECT count(*) FROM interaction WHERE contact_id = ?", DORA) == [(1,)]


async def test_discretion_is_worth_saying_aloud_and_the_brief_reminds_until_it_was_said(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("b")
        assert "discretion  not promised yet. Say it:" in me.screen
        await me.press("H")
        assert me.state.startswith("promised Bob Stone discretion")
        assert "discretion  promised 21 Nov by ann" in me.screen
        await me.press("u")
        assert "discretion  not promised yet." in me.screen


async def test_the_veil_hides_what_is_private_in_it(full: Path) -> None:
    async with db.opened(full):
        await models.follow_ups.add(
            BOB, moment(day("2026-12-01")), text="no credit", tone=Tone.UNPLEASANT, by=ANN, at=NOW
        )
    private = ("the divorce", "warranty claim", "no credit")
    async with desk.opened(full) as me:
        await me.press("b")
        assert [words for words in private if words in me.words] == [*private]
        await me.press("f2")
        assert [words for words in private if words in me.words] == []
        assert "off limits  ◆ veiled" in me.screen
        await me.press("f2")
        assert "the divorce" in me.screen


async def test_a_contact_who_goes_away_takes_the_brief_along(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("a")
        await me.type("Zora Zimt")
        await me.press("enter")
        await me.press("/", "z o r a", "enter", "b")
        assert "Brief: Zora Zimt" in me.screen
        assert "last words  nothing yet" in me.screen
        await me.press("u")
        assert "Brief:" not in me.screen
        assert me.state.startswith("undone: added Zora Zimt")


async def test_it_fits_any_width(full: Path) -> None:
    async with desk.opened(full, size=(44, 20)) as me:
        await me.press("b")
        assert "where is my money?" in me.words
        await me.resize(200, 50)
        assert "Nothing in writing counts as told." in me.screen
        assert max(len(line.strip(" │")) for line in me.lines[2:-4]) <= 110
        assert me.screen.count("…") == 1, "which the guide has: nothing is cut"


async def test_the_teams_own_guide_is_used_or_told_to_be_none(full: Path, tmp_path: Path) -> None:
    own = "# Our way\n## Opening\nMoin.\n## Ask\n- Wie geht's?\n## Do not say\n- Nix.\n## Record\n- Alles.\n"
    async with desk.opened(full) as me:
        me.session.preferences.guides = tmp_path
        (tmp_path / "unpleasant-news.md").write_text(own)
        await me.press("b")
        assert "OUR WAY" in me.screen
        assert "Moin." in me.screen
        (tmp_path / "unpleasant-news.md").write_bytes(own.encode("utf-16"))
        await me.press("R")
        assert "guides/unpleasant-news.md is not text in UTF-8, so ours is used." in me.words
        assert "UNPLEASANT NEWS" in me.screen


async def test_secrets_are_told_once_unlocked(keyed: Path) -> None:
    async with db.opened(keyed):
        vault = vault_of(ANN)
        await models.keys.unlock(bytearray(PASSPHRASES[ANN].encode()), vault=vault)
        secret = await models.secrets.add("We move to Leeds", "", [], vault=vault, by=ANN, at=NOW)
        said = {"standing": "knows", "how": "at the fair"}
        await models.secrets.place(secret, BOB, said, vault=vault, by=ANN, at=NOW)
        vault.agent.lock()
    async with sitting(keyed, ANN) as me:
        await me.press("b")
        assert "secrets     locked: enter unlocks what they know" in me.screen
        assert "Leeds" not in me.screen
        await me.press("enter")
        await unlock(me)
        await me.press("enter")
        assert "UNPLEASANT NEWS" in me.screen
        assert "We move to Leeds: knows since 21 Nov, not talked over yet" in me.words
        await me.press("f2")
        assert "secrets     hidden while it is veiled" in me.screen
        assert "Leeds" not in me.screen
        await me.press("f2")
        assert "We move to Leeds" in me.screen
        await lock(me)
        await me.press("R")
        assert "Leeds" not in me.screen
    async with sitting(keyed, 2) as me:
        await me.press("b")
        assert "secrets" not in labels(me), "whoever reads none is told of none"
