"""Whatever is done, and in whatever order: every reason for outreach that is kept is true, and none is missing."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import models
from models import db
from models.announcements import Announcement, Disclosure
from models.business import Business
from models.contacts import Contact
from models.follow_ups import FollowUp
from models.interactions import Interaction
from models.needs import Need
from models.outreach import Outreach
from models.problems import Problem
from models.rules import outreach as rules
from models.rules.outreach import Facts, Open, OpenFollowUp
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.when import Moment
from models.rules.words import ATTEMPTS, VOICE_OR_FACE, Channel, Outcome, Purpose, ReasonKind, State, Step, Tone, Truth
from models.rumours import Rumour
from models.snoozes import Snooze
from tests.data.crafted import a_problem, announced
from tests.data.desk import ADA, CUSTOMER, FORMER, ME, NEVER, NOW, PROSPECT, days

Choice = TypeVar("Choice")
Reasons = dict[tuple[int, int, int], tuple[datetime, datetime | None]]
SAID = tuple(Outcome)[:4]
ENDINGS = ("", "died", "money", "unknown")


class Dice:
    """What one deed is about: choices made by a number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def of(self, choices: Sequence[Choice]) -> Choice:
        """Choose one; that there is none is refused as a verb would."""
        if not choices:
            raise NotFound("nothing there")
        self.number, which = divmod(self.number, len(choices))
        return choices[which]

    async def row(self, table: type[Any]) -> Any:
        return self.of(await table.all().order_by("id"))

    async def contact(self) -> int:
        return int((await self.row(Contact)).id)


async def log(dice: Dice) -> None:
    await models.interactions.log(await dice.contact(), outcome=dice.of(SAID), channel=dice.of(tuple(Channel)), **ME)


async def plan(dice: Dice) -> None:
    how: dict[str, Any] = {
        "tone": dice.of(tuple(Tone)[::-1]),
        "channel": dice.of(tuple(Channel)),
        "purpose": dice.of(tuple(Purpose)),
    }
    await models.follow_ups.add(await dice.contact(), Moment(NOW), **how, **ME)


async def close(dice: Dice) -> None:
    row, outcome, channel = await dice.row(FollowUp), dice.of(tuple(Outcome)), dice.of(tuple(Channel))
    await models.follow_ups.done(row.id, "so", outcome=outcome, channel=channel, **ME)


async def put_off(dice: Dice) -> None:
    await models.follow_ups.snooze((await dice.row(FollowUp)).id, Moment(NOW + days(3)), **ME)


async def put_off_reason(dice: Dice) -> None:
    await models.snoozes.snooze((await dice.row(Outreach)).id, NOW + days(1 + dice.number % 5), **ME)


async def need(dice: Dice) -> None:
    await models.needs.add(await dice.contact(), "a ladder", **ME)


async def confirm(dice: Dice) -> None:
    row = await dice.row(Need)
    await (models.needs.end if dice.of((True, False)) else models.needs.confirm)(row.id, **ME)


async def rumour(dice: Dice) -> None:
    await models.rumours.add(await dice.contact(), "they move", **ME)


async def close_rumour(dice: Dice) -> None:
    how: dict[str, Any] = {"outcome": dice.of(SAID), "channel": dice.of(tuple(Channel))}
    await models.rumours.close((await dice.row(Rumour)).id, truth=dice.of(tuple(Truth)), **how, **ME)


async def problem(dice: Dice) -> None:
    await models.problems.add(await dice.contact(), "the roof leaks", **ME)


async def announce(dice: Dice) -> None:
    ids = [row.id for row in await Contact.all().order_by("id")]
    await announced(*(ids[::-1] if dice.of((True, False)) else ids))


async def tell(dice: Dice) -> None:
    row = await dice.row(Announcement)
    await models.announcements.told(row.id, await dice.contact(), channel=Channel.CALL, **ME)


async def close_announcement(dice: Dice) -> None:
    await models.announcements.close((await dice.row(Announcement)).id, **ME)


async def archive(dice: Dice) -> None:
    await models.contacts.archive(await dice.contact(), reason="moved away", **ME)


async def restore(dice: Dice) -> None:
    await models.contacts.restore(await dice.contact(), **ME)


async def move(dice: Dice) -> None:
    who, stage = await dice.contact(), dice.of((FORMER, NEVER, PROSPECT, CUSTOMER))
    await models.stage_changes.move(who, stage, reason=dice.of(ENDINGS), **ME)


async def edit(dice: Dice) -> None:
    values: dict[str, Any] = dice.of(
        ({"every_days": 30}, {"every_days": None}, {"do_not_contact": ["any"]}, {"do_not_contact": []})
    )
    await models.contacts.edit(await dice.contact(), **values, **ME)


async def agree(dice: Dice) -> None:
    await models.business.change(need_days=dice.of((10, 180)), grace_days=dice.of((0, 5)), **ME)


async def undo(_: Dice) -> None:
    await models.undo.last(**ME)


async def redo(_: Dice) -> None:
    await models.undo.redo(**ME)


