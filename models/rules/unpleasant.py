"""Unpleasant news is told voice to voice or face to face, by a named owner, and stays open until it was.

The rules stand here and models enforce them, so that no screen, command or import can pass them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.rules import text
from models.rules.refusals import Refused
from models.rules.words import ATTEMPTS, VOICE_OR_FACE, Channel, Outcome, State, Tone

if TYPE_CHECKING:
    from datetime import datetime

_SAY_IT = "Unpleasant news is told by call, video or in person, never by {}. Choose one of those and say it yourself."
_DOING = {
    "cancel": "Unpleasant news is cancelled only with a reason, which is kept with your name. Say why.",
    "soften": "Unpleasant news is softened only with a reason, which is kept with your name. Say why.",
    "archive": "There is unpleasant news untold here. Archiving needs a reason, which is kept with your name. Say why.",
    "archive_unsolved": "A problem is open here. Archiving needs a reason, which is kept with your name. Say why.",
}
NOT_UNDONE = (
    "Unpleasant news is not undone: cancel it, with a reason that is kept with your name."
    " The next undo takes back what you did before."
)
NOT_ARCHIVED = (
    "There is unpleasant news untold here, or a problem open, so undo does not archive. Archive again, with a reason."
    " The next undo takes back what you did before."
)
PUT_OFF_DAYS = 7


def check_plan(tone: Tone, channel: Channel) -> None:
    """Raise Refused when a follow-up of this tone cannot use this channel."""
    if tone == Tone.UNPLEASANT and channel not in VOICE_OR_FACE:
        raise Refused(_SAY_IT.format(channel.value))


def check_put_off(tone: Tone, *, until: datetime, now: datetime) -> None:
    """Raise Refused when unpleasant news would be put off by more than a week; `now` is aware, in the actor's zone."""
    latest = now.date() + timedelta(days=PUT_OFF_DAYS)
    if tone == Tone.UNPLEASANT and until.astimezone(now.tzinfo).date() > latest:
        raise Refused(
            f"Unpleasant news is put off by a week at most, so that it gets told. Choose a day until {latest}."
        )


def reason(doing: str, given: str) -> str:
    """Clean the reason for `doing` something of the table above. Raises Refused if empty."""
    cleaned = text.block(given, what="reason", limit=2_000)
    if not cleaned:
        raise Refused(_DOING[doing])
    return cleaned


def state_after(tone: Tone, outcome: Outcome, channel: Channel) -> State:
    """Say where a follow-up stands after `outcome` by `channel`.

    Nobody answered: it stays open. Left word: that closes it, but never unpleasant news; nor does anything written.
    Raises Refused.
    """
    if outcome == Outcome.CANCELLED:
        return State.CANCELLED
    if outcome == Outcome.NO_ANSWER or (tone == Tone.UNPLEASANT and outcome in ATTEMPTS):
        return State.OPEN
    if tone == Tone.UNPLEASANT and (outcome == Outcome.SENT or channel not in VOICE_OR_FACE):
        raise Refused(_SAY_IT.format("something sent" if channel in VOICE_OR_FACE else channel.value))
    return State.DONE
