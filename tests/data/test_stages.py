"""Stages: a team's own names and order; what they mean to the rules; and the moves from one to another."""

import pytest

import models
from models.reading import choices
from models.rules.refusals import NotFound, Refused
from models.rules.words import StageKind
from tests.data.desk import ADA, CUSTOMER, FORMER, GRACE, NEVER, NOW, PROSPECT, bob, count, days, reasons, rows

pytestmark = pytest.mark.usefixtures("book")


async def names() -> list[str]:
    return [stage.name for stage in await choices.stages()]


async def test_a_new_book_has_stages_and_reasons() -> None:
    assert await names() == ["Prospect", "Customer", "Raving fan", "Never bought", "Former"]
    former = await choices.reasons("former")
    assert [reason.name for reason in former if reason.ends_contact] == ["died", "out of business"]
    assert [reason.name for reason in await choices.reasons("never")] == [
        *("misunderstanding", "money", "timing", "no fit"),
        *("unknown", "asked, would not say"),
    ]
    assert await choices.reasons("customer") == []
    assert await choices.members() == {"ada": ADA, "grace": GRACE}


async def test_stages_added_renamed_and_moved() -> None:
    lead = await models.stages.add(" Lead ", StageKind.PROSPECT, by=ADA, at=NOW)
    assert (lead.name, lead.kind, lead.position) == ("Lead", "prospect", 6)
    await models.stages.reorder(lead.id, 1, by=ADA, at=NOW)
    assert await names() == ["Lead", "Prospect", "Customer", "Raving fan", "Never bought", "Former"]
    assert (await bob()).stage == "Lead"  # the first of kind prospect
    await models.stages.reorder(lead.id, 99, by=ADA, at=NOW)
    await models.stages.reorder(FORMER, -4, by=ADA, at=NOW)
    assert await names() == ["Former", "Prospect", "Customer", "Raving fan", "Never bought", "Lead"]
    await models.stages.rename(lead.id, "lead", by=ADA, at=NOW)
    assert (await names())[-1] == "lead"
    assert [stage.contacts for stage in await choices.stages()] == [0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("name", ["", "customer", "x" * 201])
async def test_a_name_that_no_stage_can_have(name: str) -> None:
    with pytest.raises(Refused):
        await models.stages.add(name, StageKind.FAN, by=ADA, at=NOW)
    with pytest.raises(Refused):
        await models.stages.rename(PROSPECT, name, by=ADA, at=NOW)
    assert (await names())[0] == "Prospect"


async def test_no_stage_of_that_id() -> None:
    for verb in (
        models.stages.rename(99, "Lead", by=ADA, at=NOW),
        models.stages.reorder(99, 1, by=ADA, at=NOW),
        models.stages.set_kind(99, StageKind.FAN, by=ADA, at=NOW),
        models.stages.set_cadence(99, 30, by=ADA, at=NOW),
    ):
        with pytest.raises(NotFound, match="no stage 99"):
            await verb


@pytest.mark.parametrize(
    ("typed", "found"),
    [("customer", "Customer"), (" CUST ", "Customer"), ("r", "Raving fan"), ("Former", "Former")],
)
async def test_a_stage_by_its_name_or_a_beginning_of_it(typed: str, found: str) -> None:
    assert (await models.stages.named(typed)).name == found


@pytest.mark.parametrize("typed", ["", "x\x1b[31m", "lost"])
async def test_a_stage_that_no_name_means(typed: str) -> None:
    with pytest.raises(NotFound, match="Choose one of: Prospect, Customer") as told:
        await models.stages.named(typed)
    assert "\x1b" not in str(told.value)


async def test_without_a_prospect_stage_the_first_is_the_first() -> None:
    await models.stages.set_kind(PROSPECT, StageKind.FAN, by=ADA, at=NOW)
    assert (await bob()).stage == "Prospect"


async def test_a_stage_that_means_something_else_now() -> None:
    added = await bob(stage_id=NEVER)
    await models.stages.set_kind(NEVER, StageKind.FORMER, by=ADA, at=NOW)
    assert await reasons(added.id) == ["why_left"]
    await models.stages.set_kind(NEVER, StageKind.CUSTOMER, by=ADA, at=NOW)
    assert await reasons(added.id) == []


async def test_the_cadence_of_a_stage_is_for_who_has_none_of_their_own() -> None:
    added, other = await bob(), await models.contacts.add("Cleo", by=ADA, at=NOW, every_days=90)
    await models.stages.set_cadence(PROSPECT, 30, by=ADA, at=NOW)
    later = NOW + days(31)
    assert (await reasons(added.id, later), await reasons(other.id, later)) == (["drift"], [])
    await models.stages.set_cadence(PROSPECT, None, by=ADA, at=NOW)
    assert await reasons(added.id, later) == []
    with pytest.raises(Refused, match="1 to 3,650"):
        await models.stages.set_cadence(PROSPECT, 0, by=ADA, at=NOW)


async def test_a_move_is_kept_with_who_when_and_why() -> None:
    added = await bob(stage_id=CUSTOMER)
    later = NOW + days(2)
    moved = await models.stage_changes.move(added.id, FORMER, reason="MON", note="too dear", by=GRACE, at=later)
    assert (moved.stage, moved.stage_kind, moved.reason, moved.stage_since_at) == ("Former", "former", "money", later)
    (kept,) = await rows('SELECT from_stage_id, to_stage_id, text, at, by_id AS "by" FROM stage_change')
    assert kept == {"from_stage_id": CUSTOMER, "to_stage_id": FORMER, "text": "too dear", "at": later, "by": GRACE}


async def test_the_reason_is_unknown_until_it_is_learned() -> None:
    added = await bob()
    moved = await models.stage_changes.move(added.id, NEVER, by=ADA, at=NOW)
    assert moved.reason == "unknown"
    assert await reasons(added.id) == ["why_never"]
    learned = await models.stage_changes.move(added.id, NEVER, reason="timing", by=ADA, at=NOW + days(3))
    assert (learned.reason, learned.stage_since_at) == ("timing", NOW)
    assert await reasons(added.id) == []
    told = await models.stage_changes.move(added.id, NEVER, reason="asked, would not say", by=ADA, at=NOW + days(4))
    assert told.reason == "asked, would not say"
    assert await reasons(added.id) == []


async def test_won_back_the_old_reason_stays_with_the_old_move() -> None:
    added = await bob(every_days=1)
    await models.stage_changes.move(added.id, FORMER, reason="out of business", by=ADA, at=NOW)
    assert await reasons(added.id, NOW + days(9)) == []
    back = await models.stage_changes.move(added.id, CUSTOMER, by=ADA, at=NOW + days(1))
    assert (back.reason, await reasons(added.id, NOW + days(9))) == ("", ["drift"])
    kept = await rows("SELECT r.name FROM stage_change s LEFT JOIN reason r ON r.id = s.reason_id ORDER BY s.id")
    assert kept == [{"name": "out of business"}, {"name": None}]


@pytest.mark.parametrize(
    ("stage_id", "reason", "error", "says"),
    [
        (PROSPECT, "", Refused, "is in Prospect already"),
        (CUSTOMER, "money", Refused, "asked only of who never bought or left, not in Customer"),
        (FORMER, "o", NotFound, "not one reason of the list"),
        (FORMER, "x\x1b[31m", NotFound, "Choose one of: died, out of business"),
        (FORMER, "timing", NotFound, "Choose one of: died"),
        (99, "", NotFound, "no stage 99"),
    ],
)
async def test_moves_that_are_none(stage_id: int, reason: str, error: type[Exception], says: str) -> None:
    added = await bob()
    with pytest.raises(error, match=says) as told:
        await models.stage_changes.move(added.id, stage_id, reason=reason, by=ADA, at=NOW)
    assert "\x1b" not in str(told.value)
    assert await count("stage_change") == 0


async def test_the_same_reason_again_is_no_move() -> None:
    added = await bob(stage_id=FORMER)
    with pytest.raises(Refused, match="give another reason"):
        await models.stage_changes.move(added.id, FORMER, reason="unknown", by=ADA, at=NOW)


async def test_nobody_to_move() -> None:
    with pytest.raises(NotFound, match="no contact 99"):
        await models.stage_changes.move(99, CUSTOMER, by=ADA, at=NOW)


async def test_a_note_too_long_moves_nobody() -> None:
    added = await bob()
    with pytest.raises(Refused, match="at most 2,000"):
        await models.stage_changes.move(added.id, CUSTOMER, note="x" * 2_001, by=ADA, at=NOW)
    assert await count("stage_change") == 0