Deed = Callable[[Dice], Awaitable[None]]
DEEDS: tuple[Deed, ...] = (
    *(log, plan, close, put_off, put_off_reason, need, confirm, rumour, close_rumour, problem, announce, tell),
    *(close_announcement, archive, restore, move, edit, agree, undo, undo, redo),
)


async def kept() -> Reasons:
    return {(row.contact_id, row.kind, row.subject): (row.due_at, row.ends_at) for row in await Outreach.all()}


async def true() -> Reasons:
    """Work out every reason from the rows as they are now."""
    agreed = await Business.get()
    thresholds = rules.Thresholds(agreed.birthday_days, agreed.grace_days, agreed.need_days)
    found: Reasons = {}
    for contact in await Contact.all().select_related("stage", "reason"):
        put_off = await Snooze.filter(contact_id=contact.id)
        snoozes = {(row.kind, row.subject): (row.due_at, row.until_at) for row in put_off}
        about = await facts(contact)
        for reason in rules.reasons(about, now=NOW, snoozes=snoozes, thresholds=thresholds):
            found[contact.id, reason.kind, reason.subject] = (reason.due_at, reason.until)
    return found


async def facts(contact: Any) -> Facts:
    words = await Interaction.filter(contact_id=contact.id, outcome__not_in=[each.value for each in ATTEMPTS])
    mine = {"contact_id": contact.id}
    return Facts(
        stage_kind=contact.stage.kind,
        stage_since_at=contact.stage_since_at,
        created_at=contact.created_at,
        last_interaction_at=max((row.at for row in words), default=None),
        every_days=contact.every_days or contact.stage.every_days,
        birthday=contact.birthday,
        do_not_contact=contact.do_not_contact,
        archived=contact.archived_at is not None,
        reason_unknown=bool(contact.reason and contact.reason.is_unknown),
        contact_ends=bool(contact.reason and contact.reason.ends_contact),
        follow_ups=[
            OpenFollowUp(row.id, row.due_at, row.tone, row.purpose, row.channel, row.problem_id, row.step)
            for row in await FollowUp.filter(**mine, state=State.OPEN.value)
        ],
        problems=[Open(row.id, row.opened_at) for row in await Problem.filter(**mine, closed_at=None)],
        rumours=[Open(row.id, row.heard_at) for row in await Rumour.filter(**mine, closed_at=None)],
        needs=[Open(row.id, row.confirmed_at) for row in await Need.filter(**mine, ended_at=None)],
        announcements=[row async for row in waiting_for(contact.id)],
    )


async def waiting_for(contact_id: int) -> Any:
    """Say which announcements this contact is the next to be told of."""
    for row in await Announcement.filter(closed_at=None):
        untold = await Disclosure.filter(announcement_id=row.id, told_at=None).order_by("id")
        whom = [await Contact.get(id=each.contact_id).select_related("reason") for each in untold]
        able = [each.id for each in whom if not each.archived_at and not (each.reason and each.reason.ends_contact)]
        if able[:1] == [contact_id]:
            yield Open(row.id, row.at)


async def check() -> None:
    """Look at every reason, and at what may never be."""
    reasons = await kept()
    assert reasons == await true()
    ended = await Contact.filter(reason__ends_contact=True).values_list("id", flat=True)
    assert not {(contact_id, ReasonKind.DRIFT, 0) for contact_id in ended} & reasons.keys()
    for row in await FollowUp.filter(tone=Tone.UNPLEASANT.value, state=State.DONE.value):
        said = await Interaction.filter(follow_up_id=row.id, outcome=Outcome.SPOKE.value)
        assert {each.channel for each in said} & VOICE_OR_FACE


async def begin(path: Path) -> None:
    """Have something of everything, so that whatever is done finds what it is about."""
    async with db.opened(path):
        ids = [(await models.contacts.add(each, every_days=30, by=ADA, at=NOW - days(40))).id for each in "ABC"]
        await models.follow_ups.add(ids[1], Moment(NOW), purpose=Purpose.SALES, **ME)
        for contact_id, step in zip(ids, (None, Step.FIX, Step.CHECK), strict=True):
            await a_problem(contact_id, step)
            await models.needs.add(contact_id, "a ladder", **ME)
            await models.rumours.add(contact_id, "they move", **ME)
        await models.follow_ups.add(ids[0], Moment(NOW), tone=Tone.UNPLEASANT, **ME)
        await announced(*ids)
        await announced(*ids[::-1])


async def live(path: Path, deeds: Sequence[tuple[Deed, int]]) -> None:
    async with db.opened(path):
        await models.contacts.add("D", every_days=30, **ME)  # the first verb makes the book ready to be written
        for deed, number in deeds:
            try:
                await deed(Dice(number))
            except (Refused, NotFound, Stale):
                continue
            await check()


@pytest.fixture(scope="module")
def begun(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = shutil.copyfile(template, tmp_path_factory.mktemp("begun") / "book.db")
    asyncio.run(begin(path))
    return path


@settings(
    deadline=None, max_examples=8, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 999)), min_size=10, max_size=20))
def test_every_reason_is_true_and_none_is_missing(begun: Path, deeds: list[tuple[Deed, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(shutil.copyfile(begun, Path(folder) / "book.db"), deeds))
