"""The sentence that says why a contact needs outreach, made from what a list reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules import birthday, cadence, days
from models.rules.problems import WORDS
from models.rules.words import Channel, ReasonKind, Step

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """What the sentence of one reason is made of; times are UTC, `every_days` is the cadence that holds.

    `began_at` is when the problem was opened, the rumour heard, the need last confirmed, or the announcement made;
    `step` is the next one of a problem; `told` and `untold` count the audience of an announcement.
    """

    kind: ReasonKind
    due_at: datetime
    due_on: date | None
    stage: str
    stage_since_at: datetime
    created_at: datetime
    last_interaction_at: datetime | None
    every_days: int | None
    birthday: str
    text: str
    channel: str
    step: str = ""
    began_at: datetime | None = None
    told: int = 0
    untold: int = 0


def sentence(row: Outreach, *, now: datetime) -> str:
    """Say why; `now` is aware, in the zone of who reads."""
    return _SENTENCES[row.kind](row, now)


def since(row: Outreach, *, now: datetime) -> str:
    """Say in a word or two how long this has been due: "2d", "09:30" for today, "67d of 30", "in 3d"."""
    if row.kind == ReasonKind.DRIFT:
        return f"{_days(row.last_interaction_at or row.created_at, now)}d of {row.every_days}"
    if row.kind == ReasonKind.BIRTHDAY:
        ahead = (birthday.next_on(row.birthday, now.date()) - now.date()).days
        return f"in {ahead}d" if ahead else "today"
    began = row.stage_since_at if row.kind in _WHY else row.began_at
    days = (now.date() - row.due_on).days if row.due_on else _days(began or row.due_at, now)
    if days:
        return f"{days}d" if days > 0 else "tomorrow"
    if row.kind == ReasonKind.RUMOUR:
        return "now"
    return "today" if row.due_on or began else f"{row.due_at.astimezone(now.tzinfo):%H:%M}"


def _bad_news(row: Outreach, now: datetime) -> str:
    return f"Bad news untold, due {_due(row, now)}{_about(row)} By voice or face to face."


def _problem(row: Outreach, now: datetime) -> str:
    if row.step:
        return f"Problem: {WORDS[Step(row.step)]} {_by(row.channel)}, due {_due(row, now)}{_about(row)}"
    return f"Problem since {_date(_began(row), now)}, and no next step promised{_about(row)}"


def _promise(row: Outreach, now: datetime) -> str:
    return f"You promised to {WORDS[Step(row.step)]} {_by(row.channel)}, due {_due(row, now)}{_about(row)}"


def _rumour(row: Outreach, now: datetime) -> str:
    return f"Heard {_ago(_began(row), now)}{_about(row)} Call them."


def _need(row: Outreach, now: datetime) -> str:
    began = _began(row)
    return f"Needs{_about(row)} Confirmed {_date(began, now)}, {_ago(began, now)}: ask again."


def _announcement(row: Outreach, now: datetime) -> str:
    return f"To be told since {_date(_began(row), now)}{_about(row)} {row.told:,} told, {row.untold:,} not."


def _follow_up(row: Outreach, now: datetime) -> str:
    return f"Follow-up {_by(row.channel)}, due {_due(row, now)}{_about(row)}"


def _why_left(row: Outreach, now: datetime) -> str:
    return f"Left {_ago(row.stage_since_at, now)}, reason unknown. Ask, without accusing."


def _why_never(row: Outreach, now: datetime) -> str:
    return f"Never bought, reason unknown since {_date(row.stage_since_at, now)}. Ask, without accusing."


def _drift(row: Outreach, now: datetime) -> str:
    last = row.last_interaction_at
    silence = (
        f"no word since {_date(last, now)}" if last else f"no word since they were added {_date(row.created_at, now)}"
    )
    return (
        f"{row.stage} since {_date(row.stage_since_at, now)}; {silence}; you promised {cadence.words(row.every_days)}."
    )


def _birthday(row: Outreach, now: datetime) -> str:
    ahead = (birthday.next_on(row.birthday, now.date()) - now.date()).days
    when = {0: "today", 1: "tomorrow"}.get(ahead, f"in {ahead} days")
    return f"Birthday {when}, on {birthday.words(row.birthday)}."


_WHY = frozenset({ReasonKind.WHY_LEFT, ReasonKind.WHY_NEVER})
_SENTENCES = {
    ReasonKind.BAD_NEWS: _bad_news,
    ReasonKind.PROBLEM: _problem,
    ReasonKind.RUMOUR: _rumour,
    ReasonKind.PROMISE: _promise,
    ReasonKind.FOLLOW_UP: _follow_up,
    ReasonKind.WHY_LEFT: _why_left,
    ReasonKind.WHY_NEVER: _why_never,
    ReasonKind.NEED: _need,
    ReasonKind.ANNOUNCEMENT: _announcement,
    ReasonKind.DRIFT: _drift,
    ReasonKind.BIRTHDAY: _birthday,
}


def _began(row: Outreach) -> datetime:
    return row.began_at or row.due_at


def _about(row: Outreach) -> str:
    text = " ".join(row.text.split())
    return f": {text}{'' if text.endswith(('.', '!', '?')) else '.'}" if text else "."


def _due(row: Outreach, now: datetime) -> str:
    due = row.due_at.astimezone(now.tzinfo)
    days = (now.date() - (row.due_on or due.date())).days
    clock = "" if row.due_on else f" at {due:%H:%M}"
    if days < 0:  # an all-day date of somebody in another zone
        return "tomorrow"
    return f"today{clock}" if days == 0 else _before(days)


def _ago(at: datetime, now: datetime) -> str:
    days = _days(at, now)
    return "today" if days == 0 else _before(days)


def _before(days: int) -> str:
    return "yesterday" if days == 1 else f"{days} days ago"


def _days(at: datetime, now: datetime) -> int:
    return (now.date() - at.astimezone(now.tzinfo).date()).days


def _date(at: datetime, now: datetime) -> str:
    return days.dated(at.astimezone(now.tzinfo).date(), now.date())


def _by(channel: str) -> str:
    return "in person" if channel == Channel.IN_PERSON else f"by {channel}"
