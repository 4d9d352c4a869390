"""Unpleasant news and open problems are never left with a member who left."""

from typing import Any

import pytest

import models
from models import handing_over
from models.history import changing
from models.rules.refusals import NotFound, Refused
from models.rules.words import Ending, Outcome, Tone
from tests.data.desk import ADA, GRACE, NOW, bob, everything, moment, one, promised, rows

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
SHE: dict[str, Any] = {"by": GRACE, "at": NOW}
NEWS: dict[str, Any] = {"tone": Tone.UNPLEASANT, "text": "claim refused"}


async def hers() -> int:
    """Give Grace news to tell, a problem to solve, and a plan of no weight, all with Bob, who is hers."""
    about = (await bob(owner_id=GRACE)).id
    await promised(about, owner_id=GRACE, **NEWS)
    await promised(about, owner_id=GRACE)
    await models.problems.add(about, "leak", owner_id=GRACE, **ME)
    return about


async def owners() -> list[tuple[str, int]]:
    found = await rows("SELECT text, owner_id FROM follow_up UNION ALL SELECT text, owner_id FROM problem")
    return [(row["text"], row["owner_id"]) for row in found]


async def test_nobody_leaves_who_still_has_to_tell_and_to_solve() -> None:
    await hers()
    before = await everything()
    with pytest.raises(Refused, match="grace owns 1 piece of unpleasant news and 1 open problem"):
        await models.membership.remove(GRACE, **ME)
    with pytest.raises(Refused, match="grace is who leaves"):
        await models.membership.remove(GRACE, to=GRACE, **ME)
    with pytest.raises(NotFound, match="no member 99"):
        await models.membership.remove(GRACE, to=99, **ME)
    assert await everything() == before


async def test_somebody_takes_over_what_may_not_be_left() -> None:
    await hers()
    await models.membership.remove(GRACE, to=ADA, **ME)
    assert await owners() == [("claim refused", ADA), ("", GRACE), ("leak", ADA), ("leak", ADA)]
    assert await one("SELECT owner_id FROM contact") == GRACE
    with pytest.raises(Refused, match="changed"):
        await models.undo.last(**ME)
    assert (await owners())[-1] == ("leak", ADA)


async def test_who_told_and_solved_it_all_leaves_freely() -> None:
    await hers()
    await models.follow_ups.done(1, outcome=Outcome.SPOKE, **SHE)
    await models.problems.close(1, Ending.NOT_AGREED, reason="x", **SHE)
    await models.membership.remove(GRACE, **ME)
    assert await one("SELECT left_at FROM member WHERE id = 2") is not None


async def test_who_left_is_given_none_of_it() -> None:
    about = (await bob()).id
    await models.membership.remove(GRACE, **ME)
    for verb in (
        promised(about, owner_id=GRACE, **NEWS),
        models.problems.add(about, "leak", owner_id=GRACE, **ME),
    ):
        with pytest.raises(NotFound, match="grace is a member no more"):
            await verb
    assert await owners() == []


async def test_what_undo_brings_back_is_theirs_who_undid() -> None:
    about = await hers()
    await models.follow_ups.done(1, outcome=Outcome.SPOKE, **ME)
    await models.problems.close(1, Ending.NOT_AGREED, reason="x", **ME)
    async with changing("member.remove", **ME) as change:
        grace = await models.members.current(GRACE)
        await handing_over.hand_over(grace, None, change)
        await models.members.keep(grace, change, left_at=NOW)
    for _ in range(2):
        await models.undo.last(**ME)
    assert await one("SELECT count(*) FROM follow_up WHERE state = 'open'") == 3
    assert await owners() == [("claim refused", ADA), ("", GRACE), ("leak", ADA), ("leak", ADA)]
    await models.follow_ups.snooze(1, moment(), **ME)
    assert about
