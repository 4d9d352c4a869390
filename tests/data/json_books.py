"""Books to write as JSON, and what the JSON of the open book says."""

import json
import shutil
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import models
from models.exchange import exporting
from models.exchange.exporting import Format
from models.follow_ups import FollowUp
from models.history import changing
from models.problems import Problem
from models.rules.contact_fields import Point
from models.rules.when import Moment
from models.rules.words import Channel, Direction, Outcome, Purpose, StageKind, Tone, Truth, Weight
from tests.data.desk import ADA, BERLIN, CUSTOMER, FAN, FORMER, GRACE, NOW, days, rows

HOSTILE = (
    "a\ud800b\udc00",
    "\x00\x1b]0;x\x07",
    "\u202eevil\u2066 שלום",
    "😀 \U0001d4b3 漢字",
    '\\ud800 \\\\ "quoted" </b> [/b]',
    "e\u0301 a\tb",
    "two\r\nlines\u2028three",
)


def copied(template: Path, folder: Path, name: str) -> Path:
    return Path(shutil.copyfile(template, folder / name))


async def text(query: str = "", *, at: datetime = NOW) -> str:
    """Return the JSON of the open book."""
    stream = BytesIO()
    await exporting.export(stream, query, form=Format.JSON, at=at)
    return stream.getvalue().decode()


async def said(query: str = "") -> Any:
    return json.loads(await text(query))


async def outreach() -> list[dict[str, Any]]:
    """Return all reasons for outreach, due or not, by what the ids of the book stand for."""
    return await rows(
        "SELECT c.uid, o.kind, o.due_at, o.ends_at, f.text, f.created_at, n.text AS need, r.text AS rumour, a.title"
        " FROM outreach o JOIN contact c ON c.id = o.contact_id"
        " LEFT JOIN follow_up f ON f.id = o.subject AND o.kind IN (1, 2, 4, 5)"
        " LEFT JOIN need n ON n.id = o.subject AND o.kind = 9 LEFT JOIN rumour r ON r.id = o.subject AND o.kind = 3"
        " LEFT JOIN announcement a ON a.id = o.subject AND o.kind = 10 ORDER BY 1, 2, 3, 5, 6, 7, 8, 9"
    )


async def a_team_at_work() -> None:
    """Have in the open book, which two members use, something of everything that there can be."""
    at = NOW - days(200)
    await models.stages.rename(FAN, "Friend of the house", by=ADA, at=at)
    await models.stages.set_cadence(CUSTOMER, 60, by=ADA, at=at)
    lead = await models.stages.add("Lead", StageKind.PROSPECT, by=ADA, at=at)
    await models.stages.reorder(lead.id, 1, by=ADA, at=at)
    await models.reasons.remove((await models.reasons.named("former", "retired")).id, by=ADA, at=at)
    await models.reasons.add(StageKind.FORMER, "moved to Mars", ends_contact=True, by=ADA, at=at)
    await models.business.change(name="Oak", grace_days=3, phone_region="GB", by=ADA, at=at)
    await _bob(at)
    await _dana(at)
    for place, words in enumerate(HOSTILE):
        each = await models.contacts.add(
            f"N{place} {words}", company=words, tags=[words], safe_topics=words, stage_id=lead.id, by=ADA, at=at
        )
        await models.notes.add(each.id, f"note {words}", by=GRACE, at=NOW)
    await models.stages.delete(lead.id, to=CUSTOMER, by=ADA, at=NOW - days(1))
    await _craft()


async def _craft() -> None:
    """Needs, rumours, problems, favours and announcements, open and closed, of Bob, who has more than one of each."""
    me: dict[str, Any] = {"by": ADA, "at": NOW}
    bob, other = 1, 4
    await models.business.change(need_days=90, **me)
    await models.contacts.promise_discretion(bob, by=GRACE, at=NOW - days(4))
    for words, at in (("early delivery", NOW - days(100)), ("one invoice", NOW), (HOSTILE[4], NOW - days(2))):
        await models.needs.add(bob, words, weight=Weight.VITAL, note="said so", by=GRACE, at=at)
    await models.needs.end(2, **me)
    await models.rumours.add(bob, "sells the boat", source="Carl", **me)
    await models.rumours.add(bob, "moves to Leeds", by=GRACE, at=NOW - days(3))
    await models.rumours.close(2, "a holiday", truth=Truth.FALSE, **me)
    await models.favours.add(bob, "brought the builder", introduced_id=other, **me)
    await models.favours.add(bob, direction=Direction.OUT, introduced_id=3, by=GRACE, at=NOW - days(1))
    await models.favours.add(bob, "lent a ladder", **me)
    await models.favours.add(other, "introduced back", introduced_id=bob, **me)
    await _problems(bob)
    first = await models.announcements.add("Prices rise", HOSTILE[4], **me)
    await models.announcements.told(first.id, bob, "fair", channel=Channel.LETTER, by=GRACE, at=NOW)
    await models.announcements.add("Prices rise", query="bob", by=GRACE, at=NOW - days(9))
    closed = await models.announcements.add("We move", query="stone", by=GRACE, at=NOW - days(9))
    await models.announcements.close(closed.id, **me)
    put_off = "SELECT id FROM outreach WHERE kind IN (3, 9, 10) ORDER BY kind, contact_id, subject"
    for row in await rows(put_off):
        await models.snoozes.snooze(row["id"], NOW + days(5), **me)


