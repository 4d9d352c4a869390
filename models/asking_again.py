"""Asking again: follow-ups booked at once with all who are worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models import new_rows
from models.engine.fields import written
from models.follow_ups import FollowUp
from models.history import changing
from models.reading import insight
from models.rules import selling, text
from models.rules.refusals import Refused
from models.rules.words import Channel, Purpose, State, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.reading.among import Among
    from models.reading.insight import Asked
    from models.rules.when import Moment


class Booked(NamedTuple):
    """With how many a follow-up was booked, and how many were left out, by what speaks against it."""

    booked: int
    left_out: dict[str, int]


async def book(among: Among, when: Moment, words: str = "", *, by: int, at: datetime) -> Booked:
    """Book a call with everybody `among` some whose reason is worth asking again, all of it one step of undo.

    Nobody is called with whom contact has ended, who asked not to be called, who has an open problem, or with whom a
    sale is planned already: they are counted. Raises Refused when nobody is left.
    """
    asked = await insight.worth_asking(among)
    if not asked:
        raise Refused(insight.NOBODY)
    against = {each.id: why for each in asked if (why := _against(each))}
    reasons = list(against.values())
    left_out = {why: reasons.count(why) for why in dict.fromkeys(reasons)}
    if len(against) == len(asked):
        message = f"Nobody there is to be asked now: {told(left_out)}."
        raise Refused(message)
    async with changing("follow_up.ask_again", by=by, at=at) as change:
        plan = {
            "text": text.block(words, what="follow-up", limit=2_000),
            "due_at": written(when.at),
            "due_on": when.on and when.on.isoformat(),
            "channel": Channel.CALL.value,
            "purpose": Purpose.SALES.value,
            "tone": Tone.NEUTRAL.value,
            "owner_id": by,
            "private_place": 0,
            "repeat": "",
            "state": State.OPEN.value,
            "created_at": written(at),
            "created_by_id": by,
            "version": 1,
        }
        rows = [{"contact_id": each.id, **plan} for each in asked if each.id not in against]
        await new_rows.made(FollowUp, rows, returning=("contact_id", "version"), change=change)
    return Booked(len(rows), left_out)


def told(left_out: Mapping[str, int]) -> str:
    """Say who was left out: "2 contact ended, 1 open problem"."""
    return ", ".join(f"{count:,} {why}" for why, count in left_out.items())


def _against(asked: Asked) -> str:
    """Say what speaks against asking somebody again, if anything does."""
    speaks = {
        "contact ended": asked.contact_ends,
        "asked not to be contacted": selling.blocked(asked.do_not_contact, Channel.CALL),
        "open problem": asked.has_problem,
        "planned already": asked.is_planned,
    }
    return next((why for why, does in speaks.items() if does), "")
