"""Nobody is sold to whose problem is open, unless somebody says why, by name."""

from typing import Any

import pytest

import models
from models.rules.refusals import Refused
from models.rules.words import Channel, Ending, Outcome, Purpose
from tests.data.desk import ADA, GRACE, NOW, bob, count, everything, moment, one, rows

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
SHE: dict[str, Any] = {"by": GRACE, "at": NOW}
STOPPED = "A problem is open with them: “the tap leaks”"


async def waiting() -> int:
    """Add somebody who waits for a problem to be solved."""
    about = await bob()
    await models.problems.add(about.id, "the tap leaks", **ME)
    return about.id


async def offered(contact_id: int, **how: Any) -> int:
    planned = await models.follow_ups.add(contact_id, moment(), purpose=Purpose.SALES, **ME, **how)
    return planned.id


async def overrides() -> list[dict[str, Any]]:
    return await rows("SELECT rule, reason, by_id, follow_up_id FROM override ORDER BY id")


async def test_no_offer_is_planned() -> None:
    about = await waiting()
    before = await everything()
    with pytest.raises(Refused, match=STOPPED):
        await offered(about)
    assert await everything() == before
    await models.follow_ups.add(about, moment(), purpose=Purpose.SERVICE, **ME)


async def test_unless_somebody_says_why() -> None:
    about = await waiting()
    row_id = await offered(about, despite=" he asked for it ")
    kept = {"rule": "sell", "reason": "he asked for it", "by_id": ADA, "follow_up_id": row_id}
    assert await overrides() == [kept]
    await models.follow_ups.done(row_id, outcome=Outcome.SPOKE, **SHE)  # it was said once for this one
    assert await overrides() == [kept]
    assert await one("SELECT purpose FROM interaction") == "sales"


async def test_one_that_was_planned_before_asks_when_it_is_done() -> None:
    about = await bob()
    row_id = await offered(about.id)
    await models.problems.add(about.id, "the tap leaks", **ME)
    await models.follow_ups.edit(row_id, text="the offer", purpose=Purpose.SALES, **ME)
    before = await everything()
    with pytest.raises(Refused, match=STOPPED):
        await models.follow_ups.done(row_id, outcome=Outcome.SPOKE, **ME)
    assert await everything() == before
    await models.follow_ups.done(row_id, outcome=Outcome.SPOKE, despite="he rang", **SHE)
    assert [(row["reason"], row["by_id"]) for row in await overrides()] == [("he rang", GRACE)]


async def test_dropping_it_asks_nothing() -> None:
    about = await bob()
    row_id = await offered(about.id)
    await models.problems.add(about.id, "the tap leaks", **ME)
    await models.follow_ups.done(row_id, outcome=Outcome.CANCELLED, **ME)
    assert await overrides() == []


async def test_nothing_else_becomes_an_offer() -> None:
    about = await waiting()
    other = await models.follow_ups.add(about, moment(), **ME)
    with pytest.raises(Refused, match=STOPPED):
        await models.follow_ups.edit(other.id, purpose=Purpose.SALES, **ME)
    changed = await models.follow_ups.edit(other.id, purpose=Purpose.SALES, despite="asked", **ME)
    assert (changed.purpose, len(await overrides())) == ("sales", 1)


async def test_no_offer_is_logged() -> None:
    about = await waiting()
    call: dict[str, Any] = {"channel": Channel.CALL, "purpose": Purpose.SALES, **ME}
    with pytest.raises(Refused, match=STOPPED):
        await models.interactions.log(about, "the offer", **call)
    assert await count("interaction") == 0
    await models.interactions.log(about, "the offer", despite="he asked", **call)
    assert await overrides() == [{"rule": "sell", "reason": "he asked", "by_id": ADA, "follow_up_id": None}]
    await models.interactions.log(about, "sorry", **{**call, "purpose": Purpose.SERVICE})
    await models.interactions.log(about, "hello", channel=Channel.CALL, **ME)
    kept = [row["purpose"] for row in await rows("SELECT purpose FROM interaction ORDER BY id")]
    assert kept == ["sales", "service", ""]


async def test_once_it_is_closed_selling_goes_on() -> None:
    about = await waiting()
    await models.problems.close(1, Ending.AGREED, solution="a tap", reason="all well", **ME)
    await offered(about)
    assert [row["rule"] for row in await overrides()] == ["skip"]


async def test_archiving_over_it_takes_a_reason() -> None:
    about = await waiting()
    with pytest.raises(Refused, match="A problem is open here"):
        await models.contacts.archive(about, **ME)
    await models.contacts.archive(about, reason="died", **ME)
    assert [(row["rule"], row["reason"]) for row in await overrides()] == [("archive", "died")]


async def test_undo_does_not_archive_over_it() -> None:
    about = await bob()
    await models.contacts.archive(about.id, **ME)
    await models.contacts.restore(about.id, **ME)
    await models.problems.add(about.id, "the tap leaks", **SHE)
    with pytest.raises(Refused, match="or a problem open"):
        await models.undo.last(**ME)
