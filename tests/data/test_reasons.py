"""The managed list of reasons: a team's own words for why people never bought, or left."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import models
from models.reading import choices
from models.reading.timeline import Timeline
from models.rules.refusals import NotFound, Refused
from models.rules.words import StageKind
from tests.data.desk import ADA, FORMER, NOW, bob, days, everything, one, reasons

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
MISUNDERSTANDING, MONEY, UNKNOWN = 1, 2, 5


async def names(kind: str = "never") -> list[str]:
    return [reason.name for reason in await choices.reasons(kind)]


async def test_ids_and_flags_are_offered() -> None:
    died, *_, unknown, _ = await choices.reasons("former")
    assert (died.id, died.name, died.ends_contact, died.is_unknown) == (7, "died", True, False)
    assert (unknown.name, unknown.ends_contact, unknown.is_unknown) == ("unknown", False, True)


async def test_a_team_has_its_own_words() -> None:
    added = await models.reasons.add(StageKind.NEVER, " too far away ", **ME)
    assert (await names())[-1] == "too far away"
    await models.reasons.reorder(added.id, 1, **ME)
    await models.reasons.rename(added.id, "distance", **ME)
    assert (await names())[:2] == ["distance", "misunderstanding"]
    await models.reasons.reorder(MONEY, 99, **ME)
    assert (await names())[-1] == "money"
    assert "money" in await names("former")


async def test_a_reason_that_ends_contact_stops_the_cadence_of_who_has_it() -> None:
    about = await bob(every_days=3)
    await models.stage_changes.move(about.id, FORMER, reason="retired", **ME)
    assert await reasons(about.id, NOW + days(9)) == ["drift"]
    retired = next(reason.id for reason in await choices.reasons("former") if reason.name == "retired")
    await models.reasons.mean(retired, ends_contact=True, **ME)
    assert await reasons(about.id, NOW + days(9)) == []
    assert (await models.undo.last(**ME)).what == "changed what the reason retired means"
    assert await reasons(about.id, NOW + days(9)) == ["drift"]
    ending = await models.reasons.add(StageKind.FORMER, "emigrated", ends_contact=True, **ME)
    await models.stage_changes.move(about.id, FORMER, reason="emigrated", **ME)
    assert await reasons(about.id, NOW + days(9)) == []
    assert ending.ends_contact


async def test_a_removed_reason_stays_with_who_has_it_and_is_offered_no_more() -> None:
    about = await bob()
    await models.stage_changes.move(about.id, FORMER, reason="retired", **ME)
    retired = await one("SELECT reason_id FROM contact")
    before = await everything()
    await models.reasons.remove(retired, **ME)
    assert "retired" not in await names("former")
    assert await one("SELECT r.name FROM contact c JOIN reason r ON r.id = c.reason_id") == "retired"
    for verb in (models.reasons.named("former", "retired"), models.reasons.remove(retired, **ME)):
        with pytest.raises(NotFound):
            await verb
    assert (await models.undo.last(**ME)).what == "removed the reason retired"
    assert await everything() == before


async def test_a_removed_reason_comes_back_by_its_name() -> None:
    await models.reasons.remove(MONEY, **ME)
    before = await everything()
    assert (await models.reasons.add(StageKind.NEVER, "Money", ends_contact=True, **ME)).id == MONEY
    assert (await names())[-1] == "Money"
    await models.undo.last(**ME)
    assert await everything() == before
    await models.reasons.rename(MISUNDERSTANDING, "money", **ME)
    assert await one("SELECT name FROM reason WHERE id = ?1", MONEY) == "money (removed 2)"
    assert (await models.undo.last(**ME)).what == "renamed the reason misunderstanding to money"
    assert await everything() == before


VERBS: dict[str, Callable[[], Awaitable[object]]] = {
    "added the reason distance": lambda: models.reasons.add(StageKind.NEVER, "distance", **ME),
    "renamed the reason money to the price": lambda: models.reasons.rename(MONEY, "the price", **ME),
    "moved the reason money": lambda: models.reasons.reorder(MONEY, 1, **ME),
    "removed the reason money": lambda: models.reasons.remove(MONEY, **ME),
}


@pytest.mark.parametrize("said", VERBS)
async def test_each_is_taken_back_by_name(said: str) -> None:
    before = await everything()
    await VERBS[said]()
    assert await everything() != before
    assert (await models.undo.last(**ME)).what == said
    assert await everything() == before


async def test_not_knowing_stays_as_it_is() -> None:
    before = await everything()
    for verb in (
        models.reasons.rename(UNKNOWN, "no idea", **ME),
        models.reasons.remove(UNKNOWN, **ME),
        models.reasons.mean(UNKNOWN, ends_contact=True, **ME),
    ):
        with pytest.raises(Refused, match="unknown stands for not knowing and stays as it is"):
            await verb
    assert await everything() == before


@pytest.mark.parametrize("name", ["", "MONEY", "x" * 201])
async def test_a_name_that_no_reason_can_have(name: str) -> None:
    for verb in (models.reasons.add(StageKind.NEVER, name, **ME), models.reasons.rename(MISUNDERSTANDING, name, **ME)):
        with pytest.raises(Refused):
            await verb


async def test_only_who_never_bought_or_left_has_reasons() -> None:
    with pytest.raises(Refused, match="Choose never or former"):
        await models.reasons.add(StageKind.FAN, "joy", **ME)
    with pytest.raises(NotFound, match="no reason 99"):
        await models.reasons.reorder(99, 1, **ME)


async def test_a_reason_that_is_gone_is_said_so() -> None:
    about = await bob()
    await models.reasons.remove(MONEY, **ME)
    for verb in (
        models.reasons.named("never", " Money "),
        models.reasons.mean(MONEY, is_ours=True, **ME),
        models.stage_changes.move(about.id, 4, reason="money", **ME),
    ):
        with pytest.raises(NotFound, match="The reason “money” was removed from the list"):
            await verb
    with pytest.raises(NotFound, match="is not one reason of the list"):
        await models.reasons.named("never", "mone")


async def test_what_a_reason_means_is_the_teams_to_say() -> None:
    added = await models.reasons.add(StageKind.FORMER, "we were late", is_ours=True, asks_again=True, **ME)
    kept = next(reason for reason in await choices.reasons("former") if reason.id == added.id)
    assert (kept.is_ours, kept.asks_again, kept.ends_contact) == (True, True, False)
    about = await bob()
    await models.stage_changes.move(about.id, FORMER, reason="we were late", **ME)
    assert await choices.is_ours(about.id)
    changed = await models.reasons.mean(added.id, is_ours=False, **ME)
    assert (changed.is_ours, changed.asks_again) == (False, True)
    assert not await choices.is_ours(about.id)


async def test_the_reason_stays_dated_when_they_come_back() -> None:
    about = await bob()
    await models.stage_changes.move(about.id, FORMER, reason="retired", by=ADA, at=NOW - days(90))
    back = await models.stage_changes.move(about.id, 2, **ME)
    assert (back.stage, back.reason) == ("Customer", "")
    told = [(row.at, row.text) for row in await Timeline(about.id).page(limit=9) if row.kind == "stage"]
    assert told == [(NOW, "Former → Customer"), (NOW - days(90), "Prospect → Former (retired)")]
