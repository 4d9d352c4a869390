"""The craft, in confidence: who knows, what they may read, who looks on, and what one does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import desk
from tests.journeys.book import day
from tests.journeys.confidences import found_in, lock, sitting, unlock
from tests.journeys.test_the_craft_of_people import open_contact, to_row

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, ANNA, CHLOE = 1, 2, 6
SECRET, LEARNED = "zanzibar", "from the okapi"


async def told_of(me: Desk, name: str, **said: str) -> None:
    """Note where somebody stands in the secret that is open."""
    await me.press("o")
    await me.type(name)
    await me.press("ctrl+s")
    await me.fill(**said)
    await me.press("ctrl+s")


async def test_a_customer_for_the_work_can_be_a_newcomer_to_the_secret(keyed: Path) -> None:
    """Where somebody stands differs by topic: each secret has its own standings, views and decision, sealed whole."""
    async with sitting(keyed) as me:
        await me.press("g m", "o")
        await me.fill(kind="s")
        await me.press("ctrl+s")
        await unlock(me)
        await me.fill(title=SECRET, body="we move there in May")
        await me.press("ctrl+s", "enter")
        await told_of(me, "Bob Stone", standing="s", how=LEARNED)
        await told_of(me, "Chlo", standing="in", good_idea="y", wish="k")
        assert "suspects" in me.screen
        assert "in the circle" in me.screen
        await me.press("Y")
        await me.fill(course="c", text="until the lease is signed")
        await me.press("ctrl+s")
        assert "contain" in me.screen
        assert "until the lease is signed" in me.words
        (secret,) = me.session.secrets.values()
        assert [str(each.standing) for each in secret.matter.knowers] == ["suspects", "in-the-circle"]
        assert me.rows("SELECT s.kind FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = 1") == [
            ("customer",)
        ]
        assert me.rows("SELECT contact_id, by_id FROM confidence") == [(None, 1)]
    for words in (SECRET, LEARNED, "lease is signed"):
        assert not found_in(keyed, words)


async def test_who_knows_the_secret_is_talked_to_before_it_spreads(keyed: Path) -> None:
    """Who learned of it and has not been talked with needs outreach, with a guide; locked, Today shows no sign."""
    async with sitting(keyed) as me:
        await me.press("g m", "o")
        await me.fill(kind="s")
        await me.press("ctrl+s")
        await unlock(me)
        await me.fill(title=SECRET)
        await me.press("ctrl+s", "enter")
        await told_of(me, "Chlo", standing="k", how=LEARNED)
        await me.press("escape")
        await to_row(me, SECRET)
        assert "SECRET LEARNED 1  talk it over" in me.screen
        assert "Chloé Dubois" in me.current
        await me.press("b", "y")
        assert "SECRET" in me.screen
        assert f"{SECRET}: knows since 21 Nov, not talked over yet" in me.words
        await me.press("escape")
        await lock(me)
        assert SECRET not in me.screen
        assert "locked: secrets are not counted" in me.screen
        assert me.rows("SELECT count(*) FROM outreach WHERE contact_id = ? AND kind < 11", CHLOE) == [(0,)]
        await me.press("g m", "g g")
        await unlock_here(me)
        await to_row(me, SECRET)
        await me.press("d")
        await me.fill(good_idea="y", wish="k", text="a walk by the river")
        await me.press("ctrl+s")
        assert "SECRET LEARNED" not in me.screen
        assert me.rows("SELECT text FROM interaction WHERE contact_id = ?", CHLOE) == [("a walk by the river",)]
    assert not found_in(keyed, SECRET)


async def unlock_here(me: Desk) -> None:
    """Open the secret under the cursor, by the passphrase, and leave it again."""
    await me.press("enter")
    await unlock(me)
    await me.press("escape")


async def test_assume_the_customer_reads_what_you_write(full: Path) -> None:
    """One key shows all that is kept about somebody, as they themselves would get to read it."""
    async with desk.opened(full) as me:
        await open_contact(me, "Bob Stone")
        await me.press("c r")
        await me.fill(text="he is broke", source="the postman")
        await me.press("ctrl+s", "c n")
        await me.fill(text="one invoice a month")
        await me.press("ctrl+s", "=")
        seen = await pages(me)
        for words in ("he is broke", "the postman", "one invoice a month", "the divorce", "where is my money?"):
            assert words in seen
        await me.press("escape")
        assert me.rows("SELECT verb FROM history ORDER BY id DESC LIMIT 1") == [("need.add",)], "looking writes nothing"


async def pages(me: Desk) -> str:
    """Read a long page to its end."""
    seen = [me.words]
    for _ in range(12):
        await me.press("pagedown")
        seen.append(me.words)
    return " ".join(seen)


async def test_discretion_is_worth_saying_aloud(full: Path) -> None:
    """The brief reminds one to promise discretion, until it was said: when, and by whom."""
    async with desk.opened(full) as me:
        await open_contact(me, "Anna Moss")
        await me.press("b")
        assert 'not promised yet. Say it: "What you tell me stays with me."' in me.words
        await me.press("H")
        assert "promised 21 Nov by ann" in me.screen
        await me.press("escape")
        assert "discretion promised 21 Nov by ann" in me.screen
        promised = "SELECT substr(discretion_at, 1, 10), discretion_by_id FROM contact WHERE id = ?"
        assert me.rows(promised, ANNA) == [("2026-11-21", 1)]
        await me.press("u")
        assert me.rows(promised, ANNA) == [(None, None)]


async def test_mind_the_room(full: Path) -> None:
    """One key hides whatever a stranger should not see, anywhere; after a while nobody has to press it."""
    async with desk.opened(full) as me:
        await open_contact(me, "Bob Stone")
        await me.press("c r")
        await me.fill(text="he is broke")
        await me.press("ctrl+s")
        private = ("the divorce", "warranty claim", "he is broke")
        assert [words for words in private if words in me.screen] == [*private]
        await me.press("f2")
        assert [words for words in private if words in me.screen] == []
        for keys in ("b", "escape", "g t", "g f", "g p"):
            await me.press(keys)
            assert [words for words in private if words in me.screen] == []
        await me.press("f2", "g t")
        assert "warranty claim" in me.screen
    async with desk.opened(full, veiled=True) as me:
        assert "warranty claim" not in me.screen


async def test_small_talk_and_no_prying(full: Path) -> None:
    """What one may talk of, and what not, is noted with everybody and stands in the brief before the call."""
    async with desk.opened(full) as me:
        await open_contact(me, "Chloé Dubois")
        await me.press("e")
        await me.fill(safe_topics="her garden", off_limits="the lawsuit")
        await me.press("ctrl+s")
        assert "off limits: the lawsuit" in me.screen
        await me.press("b")
        assert "safe        her garden" in me.screen
        assert "off limits  the lawsuit" in me.screen
        assert me.rows("SELECT safe_topics, off_limits FROM contact WHERE id = ?", CHLOE) == [
            ("her garden", "the lawsuit")
        ]


async def test_a_call_about_private_matters_needs_a_private_place(full: Path) -> None:
    """A follow-up can need a place where nobody listens; the brief asks about that before it shows a word."""
    async with desk.opened(full) as me:
        await open_contact(me, "Chloé Dubois")
        await me.press("f")
        await me.fill(text="her health", when="today", private="y")
        await me.press("ctrl+s")
        assert me.rows("SELECT private_place FROM follow_up WHERE text = 'her health'") == [(1,)]
        await me.press("b")
        assert "This needs a private place. Are you where nobody listens?" in me.words
        assert "last words" not in me.screen
        await me.press("n")
        assert me.state.startswith("Go where nobody listens first.")
        await me.press("b", "y")
        assert "Brief: Chloé Dubois" in me.screen


async def test_what_is_said_cannot_be_unsaid(full: Path) -> None:
    """A note written in anger is held until it has cooled off, for its author alone, who is asked once more then."""
    async with desk.opened(full) as me:
        await open_contact(me, "Bob Stone")
        await me.press("A")
        await me.type("what a liar")
        await me.fill(hold="tomorrow 9am")
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM note WHERE text LIKE '%liar%'") == [(0,)]
        await me.press("=")
        assert "liar" not in await pages(me)
    async with desk.opened(full, member_id=2, now=day("2026-11-22 09:30")) as me:
        await open_contact(me, "Bob Stone")
        assert "liar" not in me.screen
    async with desk.opened(full, now=day("2026-11-22 09:30")) as me:
        assert "A note that you held has cooled off.  h look again  n not now" in me.screen
        await me.press("h")
        await me.fill(decision="d")
        await me.press("ctrl+s")
        assert me.rows("SELECT (SELECT count(*) FROM held_note), (SELECT count(*) FROM note)") == [(0, 1)]
