"""Unpleasant news is told voice to voice or face to face, and no verb is a way round that."""

import itertools
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError

import models
from models.reading import follow_up
from models.rules import unpleasant
from models.rules.refusals import NotFound, Refused
from models.rules.when import Moment
from models.rules.words import Channel, Outcome, Purpose, State, Tone
from tests.data.desk import ADA, FORMER, GRACE, NOW, bob, count, days, everything, moment, promised, reasons, rows

pytestmark = pytest.mark.usefixtures("book")

WRITTEN = [Channel.E_MAIL, Channel.TEXT, Channel.LETTER, Channel.VOICEMAIL]
BAD = Tone.UNPLEASANT
NEWS: dict[str, Any] = {"tone": BAD, "text": "claim refused"}


async def overrides() -> list[dict[str, object]]:
    return await rows("SELECT follow_up_id, rule, reason, by_id FROM override ORDER BY id")


@pytest.mark.parametrize("channel", WRITTEN)
async def test_it_is_never_planned_in_writing(channel: Channel) -> None:
    added = await bob()
    with pytest.raises(Refused, match=f"never by {channel}"):
        await promised(added.id, channel=channel, **NEWS)
    assert await count("follow_up") == 0


@pytest.mark.parametrize("channel", WRITTEN)
async def test_nor_edited_into_writing(channel: Channel) -> None:
    added = await bob()
    news = await promised(added.id, **NEWS)
    with pytest.raises(Refused, match="never by"):
        await models.follow_ups.edit(news.id, channel=channel, by=ADA, at=NOW)
    letter = await promised(added.id, channel=channel)
    with pytest.raises(Refused, match="never by"):
        await models.follow_ups.edit(letter.id, tone=BAD, by=ADA, at=NOW)
    assert await rows("SELECT channel, tone FROM follow_up") == [
        {"channel": "call", "tone": "unpleasant"},
        {"channel": channel.value, "tone": "neutral"},
    ]


@pytest.mark.parametrize(("outcome", "channel"), list(itertools.product(Outcome, Channel)))
async def test_what_closes_it(outcome: Outcome, channel: Channel) -> None:
    added = await bob()
    news = await promised(added.id, **NEWS)
    verb = models.follow_ups.done(news.id, "because", outcome=outcome, channel=channel, by=ADA, at=NOW)
    try:
        expected = unpleasant.state_after(BAD, outcome, channel)
    except Refused:
        before = await everything()
        with pytest.raises(Refused):
            await verb
        assert await everything() == before
        expected = State.OPEN
    else:
        assert (await verb).state == expected
    assert await reasons(added.id) == (["bad_news"] if expected == State.OPEN else [])


async def test_cancelling_takes_a_reason_kept_by_name() -> None:
    news = await promised((await bob()).id, **NEWS)
    for nothing in ("", " \n"):
        with pytest.raises(Refused, match="cancelled only with a reason"):
            await models.follow_ups.done(news.id, nothing, outcome=Outcome.CANCELLED, by=GRACE, at=NOW)
    assert await overrides() == []
    await models.follow_ups.done(news.id, "the insurer told them", outcome=Outcome.CANCELLED, by=GRACE, at=NOW)
    assert await overrides() == [
        {"follow_up_id": news.id, "rule": "cancel", "reason": "the insurer told them", "by_id": GRACE}
    ]


@pytest.mark.parametrize("tone", [Tone.NEUTRAL, Tone.GOOD])
async def test_softening_takes_a_reason_kept_by_name(tone: Tone) -> None:
    news = await promised((await bob()).id, **NEWS)
    with pytest.raises(Refused, match="softened only with a reason"):
        await models.follow_ups.edit(news.id, tone=tone, text="all is well", by=GRACE, at=NOW)
    assert (await overrides(), await rows("SELECT text FROM follow_up")) == ([], [{"text": "claim refused"}])
    soft = await models.follow_ups.edit(news.id, tone=tone, reason="it was paid", by=GRACE, at=NOW)
    assert soft.tone == tone
    assert await overrides() == [{"follow_up_id": news.id, "rule": "soften", "reason": "it was paid", "by_id": GRACE}]


