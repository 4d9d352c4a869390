"""Stages deleted: who was in them goes on, nothing that names them loses its words, and the name is free again."""

from typing import Any

import pytest

import models
from models.reading import choices
from models.reading.timeline import Timeline
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import StageKind
from tests.data.desk import (
    ADA,
    CUSTOMER,
    FAN,
    FORMER,
    GRACE,
    NEVER,
    NOW,
    PROSPECT,
    bob,
    count,
    days,
    everything,
    one,
    reasons,
    rows,
)

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
SHE: dict[str, Any] = {"by": GRACE, "at": NOW}
LEAD = 6


async def names() -> list[str]:
    return [stage.name for stage in await choices.stages()]


async def test_an_empty_stage_goes_at_once_and_comes_back_by_undo() -> None:
    before = await everything()
    await models.stages.delete(CUSTOMER, **ME)
    assert await names() == ["Prospect", "Raving fan", "Never bought", "Former"]
    assert [stage.position for stage in await choices.stages()] == [1, 2, 3, 4]
    for verb in (
        models.stages.one(CUSTOMER),
        models.stages.named("Customer"),
        models.contacts.add("Bob", stage_id=CUSTOMER, **ME),
        models.stages.delete(CUSTOMER, **ME),
    ):
        with pytest.raises(NotFound):
            await verb
    assert (await models.undo.last(**ME)).what == "deleted the stage Customer"
    assert await everything() == before


async def test_who_is_in_it_has_to_know_where_to_go() -> None:
    added, _ = await bob(), await models.contacts.add("Cleo", **ME)
    for to in (None, PROSPECT):
        with pytest.raises(Refused, match=r"2 contacts are in Prospect\. Choose another stage for them, as with --to"):
            await models.stages.delete(PROSPECT, to=to, **ME)
    await models.contacts.archive(added.id, **ME)
    with pytest.raises(Refused, match=r"2 contacts are in Prospect \(1 archived\)"):
        await models.stages.delete(PROSPECT, **ME)
    await models.stage_changes.move(2, CUSTOMER, **ME)
    with pytest.raises(Refused, match=r"1 contact is in Prospect \(1 archived\)"):
        await models.stages.delete(PROSPECT, **ME)
    with pytest.raises(NotFound):
        await models.stages.delete(PROSPECT, to=99, **ME)
    assert (await names())[0] == "Prospect"


async def test_all_go_to_the_other_stage_and_the_moves_are_kept() -> None:
    here, gone = await bob(), await models.contacts.add("Archie Gone", **ME)
    await models.contacts.archive(gone.id, **ME)
    before, later = await everything(), NOW + days(3)
    await models.stages.delete(PROSPECT, to=NEVER, by=ADA, at=later)
    assert await rows("SELECT stage_id, stage_since_at FROM contact") == [
        {"stage_id": NEVER, "stage_since_at": later},
        {"stage_id": NEVER, "stage_since_at": later},
    ]
    assert await reasons(here.id, later) == ["why_never"]
    assert [row.text for row in await Timeline(here.id).page(limit=1)] == ["Prospect → Never bought (unknown)"]
    assert (await models.undo.last(by=ADA, at=later)).what == "deleted the stage Prospect"
    assert await everything() == before


async def test_between_stages_of_one_kind_the_reason_is_not_forgotten() -> None:
    lost = await models.stages.add("Lost", StageKind.FORMER, **ME)
    about = await bob()
    await models.stage_changes.move(about.id, FORMER, reason="died", **ME)
    await models.stages.delete(FORMER, to=lost.id, **ME)
    assert await reasons(about.id) == []
    assert await one("SELECT r.name FROM contact c JOIN reason r ON r.id = c.reason_id") == "died"
    await models.stages.delete(lost.id, to=CUSTOMER, **ME)
    assert await one("SELECT reason_id FROM contact") is None


async def test_the_last_stage_stays() -> None:
    for stage_id in (PROSPECT, CUSTOMER, FAN, NEVER):
        await models.stages.delete(stage_id, **ME)
    with pytest.raises(Refused, match=r"Former is the last stage there is\. Add another one first"):
        await models.stages.delete(FORMER, to=PROSPECT, **ME)
    assert await names() == ["Former"]


async def test_a_stage_of_the_same_name_comes_back_as_a_new_one() -> None:
    about = await bob()
    await models.stages.set_cadence(PROSPECT, 30, **ME)
    await models.stages.delete(PROSPECT, to=FAN, by=ADA, at=NOW + days(1))
    before = await everything()
    back = await models.stages.add("PROSPECT", StageKind.CUSTOMER, **ME)
    assert (back.id, await names()) == (PROSPECT, ["Customer", "Raving fan", "Never bought", "Former", "PROSPECT"])
    assert (back.kind, back.every_days) == ("customer", None)
    assert [row.text for row in await Timeline(about.id).page(limit=1)] == ["PROSPECT → Raving fan"]
    assert (await models.undo.last(**ME)).what == "added the stage PROSPECT"
    assert await everything() == before


async def test_another_stage_may_take_the_name_and_the_old_moves_say_which_was_meant() -> None:
    about = await bob()
    await models.stages.delete(PROSPECT, to=FAN, by=ADA, at=NOW + days(1))
    before = await everything()
    await models.stages.rename(CUSTOMER, "Prospect", **ME)
    assert await names() == ["Prospect", "Raving fan", "Never bought", "Former"]
    assert [row.text for row in await Timeline(about.id).page(limit=1)] == ["Prospect (deleted 1) → Raving fan"]
    assert (await models.undo.last(**ME)).what == "renamed the stage Customer to Prospect"
    assert await everything() == before


async def test_nobody_comes_back_into_a_stage_deleted_since() -> None:
    about = await bob()
    await models.stage_changes.move(about.id, CUSTOMER, **ME)
    await models.stages.delete(PROSPECT, **SHE)
    before = await everything()
    with pytest.raises(Stale, match=r"The stage Prospect was deleted since\. Move Bob Stone by hand\."):
        await models.undo.last(**ME)
    assert await everything() == before


async def test_undo_leaves_the_last_stage_alone() -> None:
    await models.stages.add("Lead", StageKind.PROSPECT, **ME)
    for stage_id in (PROSPECT, CUSTOMER, FAN, NEVER, FORMER):
        await models.stages.delete(stage_id, **SHE)
    with pytest.raises(Stale, match="All other stages were deleted since"):
        await models.undo.last(**ME)
    assert await names() == ["Lead"]


async def test_what_was_brought_back_by_somebody_else_is_not_undone() -> None:
    await models.stages.delete(CUSTOMER, **ME)
    await models.stages.add("Customer", StageKind.CUSTOMER, **SHE)
    with pytest.raises(Stale):
        await models.undo.last(**ME)
    assert await count("stage WHERE archived_at IS NULL") == 5
