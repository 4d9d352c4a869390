"""Follow-ups: planned, due on Today, done, put off, cancelled; and unpleasant news, which is said in person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk
from tests.journeys.book import day

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

FOLLOW_UP = "SELECT text, tone, channel, state FROM follow_up WHERE contact_id = ? ORDER BY id"
TALK = "SELECT channel, direction, outcome, minutes, text FROM interaction WHERE contact_id = ? ORDER BY id"
BOB, ANNA, CHLOE = 1, 2, 6
NEWS = "warranty claim: explain the refusal"


async def go_to(me: Desk, name: str) -> None:
    """Open Contacts at this name."""
    await me.press("g c", "/")
    await me.type(name)
    await me.press("enter")
    assert name in me.current


async def test_a_follow_up_planned_for_tomorrow_is_on_today_then(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Chloé")
        await me.press("f")
        await me.fill(text="new loaves", when="tomorrow 9:30")
        assert "→ Sun 22 Nov 09:30, tomorrow" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("planned with Chloé Dubois: Sun 22 Nov 09:30, tomorrow  (u undoes it)")
        assert me.rows(FOLLOW_UP, CHLOE) == [("new loaves", "neutral", "call", "open")]
        await me.press("g t")
        assert "new loaves" not in me.screen
        me.now += timedelta(days=1, hours=1)
        await me.press("R")
        assert "│  ●  09:30      call      Chloé Dubois      new loaves" in me.screen


async def test_a_call_that_reached_them_closes_the_follow_up(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("4 j", "k")
        assert "Anna Moss" in me.current
        await me.press("d")
        await me.fill(text="wants oak", minutes="12")
        await me.press("ctrl+s")
        assert me.state.startswith("done: follow-up with Anna Moss  (u undoes it)")
        assert "Anna Moss" not in "\n".join(me.lines[:-2])
        assert me.rows(FOLLOW_UP, ANNA) == [("new kitchen", "neutral", "call", "done")]
        assert me.rows(TALK, ANNA) == [("call", "both", "spoke", 12, "wants oak")]


async def test_no_answer_is_logged_and_leaves_it_open(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Anna")
        await me.press("enter", "d")
        await me.fill(outcome="n")
        await me.press("ctrl+s")
        assert me.state.startswith("logged; the follow-up with Anna Moss stays open, s puts it off  (u undoes it)")
        assert me.rows(FOLLOW_UP, ANNA) == [("new kitchen", "neutral", "call", "open")]
        assert me.rows(TALK, ANNA) == [("call", "out", "no-answer", None, "new kitchen")]
        assert "no answer  new kitchen" in me.screen


async def test_word_left_closes_an_ordinary_follow_up_but_never_bad_news(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(outcome="l")
        await me.press("ctrl+s")
        assert me.state.startswith("logged; the follow-up with Bob Stone stays open")
        await go_to(me, "Anna")
        await me.press("d")
        await me.fill(outcome="l")
        await me.press("ctrl+s")
        assert me.state.startswith("done: follow-up with Anna Moss")
        assert me.rows(FOLLOW_UP, BOB) == [(NEWS, "unpleasant", "call", "open")]
        assert me.rows(FOLLOW_UP, ANNA) == [("new kitchen", "neutral", "call", "done")]


async def test_bad_news_takes_no_e_mail_and_nothing_typed_is_lost(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Chloé")
        await me.press("f")
        await me.fill(text="the price goes up", when="fri 10am", tone="u", channel="e", private="y")
        await me.press("ctrl+s")
        assert "Unpleasant news is told by call, video or in person, never by e-mail." in me.words
        assert me.rows(FOLLOW_UP, CHLOE) == []
        assert me.typed["text"] == "the price goes up"
        await me.fill(channel="i")
        await me.press("ctrl+s")
        assert me.rows(FOLLOW_UP, CHLOE) == [("the price goes up", "unpleasant", "in-person", "open")]


@pytest.mark.parametrize(("outcome", "channel"), [("sent", "call"), ("sp", "e")])
async def test_bad_news_is_not_closed_by_something_written(full: Path, outcome: str, channel: str) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(outcome=outcome, channel=channel, text="told him")
        await me.press("ctrl+s")
        assert "Choose one of those and say it yourself." in me.words
        assert me.typed["text"] == "told him"
        assert me.rows(FOLLOW_UP, BOB) == [(NEWS, "unpleasant", "call", "open")]


async def test_cancelling_bad_news_needs_a_reason_which_is_kept(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(outcome="c")
        await me.press("ctrl+s")
        assert "Unpleasant news is cancelled only with a reason" in me.screen
        await me.fill(text="he sold the house")
        await me.press("ctrl+s")
        assert me.rows(FOLLOW_UP, BOB) == [(NEWS, "unpleasant", "call", "cancelled")]
        assert me.rows("SELECT rule, reason, by_id FROM override") == [("cancel", "he sold the house", 1)]


async def test_softening_bad_news_needs_a_reason(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("e")
        await me.fill(tone="n")
        await me.press("ctrl+s")
        assert "Unpleasant news is softened only with a reason" in me.screen
        await me.fill(reason="it was refunded")
        await me.press("ctrl+s")
        assert me.rows(FOLLOW_UP, BOB) == [(NEWS, "neutral", "call", "open")]
        assert "planned with Bob Stone: Thu 19 Nov, 2 days ago" in me.state


async def test_archiving_over_bad_news_needs_a_reason(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("x")
        assert "Archive Bob Stone? Nothing is lost, and u undoes it." in me.screen
        await me.press("x", "enter", "space")
        assert "Archive Bob Stone?" in me.screen, "only y is yes"
        await me.press("y", "ctrl+s")
        assert "There is unpleasant news untold here." in me.screen
        assert me.rows("SELECT archived_at FROM contact WHERE id = 1") == [(None,)]
        await me.fill(reason="moved away")
        await me.press("ctrl+s")
        assert me.state.startswith("archived Bob Stone  (u undoes it)")
        assert "BAD NEWS" not in me.screen
        assert me.rows("SELECT rule, reason FROM override") == [("archive", "moved away")]


async def test_a_no_archives_nobody(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("x", "n", "x", "escape", "x", "q")
        assert "Archive" not in me.screen
        assert me.rows("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL") == [(0,)]


async def test_a_call_nobody_planned_is_logged_in_the_past_but_not_in_the_future(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Chloé")
        await me.press("d")
        await me.fill(channel="i", direction="in", text="came by", when="tomorrow")
        await me.press("ctrl+s")
        assert "What happened cannot lie in the future. Give today, or a day before." in me.words
        await me.fill(when="yesterday 17:00")
        await me.press("ctrl+s", "enter")
        assert "20 Nov ←  in-person  came by" in me.screen
        assert me.rows("SELECT at FROM interaction WHERE contact_id = 6") == [("2026-11-20 16:00:00+00:00",)]


@pytest.mark.parametrize(
    ("keys", "until"),
    [("s d", "2026-11-22"), ("s w", "2026-11-28"), ("s m", "2026-12-21"), ("s f", "2026-11-27")],
)
async def test_a_follow_up_is_put_off_by_one_key(full: Path, keys: str, until: str) -> None:
    async with desk.opened(full) as me:
        await me.press("3 j", keys)
        assert me.state.startswith("put off Anna Moss: ")
        assert me.rows("SELECT due_on FROM follow_up WHERE contact_id = 2") == [(until,)]
        assert "new kitchen" not in me.screen
        assert me.rows("SELECT due_on, state FROM follow_up WHERE contact_id = 1") == [("2026-11-19", "open")]


async def test_a_friday_is_put_off_to_the_next_one(full: Path) -> None:
    async with desk.opened(full) as me:
        me.now = day("2026-11-27 10:00")
        await me.press("R", "s f")
        assert me.rows("SELECT due_on FROM follow_up WHERE contact_id = 1") == [("2026-12-04",)]


async def test_put_off_asks_until_when(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("3 j", "s .")
        await me.type("31 feb")
        await me.press("enter")
        assert "There is no 31 February." in me.screen
        await me.fill(when="in 2 weeks")
        await me.press("enter")
        assert me.state.startswith("put off Anna Moss: Sat 5 Dec, in 14 days")
        assert me.rows("SELECT due_on FROM follow_up WHERE contact_id = 2") == [("2026-12-05",)]


async def test_a_reason_without_a_follow_up_is_put_off_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("6 j")
        assert "Eva Brandt" in me.current
        await me.press("s w")
        assert "DRIFTED" not in me.screen
        me.now += timedelta(days=8)
        await me.press("R")
        assert "Eva Brandt" in me.screen


async def test_what_is_due_is_put_off_and_done_from_contacts_as_well(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Anna")
        await me.press("s w")
        assert me.rows("SELECT due_on FROM follow_up WHERE contact_id = 2") == [("2026-11-28",)]
        await me.press("s w")
        assert "Anna Moss has nothing due that could be put off." in me.state
        await me.press("escape", "g c", "j")
        assert "Bob Stone" in me.current
        await me.press("d")
        assert f"Done: {NEWS} (Bob Stone)" in me.screen


async def test_the_follow_up_under_the_cursor_is_the_one_that_is_meant(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Bob")
        await me.press("f")
        await me.fill(text="next spring", when="2027-03-01")
        await me.press("ctrl+s", "enter", "d")
        assert "Done: next spring (Bob Stone)" in me.screen
        await me.press("escape", "e")
        assert me.typed["text"] == "next spring"
        await me.press("escape", "j", "d")
        assert f"Done: {NEWS} (Bob Stone)" in me.screen, "what is due, where the cursor is on something else"
        await me.press("escape", "e")
        assert me.typed["name"] == "Bob Stone"


async def test_a_repeated_follow_up_comes_back(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Chloé")
        await me.press("f")
        await me.fill(text="invoice", when="today", repeat="monthly")
        await me.press("ctrl+s", "d", "ctrl+s")
        assert me.rows("SELECT due_on, state FROM follow_up WHERE contact_id = 6 ORDER BY id") == [
            ("2026-11-21", "done"),
            ("2026-12-21", "open"),
        ]


async def test_a_private_place_is_said_on_today(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "Chloé")
        await me.press("f")
        await me.fill(text="salary", when="today", private="y")
        await me.press("ctrl+s", "g t")
        assert "private: salary" in me.screen
