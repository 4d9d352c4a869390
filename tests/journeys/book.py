"""The fictional book of the journeys, written by the real verbs at pinned times."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import models
from models import db
from models.reading import choices
from models.rules import when
from models.rules.words import Channel, Direction, Outcome, Tone

if TYPE_CHECKING:
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 9, 14, tzinfo=BERLIN)
ANN, BEN = 1, 2


def day(text: str) -> datetime:
    """Read "2026-09-15" or "2026-09-15 10:30" as a time in Berlin; a day alone is at noon."""
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=BERLIN)


async def bare(path: Path) -> None:
    """Make a book with its two members and nobody else in it."""
    async with db.opened(path):
        await models.members.present("ann", at=day("2023-01-02"))
        await models.members.add("ben", by=ANN, at=day("2023-01-02"))


async def filled(path: Path) -> None:
    """Fill a bare book with everybody."""
    async with db.opened(path):
        stage = {row.name: row.id for row in await choices.stages()}
        for name, added, stage_name, details in PEOPLE:
            await models.contacts.add(name, by=ANN, at=day(added), stage_id=stage[stage_name], **details)
        await _bob(stage)
        await _others(stage)


PEOPLE = (
    (
        "Bob Stone",
        "2023-03-02",
        "Raving fan",
        {
            "company": "Stone Roofing",
            "emails": ["bob@stone.example"],
            "phones": ["+44 20 7946 0321"],
            "addresses": ["1 High Street, Leeds"],
            "birthday": "1971-03-22",
            "tags": ["roof", "loyal"],
            "every_days": 30,
            "safe_topics": "the weather, his boat",
            "off_limits": "the divorce",
        },
    ),
    ("Anna Moss", "2026-11-02", "Prospect", {"phones": ["+44 20 7946 0111"]}),
    ("Kurt Lang", "2026-11-03", "Prospect", {"company": "Lang & Sons", "emails": ["kurt@lang.example"]}),
    ("Dora Hill", "2024-05-06", "Customer", {"company": "Hill Bakery", "phones": ["+44 20 7946 0222"]}),
    ("Eva Brandt", "2025-02-10", "Customer", {"emails": ["eva@brandt.example"], "every_days": 30}),
    ("Chloé Dubois", "2025-04-01", "Raving fan", {"company": "Café Été", "tags": ["bread"]}),
    ("Łukasz Wójcik", "2025-04-02", "Customer", {"company": "Szkło", "owner_id": BEN}),
    ("山田 花子", "2025-04-03", "Customer", {"company": "花屋", "birthday": "26 nov"}),
    ("שרה כהן", "2025-04-04", "Prospect", {"company": "גן ורדים"}),
    ("أمل حداد", "2025-04-05", "Customer", {"company": "مخبز الأمل"}),
    ("Z̈oé Ma̱ri", "2025-04-06", "Prospect", {"company": "Q̃uispe"}),
    ("प्रिया शर्मा", "2025-04-07", "Prospect", {"company": "चाय घर"}),
    ("Dee Park 🌻", "2025-04-08", "Customer", {"company": "Sunflower 🌻 Ltd"}),
    ("Omar Said", "2026-10-01", "Prospect", {"phones": ["+1 555 0142"]}),
    ("Jan Peters", "2026-01-05", "Customer", {"company": "Peters Boats"}),
    ("Jan Peters", "2026-01-06", "Prospect", {"company": "Harbour Café"}),
    (
        "Maximilian-Alexander von Hohenberg-Lichtenstein zu Wolkenstein",
        "2026-01-07",
        "Customer",
        {"company": "Gesellschaft für außerordentlich lange Firmennamen mbH"},
    ),
)
"""Name, when added, stage, and details. Ids count from 1 in this order."""

_ID = {name: place for place, (name, *_) in enumerate(PEOPLE, 1)}


async def _bob(stage: dict[str, int]) -> None:
    bob = _ID["Bob Stone"]
    await _spoke("Bob Stone", "2026-10-03", "autumn offer", channel=Channel.E_MAIL, direction=Direction.OUT)
    await models.stage_changes.move(bob, stage["Customer"], note="claim refused", by=ANN, at=day("2026-11-12"))
    await models.notes.add(bob, "Wants everything in writing.\nTwo invoices a year.", by=BEN, at=day("2026-11-16"))
    await _plan("Bob Stone", "2026-11-18", "2026-11-19", "warranty claim: explain the refusal", tone=Tone.UNPLEASANT)
    await _spoke("Bob Stone", "2026-11-19 16:20", "where is my money?", direction=Direction.IN, minutes=6)


async def _others(stage: dict[str, int]) -> None:
    await _plan("Anna Moss", "2026-11-14", "2026-11-21 09:00", "new kitchen")
    await _plan("Kurt Lang", "2026-11-14", "2026-11-21", "send the drawings", channel=Channel.E_MAIL)
    await _plan("山田 花子", "2026-11-15", "2026-11-20", "春の花を注文")
    await models.stage_changes.move(_ID["Dora Hill"], stage["Former"], by=ANN, at=day("2026-10-11"))
    await models.stage_changes.move(_ID["Omar Said"], stage["Never bought"], by=ANN, at=day("2026-11-01"))
    await _spoke("Eva Brandt", "2026-09-15", "all well")


async def _spoke(
    name: str,
    at: str,
    words: str,
    *,
    channel: Channel = Channel.CALL,
    direction: Direction = Direction.BOTH,
    minutes: int | None = None,
) -> None:
    outcome = Outcome.SENT if channel == Channel.E_MAIL else Outcome.SPOKE
    await models.interactions.log(
        _ID[name], words, channel=channel, direction=direction, outcome=outcome, minutes=minutes, by=ANN, at=day(at)
    )


async def _plan(
    name: str, at: str, due: str, words: str, *, channel: Channel = Channel.CALL, tone: Tone = Tone.NEUTRAL
) -> None:
    moment = when.read(due, now=day(at), zone=BERLIN)
    await models.follow_ups.add(_ID[name], moment, text=words, channel=channel, tone=tone, by=ANN, at=day(at))
