"""What undo says when somebody changed the record since: who, when, and both values, in one line."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import models
from models.outreach import Outreach
from models.rules.contact_fields import Point
from models.rules.refusals import Stale
from models.rules.words import Channel, Purpose, StageKind, Truth, Weight
from models.stages import Stage
from tests.data.desk import ADA, CUSTOMER, FAN, FORMER, GRACE, NOW, bob, days, moment, promised

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
SHE: dict[str, Any] = {"by": GRACE, "at": NOW + days(0.05)}
BOB, PROMISE = 1, 1
LOOK = "Look at it and change it by hand."
Verb = Callable[[], Awaitable[object]]


async def told(mine: Verb, *hers: Verb, at: Any = NOW) -> str:
    await mine()
    for verb in hers:
        await verb()
    with pytest.raises(Stale) as refusal:
        await models.undo.last(by=ADA, at=at)
    said = str(refusal.value)
    assert "\n" not in said
    return said


def mine(**values: Any) -> Verb:
    return lambda: models.contacts.edit(BOB, **values, **ME)


def hers(**values: Any) -> Verb:
    return lambda: models.contacts.edit(BOB, **values, **SHE)


async def test_who_when_and_both_values() -> None:
    await bob(company="Stone")
    said = await told(mine(company="Stone Roofing"), hers(company="Stone Ltd"))
    assert (
        said
        == f"grace changed Bob Stone since, at 10:42: company is now “Stone Ltd”, yours was “Stone Roofing”. {LOOK}"
    )


@pytest.mark.parametrize(
    ("mine_", "hers_", "differ"),
    [
        ({"name": "Rob"}, {"name": "Bert"}, "name is now “Bert”, yours was “Rob”"),
        ({"every_days": 7}, {"every_days": None}, "cadence is now empty, yours was weekly"),
        ({"birthday": "22 mar 1980"}, {"birthday": ""}, "birthday is now empty, yours was 22 Mar 1980"),
        ({"owner_id": GRACE}, {"owner_id": ADA}, "owner is now “ada”, yours was “grace”"),
        (
            {"safe_topics": "cats"},
            {"safe_topics": "dogs", "off_limits": "cats"},
            "safe topics is now “dogs”, yours was “cats”; off limits is now “cats”, yours was empty",
        ),
        ({"tags": ["roof", "old"]}, {"tags": ["roof", "new"]}, "tag is now “new, roof”, yours was “old, roof”"),
        (
            {"phones": ["+1 555 0102"], "emails": [Point("home", "b@stone.example")]},
            {"phones": ["+1 555 0199"]},
            "phone is now “+1 555 0199”, yours was “+1 555 0102”",
        ),
        ({"name": "Rob"}, {"links": ["https://stone.example"]}, "link is now “https://stone.example”, yours was empty"),
        ({"name": "Rob", "tags": ["x" * 60]}, {"tags": []}, f"tag is now empty, yours was “{'x' * 40}…”"),
    ],
)
async def test_only_the_fields_that_differ(mine_: dict[str, Any], hers_: dict[str, Any], differ: str) -> None:
    await bob()
    said = await told(mine(**mine_), hers(**hers_))
    assert said.endswith(f" since, at 10:42: {differ}. {LOOK}")


async def test_what_was_changed_twice_counts_as_it_is_now() -> None:
    await bob()
    said = await told(mine(name="Rob"), hers(name="Bert", tags=["a"]), hers(name="Rob", tags=["b"]), hers(tags=["c"]))
    assert said == f"grace changed Rob since, at 10:42: tag is now “c”, yours was empty. {LOOK}"
    await hers(tags=[])()
    with pytest.raises(Stale) as refusal:
        await models.undo.last(**ME)
    assert str(refusal.value) == f"grace changed Rob since, at 10:42. {LOOK}"


async def test_a_move_since() -> None:
    await bob()
    said = await told(
        lambda: models.stage_changes.move(BOB, FORMER, reason="money", **ME),
        lambda: models.stage_changes.move(BOB, FAN, **SHE),
    )
    assert "stage is now “Raving fan”, yours was “Former”; reason is now empty, yours was “money”. " in said


async def test_an_archived_one() -> None:
    await bob()
    said = await told(mine(name="Rob"), lambda: models.contacts.archive(BOB, **SHE), at=NOW + days(3))
    assert said == (
        f"grace changed Rob since, on 10 Jun, 10:42: archived is now on 10 Jun, 10:42, yours was empty. {LOOK}"
    )


async def test_a_follow_up() -> None:
    await bob()
    await promised(BOB)
    said = await told(
        lambda: models.follow_ups.edit(PROMISE, when=moment(NOW + days(1)), private_place=True, **ME),
        lambda: models.follow_ups.edit(
            PROMISE,
            when=moment(NOW + days(300)),
            private_place=False,
            channel=Channel.TEXT,
            purpose=Purpose.SERVICE,
            **SHE,
        ),
    )
    assert said == (
        "grace changed the follow-up with Bob Stone since, at 10:42: private place is now no, yours was yes;"
        f" channel is now “text”, yours was “call”; due is now on 6 Apr 2027, yours was on 11 Jun, 09:30. {LOOK}"
    )


@pytest.mark.parametrize(
    ("mine_", "hers_", "says"),
    [
        (
            lambda: models.problems.edit(1, amount=120_000, **ME),
            lambda: models.problems.edit(1, amount=50, **SHE),
            "grace changed the problem with Bob Stone since, at 10:42: amount is now 0.50, yours was 1,200.",
        ),
        (
            lambda: models.needs.edit(1, weight=Weight.NICE, **ME),
            lambda: models.needs.edit(1, weight=Weight.VITAL, **SHE),
            "grace changed a need of Bob Stone since, at 10:42: weight is now vital, yours was nice.",
        ),
        (
            lambda: models.rumours.add(BOB, "sells", **ME),
            lambda: models.rumours.close(1, truth=Truth.FALSE, **SHE),
            "truth is now “false”, yours was empty; closed by is now “grace”, yours was empty.",
        ),
        (
            lambda: models.announcements.add("we move", **ME),
            lambda: models.announcements.told(1, BOB, channel=Channel.CALL, **SHE),
            "grace changed what Bob Stone was told since, at 10:42: told is now at 10:42, yours was empty;",
        ),
        (
            lambda: models.reasons.mean(2, is_ours=True, asks_again=False, **ME),
            lambda: models.reasons.mean(2, is_ours=False, asks_again=True, **SHE),
            "is ours is now no, yours was yes; asks again is now yes, yours was no.",
        ),
    ],
)
async def test_the_craft(mine_: Verb, hers_: Verb, says: str) -> None:
    await bob()
    await models.problems.add(BOB, "roof leaks", **ME)
    await models.needs.add(BOB, "a ladder", **ME)
    assert says in await told(mine_, hers_)


@pytest.mark.parametrize(
    ("mine_", "hers_", "says"),
    [
        (
            lambda: models.stages.rename(CUSTOMER, "Client", **ME),
            lambda: models.stages.rename(CUSTOMER, "Patron", **SHE),
            "grace changed the stage Patron since, at 10:42: name is now “Patron”, yours was “Client”.",
        ),
        (
            lambda: models.reasons.mean(2, ends_contact=True, **ME),
            lambda: models.reasons.mean(2, ends_contact=False, **SHE),
            "grace changed the reason money since, at 10:42: ends contact is now no, yours was yes.",
        ),
        (
            lambda: models.business.change(grace_days=3, **ME),
            lambda: models.business.change(grace_days=0, name="Oak", **SHE),
            "changed what the team agreed on since, at 10:42: grace days is now 0, yours was 3; name is",
        ),
        (
            lambda: models.members.rename(ADA, "Ada", **ME),
            lambda: models.members.rename(ADA, "Adam", **SHE),
            "grace changed Adam since, at 10:42: name is now “Adam”, yours was “Ada”.",
        ),
    ],
)
async def test_what_a_team_shares(mine_: Verb, hers_: Verb, says: str) -> None:
    assert says in await told(mine_, hers_)


async def test_what_was_taken_away_since() -> None:
    await models.contacts.add("Bob Stone", every_days=1, **SHE)
    said = await told(lambda: _put_off(ADA), lambda: models.undo.last(**SHE), at=NOW)
    assert said == "grace removed it since, at 10:42. There is nothing left to undo."


async def _put_off(by: int) -> None:
    reason = await Outreach.get()
    await models.snoozes.snooze(reason.id, NOW + days(9), by=by, at=NOW)


async def test_what_nobody_knows_the_author_of() -> None:
    lead = await models.stages.add("Lead", StageKind.PROSPECT, **ME)
    await models.stages.rename(lead.id, "Leads", **ME)
    await Stage.filter(id=lead.id).update(name="Changed by hand")
    with pytest.raises(Stale, match="Something changed since, so it is not undone"):
        await models.undo.last(**ME)