async def test_softening_and_writing_at_once_takes_the_reason_too() -> None:
    news = await promised((await bob()).id, **NEWS)
    soft: dict[str, Any] = {"tone": Tone.NEUTRAL, "channel": Channel.E_MAIL}
    with pytest.raises(Refused, match="Say why"):
        await models.follow_ups.edit(news.id, by=ADA, at=NOW, **soft)
    assert (await models.follow_ups.edit(news.id, reason="paid", by=ADA, at=NOW, **soft)).channel == "e-mail"


async def test_what_stays_unpleasant_needs_no_reason() -> None:
    news = await promised((await bob()).id, **NEWS)
    edited = await models.follow_ups.edit(news.id, tone=BAD, channel=Channel.IN_PERSON, by=ADA, at=NOW)
    assert (edited.channel, await overrides()) == ("in-person", [])


async def test_archiving_takes_a_reason_for_each() -> None:
    added = await bob()
    first, second = await promised(added.id, **NEWS), await promised(added.id, **NEWS)
    with pytest.raises(Refused, match="There is unpleasant news untold here"):
        await models.contacts.archive(added.id, by=ADA, at=NOW)
    assert (await reasons(added.id), await overrides()) == (["bad_news", "bad_news"], [])
    assert await follow_up.is_pending(added.id)
    await models.contacts.archive(added.id, reason="died", by=ADA, at=NOW)
    kept = {"rule": "archive", "reason": "died", "by_id": ADA}
    assert await overrides() == [{"follow_up_id": first.id, **kept}, {"follow_up_id": second.id, **kept}]