async def _problems(bob: int) -> None:
    """One that is closed, and one whose step is promised."""
    async with changing("problem.add", by=ADA, at=NOW) as change:
        mine: dict[str, Any] = {"contact_id": bob, "owner_id": GRACE, "by_id": ADA}
        await change.create(Problem, text="leaks", opened_at=NOW - days(9), closed_at=NOW, outcome="agreed", **mine)
        whole = {"amount": 120_050, "fault": "ours", "wanted": "money", "solution": "a new one", "heard_at": NOW}
        row = await change.create(Problem, text="late", opened_at=NOW - days(1), agreed_at=NOW, **whole, **mine)
        promised = {"text": "send it", "due_at": NOW + days(1), "channel": "call", "purpose": "service", "tone": "good"}
        step = {"problem_id": row.id, "step": "fix", "owner_id": ADA, "created_at": NOW, "created_by_id": ADA}
        await change.create(FollowUp, contact_id=bob, **promised, **step)


async def _bob(at: datetime) -> None:
    """Bob is a customer: promises kept and open, an attempt, bad news softened, silence put off."""
    bob = await models.contacts.add(
        "Bob Stone", company="Stone", birthday="--06-12", phones=[Point("work", "020 7946 0101")], every_days=30,
        off_limits="the divorce", do_not_contact=["text"], owner_id=GRACE, by=ADA, at=at,
    )  # fmt: skip
    await models.stage_changes.move(bob.id, CUSTOMER, note="signed", by=GRACE, at=at + days(3))
    call = await models.follow_ups.add(bob.id, Moment(at + days(9)), text="roof", repeat="3m", by=ADA, at=at)
    await models.follow_ups.done(call.id, outcome=Outcome.NO_ANSWER, by=ADA, at=at + days(9))
    await models.follow_ups.done(call.id, "all well", outcome=Outcome.SPOKE, minutes=7, by=GRACE, at=at + days(10))
    day = (NOW + days(2)).date()
    midnight = datetime.combine(day, datetime.min.time(), BERLIN)
    await models.follow_ups.add(
        bob.id, Moment(midnight, day), text="price", purpose=Purpose.SALES, private_place=True, by=ADA, at=NOW
    )
    news = await models.follow_ups.add(bob.id, Moment(NOW), tone=Tone.UNPLEASANT, by=ADA, at=NOW - days(2))
    await models.follow_ups.edit(news.id, tone=Tone.GOOD, reason="it was good", by=GRACE, at=NOW)
    await models.follow_ups.add(bob.id, Moment(NOW), text="claim", tone=Tone.UNPLEASANT, by=ADA, at=NOW)
    (drift,) = await rows("SELECT id FROM outreach WHERE kind = 11 AND contact_id = ?1", bob.id)
    await models.snoozes.snooze(drift["id"], NOW + days(4), by=ADA, at=NOW)


async def _dana(at: datetime) -> None:
    """Dana left, and is archived over bad news."""
    dana = await models.contacts.add(
        "Dana Levy", company="Levy", emails=[Point("home", "d@levy.example")], by=GRACE, at=at
    )
    await models.interactions.log(dana.id, "a letter", channel=Channel.LETTER, by=GRACE, at=at)
    await models.stage_changes.move(dana.id, FORMER, reason="moved to Mars", by=ADA, at=at + days(5))
    plan = await models.follow_ups.add(dana.id, Moment(NOW), text="sue", tone=Tone.UNPLEASANT, by=ADA, at=at)
    gone = await models.follow_ups.add(dana.id, Moment(NOW), text="never mind", by=ADA, at=at)
    await models.follow_ups.done(gone.id, "they left", outcome=Outcome.CANCELLED, by=ADA, at=at + timedelta(hours=1))
    await models.contacts.archive(dana.id, reason="no address", by=ADA, at=at + days(6))
    assert plan.id
