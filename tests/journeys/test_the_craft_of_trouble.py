"""The craft, in trouble: news that nobody likes to tell, what went wrong, and what is not sold meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import desk
from tests.journeys.test_the_craft_of_people import open_contact, to_row

if TYPE_CHECKING:
    from pathlib import Path

BOB, EVA = 1, 5
NEWS = "warranty claim: explain the refusal"
STATE = "SELECT tone, channel, state FROM follow_up WHERE text = ?"
KEPT = "SELECT rule, reason, by_id FROM override"
STEPS = "SELECT step, state, due_on FROM follow_up WHERE step <> '' ORDER BY id"


async def test_unpleasant_news_is_told_voice_to_voice_or_face_to_face(full: Path) -> None:
    """Bad news takes a call, a video call or a visit; word left and letters close nothing, and softening says why."""
    async with desk.opened(full) as me:
        assert "BAD NEWS UNTOLD 1  by voice or face to face" in me.screen
        await to_row(me, "Bob Stone")
        await me.press("d")
        await me.fill(outcome="sent", channel="e", text="wrote it to him")
        await me.press("ctrl+s")
        assert "Choose one of those and say it yourself." in me.words
        await me.fill(outcome="l", channel="c", text="asked him to ring")
        await me.press("ctrl+s")
        assert me.state.startswith("logged; the follow-up with Bob Stone stays open")
        assert me.rows(STATE, NEWS) == [("unpleasant", "call", "open")]
        await me.press("n", "e")
        await me.fill(tone="n")
        await me.press("ctrl+s")
        assert "Unpleasant news is softened only with a reason" in me.words
        await me.press("escape")
        assert me.rows(STATE, NEWS) == [("unpleasant", "call", "open")]
        await me.press("d")
        await me.fill(outcome="sp", channel="i", text="he took it well")
        await me.press("ctrl+s")
        assert me.rows(STATE, NEWS) == [("unpleasant", "call", "done")]
        assert me.rows("SELECT channel, outcome, text FROM interaction ORDER BY id DESC LIMIT 2") == [
            ("in-person", "spoke", "he took it well"),
            ("call", "left-word", "asked him to ring"),
        ]
        assert "BAD NEWS" not in me.screen


async def test_a_problem_is_an_opportunity_and_the_response_decides(full: Path) -> None:
    """What went wrong has an owner and steps in order, each promised for a day: hear, fix, assure, apologise, thank."""
    async with desk.opened(full) as me:
        await open_contact(me, "Eva Brandt")
        await me.press("c p")
        await me.fill(text="the roof leaks", wanted="a dry bed", amount="1200", fault="ours")
        await me.press("ctrl+s")
        assert me.state.startswith("opened a problem with Eva Brandt: hear them out today")
        await to_row(me, "the roof leaks")
        assert "Eva Brandt" in me.current
        await me.press("d")
        await me.fill(text="she has buckets everywhere", following="mon")
        await me.press("ctrl+s", "g p", "enter", "Y")
        await me.fill(solution="a new roof by March")
        await me.press("ctrl+s")
        assert "to first word: the same day" in me.words
        await me.press("b")
        assert "RECOVERY: SOMETHING WENT WRONG" in me.screen
        assert "agreed: a new roof by March" in me.words
        await me.press("escape")
        for _ in range(5):
            await me.press("d", "ctrl+s")
        assert "Every step is behind you. Close the problem" in me.words
        await me.press("y", "ctrl+s")
        assert [step for step, *_ in me.rows(STEPS)] == ["hear", "fix", "assure", "apologise", "thank", "check"]
        assert {state for _, state, _ in me.rows(STEPS)} == {"done"}
        assert me.rows("SELECT amount, fault, owner_id, solution, outcome FROM problem") == [
            (120_000, "ours", 1, "a new roof by March", "agreed")
        ]


async def test_do_not_sell_to_someone_whose_claim_you_just_refused(full: Path) -> None:
    """While a problem is open nothing is sold to them, unless somebody says why with their name."""
    async with desk.opened(full) as me:
        await open_contact(me, "Bob Stone")
        await me.press("c p")
        await me.fill(text="claim refused")
        await me.press("ctrl+s", "f")
        await me.fill(text="the spring offer", when="tomorrow", purpose="sales")
        await me.press("ctrl+s")
        assert "A problem is open with them: “claim refused”. Solve that first" in me.words
        assert me.rows(STATE, "the spring offer") == []
        assert me.rows(KEPT) == []
        await me.fill(despite="he asked for the prices")
        await me.press("ctrl+s")
        assert me.rows(STATE, "the spring offer") == [("neutral", "call", "open")]
        assert me.rows(KEPT) == [("sell", "he asked for the prices", 1)]