async def test_once_told_archiving_takes_none() -> None:
    added = await bob()
    news = await promised(added.id, **NEWS)
    await models.follow_ups.done(news.id, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    assert not await follow_up.is_pending(added.id)
    assert (await models.contacts.archive(added.id, by=ADA, at=NOW)).archived_at == NOW


async def test_no_stage_silences_it() -> None:
    added = await bob()
    await promised(added.id, **NEWS)
    await models.stage_changes.move(added.id, FORMER, reason="died", by=ADA, at=NOW)
    await models.contacts.edit(added.id, do_not_contact=["any"], by=ADA, at=NOW)
    assert await reasons(added.id) == ["bad_news"]


async def test_selling_is_no_other_name_for_it() -> None:
    added = await bob()
    await promised(added.id, purpose=Purpose.SALES, **NEWS)
    await models.contacts.edit(added.id, do_not_contact=["any"], by=ADA, at=NOW)
    assert await reasons(added.id) == ["bad_news"]


async def test_put_off_it_comes_back() -> None:
    added = await bob()
    news = await promised(added.id, **NEWS)
    await models.follow_ups.snooze(news.id, moment(NOW + days(1)), by=ADA, at=NOW)
    assert (await reasons(added.id), await reasons(added.id, NOW + days(1))) == ([], ["bad_news"])


async def test_what_repeats_is_as_unpleasant_again() -> None:
    added = await bob()
    news = await promised(added.id, repeat="1w", **NEWS)
    await models.follow_ups.done(news.id, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    assert await reasons(added.id, NOW + days(7)) == ["bad_news"]


async def test_undo_does_not_take_it_back() -> None:
    news = await promised((await bob()).id, **NEWS)
    before = await everything()
    with pytest.raises(Refused, match="cancel it, with a reason"):
        await models.undo.last(by=ADA, at=NOW)
    assert await everything() == before
    await models.follow_ups.edit(news.id, channel=Channel.VIDEO, by=ADA, at=NOW)
    assert (await models.undo.last(by=ADA, at=NOW)).verb == "follow_up.edit"
    assert await everything() == before


async def test_undo_does_not_soften_it() -> None:
    plain = await promised((await bob()).id)
    await models.follow_ups.edit(plain.id, tone=BAD, by=ADA, at=NOW)
    with pytest.raises(Refused, match="not undone"):
        await models.undo.last(by=ADA, at=NOW)
    assert await rows("SELECT tone FROM follow_up") == [{"tone": "unpleasant"}]


async def test_undo_does_not_archive_over_it() -> None:
    added = await bob()
    await models.contacts.archive(added.id, by=ADA, at=NOW)
    await models.contacts.restore(added.id, by=ADA, at=NOW)
    await models.follow_ups.add(added.id, moment(NOW), by=GRACE, at=NOW, tone=BAD)
    with pytest.raises(Refused, match="There is unpleasant news untold here"):
        await models.undo.last(by=ADA, at=NOW)
    assert await reasons(added.id) == ["bad_news"]


async def test_undo_does_not_delete_the_contact_under_it() -> None:
    added = await bob()
    await models.follow_ups.add(added.id, moment(NOW), by=GRACE, at=NOW, tone=BAD)
    with pytest.raises(Refused, match="Something was added since"):
        await models.undo.last(by=ADA, at=NOW)
    assert await reasons(added.id) == ["bad_news"]


@pytest.mark.parametrize("again", ["", "1w"])
async def test_undo_opens_again_what_was_called_told_by_mistake(again: str) -> None:
    added = await bob()
    news = await promised(added.id, repeat=again, **NEWS)
    before = await everything()
    await models.follow_ups.done(news.id, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert await everything() == before
    assert await reasons(added.id) == ["bad_news"]


async def test_undo_of_softening_and_of_cancelling_brings_it_back() -> None:
    added = await bob()
    news = await promised(added.id, **NEWS)
    await models.follow_ups.edit(news.id, tone=Tone.GOOD, reason="paid", by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.follow_ups.done(news.id, "paid", outcome=Outcome.CANCELLED, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert (await reasons(added.id), await overrides()) == (["bad_news"], [])


@pytest.mark.parametrize("owner_id", [None, 99])
async def test_it_always_has_a_named_owner(owner_id: int | None) -> None:
    added = await bob()
    news = await promised(added.id, **NEWS)
    assert news.owner == "ada"
    with pytest.raises((NotFound, IntegrityError, ValueError)):
        await models.follow_ups.edit(news.id, owner_id=owner_id, by=ADA, at=NOW)  # type: ignore[arg-type]
    with pytest.raises((NotFound, IntegrityError, ValueError)):
        await promised(added.id, owner_id=owner_id, **NEWS)
    assert await rows("SELECT owner_id FROM follow_up") == [{"owner_id": ADA}]


async def test_it_is_put_off_by_a_week_at_most_however_that_is_tried() -> None:
    news = await promised((await bob()).id, tone=Tone.UNPLEASANT)
    far = Moment(NOW + days(30))
    with pytest.raises(Refused, match="a week at most"):
        await models.follow_ups.snooze(news.id, far, by=ADA, at=NOW)
    with pytest.raises(Refused, match="a week at most"):
        await models.follow_ups.edit(news.id, when=far, by=ADA, at=NOW)
    assert (await models.follow_ups.snooze(news.id, Moment(NOW + days(7)), by=ADA, at=NOW)).due_at == NOW + days(7)
    await models.follow_ups.edit(news.id, text="the same day", when=Moment(NOW + days(7)), by=ADA, at=NOW)


async def test_no_repetition_of_it_lands_on_somebody_archived() -> None:
    added = await bob()
    news = await promised(added.id, tone=Tone.UNPLEASANT, repeat="1w")
    await models.contacts.archive(added.id, reason="told by letter of his lawyer", by=ADA, at=NOW)
    await models.follow_ups.done(news.id, "told", outcome=Outcome.SPOKE, by=ADA, at=NOW)
    assert await rows("SELECT state FROM follow_up") == [{"state": "done"}]


async def test_undo_goes_on_before_what_it_may_not_undo() -> None:
    added = await bob()
    await models.notes.add(added.id, "a typo", by=ADA, at=NOW)
    await promised(added.id, tone=Tone.UNPLEASANT)
    with pytest.raises(Refused, match="The next undo takes back what you did before"):
        await models.undo.last(by=ADA, at=NOW)
    assert (await models.undo.last(by=ADA, at=NOW)).verb == "note.add"
    assert await rows("SELECT id FROM follow_up") == [{"id": 1}]
