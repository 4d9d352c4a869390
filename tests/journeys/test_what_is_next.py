"""After something was done, what happens next is offered; and an offer is in nobody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from models.reading import choices
from models.rules.refusals import BookUnusable
from models.rules.when import Moment
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW, day

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, ANNA, EVA, CHLOE = 1, 2, 5, 6
PLANNED = """
SELECT text, due_on, channel, purpose, state FROM follow_up WHERE contact_id = ? AND state = 'open' ORDER BY id"""
OFFERED = "Next with Bob Stone: Mon 21 Dec (monthly)?  y plan it  e change it  n not now"
NEWS = ("warranty claim: explain the refusal", "2026-11-19", "call", "service", "open")


async def tell_bob(me: Desk) -> None:
    """Tell Bob the bad news, from Today."""
    assert "Bob Stone" in me.current
    await me.press("d")
    await me.type("took it well")
    await me.press("ctrl+s")


async def find(me: Desk, name: str) -> None:
    """Open Contacts at this name."""
    await me.press("g c", "/")
    await me.type(name)
    await me.press("enter")


async def test_the_next_follow_up_is_planned_by_one_key(full: Path) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        assert me.state.startswith("done: follow-up with Bob Stone  (u undoes it)")
        assert me.lines[-1].strip() == OFFERED
        await me.press("y")
        assert me.state.startswith("planned with Bob Stone: Mon 21 Dec, in 30 days  (u undoes it)")
        assert me.rows(PLANNED, BOB) == [("stay in touch", "2026-12-21", "call", "service", "open")]
        assert "d done" in me.lines[-1]


async def test_planning_and_doing_are_two_steps_back(full: Path) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        await me.press("y", "u")
        assert me.rows(PLANNED, BOB) == []
        await me.press("u")
        assert me.rows(PLANNED, BOB) == [NEWS]


async def test_it_is_changed_in_the_form_before_it_is_planned(full: Path) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        await me.press("e")
        assert "Follow up with Bob Stone" in me.screen
        assert (me.typed["text"], me.typed["when"], me.typed["channel"]) == ("stay in touch", "2026-12-21", "call")
        await me.fill(text="bring the plans", when="in 2 weeks", channel="i")
        await me.press("ctrl+s")
        assert me.rows(PLANNED, BOB) == [("bring the plans", "2026-12-05", "in-person", "service", "open")]


@pytest.mark.parametrize("key", ["n", "escape"])
async def test_not_now_plans_nothing_and_does_nothing_else(full: Path, key: str) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        here = me.current
        await me.press(key)
        assert "Next with" not in me.screen
        assert me.current == here
        assert "[Today]" in me.screen
        await me.press("y", "e")
        assert me.rows(PLANNED, BOB) == [], "y and e mean what they always mean"


async def test_any_other_key_means_not_now_and_does_what_it_does(full: Path) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        await me.press("g c")
        assert "[Contacts]" in me.screen
        await me.press("g t")
        assert "Next with" not in me.screen
        await me.press("u", "g g")
        await tell_bob(me)
        before = me.current
        await me.press("2 j")
        assert "Next with" not in me.screen
        assert me.current != before
        assert me.rows(PLANNED, BOB) == []


async def test_the_keys_that_raise_it_never_answer_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d", "ctrl+s ctrl+s enter", "enter", "ctrl+s")
        assert me.lines[-1].strip() == OFFERED
        assert "[Today]" in me.screen
        assert me.rows(PLANNED, BOB) == []


async def test_what_was_typed_ahead_is_not_lost(full: Path) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        await me.press("e tab 2 w")
        assert me.typed["when"] == "2026-12-212w"


async def test_nobody_answered_so_it_is_tried_again_tomorrow(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d", "tab", "n", "ctrl+s")
        assert me.lines[-1].strip() == "Nobody answered. Try again tomorrow?  y yes  e another day  n not now"
        await me.press("y")
        assert me.state.startswith("put off Bob Stone: Sun 22 Nov, tomorrow  (u undoes it)")
        assert me.rows(PLANNED, BOB) == [(NEWS[0], "2026-11-22", *NEWS[2:])]
        assert "Bob Stone" not in "\n".join(me.lines[:-2])


async def test_another_day_to_try_again_is_asked_for(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(outcome="l")
        await me.press("ctrl+s")
        assert "Word left. Try again tomorrow?" in me.lines[-1]
        await me.press("e")
        await me.type("tue 9:00")
        await me.press("enter")
        assert me.state.startswith("put off Bob Stone: Tue 24 Nov 09:00, in 3 days")


async def test_of_two_that_are_due_the_one_that_was_tried_is_put_off(full: Path) -> None:
    async with desk.opened(full) as me:
        later = await models.follow_ups.add(BOB, Moment(day("2026-11-20 10:00")), text="bill", by=ANN, at=NOW)
        await me.press("R", "/")
        await me.press("escape", "g t")
        while "bill" not in me.current:
            await me.press("j")
        await me.press("d", "tab", "n", "ctrl+s", "y")
        assert me.rows("SELECT due_on FROM follow_up WHERE id = ?", later.id) == [("2026-11-22",)]
        assert me.rows("SELECT due_on FROM follow_up WHERE id = 1") == [("2026-11-19",)]


async def test_who_drifted_and_was_not_reached_is_put_off_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await find(me, "Eva")
        await me.press("d", "tab", "n", "ctrl+s")
        assert "Nobody answered. Try again tomorrow?" in me.lines[-1]
        await me.press("y", "g t")
        assert "DRIFTED" not in me.screen
        assert me.rows(PLANNED, EVA) == []


async def test_who_drifted_and_was_reached_is_next_by_cadence(full: Path) -> None:
    async with desk.opened(full) as me:
        await find(me, "Eva")
        await me.press("d", "ctrl+s")
        assert me.state.startswith("logged with Eva Brandt  (u undoes it)")
        assert "Next with Eva Brandt: Mon 21 Dec (monthly)?" in me.lines[-1]
        await me.press("y")
        assert me.rows(PLANNED, EVA) == [("stay in touch", "2026-12-21", "call", "social", "open")]


async def test_a_call_that_nobody_took_and_nothing_else_due_is_planned_for_tomorrow(full: Path) -> None:
    async with desk.opened(full) as me:
        await find(me, "Chloé")
        await me.press("d", "tab", "n", "ctrl+s", "e")
        assert (me.typed["text"], me.typed["when"]) == ("try again", "2026-11-22")
        await me.press("escape", "d", "tab", "n", "ctrl+s", "y")
        assert me.rows(PLANNED, CHLOE) == [("try again", "2026-11-22", "call", "social", "open")]


async def test_without_a_cadence_the_key_to_plan_is_said_and_means_the_one_it_was_about(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("3 j", "d", "ctrl+s")
        assert "Anna Moss" not in me.current
        assert me.lines[-1].strip() == "Nothing is planned with Anna Moss.  f plan it  n not now"
        await me.press("f")
        assert "Follow up with Anna Moss" in me.screen
        await me.fill(text="oak samples", when="mon")
        await me.press("ctrl+s")
        assert me.rows(PLANNED, ANNA) == [("oak samples", "2026-11-23", "call", "service", "open")]


async def test_a_hint_keeps_no_key_from_what_it_does(full: Path) -> None:
    async with desk.opened(full) as me:
        await find(me, "Chloé")
        await me.press("d", "ctrl+s")
        assert "Nothing is planned with Chloé Dubois." in me.lines[-1]
        await me.press("enter")
        assert "╭─ Chloé Dubois · Café Été" in me.screen


async def test_nothing_is_offered_to_whom_something_is_promised_already(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.follow_ups.add(BOB, Moment(day("2027-01-10")), text="spring", by=ANN, at=NOW)
        await tell_bob(me)
        assert "d done" in me.lines[-1]


async def test_nothing_is_offered_when_it_comes_back_by_itself(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.follow_ups.edit(1, repeat="1m", by=ANN, at=NOW)
        await me.press("R")
        await tell_bob(me)
        assert "d done" in me.lines[-1]
        assert [row[1] for row in me.rows(PLANNED, BOB)] == ["2026-12-19"]


async def test_the_offer_is_made_on_the_page_of_a_contact_as_well(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter")
        await me.press("d", "ctrl+s")
        assert me.lines[-1].strip() == OFFERED
        await me.press("y")
        assert "stay in touch" in me.screen


async def test_who_was_archived_meanwhile_is_offered_nothing(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await models.contacts.archive(BOB, reason="moved away", by=BEN, at=NOW)
        await me.press("ctrl+s")
        assert "y plan it" not in me.screen


async def test_who_was_archived_before_the_answer_is_told(full: Path) -> None:
    async with desk.opened(full) as me:
        await tell_bob(me)
        await models.contacts.archive(BOB, by=BEN, at=NOW)
        await me.press("y")
        assert "There is no contact 1, or they are archived." in me.words


async def test_a_book_that_cannot_be_read_now_is_told(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone() -> dict[str, int]:
        message = "The disk is gone."
        raise BookUnusable(message)

    async with desk.opened(full) as me:
        await tell_bob(me)
        monkeypatch.setattr(choices, "members", gone)
        await me.press("e")
        assert me.state.startswith("The disk is gone.")
        assert "[Today]" in me.screen


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (120, " Next with Maximilian-Alexander von Hohenberg-Lichtenstein zu…: Mon 21 Dec (monthly)?  y plan it"),
        (80, " Next with Maximilian…: Mon 21 Dec (monthly)?  y plan it  e change it  n not now"),
        (64, " Next: Mon 21 Dec (monthly)?  y plan it  e change it  n not now"),
        (40, "  y plan it  e change it  n not now"),
    ],
)
async def test_the_answers_are_whole_at_any_width(full: Path, width: int, said: str) -> None:
    async with desk.opened(full, size=(width, 24)) as me:
        await models.contacts.edit(17, every_days=30, by=ANN, at=NOW)
        await find(me, "maximilian")
        await me.press("d", "ctrl+s")
        assert me.lines[-1].startswith(said)
        assert "Mon 21 Dec (monthly)?" in " ".join(me.lines[-2:])
        await me.resize(200, 50)
        assert "Next with Maximilian-Alexander von Hohenberg-Lichtenstein zu Wolkenstein: Mon" in me.lines[-1]
