"""Problems: led step by step to an agreed end, none of the steps skipped without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import models
from models import db
from models.reading import problems as reading
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, Ending, Fault, Outcome, StageKind, Step, Tone
from tests.data.desk import ADA, FORMER, GRACE, NOW, bob, count, days, everything, moment, one, rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from models.reading.problems import Problem

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
LATER: dict[str, Any] = {"by": GRACE, "at": NOW + days(2)}
HEAR, FIX, *_ = Step


async def leak(**details: Any) -> Problem:
    return await models.problems.add((await bob()).id, "the tap leaks", **ME, **details)


async def through(problem_id: int, *steps: Step) -> None:
    for step in steps:
        await models.problems.step(problem_id, step, f"{step} said", **ME)


async def states() -> list[tuple[str, str, str | None]]:
    found = await rows("SELECT step, state, due_on FROM follow_up ORDER BY id")
    return [(row["step"], row["state"], str(row["due_on"])) for row in found]


async def overrides() -> list[tuple[str, str, int]]:
    return [(row["rule"], row["reason"], row["by_id"]) for row in await rows("SELECT * FROM override ORDER BY id")]


async def test_opening_one_promises_to_hear_them_out_today() -> None:
    opened = await leak(amount=120_050, owner_id=GRACE, fault=Fault.OURS, wanted="a new tap")
    assert (opened.amount, opened.owner, opened.fault, opened.wanted) == (120_050, "grace", "ours", "a new tap")
    assert (opened.opened_at, opened.heard_at, opened.by) == (NOW, None, "ada")
    (promise,) = await rows("SELECT * FROM follow_up")
    assert (promise["owner_id"], promise["channel"], promise["purpose"]) == (GRACE, "call", "service")
    assert promise["text"] == "the tap leaks"
    assert await states() == [("hear", "open", "2026-06-10")]
    assert [step.state for step in opened.steps] == ["open", "", "", "", "", ""]
    assert opened.next_step == opened.steps[0]


async def test_step_by_step_to_the_end() -> None:
    opened = await leak()
    await through(opened.id, HEAR)
    heard = await models.problems.step(
        opened.id, FIX, "new washer", channel=Channel.IN_PERSON, following=moment(NOW + days(3)), **LATER
    )
    assert (heard.heard_at, heard.agreed_at) == (NOW, None)
    assert await states() == [("hear", "done", "2026-06-10"), ("fix", "done", "2026-06-11"), ("assure", "open", "None")]
    fixed = heard.steps[1]
    assert (fixed.state, fixed.at, fixed.by, fixed.text) == ("done", NOW + days(2), "grace", "new washer")
    await through(opened.id, Step.ASSURE, Step.APOLOGISE, Step.THANK)
    assert (await states())[-1] == ("check", "open", "2026-07-10")
    await through(opened.id, Step.CHECK)
    assert len(await states()) == 6
    assert (await reading.one(opened.id)).next_step is None
    with pytest.raises(Refused, match="“check” is behind you"):
        await through(opened.id, Step.CHECK)


async def test_a_step_out_of_order_is_refused() -> None:
    opened = await leak()
    before = await everything()
    with pytest.raises(Refused, match="First comes “hear”"):
        await through(opened.id, FIX)
    with pytest.raises(Refused, match="skipped only with a reason"):
        await models.problems.step(opened.id, HEAR, " ", outcome=Outcome.CANCELLED, **ME)
    assert await everything() == before


async def test_a_follow_up_of_a_step_is_as_good_as_the_step() -> None:
    opened = await leak()
    hear = opened.steps[0].follow_up
    assert hear
    done = await models.follow_ups.done(
        hear, "he is angry", outcome=Outcome.SPOKE, following=moment(NOW + days(4)), **ME
    )
    assert (done.state, done.step, done.problem_id) == ("done", "hear", opened.id)
    assert await one("SELECT due_at FROM follow_up WHERE step = 'fix'") == NOW + days(4)
    assert (await reading.one(opened.id)).heard_at == NOW


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.LEFT_WORD])
async def test_an_attempt_does_no_step(outcome: Outcome) -> None:
    opened = await leak()
    await models.problems.step(opened.id, HEAR, outcome=outcome, channel=Channel.VOICEMAIL, **ME)
    assert await states() == [("hear", "open", "2026-06-10")]
    assert (await reading.one(opened.id)).heard_at is None


async def test_a_step_is_skipped_with_a_reason_kept_by_name() -> None:
    opened = await leak()
    await models.problems.step(opened.id, HEAR, "he wrote it all down", outcome=Outcome.CANCELLED, **LATER)
    skipped = await reading.one(opened.id)
    assert (skipped.heard_at, skipped.steps[0].state, skipped.steps[0].why) == (
        None,
        "cancelled",
        "he wrote it all down",
    )
    assert await overrides() == [("skip", "he wrote it all down", GRACE)]
    assert await states() == [("hear", "cancelled", "2026-06-10"), ("fix", "open", "2026-06-13")]


async def test_a_step_that_brings_unpleasant_news_is_told_like_any() -> None:
    opened = await leak()
    hear = opened.steps[0].follow_up
    assert hear
    await models.follow_ups.edit(hear, tone=Tone.UNPLEASANT, **ME)
    with pytest.raises(Refused, match="cancelled only with a reason"):
        await models.problems.step(opened.id, HEAR, outcome=Outcome.CANCELLED, **ME)
    with pytest.raises(Refused, match="by call, video or in person"):
        await models.problems.step(opened.id, HEAR, channel=Channel.LETTER, **ME)
    with pytest.raises(Refused, match="There is unpleasant news of it untold"):
        await models.problems.close(opened.id, Ending.NOT_AGREED, reason="enough", **ME)
    await models.problems.step(opened.id, HEAR, "he knows", outcome=Outcome.CANCELLED, **ME)
    assert await overrides() == [("cancel", "he knows", ADA)]


async def test_a_step_does_not_repeat() -> None:
    opened = await leak()
    with pytest.raises(Refused, match="does not repeat"):
        await models.follow_ups.edit(opened.steps[0].follow_up or 0, repeat="1w", **ME)


async def test_closing_it_agreed() -> None:
    opened = await leak()
    with pytest.raises(Refused, match="They have not agreed yet"):
        await models.problems.close(opened.id, Ending.AGREED, reason="done", **ME)
    agreed = await models.problems.agree(opened.id, " a new tap ", **ME)
    assert (agreed.solution, agreed.agreed_at) == ("a new tap", NOW)
    with pytest.raises(Refused, match="Not done yet: hear, fix, assure, apologise, thank, check"):
        await models.problems.close(opened.id, Ending.AGREED, **ME)
    await through(opened.id, *Step)
    closed = await models.problems.close(opened.id, Ending.AGREED, **LATER)
    assert (closed.outcome, closed.closing, closed.closed_at) == ("agreed", "", NOW + days(2))


async def test_closing_it_says_why_the_rest_is_left_out() -> None:
    opened = await leak()
    closed = await models.problems.close(opened.id, Ending.AGREED, solution="money back", reason="he is content", **ME)
    assert (closed.solution, closed.closing, closed.agreed_at) == ("money back", "he is content", NOW)
    assert await states() == [("hear", "cancelled", "2026-06-10")]
    assert await overrides() == [("skip", "he is content", ADA)]


async def test_closing_it_not_agreed() -> None:
    opened = await leak()
    with pytest.raises(Refused, match="closed only with a reason"):
        await models.problems.close(opened.id, Ending.NOT_AGREED, **ME)
    closed = await models.problems.close(opened.id, Ending.NOT_AGREED, reason="he wants a house", **ME)
    assert (closed.outcome, closed.closing, closed.agreed_at) == ("not-agreed", "he wants a house", None)


async def test_what_is_closed_stays_closed() -> None:
    opened = await leak()
    await models.problems.close(opened.id, Ending.NOT_AGREED, reason="gone", **ME)
    for verb in (
        models.problems.edit(opened.id, text="x", **ME),
        models.problems.step(opened.id, HEAR, **ME),
        models.problems.agree(opened.id, "x", **ME),
        models.problems.close(opened.id, Ending.NOT_AGREED, reason="x", **ME),
    ):
        with pytest.raises(Refused, match=f"Problem {opened.id} is closed already"):
            await verb


async def test_an_open_promise_of_a_closed_problem_leads_nowhere() -> None:
    opened = await leak()
    await models.problems.close(opened.id, Ending.NOT_AGREED, reason="gone", **ME)
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE follow_up SET state = 'open', closed_at = NULL")
    await models.follow_ups.done(1, outcome=Outcome.SPOKE, **ME)
    assert await states() == [("hear", "done", "2026-06-10")]


async def test_changing_one() -> None:
    opened = await leak()
    changed = await models.problems.edit(
        opened.id, version=opened.version, text="both taps leak", owner_id=GRACE, fault="", amount=None, **ME
    )
    assert (changed.text, changed.owner) == ("both taps leak", "grace")
    assert await one("SELECT owner_id FROM follow_up") == GRACE
    with pytest.raises(Stale, match="changed by somebody else"):
        await models.problems.edit(opened.id, version=opened.version, text="x", **ME)
    await through(opened.id, *Step)
    assert (await models.problems.edit(opened.id, owner_id=ADA, **ME)).owner == "ada"


@pytest.mark.parametrize("details", [{"text": " "}, {"text": "x" * 2001}, {"wanted": "x" * 2001}])
async def test_what_nobody_can_say_of_one(details: dict[str, Any]) -> None:
    opened = await leak()
    with pytest.raises(Refused):
        await models.problems.edit(opened.id, **details, **ME)
    with pytest.raises(Refused, match="Say what they agreed to"):
        await models.problems.agree(opened.id, " ", **ME)
    with pytest.raises(NotFound, match="no member 99"):
        await models.problems.edit(opened.id, owner_id=99, **ME)
    with pytest.raises(ValueError, match="nobody"):
        await models.problems.edit(opened.id, fault="nobody", **ME)


async def test_none_is_opened_with_who_is_not_there() -> None:
    with pytest.raises(NotFound):
        await models.problems.add(99, "x", **ME)
    about = await bob()
    await models.contacts.archive(about.id, **ME)
    with pytest.raises(Refused, match="Bob Stone is archived"):
        await models.problems.add(about.id, "x", **ME)
    for verb in (models.problems.agree(99, "x", **ME), reading.one(99)):
        with pytest.raises(NotFound, match="There is no problem 99"):
            await verb


async def test_each_is_taken_back_by_name_and_done_again() -> None:
    about = await bob()
    verbs: dict[str, Callable[[], Awaitable[object]]] = {
        "opened a problem with Bob Stone": lambda: models.problems.add(about.id, "leak", **ME),
        "changed a problem with Bob Stone": lambda: models.problems.edit(1, amount=500, owner_id=GRACE, **ME),
        "did a step of a problem with Bob Stone": lambda: models.problems.step(1, HEAR, "angry", **ME),
        "agreed on a solution with Bob Stone": lambda: models.problems.agree(1, "a tap", **ME),
        "closed a problem with Bob Stone": lambda: models.problems.close(1, Ending.AGREED, reason="all well", **ME),
    }
    for said, verb in verbs.items():
        before = await everything()
        await verb()
        after = await everything()
        assert (await models.undo.last(**ME)).what == said
        assert await everything() == before
        assert (await models.undo.redo(**ME)).what == said
        assert await everything() == after


async def test_our_own_doing_opens_one() -> None:
    about = await bob(owner_id=GRACE)
    await models.stage_changes.move(about.id, FORMER, reason="our mistake", note="sent the wrong roof", **ME)
    assert await rows("SELECT text, fault, owner_id FROM problem") == [
        {"text": "our mistake: sent the wrong roof", "fault": "ours", "owner_id": GRACE}
    ]
    assert await states() == [("hear", "open", "2026-06-10")]
    await models.stage_changes.move(about.id, FORMER, reason="something we did not do", **ME)
    assert await count("problem") == 1
    await models.undo.last(**ME)
    before = await count("follow_up")
    await models.undo.last(**ME)
    assert (before, await count("problem"), await count("follow_up")) == (1, 0, 0)


async def test_no_other_reason_opens_one_and_no_deleted_stage() -> None:
    about = await bob()
    await models.stage_changes.move(about.id, FORMER, reason="money", **ME)
    ours = await models.reasons.named("former", "our mistake")
    assert await count("problem") == 0
    await models.stage_changes.move(about.id, FORMER, reason="our mistake", **ME)
    assert await one("SELECT text FROM problem") == ours.name
    await models.problems.close(1, Ending.NOT_AGREED, reason="he is gone", **ME)
    gone = await models.stages.add("Gone", StageKind.FORMER, **ME)
    await models.stages.delete(FORMER, to=gone.id, **ME)
    assert await count("problem") == 1
