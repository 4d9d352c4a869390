"""Has a member's key open before something needs it: asks for the passphrase, or leads through making a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import demo
from models.rules.refusals import Refused
from models.vault import strength
from screens import discretion
from screens.confiding import passphrases

if TYPE_CHECKING:
    from screens.frame import Frame

NONE, WAITING = "none", "waiting"
LEFT = "left locked"
WAITS = "Your key does not count yet. Read your fingerprint to an owner: {fingerprint}"


async def unlocked(front: Frame) -> bool:
    """Have the key open; say so where it stays locked. Inside a worker."""
    session = front.session
    if session.vault.agent.is_open:
        return True
    status = await models.keys.status(session.member_id)
    if status.state == NONE:
        asking = passphrases.create(session, strength.suggested())
    else:
        asking = passphrases.unlock(session, told=await demo.passphrase(session.member_id))
    if not await front.app.push_screen_wait(asking):
        front.say(LEFT)
    return session.vault.agent.is_open


async def may_seal(front: Frame) -> bool:
    """Have the key open, and see that it counts; say what is to be done where it does not. Inside a worker.

    Raises Refused while it is veiled.
    """
    session = front.session
    if session.veiled:
        raise Refused(discretion.LIFT)
    if not await unlocked(front):
        return False
    status = await models.keys.status(session.member_id, vault=session.vault)
    if status.problems:
        front.say(status.problems[0], alarm=True)
    elif status.state == WAITING:
        front.say(WAITS.format(fingerprint=status.fingerprint), alarm=True)
    return status.state != WAITING and not status.problems
