"""The secrets that are open in this session: opened when the keys are, and forgotten when they are locked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import models
from models.reading import secrets
from models.rules.refusals import REFUSALS, NotFound
from screens.confiding import hiding

if TYPE_CHECKING:
    from models.reading.today import OutreachRow
    from models.rules.secrets import Knower
    from models.secrets import Opened
    from screens.session import Session

UNCOUNTED = {True: "veiled: secrets are not shown", False: "locked: secrets are not counted"}
"""What Today says of secrets that it does not show, while it is veiled or not."""


async def fresh(session: Session) -> None:
    """Open what can be opened and changed since it was; nothing while the keys are locked."""
    found: dict[str, Opened] = {}
    if session.vault.agent.is_open:
        with suppress(*REFUSALS):  # a key log that is not to be trusted is told of where something is opened
            found = await models.secrets.opened(vault=session.vault, known=session.secrets)
    for uid in found.keys() & session.secrets.keys():  # one may have been sealed anew here meanwhile
        found[uid] = max(found[uid], session.secrets[uid], key=lambda secret: secret.revision)
    session.secrets.clear()
    if session.vault.agent.is_open:  # else they were locked meanwhile
        session.secrets.update(found)


async def due(session: Session) -> list[OutreachRow]:
    """List who is to be talked with about a secret; nobody while it is veiled or locked."""
    rows = [] if session.veiled else await secrets.due(session.secrets, now=session.now())
    return [] if hiding.is_hidden(session) else rows  # it may have been hidden meanwhile


async def uncounted(session: Session) -> str:
    """Say what Today leaves out, to who is a reader of any secret."""
    is_hidden = session.veiled or not session.vault.agent.is_open
    return UNCOUNTED[session.veiled] if is_hidden and await secrets.revisions(session.member_id) else ""


def known_to(session: Session, contact_uid: str) -> list[tuple[Opened, Knower]]:
    """Find what a contact knows of which secret; nothing while it is veiled or locked."""
    return [] if session.veiled else secrets.what_they_know(session.secrets, contact_uid)


def keep(session: Session, secret: Opened) -> None:
    """Have the session know a secret as it is now."""
    if session.vault.agent.is_open:
        session.secrets[secret.uid] = secret


def one(session: Session, secret_id: int) -> Opened:
    """Find a secret that is open, by id. Raises NotFound."""
    for secret in session.secrets.values():
        if secret.id == secret_id:
            found: Opened = secret
            return found
    raise NotFound(f"There is no secret {secret_id} that you can open any more.")
